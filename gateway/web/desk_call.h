/* desk_call: one call of the desk's interface, after the door: who calls is known, the origin and
 * the token are right, the role fits. Private to the desk's files in gateway/web. */
#ifndef ZHIDA_DESK_CALL_H
#define ZHIDA_DESK_CALL_H

#include "gateway/desk/password.h"
#include "gateway/desk/scope.h"
#include "gateway/web/desk_routes.h"
#include "gateway/web/json_out.h"

enum { TOKEN_HEX = 64, CSRF_HEX = 32, ANY_ROLE = 255 };
enum { OFFER_ROLES = ROLE_DISPATCHER | ROLE_ADMIN };
enum { FIGURE_ROLES = ROLE_ANALYST | ROLE_LEADER | ROLE_SUPERVISOR | ROLE_DISPATCHER | ROLE_UNIT };
enum { HOT_ROLES = ROLE_DISPATCHER | ROLE_SUPERVISOR | ROLE_ANALYST | ROLE_LEADER };

struct desk_call {
    struct desk *desk;
    const struct desk_setup *setup;
    struct store *reader; /* of this web thread */
    const struct web_request *request;
    struct web_response *response;
    struct arena *arena;
    int64_t now;
    /* Where the route asks for a session: */
    struct desk_user user;
    struct view token;
    bool held; /* the session may only set up its second factor */
    char csrf[CSRF_HEX + 1];
};

/* An entry of the interface. */
struct desk_api {
    const char *method; /* NULL: GET and POST */
    const char *prefix;
    unsigned roles; /* one of them is needed; 0: no session */
    size_t body_max;
    void (*handle)(struct desk_call *call);
};

void login_handle(struct desk_call *call);
void logout_handle(struct desk_call *call);
void me_handle(struct desk_call *call);
void cases_handle(struct desk_call *call);
void case_handle(struct desk_call *call);
void units_handle(struct desk_call *call);
void audit_handle(struct desk_call *call);
void media_handle(struct desk_call *call);
void hot_handle(struct desk_call *call);
void hot_cases_handle(struct desk_call *call);
void activities_handle(struct desk_call *call);
void activity_handle(struct desk_call *call);
void board_handle(struct desk_call *call);
void board_entry_handle(struct desk_call *call);
void offers_handle(struct desk_call *call);
void offer_ask_handle(struct desk_call *call);
void approvals_handle(struct desk_call *call);
void approval_handle(struct desk_call *call);
void contacts_handle(struct desk_call *call);
void users_handle(struct desk_call *call);
void user_handle(struct desk_call *call);
void users_rules_handle(struct desk_call *call);
void sessions_handle(struct desk_call *call);
void session_end_handle(struct desk_call *call);
void password_handle(struct desk_call *call);
void factor_handle(struct desk_call *call);

/* ---- session.c ---- */

/* Checks where a POST comes from: its Origin must be the host it was sent to. */
bool origin_is_own(const struct web_request *request);
/* Makes a session for the user and sets its cookie; fills user, token, csrf. is_held: it may do
 * nothing but set up the second factor that the user's role demands. */
enum store_error session_begin(struct desk_call *call, const struct desk_user *user,
                               bool is_held) STORE_CHECKED;
/* The mark its row is listed by. */
struct seal_hash session_mark(const struct desk_call *call);
/* Finds the session of the cookie: fills user, token, csrf. A request with quiet=1 (the page asking
 * by itself) does not keep it alive. */
enum web_error session_find(struct desk_call *call);
/* The token that must stand in X-CSRF-Token, compared in constant time. */
bool session_csrf_is(const struct desk_call *call, struct view given);
/* Ends it and takes the cookie back. */
enum store_error session_end(struct desk_call *call) STORE_CHECKED;

/* ---- audit_api.c ---- */

/* Records an act or a look, on disk when it returns. detail: no personal data. */
enum store_error desk_audit(struct desk_call *call, const char *action, int64_t object,
                            struct view detail) STORE_CHECKED;

/* ---- cases_api.c ---- */

/* The answer that is there leaves with an etag, or as 304 where the caller shows it already. */
void desk_finish_with_etag(struct desk_call *call);

/* ---- login.c ---- */

/* The signed-in user as JSON, with the session's token for POSTs. */
json_t *me_json(const struct desk_call *call);

/* Begins a session for somebody who was recognised, and records how. */
enum web_error login_begin(struct desk_call *call, const struct desk_user *user, bool is_held,
                           struct view how);
/* Is this the user's password? Counted and locked like a login. */
enum web_error login_password_is(struct desk_call *call, struct view password);

/* The second factor of somebody who was recognised otherwise, counted and locked like a login:
 * WEB_OK: right, or none is needed; is_held: it has to be set up first. */
enum web_error login_code_is(struct desk_call *call, const struct desk_user *user, struct view code,
                             bool *is_held);
/* WEB_LOCKED: too many failures from this address. */
enum web_error login_peer_is_open(struct desk_call *call);
/* Counts a failure of this address and records it; user: 0 where it is not known. */
enum web_error login_peer_failed(struct desk_call *call, int64_t user, struct view why);

/* The hash an unknown login is held against. */
const char *desk_dummy(const struct desk *desk);

/* WEB_BUSY, WEB_NO_SUCH, WEB_GONE for what the store says. */
enum web_error web_error_of(enum store_error error);

#endif
