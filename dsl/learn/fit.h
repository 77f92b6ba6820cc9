/* fit: the linear model of a ranking, by liblinear: for every desk, every part of a name that desks
 * share and every area, what each gram speaks for or against it. Private to dsl/learn. */
#ifndef ZHIDA_LEARN_FIT_H
#define ZHIDA_LEARN_FIT_H

#include "dsl/learn/gist.h"

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

/* Keeps the `most` weights that count most, and fills the gist (made for the lessons) beside them.
 * workers: processes that share the work; what comes out does not depend on how many. false: the
 * system gave no process or memory. */
bool fit_desks(struct arena *arena, const struct lessons *lessons, int workers, size_t most,
               struct gist *gist, struct fitted *out) __attribute__((warn_unused_result));

#endif
