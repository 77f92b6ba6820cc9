/* hot: the list of a day out of the counts.
 *
 * Each row of eight weeks counts twice, once for its street and once for the whole district: for
 * each class and each of these there is one line with its series of days. A large district has a
 * hundred thousand rows and a few hundred lines, so rows are added where they belong as they are
 * read, and none is kept. All series share the estimate of how much counts scatter, and all are
 * tested together. What the rules do not know any more (a class that was dropped) keeps its code;
 * an area that was dropped counts for the district alone. */
#include "gateway/topics/hot.h"

#include "dsl/base/civil.h"
#include "dsl/base/vec.h"

#include <stdlib.h>

enum { DAYS_MOST = SURGE_WEEKS * 7 + 1 };

struct class
{ /* of cases */
    struct view code;
    size_t *lines; /* by area + 1: which line, from 1; 0: none yet */
};

struct counting {
    const struct rules *rules;
    struct arena *arena;
    civil_day today;
    size_t days; /* that are looked at, today included */
    int areas;
    VEC(struct class) classes;
    VEC(struct hot_line) lines;
    VEC(uint32_t *) days_of; /* of each line */
};

int hot_street(const struct rules *rules, int area)
{
    while (area != NONE) {
        int parent = rules_area(rules, area).parent;
        if (parent == NONE)
            return NONE;
        if (rules_area(rules, parent).parent == NONE)
            return area;
        area = parent;
    }
    return NONE;
}

/* Rows come by day and class, so the class asked for last is mostly asked for again. */
static struct class *class_of(struct counting *c, struct view code)
{
    for (size_t i = c->classes.n; i--;)
        if (view_eq(c->classes.at[i].code, code)) {
            struct class found = c->classes.at[i];
            c->classes.at[i] = c->classes.at[c->classes.n - 1];
            c->classes.at[c->classes.n - 1] = found;
            return &c->classes.at[c->classes.n - 1];
        }
    VEC_ADD(c->arena, &c->classes,
            ((struct class){view_keep(c->arena, code),
                            ARENA_ARRAY(c->arena, (size_t)c->areas + 1, size_t)}));
    return &c->classes.at[c->classes.n - 1];
}

static size_t line_of(struct counting *c, struct class *class, int area)
{
    size_t *line = &class->lines[area + 1];
    if (!*line) {
        uint32_t *days = ARENA_ARRAY(c->arena, c->days, uint32_t);
        VEC_ADD(c->arena, &c->lines, ((struct hot_line){.category = class->code, .area = area}));
        VEC_ADD(c->arena, &c->days_of, days);
        *line = c->lines.n;
    }
    return *line - 1;
}

static void count_row(struct counting *c, struct class *class, int area, const struct tally *row)
{
    size_t day = c->days - 1 - (size_t)(c->today - civil_to_day(civil_from_number(row->day))),
           at = line_of(c, class, area);
    c->days_of.at[at][day] += (uint32_t)(row->cases + row->follows);
    if (day + 1 != c->days)
        return;
    c->lines.at[at].cases += row->cases;
    c->lines.at[at].follows += row->follows;
}

static void take_row(void *self, const struct tally *row)
{
    struct counting *c = self;
    struct class *class = class_of(c, row->category);
    int area = row->area.n ? rules_find(c->rules, NOUN_AREA, row->area) : NONE;
    int street = hot_street(c->rules, area);
    count_row(c, class, NONE, row);
    if (street != NONE)
        count_row(c, class, street, row);
}

static void test_lines(struct counting *c)
{
    struct surge *all = ARENA_ARRAY(c->arena, c->lines.n, struct surge);
    struct surge_series *series = ARENA_ARRAY(c->arena, c->lines.n, struct surge_series);
    for (size_t i = 0; i < c->lines.n; i++)
        series[i] = (struct surge_series){c->days_of.at[i], c->days};
    double scatter = surge_scatter(series, c->lines.n);
    for (size_t i = 0; i < c->lines.n; i++)
        all[i] = surge_of(&series[i], scatter);
    surge_mark(all, c->lines.n, HOT_RATE);
    for (size_t i = 0; i < c->lines.n; i++)
        c->lines.at[i].surge = all[i];
}

static int most_first(const void *a, const void *b)
{
    const struct hot_line *x = a, *y = b;
    if (x->surge.today != y->surge.today)
        return x->surge.today < y->surge.today ? 1 : -1;
    int order = view_compare(x->category, y->category);
    return order ? order : x->area - y->area;
}

static void keep_today(struct counting *c, struct hot_list *out)
{
    out->lines = c->lines.at;
    out->looked_at = c->lines.n;
    for (size_t i = 0; i < c->lines.n; i++)
        if (c->lines.at[i].surge.today)
            out->lines[out->count++] = c->lines.at[i];
    if (out->count)
        qsort(out->lines, out->count, sizeof *out->lines, most_first);
}

enum store_error hot_read(struct store *store, const struct rules *rules, int day,
                          struct arena *arena, struct hot_list *out)
{
    struct counting c = {.rules = rules,
                         .arena = arena,
                         .today = civil_to_day(civil_from_number(day)),
                         .days = DAYS_MOST,
                         .areas = rules_counts(rules).areas};
    int first;
    *out = (struct hot_list){.day = day};
    enum store_error error = tally_first(store, &first);
    if (error != STORE_OK)
        return error == STORE_NONE ? STORE_OK : error;
    civil_day known = c.today - civil_to_day(civil_from_number(first));
    if (known < 0)
        return STORE_OK;
    if (known + 1 < DAYS_MOST)
        c.days = (size_t)known + 1;
    out->weeks = (int)(c.days - 1) / 7;
    error = tally_each(store, civil_number(c.today - (civil_day)c.days + 1), day, take_row, &c);
    test_lines(&c);
    keep_today(&c, out);
    return error;
}
