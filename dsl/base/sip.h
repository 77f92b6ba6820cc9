/* sip: SipHash-1-3, a keyed hash of short values: whoever does not have the key cannot tell from a
 * hash what was hashed, nor try words against it, and it costs some ten nanoseconds. (Aumasson and
 * Bernstein, "SipHash: a fast short-input PRF", 2012; one round a word, three at the end.) */
#ifndef ZHIDA_SIP_H
#define ZHIDA_SIP_H

#include <stddef.h>
#include <stdint.h>

struct sip_key {
    uint64_t a, b;
};

struct sip {
    uint64_t v[4];
};

static inline uint64_t sip_turn(uint64_t value, int bits)
{
    return value << bits | value >> (64 - bits);
}

static inline void sip_round(struct sip *s)
{
    uint64_t *v = s->v;
    v[0] += v[1], v[1] = sip_turn(v[1], 13) ^ v[0], v[0] = sip_turn(v[0], 32);
    v[2] += v[3], v[3] = sip_turn(v[3], 16) ^ v[2];
    v[0] += v[3], v[3] = sip_turn(v[3], 21) ^ v[0];
    v[2] += v[1], v[1] = sip_turn(v[1], 17) ^ v[2], v[2] = sip_turn(v[2], 32);
}

static inline struct sip sip_begin(const struct sip_key *key)
{
    return (struct sip){{key->a ^ 0x736f6d6570736575u, key->b ^ 0x646f72616e646f6du,
                         key->a ^ 0x6c7967656e657261u, key->b ^ 0x7465646279746573u}};
}

static inline void sip_word(struct sip *s, uint64_t word)
{
    s->v[3] ^= word;
    sip_round(s);
    s->v[0] ^= word;
}

/* count: of the words. */
static inline uint64_t sip_end(struct sip *s, size_t count)
{
    sip_word(s, (uint64_t)count << 59);
    s->v[2] ^= 0xff;
    for (int i = 0; i < 3; i++)
        sip_round(s);
    return s->v[0] ^ s->v[1] ^ s->v[2] ^ s->v[3];
}

/* Of so many 64-bit words; the same words under another number of them hash differently. */
static inline uint64_t sip_words(const struct sip_key *key, const uint64_t *given, size_t count)
{
    struct sip s = sip_begin(key);
    for (size_t i = 0; i < count; i++)
        sip_word(&s, given[i]);
    return sip_end(&s, count);
}

#endif
