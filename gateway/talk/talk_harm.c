/* talk_harm: the list of 紧急 holds what is danger by itself (着火了). What befalls people is said
 * in too many words for a list: whoever it is, child, old man, workman, goes with whatever happens,
 * fallen in, passed out, buried. So both stand in the rules for themselves (person, befalls,
 * strikes), and here they are put together.
 *
 * Who it is stands a little before what befalls, or right behind what strikes. Between a person and
 * what befalls their things stands 的 (孩子的书包掉进河里), unless the thing is a part of the body.
 * Nobody was in danger where it is denied, past or only feared: that says danger.h. */
#include "gateway/talk/talk_harm.h"

#include "dsl/base/danger.h"
#include "dsl/base/utf8.h"
#include "dsl/engine/cue.h"

enum { BEFALLS_REACH = 14, STRIKES_REACH = 6 /* characters */, LATIN = 3 };

/* The last characters of the text, so many. */
static struct view tail(struct view text, size_t most)
{
    size_t at = text.n;
    for (size_t n = 0; n < most && at > 0; n++) {
        at--;
        while (at > 0 && (text.p[at] & 0xc0) == 0x80)
            at--;
    }
    return view_sub(text, at, text.n);
}

/* Does it stand before what befalls, and is it the person that it befalls? */
static bool befalls_person(const struct rules *rules, struct view before)
{
    size_t at, n = cue_find(rules, CUE_person, before, &at);
    struct view between = n ? view_sub(before, at + n, before.n) : VIEW("");
    return n &&
           (view_find(between, VIEW("的")) == SIZE_MAX || cue_heard(rules, CUE_of_body, between));
}

bool harm_befalls(const struct rules *rules, struct view folded)
{
    static const enum cue cues[] = {CUE_befalls, CUE_strikes};
    size_t longer = utf8_length(folded) == folded.n ? LATIN : 1;
    for (size_t i = 0; i < sizeof cues / sizeof *cues; i++) {
        bool befalls = cues[i] == CUE_befalls;
        for (size_t from = 0, at, n; from < folded.n; from += at + n) {
            struct view rest = view_sub(folded, from, folded.n);
            if ((n = cue_find(rules, cues[i], rest, &at)) == 0)
                break;
            size_t begin = from + at, end = begin + n;
            struct view before = tail(view_sub(folded, 0, begin), longer * BEFALLS_REACH);
            struct view behind =
                utf8_head(view_sub(folded, end, folded.n), longer * 3 * STRIKES_REACH);
            if ((befalls ? befalls_person(rules, before) : cue_heard(rules, CUE_person, behind)) &&
                danger_is_now(folded, begin, end))
                return true;
        }
    }
    return false;
}

bool harm_may_be(const struct rules *rules, struct view folded)
{
    for (size_t from = 0, at, n; from < folded.n; from += at + n) {
        n = cue_find(rules, CUE_may_harm, view_sub(folded, from, folded.n), &at);
        if (n == 0)
            return false;
        if (danger_is_now(folded, from + at, from + at + n))
            return true;
    }
    return false;
}
