/* cue: words that decide how something is meant. They are few for each purpose and asked for in
 * every turn, so they are looked for one by one, and most of them not even that: what a text's
 * pairs of bytes rule out is passed over (pairs.h). Making the pairs costs as much as looking for a
 * handful of words. A whole text is looked up, for the words stand in the order of their bytes. */
#include "dsl/engine/cue.h"

#include "dsl/base/pairs.h"
#include "dsl/base/utf8.h"
#include "dsl/engine/layout.h"
#include "dsl/engine/meant.h"

enum { PAIRS_PAY = 6 /* words */ };

enum heard_where {
    HEARD_WITHIN,
    HEARD_WORD,
    HEARD_FIRST,
    HEARD_LAST,
    HEARD_WHOLE,
    HEARD_SAID,
    HEARD_ACT,
    HEARD_LIKE
};
static const unsigned char places[] = {
#define CUE(name, where, heard) HEARD_##where,
#include "dsl/base/cue_table.h"
#undef CUE
};

static bool is_letter(struct view text, size_t at)
{
    return at < text.n && text.p[at] >= 'a' && text.p[at] <= 'z';
}

/* A word of letters is not part of a longer one. */
static bool stands_alone(struct view text, size_t at, struct view word)
{
    bool before = at > 0 && is_letter(text, at - 1) && is_letter(word, 0);
    return !before && !(is_letter(text, at + word.n) && is_letter(word, word.n - 1));
}

static size_t find_alone(struct view text, struct view word)
{
    for (size_t from = 0; from < text.n;) {
        size_t at = view_find(view_sub(text, from, text.n), word);
        if (at == SIZE_MAX)
            break;
        if (stands_alone(text, from + at, word))
            return from + at;
        from += at + 1;
    }
    return SIZE_MAX;
}

/* Where the word counts in the text; SIZE_MAX: nowhere. */
static size_t place_of(enum heard_where where, struct view text, struct view word)
{
    switch (where) {
    case HEARD_WITHIN:
        return view_find(text, word);
    case HEARD_WORD:
        return find_alone(text, word);
    case HEARD_FIRST:
        return view_starts(text, word) && stands_alone(text, 0, word) ? 0 : SIZE_MAX;
    case HEARD_LAST:
        return view_ends(text, word) ? text.n - word.n : SIZE_MAX;
    default:
        return view_eq(text, word) ? 0 : SIZE_MAX;
    }
}

/* ---- the ends of a text ---- */

static bool is_mark(char c)
{
    return c == ' ' || c == '.' || c == ',' || c == '!' || c == '?' || c == '~';
}

/* Of three bytes: 。、… are, and the middle one is the same. */
static bool is_wide_mark(struct view text)
{
    return text.p[1] == '\x80' &&
           (view_is(text, "。") || view_is(text, "、") || view_is(text, "…"));
}

size_t cue_mark(struct view text)
{
    if (text.n && is_mark(text.p[0]))
        return 1;
    return text.n >= 3 && is_wide_mark(view_sub(text, 0, 3)) ? 3 : 0;
}

struct view cue_clause(struct view text, size_t *at)
{
    while (*at < text.n && cue_mark(view_sub(text, *at, text.n)))
        *at += cue_mark(view_sub(text, *at, text.n));
    size_t from = *at;
    while (*at < text.n && !cue_mark(view_sub(text, *at, text.n)))
        utf8_next(text, at);
    return view_sub(text, from, *at);
}

static size_t mark_at_end(struct view text)
{
    if (text.n && is_mark(text.p[text.n - 1]))
        return 1;
    return text.n >= 3 && is_wide_mark(view_sub(text, text.n - 3, text.n)) ? 3 : 0;
}

/* Without blanks at both ends and marks at the end. */
static struct view bare(struct view text)
{
    text = view_trim(text);
    for (size_t n; (n = mark_at_end(text)) != 0;)
        text.n -= n;
    return text;
}

/* ---- looking for them ---- */

struct seeking {
    const struct rules *rules;
    const struct image_text *words;
    uint32_t n;
    enum heard_where where;
    struct view text;
    bool any; /* whichever of them is found will do */
};

static struct seeking seeking_for(const struct rules *rules, enum cue cue, struct view text)
{
    struct image_run words = image_cues(rules)[cue].words;
    enum heard_where where = (enum heard_where)places[cue];
    return (struct seeking){rules, image_texts(rules) + words.at,           words.n,
                            where, where <= HEARD_WORD ? text : bare(text), false};
}

/* One by one; what the pairs say is not there is passed over. */
static size_t seek(const struct seeking *seeking, size_t *at)
{
    struct view text = seeking->text;
    bool sifts = seeking->where <= HEARD_WORD && seeking->n >= PAIRS_PAY;
    struct pairs pairs;
    size_t found = 0;
    if (sifts)
        pairs = pairs_of(text);
    for (uint32_t i = 0; i < seeking->n && !(seeking->any && found); i++) {
        struct view word = image_view(seeking->rules, seeking->words[i]);
        if (word.n > text.n || (sifts && !pairs_may_hold(&pairs, word)))
            continue;
        size_t place = place_of(seeking->where, text, word);
        bool better = !found || place < *at || (place == *at && word.n > found);
        if (place != SIZE_MAX && better) {
            *at = place;
            found = word.n;
        }
    }
    return found;
}

/* Is the text one of the words, which stand in the order of their bytes? */
static bool look_up(const struct seeking *seeking)
{
    uint32_t low = 0, high = seeking->n;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        struct view word = image_view(seeking->rules, seeking->words[middle]);
        int order = view_compare(word, seeking->text);
        if (!order)
            return true;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

/* ---- by likeness ---- */

enum like cue_like(const struct rules *rules, struct view text)
{
    return likeness_of(image_likeness(rules), text);
}

enum like cue_gravest(const struct rules *rules, struct view text)
{
    return likeness_gravest(image_likeness(rules), text);
}

bool cue_surely_grave(const struct rules *rules, struct view text)
{
    return likeness_surely(image_likeness(rules), text);
}

bool cue_hardly_grave(const struct rules *rules, struct view text)
{
    return likeness_hardly(image_likeness(rules), text);
}

enum act cue_act(const struct rules *rules, struct view text, bool behind)
{
    return acts_of(image_acts(rules), text, behind);
}

/* They stand behind all others (cue_table.h). */
static enum like like_of(enum cue cue)
{
    return (enum like)((int)cue - (CUE_COUNT - LIKES));
}

bool cue_heard(const struct rules *rules, enum cue cue, struct view text)
{
    struct seeking seeking = seeking_for(rules, cue, text);
    size_t at = 0;
    if (seeking.where == HEARD_LIKE)
        return cue_like(rules, text) == like_of(cue) && like_of(cue) != LIKES - 1;
    if (seeking.where == HEARD_ACT)
        return (int)cue_act(rules, text, cue == CUE_act_tells) == (int)cue - (int)CUE_act_asks;
    if (seeking.where == HEARD_SAID)
        return meant_nothing(rules, text);
    seeking.any = true;
    return seeking.where == HEARD_WHOLE ? look_up(&seeking) : seek(&seeking, &at) > 0;
}

size_t cue_find(const struct rules *rules, enum cue cue, struct view text, size_t *at)
{
    struct seeking seeking = seeking_for(rules, cue, text);
    *at = 0;
    size_t n = seek(&seeking, at);
    *at += n ? (size_t)(seeking.text.p - text.p) : 0;
    return n;
}

size_t cue_leads(const struct rules *rules, enum cue cue, struct view text)
{
    struct seeking seeking = seeking_for(rules, cue, text);
    size_t at = 0;
    seeking.where = HEARD_FIRST;
    seeking.text = text;
    return seek(&seeking, &at);
}
