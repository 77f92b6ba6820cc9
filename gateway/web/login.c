/* login: from a password, and a code where the user has a second factor, to a session.
 *
 * Every try takes the same way: it is counted for its name and its address and committed; the
 * password is held against the user's hash, or against one nobody knows where there is no such
 * user; then either the session begins or the failure is recorded. So neither the answer nor its
 * time tells whether a name exists, and a name that does not exist is locked like one that does.
 * What was typed as a name is never written down. Tries at a closed door leave no row: only the one
 * that closed it does, so that nobody can fill the disk by knocking.
 *
 * The code is asked for only after the password was right; a wrong one counts like a wrong
 * password, so five guesses at a million close the door for fifteen minutes. A code that was used
 * before, and any before it, is wrong. Whose role demands a second factor and who has none gets a
 * session that can do nothing but set it up. */
#include "gateway/desk/approval.h"
#include "gateway/desk/lockout.h"
#include "gateway/desk/totp.h"
#include "gateway/store/factor.h"
#include "gateway/web/desk_call.h"
#include "gateway/web/ideas_api.h"
#include "gateway/web/desk_work.h"
#include "gateway/web/talks_api.h"
#include "gateway/web/sso_api.h"

enum { LOGIN_MOST = 64 };

struct try_job {
    struct view login, peer; /* login empty: only the address counts */
    int64_t now, left;       /* left: seconds the door stays closed */
    bool closing;            /* if this one is wrong, the door is closed */
};

static enum store_error count_one(struct store *store, const char *what, struct view name,
                                  int limit, struct try_job *job)
{
    struct tries tries;
    enum store_error error = tries_get(store, what, name, &tries);
    lockout_count(&tries, limit, job->now);
    job->closing |= lockout_left(&tries, job->now) > 0;
    return error == STORE_OK ? tries_put(store, what, name, &tries) : error;
}

static enum store_error left_of(struct store *store, const char *what, struct view name,
                                int64_t now, int64_t *left)
{
    struct tries tries;
    enum store_error error = tries_get(store, what, name, &tries);
    int64_t mine = error == STORE_OK ? lockout_left(&tries, now) : 0;
    *left = mine > *left ? mine : *left;
    return error;
}

/* Counts the try, unless a door is closed. */
static enum store_error try_job(struct store *store, void *argument)
{
    struct try_job *job = argument;
    enum store_error error = tries_sweep(store, job->now - LOCKOUT_SECONDS);
    if (error == STORE_OK && job->login.n)
        error = left_of(store, "login", job->login, job->now, &job->left);
    if (error == STORE_OK)
        error = left_of(store, "peer", job->peer, job->now, &job->left);
    if (error != STORE_OK || job->left)
        return error;
    if (job->login.n)
        error = count_one(store, "login", job->login, LOCKOUT_LOGIN, job);
    return error == STORE_OK ? count_one(store, "peer", job->peer, LOCKOUT_PEER, job) : error;
}

/* The password was right: the name's tries are forgotten, the address's one is taken back. */
static enum store_error forgive_job(struct store *store, void *argument)
{
    struct try_job *job = argument;
    struct tries tries;
    enum store_error error = tries_put(store, "login", job->login, &(struct tries){0});
    if (error == STORE_OK)
        error = tries_get(store, "peer", job->peer, &tries);
    if (error != STORE_OK)
        return error;
    lockout_forgive(&tries);
    return tries_put(store, "peer", job->peer, &tries);
}

enum web_error web_error_of(enum store_error error)
{
    switch (error) {
    case STORE_OK:
        return WEB_OK;
    case STORE_NONE:
        return WEB_NO_SUCH;
    case STORE_SEALED:
        return WEB_GONE;
    default:
        return WEB_BUSY;
    }
}

static json_t *roles_json(unsigned bits)
{
    json_t *roles = json_array();
    for (size_t i = 0; i < ROLE_COUNT; i++) {
        const struct role_info *role = role_at(i);
        if (bits & role->role)
            json_array_append_new(
                roles, json_pack("{ss ss ss}", "code", role->code, "zh", role->zh, "en", role->en));
    }
    return roles;
}

static void put_unit(const struct desk_call *call, json_t *object)
{
    struct rules_held *held = rulebook_take(call->setup->rulebook);
    int unit =
        held && call->user.unit.n ? rules_find(&held->rules, NOUN_UNIT, call->user.unit) : NONE;
    json_put(object, "unit", call->user.unit);
    json_put(object, "unit_zh",
             unit < 0 ? call->user.unit
                      : rules_display(&held->rules, NOUN_UNIT, unit, LANGUAGE_ZH));
    json_put(object, "unit_en",
             unit < 0 ? call->user.unit
                      : rules_display(&held->rules, NOUN_UNIT, unit, LANGUAGE_EN));
    json_put(object, "district", held ? rules_district_name(&held->rules, LANGUAGE_ZH) : VIEW(""));
    json_put(object, "district_en",
             held ? rules_district_name(&held->rules, LANGUAGE_EN) : VIEW(""));
    if (held)
        rulebook_put(call->setup->rulebook, held);
}

json_t *me_json(const struct desk_call *call)
{
    json_t *me = json_object();
    json_put(me, "login", call->user.login);
    json_put(me, "name", call->user.name);
    put_unit(call, me);
    json_object_set_new(me, "roles", roles_json(call->user.roles));
    json_put_bool(me, "cases", scope_sees_cases(&call->user));
    json_put_bool(me, "entry", call->user.roles & ROLE_CLERK);
    json_put_bool(me, "callback", call->user.roles & ROLE_CLERK);
    json_put_bool(me, "talks", call->user.roles & TALK_ROLES);
    json_put_bool(me, "canned", canned_may(&call->user));
    json_put_bool(me, "hot", call->user.roles & HOT_ROLES);
    json_put_bool(me, "figures", call->user.roles & FIGURE_ROLES);
    json_put_bool(me, "hard", call->user.roles & FIGURE_ROLES & ~(unsigned)ROLE_UNIT);
    json_put_bool(me, "offers", call->user.roles & OFFER_ROLES);
    json_put_bool(me, "approvals", approval_kinds_of(&call->user) != 0);
    json_put_bool(me, "activities", call->user.roles & ROLE_EDITOR);
    json_put_bool(me, "board", call->user.roles & ROLE_EDITOR);
    json_put_bool(me, "suggestions", call->user.roles & IDEA_ROLES);
    json_put_bool(me, "wishes", call->user.roles & (IDEA_ROLES & ~(unsigned)ROLE_UNIT));
    json_put_bool(me, "members", call->user.roles & MEMBER_ROLES);
    json_put_bool(me, "points", call->user.roles & POINT_ROLES);
    json_put_bool(me, "audit", call->user.roles & ROLE_ADMIN);
    json_put_bool(me, "users", call->user.roles & ROLE_ADMIN);
    json_put_bool(me, "account", true);
    json_put_bool(me, "held", call->held);
    json_put(me, "csrf", view_of(call->csrf));
    return me;
}

/* Who it is, or WEB_WRONG_LOGIN; takes the same time for a name that does not exist. */
static enum web_error check(struct desk_call *call, struct view login, struct view password,
                            struct desk_user *user)
{
    enum store_error error = users_by_login(call->reader, login, call->arena, user);
    bool known = error == STORE_OK && user->active;
    if (error != STORE_OK && error != STORE_NONE)
        return WEB_BUSY;
    if (!known)
        user->id = error == STORE_OK ? user->id : 0;
    struct view encoded = known ? user->password : view_of(desk_dummy(call->desk));
    bool right = password_is(encoded, password);
    return known && right ? WEB_OK : WEB_WRONG_LOGIN;
}

/* ---- the second factor ---- */

struct code_job {
    int64_t user, now;
    struct view code;
    struct factor factor;
    bool right, recovery;
};

/* The step is used up, or the recovery code is gone, in the transaction that finds it right. */
static enum store_error code_job(struct store *store, void *argument)
{
    struct code_job *job = argument;
    int64_t step = totp_find(job->factor.secret, job->code, job->now, job->factor.step);
    if (step >= 0)
        return factor_use(store, job->user, job->factor.since, step, &job->right);
    enum store_error error = recovery_use(store, job->user, job->code, &job->right);
    job->recovery = job->right;
    return error;
}

/* WEB_OK: right, or none is needed; *held: it has to be set up first. */
static enum web_error check_code(struct desk_call *call, const struct desk_user *user,
                                 struct view code, bool *is_held)
{
    struct code_job job = {.user = user->id, .now = call->now, .code = code};
    int64_t roles;
    enum store_error error = factor_get(call->reader, user->id, &job.factor);
    if (error == STORE_NONE || (error == STORE_OK && !job.factor.since)) {
        error = desk_rule_get(call->reader, "factor_roles", &roles);
        *is_held = user->roles & (unsigned)roles;
        return error == STORE_OK ? WEB_OK : WEB_BUSY;
    }
    if (error != STORE_OK)
        return WEB_BUSY;
    if (!code.n)
        return WEB_NEEDS_CODE;
    if (turn_write(call->setup->turn, code_job, &job) != STORE_OK)
        return WEB_BUSY;
    if (job.recovery && desk_audit(call, "login.recovery", user->id, VIEW("")) != STORE_OK)
        return WEB_BUSY;
    return job.right ? WEB_OK : WEB_WRONG_CODE;
}

/* ---- signing in ---- */

/* The try was neither right nor wrong: the code is still to come. */
static enum store_error undo_job(struct store *store, void *argument)
{
    struct try_job *job = argument;
    const struct {
        const char *what;
        struct view name;
    } doors[] = {{"login", job->login}, {"peer", job->peer}};
    enum store_error error = STORE_OK;
    for (size_t i = 0; i < 2 && error == STORE_OK; i++) {
        struct tries tries;
        error = tries_get(store, doors[i].what, doors[i].name, &tries);
        lockout_forgive(&tries);
        if (error == STORE_OK)
            error = tries_put(store, doors[i].what, doors[i].name, &tries);
    }
    return error;
}

static enum web_error failed(struct desk_call *call, const struct try_job *job, int64_t user,
                             enum web_error error)
{
    const char *action = job->closing ? "login.locked" : "login.failed";
    return desk_audit(call, action, user, job->peer) == STORE_OK ? error : WEB_BUSY;
}

enum web_error login_begin(struct desk_call *call, const struct desk_user *user, bool is_held,
                           struct view how)
{
    bool done = session_begin(call, user, is_held) == STORE_OK &&
                desk_audit(call, "login", user->id, how) == STORE_OK;
    return done ? WEB_OK : WEB_BUSY;
}

/* What the checks said, for the counts and the record. */
static enum web_error settle(struct desk_call *call, struct try_job *job, int64_t user,
                             enum web_error error)
{
    bool done = true;
    if (error == WEB_WRONG_LOGIN || error == WEB_WRONG_CODE)
        return failed(call, job, user, error);
    if (error == WEB_NEEDS_CODE)
        done = turn_write(call->setup->turn, undo_job, job) == STORE_OK;
    else if (error == WEB_OK)
        done = turn_write(call->setup->turn, forgive_job, job) == STORE_OK;
    return done ? error : WEB_BUSY;
}

static enum web_error sign_in(struct desk_call *call, struct view login, struct view password,
                              struct view code)
{
    struct try_job job = {.login = login, .peer = call->request->peer, .now = call->now};
    struct desk_user user = {0};
    bool is_held = false;
    if (turn_write(call->setup->turn, try_job, &job) != STORE_OK)
        return WEB_BUSY;
    if (job.left)
        return WEB_LOCKED;
    enum web_error error = check(call, login, password, &user);
    if (error == WEB_OK)
        error = check_code(call, &user, code, &is_held);
    error = settle(call, &job, user.id, error);
    return error == WEB_OK ? login_begin(call, &user, is_held, job.peer) : error;
}

enum web_error login_code_is(struct desk_call *call, const struct desk_user *user, struct view code,
                             bool *is_held)
{
    struct try_job job = {.login = user->login, .peer = call->request->peer, .now = call->now};
    if (turn_write(call->setup->turn, try_job, &job) != STORE_OK)
        return WEB_BUSY;
    if (job.left)
        return WEB_LOCKED;
    return settle(call, &job, user->id, check_code(call, user, code, is_held));
}

enum web_error login_peer_is_open(struct desk_call *call)
{
    int64_t left = 0;
    if (left_of(call->reader, "peer", call->request->peer, call->now, &left) != STORE_OK)
        return WEB_BUSY;
    return left ? WEB_LOCKED : WEB_OK;
}

enum web_error login_peer_failed(struct desk_call *call, int64_t user, struct view why)
{
    struct try_job job = {.peer = call->request->peer, .now = call->now};
    if (turn_write(call->setup->turn, try_job, &job) != STORE_OK)
        return WEB_BUSY;
    if (job.left)
        return WEB_LOCKED;
    const char *action = job.closing ? "login.locked" : "login.failed";
    return desk_audit(call, action, user, why) == STORE_OK ? WEB_OK : WEB_BUSY;
}

enum web_error login_password_is(struct desk_call *call, struct view password)
{
    struct try_job job = {.login = call->user.login, .peer = call->request->peer, .now = call->now};
    if (turn_write(call->setup->turn, try_job, &job) != STORE_OK)
        return WEB_BUSY;
    if (job.left)
        return WEB_LOCKED;
    if (!password_is(call->user.password, password))
        return failed(call, &job, call->user.id, WEB_WRONG_LOGIN);
    return turn_write(call->setup->turn, forgive_job, &job) == STORE_OK ? WEB_OK : WEB_BUSY;
}

void login_handle(struct desk_call *call)
{
    json_t *body = json_body(call->request);
    bool readable = body != NULL;
    if (call->setup->sign_on && sign_on_settings(call->setup->sign_on)->only) {
        json_decref(body);
        web_error(call->response, WEB_LOCAL_OFF);
        return;
    }
    struct view login = json_text(body, "login", call->arena);
    struct view password = json_text(body, "password", call->arena);
    struct view code = view_trim(json_text(body, "code", call->arena));
    json_decref(body);
    if (!login.n || login.n > LOGIN_MOST || !password.n || password.n > PASSWORD_MOST ||
        code.n > LOGIN_MOST) {
        web_error(call->response, readable ? WEB_WRONG_LOGIN : WEB_BAD_REQUEST);
        return;
    }
    enum web_error error = sign_in(call, login, password, code);
    if (error == WEB_OK)
        web_json(call->response, me_json(call));
    else
        web_error(call->response, error);
}

void me_handle(struct desk_call *call)
{
    web_json(call->response, me_json(call));
}

void logout_handle(struct desk_call *call)
{
    enum store_error error = session_end(call);
    if (error == STORE_OK)
        error = desk_audit(call, "logout", call->user.id, VIEW(""));
    if (error != STORE_OK) {
        web_error(call->response, WEB_BUSY);
        return;
    }
    json_t *done = json_pack("{sb}", "done", 1);
    json_put(done, "end", sso_leave(call));
    web_json(call->response, done);
}
