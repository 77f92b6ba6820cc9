/* figures_api: statistics for those who work at the desk.
 *
 * One entry answers every question: measures, by one property, over a span of days, narrowed down
 * by others; the page of statistics is nothing but such questions. A handling unit asks about
 * itself: its filter is set here, whatever stands in the address. Every value comes with the
 * address of its cases, which are the very ones that were counted. Numbers hold nothing personal;
 * whoever lists cases or takes a file away is recorded. */
#include "gateway/web/figures_api.h"

#include "gateway/figures/count.h"
#include "gateway/store/alike.h"
#include "gateway/web/case_sheet.h"

/* ---- the caller ---- */

/* A unit's people see their unit; empty: all. */
static struct view own_unit(const struct desk_user *user)
{
    return user->roles & (FIGURE_ROLES & ~(unsigned)ROLE_UNIT) ? VIEW("") : user->unit;
}

static bool may_ask(struct figures_call *f)
{
    const struct desk_user *user = &f->call->user;
    struct view unit = own_unit(user);
    bool only_unit = !(user->roles & (FIGURE_ROLES & ~(unsigned)ROLE_UNIT));
    if (!only_unit)
        return true;
    return unit.n && figures_narrow(&f->asked, DIM_UNIT, unit);
}

void figures_with(struct desk_call *call, void (*what)(struct figures_call *f))
{
    struct rules_held *held = rulebook_take(call->setup->rulebook);
    struct figures_call *f = ARENA_NEW(call->arena, struct figures_call);
    f->call = call;
    f->rules = held ? &held->rules : NULL;
    if (!held)
        web_error(call->response, WEB_BUSY);
    else if (!figures_ask(call->request, &f->asked))
        web_error(call->response, WEB_BAD_REQUEST);
    else if (!may_ask(f))
        web_error(call->response, WEB_NOT_ALLOWED);
    else
        what(f);
    if (held)
        rulebook_put(call->setup->rulebook, held);
}

/* ---- links ---- */

static void put_encoded(struct buf *out, struct view text)
{
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                     c == '-' || c == '_' || c == '.';
        if (plain)
            buf_byte(out, (char)c);
        else
            buf_print(out, "%%%02X", c);
    }
}

static void put_filter(struct buf *out, const struct figures_call *f, enum figure_dimension by,
                       struct view value)
{
    struct key_words words = figures_words(f->rules, by, value);
    buf_print(out, "&%s=", dimension_info(by)->code);
    put_encoded(out, value.n ? words.code : VIEW("-"));
}

/* The days of a group that is a period; else of the whole question. */
static void put_span(struct buf *out, const struct figures_call *f, struct view key)
{
    int64_t number;
    int from = f->asked.query.from, to = f->asked.query.to;
    bool day = f->asked.query.by == DIM_DAY, month = f->asked.query.by == DIM_MONTH;
    if ((day || month) && view_int(key, 1, INT32_MAX, &number)) {
        int first = month ? (int)number * 100 + 1 : (int)number;
        int last = month ? (int)number * 100 + 31 : (int)number;
        while (month && !figures_is_day(last))
            last--;
        from = first > from ? first : from;
        to = last < to ? last : to;
    }
    buf_print(out, "from=%d&to=%d", from, to);
}

struct view figures_link(const struct figures_call *f, struct view key)
{
    struct buf out;
    enum figure_dimension by = f->asked.query.by;
    buf_init(&out, 4096);
    put_span(&out, f, key);
    for (size_t i = 0; i < f->asked.query.filter_count; i++)
        if (f->asked.query.filters[i].dimension != by || !key.n)
            put_filter(&out, f, f->asked.query.filters[i].dimension,
                       f->asked.query.filters[i].value);
    if (by != DIM_NONE && by < DIM_PROPERTIES)
        put_filter(&out, f, by, key);
    struct view kept = buf_keep(&out, f->call->arena);
    buf_free(&out);
    return kept;
}

static json_t *cases_link(enum figure_measure measure, struct view link)
{
    struct buf out;
    buf_init(&out, 5000);
    buf_print(&out, "/desk/api/figures/cases?measure=%s&%.*s", measure_info(measure)->code,
              VIEW_FMT(link));
    json_t *text = json_view(buf_seen(&out));
    buf_free(&out);
    return text;
}

/* ---- figures ---- */

static json_t *values_json(const struct figures_call *f, const struct figure *figure,
                           struct view link)
{
    json_t *values = json_object();
    for (size_t i = 0; i < f->asked.measure_count; i++) {
        enum figure_measure measure = f->asked.measures[i];
        json_t *one = json_object();
        json_object_set_new(one, "value", measure_value_json(measure, figure));
        json_put_int(one, "n", measure_over(measure, figure));
        json_put_int(one, "of", measure_under(measure, figure));
        json_object_set_new(one, "cases", cases_link(measure, link));
        json_object_set_new(values, measure_info(measure)->code, one);
    }
    return values;
}

static json_t *group_json(const struct figures_call *f, const struct figures_group *group)
{
    enum figure_dimension by = f->asked.query.by;
    struct key_words words = figures_words(f->rules, by, group->key);
    json_t *one = json_object();
    json_put(one, "key", words.code);
    json_put(one, "zh", words.zh);
    json_put(one, "en", words.en);
    json_put(one, "parent", group->parent);
    json_put_int(one, "depth", group->depth);
    json_object_set_new(one, "values", values_json(f, &group->figure, figures_link(f, group->key)));
    return one;
}

static json_t *buckets_json(const struct figure *figure)
{
    json_t *list = json_array();
    for (int i = 0; i < BUCKETS; i++) {
        int64_t to = i + 1 == BUCKETS ? 0 : bucket_limit(i); /* 0: without end */
        json_array_append_new(list, json_pack("{sI sI}", "to", (json_int_t)to, "n",
                                              (json_int_t)figure_bucket_of(figure, i)));
    }
    return list;
}

static json_t *answer_json(const struct figures_call *f, const struct figures_answer *answer)
{
    json_t *root = json_object(), *groups = json_array(), *measures = json_array();
    struct arena *arena = f->call->arena;
    json_put(root, "from", figures_day_text(f->asked.query.from, arena));
    json_put(root, "to", figures_day_text(f->asked.query.to, arena));
    json_put(root, "by", view_of(dimension_info(f->asked.query.by)->code));
    for (size_t i = 0; i < f->asked.measure_count; i++)
        json_array_append_new(measures, measure_json(f->asked.measures[i]));
    for (size_t i = 0; i < answer->count && f->asked.query.by != DIM_NONE; i++)
        if (figure_mark_of(&answer->groups[i].figure, FACT_filed))
            json_array_append_new(groups, group_json(f, &answer->groups[i]));
    json_object_set_new(root, "measures", measures);
    json_object_set_new(root, "all", values_json(f, &answer->all, figures_link(f, VIEW(""))));
    json_object_set_new(root, "times", buckets_json(&answer->all));
    json_object_set_new(root, "groups", groups);
    return root;
}

static void tell(struct figures_call *f)
{
    struct figures_answer answer;
    struct desk_call *call = f->call;
    struct view format = web_query(call->request, "format");
    enum store_error error =
        figures_read(call->reader, f->rules, &f->asked.query, call->arena, &answer);
    if (error != STORE_OK)
        web_error(call->response, WEB_BUSY);
    else if (!format.n || view_is(format, "json"))
        web_json(call->response, answer_json(f, &answer));
    else if (!figures_export(f, &answer, format))
        web_error(call->response, WEB_BAD_REQUEST);
}

void figures_handle(struct desk_call *call)
{
    figures_with(call, tell);
}

/* ---- cases behind a number ---- */

enum { CASES_MOST = 100 };

static bool ask_listing(const struct figures_call *f, struct figures_listing *out)
{
    struct view part = web_query(f->call->request, "part");
    struct view below = web_query(f->call->request, "below");
    *out = (struct figures_listing){
        .query = f->asked.query, .measure = f->asked.measures[0], .max = CASES_MOST};
    if (view_is(part, "hit"))
        out->part = PART_HIT;
    else if (view_is(part, "miss"))
        out->part = PART_MISS;
    else if (part.n && !view_is(part, "all"))
        return false;
    return f->asked.measure_count == 1 && (!below.n || view_int(below, 1, INT64_MAX, &out->below));
}

static json_t *case_json(const struct figures_call *f, const struct case_line *line)
{
    json_t *one = case_head_json(f->rules, line, f->call->arena);
    json_object_set_new(one, "duty", duty_json(f->rules, line->duty, VIEW("")));
    json_put_bool(one, "may_open", scope_sees(&f->call->user, line));
    return one;
}

static json_t *listing_json(const struct figures_call *f, const int64_t *ids, size_t count)
{
    json_t *root = json_object(), *list = json_array();
    for (size_t i = 0; i < count; i++) {
        struct case_line line;
        if (cases_line(f->call->reader, ids[i], f->call->arena, &line) == STORE_OK)
            json_array_append_new(list, case_json(f, &line));
    }
    json_object_set_new(root, "cases", list);
    json_put_int(root, "next", count == CASES_MOST ? ids[count - 1] : 0);
    return root;
}

static void tell_cases(struct figures_call *f)
{
    struct desk_call *call = f->call;
    struct figures_listing listing;
    int64_t *ids;
    size_t count;
    if (!ask_listing(f, &listing)) {
        web_error(call->response, WEB_BAD_REQUEST);
        return;
    }
    enum store_error error =
        figures_cases(call->reader, f->rules, &listing, call->arena, &ids, &count);
    if (error == STORE_OK)
        error = desk_audit(call, "figures.cases", 0, view_of(measure_info(listing.measure)->code));
    if (error == STORE_OK)
        web_json(call->response, listing_json(f, ids, count));
    else
        web_error(call->response, web_error_of(error));
}

void figures_cases_handle(struct desk_call *call)
{
    figures_with(call, tell_cases);
}
