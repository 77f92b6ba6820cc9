/* frequency: how often each duty happens, as counts of past cases. Whoever loads rules may attach
 * it (struct rules, struct model); it is never changed after, and weighs only what is asked next
 * and in which order choices are shown. No decision depends on it. */
#ifndef ZHIDA_FREQUENCY_H
#define ZHIDA_FREQUENCY_H

#include <stdint.h>

#include "dsl/base/arena.h"

enum { FREQUENCY_MAX = 4095 };

struct frequency {
    int count;        /* of duties */
    uint16_t *weight; /* by duty, 1 .. FREQUENCY_MAX: more would overflow the sums of ask.c */
};

/* From counts by duty: each at least 1, scaled down where the largest would be too much. */
struct frequency *frequency_of_counts(struct arena *arena, const uint32_t *counts, int duties);

/* The weight of a duty; where nothing is attached each has the same. */
static inline int64_t frequency_of(const struct frequency *frequency, int duty)
{
    return frequency && duty >= 0 && duty < frequency->count ? frequency->weight[duty] : 1;
}

#endif
