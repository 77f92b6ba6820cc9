/* routes: what handlers ask of a request and say in a response. */
#include "gateway/net/routes.h"

struct view web_header(const struct web_request *request, const char *name)
{
    for (size_t i = 0; i < request->header_count; i++)
        if (view_is(request->headers[i].name, name))
            return request->headers[i].value;
    return VIEW("");
}

struct view web_query(const struct web_request *request, const char *name)
{
    const struct request as_adapter = {.query = request->query};
    return request_query(&as_adapter, request->arena, name);
}

struct view web_cookie(const struct web_request *request, const char *name)
{
    struct view rest = web_header(request, "cookie");
    while (rest.p) {
        struct view value = view_trim(view_cut(&rest, ';'));
        struct view key = view_cut(&value, '=');
        if (view_is(key, name) && value.p)
            return value;
    }
    return VIEW("");
}

static bool has_control(struct view v)
{
    for (size_t i = 0; i < v.n; i++)
        if ((unsigned char)v.p[i] < 0x20 || v.p[i] == 0x7f)
            return true;
    return false;
}

void web_add_header(struct web_response *response, const char *name, struct view value)
{
    if (response->header_count == sizeof response->headers / sizeof *response->headers ||
        has_control(value))
        return;
    response->headers[response->header_count++] = (struct header){view_of(name), value};
}

void web_fail(struct web_response *response, int status, const char *text)
{
    response->status = status;
    response->type = "text/plain; charset=utf-8";
    buf_clear(&response->body);
    buf_text(&response->body, text);
    buf_byte(&response->body, '\n');
}
