/* segment: what stands next to many different things is a word; what always has the same neighbour
 * is a part of one. So every sequence of two to six characters is counted by how many different
 * characters precede and follow it in the list's names (the edge of a name counts as a new one each
 * time); the smaller of the two is its variety. A name is cut where the sum of length times log of
 * variety is greatest, in favour of fewer cuts.
 *
 * It needs no dictionary and knows the trade's own words, because the list repeats them. In a list
 * of five items it knows nothing, and cuts nothing. */
#include "dsl/exchange/segment.h"

#include <math.h>
#include <stdlib.h>

#include "dsl/base/hash.h"
#include "dsl/base/utf8.h"

enum { GRAM_MIN = 2, GRAM_MAX = 6, RUN_MAX = 64 };

struct sight { /* one place where a sequence stands */
    struct view gram;
    uint32_t left, right; /* the neighbours; edges are numbers no character has */
};

struct lexicon {
    struct gram {
        struct view text;
        unsigned variety;
    } * at;
    size_t room;
};

/* ---- runs ---- */

static bool is_word_character(uint32_t c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= 0xc0 && c <= 0x24f && c != 0xd7 && c != 0xf7) || (c >= 0x3400 && c <= 0x9fff) ||
           c == 0x3007 || (c >= 0x20000 && c <= 0x2ffff);
}

static bool is_latin(uint32_t c)
{
    return c < 0x250;
}

void segment_runs(struct arena *arena, struct view name, segments *out)
{
    size_t from = SIZE_MAX, end = 0;
    uint32_t last = 0;
    for (size_t at = 0; at <= name.n;) {
        size_t here = at;
        uint32_t c = at < name.n ? utf8_next(name, &at) : (at++, 0u);
        bool joins = (c == ' ' || c == '-' || c == '\'') && from != SIZE_MAX && is_latin(last);
        if (is_word_character(c)) {
            from = from == SIZE_MAX ? here : from;
            end = at;
            last = c;
        } else if (!joins && from != SIZE_MAX) {
            VEC_ADD(arena, out, view_sub(name, from, end));
            from = SIZE_MAX;
        }
    }
}

/* ---- learning ---- */

static int by_text(const void *a, const void *b)
{
    return view_compare(*(const struct view *)a, *(const struct view *)b);
}

static int by_gram_left(const void *a, const void *b)
{
    const struct sight *x = a, *y = b;
    int order = view_compare(x->gram, y->gram);
    return order ? order : x->left < y->left ? -1 : x->left > y->left;
}

static int by_gram_right(const void *a, const void *b)
{
    const struct sight *x = a, *y = b;
    int order = view_compare(x->gram, y->gram);
    return order ? order : x->right < y->right ? -1 : x->right > y->right;
}

/* Where the characters of a run begin, and one place behind the last. */
static size_t starts_of(struct view run, size_t starts[RUN_MAX + 1])
{
    size_t n = 0, at = 0;
    while (at < run.n && n < RUN_MAX) {
        starts[n++] = at;
        utf8_next(run, &at);
    }
    starts[n] = at;
    return n;
}

static uint32_t character_at(struct view run, size_t at)
{
    return utf8_next(run, &at);
}

typedef VEC(struct sight) sights;

static void see_run(struct arena *arena, struct view run, uint32_t edge, sights *out)
{
    size_t starts[RUN_MAX + 1], n = starts_of(run, starts);
    for (size_t from = 0; from < n; from++)
        for (size_t to = from + GRAM_MIN; to <= n && to - from <= GRAM_MAX; to++)
            VEC_ADD(arena, out,
                    ((struct sight){view_sub(run, starts[from], starts[to]),
                                    from ? character_at(run, starts[from - 1]) : edge,
                                    to < n ? character_at(run, starts[to]) : edge}));
}

static struct gram *gram_slot(const struct lexicon *lexicon, struct view text)
{
    size_t at = (size_t)hash_view(text) & (lexicon->room - 1);
    while (lexicon->at[at].text.n && !view_eq(lexicon->at[at].text, text))
        at = (at + 1) & (lexicon->room - 1);
    return &lexicon->at[at];
}

/* Of sorted sights: how many different neighbours each gram has; the smaller of two counts stays.
 */
static void count_variety(struct lexicon *lexicon, const sights *all, bool left)
{
    for (size_t i = 0; i < all->n;) {
        size_t k = i;
        unsigned variety = 0;
        for (; k < all->n && view_eq(all->at[k].gram, all->at[i].gram); k++) {
            uint32_t here = left ? all->at[k].left : all->at[k].right;
            uint32_t before = k == i ? ~here : left ? all->at[k - 1].left : all->at[k - 1].right;
            variety += here != before;
        }
        struct gram *gram = gram_slot(lexicon, all->at[i].gram);
        bool first = !gram->text.n;
        gram->text = all->at[i].gram;
        gram->variety = first || variety < gram->variety ? variety : gram->variety;
        i = k;
    }
}

struct lexicon *segment_learn(struct arena *arena, const struct view *names, size_t count)
{
    struct lexicon *lexicon = ARENA_NEW(arena, struct lexicon);
    segments runs = {0};
    sights all = {0};
    for (size_t i = 0; i < count; i++)
        segment_runs(arena, names[i], &runs);
    if (runs.n)
        qsort(runs.at, runs.n, sizeof *runs.at, by_text);
    for (size_t i = 0; i < runs.n; i++)
        if ((i == 0 || !view_eq(runs.at[i], runs.at[i - 1])) &&
            !is_latin(character_at(runs.at[i], 0)))
            see_run(arena, runs.at[i], 0x80000000u + (uint32_t)i, &all);
    for (lexicon->room = 64; lexicon->room < 2 * all.n;)
        lexicon->room *= 2;
    lexicon->at = ARENA_ARRAY(arena, lexicon->room, struct gram);
    if (!all.n)
        return lexicon;
    qsort(all.at, all.n, sizeof *all.at, by_gram_left);
    count_variety(lexicon, &all, true);
    qsort(all.at, all.n, sizeof *all.at, by_gram_right);
    count_variety(lexicon, &all, false);
    return lexicon;
}

/* ---- cutting ---- */

static double worth(const struct lexicon *lexicon, struct view text, size_t characters)
{
    unsigned variety = gram_slot(lexicon, text)->variety;
    if (characters < GRAM_MIN)
        return 0;
    return (double)characters * log2(1.0 + variety) - 0.5; /* each cut costs a little */
}

void segment_cut(const struct lexicon *lexicon, struct arena *arena, struct view run, segments *out)
{
    size_t starts[RUN_MAX + 1], n = starts_of(run, starts), from[RUN_MAX + 1] = {0};
    double best[RUN_MAX + 1] = {0};
    size_t cuts[RUN_MAX], count = 0;
    if (!n || is_latin(character_at(run, 0))) {
        VEC_ADD(arena, out, run);
        return;
    }
    for (size_t to = 1; to <= n; to++) {
        best[to] = -1e9;
        for (size_t at = to > GRAM_MAX ? to - GRAM_MAX : 0; at < to; at++) {
            double sum = best[at] + worth(lexicon, view_sub(run, starts[at], starts[to]), to - at);
            if (sum > best[to] + 1e-9) {
                best[to] = sum;
                from[to] = at;
            }
        }
    }
    for (size_t to = n; to > 0; to = from[to])
        cuts[count++] = to;
    while (count--)
        VEC_ADD(arena, out, view_sub(run, starts[from[cuts[count]]], starts[cuts[count]]));
}
