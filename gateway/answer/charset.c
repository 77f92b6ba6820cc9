/* charset: web pages are older than UTF-8 and say what they are written in, mostly truly. What is
 * well-formed UTF-8 is taken for it, whatever the page says; otherwise its own word counts, and
 * GB18030 where there is none.
 *
 * One bad byte does not spoil a page: it becomes a mark, and reading goes on. */
#include "gateway/answer/charset.h"

#include <iconv.h>
#include <stdio.h>

#include "dsl/base/utf8.h"
#include "dsl/exchange/encoding.h"

enum { META_LOOK = 4096, NAME_ROOM = 40 };

static bool is_name_sign(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* The encoding that a meta element names within the first bytes; empty where none does. */
static struct view named_encoding(struct view bytes)
{
    struct view head = bytes.n > META_LOOK ? view_sub(bytes, 0, META_LOOK) : bytes;
    size_t at = view_find(head, VIEW("charset="));
    if (at == SIZE_MAX)
        return VIEW("");
    size_t from = at + sizeof "charset=" - 1;
    while (from < head.n && strchr("\"' ", head.p[from]))
        from++;
    size_t to = from;
    while (to < head.n && (is_name_sign((char)(head.p[to] | 0x20)) || strchr("-_", head.p[to])))
        to++;
    return view_sub(head, from, to);
}

static struct view from_encoding(struct arena *arena, iconv_t table, struct view bytes)
{
    size_t room = bytes.n * 4 + 16, left = room, rest = bytes.n;
    char *out = arena_alloc(arena, room), *to = out, *in = arena_copy(arena, bytes.p, bytes.n);
    while (rest && left > 4 && iconv(table, &in, &rest, &to, &left) == (size_t)-1) {
        size_t n = rest ? utf8_put(0xfffd, to) : 0;
        to += n;
        left -= n;
        in += rest ? 1 : 0;
        rest -= rest ? 1 : 0;
    }
    return (struct view){out, room - left};
}

bool charset_to_utf8(struct arena *arena, struct view bytes, struct view *text)
{
    char from[NAME_ROOM] = "";
    const char *name;
    if (encoding_to_utf8(arena, bytes, text, &name) && view_is(view_of(name), "UTF-8"))
        return true;
    snprintf(from, sizeof from, "%.*s", VIEW_FMT(named_encoding(bytes)));
    bool chinese = !*from || ((from[0] | 0x20) == 'g' && (from[1] | 0x20) == 'b');
    iconv_t table = iconv_open("UTF-8", chinese ? "GB18030" : from);
    if (table == (iconv_t)-1)
        return text->n > 0;
    *text = from_encoding(arena, table, bytes);
    iconv_close(table);
    return utf8_broken(*text) == SIZE_MAX;
}
