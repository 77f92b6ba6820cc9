/* What the tests of the channels share: an arena per test, accounts and requests in one line. */
#ifndef ZHIDA_TEST_ADAPTERS_HELP_H
#define ZHIDA_TEST_ADAPTERS_HELP_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "adapters/adapter.h"
#include "adapters/wechat_crypt.h"

#define assert_view(v, text) assert_memory_equal_views((v), view_of(text))
#define COUNT(array) (sizeof(array) / sizeof *(array))

static inline void assert_memory_equal_views(struct view a, struct view b)
{
    if (!view_eq(a, b))
        fail_msg("\"%.*s\" is not \"%.*s\"", VIEW_FMT(a), VIEW_FMT(b));
}

static inline bool holds(struct view v, const char *part)
{
    return view_find(v, view_of(part)) != SIZE_MAX;
}

static inline int new_arena(void **state)
{
    static struct arena arena;
    arena_init(&arena, 16 << 20);
    *state = &arena;
    return 0;
}

static inline int free_arena(void **state)
{
    arena_free(*state);
    return 0;
}

/* Text of any form, in the arena. */
static inline struct view text_of(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
static inline struct view text_of(struct arena *arena, const char *format, ...)
{
    struct buf buf;
    va_list args;
    buf_init(&buf, 1 << 20);
    va_start(args, format);
    buf_vprint(&buf, format, args);
    va_end(args);
    struct view v = buf_keep(&buf, arena);
    buf_free(&buf);
    return v;
}

/* Percent-encoded, for queries. */
static inline struct view encoded(struct arena *arena, const char *text)
{
    struct buf buf;
    buf_init(&buf, 1 << 20);
    for (; *text; text++)
        buf_print(&buf, "%%%02X", (unsigned)(unsigned char)*text);
    struct view v = buf_keep(&buf, arena);
    buf_free(&buf);
    return v;
}

/* The WeChat signature over up to four parts ("" parts count). */
static inline struct view signature_of(struct arena *arena, const char *const *parts, size_t count)
{
    struct view views[4];
    char hex[SHA1_HEX + 1];
    for (size_t i = 0; i < count; i++)
        views[i] = view_of(parts[i]);
    wechat_crypt_sign(views, count, hex);
    return view_keep(arena, view_of(hex));
}

#endif
