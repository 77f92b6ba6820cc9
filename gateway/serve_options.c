/* serve_options: one table says what there is; usage and parser are made from it. */
#include "gateway/serve_options.h"

#include <getopt.h>

#include "dsl/base/folders.h"
#include "gateway/sign_on_options.h"

enum { PORT_DEFAULT = 8080 };

static const struct option table[] = {
#define OPTION(name, argument, meaning)                                                            \
    {name, (argument) ? required_argument : no_argument, NULL, 0},
    SERVE_OPTIONS(OPTION)
#undef OPTION
        {NULL, 0, NULL, 0}};

static void limits_usage(struct buf *out)
{
#define LIMIT(kind, name, most, meaning)                                                           \
    buf_print(out, "%29s%-12s%s [%d]\n", "", name, meaning, most);
    CROWD_LIMITS(LIMIT)
#undef LIMIT
}

void serve_options_usage(struct buf *out)
{
    static const struct {
        const char *name, *argument, *meaning;
    } lines[] = {
#define OPTION(name, argument, meaning) {name, argument, meaning},
        SERVE_OPTIONS(OPTION)
#undef OPTION
    };
    buf_text(out, "usage: zhida serve --rules DIR --data DIR [options]\n\n");
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        const char *argument = lines[i].argument ? lines[i].argument : "";
        int pad = 24 - (int)strlen(lines[i].name) - (int)strlen(argument);
        buf_print(out, "  --%s %s%*s%s\n", lines[i].name, argument, pad > 0 ? pad : 1, "",
                  lines[i].meaning);
        if (strcmp(lines[i].name, "limit") == 0)
            limits_usage(out);
    }
    buf_text(out,
             "\nSIGHUP puts changed rules in force, if they compile; SIGTERM ends after what is "
             "running.\n");
}

static bool read_address(const char *text, struct arena *arena, struct address *out)
{
    struct view v = view_of(text);
    size_t colon = v.n;
    int64_t port;
    while (colon && v.p[colon - 1] != ':')
        colon--;
    if (!view_int(view_sub(v, colon, v.n), 1, 65535, &port))
        return false;
    struct view host = colon ? view_sub(v, 0, colon - 1) : VIEW("127.0.0.1");
    bool closed = host.n > 1 && host.p[host.n - 1] == ']';
    if (view_starts(host, VIEW("[")) != closed ||
        (!closed && view_find(host, VIEW(":")) != SIZE_MAX))
        return false;
    if (closed)
        host = view_sub(host, 1, host.n - 1);
    if (view_is(host, "localhost"))
        host = VIEW("127.0.0.1");
    if (view_is(host, "0.0.0.0") || view_is(host, "*"))
        host = VIEW("");
    *out = (struct address){arena_copy(arena, host.p, host.n), (int)port};
    return true;
}

/* It stands in texts that are sent: an address without blanks and nothing that ends it. */
static bool read_base(const char *text, struct view *out)
{
    *out = view_of(text);
    for (size_t i = 0; i < out->n; i++)
        if (out->p[i] <= ' ' || out->p[i] == '?' || out->p[i] == '#')
            return false;
    struct view host = view_starts(*out, VIEW("https://"))  ? view_sub(*out, 8, out->n)
                       : view_starts(*out, VIEW("http://")) ? view_sub(*out, 7, out->n)
                                                            : VIEW("");
    return host.n && host.p[0] != '/';
}

static bool read_level(const char *text, struct log *log)
{
    static const char *const words[] = {"error", "warning", "info", "debug"};
    for (int i = 0; i < 4; i++)
        if (strcmp(text, words[i]) == 0) {
            log->least = (enum log_level)i;
            return true;
        }
    return false;
}

/* Given again, the district's rules lie in several folders. */
static bool add_rules(const char *value, struct arena *arena, struct serve_options *out)
{
    char *list = arena_alloc(arena, FOLDERS_ROOM);
    *list = 0;
    bool good = (!out->rules || folders_add(list, out->rules)) && folders_add(list, value);
    out->rules = list;
    return good;
}

/* NULL: taken; else what is wrong. */
static const char *take(const char *name, const char *value, struct arena *arena,
                        struct serve_options *out)
{
    struct view option = view_of(name);
    if (view_is(option, "rules"))
        return add_rules(value, arena, out) ? NULL : "--rules names too many folders";
    else if (view_is(option, "data"))
        data_folder_name(value, arena, &out->data);
    else if (view_is(option, "listen"))
        return read_address(value, arena, &out->listen) ? NULL : "--listen wants ADDR:PORT";
    else if (view_is(option, "admin-listen"))
        return read_address(value, arena, &out->inner) ? NULL : "--admin-listen wants ADDR:PORT";
    else if (view_is(option, "key-file"))
        out->key_file = value;
    else if (view_is(option, "tickets"))
        out->tickets = value;
    else if (view_is(option, "sandbox"))
        out->sandbox = true;
    else if (view_is(option, "upstream"))
        out->upstream = view_of(value);
    else if (view_is(option, "public-url"))
        return read_base(value, &out->public_base) ? NULL
                                                   : "--public-url wants https://HOST[:PORT]";
    else if (view_is(option, "desk-url"))
        return read_base(value, &out->desk_url) ? NULL : "--desk-url wants https://HOST[:PORT]";
    else if (view_starts(option, VIEW("sso")))
        return sign_on_option(option, value, arena, &out->sign_on);
    else if (view_is(option, "limit"))
        return crowd_set(&out->limits, view_of(value)) ? NULL
                                                       : "--limit wants NAME=N; --help lists them";
    else if (view_is(option, "secure-cookies"))
        out->secure_cookies = true;
    else if (view_is(option, "log-json"))
        out->log.json = true;
    else if (view_is(option, "log-level"))
        return read_level(value, &out->log) ? NULL : "--log-level is error, warning, info or debug";
    else
        out->help = true;
    return NULL;
}

static const char *joined(const char *head, const char *tail, struct arena *arena)
{
    struct buf text;
    buf_init(&text, 4000);
    buf_text(&text, head);
    buf_text(&text, tail);
    struct view kept = buf_keep(&text, arena);
    buf_free(&text);
    return kept.p;
}

static struct view printed(const char *before, const struct address *address, const char *all,
                           struct arena *arena)
{
    struct buf text;
    bool six = strchr(address->host, ':') != NULL;
    buf_init(&text, 400);
    buf_print(&text, "%s%s%s%s:%d", before, six ? "[" : "", *address->host ? address->host : all,
              six ? "]" : "", address->port);
    struct view kept = buf_keep(&text, arena);
    buf_free(&text);
    return kept;
}

struct view serve_options_place(const struct address *address, struct arena *arena)
{
    return printed("", address, "0.0.0.0", arena);
}

static const char *complete(struct arena *arena, struct serve_options *out)
{
    if (!out->rules)
        return "--rules DIR is missing";
    if (!out->data.path)
        return "--data DIR is missing";
    if (out->upstream.n && !out->sandbox)
        return "--upstream goes with --sandbox only";
    if (!out->listen.port)
        out->listen = (struct address){"127.0.0.1", PORT_DEFAULT};
    if (!out->inner.port)
        out->inner = (struct address){"127.0.0.1", out->listen.port + 1};
    if (!out->key_file)
        out->key_file = out->data.key;
    if (!out->public_base.n && out->sandbox)
        out->public_base = printed("http://", &out->listen, "127.0.0.1", arena);
    if (!out->desk_url.n && out->sandbox)
        out->desk_url = printed("http://", &out->inner, "127.0.0.1", arena);
    out->sign_on.desk_url = out->desk_url;
    return sign_on_options_complete(&out->sign_on);
}

bool serve_options_read(int argc, char **argv, struct arena *arena, struct serve_options *out,
                        const char **why)
{
    int index = 0;
    *out = (struct serve_options){.log = {.descriptor = 2, .least = LOG_INFO},
                                  .limits = crowd_defaults()};
    *why = NULL;
    opterr = 0;
    optind = 1;
    for (int c; !*why && (c = getopt_long(argc, argv, "h", table, &index)) != -1;) {
        if (c == '?')
            *why = optind > 0 && argv[optind - 1]
                       ? joined("not understood: ", argv[optind - 1], arena)
                       : "not understood";
        else if (c == 'h')
            out->help = true;
        else
            *why = take(table[index].name, optarg, arena, out);
    }
    if (!*why && !out->help && optind < argc)
        *why = joined("not understood: ", argv[optind], arena);
    if (!*why && !out->help)
        *why = complete(arena, out);
    return !*why;
}
