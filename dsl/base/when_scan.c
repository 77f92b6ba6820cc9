/* when_scan: the steps that every part of when is made of: what stands here, does the text go on
 * like this, and one more finding. They read and never move the scan; only the walk in when.c does.
 */
#include "dsl/base/when_scan.h"

#include "dsl/base/utf8.h"

bool when_among(uint32_t c, const char *characters)
{
    struct view list = view_of(characters);
    for (size_t at = 0; c && at < list.n;)
        if (utf8_next(list, &at) == c)
            return true;
    return false;
}

struct when *when_add(struct when_scan *scan, enum when_kind kind, size_t to)
{
    struct when *when = &scan->out[scan->n++];
    *when = (struct when){.kind = kind, .from = (uint32_t)scan->at, .to = (uint32_t)to};
    return when;
}

static bool is_letter(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

size_t when_follows_word(const struct when_scan *scan, const char *word)
{
    size_t to = when_follows(scan->text, scan->at, word);
    return is_letter(scan->previous) || is_letter(utf8_peek(scan->text, to)) ? 0 : to;
}
