/* hash: eight bytes at a time through hash_mix, the length folded in at the end. A block has four
 * sums side by side, each over every fourth piece, because one of them alone would wait for its own
 * multiplications most of the time; at the end they are mixed into one. A step of such a sum is one
 * multiplication: it can be undone, so whatever changes in one piece changes the sum. */
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

static inline uint64_t block_step(uint64_t sum, uint64_t piece)
{
    sum = (sum ^ piece) * 0x9e3779b97f4a7c15u;
    return sum ^ sum >> 32;
}

uint64_t hash_block(const void *bytes, size_t n, uint64_t seed)
{
    enum { LANES = 4, PIECE = 8, ROUND = LANES * PIECE };
    const unsigned char *p = bytes;
    uint64_t lane[LANES];
    size_t left = n;
    for (size_t i = 0; i < LANES; i++)
        lane[i] = hash_mix(seed + i + 1);
    for (; left >= ROUND; left -= ROUND, p += ROUND)
        for (size_t i = 0; i < LANES; i++)
            lane[i] = block_step(lane[i], load(p + i * PIECE, PIECE));
    uint64_t h = hash_bytes(p, left, seed ^ n);
    for (size_t i = 0; i < LANES; i++)
        h = hash_mix(h ^ lane[i]) + 0x9e3779b97f4a7c15u;
    return h;
}
