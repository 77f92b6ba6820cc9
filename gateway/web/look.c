/* look: a page that asks again by itself is still the same look, and not recorded anew.
 *
 * Whoever looks at cases or talks stands in the record. Pages ask for news every few seconds; if
 * each of these were recorded nobody could read the record, and if those that say of themselves
 * that they are such were not, anybody could look on without ever having looked. So the answer to
 * the first, recorded one gives a mark, a keyed hash of the session, the address with its query,
 * and the hour, and who asks again shows it. Another address, a narrower or wider query, another
 * session and the next hour are a new look. */
#include "gateway/web/look.h"

#include <string.h>

enum { LOOK_SECONDS = 3600 };

#define AGAIN "quiet=1&look="

/* The query that was first asked with, and the mark it is asked again with, which is its end. */
static struct view first_query(struct view query, struct view *mark)
{
    size_t at = view_find(query, VIEW(AGAIN));
    *mark = VIEW("");
    if (at == SIZE_MAX || (at && query.p[at - 1] != '&'))
        return query;
    struct view end = view_sub(query, at + strlen(AGAIN), query.n);
    if (view_find(end, VIEW("&")) != SIZE_MAX)
        return query;
    *mark = end;
    return view_sub(query, 0, at ? at - 1 : 0);
}

static struct view mark_of(struct desk_call *call, struct view query)
{
    int64_t hour = call->now / LOOK_SECONDS;
    struct view parts[] = {
        VIEW("look"), call->token, call->request->path, query, {(const char *)&hour, sizeof hour}};
    struct seal_hash hash = seal_hash(call->reader->seal, parts, sizeof parts / sizeof *parts);
    struct buf text;
    buf_init(&text, 2 * sizeof hash.bytes + 1);
    for (size_t i = 0; i < sizeof hash.bytes; i++)
        buf_print(&text, "%02x", hash.bytes[i]);
    struct view mark = buf_keep(&text, call->arena);
    buf_free(&text);
    return mark;
}

bool look_goes_on(struct desk_call *call)
{
    struct view shown, query = first_query(call->request->query, &shown);
    struct view mark = mark_of(call, query);
    web_add_header(call->response, "x-look", mark);
    return view_eq(shown, mark);
}
