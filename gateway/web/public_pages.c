/* public_pages: /chat and what belongs to it, /documents/... and /policies/...
 *
 * A document's address is the path that the rules name ("policies/x.md"). Only documents of a known
 * format below documents/ and policies/ of the rules folder are public, each as the safe page that
 * its Markdown makes, and a path with anything but letters, digits, '-', '_', '.' between single
 * slashes is not looked for at all. No request starts a converter: PDF and Word are shown as they
 * were when they were indexed. */
#include "gateway/web/public_pages.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#include "dsl/base/folders.h"
#include "gateway/answer/answer.h"
#include "gateway/answer/document.h"
#include "gateway/answer/formats.h"
#include "gateway/web/assets.h"
#include "gateway/web/json_out.h"
#include "gateway/web/markdown.h"

enum { PATH_MAX_BYTES = 200 };

static void chat_page(void *self, int thread, const struct web_request *request,
                      struct web_response *response)
{
    (void)self;
    (void)thread;
    web_guard(response, WEB_POLICY);
    page_serve_below(request, "chat", request->rest.n ? request->rest : VIEW("index.html"),
                     response);
}

static void root(void *self, int thread, const struct web_request *request,
                 struct web_response *response)
{
    (void)self;
    (void)thread;
    web_guard(response, WEB_POLICY);
    if (request->rest.n) {
        web_fail(response, 404, "no such page");
        return;
    }
    response->status = 302;
    web_add_header(response, "location", VIEW("/chat"));
}

static json_t *both_languages(const struct rules *rules)
{
    json_t *name = json_object();
    json_put(name, "zh", rules_district_name(rules, LANGUAGE_ZH));
    json_put(name, "en", rules_district_name(rules, LANGUAGE_EN));
    return name;
}

static void chat_info(void *self, int thread, const struct web_request *request,
                      struct web_response *response)
{
    (void)thread;
    (void)request;
    struct public_pages *site = self;
    struct rules_held *held = rulebook_take(site->rulebook);
    json_t *info = json_object();
    if (held) {
        json_object_set_new(info, "district", both_languages(&held->rules));
        json_put(info, "hotline", rules_hotline(&held->rules));
        rulebook_put(site->rulebook, held);
    }
    web_add_header(response, "cache-control", VIEW("no-cache"));
    web_json(response, info);
}

/* One name of a path: no dot at its start, no blanks, no signs of the shell. Chinese may be there.
 */
static bool plain_path(struct view path)
{
    if (!path.n || path.n > PATH_MAX_BYTES || path.p[0] == '/' || path.p[0] == '.')
        return false;
    for (size_t i = 0; i < path.n; i++) {
        unsigned char c = (unsigned char)path.p[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        bool inner = c == '/' && i + 1 < path.n && path.p[i + 1] != '/' && path.p[i + 1] != '.';
        if (!letter && !inner && c != '-' && c != '_' && c != '.' && c < 0x80)
            return false;
    }
    return true;
}

static bool is_public(struct view path)
{
    return plain_path(path) && format_is_known(path) &&
           (view_starts(path, VIEW("documents/")) || view_starts(path, VIEW("policies/")));
}

static bool read_document(const struct public_pages *site, struct view path, struct arena *arena,
                          struct view *markdown)
{
    char full[4096], kept[4096];
    library_kept(site->data, kept, sizeof kept);
    return folders_find(site->folder, path, full, sizeof full) &&
           format_show(arena, full, kept, markdown) == FORMAT_GOOD;
}

/* Said above a document that no answer is taken from any more, with what took its place. */
static void add_warning(const struct public_pages *site, struct view path, struct arena *arena,
                        struct buf *out)
{
    struct passage standing;
    struct buf link;
    buf_init(&link, PATH_MAX_BYTES + 1);
    buf_byte(&link, '/');
    buf_view(&link, path);
    bool known = site->standing(site->self, buf_seen(&link), arena, &standing);
    buf_free(&link);
    if (!known || standing.state == PASSAGE_IN_FORCE)
        return;
    buf_print(out, "<p class=\"past\" role=\"note\">本文件已%s，仅供查阅。",
              standing.state == PASSAGE_SUPERSEDED ? "废止" : "过有效期");
    if (standing.successor.n) {
        buf_text(out, "现行的是<a href=\"");
        html_escape(out, standing.successor_link);
        buf_text(out, "\">");
        html_escape(out, standing.successor);
        buf_text(out, "</a>。");
    }
    buf_text(out, "</p>\n");
}

static void add_page(const struct public_pages *site, struct view path, struct view markdown,
                     struct buf *out)
{
    struct document document;
    struct arena arena;
    arena_init(&arena, FORMAT_MEMORY); /* of its own: the text is bounded, so this is enough */
    document_read(&arena, markdown, &document);
    buf_text(out, "<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\">"
                  "<meta name=\"viewport\" content=\"width=device-width, "
                  "initial-scale=1\"><link rel=\"stylesheet\" "
                  "href=\"/chat/document.css\"><title>");
    html_escape(out, document.title.n ? document.title : VIEW("zhida"));
    buf_text(out, "</title></head><body><main>\n");
    add_warning(site, path, &arena, out);
    if (document.title.n && !view_starts(markdown, VIEW("# ")) &&
        view_find(markdown, VIEW("\n# ")) == SIZE_MAX) {
        buf_text(out, "<h1>");
        html_escape(out, document.title);
        buf_text(out, "</h1>\n");
    }
    markdown_html(markdown, out);
    buf_text(out, "</main></body></html>\n");
    arena_free(&arena);
}

/* The two hexadecimal digits behind a % at i; -1: there are none. */
static int escaped(struct view path, size_t i)
{
    if (path.p[i] != '%' || i + 2 >= path.n)
        return -1;
    char hex[3] = {path.p[i + 1], path.p[i + 2], 0};
    return isxdigit((unsigned char)hex[0]) && isxdigit((unsigned char)hex[1])
               ? (int)strtol(hex, NULL, 16)
               : -1;
}

/* The path with %XX undone: at most what it was long. */
static struct view decoded(struct view path, struct arena *arena)
{
    char *out = arena_alloc(arena, path.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < path.n; i++) {
        int value = escaped(path, i);
        out[n++] = value < 0 ? path.p[i] : (char)value;
        i += value < 0 ? 0 : 2;
    }
    return (struct view){out, n};
}

static void document_page(void *self, int thread, const struct web_request *request,
                          struct web_response *response)
{
    (void)thread;
    struct public_pages *site = self;
    struct view path = decoded(view_sub(request->path, 1, request->path.n), request->arena);
    struct view markdown = VIEW("");
    struct arena arena;
    arena_init(&arena, FORMAT_MEMORY);
    web_guard(response, WEB_POLICY);
    if (!is_public(path) || !read_document(site, path, &arena, &markdown)) {
        web_fail(response, 404, "no such document");
    } else {
        response->type = "text/html; charset=utf-8";
        web_add_header(response, "cache-control", VIEW("no-cache"));
        add_page(site, path, markdown, &response->body);
    }
    arena_free(&arena);
}

size_t public_routes(struct public_pages *site, struct route *out, size_t max)
{
    const struct route routes[] = {
        {"GET", "/", PUBLIC_SIDE, 0, root, site},
        {"GET", "/chat", PUBLIC_SIDE, 0, chat_page, site},
        {"GET", "/chat/", PUBLIC_SIDE, 0, chat_page, site},
        {"GET", "/chat/info", PUBLIC_SIDE, 0, chat_info, site},
        {"GET", "/documents/", PUBLIC_SIDE, 0, document_page, site},
        {"GET", "/policies/", PUBLIC_SIDE, 0, document_page, site},
    };
    size_t count = sizeof routes / sizeof *routes;
    if (max < count)
        return 0;
    memcpy(out, routes, sizeof routes);
    return count;
}
