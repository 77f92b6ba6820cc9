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

/* Of a large block: the same kind of sum, several times as fast, and another one. */
uint64_t hash_block(const void *bytes, size_t n, uint64_t seed);

/* The last one to eight bytes of a text, read in at most two pieces that may overlap. */
static inline uint64_t hash_tail(struct view v)
{
    uint64_t whole = 0;
    uint32_t first, last;
    if (v.n >= 8) {
        memcpy(&whole, v.p + v.n - 8, 8);
    } else if (v.n >= 4) {
        memcpy(&first, v.p, 4);
        memcpy(&last, v.p + v.n - 4, 4);
        whole = (uint64_t)first << 32 | last;
    } else if (v.n) {
        whole = (uint64_t)(unsigned char)v.p[0] << 16 | (uint64_t)(unsigned char)v.p[v.n / 2] << 8 |
                (unsigned char)v.p[v.n - 1];
    }
    return whole;
}

/* Of a short text, for a table that lives no longer than a compilation: one multiplication for
 * eight bytes. Its low bits are the good ones. It may change with any version. */
static inline uint64_t hash_quick(struct view v, uint64_t seed)
{
    uint64_t h = seed ^ v.n;
    for (size_t at = 0; at + 8 < v.n; at += 8) {
        uint64_t piece;
        memcpy(&piece, v.p + at, 8);
        h = (h ^ piece) * 0xd6e8feb86659fd93u;
        h ^= h >> 32;
    }
    h = (h ^ hash_tail(v)) * 0x9e3779b97f4a7c15u;
    return h ^ h >> 32;
}

#endif
