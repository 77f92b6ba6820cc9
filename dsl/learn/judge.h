/* judge: what each factor and each sign counts, and how often a ranking is right, from tickets held
 * out. Private to dsl/learn. */
#ifndef ZHIDA_LEARN_JUDGE_H
#define ZHIDA_LEARN_JUDGE_H

#include "dsl/learn/trial.h"

/* Fills the draft's factors, signs, reliability, curve and sure, and the figures. */
bool judge(const struct making *making, const struct held_list *held, struct draft *draft,
           struct arena *arena, struct learn_figures *figures) __attribute__((warn_unused_result));

#endif
