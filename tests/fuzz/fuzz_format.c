/* Whatever parses can be formatted: the result never means something else (the formatter checks
 * that itself and would answer with a fault), formatting it again changes nothing, and the way over
 * English keywords and back ends where it began. What does not parse gives no text at all. */
#include "dsl/format/format.h"

#include "tests/fuzz/fuzz.h"

int FUZZ_ENTRY(const uint8_t *data, size_t size);

enum { FORMAT_OUT_MAX = 1 << 20 };

static void format_show(struct view text)
{
    fprintf(stderr, "%.*s\n", VIEW_FMT(text));
}

static enum format_status format_as(struct arena *arena, struct view text,
                                    enum format_keywords keywords, struct buf *out)
{
    struct diags diags;
    struct place fault;
    struct format_options options = {keywords};
    enum format_status status =
        format_source(arena, VIEW("a.zd"), text, &options, out, &diags, &fault);
    if (status == FORMAT_FAULT)
        format_show(text);
    PROMISE(status != FORMAT_FAULT);
    PROMISE((status == FORMAT_ERRORS) == (diags.errors > 0));
    PROMISE(status != FORMAT_ERRORS || out->n == 0);
    return status;
}

static void format_there_and_back(struct arena *arena, struct view text, struct buf *out)
{
    PROMISE(format_as(arena, text, FORMAT_ZH, out) != FORMAT_ERRORS);
    struct view chinese = buf_keep(out, arena);
    PROMISE(format_as(arena, chinese, FORMAT_EN, out) != FORMAT_ERRORS);
    struct view english = buf_keep(out, arena);
    PROMISE(format_as(arena, english, FORMAT_ZH, out) != FORMAT_ERRORS);
    PROMISE(view_eq(chinese, buf_seen(out)));
}

int FUZZ_ENTRY(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct buf out;
    arena_init(&arena, (size_t)1 << 28);
    buf_init(&out, FORMAT_OUT_MAX);
    struct view text = {(const char *)data, size};
    if (format_as(&arena, text, FORMAT_AS_WRITTEN, &out) != FORMAT_ERRORS) {
        struct view once = buf_keep(&out, &arena);
        bool settled = format_as(&arena, once, FORMAT_AS_WRITTEN, &out) == FORMAT_SAME;
        if (!settled)
            format_show(text);
        PROMISE(settled);
        format_there_and_back(&arena, once, &out);
    }
    buf_free(&out);
    arena_free(&arena);
    return 0;
}
