/* assets: serving what was built in.
 *
 * A page is looked up by its path in a table, so nothing a browser sends ever becomes a file name.
 * Pages are revalidated every time and sent again only when they changed: a new version of the
 * binary is seen at once, and a reload costs a few hundred bytes. */
#include "gateway/web/assets.h"

const struct page *page_find(struct view path)
{
    for (size_t i = 0; i < page_count; i++)
        if (view_is(path, pages[i].path))
            return &pages[i];
    return NULL;
}

bool web_has_etag(const struct web_request *request, struct view etag)
{
    struct view list = web_header(request, "if-none-match");
    while (list.n) {
        struct view one = view_trim(view_cut(&list, ','));
        if (view_starts(one, VIEW("W/")))
            one = view_sub(one, 2, one.n);
        if (view_eq(one, etag) || view_is(one, "*"))
            return true;
    }
    return false;
}

void page_serve(const struct web_request *request, const struct page *page,
                struct web_response *response)
{
    response->type = page->type;
    web_add_header(response, "etag", view_of(page->etag));
    web_add_header(response, "cache-control", VIEW("no-cache"));
    if (page->packed)
        web_add_header(response, "content-encoding", VIEW("gzip"));
    if (web_has_etag(request, view_of(page->etag)))
        response->status = 304;
    else
        buf_bytes(&response->body, page->bytes, page->n);
}

void page_serve_below(const struct web_request *request, const char *folder, struct view rest,
                      struct web_response *response)
{
    struct buf path;
    buf_init(&path, 200);
    buf_print(&path, "%s/%.*s", folder, VIEW_FMT(rest));
    const struct page *page = path.full ? NULL : page_find(buf_seen(&path));
    buf_free(&path);
    if (page)
        page_serve(request, page, response);
    else
        web_fail(response, 404, "没有这个页面 / no such page");
}

void web_guard(struct web_response *response, const char *policy)
{
    web_add_header(response, "content-security-policy", view_of(policy));
    web_add_header(response, "x-content-type-options", VIEW("nosniff"));
    web_add_header(response, "x-frame-options", VIEW("DENY"));
    web_add_header(response, "referrer-policy", VIEW("no-referrer"));
    web_add_header(response, "cross-origin-opener-policy", VIEW("same-origin"));
    web_add_header(response, "cross-origin-resource-policy", VIEW("same-origin"));
}
