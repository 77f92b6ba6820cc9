/* json: written front to back into a buffer. Whether a comma is needed can be seen from the last
 * byte that was written, so no state is kept and no writer has to count. */
#include "dsl/base/json.h"

void print_json_text(struct buf *out, struct view text)
{
    buf_byte(out, '"');
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (c == '"' || c == '\\')
            buf_byte(out, '\\');
        if (c == '\n')
            buf_text(out, "\\n");
        else if (c < 0x20)
            buf_print(out, "\\u%04x", c);
        else
            buf_byte(out, (char)c);
    }
    buf_byte(out, '"');
}

void print_json_next(struct buf *out)
{
    struct view seen = buf_seen(out);
    char last = seen.n ? seen.p[seen.n - 1] : '{';
    if (last != '{' && last != '[' && last != ':')
        buf_byte(out, ',');
}

void print_json_name(struct buf *out, const char *name)
{
    print_json_next(out);
    print_json_text(out, view_of(name));
    buf_byte(out, ':');
}

void print_json_field(struct buf *out, const char *name, struct view text)
{
    print_json_name(out, name);
    print_json_text(out, text);
}

void print_json_number(struct buf *out, const char *name, int64_t value)
{
    print_json_name(out, name);
    buf_print(out, "%lld", (long long)value);
}

void print_json_bool(struct buf *out, const char *name, bool value)
{
    print_json_name(out, name);
    buf_text(out, value ? "true" : "false");
}
