/* fold: the form in which citizens' words and the rules' words meet. NFKC, lower case, traditional
 * to simplified, full width to half width, other forms of a character (variant_table.h) to the
 * usual one; what nobody sees (zero width, variation selectors) goes. Chinese digits are left to
 * those who read numbers, for only they know whether 一 in a word is one; 〇 alone is a digit and
 * nothing else. Blanks and punctuation stay, but a run of blanks, or of the same mark of a sentence
 * (!!!, 。。。, ……), becomes one. One code point never folds to more than four. The table is made
 * at build time from utf8proc and OpenCC (fold_table.c, by foldgen.c), so nothing is looked up at
 * run time. */
#ifndef ZHIDA_FOLD_H
#define ZHIDA_FOLD_H

#include "dsl/base/lanes.h"
#include "dsl/base/view.h"

/* From this byte of the folded text on, until the next anchor, bytes came from there. */
struct fold_anchor {
    uint32_t folded, original;
};

struct folded {
    struct view text;                  /* the folded text, UTF-8 */
    const struct fold_anchor *anchors; /* none where no length changed */
    size_t anchor_count;
    struct view original;
};

/* The characters of a folded text. Behind the last unit stand three of 0, and behind the last
 * character's offset the text's length. */
struct fold_units {
    uint16_t *at;      /* fold_unit() of each */
    uint16_t *offsets; /* its first byte in the folded text */
    uint32_t n;
};
enum { FOLD_READ_MAX = 4000 /* characters that fold_read() takes: their offsets have 16 bits */ };

/* Folds text into the arena. Text that is not UTF-8 keeps U+FFFD where it is broken. */
struct folded fold_text(struct arena *arena, struct view text);

/* The same for a text of at most FOLD_READ_MAX characters, and the characters with it. */
struct folded fold_read(struct arena *arena, struct view text, enum lanes lanes,
                        struct fold_units *units);

/* Folds a single word; no map. */
struct view fold_word(struct arena *arena, struct view word);

/* The same for a word that lives as long as the arena: if it folds to itself, as most do, it is
 * what comes back. */
struct view fold_lasting(struct arena *arena, struct view word);

/* The original's part that a part [from, to) of the folded text came from. */
struct view fold_original(const struct folded *folded, size_t from, size_t to);

/* 16 bits that stand for a code point: its own number in the first plane. The others share the
 * numbers of the surrogates, which no text has: pictures (U+1F000 to U+1FAFF) the first half of
 * them, all else the second. */
static inline uint16_t fold_unit(uint32_t c)
{
    if (c < 0x10000)
        return (uint16_t)c;
    return (uint16_t)((c >= 0x1f000 && c <= 0x1faff ? 0xd800u : 0xdc00u) | (c & 0x3ff));
}

/* May it stand for another code point as well? */
static inline bool fold_unit_is_shared(uint16_t unit)
{
    return (unit & 0xf800) == 0xd800;
}

/* One of 512 bits for a unit, for small sieves. */
enum { FOLD_UNIT_FACTOR = 0x9e5, FOLD_UNIT_BITS = 512 };
static inline uint32_t fold_unit_bit(uint16_t unit)
{
    return (uint32_t)FOLD_UNIT_FACTOR * unit >> 3 & (FOLD_UNIT_BITS - 1);
}

static inline bool fold_unit_is_picture(uint16_t unit)
{
    return unit >= 0xd800 && unit < 0xdc00;
}

#endif
