/* callback_api: calling back those who were answered.
 *
 *     GET  /desk/api/callback             answered cases with a phone that wait for a rating, those
 *                                         answered longest ago first; numbers in full
 *     POST /desk/api/callback/ID          {"marks":[5,4,5,4]}: the citizen's, said on the phone
 *     POST /desk/api/callback/ID/missed   {"hours":24}: not reached, when to try again
 *
 * Whoever calls needs the number, so each page of this list is recorded as a look at numbers. The
 * marks go through the same move as a citizen's own, in a clerk's name. */
#include "gateway/desk/mask.h"
#include "gateway/store/entries.h"
#include "gateway/store/work.h"
#include "gateway/web/case_sheet.h"
#include "gateway/web/desk_work.h"

enum { SHOWN_MOST = 30, OPENED_MOST = 300, HOURS_MOST = 24 * 14 };

static json_t *due_call_json(const struct rules *rules, const struct case_full *full,
                             const struct call_back *tried, struct arena *arena)
{
    json_t *one = case_head_json(rules, &full->line, arena);
    json_put(one, "contact", full->contact);
    json_put(one, "summary", mask_numbers(full->summary, arena));
    json_put(one, "answer", full->answer);
    json_put_int(one, "since", full->since);
    json_put_int(one, "tries", tried->tries);
    return one;
}

/* false: nobody to be called about it now. */
static enum store_error read_one(struct desk_call *call, int64_t id, struct case_full *full,
                                 struct call_back *tried, bool *wanted)
{
    *wanted = false;
    enum store_error error = cases_get(call->reader, id, call->arena, full);
    if (error == STORE_NONE || error == STORE_SEALED)
        return STORE_OK;
    if (error != STORE_OK)
        return error;
    error = call_back_get(call->reader, id, tried);
    *wanted = full->contact.n && scope_sees(&call->user, &full->line) && tried->next <= call->now;
    return error == STORE_NONE ? STORE_OK : error;
}

void callback_handle(struct desk_call *call)
{
    struct work_query query = {
        .states = 1u << CASE_ANSWERED, .to_id = INT64_MAX, .max = OPENED_MOST};
    struct case_full *cases = ARENA_ARRAY(call->arena, SHOWN_MOST, struct case_full);
    struct call_back tried[SHOWN_MOST];
    struct work_place *places;
    size_t count, shown = 0;
    enum store_error error = work_list(call->reader, &query, call->arena, &places, &count);
    for (size_t i = 0; i < count && shown < SHOWN_MOST && error == STORE_OK; i++) {
        bool wanted;
        error = read_one(call, places[i].id, &cases[shown], &tried[shown], &wanted);
        shown += error == STORE_OK && wanted;
    }
    if (error == STORE_OK && shown)
        error = desk_audit(call, "callback.list", 0, VIEW(""));
    if (error != STORE_OK) {
        web_error(call->response, web_error_of(error));
        return;
    }
    struct rules_held *held = rulebook_take(call->setup->rulebook);
    json_t *root = json_object(), *all = json_array();
    for (size_t i = 0; i < shown; i++)
        json_array_append_new(
            all, due_call_json(held ? &held->rules : NULL, &cases[i], &tried[i], call->arena));
    if (held)
        rulebook_put(call->setup->rulebook, held);
    json_object_set_new(root, "cases", all);
    web_json(call->response, root);
}

/* ---- what came of a call ---- */

static enum store_error missed_job(struct store *store, void *argument)
{
    return call_back_missed(store, argument);
}

static enum web_error missed(struct desk_call *call, const json_t *body, int64_t id)
{
    int64_t hours = json_integer_value(json_object_get(body, "hours"));
    if (hours < 1 || hours > HOURS_MOST)
        return WEB_BAD_REQUEST;
    struct call_back again = {
        .case_id = id, .next = call->now + hours * 3600, .user = call->user.id};
    return web_error_of(turn_write(call->setup->turn, missed_job, &again));
}

static enum web_error rate(struct desk_call *call, const json_t *body, const struct case_line *line)
{
    const json_t *marks = json_object_get(body, "marks");
    struct desk_move move = {.case_id = line->id,
                             .move = MOVE_RATE_GOOD,
                             .mover = BY_CLERK,
                             .user = call->user.id,
                             .unit = VIEW(""),
                             .duty = VIEW(""),
                             .text = VIEW("")};
    for (size_t i = 0; i < RATE_DIMENSIONS; i++) {
        json_int_t mark = json_integer_value(json_array_get(marks, i));
        if (mark < 1 || mark > 5)
            return WEB_BAD_REQUEST;
        move.rating[i] = (int)mark;
    }
    return web_error_of_move(turn_move(call->setup->turn, &move));
}

static enum web_error act(struct desk_call *call, const json_t *body, int64_t id, bool reached)
{
    struct case_full full;
    enum store_error error = cases_get(call->reader, id, call->arena, &full);
    if (error != STORE_OK || !scope_sees(&call->user, &full.line))
        return error == STORE_OK ? WEB_NO_SUCH : web_error_of(error);
    if (full.line.state != CASE_ANSWERED)
        return WEB_NOT_NOW;
    if (desk_audit(call, reached ? "callback.rate" : "callback.missed", id, VIEW("")) != STORE_OK)
        return WEB_BUSY;
    return reached ? rate(call, body, &full.line) : missed(call, body, id);
}

void callback_act_handle(struct desk_call *call)
{
    struct view what = call->request->rest, number = view_cut(&what, '/');
    int64_t id;
    json_t *body = json_body(call->request);
    bool known = view_int(number, 1, INT64_MAX, &id) && (!what.n || view_is(what, "missed"));
    enum web_error wrong = !body    ? WEB_BAD_REQUEST
                           : !known ? WEB_NO_SUCH
                                    : act(call, body, id, !what.n);
    json_decref(body);
    if (wrong == WEB_OK)
        web_json(call->response, json_pack("{sb}", "ok", 1));
    else
        web_error(call->response, wrong);
}
