/* hash: eight bytes at a time through hash_mix, the length folded in at the end. */
#include "dsl/base/hash.h"

#include <endian.h>

/* Up to eight bytes, the first lowest. */
static inline uint64_t load(const unsigned char *p, size_t n)
{
    uint64_t value = 0;
    if (n)
        memcpy(&value, p, n);
    return le64toh(value);
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
