/* examples: does each example decide its duty? Private to dsl/compile. */
#ifndef ZHIDA_EXAMPLES_H
#define ZHIDA_EXAMPLES_H

#include "dsl/check/model.h"
#include "dsl/engine/rules.h"

/* rules is the image of the model. Queues an error for each example that does not decide its duty
 * by its words and 设 alone, missing places apart. */
void examples_check(const struct model *model, const struct rules *rules, struct diags *diags);

#endif
