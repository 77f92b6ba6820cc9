/* tally: from evidence to scores and values, by index.
 *
 * What is counted are numbers below a few thousand: categories, duties, values. So each kind has a
 * bit for every number, and what is counted for a number lies where that number says. A walk over
 * the bits gives the numbers in their order, each once; nothing is sorted, nothing is hashed, and
 * only the bits have to be cleared.
 *
 * Scores are counted word by word. The compiler keeps a word's uses of one category together, so
 * "once for a category, at its best" is the best of a run. */
#include "dsl/engine/tally.h"

#include "dsl/engine/layout.h"

/* Numbers that were met, and for each the place of what is counted for it. */
struct met {
    uint64_t *bits;
    uint32_t *place; /* where no bit stands, whatever lay there */
    size_t words, n;
};

static struct met met_new(struct arena *arena, int numbers)
{
    size_t words = (size_t)numbers / 64 + 1;
    return (struct met){ARENA_ARRAY(arena, words, uint64_t),
                        arena_raw(arena, (size_t)numbers * sizeof(uint32_t)), words, 0};
}

/* The place for the number; first: it was not met before, and the place is the next one. */
static uint32_t met_place(struct met *met, uint32_t number, bool *first)
{
    uint64_t bit = (uint64_t)1 << number % 64;
    *first = !(met->bits[number / 64] & bit);
    if (*first) {
        met->bits[number / 64] |= bit;
        met->place[number] = (uint32_t)met->n++;
    }
    return met->place[number];
}

/* The places in the order of their numbers; there is room for met->n. */
static void met_walk(const struct met *met, uint32_t *places)
{
    for (size_t word = 0; word < met->words; word++)
        for (uint64_t left = met->bits[word]; left; left &= left - 1)
            *places++ = met->place[word * 64 + (size_t)__builtin_ctzll(left)];
}

/* ---- scores ---- */

struct scores {
    struct met met;
    struct score *at; /* in the order in which they were met */
};

static struct scores scores_new(struct arena *arena, int numbers, size_t most)
{
    return (struct scores){met_new(arena, numbers), arena_raw(arena, most * sizeof(struct score))};
}

static void scores_add(struct scores *scores, int index, int points, bool strong)
{
    bool first;
    struct score *score = &scores->at[met_place(&scores->met, (uint32_t)index, &first)];
    if (first)
        *score = (struct score){.index = index};
    score->score += points;
    score->strong |= strong;
}

/* The scores by index. */
static struct score *scores_finish(const struct scores *scores, struct arena *arena, size_t *count)
{
    size_t n = *count = scores->met.n;
    struct score *sorted = arena_raw(arena, n * sizeof *sorted);
    uint32_t *places = arena_raw(arena, n * sizeof *places);
    met_walk(&scores->met, places);
    for (size_t i = 0; i < n; i++)
        sorted[i] = scores->at[places[i]];
    return sorted;
}

/* One word's evidence for one category, from `at` on: adds its best and returns how many. */
static size_t score_run(struct scores *categories, const struct evidence *at, size_t most)
{
    int best = 0;
    bool strong = false;
    size_t n = 0;
    for (; n < most && at[n].word == at->word && at[n].category == at->category; n++) {
        int points = at[n].use == USE_VALUE ? at[n].weight / 2 : at[n].weight;
        best = points > best ? points : best;
        strong |= at[n].use != USE_VALUE;
    }
    if (at->category != NONE)
        scores_add(categories, at->category, best, strong);
    return n;
}

static void tally_categories(const struct rules *rules, struct arena *arena,
                             struct recognition *out)
{
    size_t n = out->evidence_count;
    struct scores scores = scores_new(arena, image_categories_count(rules), n);
    for (size_t i = 0; i < n;)
        i += score_run(&scores, &out->evidence[i], n - i);
    out->categories = scores_finish(&scores, arena, &out->category_count);
}

static void tally_duties(const struct rules *rules, struct arena *arena, struct recognition *out,
                         size_t most)
{
    struct scores scores = scores_new(arena, image_duties_count(rules), most);
    for (size_t i = 0; i < out->evidence_count; i++)
        if (out->evidence[i].use == USE_DUTY)
            scores_add(&scores, out->evidence[i].index, out->evidence[i].weight, false);
    out->duties = scores_finish(&scores, arena, &out->duty_count);
}

/* ---- values ---- */

/* The values of facts that the words reveal, each once: a fact's values stand in the image one
 * behind the other, and so do the facts'. */
static void tally_values(const struct rules *rules, struct arena *arena, struct recognition *out,
                         size_t most)
{
    struct met met = met_new(arena, image_values_count(rules));
    struct known *found = arena_raw(arena, most * sizeof *found);
    for (size_t i = 0; i < out->evidence_count; i++) {
        const struct evidence *one = &out->evidence[i];
        bool first;
        if (one->use != USE_VALUE)
            continue;
        uint32_t number = image_facts(rules)[one->index].values.at + (uint32_t)one->value;
        uint32_t place = met_place(&met, number, &first);
        if (first)
            found[place] = (struct known){one->index, one->value, FROM_WORDS};
    }
    uint32_t *places = arena_raw(arena, met.n * sizeof *places);
    met_walk(&met, places);
    out->values = arena_raw(arena, met.n * sizeof *out->values);
    out->value_count = met.n;
    for (size_t i = 0; i < met.n; i++)
        out->values[i] = found[places[i]];
}

void evidence_tally(const struct rules *rules, struct arena *arena, struct recognition *recognition)
{
    size_t uses[USE_KINDS] = {0};
    if (!recognition->evidence_count)
        return;
    for (size_t i = 0; i < recognition->evidence_count; i++)
        uses[recognition->evidence[i].use]++;
    tally_categories(rules, arena, recognition);
    if (uses[USE_DUTY])
        tally_duties(rules, arena, recognition, uses[USE_DUTY]);
    if (uses[USE_VALUE])
        tally_values(rules, arena, recognition, uses[USE_VALUE]);
}
