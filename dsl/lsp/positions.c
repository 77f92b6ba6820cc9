/* positions: a client counts lines from 0 and, within a line, UTF-16 units: one for nearly every
 * Chinese character, two for those beyond the first 65,536 and for most emoji. A client that offers
 * UTF-8 is taken at its word, and bytes are counted. Damaged bytes count one each, as they are
 * shown. */
#include "dsl/base/utf8.h"
#include "dsl/lsp/server.h"

static size_t units_of(const struct lsp *lsp, uint32_t c, size_t bytes)
{
    return lsp->utf8 ? bytes : c > 0xffff ? 2 : 1;
}

size_t position_units(const struct lsp *lsp, struct view text)
{
    size_t units = 0;
    for (size_t at = 0; at < text.n;) {
        size_t from = at;
        uint32_t c = utf8_next(text, &at);
        units += units_of(lsp, c, at - from);
    }
    return units;
}

uint32_t position_byte(const struct lsp *lsp, struct view text, struct position place)
{
    size_t at = 0;
    for (int64_t line = 0; line < place.line; line++) {
        const char *end = at < text.n ? memchr(text.p + at, '\n', text.n - at) : NULL;
        if (!end)
            return (uint32_t)text.n;
        at = (size_t)(end - text.p) + 1;
    }
    for (int64_t units = 0; at < text.n && text.p[at] != '\n';) {
        size_t next = at;
        uint32_t c = utf8_next(text, &next);
        units += (int64_t)units_of(lsp, c, next - at);
        if (units > place.character)
            break;
        at = next;
    }
    return (uint32_t)at;
}
