/* buf: the one way text and bytes are built. Every buffer has a maximum; what would pass it is
 * not written, and the buffer says so (buf.full) until it is cleared. Nothing overflows, nothing
 * is cut in silence: whoever builds looks at full once, at the end. */
#ifndef ZHIDA_BUF_H
#define ZHIDA_BUF_H

#include <stdarg.h>

#include "dsl/base/view.h"

struct buf {
    char *p; /* always followed by a NUL once anything was written */
    size_t n, room, max;
    bool full; /* something did not fit, or memory ran out */
};

/* An empty buffer of at most max bytes. Takes no memory yet. */
void buf_init(struct buf *buf, size_t max);

void buf_free(struct buf *buf);

/* Empties it and forgets that it was full; keeps the memory. */
void buf_clear(struct buf *buf);

void buf_byte(struct buf *buf, char byte);
void buf_bytes(struct buf *buf, const void *bytes, size_t n);
void buf_view(struct buf *buf, struct view v);
void buf_text(struct buf *buf, const char *text);

/* n more bytes for the caller to fill at once; NULL where they do not fit. */
char *buf_more(struct buf *buf, size_t n);

/* As printf. Text of any length, as long as the maximum allows. */
void buf_print(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_vprint(struct buf *buf, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

/* A number in digits; at least so many (32 at most), with noughts in front. Many times faster than
 * printing it. */
void buf_decimal(struct buf *buf, int64_t value);
void buf_digits(struct buf *buf, uint64_t value, size_t least);

/* "1 error", "2 errors": an English count; many NULL is one with an s. */
void buf_count(struct buf *buf, size_t n, const char *one, const char *many);

/* Little-endian integers, for packed rows and images. */
void buf_u8(struct buf *buf, uint8_t value);
void buf_u16(struct buf *buf, uint16_t value);
void buf_u32(struct buf *buf, uint32_t value);
void buf_u64(struct buf *buf, uint64_t value);

/* A length (u32) and the bytes. */
void buf_packed(struct buf *buf, struct view v);

/* The content; valid until the next write. */
struct view buf_seen(const struct buf *buf);

/* A copy of the content in the arena, with a NUL behind it. */
struct view buf_keep(const struct buf *buf, struct arena *arena);

/* Reading what buf_u8 ... buf_packed wrote. A read past the end gives zeros and sets bad. */
struct reader {
    const unsigned char *p;
    size_t n;
    bool bad;
};

struct reader reader_of(struct view v);
uint8_t read_u8(struct reader *r);
uint16_t read_u16(struct reader *r);
uint32_t read_u32(struct reader *r);
uint64_t read_u64(struct reader *r);
struct view read_packed(struct reader *r);

#endif
