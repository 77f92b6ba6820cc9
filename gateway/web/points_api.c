/* points_api: the book of points at the desk: what was given to whom, what is asked to be redeemed,
 * and how many there are for what. An account is a number; whose it is stands nowhere here. Every
 * booking by hand is asked for by one person and granted by another, or books a row back. */
#include "gateway/web/ideas_api.h"

#include "dsl/base/utf8.h"
#include "gateway/talk/talk_civic.h"

enum { LIST_MOST = 100, GIFT_MOST = 200, RULE_MOST = 1000 };

static int64_t number_of(const json_t *body, const char *name)
{
    const json_t *value = json_object_get(body, name);
    return json_is_integer(value) ? json_integer_value(value) : 0;
}

/* ---- reading ---- */

static json_t *row_json(struct desk_call *call, const struct ledger_row *row)
{
    const struct point_info *info = point_info(row->reason);
    json_t *out = json_object();
    json_put_int(out, "id", row->id);
    json_put_int(out, "at", row->at);
    json_put_int(out, "source", row->source);
    json_put_int(out, "target", row->target);
    json_put_int(out, "points", row->points);
    json_put(out, "reason", view_of(info->code));
    json_put(out, "zh", view_of(info->zh));
    json_put(out, "en", view_of(info->en));
    json_put_int(out, "object", row->object);
    json_put(out, "by", api_login(call, row->user));
    json_put_int(out, "left", row->target > 0 ? row->left_target : row->left_source);
    return out;
}

static json_t *rules_json(struct desk_call *call)
{
    json_t *list = json_array();
    for (int i = 0; i <= POINT_REASONS; i++) {
        int64_t points = 0;
        bool day = i == POINT_REASONS;
        const struct point_info *info = day ? NULL : point_info((enum point_reason)i);
        if ((!day && i >= POINT_AWARDS) ||
            point_rule(call->reader, (enum point_reason)i, &points) != STORE_OK)
            continue;
        json_t *one = json_object();
        json_put(one, "reason", view_of(day ? "at_most" : info->code));
        json_put(one, "zh", view_of(day ? "每人每日最多" : info->zh));
        json_put(one, "en", view_of(day ? "at most a day and person" : info->en));
        json_put_int(one, "points", points);
        json_array_append_new(list, one);
    }
    return list;
}

static json_t *redemptions_json(struct desk_call *call)
{
    struct redemption *found = ARENA_ARRAY(call->arena, LIST_MOST, struct redemption);
    size_t count = 0;
    json_t *list = json_array();
    if (redemptions(call->reader, 0, LIST_MOST, call->arena, found, &count) != STORE_OK)
        return list;
    for (size_t i = 0; i < count; i++) {
        json_t *one = json_object();
        json_put_int(one, "id", found[i].id);
        json_put_int(one, "account", found[i].account);
        json_put_int(one, "points", found[i].points);
        json_put(one, "gift", found[i].gift);
        json_put_int(one, "state", found[i].state);
        json_put_int(one, "at", found[i].at);
        json_put(one, "by", api_login(call, found[i].user));
        json_put(one, "decided_by", api_login(call, found[i].decided_by));
        json_put_bool(one, "may_grant",
                      found[i].state == REDEEM_ASKED && found[i].user != call->user.id);
        json_array_append_new(list, one);
    }
    return list;
}

void points_handle(struct desk_call *call)
{
    struct ledger_row *rows = ARENA_ARRAY(call->arena, LIST_MOST, struct ledger_row);
    struct view asked = web_query(call->request, "account");
    int64_t account = 0, balance = 0;
    size_t count;
    if (asked.n && !view_int(asked, 1, INT64_MAX, &account)) {
        web_error(call->response, WEB_BAD_REQUEST);
        return;
    }
    enum store_error error = ledger_rows(call->reader, account, 0, LIST_MOST, rows, &count);
    if (error == STORE_OK)
        error = ledger_balance(call->reader, account ? account : LEDGER_ISSUED, &balance);
    if (error == STORE_OK)
        error = desk_audit(call, "points.view", account, VIEW(""));
    if (error != STORE_OK) {
        web_error(call->response, web_error_of(error));
        return;
    }
    json_t *out = json_object(), *list = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, row_json(call, &rows[i]));
    json_object_set_new(out, "rows", list);
    json_put_int(out, "balance", account ? balance : -balance);
    json_object_set_new(out, "rules", rules_json(call));
    json_object_set_new(out, "redemptions", redemptions_json(call));
    json_put_bool(out, "may_book", call->user.roles & ROLE_EDITOR);
    json_put_bool(out, "may_rule", call->user.roles & ROLE_ADMIN);
    web_json(call->response, out);
}

/* ---- writing ---- */

struct point_job {
    struct redemption redemption;
    int64_t id, user, now, points;
    bool yes;
    enum point_reason reason;
    struct arena *arena;
};

static enum store_error redeem_job(struct store *store, void *argument)
{
    struct point_job *job = argument;
    return redemption_ask(store, &job->redemption);
}

/* The person hears of it. */
static enum store_error grant_job(struct store *store, void *argument)
{
    struct point_job *job = argument;
    struct buf points;
    enum store_error error = redemption_decide(store, job->id, job->yes, job->user, job->now,
                                               job->arena, &job->redemption);
    if (error != STORE_OK || !job->yes)
        return error;
    buf_init(&points, 32);
    buf_print(&points, "%lld", (long long)job->redemption.points);
    struct note note = {.person = job->redemption.account,
                        .kind = CIVIC_NOTE_REDEEMED,
                        .values = {VIEW(""), VIEW(""), job->redemption.gift, buf_seen(&points)}};
    error = notes_add(store, &note);
    buf_free(&points);
    return error;
}

static enum store_error reverse_job(struct store *store, void *argument)
{
    struct point_job *job = argument;
    return points_reverse(store, job->id, job->user, job->now);
}

static enum store_error rule_job(struct store *store, void *argument)
{
    struct point_job *job = argument;
    return point_rule_put(store, job->reason, job->points);
}

static enum web_error write(struct desk_call *call, const char *action, int64_t object,
                            enum store_error (*job)(struct store *store, void *argument),
                            struct point_job *what)
{
    if (desk_audit(call, action, object, VIEW("")) != STORE_OK)
        return WEB_BUSY;
    enum store_error error = turn_write(call->setup->turn, job, what);
    return error == STORE_CONFLICT ? WEB_TWO_PEOPLE : web_error_of(error);
}

static enum web_error redeem(struct desk_call *call, const json_t *body, struct point_job *job)
{
    job->redemption = (struct redemption){.account = number_of(body, "account"),
                                          .points = number_of(body, "points"),
                                          .gift = view_trim(json_text(body, "text", call->arena)),
                                          .at = call->now,
                                          .user = call->user.id};
    if (!job->redemption.gift.n)
        return WEB_NEEDS_TEXT;
    if (job->redemption.gift.n > GIFT_MOST)
        return WEB_TOO_LONG;
    enum web_error error = write(call, "points.redeem", job->redemption.account, redeem_job, job);
    return error == WEB_TWO_PEOPLE ? WEB_NOT_NOW : error;
}

static enum web_error set_rule(struct desk_call *call, const json_t *body, struct point_job *job)
{
    struct view reason = json_text(body, "reason", call->arena);
    job->points = number_of(body, "points");
    job->reason = POINT_REASONS;
    bool known = view_is(reason, "at_most");
    for (int i = 0; i < POINT_AWARDS; i++)
        if (view_is(reason, point_info((enum point_reason)i)->code)) {
            job->reason = (enum point_reason)i;
            known = true;
        }
    if (!(call->user.roles & ROLE_ADMIN))
        return WEB_NOT_ALLOWED;
    if (!known || job->points < 0 || job->points > RULE_MOST)
        return WEB_BAD_REQUEST;
    return write(call, "points.rule", job->points, rule_job, job);
}

/* grant/ID and deny/ID. */
static enum web_error decide_asked(struct desk_call *call, struct view rest, struct point_job *job)
{
    struct view word = view_cut(&rest, '/');
    job->yes = view_is(word, "grant");
    if ((!job->yes && !view_is(word, "deny")) || !view_int(rest, 1, INT64_MAX, &job->id))
        return WEB_NO_SUCH;
    return write(call, "points.decide", job->id, grant_job, job);
}

void point_handle(struct desk_call *call)
{
    struct view rest = call->request->rest;
    struct point_job job = {.user = call->user.id, .now = call->now, .arena = call->arena};
    json_t *body = json_body(call->request);
    bool editor = call->user.roles & ROLE_EDITOR;
    enum web_error error;
    if (!body)
        error = WEB_BAD_REQUEST;
    else if (view_is(rest, "redeem"))
        error = editor ? redeem(call, body, &job) : WEB_NOT_ALLOWED;
    else if (view_is(rest, "rule"))
        error = set_rule(call, body, &job);
    else if (view_is(rest, "reverse")) {
        job.id = number_of(body, "row");
        error = editor ? write(call, "points.reverse", job.id, reverse_job, &job) : WEB_NOT_ALLOWED;
        error = error == WEB_TWO_PEOPLE ? WEB_NOT_NOW : error;
    } else
        error = decide_asked(call, rest, &job);
    json_decref(body);
    api_done(call, error);
}
