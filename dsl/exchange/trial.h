/* trial: what was composed is compiled in memory, and what does not hold is mended before anything
 * is written. */
#ifndef ZHIDA_EXCHANGE_TRIAL_H
#define ZHIDA_EXCHANGE_TRIAL_H

#include "dsl/check/model.h"
#include "dsl/exchange/compose.h"

struct trial {
    struct tree tree;
    struct sources *sources;
    struct diags *diags;
    struct model *model;
};

/* Composes, compiles, tries every example, mends the plan and begins again, until all examples
 * decide their duties (a few rounds). What is left is in the findings. The files are in out. */
void trial_run(struct plan *plan, struct view source, composed *out, struct trial *trial);

#endif
