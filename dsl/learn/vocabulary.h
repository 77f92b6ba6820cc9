/* grams that count: those that enough tickets have, numbered, with their rarity. Private to
 * dsl/learn. */
#ifndef ZHIDA_LEARN_VOCABULARY_H
#define ZHIDA_LEARN_VOCABULARY_H

#include "dsl/engine/learned_layout.h"
#include "dsl/learn/tickets.h"

/* A gram and where its weights and its postings begin in the lists of a draft; they end where the
 * next one's begin. */
struct draft_gram {
    uint32_t number, weights, postings;
    float rarity;
    int32_t row; /* where nearly every output has a weight; then weights are none. NONE */
};

struct gram_list {
    struct draft_gram *grams; /* the commonest first; one more behind them; runs are empty */
    size_t n;
};

/* Of the tickets of which use[i] is true. Memory from the arena; scratch from heap arenas. */
struct gram_list gram_list_of(struct arena *arena, const struct tickets *tickets, const bool *use);

#endif
