/* confidential_api: confidential reports at the desk.
 *
 *     POST /desk/api/cases/ID/summary   {"text","complained":[unit codes]}: by a dispatcher
 *
 * Whoever is not of the dispatch desk gets the case with that summary in the place of everything
 * the citizen said; case_hide() is called wherever a case's content is read for an answer. Who
 * wrote the summary and how the list of units changed stands in the record. */
#include "gateway/store/confidential.h"
#include "gateway/web/case_sheet.h"

#include "dsl/base/utf8.h"

enum { SUMMARY_LEAST = 5, SUMMARY_MOST = 2000, UNITS_MOST = 4000, DETAIL_MOST = 200 };
enum { JOB_MEMORY = 16 << 20 };

enum store_error case_hide(struct desk_call *call, struct case_full *full)
{
    struct confidential row;
    if (!scope_hides(&call->user, &full->line))
        return STORE_OK;
    enum store_error error = confidential_get(call->reader, full, call->arena, &row);
    if (error == STORE_OK)
        scope_hide(&call->user, full, row.summary);
    return error;
}

void confidential_put_json(struct desk_call *call, const struct case_full *full, json_t *root)
{
    struct confidential row;
    if (!(full->line.flags & CASE_CONFIDENTIAL) || !(call->user.roles & ROLE_DISPATCHER) ||
        confidential_get(call->reader, full, call->arena, &row) != STORE_OK)
        return;
    json_t *units = json_array();
    while (row.complained.p && row.complained.n)
        json_array_append_new(units, json_view(view_cut(&row.complained, '\n')));
    json_put(root, "unit_summary", row.summary);
    json_object_set_new(root, "complained", units);
}

/* ---- writing ---- */

struct summary_job {
    const struct desk_call *call;
    const struct case_full *full;
    struct confidential row;
};

/* "城管局 水务局 -> 城管局": the units it is about, before and after. */
static void put_change(struct buf *out, struct view before, struct view after)
{
    const struct view lists[] = {before, after};
    for (size_t i = 0; i < 2; i++) {
        buf_text(out, i ? "-> " : "");
        for (struct view rest = lists[i]; rest.p && rest.n;) {
            buf_view(out, view_cut(&rest, '\n'));
            buf_byte(out, ' ');
        }
    }
}

static enum store_error summary_job(struct store *store, void *argument)
{
    const struct summary_job *job = argument;
    struct confidential before;
    struct arena arena;
    struct buf detail;
    arena_init(&arena, JOB_MEMORY);
    buf_init(&detail, UNITS_MOST * 2);
    enum store_error error = confidential_get(store, job->full, &arena, &before);
    if (error == STORE_OK)
        error = confidential_put(store, job->full, &job->row);
    if (error == STORE_OK) {
        put_change(&detail, before.complained, job->row.complained);
        struct audit_row row = {.at = job->row.at,
                                .user = job->row.user,
                                .object = job->full->line.id,
                                .action = VIEW("case.summary"),
                                .detail = utf8_head(buf_seen(&detail), DETAIL_MOST)};
        error = audit_add(store, &row);
    }
    buf_free(&detail);
    arena_free(&arena);
    return error;
}

static bool read_units(struct desk_call *call, const json_t *list, struct view *out)
{
    struct rules_held *held = rulebook_take(call->setup->rulebook);
    struct buf text;
    bool good = held && json_is_array(list);
    buf_init(&text, UNITS_MOST);
    for (size_t i = 0; good && i < json_array_size(list); i++) {
        struct view code = view_of(json_string_value(json_array_get(list, i)));
        good = code.n && rules_find(&held->rules, NOUN_UNIT, code) >= 0;
        buf_view(&text, code);
        buf_byte(&text, '\n');
    }
    *out = buf_keep(&text, call->arena);
    good = good && !text.full;
    buf_free(&text);
    if (held)
        rulebook_put(call->setup->rulebook, held);
    return good;
}

enum web_error confidential_write(struct desk_call *call, const struct case_full *full)
{
    struct summary_job job = {.call = call, .full = full};
    json_t *body = json_body(call->request);
    job.row.summary = view_trim(json_text(body, "text", call->arena));
    bool good = read_units(call, json_object_get(body, "complained"), &job.row.complained);
    json_decref(body);
    job.row.user = call->user.id;
    job.row.at = call->now;
    if (!(full->line.flags & CASE_CONFIDENTIAL) || !(call->user.roles & ROLE_DISPATCHER))
        return WEB_NOT_ALLOWED;
    if (!good)
        return WEB_BAD_REQUEST;
    if (utf8_length(job.row.summary) < SUMMARY_LEAST)
        return WEB_NEEDS_TEXT;
    if (utf8_length(job.row.summary) > SUMMARY_MOST)
        return WEB_TOO_LONG;
    return turn_write(call->setup->turn, summary_job, &job) == STORE_OK ? WEB_OK : WEB_BUSY;
}
