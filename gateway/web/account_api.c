/* account_api: what everybody may do about their own account, and the administrator about all
 * sessions.
 *
 *     GET  /desk/api/sessions[?all=1]   own sessions; all: everybody's, for the administrator
 *     POST /desk/api/sessions/end       {"mark":HEX}, or {"others":true}: all of mine but this one
 *     POST /desk/api/password           {"old","new"}
 *     GET  /desk/api/factor             is there one, how many recovery codes are left
 *     POST /desk/api/factor             {"act":"begin"}: a new secret; {"act":"confirm","code"};
 *                                       {"act":"drop","password"}
 *
 * A secret is shown once, before it counts; it counts when a code made with it came back, and then
 * ten recovery codes are shown, once. Whose role demands a second factor cannot drop it. A password
 * is asked for again where somebody at an open screen could do lasting harm. */
#include "gateway/desk/totp.h"
#include "gateway/store/factor.h"
#include "gateway/web/desk_call.h"

#include "adapters/crypto.h"

enum { SESSIONS_SHOWN = 500, RECOVERY_CODES = 10, RECOVERY_LENGTH = 10, URI_MOST = 400 };

/* ---- sessions ---- */

static json_t *session_json(struct desk_call *call, const struct desk_session *one)
{
    char hex[2 * SESSION_MARK + 1];
    struct desk_user user;
    struct seal_hash mine = session_mark(call);
    json_t *out = json_object();
    crypto_hex(one->mark, SESSION_MARK, hex);
    json_put(out, "mark", view_of(hex));
    json_put_bool(out, "here", memcmp(one->mark, mine.bytes, SESSION_MARK) == 0);
    if (users_get(call->reader, one->user, call->arena, &user) == STORE_OK) {
        json_put(out, "login", user.login);
        json_put(out, "name", user.name);
    }
    json_put_int(out, "started", one->started);
    json_put_int(out, "seen", one->seen);
    json_put(out, "peer", one->peer);
    json_put(out, "agent", one->agent);
    return out;
}

void sessions_handle(struct desk_call *call)
{
    struct desk_session *list;
    size_t count;
    bool all = view_is(web_query(call->request, "all"), "1");
    if (all && !(call->user.roles & ROLE_ADMIN)) {
        web_error(call->response, WEB_NOT_ALLOWED);
        return;
    }
    if (sessions_list(call->reader, all ? 0 : call->user.id, call->now, SESSIONS_SHOWN, call->arena,
                      &list, &count) != STORE_OK) {
        web_error(call->response, WEB_BUSY);
        return;
    }
    json_t *root = json_object(), *rows = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(rows, session_json(call, &list[i]));
    json_object_set_new(root, "sessions", rows);
    web_json(call->response, root);
}

struct end_job {
    struct desk_call *call;
    bool others;
    unsigned char mark[SESSION_MARK];
};

static enum store_error record(struct store *store, const struct desk_call *call,
                               const char *action)
{
    struct audit_row row = {.at = call->now,
                            .user = call->user.id,
                            .object = call->user.id,
                            .action = view_of(action),
                            .detail = VIEW("")};
    return audit_add(store, &row);
}

static enum store_error end_job(struct store *store, void *argument)
{
    const struct end_job *job = argument;
    const struct desk_user *user = &job->call->user;
    int64_t whose = user->roles & ROLE_ADMIN ? 0 : user->id;
    enum store_error error = job->others ? sessions_end_others(store, user->id, job->call->token)
                                         : sessions_end_mark(store, whose, job->mark);
    return error == STORE_OK ? record(store, job->call, "session.end") : error;
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool read_mark(struct view hex, unsigned char mark[SESSION_MARK])
{
    if (hex.n != 2 * SESSION_MARK)
        return false;
    for (size_t i = 0; i < SESSION_MARK; i++) {
        int high = hex_digit(hex.p[2 * i]), low = hex_digit(hex.p[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        mark[i] = (unsigned char)(high << 4 | low);
    }
    return true;
}

static void answer(struct desk_call *call, enum web_error error)
{
    if (error == WEB_OK)
        web_json(call->response, json_pack("{sb}", "done", 1));
    else
        web_error(call->response, error);
}

void session_end_handle(struct desk_call *call)
{
    struct end_job job = {.call = call};
    json_t *body = json_body(call->request);
    job.others = json_is_true(json_object_get(body, "others"));
    bool good = job.others || read_mark(json_text(body, "mark", call->arena), job.mark);
    json_decref(body);
    enum web_error error = good ? WEB_OK : WEB_BAD_REQUEST;
    if (good && turn_write(call->setup->turn, end_job, &job) != STORE_OK)
        error = WEB_BUSY;
    answer(call, error);
}

/* ---- the password ---- */

struct password_job {
    struct desk_call *call;
    struct view encoded;
};

/* All other sessions end: whoever knew the old password is out. */
static enum store_error password_job(struct store *store, void *argument)
{
    const struct password_job *job = argument;
    struct desk_user user = job->call->user;
    user.password = job->encoded;
    user.changed = job->call->now;
    enum store_error error = users_update(store, &user);
    if (error == STORE_OK)
        error = sessions_end_others(store, user.id, job->call->token);
    return error == STORE_OK ? record(store, job->call, "user.password") : error;
}

static enum web_error change_password(struct desk_call *call, struct view old, struct view fresh)
{
    char encoded[PASSWORD_ENCODED];
    if (fresh.n < PASSWORD_LEAST || fresh.n > PASSWORD_MOST || view_eq(old, fresh))
        return WEB_BAD_PASSWORD;
    enum web_error error = login_password_is(call, old);
    if (error != WEB_OK)
        return error;
    if (!password_hash(fresh, call->setup->world, encoded))
        return WEB_BUSY;
    struct password_job job = {call, view_of(encoded)};
    return turn_write(call->setup->turn, password_job, &job) == STORE_OK ? WEB_OK : WEB_BUSY;
}

void password_handle(struct desk_call *call)
{
    json_t *body = json_body(call->request);
    struct view old = json_text(body, "old", call->arena);
    struct view fresh = json_text(body, "new", call->arena);
    json_decref(body);
    answer(call, old.n ? change_password(call, old, fresh) : WEB_BAD_REQUEST);
}

/* ---- the second factor ---- */

static enum store_error is_demanded(struct desk_call *call, bool *demanded)
{
    int64_t roles;
    enum store_error error = desk_rule_get(call->reader, "factor_roles", &roles);
    *demanded = call->user.roles & (unsigned)roles;
    return error;
}

static void show_factor(struct desk_call *call)
{
    struct factor factor = {.since = 0};
    int64_t left = 0;
    bool demanded = false;
    enum store_error error = factor_get(call->reader, call->user.id, &factor);
    if (error == STORE_OK || error == STORE_NONE)
        error = recovery_left(call->reader, call->user.id, &left);
    if (error == STORE_OK)
        error = is_demanded(call, &demanded);
    if (error != STORE_OK) {
        web_error(call->response, WEB_BUSY);
        return;
    }
    json_t *root = json_object();
    json_put_int(root, "since", factor.since);
    json_put_int(root, "recovery_left", left);
    json_put_bool(root, "demanded", demanded);
    web_json(call->response, root);
}

struct factor_job {
    struct desk_call *call;
    struct factor factor;
    struct view codes[RECOVERY_CODES];
    bool fresh;
};

static enum store_error begin_job(struct store *store, void *argument)
{
    const struct factor_job *job = argument;
    return factor_put(store, job->call->user.id, &job->factor);
}

static enum web_error begin_factor(struct desk_call *call, json_t *out)
{
    struct factor_job job = {.call = call};
    struct factor old;
    if (factor_get(call->reader, call->user.id, &old) == STORE_OK && old.since)
        return WEB_NOT_NOW;
    call->setup->world->random(call->setup->world->self, job.factor.secret, FACTOR_SECRET);
    if (turn_write(call->setup->turn, begin_job, &job) != STORE_OK)
        return WEB_BUSY;
    struct buf text;
    buf_init(&text, URI_MOST);
    totp_put_secret(&text, job.factor.secret, FACTOR_SECRET);
    json_put(out, "secret", buf_seen(&text));
    buf_clear(&text);
    totp_put_uri(&text, VIEW("zhida"), call->user.login, job.factor.secret);
    json_put(out, "uri", buf_seen(&text));
    buf_free(&text);
    return WEB_OK;
}

static enum store_error confirm_job(struct store *store, void *argument)
{
    struct factor_job *job = argument;
    int64_t user = job->call->user.id;
    enum store_error error = factor_use(store, user, job->call->now, job->factor.step, &job->fresh);
    if (error != STORE_OK || !job->fresh)
        return error;
    error = recovery_set(store, user, job->codes, RECOVERY_CODES);
    if (error == STORE_OK)
        error = sessions_free(store, job->call->token);
    return error == STORE_OK ? record(store, job->call, "factor.set") : error;
}

/* Ten characters of a drawn password: fifty bits, behind the same lock-out. */
static void draw_codes(struct factor_job *job, json_t *out)
{
    json_t *list = json_array();
    for (size_t i = 0; i < RECOVERY_CODES; i++) {
        char drawn[PASSWORD_DRAWN + 1];
        password_draw(job->call->setup->world, drawn);
        drawn[RECOVERY_LENGTH] = 0;
        job->codes[i] = view_keep(job->call->arena, view_of(drawn));
        json_array_append_new(list, json_string(drawn));
    }
    json_object_set_new(out, "recovery", list);
}

static enum web_error confirm_factor(struct desk_call *call, struct view code, json_t *out)
{
    struct factor_job job = {.call = call};
    if (factor_get(call->reader, call->user.id, &job.factor) != STORE_OK || job.factor.since)
        return WEB_NOT_NOW;
    int64_t step = totp_find(job.factor.secret, code, call->now, job.factor.step);
    if (step < 0)
        return WEB_WRONG_CODE;
    job.factor.step = step;
    draw_codes(&job, out);
    if (turn_write(call->setup->turn, confirm_job, &job) != STORE_OK)
        return WEB_BUSY;
    return job.fresh ? WEB_OK : WEB_WRONG_CODE;
}

static enum store_error drop_job(struct store *store, void *argument)
{
    const struct factor_job *job = argument;
    enum store_error error = factor_drop(store, job->call->user.id);
    return error == STORE_OK ? record(store, job->call, "factor.drop") : error;
}

static enum web_error drop_factor(struct desk_call *call, struct view password)
{
    struct factor_job job = {.call = call};
    bool demanded;
    if (is_demanded(call, &demanded) != STORE_OK)
        return WEB_BUSY;
    if (demanded)
        return WEB_NEEDS_FACTOR;
    enum web_error error = login_password_is(call, password);
    if (error != WEB_OK)
        return error;
    return turn_write(call->setup->turn, drop_job, &job) == STORE_OK ? WEB_OK : WEB_BUSY;
}

static void act_on_factor(struct desk_call *call)
{
    json_t *body = json_body(call->request), *out = json_pack("{sb}", "done", 1);
    struct view act = json_text(body, "act", call->arena);
    struct view code = json_text(body, "code", call->arena);
    struct view password = json_text(body, "password", call->arena);
    enum web_error error = WEB_BAD_REQUEST;
    json_decref(body);
    if (view_is(act, "begin"))
        error = begin_factor(call, out);
    else if (view_is(act, "confirm"))
        error = confirm_factor(call, code, out);
    else if (view_is(act, "drop"))
        error = drop_factor(call, password);
    if (error == WEB_OK) {
        web_json(call->response, out);
        return;
    }
    json_decref(out);
    web_error(call->response, error);
}

void factor_handle(struct desk_call *call)
{
    if (view_is(call->request->method, "GET"))
        show_factor(call);
    else
        act_on_factor(call);
}
