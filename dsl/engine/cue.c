/* cue: words that decide how something is meant. They are few for each purpose and asked for in
 * every turn, so they are looked for one by one, and most of them not even that: what a text's
 * pairs of bytes rule out is passed over (pairs.h). Making the pairs costs as much as looking for a
 * handful of words. */
#include "dsl/engine/cue.h"

#include "dsl/base/pairs.h"
#include "dsl/engine/layout.h"

enum { PAIRS_PAY = 6 /* words */ };

/* Where a word counts. */
enum heard_where { HEARD_WITHIN, HEARD_WORD, HEARD_FIRST, HEARD_LAST, HEARD_WHOLE };
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
    case HEARD_WHOLE:
        return view_eq(text, word) ? 0 : SIZE_MAX;
    }
    return SIZE_MAX;
}

/* Without blanks at both ends and marks at the end. */
static struct view bare(struct view text)
{
    static const char *const marks[] = {".", ",", "!", "?", "~", "。", "、", "…"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks;) {
        struct view mark = view_of(marks[i++]);
        text = view_trim(text);
        if (view_ends(text, mark)) {
            text.n -= mark.n;
            i = 0;
        }
    }
    return text;
}

struct seeking {
    const struct rules *rules;
    struct view text;
    enum heard_where where;
    bool any; /* whichever is there first in the list will do */
};

static size_t seek(const struct seeking *seeking, struct image_run words, size_t *at)
{
    const struct image_text *list = image_texts(seeking->rules) + words.at;
    bool sifts = seeking->where <= HEARD_WORD && words.n >= PAIRS_PAY;
    struct pairs pairs;
    size_t found = 0;
    if (sifts)
        pairs = pairs_of(seeking->text);
    for (uint32_t i = 0; i < words.n && !(seeking->any && found); i++) {
        struct view word = image_view(seeking->rules, list[i]);
        if (word.n > seeking->text.n || (sifts && !pairs_may_hold(&pairs, word)))
            continue;
        size_t place = place_of(seeking->where, seeking->text, word);
        if (place == SIZE_MAX || (found && (place > *at || (place == *at && word.n <= found))))
            continue;
        *at = place;
        found = word.n;
    }
    return found;
}

static struct image_run words_of(const struct rules *rules, enum cue cue)
{
    return image_cues(rules)[cue].words;
}

static struct seeking seeking_for(const struct rules *rules, enum cue cue, struct view text)
{
    enum heard_where where = (enum heard_where)places[cue];
    bool within = where <= HEARD_WORD;
    return (struct seeking){rules, within ? text : bare(text), where, false};
}

bool cue_heard(const struct rules *rules, enum cue cue, struct view text)
{
    struct seeking seeking = seeking_for(rules, cue, text);
    size_t at;
    seeking.any = true;
    return seek(&seeking, words_of(rules, cue), &at) > 0;
}

size_t cue_find(const struct rules *rules, enum cue cue, struct view text, size_t *at)
{
    struct seeking seeking = seeking_for(rules, cue, text);
    size_t n = seek(&seeking, words_of(rules, cue), at);
    if (n)
        *at += (size_t)(seeking.text.p - text.p);
    return n;
}

size_t cue_leads(const struct rules *rules, enum cue cue, struct view text)
{
    struct seeking seeking = {rules, text, HEARD_FIRST, false};
    size_t at;
    return seek(&seeking, words_of(rules, cue), &at);
}
