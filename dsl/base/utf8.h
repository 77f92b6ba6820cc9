/* utf8: reading and writing code points, and the widths people and editors count in. */
#ifndef ZHIDA_UTF8_H
#define ZHIDA_UTF8_H

#include "dsl/base/view.h"

/* The code point at v.p[*at]; moves *at behind it. Bytes that are not well-formed UTF-8 (overlong,
 * surrogate, past U+10FFFF, cut off) read as U+FFFD, one byte each. */
uint32_t utf8_next(struct view v, size_t *at);

/* The same; one-byte characters, and three-byte ones, which are nearly all of a Chinese text, are
 * read without a call. */
static inline uint32_t utf8_next_inline(struct view v, size_t *at)
{
    const unsigned char *p = (const unsigned char *)v.p + *at;
    if (p[0] < 0x80) {
        (*at)++;
        return p[0];
    }
    bool plain_three = p[0] > 0xe0 && p[0] < 0xf0 && p[0] != 0xed && v.n - *at >= 3;
    if (plain_three && (p[1] & 0xc0) == 0x80 && (p[2] & 0xc0) == 0x80) {
        *at += 3;
        return (uint32_t)(p[0] & 0x0f) << 12 | (uint32_t)(p[1] & 0x3f) << 6 | (p[2] & 0x3f);
    }
    return utf8_next(v, at);
}

/* The code point at byte `at`; 0 at the end. */
static inline uint32_t utf8_peek(struct view v, size_t at)
{
    return at < v.n ? utf8_next_inline(v, &at) : 0;
}

enum { UTF8_BYTES_MAX = 4 /* of one code point */ };

/* Writes code point c (a scalar value) to out and returns how many bytes it took, 1 to 4. */
size_t utf8_put(uint32_t c, char out[4]);

/* Where the first byte stands that is not well-formed, or SIZE_MAX. */
size_t utf8_broken(struct view v);

/* How many code points a well-formed text has. */
size_t utf8_length(struct view v);

/* Does any text, well-formed or not, surely have at most so many characters? Quick; a no is no
 * promise. */
bool utf8_at_most(struct view v, size_t most);

/* How many display cells: East Asian wide and full-width count two, combining marks none. */
size_t utf8_cells(struct view v);

/* Is it a Chinese character? */
static inline bool utf8_is_han(uint32_t c)
{
    return (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3400 && c <= 0x4dbf) || c >= 0x20000;
}

/* Is it there without being seen: a soft hyphen, a joiner, a mark of direction, a byte order mark?
 */
bool utf8_invisible(uint32_t c);

/* The text without any of these; the same where it has none, else in the arena. */
struct view utf8_visible(struct arena *arena, struct view v);

/* How many UTF-16 code units. */
size_t utf8_units16(struct view v);

/* The longest head of v that has at most n bytes and does not cut a code point. */
struct view utf8_head(struct view v, size_t n);

#endif
