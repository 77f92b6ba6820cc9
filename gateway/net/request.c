/* request: from lws's tables to plain views.
 *
 * lws has decoded the address; adapters and pages want the query as it was sent, so it is encoded
 * again, part by part: same meaning, one form. Only headers that somebody asks for are copied. */
#include "gateway/net/net_self.h"

struct known_header {
    enum lws_token_indexes token;
    const char *name;
};

static const struct known_header known_headers[] = {
    {WSI_TOKEN_HOST, "host"},
    {WSI_TOKEN_HTTP_CONTENT_TYPE, "content-type"},
    {WSI_TOKEN_HTTP_CONTENT_LENGTH, "content-length"},
    {WSI_TOKEN_HTTP_COOKIE, "cookie"},
    {WSI_TOKEN_ORIGIN, "origin"},
    {WSI_TOKEN_HTTP_REFERER, "referer"},
    {WSI_TOKEN_HTTP_ACCEPT, "accept"},
    {WSI_TOKEN_HTTP_ACCEPT_LANGUAGE, "accept-language"},
    {WSI_TOKEN_HTTP_AUTHORIZATION, "authorization"},
    {WSI_TOKEN_HTTP_IF_NONE_MATCH, "if-none-match"},
    {WSI_TOKEN_HTTP_USER_AGENT, "user-agent"},
    {WSI_TOKEN_X_FORWARDED_FOR, "x-forwarded-for"},
    {WSI_TOKEN_HTTP_RANGE, "range"},
    {WSI_TOKEN_HTTP_TRANSFER_ENCODING, "transfer-encoding"},
};
static const char *const custom_headers[] = {"x-csrf-token", "x-file-name", "sec-fetch-site"};

static struct view take_token(struct exchange *x, enum lws_token_indexes token)
{
    int n = lws_hdr_total_length(x->wsi, token);
    if (n <= 0)
        return VIEW("");
    char *text = arena_alloc(&x->arena, (size_t)n + 1);
    int got = lws_hdr_copy(x->wsi, text, n + 1, token);
    return (struct view){text, got > 0 ? (size_t)got : 0};
}

static struct view take_custom(struct exchange *x, const char *name)
{
    struct buf wire;
    buf_init(&wire, 100);
    buf_print(&wire, "%s:", name);
    int n = lws_hdr_custom_length(x->wsi, wire.p, (int)wire.n);
    struct view value = VIEW("");
    if (n > 0) {
        char *text = arena_alloc(&x->arena, (size_t)n + 1);
        int got = lws_hdr_custom_copy(x->wsi, text, n + 1, wire.p, (int)wire.n);
        value = (struct view){text, got > 0 ? (size_t)got : 0};
    }
    buf_free(&wire);
    return value;
}

static void add_header(struct exchange *x, const char *name, struct view value)
{
    if (value.n && x->header_count < HEADERS_MAX)
        x->headers[x->header_count++] = (struct header){view_of(name), value};
}

static void take_headers(struct exchange *x)
{
    for (size_t i = 0; i < sizeof known_headers / sizeof *known_headers; i++)
        add_header(x, known_headers[i].name, take_token(x, known_headers[i].token));
    /* pages only: three searches that channels' callbacks need not pay for */
    if (!view_starts(x->path, VIEW("/wechat/")) && !view_starts(x->path, VIEW("/sms/")))
        for (size_t i = 0; i < sizeof custom_headers / sizeof *custom_headers; i++)
            add_header(x, custom_headers[i], take_custom(x, custom_headers[i]));
}

static void encode(struct buf *out, struct view part, bool is_name)
{
    for (size_t i = 0; i < part.n; i++) {
        unsigned char c = (unsigned char)part.p[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                     c == '-' || c == '.' || c == '_' || c == '~' || (c == '=' && !is_name);
        if (plain)
            buf_byte(out, (char)c);
        else
            buf_print(out, "%%%02X", c);
    }
}

static void take_query(struct exchange *x)
{
    char part[4096];
    struct buf query;
    x->query = VIEW("");
    if (lws_hdr_total_length(x->wsi, WSI_TOKEN_HTTP_URI_ARGS) <= 0)
        return;
    buf_init(&query, 16 * 1024);
    for (int i = 0;; i++) {
        int n = lws_hdr_copy_fragment(x->wsi, part, sizeof part, WSI_TOKEN_HTTP_URI_ARGS, i);
        if (n < 0)
            break;
        struct view value = {part, (size_t)n}, name = view_cut(&value, '=');
        if (query.n)
            buf_byte(&query, '&');
        encode(&query, name, true);
        if (value.p) {
            buf_byte(&query, '=');
            encode(&query, value, false);
        }
    }
    x->query = buf_keep(&query, &x->arena);
    buf_free(&query);
}

struct method {
    enum lws_token_indexes token;
    struct view name;
};

static const struct method *method_of(struct lws *wsi)
{
    static const struct method methods[] = {
        {WSI_TOKEN_POST_URI, {"POST", 4}},     {WSI_TOKEN_GET_URI, {"GET", 3}},
        {WSI_TOKEN_HEAD_URI, {"HEAD", 4}},     {WSI_TOKEN_PUT_URI, {"PUT", 3}},
        {WSI_TOKEN_DELETE_URI, {"DELETE", 6}}, {WSI_TOKEN_PATCH_URI, {"PATCH", 5}}};
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (lws_hdr_total_length(wsi, methods[i].token) > 0)
            return &methods[i];
    return NULL;
}

static bool speaks_http(struct lws *wsi)
{
    char version[16];
    return lws_hdr_copy(wsi, version, sizeof version, WSI_TOKEN_HTTP) > 0 &&
           strncmp(version, "HTTP/1.", 7) == 0;
}

int request_read(struct exchange *x, const char *uri, size_t n)
{
    const struct method *method = method_of(x->wsi);
    x->path = view_keep(&x->arena, (struct view){uri, n});
    x->method = VIEW("");
    if (!method)
        return 405;
    x->method = method->name;
    /* an encoded NUL ends lws's idea of the path before its own length */
    if (!speaks_http(x->wsi) || strnlen(uri, n) != n ||
        lws_hdr_total_length(x->wsi, method->token) != (int)n)
        return 400;
    take_query(x);
    take_headers(x);
    return 0;
}

struct view request_length_header(struct exchange *x)
{
    struct request as_adapter = {.headers = x->headers, .header_count = x->header_count};
    return request_header(&as_adapter, "content-length");
}
