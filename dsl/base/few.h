/* few: a set of a few characters that is asked about every character of a text. 512 bits by
 * fold_unit_bit(): what is in the set is always said to be, and of all else nearly nothing. */
#ifndef ZHIDA_FEW_H
#define ZHIDA_FEW_H

#include "dsl/base/fold.h"

struct few {
    uint64_t bits[FOLD_UNIT_BITS / 64];
};

/* static const struct few vowels = FEW(VOWELS); with
 * #define VOWELS(EACH) EACH('a') EACH('e') EACH('i') EACH('o') EACH('u')
 * What EACH is given beside the character is not looked at. */
#define FEW(LIST)                                                                                  \
    {                                                                                              \
        {                                                                                          \
            0 LIST(FEW_0), 0 LIST(FEW_1), 0 LIST(FEW_2), 0 LIST(FEW_3), 0 LIST(FEW_4),             \
                0 LIST(FEW_5), 0 LIST(FEW_6), 0 LIST(FEW_7)                                        \
        }                                                                                          \
    }
#define FEW_BIT(c) ((FOLD_UNIT_FACTOR * (unsigned)(c) >> 3) & (FOLD_UNIT_BITS - 1u))
#define FEW_WORD(c, word) | (FEW_BIT(c) >> 6 == (word) ? (uint64_t)1 << (FEW_BIT(c) & 63) : 0)
#define FEW_0(c, ...) FEW_WORD(c, 0)
#define FEW_1(c, ...) FEW_WORD(c, 1)
#define FEW_2(c, ...) FEW_WORD(c, 2)
#define FEW_3(c, ...) FEW_WORD(c, 3)
#define FEW_4(c, ...) FEW_WORD(c, 4)
#define FEW_5(c, ...) FEW_WORD(c, 5)
#define FEW_6(c, ...) FEW_WORD(c, 6)
#define FEW_7(c, ...) FEW_WORD(c, 7)

/* Might it be one of them? */
static inline bool few_may(const struct few *few, uint32_t c)
{
    return few->bits[FEW_BIT(c) >> 6] >> (FEW_BIT(c) & 63) & 1;
}

/* Places of a text at which something may begin: by one character alone, or by it and the next. */
struct few_places {
    struct few alone, first, second;
};
static inline bool few_begins(const struct few_places *places, const uint16_t *units)
{
    return few_may(&places->alone, units[0]) ||
           (few_may(&places->first, units[0]) && few_may(&places->second, units[1]));
}

#endif
