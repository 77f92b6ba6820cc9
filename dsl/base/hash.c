/* hash: eight bytes at a time through hash_mix, the length folded in at the end. */
#include "dsl/base/hash.h"

static uint64_t load(const unsigned char *p, size_t n)
{
    uint64_t value = 0;
    for (size_t i = 0; i < n; i++)
        value |= (uint64_t)p[i] << (8 * i);
    return value;
}

uint64_t hash_bytes(const void *bytes, size_t n, uint64_t seed)
{
    const unsigned char *p = bytes;
    uint64_t h = seed ^ 0x9e3779b97f4a7c15u;
    size_t left = n;
    for (; left >= 8; left -= 8, p += 8)
        h = hash_mix(h ^ load(p, 8)) + 0x9e3779b97f4a7c15u;
    return hash_mix(hash_mix(h ^ load(p, left)) ^ n);
}
