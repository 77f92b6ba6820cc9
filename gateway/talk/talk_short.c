/* talk_short: short answers.
 *
 * "Good", said to "a picture helps", is no misunderstanding, and "I cannot" is no reproach. What
 * people say in a word or two is the same for every question, so it is read in one place; what it
 * means for the question at hand says who asked it (talk_answer.c). The district's word lists go
 * first; its cues only add to them.
 *
 * A short answer fills the text: a longer one that holds such a word says more than that. */
#include "gateway/talk/talk_short.h"

#include "dsl/base/fold.h"
#include "dsl/base/utf8.h"
#include "gateway/talk/talk_hear.h"

enum { LONGEST = 24, THANKS_LONGEST = 60 /* bytes */, FIRST_PICTURE = 0x1f300 };

/* Without the particles and marks at its end. */
static struct view bare(const struct rules *rules, struct view text)
{
    size_t at;
    while (cue_find(rules, CUE_particle, text, &at) && at > 0)
        text.n = at;
    return text;
}

static enum short_answer listed(const struct recognition *r)
{
    static const struct {
        enum talk_list list;
        enum short_answer kind;
    } lists[] = {{TALK_CONFIRM, SHORT_YES},
                 {TALK_DENY, SHORT_NO},
                 {TALK_UNKNOWN, SHORT_UNKNOWN},
                 {TALK_SKIP, SHORT_CANNOT}};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (r->talk[lists[i].list] == TALK_WHOLE)
            return lists[i].kind;
    return SHORT_NONE;
}

static enum short_answer cued(const struct recognition *r)
{
    static const struct {
        enum cue cue;
        enum short_answer kind;
    } cues[] = {{CUE_short_yes, SHORT_YES},         {CUE_short_no, SHORT_NO},
                {CUE_short_unknown, SHORT_UNKNOWN}, {CUE_short_any, SHORT_ANY},
                {CUE_short_cannot, SHORT_CANNOT},   {CUE_short_later, SHORT_LATER},
                {CUE_short_keep, SHORT_KEEP},       {CUE_short_thanks, SHORT_THANKS}};
    struct view text = bare(r->rules, r->text.text);
    for (size_t i = 0; i < sizeof cues / sizeof *cues; i++)
        if (cue_heard(r->rules, cues[i].cue, text))
            return cues[i].kind;
    return SHORT_NONE;
}

/* Nothing but thanks, in however many words. */
static bool only_thanks(const struct recognition *r)
{
    struct view text = r->text.text;
    if (!talk_hears(r, CUE_thanks))
        return false;
    while (text.n) {
        size_t n = cue_leads(r->rules, CUE_thanks_filler, text);
        n = n ? n : cue_mark(text);
        if (!n && utf8_next(text, &n) < FIRST_PICTURE)
            return false;
        text = view_sub(text, n, text.n);
    }
    return true;
}

enum short_answer short_answer_of(const struct recognition *r)
{
    if (!r || r->text.text.n > THANKS_LONGEST)
        return SHORT_NONE;
    if (only_thanks(r))
        return SHORT_THANKS;
    if (r->text.text.n > LONGEST)
        return SHORT_NONE;
    enum short_answer kind = listed(r);
    return kind == SHORT_NONE ? cued(r) : kind;
}

/* ---- labels ---- */

static bool is_negative(const struct rules *rules, struct view label)
{
    return cue_heard(rules, CUE_label_no, label);
}

static bool is_positive(const struct rules *rules, struct view label)
{
    return !is_negative(rules, label) && cue_heard(rules, CUE_label_yes, label);
}

int short_negative(const struct rules *rules, struct arena *arena, struct view first,
                   struct view second)
{
    struct view one = fold_word(arena, first), two = fold_word(arena, second);
    if (is_positive(rules, one) && is_negative(rules, two))
        return 1;
    return is_negative(rules, one) && is_positive(rules, two) ? 0 : -1;
}
