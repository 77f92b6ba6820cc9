/* buf: one growing block of memory, doubled up to the buffer's own maximum. A large one lies in
 * pages of two megabytes where the machine has them: an image of the rules is read at places all
 * over it, and with small pages the machine would look up where each of them is. */
#include "dsl/base/buf.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

void buf_init(struct buf *buf, size_t max)
{
    *buf = (struct buf){.max = max};
}

void buf_free(struct buf *buf)
{
    free(buf->p);
    buf_init(buf, buf->max);
}

void buf_clear(struct buf *buf)
{
    buf->n = 0;
    buf->full = false;
    if (buf->p)
        buf->p[0] = '\0';
}

enum { HUGE_PAGE = 2 << 20 };

/* As realloc(). */
static char *move(char *old, size_t n, size_t room)
{
    void *fresh;
    if (room < HUGE_PAGE)
        return realloc(old, room);
    if (posix_memalign(&fresh, HUGE_PAGE, room) != 0)
        return NULL;
    (void)madvise(fresh, room, MADV_HUGEPAGE);
    if (n)
        memcpy(fresh, old, n);
    free(old);
    return fresh;
}

static bool grow(struct buf *buf, size_t need)
{
    size_t room = buf->room ? buf->room : 64;
    while (room < need)
        room *= 2;
    char *p = move(buf->p, buf->n, room);
    if (!p)
        return false;
    buf->p = p;
    buf->room = room;
    return true;
}

/* Room for n more bytes and a NUL; false where the maximum or the machine does not allow it. */
static inline bool reserve(struct buf *buf, size_t n)
{
    if (buf->full || n > buf->max || buf->n > buf->max - n ||
        (buf->n + n >= buf->room && !grow(buf, buf->n + n + 1))) {
        buf->full = true;
        return false;
    }
    return true;
}

char *buf_more(struct buf *buf, size_t n)
{
    if (!reserve(buf, n))
        return NULL;
    char *more = buf->p + buf->n;
    buf->n += n;
    buf->p[buf->n] = '\0';
    return more;
}

void buf_bytes(struct buf *buf, const void *bytes, size_t n)
{
    if (!reserve(buf, n))
        return;
    if (n)
        memcpy(buf->p + buf->n, bytes, n);
    buf->n += n;
    buf->p[buf->n] = '\0';
}

void buf_byte(struct buf *buf, char byte)
{
    if (!reserve(buf, 1))
        return;
    buf->p[buf->n++] = byte;
    buf->p[buf->n] = '\0';
}

void buf_view(struct buf *buf, struct view v)
{
    buf_bytes(buf, v.p, v.n);
}

void buf_text(struct buf *buf, const char *text)
{
    buf_bytes(buf, text, strlen(text));
}

/* Mostly the text fits into what is left: then one pass prints it. */
void buf_vprint(struct buf *buf, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    size_t left = buf->room - buf->n;
    int n = vsnprintf(left ? buf->p + buf->n : NULL, left, format, args);
    if (n < 0)
        buf->full = true;
    else if (!reserve(buf, (size_t)n)) {
        if (left)
            buf->p[buf->n] = '\0';
    } else {
        if ((size_t)n >= left)
            vsnprintf(buf->p + buf->n, (size_t)n + 1, format, again);
        buf->n += (size_t)n;
    }
    va_end(again);
}

void buf_print(struct buf *buf, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    buf_vprint(buf, format, args);
    va_end(args);
}

static void put_little_endian(char *out, uint64_t value, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++)
        out[i] = (char)(value >> (8 * i));
}

static inline void little_endian(struct buf *buf, uint64_t value, size_t bytes)
{
    char *out = buf_more(buf, bytes);
    if (out)
        put_little_endian(out, value, bytes);
}

void buf_digits(struct buf *buf, uint64_t value, size_t least)
{
    char digits[32];
    size_t at = sizeof digits;
    for (; value || at == sizeof digits; value /= 10)
        digits[--at] = (char)('0' + value % 10);
    while (sizeof digits - at < least && at > 0)
        digits[--at] = '0';
    buf_bytes(buf, digits + at, sizeof digits - at);
}

void buf_decimal(struct buf *buf, int64_t value)
{
    if (value < 0)
        buf_byte(buf, '-');
    buf_digits(buf, value < 0 ? 0 - (uint64_t)value : (uint64_t)value, 1);
}

void buf_count(struct buf *buf, size_t n, const char *one, const char *many)
{
    buf_print(buf, "%zu %s%s", n, n == 1 || !many ? one : many, n != 1 && !many ? "s" : "");
}

void buf_u8(struct buf *buf, uint8_t value)
{
    buf_byte(buf, (char)value);
}

void buf_u16(struct buf *buf, uint16_t value)
{
    little_endian(buf, value, 2);
}

void buf_u32(struct buf *buf, uint32_t value)
{
    little_endian(buf, value, 4);
}

void buf_u64(struct buf *buf, uint64_t value)
{
    little_endian(buf, value, 8);
}

void buf_packed(struct buf *buf, struct view v)
{
    char *out = buf_more(buf, sizeof(uint32_t) + v.n);
    if (!out)
        return;
    put_little_endian(out, v.n, sizeof(uint32_t));
    if (v.n)
        memcpy(out + sizeof(uint32_t), v.p, v.n);
}

struct view buf_seen(const struct buf *buf)
{
    return (struct view){buf->p ? buf->p : "", buf->n};
}

struct view buf_keep(const struct buf *buf, struct arena *arena)
{
    return view_keep(arena, buf_seen(buf));
}

struct reader reader_of(struct view v)
{
    return (struct reader){(const unsigned char *)v.p, v.n, false};
}

static uint64_t take(struct reader *r, size_t bytes)
{
    if (r->n < bytes) {
        r->bad = true;
        r->n = 0;
        return 0;
    }
    uint64_t value = 0;
    for (size_t i = 0; i < bytes; i++)
        value |= (uint64_t)r->p[i] << (8 * i);
    r->p += bytes;
    r->n -= bytes;
    return value;
}

uint8_t read_u8(struct reader *r)
{
    return (uint8_t)take(r, 1);
}

uint16_t read_u16(struct reader *r)
{
    return (uint16_t)take(r, 2);
}

uint32_t read_u32(struct reader *r)
{
    return (uint32_t)take(r, 4);
}

uint64_t read_u64(struct reader *r)
{
    return take(r, 8);
}

struct view read_packed(struct reader *r)
{
    size_t n = read_u32(r);
    if (r->n < n) {
        r->bad = true;
        r->n = 0;
        return VIEW("");
    }
    struct view v = {(const char *)r->p, n};
    r->p += n;
    r->n -= n;
    return v;
}
