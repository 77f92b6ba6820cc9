/* uri: between addresses and paths. Editors write the same file in several ways (file:///a%20b,
 * file:///a b, with or without a host); all of them become one path, by which a file is known. An
 * open document keeps the address its editor uses; other files get a plain one. */
#include <stdlib.h>

#include "dsl/lsp/server.h"

static int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    char lower = (char)(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

char *uri_path(struct view uri)
{
    struct view scheme = VIEW("file://");
    char *path = malloc(uri.n + 1);
    size_t n = 0, at = 0;
    if (!path)
        abort();
    if (view_starts(uri, scheme)) {
        at = scheme.n;
        while (at < uri.n && uri.p[at] != '/') /* a host */
            at++;
    }
    bool plain = at == 0;
    for (; at < uri.n; at++) {
        bool escaped = !plain && uri.p[at] == '%' && at + 2 < uri.n && hex(uri.p[at + 1]) >= 0 &&
                       hex(uri.p[at + 2]) >= 0;
        char c = escaped ? (char)(hex(uri.p[at + 1]) * 16 + hex(uri.p[at + 2])) : uri.p[at];
        at += escaped ? 2 : 0;
        if (c)
            path[n++] = c;
    }
    while (!plain && n > 1 && path[n - 1] == '/')
        n--;
    path[n] = 0;
    return path;
}

static bool is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c && strchr("/-_.~", c));
}

void uri_put(struct buf *out, const char *path)
{
    if (path[0] != '/') {
        put_text(out, view_of(path));
        return;
    }
    buf_text(out, "\"file://");
    for (; *path; path++) {
        if (is_plain(*path))
            buf_byte(out, *path);
        else
            buf_print(out, "%%%02X", (unsigned)(unsigned char)*path);
    }
    buf_byte(out, '"');
}
