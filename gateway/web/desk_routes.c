/* desk_routes: the door of the desk.
 *
 * Every entry of the interface is a line of one table: its address, the roles of which one is
 * needed, and its handler. The door does in one place what no handler may forget: headers that keep
 * answers out of frames and caches, the origin of a POST, the session, the token, the role. What a
 * handler gets is a call whose caller is known. The order matters: a stranger learns nothing but
 * "sign in", and an officer without the role learns nothing but "not allowed". */
#include "gateway/web/desk_routes.h"

#include <stdlib.h>
#include <time.h>

#include "gateway/web/assets.h"
#include "gateway/web/desk_call.h"
#include "gateway/web/desk_work.h"
#include "gateway/web/ideas_api.h"
#include "gateway/web/figures_api.h"
#include "gateway/web/kept.h"
#include "gateway/web/sso_api.h"
#include "gateway/web/talks_api.h"

enum {
    WHEN_HELD = 1 << 30, /* also for a session that still has to set up its second factor */
    KEPT = 1 << 29       /* sums, which may be some seconds old (kept.h) */
};
enum { CASE_ROLES = ROLE_DISPATCHER | ROLE_UNIT | ROLE_SUPERVISOR | ROLE_CLERK };
enum { SMALL = 4096, TEXTS = 65536 };

static const struct desk_api apis[] = {
    {"POST", "/desk/api/login", 0, SMALL, login_handle},
    {"GET", "/desk/sso/start", 0, 0, sso_start_handle},
    {"GET", "/desk/sso/callback", 0, 0, sso_callback_handle},
    {"GET", "/desk/api/sso", 0, 0, sso_handle},
    {"POST", "/desk/api/sso/finish", 0, SMALL, sso_finish_handle},
    {"POST", "/desk/api/logout", ANY_ROLE | WHEN_HELD, SMALL, logout_handle},
    {"GET", "/desk/api/me", ANY_ROLE | WHEN_HELD, 0, me_handle},
    {"GET", "/desk/api/cases", CASE_ROLES, 0, cases_handle},
    {NULL, "/desk/api/cases/", CASE_ROLES, TEXTS, case_handle},
    {"GET", "/desk/api/units", CASE_ROLES | ROLE_EDITOR, 0, units_handle},
    {"GET", "/desk/api/names", CASE_ROLES, 0, names_handle},
    {"GET", "/desk/api/outlines", CASE_ROLES, 0, outlines_handle},
    {"POST", "/desk/api/bulk", CASE_ROLES, TEXTS, bulk_handle},
    {"POST", "/desk/api/entry", ROLE_CLERK, TEXTS, entry_handle},
    {"POST", "/desk/api/entry/look", TALK_ROLES, TEXTS, entry_look_handle},
    {"GET", "/desk/api/callback", ROLE_CLERK, 0, callback_handle},
    {"POST", "/desk/api/callback/", ROLE_CLERK, SMALL, callback_act_handle},
    {"GET", "/desk/api/canned", CANNED_ROLES, 0, canned_handle},
    {"POST", "/desk/api/canned/", CANNED_ROLES, TEXTS, canned_change_handle},
    {"GET", "/desk/api/talks", TALK_ROLES, 0, talks_handle},
    {NULL, "/desk/api/talks/", TALK_ROLES, TEXTS, talk_handle},
    {"GET", "/desk/api/media/", CASE_ROLES | ROLE_EDITOR, 0, media_handle},
    {"GET", "/desk/api/hot", HOT_ROLES | KEPT, 0, hot_handle},
    {"GET", "/desk/api/hot/cases", HOT_ROLES, 0, hot_cases_handle},
    {"GET", "/desk/api/figures", FIGURE_ROLES | KEPT, 0, figures_handle},
    {"GET", "/desk/api/figures/cases", FIGURE_ROLES, 0, figures_cases_handle},
    {"GET", "/desk/api/figures/map", FIGURE_ROLES | KEPT, 0, figures_map_handle},
    {"GET", "/desk/api/figures/funnel", FIGURE_ROLES, 0, figures_funnel_handle},
    {"GET", "/desk/api/figures/hard", FIGURE_ROLES | KEPT, 0, figures_hard_handle},
    {"GET", "/desk/api/offers", OFFER_ROLES, 0, offers_handle},
    {"POST", "/desk/api/offers/", OFFER_ROLES, SMALL, offer_ask_handle},
    {"GET", "/desk/api/approvals", ANY_ROLE, 0, approvals_handle},
    {"POST", "/desk/api/approvals/", ANY_ROLE, SMALL, approval_handle},
    {NULL, "/desk/api/activities", ROLE_EDITOR, TEXTS, activities_handle},
    {NULL, "/desk/api/activities/", ROLE_EDITOR, SMALL, activity_handle},
    {NULL, "/desk/api/board", ROLE_EDITOR, SMALL, board_handle},
    {NULL, "/desk/api/board/", ROLE_EDITOR, TEXTS, board_entry_handle},
    {"GET", "/desk/api/audit", ROLE_ADMIN, 0, audit_handle},
    {"GET", "/desk/api/ideas", IDEA_ROLES, 0, ideas_handle},
    {NULL, "/desk/api/ideas/", IDEA_ROLES | ROLE_CLERK, TEXTS, idea_handle},
    {NULL, "/desk/api/campaigns", IDEA_ROLES, TEXTS, campaigns_handle},
    {NULL, "/desk/api/members", MEMBER_ROLES, SMALL, members_handle},
    {"POST", "/desk/api/members/", MEMBER_ROLES, SMALL, member_handle},
    {"GET", "/desk/api/checks", ROLE_DISPATCHER, 0, checks_handle},
    {"POST", "/desk/api/checks/", ROLE_DISPATCHER, SMALL, check_handle},
    {"GET", "/desk/api/points", POINT_ROLES, 0, points_handle},
    {"POST", "/desk/api/points/", POINT_ROLES, SMALL, point_handle},
    {NULL, "/desk/api/contacts", ROLE_ADMIN, SMALL, contacts_handle},
    {NULL, "/desk/api/users", ROLE_ADMIN, SMALL, users_handle},
    {"POST", "/desk/api/users/", ROLE_ADMIN, SMALL, user_handle},
    {"POST", "/desk/api/users/rules", ROLE_ADMIN, SMALL, users_rules_handle},
    {"GET", "/desk/api/sessions", ANY_ROLE, 0, sessions_handle},
    {"POST", "/desk/api/sessions/end", ANY_ROLE, SMALL, session_end_handle},
    {"POST", "/desk/api/password", ANY_ROLE | WHEN_HELD, SMALL, password_handle},
    {NULL, "/desk/api/factor", ANY_ROLE | WHEN_HELD, SMALL, factor_handle},
};
enum { APIS = sizeof apis / sizeof *apis };

struct door {
    struct desk *desk;
    const struct desk_api *api;
};

struct desk {
    struct desk_setup setup;
    struct door doors[APIS];
    struct kept *kept;
    char dummy[PASSWORD_ENCODED];
};

const char *desk_dummy(const struct desk *desk)
{
    return desk->dummy;
}

struct desk *desk_new(const struct desk_setup *setup)
{
    struct desk *desk = calloc(1, sizeof *desk);
    struct kept *kept = kept_new();
    if (!desk || !kept) {
        kept_free(kept);
        free(desk);
        return NULL;
    }
    desk->kept = kept;
    desk->setup = *setup;
    for (size_t i = 0; i < APIS; i++)
        desk->doors[i] = (struct door){desk, &apis[i]};
    password_nobody(setup->world, desk->dummy);
    return desk;
}

void desk_free(struct desk *desk)
{
    if (desk)
        kept_free(desk->kept);
    free(desk);
}

static bool is_post(const struct web_request *request)
{
    return view_is(request->method, "POST");
}

static enum web_error check_method(const struct web_request *request, const struct desk_api *api)
{
    bool known = is_post(request) || view_is(request->method, "GET");
    bool fits = api->method ? view_is(request->method, api->method) : known;
    if (!fits)
        return WEB_WRONG_METHOD;
    return is_post(request) && !origin_is_own(request) ? WEB_WRONG_ORIGIN : WEB_OK;
}

static enum web_error admit(struct desk_call *call, const struct desk_api *api)
{
    enum web_error error = check_method(call->request, api);
    if (error != WEB_OK || !api->roles)
        return error;
    error = session_find(call);
    if (error != WEB_OK)
        return error;
    if (is_post(call->request) && !session_csrf_is(call, web_header(call->request, "x-csrf-token")))
        return WEB_WRONG_TOKEN;
    if (call->held && !(api->roles & WHEN_HELD))
        return WEB_NEEDS_FACTOR;
    bool fits = call->user.roles & api->roles;
    if ((api->roles & CASE_ROLES) == CASE_ROLES &&
        !(call->user.roles & api->roles & ~(unsigned)CASE_ROLES) && !scope_sees_cases(&call->user))
        fits = false; /* of a unit, but of none */
    return fits ? WEB_OK : WEB_NOT_ALLOWED;
}

static void refuse(struct desk_call *call, enum web_error error)
{
    if (error == WEB_NOT_ALLOWED && desk_audit(call, "refused", 0, call->request->path) != STORE_OK)
        error = WEB_BUSY;
    web_error(call->response, error);
}

/* What this caller may see, and what is asked: whoever sees other cases gets other sums. */
static struct view kept_key(const struct desk_call *call)
{
    const struct desk_user *user = &call->user;
    struct buf key;
    buf_init(&key, 16384);
    buf_print(&key, "%lld %u ", (long long)user->id, user->roles);
    const struct view parts[] = {user->unit, user->areas, call->request->path,
                                 call->request->query};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        buf_packed(&key, parts[i]);
    struct view all = key.full ? VIEW("") : buf_keep(&key, call->arena);
    buf_free(&key);
    return all;
}

static int64_t clock_ms(clockid_t clock)
{
    struct timespec at;
    clock_gettime(clock, &at);
    return at.tv_sec * 1000LL + at.tv_nsec / 1000000;
}

/* Only what comes as JSON is kept; a table for a spreadsheet has headers of its own. */
static void handle_kept(struct desk_call *call, const struct desk_api *api)
{
    struct view key = kept_key(call);
    size_t headers = call->response->header_count;
    if (key.n &&
        kept_find(call->desk->kept, key, clock_ms(CLOCK_MONOTONIC), &call->response->body)) {
        call->response->type = WEB_JSON_TYPE;
        return;
    }
    int64_t began = clock_ms(CLOCK_THREAD_CPUTIME_ID);
    api->handle(call);
    int64_t took = clock_ms(CLOCK_THREAD_CPUTIME_ID) - began;
    if (key.n && call->response->status == 200 && call->response->header_count == headers)
        kept_put(call->desk->kept, key, clock_ms(CLOCK_MONOTONIC), took,
                 buf_seen(&call->response->body));
}

static void handle_api(void *self, int thread, const struct web_request *request,
                       struct web_response *response)
{
    const struct door *door = self;
    struct desk_call call = {.desk = door->desk,
                             .setup = &door->desk->setup,
                             .reader = &door->desk->setup.readers[thread],
                             .request = request,
                             .response = response,
                             .arena = request->arena,
                             .now = request->now};
    web_guard(response, WEB_POLICY);
    web_add_header(response, "cache-control", VIEW("no-store"));
    enum web_error error = admit(&call, door->api);
    if (error != WEB_OK)
        refuse(&call, error);
    else if (door->api->roles & KEPT)
        handle_kept(&call, door->api);
    else
        door->api->handle(&call);
}

/* /desk and /desk/ are the page; nothing else below is. */
static void handle_page(void *self, int thread, const struct web_request *request,
                        struct web_response *response)
{
    (void)self;
    (void)thread;
    web_guard(response, WEB_POLICY);
    page_serve_below(request, "desk", request->rest.n ? VIEW("") : VIEW("desk.html"), response);
}

static void handle_asset(void *self, int thread, const struct web_request *request,
                         struct web_response *response)
{
    (void)self;
    (void)thread;
    web_guard(response, WEB_POLICY);
    page_serve_below(request, "desk", request->rest, response);
}

/* What no line of the table takes: an address somebody guessed. */
static void handle_unknown(void *self, int thread, const struct web_request *request,
                           struct web_response *response)
{
    (void)self;
    (void)thread;
    (void)request;
    web_guard(response, WEB_POLICY);
    web_error(response, WEB_NO_SUCH);
}

size_t desk_routes(struct desk *desk, struct route *out, size_t max)
{
    size_t n = 0;
    _Static_assert(APIS + 4 == DESK_ROUTES, "the header says how many routes there are");
    if (max < DESK_ROUTES)
        return 0;
    for (size_t i = 0; i < APIS; i++)
        out[n++] = (struct route){NULL,       apis[i].prefix, INNER_SIDE, apis[i].body_max,
                                  handle_api, &desk->doors[i]};
    out[n++] = (struct route){"GET", "/desk", INNER_SIDE, 0, handle_page, desk};
    out[n++] = (struct route){"GET", "/desk/", INNER_SIDE, 0, handle_page, desk};
    out[n++] = (struct route){"GET", "/desk/assets/", INNER_SIDE, 0, handle_asset, desk};
    out[n++] = (struct route){NULL, "/desk/api/", INNER_SIDE, SMALL, handle_unknown, desk};
    return n;
}
