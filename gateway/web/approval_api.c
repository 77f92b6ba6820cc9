/* approval_api: what waits for a second person.
 *
 *     GET  /desk/api/approvals?open=1&below=ID    those of the kinds the user asks or decides for
 *     POST /desk/api/approvals/ID                 {"decision":"grant|refuse|withdraw","reason":""}
 *
 * A grant runs its kind's function (approval_kinds.h); decision and effect stand in one
 * transaction, so nothing is granted without being done, nor done without being granted. A refusal
 * says why. Who neither asks nor decides for a kind does not see its rows. */
#include "gateway/web/approval_kinds.h"

#include "dsl/base/utf8.h"

enum { SHOWN = 50, REASON_MOST = 600, REASON_LEAST = 2 };

/* ---- reading ---- */

static struct view name_of(struct desk_call *call, int64_t id)
{
    struct desk_user user;
    if (!id || users_get(call->reader, id, call->arena, &user) != STORE_OK)
        return VIEW("");
    return user.name.n ? user.name : user.login;
}

static const char *state_code(const struct approval *approval, int64_t now)
{
    static const char *const codes[] = {"open", "granted", "refused", "withdrawn"};
    bool over = approval->state == APPROVAL_OPEN && approval->ends <= now;
    return over ? "over" : codes[approval->state & 3];
}

json_t *approval_json(struct desk_call *call, const struct approval *approval)
{
    const struct approval_kind_info *info = approval_kind_info(approval->kind);
    const char *state = state_code(approval, call->now);
    bool mine = approval->asked_by == call->user.id;
    json_t *out = json_object();
    json_put_int(out, "id", approval->id);
    json_object_set_new(out, "kind",
                        json_pack("{ss ss ss}", "code", info ? info->code : "", "zh",
                                  info ? info->zh : "", "en", info ? info->en : ""));
    json_put(out, "object", approval->object);
    json_put(out, "state", view_of(state));
    json_put(out, "asked_by", name_of(call, approval->asked_by));
    json_put_int(out, "asked_at", approval->asked_at);
    json_put_int(out, "ends", approval->ends);
    json_put(out, "decided_by", name_of(call, approval->decided_by));
    json_put_int(out, "decided_at", approval->decided_at);
    json_put_int(out, "amount", approval->amount);
    json_put(out, "shown", approval->shown);
    json_put(out, "reason", approval->reason);
    json_put_bool(out, "mine", mine);
    json_put_bool(out, "may_decide", approval_may_decide(&call->user, approval, call->now));
    json_put_bool(out, "may_withdraw", mine && strcmp(state, "open") == 0);
    return out;
}

void approvals_handle(struct desk_call *call)
{
    struct approval_filter filter = {.kinds = approval_kinds_of(&call->user),
                                     .open_only = view_is(web_query(call->request, "open"), "1"),
                                     .now = call->now,
                                     .max = SHOWN};
    struct approval *rows;
    size_t count;
    struct view below = web_query(call->request, "below");
    if (below.n && !view_int(below, 1, INT64_MAX, &filter.below)) {
        web_error(call->response, WEB_BAD_REQUEST);
        return;
    }
    if (approval_list(call->reader, &filter, call->arena, &rows, &count) != STORE_OK) {
        web_error(call->response, WEB_BUSY);
        return;
    }
    json_t *root = json_object(), *list = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, approval_json(call, &rows[i]));
    json_object_set_new(root, "approvals", list);
    json_put_int(root, "next", count == SHOWN ? rows[count - 1].id : 0);
    web_json(call->response, root);
}

/* ---- asking ---- */

struct asking {
    struct approval asked;
    int64_t id;
};

static enum store_error ask_job(struct store *store, void *argument)
{
    struct asking *asking = argument;
    return approval_ask(store, &asking->asked, &asking->id);
}

enum web_error approval_request(struct desk_call *call, enum approval_kind kind, struct view object,
                                int64_t amount, struct view shown, int64_t *id)
{
    struct asking asking = {.asked = {.kind = kind,
                                      .object = object,
                                      .asked_by = call->user.id,
                                      .asked_at = call->now,
                                      .amount = amount,
                                      .shown = shown}};
    if (!approval_may_ask(&call->user, kind))
        return WEB_NOT_ALLOWED;
    enum store_error error = turn_write(call->setup->turn, ask_job, &asking);
    *id = asking.id;
    return error == STORE_CONFLICT ? WEB_ASKED : error == STORE_OK ? WEB_OK : WEB_BUSY;
}

/* ---- deciding ---- */

struct deciding {
    const struct desk_user *by;
    const struct approval_decision *decision;
    struct arena *arena;
    enum store_error (*then)(struct store *store, void *argument);
    void *argument;
    bool done;
};

static enum store_error decide_job(struct store *store, void *argument)
{
    struct deciding *d = argument;
    enum store_error error = approval_decide(store, d->by, d->decision, d->arena, &d->done);
    return error == STORE_OK && d->done && d->then ? d->then(store, d->argument) : error;
}

enum web_error approval_grant(struct desk_call *call, const struct approval_decision *decision,
                              enum store_error (*then)(struct store *store, void *argument),
                              void *argument)
{
    struct deciding d = {.by = &call->user,
                         .decision = decision,
                         .arena = call->arena,
                         .then = then,
                         .argument = argument};
    enum store_error error = turn_write(call->setup->turn, decide_job, &d);
    if (error != STORE_OK)
        return error == STORE_CONFLICT ? WEB_ALREADY : WEB_BUSY;
    return d.done ? WEB_OK : WEB_TWO_PEOPLE;
}

static approval_act *act_of(enum approval_kind kind)
{
    switch ((int)kind) {
#define ACT(name, function)                                                                        \
    case APPROVAL_##name:                                                                          \
        return function;
        APPROVAL_ACTS(ACT)
#undef ACT
    default:
        return NULL;
    }
}

static enum web_error decide_one(struct desk_call *call, const struct approval *approval,
                                 const struct approval_decision *decision, json_t *answer)
{
    approval_act *act = act_of(approval->kind);
    if (decision->state == APPROVAL_GRANTED &&
        !approval_may_decide(&call->user, approval, call->now))
        return WEB_TWO_PEOPLE;
    if (decision->state == APPROVAL_GRANTED && act)
        return act(call, approval, decision, answer);
    return approval_grant(call, decision, NULL, NULL);
}

static bool read_decision(struct desk_call *call, struct approval_decision *out)
{
    json_t *body = json_body(call->request);
    struct view word = json_text(body, "decision", call->arena);
    out->reason = json_text(body, "reason", call->arena);
    out->now = call->now;
    json_decref(body);
    out->state = view_is(word, "grant")      ? APPROVAL_GRANTED
                 : view_is(word, "refuse")   ? APPROVAL_REFUSED
                 : view_is(word, "withdraw") ? APPROVAL_WITHDRAWN
                                             : APPROVAL_OPEN;
    return out->state != APPROVAL_OPEN && view_int(call->request->rest, 1, INT64_MAX, &out->id);
}

static enum web_error find(struct desk_call *call, int64_t id, struct approval *out)
{
    enum store_error error = approval_get(call->reader, id, call->arena, out);
    if (error == STORE_OK && !(approval_kinds_of(&call->user) >> out->kind & 1))
        return WEB_NO_SUCH;
    return web_error_of(error);
}

void approval_handle(struct desk_call *call)
{
    struct approval_decision decision = {0};
    struct approval approval;
    json_t *answer = json_pack("{sb}", "done", 1);
    enum web_error error = WEB_BAD_REQUEST;
    if (read_decision(call, &decision))
        error = find(call, decision.id, &approval);
    if (error == WEB_OK && decision.reason.n > REASON_MOST)
        error = WEB_TOO_LONG;
    if (error == WEB_OK && decision.state == APPROVAL_REFUSED &&
        utf8_length(decision.reason) < REASON_LEAST)
        error = WEB_NEEDS_TEXT;
    if (error == WEB_OK)
        error = decide_one(call, &approval, &decision, answer);
    if (error == WEB_OK) {
        web_json(call->response, answer);
        return;
    }
    json_decref(answer);
    web_error(call->response, error);
}
