/* upstream: the provider's side of a call, as far as all providers are alike.
 *
 * The line that matters is between "it was not taken" and "nobody knows": a request that timed out,
 * or whose gateway gave up (502, 504), may have been delivered, and sending it again would tell a
 * citizen the same thing twice. Refused connections, overload and maintenance are the first kind;
 * they come back by the sender's own schedule. */
#include "adapters/upstream.h"

/* Where a sandbox account calls that was given no simulator: nobody listens there. */
#define NOWHERE "http://127.0.0.1:9"

struct view upstream_base(const struct account *account, const char *fallback)
{
    struct view base = account_get(account, "upstream");
    if (!base.n)
        base = view_is(account_get(account, "sandbox"), "yes") ? VIEW(NOWHERE) : view_of(fallback);
    while (base.n && base.p[base.n - 1] == '/')
        base.n--;
    return base;
}

struct view upstream_host(struct view base)
{
    size_t scheme = view_find(base, VIEW("://"));
    struct view rest = scheme == SIZE_MAX ? base : view_sub(base, scheme + 3, base.n);
    return view_cut(&rest, '/');
}

static struct outcome unanswered(struct view why)
{
    if (view_is(why, "unsent"))
        return (struct outcome){.kind = OUTCOME_LATER, .reason = "not connected"};
    return (struct outcome){.kind = OUTCOME_UNKNOWN, .reason = "no answer"};
}

bool upstream_failed(int status, struct view body, struct outcome *out)
{
    if (status >= 200 && status < 300)
        return false;
    *out = (struct outcome){.kind = OUTCOME_REJECTED, .reason = "http status", .code = status};
    if (status == 0)
        *out = unanswered(body);
    else if (status == 502 || status == 504) {
        out->kind = OUTCOME_UNKNOWN;
        out->reason = "gateway gave up";
    } else if (status == 408 || status == 429 || status >= 500) {
        out->kind = OUTCOME_LATER;
        out->reason = status == 429 ? "throttled" : "provider unavailable";
    }
    return true;
}

void upstream_put_encoded(struct buf *buf, struct view text)
{
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                     c == '-' || c == '.' || c == '_' || c == '~';
        if (plain)
            buf_byte(buf, c);
        else
            buf_print(buf, "%%%02X", (unsigned)(unsigned char)c);
    }
}

struct call upstream_post(struct view url, struct view json)
{
    struct call call = {.method = VIEW("POST"), .url = url, .body = json};
    call.headers[call.header_count++] =
        (struct header){VIEW("content-type"), VIEW("application/json; charset=utf-8")};
    return call;
}
