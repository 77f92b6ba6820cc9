/* learned_alike: the past tickets most like a text. Private to dsl/engine. */
#ifndef ZHIDA_LEARNED_ALIKE_H
#define ZHIDA_LEARNED_ALIKE_H

#include "dsl/engine/learned_rank.h"

enum { LEARNED_NEIGHBOURS = 24 };

/* Most alike first; of equal ones the earlier. */
struct learned_alike {
    int tickets[LEARNED_NEIGHBOURS];
    float likeness[LEARNED_NEIGHBOURS]; /* 0..1 */
    int n;
};
void learned_find_alike(const struct learned *learned, struct arena *arena,
                        const struct learned_shares *shares, struct learned_alike *out);

#endif
