/* figures_hard: the hard matters of a quarter, each with everything that belongs to it: how many
 * cases, why it is on the list, how many people follow it, and case by case what happened, in whose
 * hands, and what was answered. Citizens' words stand only where the caller may open the case, with
 * numbers masked; the look is recorded. */
#include "gateway/web/figures_api.h"

#include "dsl/base/civil.h"
#include "gateway/desk/mask.h"
#include "gateway/figures/hard.h"
#include "gateway/store/alike.h"
#include "gateway/web/case_sheet.h"

enum { CASE_MEMORY = 32 << 20 };

static json_t *rules_json(void)
{
    const struct hard_rule *rules;
    json_t *list = json_array();
    for (size_t i = 0, n = hard_rules(&rules); i < n; i++)
        json_array_append_new(list, json_pack("{ss ss si}", "zh", rules[i].zh, "en", rules[i].en,
                                              "points", rules[i].points));
    return json_pack("{so si si si si si}", "marks", list, "open_days", HARD_OPEN_DAYS,
                     "open_points", HARD_OPEN_POINTS, "many", HARD_MANY, "many_most",
                     HARD_MANY_MOST, "least", HARD_LEAST);
}

static json_t *why_json(const struct hard_matter *matter)
{
    const struct hard_rule *rules;
    json_t *list = json_array();
    for (size_t i = 0, n = hard_rules(&rules); i < n; i++) {
        json_int_t cases = figure_mark_of(&matter->all, rules[i].mark);
        if (cases)
            json_array_append_new(
                list, json_pack("{ss ss sI}", "zh", rules[i].zh, "en", rules[i].en, "n", cases));
    }
    json_int_t open = figure_mark_of(&matter->long_open, FACT_filed);
    if (open)
        json_array_append_new(
            list, json_pack("{ss ss sI}", "zh", "长期未办结", "en", "long open", "n", open));
    return list;
}

static json_t *events_json(const struct figures_call *f, const struct case_full *full, bool opens)
{
    struct case_event *events;
    size_t count;
    json_t *list = json_array();
    if (cases_events(f->call->reader, full, f->call->arena, &events, &count) != STORE_OK)
        return list;
    for (size_t i = 0; i < count; i++) {
        if (events[i].move < 0 || events[i].move >= CASE_MOVES)
            continue;
        const struct case_move_info *move = case_move_info((enum case_move)events[i].move);
        json_t *one =
            json_pack("{sI ss ss}", "at", (json_int_t)events[i].at, "zh", move->zh, "en", move->en);
        json_object_set_new(one, "unit", named_json(f->rules, NOUN_UNIT, events[i].unit));
        if (opens)
            json_put(one, "text", mask_numbers(events[i].text, f->call->arena));
        json_array_append_new(list, one);
    }
    return list;
}

static void put_case(const struct figures_call *f, int64_t id, json_t *list, int64_t *followers)
{
    struct case_full full;
    int64_t count = 0;
    enum store_error error = cases_get(f->call->reader, id, f->call->arena, &full);
    if (error != STORE_OK)
        return;
    bool opens = scope_sees(&f->call->user, &full.line);
    json_t *one = case_head_json(f->rules, &full.line, f->call->arena);
    json_put_bool(one, "may_open", opens);
    if (opens) {
        json_put(one, "summary", mask_numbers(full.summary, f->call->arena));
        json_put(one, "place", mask_numbers(full.place, f->call->arena));
    }
    json_object_set_new(one, "events", events_json(f, &full, opens));
    json_array_append_new(list, one);
    if (follower_count(f->call->reader, id, &count) == STORE_OK)
        *followers += count;
}

/* A list has a thousand cases with all that happened to them: each is opened in memory of its own.
 */
static void add_case(const struct figures_call *f, int64_t id, json_t *list, int64_t *followers,
                     struct arena *scratch)
{
    struct desk_call call = *f->call;
    struct figures_call own = *f;
    own.call = &call;
    call.arena = scratch;
    arena_reset(scratch);
    put_case(&own, id, list, followers);
}

static json_t *matter_json(const struct figures_call *f, const struct hard_matter *matter,
                           struct arena *scratch)
{
    json_t *one = json_object(), *cases = json_array();
    int64_t followers = 0;
    if (matter->duty.n)
        json_object_set_new(one, "what", named_json(f->rules, NOUN_DUTY, matter->duty));
    else
        json_object_set_new(one, "what", named_json(f->rules, NOUN_CATEGORY, matter->category));
    json_object_set_new(one, "area", named_json(f->rules, NOUN_AREA, matter->area));
    json_put_int(one, "points", matter->points);
    json_put_int(one, "cases", figure_mark_of(&matter->all, FACT_filed));
    json_put_int(one, "pending", figure_mark_of(&matter->all, FACT_pending));
    for (size_t i = 0; i < matter->case_count; i++)
        add_case(f, matter->cases[i], cases, &followers, scratch);
    json_put_int(one, "followers", followers);
    json_object_set_new(one, "why", why_json(matter));
    json_object_set_new(one, "list", cases);
    return one;
}

/* "2026-4"; nothing: the running one. */
static bool read_quarter(const struct desk_call *call, const struct civil *today, int *year,
                         int *quarter)
{
    struct view rest = web_query(call->request, "quarter"), first;
    int64_t y = today->year, q = (today->month + 2) / 3;
    if (rest.n) {
        first = view_cut(&rest, '-');
        if (!view_int(first, 1971, 9998, &y) || !view_int(rest, 1, 4, &q))
            return false;
    }
    *year = (int)y;
    *quarter = (int)q;
    return true;
}

static struct view unit_filter(const struct figures_call *f)
{
    for (size_t i = 0; i < f->asked.query.filter_count; i++)
        if (f->asked.query.filters[i].dimension == DIM_UNIT)
            return f->asked.query.filters[i].value;
    return VIEW("");
}

static void tell_hard(struct figures_call *f)
{
    struct desk_call *call = f->call;
    struct civil today = civil_from_day(civil_local(call->now, CHINA_OFFSET_MINUTES).day);
    struct hard_list hard;
    struct arena scratch;
    int year, quarter;
    if (!read_quarter(call, &today, &year, &quarter)) {
        web_error(call->response, WEB_BAD_REQUEST);
        return;
    }
    enum store_error error =
        hard_read(call->reader, f->rules, year, quarter, civil_number(civil_to_day(today)),
                  unit_filter(f), call->arena, &hard);
    if (error == STORE_OK)
        error = desk_audit(call, "figures.hard", 0, VIEW(""));
    if (error != STORE_OK) {
        web_error(call->response, web_error_of(error));
        return;
    }
    json_t *root = json_object(), *matters = json_array();
    json_put_int(root, "year", year);
    json_put_int(root, "quarter", quarter);
    json_put(root, "from", figures_day_text(hard.from, call->arena));
    json_put(root, "to", figures_day_text(hard.to, call->arena));
    json_object_set_new(root, "rule", rules_json());
    arena_init(&scratch, CASE_MEMORY);
    for (size_t i = 0; i < hard.count; i++)
        json_array_append_new(matters, matter_json(f, &hard.matters[i], &scratch));
    arena_free(&scratch);
    json_object_set_new(root, "matters", matters);
    web_json(call->response, root);
}

void figures_hard_handle(struct desk_call *call)
{
    figures_with(call, tell_hard);
}
