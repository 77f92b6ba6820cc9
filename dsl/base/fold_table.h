/* fold_table: the shape of the generated table (foldgen.c writes it, fold.c alone reads it). */
#ifndef ZHIDA_FOLD_TABLE_H
#define ZHIDA_FOLD_TABLE_H

#include <stdbool.h>
#include <stdint.h>

enum { FOLD_BLOCK_BITS = 7, FOLD_BLOCK_MASK = 127 };

struct fold_string {
    uint8_t n;
    char bytes[16]; /* UTF-8 */
};

/* Code point >> 7 to block; block * 128 + low bits to string; 0 is "stays as it is". */
extern const uint16_t fold_stage1[];
extern const uint16_t fold_stage2[];
extern const struct fold_string fold_strings[];

/* A bit per code point of the first plane: it stays as it is, and is no blank or mark. */
extern const uint32_t fold_same[];

/* The same with what fold_vector.c leaves right besides: ASCII, which it has folded, and marks. A
 * byte each: most of a text is asked about a tenth of it, and a bit would have to be picked. */
extern const unsigned char fold_right[];

/* Marks of a sentence: a run of the same one becomes one. */
static inline bool fold_mark(uint32_t c)
{
    return c == '!' || c == '?' || c == ',' || c == '.' || c == ';' || c == '~' || c == 0x2014 ||
           c == 0x3001 || c == 0x3002;
}

static inline bool fold_stays(uint32_t c)
{
    return c < 0x10000 && (fold_same[c >> 5] >> (c & 31) & 1);
}

#endif
