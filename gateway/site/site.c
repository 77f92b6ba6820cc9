/* site: which address is which page.
 *
 * A handler is called with everything a page needs: the rules in force (names of units and duties),
 * the language, a reader of this thread. Pages that show a case are never stored by the browser;
 * the others are looked at anew each time, since they change by the hour. */
#include "gateway/site/site.h"

#include "gateway/site/activity_pages.h"
#include "gateway/site/board_pages.h"
#include "gateway/site/figures_page.h"
#include "gateway/site/ideas_pages.h"
#include "gateway/site/progress.h"
#include "gateway/web/assets.h"

enum { FORM_MOST = 16 * 1024 };

static bool browser_speaks_english(const struct web_request *request)
{
    struct view list = web_header(request, "accept-language");
    return view_starts(list, VIEW("en")) && view_find(list, VIEW("zh")) == SIZE_MAX;
}

static void take_language(struct site_call *call)
{
    struct view asked = web_query(call->request, "lang");
    call->chosen = view_is(asked, "en") || view_is(asked, "zh");
    bool english = call->chosen ? view_is(asked, "en") : browser_speaks_english(call->request);
    call->language = english ? LANGUAGE_EN : LANGUAGE_ZH;
}

static void serve(struct site *site, int thread, const struct web_request *request,
                  struct web_response *response, void (*show)(struct site_call *call))
{
    struct site_call call = {.site = site,
                             .reader = &site->readers[thread],
                             .request = request,
                             .response = response,
                             .arena = request->arena,
                             .now = request->now,
                             .held = rulebook_take(site->rulebook),
                             .out = &response->body};
    call.rules = call.held ? &call.held->rules : NULL;
    take_language(&call);
    web_guard(response, WEB_POLICY);
    web_add_header(response, "cache-control", VIEW("no-store"));
    web_add_header(response, "vary", VIEW("accept-language"));
    response->type = "text/html; charset=utf-8";
    show(&call);
    if (call.held)
        rulebook_put(site->rulebook, call.held);
}

/* One handler for each page: what is routed has no room for more than the site. */
#define PAGE(name, show)                                                                           \
    static void name(void *self, int thread, const struct web_request *request,                    \
                     struct web_response *response)                                                \
    {                                                                                              \
        serve(self, thread, request, response, show);                                              \
    }
PAGE(get_activities, activity_list_page)
PAGE(get_activity, activity_page)
PAGE(post_activity, activity_post)
PAGE(get_home, home_page)
PAGE(get_figures, figures_page)
PAGE(get_progress, progress_get)
PAGE(post_progress, progress_post)
PAGE(get_board, board_list_page)
PAGE(get_entry, board_entry_page)
PAGE(post_same, board_same_post)
#undef PAGE

static void get_suggestions(void *self, int thread, const struct web_request *request,
                            struct web_response *response)
{
    serve(self, thread, request, response, suggestions_get);
}

static void get_wishes(void *self, int thread, const struct web_request *request,
                       struct web_response *response)
{
    serve(self, thread, request, response, wishes_get);
}

/* /p/NUMBER: short enough for a message. */
static void short_progress(void *self, int thread, const struct web_request *request,
                           struct web_response *response)
{
    struct buf address;
    (void)self;
    (void)thread;
    web_guard(response, WEB_POLICY);
    buf_init(&address, 200);
    buf_text(&address, "/progress");
    for (size_t i = 0; i < request->rest.n && i < 40; i++) {
        char c = request->rest.p[i];
        bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        buf_text(&address, i ? "" : "?n=");
        if (plain || c == '-')
            buf_byte(&address, c);
    }
    response->status = 303;
    web_add_header(response, "location", buf_keep(&address, request->arena));
    buf_free(&address);
}

static void asset(void *self, int thread, const struct web_request *request,
                  struct web_response *response)
{
    (void)self;
    (void)thread;
    web_guard(response, WEB_POLICY);
    page_serve_below(request, "site", request->rest, response);
}

size_t site_routes(struct site *site, struct route *out, size_t max)
{
    const struct route routes[] = {
        {"GET", "/progress", PUBLIC_SIDE, 0, get_progress, site},
        {"POST", "/progress", PUBLIC_SIDE, FORM_MOST, post_progress, site},
        {"GET", "/activities", PUBLIC_SIDE, 0, get_activities, site},
        {"GET", "/activities/", PUBLIC_SIDE, 0, get_activity, site},
        {"POST", "/activities/", PUBLIC_SIDE, FORM_MOST, post_activity, site},
        {"GET", "/public", PUBLIC_SIDE, 0, get_home, site},
        {"GET", "/figures", PUBLIC_SIDE, 0, get_figures, site},
        {"GET", "/board", PUBLIC_SIDE, 0, get_board, site},
        {"GET", "/board/", PUBLIC_SIDE, 0, get_entry, site},
        {"POST", "/board/", PUBLIC_SIDE, FORM_MOST, post_same, site},
        {"GET", "/p/", PUBLIC_SIDE, 0, short_progress, site},
        {"GET", "/suggestions", PUBLIC_SIDE, 0, get_suggestions, site},
        {"GET", "/wishes", PUBLIC_SIDE, 0, get_wishes, site},
        {"GET", "/suggestions.json", PUBLIC_SIDE, 0, get_suggestions, site},
        {"GET", "/wishes.json", PUBLIC_SIDE, 0, get_wishes, site},
        {"GET", "/site/", PUBLIC_SIDE, 0, asset, site},
    };
    size_t count = sizeof routes / sizeof *routes;
    _Static_assert(sizeof routes / sizeof *routes <= SITE_ROUTES_MAX, "the header says how many");
    if (max < count)
        return 0;
    memcpy(out, routes, sizeof routes);
    return count;
}
