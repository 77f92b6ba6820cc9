/* hash: a fast 64-bit mix for tables inside one process and for image checksums. It keeps out
 * accidents, not adversaries: keys that strangers choose are hashed with a seed of the process,
 * and what must not be forged uses seal.h of the gateway. */
#ifndef ZHIDA_HASH_H
#define ZHIDA_HASH_H

#include "dsl/base/view.h"

static inline uint64_t hash_mix(uint64_t h)
{
    h ^= h >> 32;
    h *= 0xd6e8feb86659fd93u;
    h ^= h >> 32;
    h *= 0xd6e8feb86659fd93u;
    return h ^ (h >> 32);
}

/* Of the bytes, with a seed. The same on every machine and in every version. */
uint64_t hash_bytes(const void *bytes, size_t n, uint64_t seed);

static inline uint64_t hash_view(struct view v)
{
    return hash_bytes(v.p, v.n, 0);
}

#endif
