/* adapter: what every channel needs of its account and its request. Settings and parameters are
 * few, so both are looked up by walking. A parameter that is not decodable (a '%' without two hex
 * digits, a NUL, bytes that are not UTF-8) reads as absent: signatures are compared with what was
 * meant, and what was meant is then unknown. The first of several with one name counts. */
#include "adapters/adapter.h"

#include "dsl/base/utf8.h"

struct view account_get(const struct account *account, const char *key)
{
    for (size_t i = 0; i < account->setting_count; i++)
        if (view_is(account->settings[i].key, key))
            return account->settings[i].value;
    return VIEW("");
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* One decoded byte at v.p[*at], or -1. */
static int decoded(struct view v, size_t *at)
{
    char c = v.p[(*at)++];
    if (c == '+')
        return ' ';
    if (c != '%')
        return (unsigned char)c;
    if (v.n - *at < 2)
        return -1;
    int high = hex_digit(v.p[(*at)++]), low = hex_digit(v.p[(*at)++]);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
}

static struct view decode(struct view v, struct arena *arena)
{
    char *out = arena_alloc(arena, v.n + 1);
    size_t n = 0;
    for (size_t at = 0; at < v.n;) {
        int byte = decoded(v, &at);
        if (byte <= 0)
            return VIEW("");
        out[n++] = (char)byte;
    }
    struct view text = {out, n};
    return utf8_broken(text) == SIZE_MAX ? text : VIEW("");
}

struct view request_query(const struct request *request, struct arena *arena, const char *name)
{
    for (struct view rest = request->query; rest.p;) {
        struct view value = view_cut(&rest, '&');
        struct view key = view_cut(&value, '=');
        if (view_is(key, name))
            return value.p ? decode(value, arena) : VIEW("");
    }
    return VIEW("");
}

struct view request_header(const struct request *request, const char *name)
{
    for (size_t i = 0; i < request->header_count; i++)
        if (view_is(request->headers[i].name, name))
            return request->headers[i].value;
    return VIEW("");
}

const struct adapter *adapter_find(struct view name)
{
    static const struct adapter *const all[] = {&adapter_wechat, &adapter_wecom,
                                                &adapter_sms_tencent, &adapter_app};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (view_is(name, all[i]->name))
            return all[i];
    return NULL;
}
