/* encoding: what spreadsheets on Chinese desks save. Order matters: UTF-8 is checked first, since a
 * text that happens to be well-formed UTF-8 is hardly ever anything else, while almost any bytes
 * pass for GB18030. A NUL byte in the end is no text at all.
 *
 * libc's iconv does the work; it keeps no state between calls. */
#include "dsl/exchange/encoding.h"

#include <iconv.h>

#include "dsl/base/utf8.h"

static bool convert(struct arena *arena, const char *from, struct view bytes, struct view *text)
{
    iconv_t table = iconv_open("UTF-8", from);
    if (table == (iconv_t)-1)
        return false;
    size_t room = bytes.n * 3 + 16, left = room, rest = bytes.n;
    char *out = arena_alloc(arena, room), *to = out;
    char *in = arena_copy(arena, bytes.p, bytes.n);
    bool whole = iconv(table, &in, &rest, &to, &left) != (size_t)-1 && rest == 0;
    iconv_close(table);
    *text = (struct view){out, room - left};
    return whole;
}

bool encoding_to_utf8(struct arena *arena, struct view bytes, struct view *text, const char **name)
{
    if (view_starts(bytes, VIEW("\xff\xfe")) || view_starts(bytes, VIEW("\xfe\xff"))) {
        bool little = bytes.p[0] == '\xff';
        *name = little ? "UTF-16LE" : "UTF-16BE";
        return convert(arena, *name, view_sub(bytes, 2, bytes.n), text);
    }
    *text = bytes;
    *name = "UTF-8";
    if (view_starts(bytes, VIEW("\xef\xbb\xbf")))
        *text = view_sub(bytes, 3, bytes.n);
    if (utf8_broken(*text) != SIZE_MAX) {
        *name = "GB18030";
        if (!convert(arena, *name, bytes, text))
            return false;
    }
    return !text->n || memchr(text->p, '\0', text->n) == NULL;
}
