/* params: reading what jansson has parsed, and writing JSON by hand. Answers are written front to
 * back into one buffer with dsl/base/json.h; a tree of jansson's is only ever read. What is missing
 * or of another type reads as empty, so that a sloppy client gets an empty answer, not a crash. */
#include "dsl/base/json.h"
#include "dsl/base/utf8.h"
#include "dsl/lsp/server.h"

const json_t *param(const json_t *params, const char *path)
{
    struct view rest = view_of(path);
    while (rest.p && params) {
        struct view key = view_cut(&rest, '.');
        char name[64] = {0};
        memcpy(name, key.p, key.n < sizeof name ? key.n : sizeof name - 1);
        params = json_object_get(params, name);
    }
    return params;
}

struct view param_text(const json_t *params, const char *path)
{
    const json_t *value = *path ? param(params, path) : params;
    if (!json_is_string(value))
        return VIEW("");
    return (struct view){json_string_value(value), json_string_length(value)};
}

bool param_true(const json_t *params, const char *path)
{
    return json_is_true(param(params, path));
}

int64_t param_number(const json_t *params, const char *path, int64_t otherwise)
{
    const json_t *value = param(params, path);
    return json_is_integer(value) ? json_integer_value(value) : otherwise;
}

struct position param_position(const json_t *position)
{
    return (struct position){param_number(position, "line", 0),
                             param_number(position, "character", 0)};
}

void put_text(struct buf *out, struct view text)
{
    if (utf8_broken(text) == SIZE_MAX) {
        print_json_text(out, text);
        return;
    }
    struct buf whole;
    buf_init(&whole, text.n * 3 + 1);
    for (size_t at = 0; at < text.n;) {
        char bytes[4];
        buf_bytes(&whole, bytes, utf8_put(utf8_next(text, &at), bytes));
    }
    print_json_text(out, buf_seen(&whole));
    buf_free(&whole);
}

void put_field(struct buf *out, const char *name, struct view text)
{
    print_json_name(out, name);
    put_text(out, text);
}

void put_print(struct buf *out, const char *format, ...)
{
    struct buf text;
    va_list args;
    buf_init(&text, 1 << 20);
    va_start(args, format);
    buf_vprint(&text, format, args);
    va_end(args);
    put_text(out, buf_seen(&text));
    buf_free(&text);
}

const char *lsp_say(const struct lsp *lsp, const char *zh, const char *en)
{
    return lsp->language == DIAG_ZH ? zh : en;
}
