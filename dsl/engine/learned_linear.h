/* learned_linear: the linear model of a learned ranking. Private to dsl/engine. */
#ifndef ZHIDA_LEARNED_LINEAR_H
#define ZHIDA_LEARNED_LINEAR_H

#include "dsl/engine/learned_rank.h"

/* What the shares of a text say for each output; room for LEARNED_ROW of them, from the arena. */
float *learned_sums(const struct learned *learned, struct arena *arena,
                    const struct learned_shares *shares);

/* A row of weights, and what share of it is added: so many LEARNED_SHARE_ONE-ths. */
struct learned_row {
    const signed char *at;
    int16_t share;
};
enum { LEARNED_SHARE_ONE = 2048 };
static inline int16_t learned_whole_share(float share)
{
    return (int16_t)(share * LEARNED_SHARE_ONE + 0.5F);
}

/* The sums of so many rows, each n long (a multiple of LEARNED_BLOCK), times their shares; from the
 * arena. */
int32_t *learned_add_rows(struct arena *arena, const struct learned_row *rows, size_t count,
                          size_t n);

/* Asks for the bytes [from, to), which will be read soon. */
static inline void learned_fetch(const void *from, const void *to)
{
    enum { CACHE_LINE = 64 };
    for (const char *at = from; at < (const char *)to; at += CACHE_LINE)
        __builtin_prefetch(at);
}

#endif
