/* canned_api: answers a unit keeps ready.
 *
 *     GET  /desk/api/canned?duty=CODE   most used first; with a duty: its own and those for all
 *     POST /desk/api/canned/new         {"title","body","duty"}
 *     POST /desk/api/canned/ID          the same: changed
 *     POST /desk/api/canned/ID/drop     and /used: one more time
 *
 * They belong to the unit: every officer of it may change them, nobody else sees them. Dispatchers
 * and clerks without a unit have theirs together, for the talks they take over. */
#include "gateway/store/canned.h"
#include "gateway/web/case_sheet.h"
#include "gateway/web/desk_work.h"

enum canned_act { CANNED_PUT, CANNED_DROP, CANNED_USE };

bool canned_may(const struct desk_user *user)
{
    return (user->roles & CANNED_ROLES) && (user->unit.n || (user->roles & ~(unsigned)ROLE_UNIT));
}

void canned_handle(struct desk_call *call)
{
    struct canned *list = NULL;
    size_t count = 0;
    enum store_error error =
        canned_list(call->reader, call->user.unit, web_query(call->request, "duty"), call->arena,
                    &list, &count);
    if (error != STORE_OK) {
        web_error(call->response, web_error_of(error));
        return;
    }
    struct rules_held *held = rulebook_take(call->setup->rulebook);
    json_t *root = json_object(), *all = json_array();
    for (size_t i = 0; i < count; i++) {
        json_t *one = json_object();
        json_put_int(one, "id", list[i].id);
        json_object_set_new(one, "duty",
                            named_json(held ? &held->rules : NULL, NOUN_DUTY, list[i].duty));
        json_put(one, "title", list[i].title);
        json_put(one, "body", list[i].body);
        json_put_int(one, "used", list[i].used);
        json_array_append_new(all, one);
    }
    if (held)
        rulebook_put(call->setup->rulebook, held);
    json_object_set_new(root, "canned", all);
    web_json(call->response, root);
}

struct canned_job {
    struct canned canned;
    enum canned_act act;
};

static enum store_error canned_job(struct store *store, void *argument)
{
    const struct canned_job *job = argument;
    switch (job->act) {
    case CANNED_DROP:
        return canned_drop(store, job->canned.unit, job->canned.id);
    case CANNED_USE:
        return canned_use(store, job->canned.unit, job->canned.id);
    case CANNED_PUT:
        break;
    }
    return canned_put(store, &job->canned);
}

static bool read_act(struct desk_call *call, struct canned_job *job)
{
    struct view act = call->request->rest, number = view_cut(&act, '/');
    job->act = view_is(act, "drop") ? CANNED_DROP : view_is(act, "used") ? CANNED_USE : CANNED_PUT;
    if (view_is(number, "new") && !act.n)
        return true;
    return view_int(number, 1, INT64_MAX, &job->canned.id) && (!act.n || job->act != CANNED_PUT);
}

static enum web_error read_canned(struct desk_call *call, struct canned *canned)
{
    json_t *body = json_body(call->request);
    if (!body)
        return WEB_BAD_REQUEST;
    canned->title = view_trim(json_text(body, "title", call->arena));
    canned->body = view_trim(json_text(body, "body", call->arena));
    canned->duty = json_text(body, "duty", call->arena);
    json_decref(body);
    if (!canned->title.n || !canned->body.n)
        return WEB_NEEDS_TEXT;
    return canned->title.n > CANNED_TITLE_MAX || canned->body.n > CANNED_BODY_MAX ? WEB_TOO_LONG
                                                                                  : WEB_OK;
}

void canned_change_handle(struct desk_call *call)
{
    struct canned_job job = {
        .canned = {.unit = call->user.unit, .changed = call->now, .user = call->user.id}};
    enum web_error wrong = !canned_may(&call->user) ? WEB_NOT_ALLOWED
                           : !read_act(call, &job)  ? WEB_NO_SUCH
                           : job.act == CANNED_PUT  ? read_canned(call, &job.canned)
                                                    : WEB_OK;
    if (wrong == WEB_OK && job.act != CANNED_USE &&
        desk_audit(call, "canned.change", job.canned.id, VIEW("")) != STORE_OK)
        wrong = WEB_BUSY;
    if (wrong == WEB_OK) {
        enum store_error error = turn_write(call->setup->turn, canned_job, &job);
        wrong = error == STORE_OK ? WEB_OK : web_error_of(error);
    }
    if (wrong == WEB_OK)
        web_json(call->response, json_pack("{sb}", "ok", 1));
    else
        web_error(call->response, wrong);
}
