/* cases_api: the desk's list, its counts, and the units a case can go to.
 *
 * A list shows a page of cases with their summary, which is the citizen's matter in one line; so a
 * list is recorded as a look. The page asks again every few seconds, which goes on with that look
 * (look.h), with the etag of what it shows; nothing changed means 304 and no body. Scope is put
 * into the query itself: another unit's rows are never read. */
#include "gateway/desk/mask.h"
#include "gateway/store/work.h"
#include "gateway/web/assets.h"
#include "gateway/web/case_ask.h"
#include "gateway/web/look.h"

#include "dsl/base/hash.h"

enum { SOON_SECONDS = 86400, ETAG_SECONDS = 300 };

struct listed {
    struct case_ask ask;
    struct case_found found;
    struct work_count counts[CASE_STATES];
    int64_t helping; /* cases where the caller's unit is asked to help */
};

/* Counts are of everything the caller may see, whatever the list is narrowed to. Deadlines are
 * counted in steps of five minutes, so that an unchanged list stays the same answer. */
static enum store_error read_counts(struct desk_call *call, struct listed *list)
{
    struct view unit = scope_unit(&call->user);
    int64_t now = call->now - call->now % ETAG_SECONDS;
    enum store_error error = work_counts(call->reader, unit, now, now + SOON_SECONDS, list->counts);
    if (!unit.n || error != STORE_OK)
        return error;
    list->counts[CASE_RECEIVED] = (struct work_count){0};
    return helpers_count(call->reader, unit, &list->helping);
}

static json_t *counts_json(const struct listed *list)
{
    json_t *root = json_object();
    for (int state = 0; state < CASE_FIRST_FINAL; state++) {
        const struct work_count *count = &list->counts[state];
        json_object_set_new(root, case_state_info((enum case_state)state)->code,
                            json_pack("{sI sI sI}", "all", (json_int_t)count->all, "overdue",
                                      (json_int_t)count->overdue, "soon", (json_int_t)count->soon));
    }
    return root;
}

static json_t *list_json(const struct rules *rules, const struct listed *list, struct arena *arena)
{
    json_t *root = json_object(), *cases = json_array();
    for (size_t i = 0; i < list->found.count; i++) {
        const struct case_full *full = &list->found.cases[i];
        json_t *one = case_head_json(rules, &full->line, arena);
        json_object_set_new(one, "duty", duty_json(rules, full->line.duty, full->duty_text));
        json_put(one, "summary", mask_numbers(full->summary, arena));
        json_put(one, "place", mask_numbers(full->place, arena));
        json_array_append_new(cases, one);
    }
    json_object_set_new(root, "cases", cases);
    json_object_set_new(root, "counts", counts_json(list));
    json_put_int(root, "helping", list->helping);
    json_put(root, "next", list->found.next);
    return root;
}

void desk_finish_with_etag(struct desk_call *call)
{
    struct buf etag;
    buf_init(&etag, 40);
    buf_print(&etag, "\"%016llx\"", (unsigned long long)hash_view(buf_seen(&call->response->body)));
    struct view kept = buf_keep(&etag, call->arena);
    buf_free(&etag);
    web_add_header(call->response, "etag", kept);
    if (!web_has_etag(call->request, kept))
        return;
    buf_clear(&call->response->body);
    call->response->status = 304;
}

/* What was asked for is not kept: it may be a citizen's number. */
static enum store_error record_look(struct desk_call *call, const struct listed *list)
{
    if (look_goes_on(call))
        return STORE_OK;
    struct buf detail;
    buf_init(&detail, 100);
    buf_print(&detail, "%zu, states %x", list->found.count, list->ask.states);
    enum store_error error =
        desk_audit(call, list->ask.words.n ? "case.search" : "case.list", 0, buf_seen(&detail));
    buf_free(&detail);
    return error;
}

static enum store_error read_list(struct desk_call *call, const struct rules *rules,
                                  struct listed *list)
{
    enum store_error error = case_ask_find(call, rules, &list->ask, &list->found);
    if (error == STORE_OK)
        error = read_counts(call, list);
    if (error == STORE_OK)
        error = record_look(call, list);
    if (error == STORE_OK)
        web_json(call->response, list_json(rules, list, call->arena));
    return error;
}

void cases_handle(struct desk_call *call)
{
    struct listed list = {.helping = 0};
    if (!case_ask_read(call, &list.ask)) {
        web_error(call->response, WEB_BAD_REQUEST);
        return;
    }
    struct rules_held *held = rulebook_take(call->setup->rulebook);
    enum store_error error = read_list(call, held ? &held->rules : NULL, &list);
    if (held)
        rulebook_put(call->setup->rulebook, held);
    if (error == STORE_OK)
        desk_finish_with_etag(call);
    else
        web_error(call->response, web_error_of(error));
}

static json_t *unit_json(const struct rules *rules, int unit)
{
    struct unit_info info = rules_unit(rules, unit);
    json_t *one = named_json(rules, NOUN_UNIT, rules_code(rules, NOUN_UNIT, unit));
    json_put(one, "remit", info.remit);
    json_put(one, "contact", info.contact);
    return one;
}

void units_handle(struct desk_call *call)
{
    struct rules_held *held = rulebook_take(call->setup->rulebook);
    json_t *root = json_object(), *units = json_array();
    int count = held ? rules_counts(&held->rules).units : 0;
    for (int unit = 0; unit < count; unit++)
        json_array_append_new(units, unit_json(&held->rules, unit));
    if (held)
        rulebook_put(call->setup->rulebook, held);
    json_object_set_new(root, "units", units);
    web_json(call->response, root);
}
