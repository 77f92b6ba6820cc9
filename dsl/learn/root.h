/* root: a weight in eight bits, as a ranking's file holds it: the sign, and the root of its part of
 * the greatest (small weights are many and matter together). Private to dsl/learn. */
#ifndef ZHIDA_LEARN_ROOT_H
#define ZHIDA_LEARN_ROOT_H

#include <math.h>

enum { ROOT_MOST = 127 };

static inline signed char root_of(double weight, double greatest)
{
    double root = sqrt(fabs(weight) / greatest) * ROOT_MOST;
    return (signed char)lround(weight < 0 ? -root : root);
}

/* root * |root| times this is the weight. */
static inline float root_scale(double greatest)
{
    return (float)(greatest / (ROOT_MOST * ROOT_MOST));
}

#endif
