/* learned_rank: the parts of a ranking, for whoever learns what each counts. Private to dsl/engine
 * and dsl/learn. */
#ifndef ZHIDA_LEARNED_RANK_H
#define ZHIDA_LEARNED_RANK_H

#include "dsl/engine/learned_grams.h"
#include "dsl/engine/learned_layout.h"

/* A gram of a text that the model knows, and what it counts in it (squares sum to 1). */
struct learned_share {
    uint32_t gram, at; /* its index; where its record is */
    float value;
};
struct learned_shares {
    struct learned_share *at;
    size_t n;
    float known; /* the part of the text's grams that the model knows */
};
struct learned_shares learned_shares(const struct learned *learned, struct arena *arena,
                                     struct view folded);

/* A desk whose logarithm is so far behind the best has no share worth counting. */
enum { LEARNED_NOTHING = -16 };

typedef float learned_factors[LEARNED_FACTOR_COUNT];

/* What speaks for each desk, by desk; and what goes with the text as a whole. */
struct learned_weighing {
    learned_factors *factors;
    float known, nearest;
    int alike;             /* the desk most past cases alike went to, or NONE */
    const int *neighbours; /* tickets, most alike first */
    int neighbour_count;
};
struct learned_weighing learned_weigh(const struct learned *learned, struct arena *arena,
                                      struct view folded, struct learned_votes votes);

/* From the factors to the ranking, by what the model says each counts. */
void learned_order(const struct learned *learned, const struct learned_weighing *weighing,
                   struct learned_votes votes, struct learned_ranking *out);

#endif
