/* chance: every die of the simulation is thrown here, from one seed. */
#ifndef ZHIDA_SIM_CHANCE_H
#define ZHIDA_SIM_CHANCE_H

#include <stdbool.h>
#include <stdint.h>

struct chance {
    uint64_t state;
};

/* splitmix64 */
static inline uint64_t chance_next(struct chance *chance)
{
    uint64_t z = chance->state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

/* 0 .. n-1; n > 0 */
static inline int64_t chance_below(struct chance *chance, int64_t n)
{
    return (int64_t)(chance_next(chance) % (uint64_t)n);
}

static inline int64_t chance_between(struct chance *chance, int64_t low, int64_t high)
{
    return low + chance_below(chance, high - low + 1);
}

/* n in 1000 */
static inline bool chance_permille(struct chance *chance, int64_t n)
{
    return chance_below(chance, 1000) < n;
}

#endif
