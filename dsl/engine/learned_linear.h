/* learned_linear: the linear model of a learned ranking. Private to dsl/engine. */
#ifndef ZHIDA_LEARNED_LINEAR_H
#define ZHIDA_LEARNED_LINEAR_H

#include "dsl/engine/learned_rank.h"

/* What the shares of a text say for each output; room for LEARNED_ROW of them, from the arena. */
float *learned_sums(const struct learned *learned, struct arena *arena,
                    const struct learned_shares *shares);

/* Asks for the bytes [from, to), which will be read soon. */
static inline void learned_fetch(const void *from, const void *to)
{
    enum { CACHE_LINE = 64 };
    for (const char *at = from; at < (const char *)to; at += CACHE_LINE)
        __builtin_prefetch(at);
}

#endif
