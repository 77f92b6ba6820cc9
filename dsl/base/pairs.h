/* pairs: which bytes stand behind each other in a text, so that most words of a long list need not
 * be looked for in it. 1024 bits by the two bytes: what stands in the text is always said to, and
 * of all else little. In UTF-8 a character's first byte says nearly nothing, so a word is known by
 * its second and third. */
#ifndef ZHIDA_PAIRS_H
#define ZHIDA_PAIRS_H

#include "dsl/base/view.h"

enum { PAIRS_BITS = 1024 };
struct pairs {
    uint64_t bits[PAIRS_BITS / 64];
};

static inline unsigned pairs_bit(char first, char second)
{
    return ((unsigned char)first * 37u + (unsigned char)second) & (PAIRS_BITS - 1);
}

static inline struct pairs pairs_of(struct view text)
{
    struct pairs pairs = {{0}};
    for (size_t i = 1; i < text.n; i++) {
        unsigned bit = pairs_bit(text.p[i - 1], text.p[i]);
        pairs.bits[bit >> 6] |= (uint64_t)1 << (bit & 63);
    }
    return pairs;
}

/* Might the word stand in the text whose pairs these are? */
static inline bool pairs_may_hold(const struct pairs *pairs, struct view word)
{
    if (word.n < 3)
        return true;
    unsigned bit = pairs_bit(word.p[1], word.p[2]);
    return pairs->bits[bit >> 6] >> (bit & 63) & 1;
}

#endif
