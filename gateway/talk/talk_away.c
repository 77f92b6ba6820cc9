/* talk_away: people change the subject in the middle of an answer, and say so at its beginning:
 * 算了不说这个，我想问…, 先不说噪音了，我家门口路灯坏了. The words that turn away are no part of
 * what they turn to, and what they name (噪音) is not the matter any more; so the clause that holds
 * them is cut off, and what stands behind it is heard by itself.
 *
 * Words that only may turn away (算了, 对了) stand at the very beginning and are weighed by whoever
 * asks with what follows: 算了，松影苑 is an answer. */
#include "gateway/talk/talk_away.h"

#include "dsl/base/utf8.h"
#include "dsl/engine/cue.h"

enum {
    CLAUSE_MOST = 16, /* characters of a clause without a mark behind it */
    WORD_LEAST = 3    /* of a word that is trouble by itself: 户口 is none */
};

static const char *const marks[] = {",", ".", "!", "?", ";", ":", "。", "、", "…", "\n"};

/* Most bytes begin none of the marks: they are of characters in between. */
static bool may_be_mark(char c)
{
    return !(c & 0x80) || c == '\xe2' || c == '\xe3';
}

/* The first mark from `at` on: *behind is what follows it; false: none. */
static bool next_mark(struct view text, size_t at, size_t *mark, size_t *behind)
{
    for (*mark = at; *mark < text.n; (*mark)++)
        for (size_t i = 0; may_be_mark(text.p[*mark]) && i < sizeof marks / sizeof *marks; i++) {
            struct view one = view_of(marks[i]);
            if (view_starts(view_sub(text, *mark, text.n), one)) {
                *behind = *mark + one.n;
                return true;
            }
        }
    return false;
}

static size_t skip_marks(struct view text, size_t at)
{
    for (size_t mark, behind;;) {
        while (at < text.n && text.p[at] == ' ')
            at++;
        if (!next_mark(text, at, &mark, &behind) || mark != at)
            return at;
        at = behind;
    }
}

/* Where the clause that turns away ends: at a mark, or behind its 了. */
static size_t clause_end(const struct recognition *r, size_t at)
{
    struct view text = r->text.text;
    size_t mark, behind, done;
    size_t n = cue_find(r->rules, CUE_turned, view_sub(text, at, text.n), &done);
    bool marked = next_mark(text, at, &mark, &behind);
    if (marked && (!n || at + done + n >= mark))
        return behind;
    if (n && utf8_length(view_sub(text, at, at + done)) <= CLAUSE_MOST)
        return at + done + n;
    return marked ? behind : at;
}

static bool find_plain(const struct recognition *r, size_t *behind)
{
    struct view text = r->text.text;
    size_t at, n = cue_find(r->rules, CUE_turns_away, text, &at);
    if (!n || utf8_length(view_sub(text, 0, at)) > CLAUSE_MOST)
        return false;
    *behind = clause_end(r, at + n);
    return true;
}

static bool find_weak(const struct recognition *r, size_t *behind)
{
    size_t at, n = cue_find(r->rules, CUE_may_turn_away, r->text.text, &at);
    *behind = n ? at + n : 0;
    return n > 0;
}

enum away away_from(const struct recognition *r, struct view *rest)
{
    struct view text = r->text.text;
    size_t behind = 0;
    enum away away = find_plain(r, &behind)  ? AWAY_PLAINLY
                     : find_weak(r, &behind) ? AWAY_PERHAPS
                                             : AWAY_NONE;
    behind = skip_marks(text, behind);
    if (behind >= text.n)
        *rest = away == AWAY_PLAINLY ? VIEW("") : fold_original(&r->text, 0, text.n);
    else
        *rest = view_trim(fold_original(&r->text, away == AWAY_NONE ? 0 : behind, text.n));
    return away == AWAY_PERHAPS && behind >= text.n ? AWAY_NONE : away;
}

bool away_names_trouble(const struct recognition *r)
{
    struct view text = r->text.text;
    bool trouble = false;
    for (size_t i = 0; i < r->evidence_count; i++) {
        const struct evidence *one = &r->evidence[i];
        if (one->use == USE_AREA || one->use == USE_PERIOD)
            continue;
        struct view behind = view_sub(text, one->to, text.n);
        if (cue_leads(r->rules, CUE_place_behind, behind))
            return false;
        bool says =
            one->use == USE_DUTY && utf8_length(view_sub(text, one->from, one->to)) >= WORD_LEAST;
        trouble |= says || cue_heard(r->rules, CUE_trouble_behind, behind);
    }
    return trouble;
}
