/* read: which words are visible in a text, and what each stands for (rule 1 of matter.h).
 *
 * A word that would cut a run of Latin letters and digits does not occur there, nor hides others.
 * Every occurrence of every word is written down; then those that lie inside a longer one of the
 * same layer are struck out, by comparing each with each. There are two layers: the words that
 * reveal, and the words of the talk. A sequence is looked for by itself in the raw text: its first
 * part, then its second at most SEQUENCE_GAP characters behind; it neither hides nor is hidden. */
#include "dsl/oracle/words.h"

#include "dsl/base/utf8.h"

#include <stdlib.h>

enum { READ_CHARACTERS = 4000 };

struct occurrence {
    const struct listed_word *listed;
    size_t from, to;
    bool sequence;
};
typedef VEC(struct occurrence) occurrences;

static struct view cut_characters(struct view text, size_t most)
{
    size_t at = 0;
    for (size_t seen = 0; at < text.n && seen < most; seen++)
        utf8_next(text, &at);
    return view_sub(text, 0, at);
}

static size_t characters_between(struct view text, size_t from, size_t to)
{
    size_t n = 0;
    for (size_t at = from; at < to; n++)
        utf8_next(text, &at);
    return n;
}

static bool latin(struct view text, size_t at)
{
    char c = at < text.n ? text.p[at] : ' ';
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* Does a run of Latin letters and digits go on over this place? "now" does not stand in "know". */
static bool inside_run(struct view text, size_t at)
{
    return at > 0 && latin(text, at - 1) && latin(text, at);
}

static bool stands_at(struct view text, size_t at, struct view part)
{
    return view_starts(view_sub(text, at, text.n), part) && !inside_run(text, at) &&
           !inside_run(text, at + part.n);
}

/* The end of the nearest second part that follows a first part ending at from, or 0. */
static size_t sequence_end(struct view text, const struct word *word, size_t from)
{
    size_t at = from;
    while (at < text.n && !stands_at(text, at, word->second))
        at++;
    if (at == text.n || characters_between(text, from, at) > SEQUENCE_GAP)
        return 0;
    return at + word->second.n;
}

static void try_word(struct arena *arena, struct view text, size_t at,
                     const struct listed_word *listed, occurrences *out)
{
    const struct word *word = listed->word;
    if (!stands_at(text, at, word->first))
        return;
    size_t to = at + word->first.n;
    bool sequence = word->second.n > 0;
    if (sequence)
        to = sequence_end(text, word, to);
    if (to)
        VEC_ADD(arena, out, ((struct occurrence){listed, at, to, sequence}));
}

static void find_all(const struct oracle_words *lexicon, struct arena *arena, struct view text,
                     occurrences *out)
{
    for (size_t at = 0; at < text.n; at++) {
        unsigned full = words_bucket(text.p + at, text.n - at);
        for (int i = lexicon->bucket[0]; i != NONE; i = lexicon->list.at[i].next)
            try_word(arena, text, at, &lexicon->list.at[i], out);
        if (full == 0)
            continue;
        for (int i = lexicon->bucket[full]; i != NONE; i = lexicon->list.at[i].next)
            try_word(arena, text, at, &lexicon->list.at[i], out);
    }
}

static bool is_talk(const struct occurrence *occurrence)
{
    return occurrence->listed->use == WORD_TALK;
}

static bool hides(const struct occurrence *longer, const struct occurrence *inner)
{
    return !longer->sequence && is_talk(longer) == is_talk(inner) && longer->from <= inner->from &&
           longer->to >= inner->to && longer->to - longer->from > inner->to - inner->from;
}

static bool visible(const occurrences *all, const struct occurrence *one)
{
    if (one->sequence)
        return true;
    for (size_t i = 0; i < all->n; i++)
        if (hides(&all->at[i], one))
            return false;
    return true;
}

static int by_place(const void *a, const void *b)
{
    const struct oracle_evidence *left = a, *right = b;
    if (left->from != right->from)
        return left->from < right->from ? -1 : 1;
    if (left->to != right->to)
        return left->to > right->to ? -1 : 1;
    if (left->use != right->use)
        return left->use < right->use ? -1 : 1;
    if (left->index != right->index)
        return left->index < right->index ? -1 : 1;
    return left->value < right->value ? -1 : left->value > right->value;
}

static void keep_visible(struct oracle_reading *reading, struct arena *arena,
                         const occurrences *all)
{
    size_t longest = 0;
    for (size_t i = 0; i < all->n; i++) {
        const struct occurrence *one = &all->at[i];
        const struct listed_word *listed = one->listed;
        if (!visible(all, one))
            continue;
        if (!is_talk(one)) {
            VEC_ADD(arena, &reading->evidence,
                    ((struct oracle_evidence){(enum oracle_use)listed->use, listed->index,
                                              listed->value, listed->category, listed->word,
                                              one->from, one->to}));
            continue;
        }
        reading->talk[listed->index] = true;
        int kind = listed->index - TALK_KIND_COMPLAINT;
        size_t length = one->to - one->from;
        if (kind < 0 || kind >= KIND_COUNT || length < longest)
            continue;
        if (length > longest || kind < reading->kind)
            reading->kind = kind;
        longest = length;
    }
}

struct oracle_reading *oracle_read(const struct oracle_words *lexicon, struct arena *arena,
                                   struct view text)
{
    struct oracle_reading *reading = ARENA_NEW(arena, struct oracle_reading);
    occurrences all = {0};
    reading->kind = NONE;
    reading->text = fold_text(arena, cut_characters(text, READ_CHARACTERS));
    find_all(lexicon, arena, reading->text.text, &all);
    keep_visible(reading, arena, &all);
    if (reading->evidence.n)
        qsort(reading->evidence.at, reading->evidence.n, sizeof *reading->evidence.at, by_place);
    reading->time_count = when_find(reading->text.text, reading->times,
                                    sizeof reading->times / sizeof *reading->times);
    return reading;
}
