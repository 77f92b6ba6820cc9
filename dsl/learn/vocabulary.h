/* grams that count: those that enough tickets have, numbered, with their rarity. Private to
 * dsl/learn. */
#ifndef ZHIDA_LEARN_VOCABULARY_H
#define ZHIDA_LEARN_VOCABULARY_H

#include "dsl/engine/learned_layout.h"
#include "dsl/learn/tickets.h"

struct gram_list {
    struct learned_gram *grams; /* by number of the gram; one more behind them; runs are empty */
    size_t n;
    uint32_t *slots;
    size_t slot_count;
};

/* Of the tickets of which use[i] is true. Memory from the arena; scratch from heap arenas. */
struct gram_list gram_list_of(struct arena *arena, const struct tickets *tickets, const bool *use);

#endif
