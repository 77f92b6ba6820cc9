/* witness: a concrete case out of a box, in the words of 设: 声源 = 施工、时刻 = 22:00. */
#ifndef ZHIDA_WITNESS_H
#define ZHIDA_WITNESS_H

#include "dsl/check/boxes.h"
#include "dsl/check/check.h"

/* One case of the box; area, unless NONE, is the place to name. */
struct view witness_text(struct check *check, const struct space *space, const uint64_t *box,
                         int area);

#endif
