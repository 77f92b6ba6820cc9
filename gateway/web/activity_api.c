/* activity_api: the editor's side of activities.
 *
 *     GET  /desk/api/activities                all that are not over, in every state
 *     POST /desk/api/activities {"id","title","text","place","starts","ends","closes",
 *                                               "seats","keep"}: a draft, new where id is 0
 *     POST /desk/api/activities/ID/ask         {}: to the second person (approvals)
 *     POST /desk/api/activities/ID/end         {"reason"}: drops a draft, calls an open one off
 *     GET  /desk/api/activities/ID/people.csv  who signed up; recorded
 *
 * Times are seconds. A cell that a spreadsheet would take for a formula gets an apostrophe: names
 * are what strangers typed. */
#include "dsl/base/utf8.h"
#include "gateway/store/activity.h"
#include "gateway/web/approval_kinds.h"
#include "gateway/web/csv_cell.h"

enum { SHOWN = 100, TITLE_MOST = 60, TEXT_MOST = 3000, SEATS_MOST = 5000, KEEP_MOST = 90 };
enum { CSV_MOST = 1 << 20 };

static json_t *activity_json(const struct activity *a)
{
    static const char *const states[] = {"draft", "", "open", "dropped", "called_off"};
    json_t *out = json_object();
    json_put_int(out, "id", a->id);
    json_put(out, "state", view_of(states[a->state]));
    json_put(out, "title", a->title);
    json_put(out, "text", a->text);
    json_put(out, "place", a->place);
    json_put_int(out, "starts", a->starts);
    json_put_int(out, "ends", a->ends);
    json_put_int(out, "closes", a->closes);
    json_put_int(out, "seats", a->seats);
    json_put_int(out, "keep", a->keep);
    json_put_int(out, "taken", a->taken);
    json_put_int(out, "waiting", a->waiting);
    json_put(out, "reason", a->reason);
    return out;
}

static void list(struct desk_call *call)
{
    static const enum activity_state states[] = {ACTIVITY_DRAFT, ACTIVITY_OPEN,
                                                 ACTIVITY_CALLED_OFF};
    json_t *root = json_object(), *all = json_array();
    enum store_error error = STORE_OK;
    for (size_t s = 0; s < sizeof states / sizeof *states && error == STORE_OK; s++) {
        struct activity *rows;
        size_t count;
        error = activity_list(call->reader, states[s], call->now - KEEP_MOST * 86400LL, SHOWN,
                              call->arena, &rows, &count);
        for (size_t i = 0; i < count && error == STORE_OK; i++)
            json_array_append_new(all, activity_json(&rows[i]));
    }
    json_object_set_new(root, "activities", all);
    if (error == STORE_OK) {
        web_json(call->response, root);
        return;
    }
    json_decref(root);
    web_error(call->response, web_error_of(error));
}

/* ---- writing ---- */

struct putting {
    struct activity activity;
    struct audit_row row;
};

static enum store_error put_job(struct store *store, void *argument)
{
    struct putting *p = argument;
    enum store_error error = activity_put(store, &p->activity, &p->activity.id);
    p->row.object = p->activity.id;
    return error == STORE_OK && p->row.action.n ? audit_add(store, &p->row) : error;
}

static enum web_error put(struct desk_call *call, struct putting *p, const char *action)
{
    p->row = (struct audit_row){.at = call->now,
                                .user = call->user.id,
                                .action = view_of(action),
                                .detail = p->activity.reason};
    return web_error_of(turn_write(call->setup->turn, put_job, p));
}

static int64_t number_of(const json_t *body, const char *name)
{
    return json_integer_value(json_object_get(body, name));
}

static void read_body(struct desk_call *call, const json_t *body, struct activity *a)
{
    a->title = view_trim(json_text(body, "title", call->arena));
    a->text = view_trim(json_text(body, "text", call->arena));
    a->place = view_trim(json_text(body, "place", call->arena));
    a->starts = number_of(body, "starts");
    a->ends = number_of(body, "ends");
    a->closes = number_of(body, "closes");
    a->seats = number_of(body, "seats");
    a->keep = number_of(body, "keep");
}

static enum web_error check(const struct activity *a, int64_t now)
{
    if (!a->title.n || !a->text.n || !a->place.n)
        return WEB_NEEDS_TEXT;
    if (utf8_length(a->title) > TITLE_MOST || utf8_length(a->place) > TITLE_MOST ||
        utf8_length(a->text) > TEXT_MOST)
        return WEB_TOO_LONG;
    bool times = a->starts > now && a->ends >= a->starts && a->closes > now && a->closes <= a->ends;
    bool sizes = a->seats >= 1 && a->seats <= SEATS_MOST && a->keep >= 1 && a->keep <= KEEP_MOST;
    return times && sizes ? WEB_OK : WEB_BAD_REQUEST;
}

static struct view object_of(const struct desk_call *call, int64_t id)
{
    struct buf text;
    buf_init(&text, 32);
    buf_print(&text, "%lld", (long long)id);
    struct view object = buf_keep(&text, call->arena);
    buf_free(&text);
    return object;
}

static bool is_asked(struct desk_call *call, int64_t id)
{
    struct approval open;
    return approval_of(call->reader, APPROVAL_ACTIVITY, object_of(call, id), call->now, call->arena,
                       &open) == STORE_OK;
}

static enum web_error find_draft(struct desk_call *call, int64_t id, struct activity *a)
{
    enum store_error error = activity_get(call->reader, id, call->arena, a);
    if (error != STORE_OK)
        return web_error_of(error);
    return a->state != ACTIVITY_DRAFT ? WEB_NOT_NOW : is_asked(call, id) ? WEB_ASKED : WEB_OK;
}

static void save(struct desk_call *call)
{
    struct putting p = {.activity = {.id = 0}};
    json_t *body = json_body(call->request);
    int64_t id = body ? number_of(body, "id") : 0;
    enum web_error error = !body ? WEB_BAD_REQUEST
                           : id  ? find_draft(call, id, &p.activity)
                                 : WEB_OK;
    if (error == WEB_OK) {
        read_body(call, body, &p.activity);
        p.activity.made_by = call->user.id;
        p.activity.made_at = call->now;
        error = check(&p.activity, call->now);
    }
    json_decref(body);
    if (error == WEB_OK)
        error = put(call, &p, "activity.save");
    if (error == WEB_OK)
        web_json(call->response, activity_json(&p.activity));
    else
        web_error(call->response, error);
}

void activities_handle(struct desk_call *call)
{
    if (view_is(call->request->method, "POST"))
        save(call);
    else
        list(call);
}

/* ---- its way ---- */

static struct view shown_of(const struct desk_call *call, const struct activity *a)
{
    struct buf text;
    buf_init(&text, 32 * 1024);
    buf_print(&text,
              "%.*s\n%.*s\n\n%.*s\n\n%lld seats, starts %lld, ends %lld, closes %lld, %lld d\n",
              VIEW_FMT(a->title), VIEW_FMT(a->place), VIEW_FMT(a->text), (long long)a->seats,
              (long long)a->starts, (long long)a->ends, (long long)a->closes, (long long)a->keep);
    struct view shown = buf_keep(&text, call->arena);
    buf_free(&text);
    return shown;
}

static enum web_error ask(struct desk_call *call, int64_t id)
{
    struct activity a;
    int64_t asked;
    enum web_error error = find_draft(call, id, &a);
    return error == WEB_OK ? approval_request(call, APPROVAL_ACTIVITY, object_of(call, id), 0,
                                              shown_of(call, &a), &asked)
                           : error;
}

static enum web_error end(struct desk_call *call, int64_t id)
{
    struct putting p;
    json_t *body = json_body(call->request);
    struct view reason = view_trim(json_text(body, "reason", call->arena));
    json_decref(body);
    enum store_error error = activity_get(call->reader, id, call->arena, &p.activity);
    if (error != STORE_OK)
        return web_error_of(error);
    if (reason.n < 2 || reason.n > 900)
        return WEB_NEEDS_TEXT;
    bool open = p.activity.state == ACTIVITY_OPEN;
    if (!open && p.activity.state != ACTIVITY_DRAFT)
        return WEB_NOT_NOW;
    p.activity.state = open ? ACTIVITY_CALLED_OFF : ACTIVITY_DROPPED;
    p.activity.reason = reason;
    p.activity.ended_by = call->user.id;
    p.activity.ended_at = call->now;
    return put(call, &p, "activity.end");
}

enum web_error activity_granted(struct desk_call *call, const struct approval *approval,
                                const struct approval_decision *decision, json_t *answer)
{
    struct putting p = {.row = {.action = VIEW("")}};
    int64_t id;
    if (!view_int(approval->object, 1, INT64_MAX, &id))
        return WEB_NO_SUCH;
    enum store_error error = activity_get(call->reader, id, call->arena, &p.activity);
    if (error != STORE_OK)
        return web_error_of(error);
    if (p.activity.state != ACTIVITY_DRAFT ||
        !view_eq(approval->shown, shown_of(call, &p.activity)))
        return WEB_NOT_NOW;
    p.activity.state = ACTIVITY_OPEN;
    p.activity.checked_by = call->user.id;
    p.activity.checked_at = call->now;
    json_put_int(answer, "activity", id);
    return approval_grant(call, decision, put_job, &p);
}

/* ---- who signed up ---- */

static void people(struct desk_call *call, int64_t id)
{
    struct signup *rows;
    size_t count;
    enum store_error error = signup_list(call->reader, id, call->arena, &rows, &count);
    if (error == STORE_OK && desk_audit(call, "activity.people", id, VIEW("csv")) != STORE_OK)
        error = STORE_BUSY;
    if (error != STORE_OK) {
        web_error(call->response, web_error_of(error));
        return;
    }
    struct buf *out = &call->response->body;
    out->max = CSV_MOST;
    call->response->type = "text/csv; charset=utf-8";
    web_add_header(call->response, "content-disposition",
                   VIEW("attachment; filename=\"people.csv\""));
    buf_text(out, "\xef\xbb\xbf\"姓名\",\"手机\",\"名额\"\r\n");
    for (size_t i = 0; i < count; i++) {
        csv_put_cell(out, rows[i].name);
        buf_byte(out, ',');
        csv_put_cell(out, rows[i].phone);
        buf_text(out, rows[i].state == SIGNUP_IN ? ",\"报名\"\r\n" : ",\"候补\"\r\n");
    }
}

void activity_handle(struct desk_call *call)
{
    struct view act = call->request->rest, number = view_cut(&act, '/');
    bool post = view_is(call->request->method, "POST");
    int64_t id;
    enum web_error error = WEB_NO_SUCH;
    if (!view_int(number, 1, INT64_MAX, &id))
        error = WEB_NO_SUCH;
    else if (!post && view_is(act, "people.csv")) {
        people(call, id);
        return;
    } else if (post && view_is(act, "ask"))
        error = ask(call, id);
    else if (post && view_is(act, "end"))
        error = end(call, id);
    if (error == WEB_OK)
        web_json(call->response, json_pack("{sb}", "done", 1));
    else
        web_error(call->response, error);
}
