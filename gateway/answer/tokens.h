/* tokens: how documents and questions are cut for the index: folded text, Chinese as overlapping
 * pairs of characters, Latin letters and digits as whole words. */
#ifndef ZHIDA_TOKENS_H
#define ZHIDA_TOKENS_H

#include <stdbool.h>

#include "dsl/base/view.h"

/* Cuts folded text; each token is (from, to) in it. Calls take until the end or until it returns
 * false. */
void tokens_cut(struct view folded, bool (*take)(void *self, size_t from, size_t to), void *self);

#endif
