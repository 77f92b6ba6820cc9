/* read: from rows to groups.
 *
 * A span is cut into days, whole months, and days. Where one property is asked for, or one narrows
 * it down, a view of one holds the answer; where one narrows down and another groups, a view of two
 * does for whole months; everything else walks the facts of the days. So a year by unit is a few
 * hundred rows, and no question goes unanswered because nobody foresaw it. Which way was taken
 * changes nothing but the time.
 *
 * What lies below an area or a class is said by the rules in force: rows have the code itself. A
 * code that they do not know any more stands alone. */
#include "gateway/figures/read.h"

#include <stdio.h>
#include <stdlib.h>

#include "dsl/base/civil.h"
#include "gateway/figures/count.h"
#include "gateway/figures/rollup.h"
#include "gateway/store/cases.h"

/* ---- days ---- */

int figures_day_after(int day, int days)
{
    return civil_number(civil_to_day(civil_from_number(day)) + days);
}

bool figures_is_day(int64_t day)
{
    return day > 19700101 && day < 99991231 && civil_valid(civil_from_number(day));
}

int figures_days(int from, int to)
{
    return civil_to_day(civil_from_number(to)) - civil_to_day(civil_from_number(from)) + 1;
}

static int month_end(int date)
{
    int day = date / 100 * 100 + 28;
    while (figures_day_after(day, 1) / 100 == date / 100)
        day = figures_day_after(day, 1);
    return day;
}

struct span {
    bool months;
    int from, to; /* days; of months the first day and the last */
};
enum { SPANS = 3 };

/* Days, whole months, days; empty ones are left out. */
static size_t cut(int from, int to, struct span spans[SPANS])
{
    size_t n = 0;
    int first = from % 100 == 1 ? from : figures_day_after(month_end(from), 1);
    int last = month_end(to) == to ? to : figures_day_after(to / 100 * 100 + 1, -1);
    if (first > last) {
        spans[n++] = (struct span){false, from, to};
        return n;
    }
    if (from < first)
        spans[n++] = (struct span){false, from, figures_day_after(first, -1)};
    spans[n++] = (struct span){true, first, last};
    if (last < to)
        spans[n++] = (struct span){false, figures_day_after(last, 1), to};
    return n;
}

/* ---- what lies below what ---- */

static int parent_of(const struct rules *rules, enum figure_dimension dimension, int index)
{
    return dimension == DIM_AREA ? rules_area(rules, index).parent
                                 : rules_category(rules, index).parent;
}

static bool is_tree(enum figure_dimension dimension)
{
    return dimension == DIM_AREA || dimension == DIM_CATEGORY;
}

static enum rules_noun noun_of(enum figure_dimension dimension)
{
    return dimension == DIM_AREA ? NOUN_AREA : NOUN_CATEGORY;
}

static bool lies_in(const struct rules *rules, const struct figures_filter *filter,
                    struct view value)
{
    if (view_eq(filter->value, value))
        return true;
    if (!is_tree(filter->dimension) || !filter->value.n || !value.n)
        return false;
    enum rules_noun noun = noun_of(filter->dimension);
    int outer = rules_find(rules, noun, filter->value), inner = rules_find(rules, noun, value);
    while (outer != NONE && inner != NONE && inner != outer)
        inner = parent_of(rules, filter->dimension, inner);
    return outer != NONE && inner == outer;
}

/* ---- gathering ---- */

enum side { ON_NOTHING, ON_A, ON_B, ON_PERIOD };

struct reading {
    struct store *store;
    const struct rules *rules;
    const struct figures_query *query;
    struct arena *arena;
    struct rollup *groups;
    enum side group, filter; /* of the view under way */
    struct view last;        /* value the filter was asked about last, */
    bool last_in;            /* and what it said */
    char last_room[256];
};

static bool matches(struct reading *r, struct view value)
{
    if (r->last.p && view_eq(r->last, value))
        return r->last_in;
    r->last_in = lies_in(r->rules, &r->query->filters[0], value);
    r->last = (struct view){NULL, 0};
    if (value.n && value.n <= sizeof r->last_room) {
        memcpy(r->last_room, value.p, value.n);
        r->last = (struct view){r->last_room, value.n};
    }
    return r->last_in;
}

static bool wants_row(void *self, const struct figure_key *key)
{
    struct reading *r = self;
    return r->filter == ON_NOTHING || matches(r, r->filter == ON_A ? key->a : key->b);
}

static struct view period_key(const struct reading *r, int period, char room[DIGITS_ROOM])
{
    bool by_month = r->query->by == DIM_MONTH && period > 999999;
    int n = snprintf(room, DIGITS_ROOM, "%d", by_month ? period / 100 : period);
    return (struct view){room, (size_t)n};
}

static void take_row(void *self, const struct figure_key *key, const struct figure *figure)
{
    struct reading *r = self;
    char room[DIGITS_ROOM];
    struct figure_key to = {0, 0, VIEW(""), VIEW("")};
    if (r->group == ON_A)
        to.b = key->a;
    else if (r->group == ON_B)
        to.b = key->b;
    else if (r->group == ON_PERIOD)
        to.b = period_key(r, key->period, room);
    figure_sum(rollup_at(r->groups, &to), figure);
}

static bool fact_fits(const struct rules *rules, const struct figures_query *query,
                      const struct case_fact *fact)
{
    char room[DIGITS_ROOM];
    for (size_t i = 0; i < query->filter_count; i++)
        if (!lies_in(rules, &query->filters[i],
                     fact_value(fact, query->filters[i].dimension, room)))
            return false;
    return true;
}

static bool take_fact(void *self, const struct case_fact *fact)
{
    struct reading *r = self;
    char room[DIGITS_ROOM];
    enum figure_dimension by = r->query->by;
    struct figure_key to = {0, 0, VIEW(""), VIEW("")};
    if (!fact_fits(r->rules, r->query, fact))
        return true;
    if (by == DIM_DAY || by == DIM_MONTH)
        to.b = period_key(r, (int)(fact->case_id / CASE_NUMBERS_A_DAY), room);
    else
        to.b = fact_value(fact, by, room);
    figure_count(rollup_at(r->groups, &to), fact, 1);
    return true;
}

/* Nothing lies below it: only its own code is it. */
static bool is_leaf(const struct rules *rules, const struct figures_filter *filter)
{
    int at = rules_find(rules, noun_of(filter->dimension), filter->value);
    int count =
        filter->dimension == DIM_AREA ? rules_counts(rules).areas : rules_counts(rules).categories;
    for (int i = 0; i < count && at != NONE; i++)
        if (parent_of(rules, filter->dimension, i) == at)
            return false;
    return true;
}

/* What of the filters the store may pass rows over by; the rest is looked at here. */
static struct fact_want want_of(const struct rules *rules, const struct figures_query *query,
                                int from, int to)
{
    struct fact_want want = {.from = (int64_t)from * CASE_NUMBERS_A_DAY,
                             .below = ((int64_t)to + 1) * CASE_NUMBERS_A_DAY};
    for (size_t i = 0; i < query->filter_count; i++) {
        const struct figures_filter *filter = &query->filters[i];
        if (filter->dimension == DIM_UNIT)
            want.unit = filter->value;
        else if (filter->dimension == DIM_DUTY)
            want.duty = filter->value;
        else if (filter->dimension == DIM_CATEGORY && is_leaf(rules, filter))
            want.category = filter->value;
        else if (filter->dimension == DIM_AREA && is_leaf(rules, filter))
            want.area = filter->value;
    }
    return want;
}

static enum store_error walk_facts(struct reading *r, const struct span *span)
{
    struct fact_want want = want_of(r->rules, r->query, span->from, span->to);
    return fact_walk(r->store, &want, take_fact, r);
}

static enum store_error walk_view(struct reading *r, enum figure_dimension a,
                                  enum figure_dimension b, const struct span *span)
{
    int scale = span->months ? 100 : 1;
    struct figure_reading reading = {r, wants_row, take_row};
    return figure_walk(r->store, view_number(a, b, span->months), span->from / scale,
                       span->to / scale, &reading);
}

static bool is_period(enum figure_dimension by)
{
    return by == DIM_DAY || by == DIM_MONTH;
}

/* One property at most: a view of one has it, by days and by months. */
static enum store_error walk_single(struct reading *r, const struct span *span)
{
    const struct figures_query *q = r->query;
    bool narrowed = q->filter_count == 1;
    enum figure_dimension of = narrowed ? q->filters[0].dimension : q->by;
    if (is_period(of))
        of = DIM_NONE;
    r->filter = narrowed ? ON_B : ON_NOTHING;
    r->group = is_period(q->by) ? ON_PERIOD : q->by == DIM_NONE ? ON_NOTHING : ON_B;
    return walk_view(r, DIM_NONE, of, span);
}

static enum store_error walk_pair(struct reading *r, const struct span *span)
{
    const struct figures_query *q = r->query;
    enum figure_dimension filter = q->filters[0].dimension;
    bool turned = !view_is_kept(filter, q->by);
    r->filter = turned ? ON_B : ON_A;
    r->group = turned ? ON_A : ON_B;
    return turned ? walk_view(r, q->by, filter, span) : walk_view(r, filter, q->by, span);
}

static enum store_error walk_span(struct reading *r, const struct span *span)
{
    const struct figures_query *q = r->query;
    enum figure_dimension filter = q->filter_count ? q->filters[0].dimension : DIM_NONE;
    bool one = !q->filter_count || is_period(q->by) || q->by == DIM_NONE || q->by == filter;
    if (q->filter_count > 1)
        return walk_facts(r, span);
    if (one)
        return walk_single(r, span);
    bool kept = view_is_kept(filter, q->by) || view_is_kept(q->by, filter);
    return kept && span->months ? walk_pair(r, span) : walk_facts(r, span);
}

/* ---- answers ---- */

static bool list_group(void *self, const struct figure_key *key, const struct figure *figure)
{
    struct figures_answer *answer = self;
    answer->groups[answer->count++] = (struct figures_group){.key = key->b, .figure = *figure};
    return true;
}

/* What lies below counts above too. */
static void lift(struct reading *r, const struct figures_group *from, struct rollup *lifted)
{
    enum figure_dimension by = r->query->by;
    int at = from->key.n ? rules_find(r->rules, noun_of(by), from->key) : NONE;
    struct figure_key key = {0, 0, VIEW(""), from->key};
    figure_sum(rollup_at(lifted, &key), &from->figure);
    for (int up = at == NONE ? NONE : parent_of(r->rules, by, at); up != NONE;
         up = parent_of(r->rules, by, up)) {
        key.b = rules_code(r->rules, noun_of(by), up);
        figure_sum(rollup_at(lifted, &key), &from->figure);
    }
}

static void place_in_tree(const struct reading *r, struct figures_group *group)
{
    enum figure_dimension by = r->query->by;
    int at = group->key.n ? rules_find(r->rules, noun_of(by), group->key) : NONE;
    int up = at == NONE ? NONE : parent_of(r->rules, by, at);
    if (up != NONE)
        group->parent = rules_code(r->rules, noun_of(by), up);
    for (; up != NONE; up = parent_of(r->rules, by, up))
        group->depth++;
}

static int by_key(const void *a, const void *b)
{
    const struct figures_group *x = a, *y = b;
    return view_compare(x->key, y->key);
}

static void list_groups(struct reading *r, const struct rollup *groups, struct figures_answer *out)
{
    out->groups = ARENA_ARRAY(r->arena, rollup_rows(groups), struct figures_group);
    out->count = 0;
    rollup_each(groups, list_group, out);
}

static void answer(struct reading *r, struct figures_answer *out)
{
    list_groups(r, r->groups, out);
    for (size_t i = 0; i < out->count; i++)
        figure_sum(&out->all, &out->groups[i].figure);
    if (is_tree(r->query->by)) {
        struct rollup *lifted = rollup_new(r->arena);
        for (size_t i = 0; i < out->count; i++)
            lift(r, &out->groups[i], lifted);
        list_groups(r, lifted, out);
        for (size_t i = 0; i < out->count; i++)
            place_in_tree(r, &out->groups[i]);
    }
    if (out->count)
        qsort(out->groups, out->count, sizeof *out->groups, by_key);
}

enum store_error figures_read(struct store *store, const struct rules *rules,
                              const struct figures_query *query, struct arena *arena,
                              struct figures_answer *out)
{
    struct reading r = {.store = store,
                        .rules = rules,
                        .query = query,
                        .arena = arena,
                        .groups = rollup_new(arena)};
    struct span spans[SPANS];
    size_t count = cut(query->from, query->to, spans);
    enum store_error error = STORE_OK;
    *out = (struct figures_answer){0};
    if (query->by == DIM_DAY) {
        spans[0] = (struct span){false, query->from, query->to};
        count = 1;
    }
    for (size_t i = 0; i < count && error == STORE_OK; i++)
        error = walk_span(&r, &spans[i]);
    if (error == STORE_OK)
        answer(&r, out);
    return error;
}

/* ---- cases ---- */

struct listing {
    const struct rules *rules;
    const struct figures_listing *asked;
    int64_t *ids;
    size_t count;
};

static bool list_case(void *self, const struct case_fact *fact)
{
    struct listing *l = self;
    if (fact_fits(l->rules, &l->asked->query, fact) &&
        measure_holds(l->asked->measure, l->asked->part, fact))
        l->ids[l->count++] = fact->case_id;
    return l->count < l->asked->max;
}

enum store_error figures_cases(struct store *store, const struct rules *rules,
                               const struct figures_listing *asked, struct arena *arena,
                               int64_t **ids, size_t *count)
{
    struct listing listing = {rules, asked, ARENA_ARRAY(arena, asked->max, int64_t), 0};
    struct fact_want want = want_of(rules, &asked->query, asked->query.from, asked->query.to);
    want.any_mark = measure_mark(asked->measure);
    if (asked->below && asked->below < want.below)
        want.below = asked->below;
    enum store_error error = fact_walk_back(store, &want, list_case, &listing);
    *ids = listing.ids;
    *count = listing.count;
    return error;
}
