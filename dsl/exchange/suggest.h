/* suggest: for the trial, which takes proposals back and widens phrases. */
#ifndef ZHIDA_EXCHANGE_SUGGEST_H
#define ZHIDA_EXCHANGE_SUGGEST_H

#include "dsl/exchange/plan.h"
#include "dsl/exchange/segment.h"

/* The duty's name with as much of what stands above it as the width says: 0 the name, 1 with the
 * class it stands in below the category, 2 and on with a level more; at last with the code. */
struct view suggest_phrase(const struct plan *plan, const struct plan_duty *duty, int width);

/* Adds a word as a proposal, unless it is there. */
void suggest_word(struct plan *plan, struct plan_duty *duty, struct view word);

#endif
