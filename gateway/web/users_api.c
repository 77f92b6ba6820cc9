/* users_api: who may work at the desk, for the administrator.
 *
 *     GET  /desk/api/users            users, roles, units, areas, which roles need a second factor
 *     POST /desk/api/users            {"login","name","roles":[],"unit","areas":[]}: a new one
 *     POST /desk/api/users/ID         {"act":"change", as above} or {"act":"password" | "disable" |
 *                                     "enable" | "sessions" | "factor" | "identity"}: the last one
 *                                     unties the user from its identity at the sign-in service
 *     POST /desk/api/users/rules      {"factor_roles":[]}: whose second factor is demanded
 *
 * A new password is drawn here, shown once and never chosen by the administrator. Row and record
 * are one transaction; the record says which roles and which unit became which. The last active
 * administrator can neither be switched off nor lose the role. */
#include "gateway/desk/newcomer.h"
#include "gateway/store/factor.h"
#include "gateway/store/identity.h"
#include "gateway/web/desk_call.h"

#include "dsl/base/utf8.h"

enum { NAME_MOST = 60, DETAIL_MOST = 200, SESSIONS_MOST = 2000 };
enum { AREAS_MOST = 600 };

/* ---- the list ---- */

static json_t *role_codes(unsigned bits)
{
    json_t *out = json_array();
    for (size_t i = 0; i < ROLE_COUNT; i++)
        if (bits & role_at(i)->role)
            json_array_append_new(out, json_string(role_at(i)->code));
    return out;
}

static json_t *area_codes(struct view areas)
{
    json_t *out = json_array();
    while (areas.p && areas.n)
        json_array_append_new(out, json_view(view_cut(&areas, ' ')));
    return out;
}

static size_t sessions_of(const struct desk_session *sessions, size_t count, int64_t user)
{
    size_t n = 0;
    for (size_t i = 0; i < count; i++)
        n += sessions[i].user == user;
    return n;
}

static json_t *user_json(struct desk_call *call, const struct desk_user *user,
                         const struct desk_session *sessions, size_t count)
{
    struct factor factor;
    bool has = factor_get(call->reader, user->id, &factor) == STORE_OK && factor.since;
    bool tied = false;
    if (identity_has(call->reader, user->id, &tied) != STORE_OK)
        tied = false;
    json_t *out = json_object();
    json_put_int(out, "id", user->id);
    json_put(out, "login", user->login);
    json_put(out, "name", user->name);
    json_put(out, "unit", user->unit);
    json_object_set_new(out, "roles", role_codes(user->roles));
    json_object_set_new(out, "areas", area_codes(user->areas));
    json_put_bool(out, "active", user->active);
    json_put_int(out, "changed", user->changed);
    json_put_int(out, "sessions", (int64_t)sessions_of(sessions, count, user->id));
    json_put_bool(out, "factor", has);
    json_put_bool(out, "identity", tied);
    json_put_bool(out, "self", user->id == call->user.id);
    return out;
}

static json_t *nouns_json(const struct rules *rules, enum rules_noun noun, int count)
{
    json_t *out = json_array();
    for (int i = 0; i < count; i++) {
        json_t *one = json_object();
        json_put(one, "code", rules_code(rules, noun, i));
        json_put(one, "zh", rules_display(rules, noun, i, LANGUAGE_ZH));
        json_put(one, "en", rules_display(rules, noun, i, LANGUAGE_EN));
        json_array_append_new(out, one);
    }
    return out;
}

static void put_choices(struct desk_call *call, json_t *root, int64_t factor_roles)
{
    struct rules_held *held = rulebook_take(call->setup->rulebook);
    json_t *roles = json_array();
    for (size_t i = 0; i < ROLE_COUNT; i++)
        json_array_append_new(roles, json_pack("{ss ss ss sb}", "code", role_at(i)->code, "zh",
                                               role_at(i)->zh, "en", role_at(i)->en, "factor",
                                               (int)((factor_roles & role_at(i)->role) != 0)));
    json_object_set_new(root, "roles", roles);
    if (!held)
        return;
    struct rules_counts counts = rules_counts(&held->rules);
    json_object_set_new(root, "units", nouns_json(&held->rules, NOUN_UNIT, counts.units));
    json_object_set_new(root, "areas", nouns_json(&held->rules, NOUN_AREA, counts.areas));
    rulebook_put(call->setup->rulebook, held);
}

static void list_users(struct desk_call *call)
{
    struct desk_user *users;
    struct desk_session *sessions;
    size_t count, session_count;
    int64_t factor_roles;
    enum store_error error = users_list(call->reader, call->arena, &users, &count);
    if (error == STORE_OK)
        error = sessions_list(call->reader, 0, call->now, SESSIONS_MOST, call->arena, &sessions,
                              &session_count);
    if (error == STORE_OK)
        error = desk_rule_get(call->reader, "factor_roles", &factor_roles);
    if (error != STORE_OK) {
        web_error(call->response, WEB_BUSY);
        return;
    }
    json_t *root = json_object(), *list = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, user_json(call, &users[i], sessions, session_count));
    json_object_set_new(root, "users", list);
    put_choices(call, root, factor_roles);
    web_json(call->response, root);
}

/* ---- what a form says ---- */

/* Bits of roles by their codes; false: one is unknown. */
static bool read_roles(const json_t *list, unsigned *bits)
{
    *bits = 0;
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *code = json_string_value(json_array_get(list, i));
        size_t k = 0;
        while (k < ROLE_COUNT && !(code && strcmp(code, role_at(k)->code) == 0))
            k++;
        if (k == ROLE_COUNT)
            return false;
        *bits |= role_at(k)->role;
    }
    return true;
}

static bool known(struct desk_call *call, enum rules_noun noun, struct view code)
{
    struct rules_held *held = rulebook_take(call->setup->rulebook);
    bool found = held && rules_find(&held->rules, noun, code) >= 0;
    if (held)
        rulebook_put(call->setup->rulebook, held);
    return found;
}

static bool read_areas(struct desk_call *call, const json_t *list, struct view *out)
{
    struct buf text;
    bool good = true;
    buf_init(&text, AREAS_MOST);
    for (size_t i = 0; i < json_array_size(list) && good; i++) {
        struct view code = view_of(json_string_value(json_array_get(list, i)));
        good = code.n && known(call, NOUN_AREA, code);
        if (i)
            buf_byte(&text, ' ');
        buf_view(&text, code);
    }
    good = good && !text.full;
    *out = buf_keep(&text, call->arena);
    buf_free(&text);
    return good;
}

/* Name, unit, roles, areas. */
static enum web_error read_user(struct desk_call *call, const json_t *body, struct desk_user *user)
{
    user->name = utf8_head(view_trim(json_text(body, "name", call->arena)), NAME_MOST);
    user->unit = json_text(body, "unit", call->arena);
    if (!user->name.n)
        user->name = user->login;
    if (!read_roles(json_object_get(body, "roles"), &user->roles) || !user->roles ||
        ((user->roles & ROLE_UNIT) && !user->unit.n))
        return WEB_BAD_ROLES;
    if (user->unit.n && !known(call, NOUN_UNIT, user->unit))
        return WEB_NO_UNIT;
    return read_areas(call, json_object_get(body, "areas"), &user->areas) ? WEB_OK
                                                                          : WEB_BAD_REQUEST;
}

/* ---- writing, on the turn thread ---- */

struct user_job {
    struct desk_user user;
    const char *action;
    struct view detail;
    int64_t now, by;
    bool ends_sessions, drops_factor, unties, guards_admin; /* guards_admin: the last one? */
    bool last_admin;
};

static enum store_error record(struct store *store, const struct user_job *job)
{
    struct audit_row row = {.at = job->now,
                            .user = job->by,
                            .object = job->user.id,
                            .action = view_of(job->action),
                            .detail = job->detail};
    return audit_add(store, &row);
}

static enum store_error add_job(struct store *store, void *argument)
{
    struct user_job *job = argument;
    enum store_error error = users_add(store, &job->user, &job->user.id);
    return error == STORE_OK ? record(store, job) : error;
}

static enum store_error change_job(struct store *store, void *argument)
{
    struct user_job *job = argument;
    int64_t others = 1;
    enum store_error error =
        job->guards_admin ? users_other_admins(store, job->user.id, &others) : STORE_OK;
    job->last_admin = !others;
    if (error != STORE_OK || job->last_admin)
        return error;
    error = users_update(store, &job->user);
    if (error == STORE_OK && job->ends_sessions)
        error = sessions_end_user(store, job->user.id);
    if (error == STORE_OK && job->drops_factor)
        error = factor_drop(store, job->user.id);
    if (error == STORE_OK && job->unties)
        error = identity_drop(store, job->user.id);
    return error == STORE_OK ? record(store, job) : error;
}

static struct user_job job_of(struct desk_call *call, const char *action)
{
    return (struct user_job){
        .action = action, .detail = VIEW(""), .now = call->now, .by = call->user.id};
}

/* Draws a password for the user; false: the machine has no memory for its hash. */
static bool draw(struct desk_call *call, struct desk_user *user, char drawn[PASSWORD_DRAWN + 1])
{
    char *encoded = arena_alloc(call->arena, PASSWORD_ENCODED);
    password_draw(call->setup->world, drawn);
    if (!password_hash_drawn(drawn, call->setup->world, encoded))
        return false;
    user->password = view_of(encoded);
    return true;
}

/* ---- adding ---- */

static enum web_error add_user(struct desk_call *call, const json_t *body,
                               char drawn[PASSWORD_DRAWN + 1], int64_t *id)
{
    struct user_job job = job_of(call, "user.add");
    job.user = (struct desk_user){
        .login = json_text(body, "login", call->arena), .active = true, .changed = call->now};
    if (!newcomer_login_is_good(job.user.login))
        return WEB_BAD_LOGIN;
    enum web_error error = read_user(call, body, &job.user);
    if (error != WEB_OK)
        return error;
    if (!draw(call, &job.user, drawn))
        return WEB_BUSY;
    enum store_error stored = turn_write(call->setup->turn, add_job, &job);
    *id = job.user.id;
    return stored == STORE_CONFLICT ? WEB_LOGIN_TAKEN : stored == STORE_OK ? WEB_OK : WEB_BUSY;
}

void users_handle(struct desk_call *call)
{
    char drawn[PASSWORD_DRAWN + 1] = "";
    int64_t id = 0;
    if (view_is(call->request->method, "GET")) {
        list_users(call);
        return;
    }
    json_t *body = json_body(call->request);
    enum web_error error = body ? add_user(call, body, drawn, &id) : WEB_BAD_REQUEST;
    json_decref(body);
    if (error == WEB_OK)
        web_json(call->response, json_pack("{sI ss}", "id", (json_int_t)id, "password", drawn));
    else
        web_error(call->response, error);
    explicit_bzero(drawn, sizeof drawn);
}

/* ---- changing ---- */

/* "dispatcher,unit 城管局 -> supervisor" */
static void put_roles(struct buf *out, const struct desk_user *user)
{
    bool first = true;
    for (size_t i = 0; i < ROLE_COUNT; i++) {
        if (!(user->roles & role_at(i)->role))
            continue;
        buf_text(out, first ? "" : ",");
        buf_text(out, role_at(i)->code);
        first = false;
    }
    const struct view more[] = {user->unit, user->areas};
    for (size_t i = 0; i < 2; i++)
        if (more[i].n) {
            buf_byte(out, ' ');
            buf_view(out, more[i]);
        }
}

static struct view difference(const struct desk_user *before, const struct desk_user *after,
                              struct arena *arena)
{
    struct buf text;
    buf_init(&text, 4 * AREAS_MOST);
    put_roles(&text, before);
    buf_text(&text, " -> ");
    put_roles(&text, after);
    struct view kept = utf8_head(buf_keep(&text, arena), DETAIL_MOST);
    buf_free(&text);
    return kept;
}

static enum web_error prepare_change(struct desk_call *call, const json_t *body,
                                     struct user_job *job)
{
    struct desk_user before = job->user;
    enum web_error error = read_user(call, body, &job->user);
    job->detail = difference(&before, &job->user, call->arena);
    job->guards_admin = (before.roles & ROLE_ADMIN) && !(job->user.roles & ROLE_ADMIN);
    return error;
}

/* What one act does to the row. */
static enum web_error prepare(struct desk_call *call, const json_t *body, struct user_job *job,
                              char drawn[PASSWORD_DRAWN + 1])
{
    struct view act = json_text(body, "act", call->arena);
    job->ends_sessions = true;
    if (view_is(act, "change")) {
        job->ends_sessions = false; /* rights are read with every request */
        job->action = "user.change";
        return prepare_change(call, body, job);
    }
    if (view_is(act, "password")) {
        job->action = "user.password";
        return draw(call, &job->user, drawn) ? WEB_OK : WEB_BUSY;
    }
    if (view_is(act, "disable") || view_is(act, "enable")) {
        bool on = view_is(act, "enable");
        job->guards_admin = !on && (job->user.roles & ROLE_ADMIN);
        job->user.active = on;
        job->action = on ? "user.enable" : "user.disable";
        return WEB_OK;
    }
    job->drops_factor = view_is(act, "factor");
    job->unties = view_is(act, "identity");
    job->action = job->drops_factor ? "user.factor" : job->unties ? "user.untied" : "user.sessions";
    return job->drops_factor || job->unties || view_is(act, "sessions") ? WEB_OK : WEB_BAD_REQUEST;
}

static enum web_error change_user(struct desk_call *call, const json_t *body,
                                  char drawn[PASSWORD_DRAWN + 1])
{
    int64_t id;
    struct user_job job = job_of(call, "");
    if (!body || !view_int(call->request->rest, 1, INT64_MAX, &id))
        return WEB_BAD_REQUEST;
    enum store_error stored = users_get(call->reader, id, call->arena, &job.user);
    if (stored != STORE_OK)
        return web_error_of(stored);
    enum web_error error = prepare(call, body, &job, drawn);
    if (error != WEB_OK)
        return error;
    job.user.changed = call->now;
    stored = turn_write(call->setup->turn, change_job, &job);
    if (stored == STORE_OK && job.last_admin)
        return WEB_LAST_ADMIN;
    return stored == STORE_OK ? WEB_OK : WEB_BUSY;
}

void user_handle(struct desk_call *call)
{
    char drawn[PASSWORD_DRAWN + 1] = "";
    json_t *body = json_body(call->request);
    enum web_error error = change_user(call, body, drawn);
    json_decref(body);
    if (error == WEB_OK)
        web_json(call->response, json_pack("{sb ss}", "done", 1, "password", drawn));
    else
        web_error(call->response, error);
    explicit_bzero(drawn, sizeof drawn);
}

/* ---- whose second factor is demanded ---- */

struct rule_job {
    struct desk_call *call;
    unsigned roles;
};

/* Whoever now needs one and has none signs in again. */
static enum store_error rule_job(struct store *store, void *argument)
{
    const struct rule_job *job = argument;
    struct buf detail;
    enum store_error error = desk_rule_set(store, "factor_roles", job->roles);
    if (error == STORE_OK)
        error = sessions_end_factorless(store, job->roles);
    if (error != STORE_OK)
        return error;
    buf_init(&detail, DETAIL_MOST);
    put_roles(&detail, &(struct desk_user){.roles = job->roles});
    struct audit_row row = {.at = job->call->now,
                            .user = job->call->user.id,
                            .action = VIEW("rule.factor"),
                            .detail = buf_seen(&detail)};
    error = audit_add(store, &row);
    buf_free(&detail);
    return error;
}

void users_rules_handle(struct desk_call *call)
{
    json_t *body = json_body(call->request);
    struct rule_job job = {.call = call};
    bool good = body && json_is_array(json_object_get(body, "factor_roles")) &&
                read_roles(json_object_get(body, "factor_roles"), &job.roles);
    json_decref(body);
    if (!good)
        web_error(call->response, WEB_BAD_REQUEST);
    else if (turn_write(call->setup->turn, rule_job, &job) != STORE_OK)
        web_error(call->response, WEB_BUSY);
    else
        web_json(call->response, json_pack("{sb}", "done", 1));
}
