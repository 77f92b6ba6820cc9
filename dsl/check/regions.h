/* regions: what else can be done with unions of boxes: taking one away from another, joining what
 * fits together, measuring. */
#ifndef ZHIDA_REGIONS_H
#define ZHIDA_REGIONS_H

#include "dsl/check/boxes.h"

/* Where a holds and b does not. Disjoint if a is. */
struct boxes boxes_minus(const struct space *space, struct boxes a, struct boxes b);

/* a and b together; what they share is there once if both are disjoint in themselves. */
struct boxes boxes_join(const struct space *space, struct boxes a, struct boxes b);

/* The same set in boxes that have nothing in common. */
struct boxes boxes_disjoint(const struct space *space, struct boxes a);

/* The same set in fewer boxes: two that differ in one dimension only become one. Largest first. */
struct boxes boxes_merged(const struct space *space, struct boxes a);

/* The share of the whole space, 0..1: minutes of the day count as such, other values alike. For a
 * union that is disjoint the sum over its boxes. */
double box_share(const struct space *space, const uint64_t *box);
double boxes_share(const struct space *space, struct boxes a);

/* The box with only the atoms of a dimension that are set in bits (dimension->words of them).
 * false: none is left. */
bool box_narrow(const struct dimension *dimension, uint64_t *box, const uint64_t *bits);

#endif
