/* fit: the linear model of a ranking, by liblinear: for every desk, and every part of a name that
 * desks share, what each gram speaks for or against it. Private to dsl/learn. */
#ifndef ZHIDA_LEARN_FIT_H
#define ZHIDA_LEARN_FIT_H

#include "dsl/engine/learned_rank.h"
#include "dsl/learn/parts.h"
#include "dsl/learn/tickets.h"

struct fitted {
    struct learned_output *outputs;
    uint16_t *weight_outputs;
    signed char *weights;
    uint32_t *ends; /* by gram: where its weights end */
    size_t weight_count;
    signed char *rows;
    int32_t *row_of; /* by gram */
    size_t row_count;
};

/* What is learned from: each ticket's shares of grams, by index; empty where it is not used. */
struct lessons {
    const struct tickets *tickets;
    const struct parts *parts;
    const struct learned_shares *shares;
    const bool *use;
    size_t grams;
};

/* Keeps the `most` weights that count most. workers: processes that share the work; what comes out
 * does not depend on how many. false: the system gave no process or memory. */
bool fit_desks(struct arena *arena, const struct lessons *lessons, int workers, size_t most,
               struct fitted *out) __attribute__((warn_unused_result));

#endif
