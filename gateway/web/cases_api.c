/* cases_api: the desk's list, its counts, and the units a case can go to.
 *
 * A list shows a page of cases with their summary, which is the citizen's matter in one line; so a
 * list that a person asks for is recorded as a look. The page asks again every few seconds with the
 * etag of what it shows; nothing changed means 304 and no body. Scope is put into the query itself:
 * another unit's rows are never read. */
#include "gateway/desk/mask.h"
#include "gateway/web/assets.h"
#include "gateway/web/case_sheet.h"

#include "dsl/base/hash.h"

enum { LIST_MOST = 50 };

struct listed {
    struct case_filter filter;
    struct case_line *lines;
    struct case_full *full; /* beside each line: summary, place, display texts */
    size_t count;
    int64_t counts[CASE_STATES];
};

/* "received,returned" as bits; "open" and nothing: all that are open; "all". false: unknown. */
static bool read_states(struct view text, unsigned *states)
{
    *states = 0;
    if (view_is(text, "all"))
        *states = (1u << CASE_STATES) - 1;
    if (!text.n || view_is(text, "open") || view_is(text, "all"))
        return true;
    while (text.p) {
        struct view one = view_cut(&text, ',');
        int found = NONE;
        for (int state = 0; state < CASE_STATES; state++)
            if (view_is(one, case_state_info((enum case_state)state)->code))
                found = state;
        if (found == NONE)
            return false;
        *states |= 1u << found;
    }
    return true;
}

/* A unit user's filter is the unit, whatever was asked for; what waits for dispatch is not theirs.
 */
static bool read_filter(struct desk_call *call, struct case_filter *filter)
{
    const unsigned open = (1u << CASE_FIRST_FINAL) - 1, waiting = 1u << CASE_RECEIVED;
    struct view below = web_query(call->request, "below");
    struct view unit = scope_unit(&call->user);
    *filter = (struct case_filter){.max = LIST_MOST};
    if (below.n && !view_int(below, 1, INT64_MAX, &filter->below))
        return false;
    if (!read_states(web_query(call->request, "state"), &filter->states))
        return false;
    filter->unit = unit.n ? unit : web_query(call->request, "unit");
    if (unit.n)
        filter->states = (filter->states ? filter->states : open) & ~waiting;
    return true;
}

static enum store_error read_list(struct desk_call *call, struct listed *list)
{
    struct case_filter *filter = &list->filter;
    bool nothing = scope_unit(&call->user).n && !filter->states;
    enum store_error error =
        nothing ? STORE_OK
                : cases_list(call->reader, filter, call->arena, &list->lines, &list->count);
    list->full = ARENA_ARRAY(call->arena, list->count, struct case_full);
    for (size_t i = 0; i < list->count && error == STORE_OK; i++) {
        error = cases_get(call->reader, list->lines[i].id, call->arena, &list->full[i]);
        if (error == STORE_SEALED || error == STORE_NONE)
            error = STORE_OK;
    }
    if (error == STORE_OK)
        error = cases_count(call->reader, scope_unit(&call->user), list->counts);
    if (scope_unit(&call->user).n)
        list->counts[CASE_RECEIVED] = 0;
    return error;
}

static json_t *counts_json(const int64_t counts[CASE_STATES])
{
    json_t *root = json_object();
    for (int state = 0; state < CASE_FIRST_FINAL; state++)
        json_put_int(root, case_state_info((enum case_state)state)->code, counts[state]);
    return root;
}

static json_t *list_json(const struct desk_user *user, const struct rules *rules,
                         const struct listed *list, struct arena *arena)
{
    json_t *root = json_object(), *cases = json_array();
    for (size_t i = 0; i < list->count; i++) {
        const struct case_full *full = &list->full[i];
        if (!scope_sees(user, &list->lines[i]))
            continue;
        json_t *one = case_head_json(rules, &list->lines[i], arena);
        json_object_set_new(one, "duty", duty_json(rules, list->lines[i].duty, full->duty_text));
        json_put(one, "summary", mask_numbers(full->summary, arena));
        json_put(one, "place", mask_numbers(full->place, arena));
        json_array_append_new(cases, one);
    }
    json_object_set_new(root, "cases", cases);
    json_object_set_new(root, "counts", counts_json(list->counts));
    json_put_int(root, "next",
                 list->count == list->filter.max ? list->lines[list->count - 1].id : 0);
    return root;
}

/* Answers with the body, or with 304 where the caller shows it already. */
static void finish_with_etag(struct desk_call *call)
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

static enum store_error record_look(struct desk_call *call, const struct listed *list)
{
    if (view_is(web_query(call->request, "quiet"), "1"))
        return STORE_OK;
    struct buf detail;
    buf_init(&detail, 100);
    buf_print(&detail, "%zu, states %x", list->count, list->filter.states);
    enum store_error error = desk_audit(call, "case.list", 0, buf_seen(&detail));
    buf_free(&detail);
    return error;
}

void cases_handle(struct desk_call *call)
{
    struct listed list = {.count = 0};
    if (!read_filter(call, &list.filter)) {
        web_error(call->response, WEB_BAD_REQUEST);
        return;
    }
    enum store_error error = read_list(call, &list);
    if (error == STORE_OK)
        error = record_look(call, &list);
    if (error != STORE_OK) {
        web_error(call->response, web_error_of(error));
        return;
    }
    struct rules_held *held = rulebook_take(call->setup->rulebook);
    json_t *root = list_json(&call->user, held ? &held->rules : NULL, &list, call->arena);
    if (held)
        rulebook_put(call->setup->rulebook, held);
    web_json(call->response, root);
    finish_with_etag(call);
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
