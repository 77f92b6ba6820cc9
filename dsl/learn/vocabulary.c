/* vocabulary: which grams count. Those of one ticket alone teach nothing (unless there are few
 * tickets), and beyond GRAMS_MOST the rarest go. The commonest comes first, of equals the one with
 * the lower name: so what most texts look up lies together. */
#include "dsl/learn/vocabulary.h"

#include <math.h>
#include <stdlib.h>

#include "dsl/engine/learned_grams.h"

enum { GRAMS_MOST = 300000, FEW_TICKETS = 3000, TEXT_ARENA_MAX = 1 << 22 };

/* How many tickets have each gram: an open table that grows. */
struct census {
    struct gram *at; /* count: tickets */
    size_t n, room;
};

static void census_add(struct census *census, uint32_t number, uint32_t count);

static void census_grow(struct census *census)
{
    struct census larger = {.room = census->room ? census->room * 2 : 1 << 16};
    larger.at = calloc(larger.room, sizeof *larger.at);
    if (!larger.at)
        abort();
    for (size_t i = 0; i < census->room; i++)
        if (census->at[i].number)
            census_add(&larger, census->at[i].number, census->at[i].count);
    free(census->at);
    *census = larger;
}

static void census_add(struct census *census, uint32_t number, uint32_t count)
{
    if (census->n * 2 >= census->room)
        census_grow(census);
    size_t mask = census->room - 1, i = (number ^ number >> 15) & mask;
    while (census->at[i].number && census->at[i].number != number)
        i = (i + 1) & mask;
    census->n += !census->at[i].number;
    census->at[i].number = number;
    census->at[i].count += count;
}

static size_t take_census(const struct tickets *tickets, const bool *use, struct census *census)
{
    struct arena arena;
    size_t used = 0;
    arena_init(&arena, TEXT_ARENA_MAX);
    for (size_t i = 0; i < tickets->list.n; i++) {
        if (!use[i])
            continue;
        struct grams grams = learned_grams_of(&arena, tickets->list.at[i].text);
        for (size_t g = 0; g < grams.n; g++)
            census_add(census, grams.at[g].number, 1);
        arena_reset(&arena);
        used++;
    }
    arena_free(&arena);
    return used;
}

static int by_count(const void *a, const void *b)
{
    const struct gram *x = a, *y = b;
    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    return x->number < y->number ? -1 : x->number > y->number;
}

/* The grams that count, in the front of the table; how many. */
static size_t choose(struct census *census, size_t tickets)
{
    uint32_t least = tickets < FEW_TICKETS ? 1 : 2;
    size_t n = 0;
    for (size_t i = 0; i < census->room; i++)
        if (census->at[i].number && census->at[i].count >= least)
            census->at[n++] = census->at[i];
    if (n)
        qsort(census->at, n, sizeof *census->at, by_count);
    return n < GRAMS_MOST ? n : GRAMS_MOST;
}

struct gram_list gram_list_of(struct arena *arena, const struct tickets *tickets, const bool *use)
{
    struct census census = {0};
    size_t used = take_census(tickets, use, &census);
    struct gram_list list = {.n = choose(&census, used)};
    list.grams = ARENA_ARRAY(arena, list.n + 1, struct draft_gram);
    for (size_t i = 0; i < list.n; i++) {
        double rarity = log((1.0 + (double)used) / (1.0 + census.at[i].count)) + 1;
        list.grams[i] = (struct draft_gram){
            .number = census.at[i].number, .row = NONE, .rarity = (float)rarity};
    }
    list.grams[list.n].row = NONE;
    free(census.at);
    return list;
}
