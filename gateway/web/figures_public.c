/* figures_public: the open part of the figures.
 *
 * Whole months and one property at a time, never a filter: whoever could narrow down freely could
 * get at single cases by asking twice. Classes on top and streets only. Every group of a table
 * stands for at least FIGURES_FEW cases or is left blank, and a blank never stands alone. */
#include "gateway/web/figures_public.h"

#include <stdio.h>
#include <stdlib.h>

#include "dsl/base/civil.h"
#include "gateway/web/assets.h"
#include "gateway/web/figures_out.h"
#include "gateway/web/json_out.h"

static bool is_open(enum figure_dimension by)
{
    return by == DIM_NONE || by == DIM_MONTH || by == DIM_CATEGORY || by == DIM_AREA ||
           by == DIM_CHANNEL || by == DIM_KIND;
}

static int month_after(int month, int months)
{
    int n = month / 100 * 12 + month % 100 - 1 + months;
    return n / 12 * 100 + n % 12 + 1;
}

static int months_between(int from, int to)
{
    return (to / 100 - from / 100) * 12 + to % 100 - from % 100 + 1;
}

/* Classes on top, and streets: what stands right under the district. */
static bool is_shown(enum figure_dimension by, const struct figures_group *group)
{
    if (by == DIM_CATEGORY)
        return group->depth == 0;
    return by != DIM_AREA || group->depth == 1 || !group->key.n;
}

static int64_t filed(const struct open_group *group)
{
    return figure_mark_of(&group->figure, FACT_filed);
}

static int most_first(const void *a, const void *b)
{
    const struct open_group *x = a, *y = b;
    if (filed(x) != filed(y))
        return filed(x) < filed(y) ? 1 : -1;
    return view_compare(x->code, y->code);
}

/* What is too small is blanked, and where that is one alone, the smallest of the others too. */
static void blank_few(struct open_figures *out)
{
    size_t few = 0;
    struct open_group *smallest = NULL;
    for (size_t i = 0; i < out->count; i++) {
        struct open_group *group = &out->groups[i];
        group->few = filed(group) < FIGURES_FEW;
        few += group->few;
        if (!group->few && (!smallest || filed(group) < filed(smallest)))
            smallest = group;
    }
    if (few == 1 && smallest)
        smallest->few = true;
}

static void take_groups(struct open_figures *out, const struct rules *rules,
                        const struct figures_answer *answer, struct arena *arena)
{
    out->all = answer->all;
    out->groups = ARENA_ARRAY(arena, answer->count, struct open_group);
    for (size_t i = 0; i < answer->count && out->by != DIM_NONE; i++) {
        const struct figures_group *group = &answer->groups[i];
        struct key_words words = figures_words(rules, out->by, group->key);
        if (is_shown(out->by, group) && figure_mark_of(&group->figure, FACT_filed))
            out->groups[out->count++] = (struct open_group){
                .code = words.code, .zh = words.zh, .en = words.en, .figure = group->figure};
    }
    if (out->count && out->by != DIM_MONTH)
        qsort(out->groups, out->count, sizeof *out->groups, most_first);
    blank_few(out);
}

enum store_error figures_open(struct store *store, const struct rules *rules,
                              enum figure_dimension by, int from, int to, struct arena *arena,
                              struct open_figures *out)
{
    struct figures_answer answer;
    int months = months_between(from, to);
    *out = (struct open_figures){.by = by};
    if (!is_open(by) || months < 1 || months > FIGURES_MONTHS_MOST)
        return STORE_CONFLICT;
    out->from = from * 100 + 1;
    out->to = figures_day_after(month_after(to, 1) * 100 + 1, -1);
    struct figures_query query = {.from = out->from, .to = out->to, .by = by};
    enum store_error error = figures_read(store, rules, &query, arena, &answer);
    if (error == STORE_OK)
        take_groups(out, rules, &answer, arena);
    return error;
}

bool figures_open_value(enum figure_measure measure, const struct figure *figure, double *value)
{
    const struct measure_info *info = measure_info(measure);
    if (!info->open || figure_mark_of(figure, FACT_filed) < FIGURES_FEW)
        return false;
    if (info->form != FORM_COUNT && measure_under(measure, figure) < FIGURES_FEW)
        return false;
    return measure_value(measure, figure, value);
}

/* ---- the interface ---- */

static json_t *values_json(const struct figure *figure)
{
    json_t *values = json_object();
    for (int i = 0; i < MEASURE_COUNT; i++) {
        double value;
        enum figure_measure measure = (enum figure_measure)i;
        if (!measure_info(measure)->open)
            continue;
        json_object_set_new(values, measure_info(measure)->code,
                            figures_open_value(measure, figure, &value)
                                ? measure_value_json(measure, figure)
                                : json_null());
    }
    return values;
}

static json_t *measures_json(void)
{
    json_t *list = json_array();
    for (int i = 0; i < MEASURE_COUNT; i++)
        if (measure_info((enum figure_measure)i)->open)
            json_array_append_new(list, measure_json((enum figure_measure)i));
    return list;
}

static json_t *group_json(const struct open_group *group)
{
    json_t *one = json_object();
    json_put(one, "code", group->code);
    json_put(one, "zh", group->zh);
    json_put(one, "en", group->en);
    json_put_bool(one, "few", group->few);
    json_object_set_new(one, "values", group->few ? json_null() : values_json(&group->figure));
    return one;
}

static json_t *answer_json(const struct open_figures *open, struct arena *arena)
{
    json_t *root = json_object(), *groups = json_array();
    json_put(root, "from", figures_day_text(open->from, arena));
    json_put(root, "to", figures_day_text(open->to, arena));
    json_put(root, "by", view_of(dimension_info(open->by)->code));
    json_put_int(root, "fewer_than", FIGURES_FEW);
    json_object_set_new(root, "measures", measures_json());
    json_object_set_new(root, "all", values_json(&open->all));
    for (size_t i = 0; i < open->count; i++)
        json_array_append_new(groups, group_json(&open->groups[i]));
    json_object_set_new(root, "groups", groups);
    return root;
}

/* "2026-05" or "202605". */
static bool read_month(struct view text, int *month)
{
    struct view rest = text, year = view_cut(&rest, '-');
    int64_t y, m;
    if (text.n == 6) {
        year = view_sub(text, 0, 4);
        rest = view_sub(text, 4, 6);
    }
    if (year.n != 4 || rest.n != 2 || !view_int(year, 1971, 9998, &y) || !view_int(rest, 1, 12, &m))
        return false;
    *month = (int)(y * 100 + m);
    return true;
}

static bool read_asked(const struct web_request *request, enum figure_dimension *by, int *from,
                       int *to)
{
    struct civil today = civil_from_day(civil_local(request->now, CHINA_OFFSET_MINUTES).day);
    struct view named = web_query(request, "by");
    struct view first = web_query(request, "from"), last = web_query(request, "to");
    *by = named.n ? dimension_find(named) : DIM_NONE;
    *to = today.year * 100 + today.month;
    if (last.n && !read_month(last, to))
        return false;
    *from = month_after(*to, -11);
    return !first.n || read_month(first, from);
}

static void handle(void *self, int thread, const struct web_request *request,
                   struct web_response *response)
{
    struct figures_public *site = self;
    struct open_figures open;
    enum figure_dimension by;
    int from, to;
    web_guard(response, WEB_POLICY);
    struct rules_held *held = rulebook_take(site->rulebook);
    if (!held || !read_asked(request, &by, &from, &to)) {
        web_error(response, held ? WEB_BAD_REQUEST : WEB_BUSY);
    } else {
        enum store_error error =
            figures_open(&site->readers[thread], &held->rules, by, from, to, request->arena, &open);
        web_add_header(response, "cache-control", VIEW("public, max-age=300"));
        if (error == STORE_OK)
            web_json(response, answer_json(&open, request->arena));
        else
            web_error(response, error == STORE_CONFLICT ? WEB_BAD_REQUEST : WEB_BUSY);
    }
    if (held)
        rulebook_put(site->rulebook, held);
}

size_t figures_public_routes(struct figures_public *self, struct route *out, size_t max)
{
    if (!max)
        return 0;
    out[0] = (struct route){"GET", "/api/figures", PUBLIC_SIDE, 0, handle, self};
    return 1;
}
