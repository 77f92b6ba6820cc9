/* hard: two walks over the facts of a quarter. The first sums them by matter, and what is long open
 * beside it; points follow from the sums. The second finds the cases of those on the list. */
#include "gateway/figures/hard.h"

#include "gateway/figures/count.h"
#include "gateway/figures/read.h"
#include "gateway/figures/rollup.h"
#include "gateway/store/cases.h"

static const struct hard_rule table[] = {
#define HARD(mark, points, zh, en) {FACT_##mark, points, zh, en},
    HARD_RULES(HARD)
#undef HARD
};
enum {
    RULES = sizeof table / sizeof *table,
    COMMUNITY = 2,
    ALL = 0,
    LONG_OPEN = 1,
    MEMORY_MOST = 256 << 20
};

size_t hard_rules(const struct hard_rule **rules)
{
    *rules = table;
    return RULES;
}

struct seeking {
    const struct rules *rules;
    struct rollup *sums; /* period: ALL or LONG_OPEN */
    struct view unit;
    int old; /* filed before this day: open for long */
    struct hard_list *list;
};

/* The community an area lies in: what matters is the neighbourhood, not the house. */
static struct view community_of(const struct rules *rules, struct view area)
{
    int at = area.n ? rules_find(rules, NOUN_AREA, area) : NONE, depth = 0;
    for (int up = at; up != NONE; up = rules_area(rules, up).parent)
        depth++;
    for (; depth > COMMUNITY + 1; depth--)
        at = rules_area(rules, at).parent;
    return at == NONE ? area : rules_code(rules, NOUN_AREA, at);
}

/* b: the duty, or the class behind a blank: no code has one. */
static struct figure_key key_of(const struct seeking *s, const struct case_fact *fact)
{
    struct figure_key key = {0, ALL, community_of(s->rules, fact->area), fact->duty};
    if (!fact->duty.n) {
        key.view = 1;
        key.b = fact->category;
    }
    return key;
}

static bool is_theirs(const struct seeking *s, const struct case_fact *fact)
{
    return !s->unit.n || view_eq(s->unit, fact->unit);
}

static bool is_long_open(const struct seeking *s, const struct case_fact *fact)
{
    return (fact->marks >> FACT_pending & 1) && fact->case_id / CASE_NUMBERS_A_DAY < s->old;
}

static bool sum_fact(void *self, const struct case_fact *fact)
{
    struct seeking *s = self;
    if (!is_theirs(s, fact) || !(fact->duty.n || fact->category.n))
        return true;
    struct figure_key key = key_of(s, fact);
    figure_count(rollup_at(s->sums, &key), fact, 1);
    key.period = LONG_OPEN;
    if (is_long_open(s, fact))
        figure_count(rollup_at(s->sums, &key), fact, 1);
    return true;
}

static int64_t points_of(const struct figure *all, const struct figure *long_open)
{
    int64_t many = figure_mark_of(all, FACT_filed) / HARD_MANY;
    int64_t points = many < HARD_MANY_MOST ? many : HARD_MANY_MOST;
    points += figure_mark_of(long_open, FACT_filed) * HARD_OPEN_POINTS;
    for (size_t i = 0; i < RULES; i++)
        points += figure_mark_of(all, table[i].mark) * table[i].points;
    return points;
}

static int most_first(const struct hard_matter *x, const struct hard_matter *y)
{
    if (x->points != y->points)
        return x->points < y->points ? 1 : -1;
    int order = view_compare(x->duty, y->duty);
    return order ? order : view_compare(x->area, y->area);
}

/* Puts it where it belongs among the first HARD_MATTERS; there is room for one more. */
static void keep_matter(struct hard_list *list, const struct hard_matter *matter)
{
    size_t at = list->count;
    for (; at && most_first(matter, &list->matters[at - 1]) < 0; at--)
        list->matters[at] = list->matters[at - 1];
    list->matters[at] = *matter;
    list->count += list->count < HARD_MATTERS;
}

static bool add_matter(void *self, const struct figure_key *key, const struct figure *figure)
{
    struct seeking *s = self;
    struct figure_key other = *key;
    static const struct figure nothing;
    if (key->period != ALL)
        return true;
    other.period = LONG_OPEN;
    const struct figure *long_open = rollup_find(s->sums, &other);
    int64_t points = points_of(figure, long_open ? long_open : &nothing);
    if (points < HARD_LEAST)
        return true;
    struct hard_matter matter = {
        .duty = key->view ? VIEW("") : key->b,
        .category = key->view ? key->b : VIEW(""),
        .area = key->a,
        .all = *figure,
        .long_open = long_open ? *long_open : nothing,
        .points = points,
    };
    keep_matter(s->list, &matter);
    return true;
}

static bool brings_points(const struct seeking *s, const struct case_fact *fact)
{
    for (size_t i = 0; i < RULES; i++)
        if (fact->marks >> table[i].mark & 1)
            return true;
    return is_long_open(s, fact);
}

static bool find_case(void *self, const struct case_fact *fact)
{
    struct seeking *s = self;
    if (!is_theirs(s, fact) || !brings_points(s, fact))
        return true;
    struct figure_key key = key_of(s, fact);
    for (size_t i = 0; i < s->list->count; i++) {
        struct hard_matter *matter = &s->list->matters[i];
        struct view what = key.view ? matter->category : matter->duty;
        if (!view_eq(what, key.b) || !view_eq(matter->area, key.a))
            continue;
        if (matter->case_count < HARD_CASES)
            matter->cases[matter->case_count++] = fact->case_id;
        break;
    }
    return true;
}

static void keep_names(struct hard_list *list, struct arena *arena)
{
    for (size_t i = 0; i < list->count; i++) {
        struct hard_matter *matter = &list->matters[i];
        matter->duty = view_keep(arena, matter->duty);
        matter->category = view_keep(arena, matter->category);
        matter->area = view_keep(arena, matter->area);
    }
}

enum store_error hard_read(struct store *store, const struct rules *rules, int year, int quarter,
                           int today, struct view unit, struct arena *arena, struct hard_list *out)
{
    int from = year * 10000 + (quarter * 3 - 2) * 100 + 1,
        next = year * 10000 + quarter * 300 + 101;
    *out = (struct hard_list){.from = from};
    if (quarter == 4)
        next = (year + 1) * 10000 + 101;
    out->to = figures_day_after(next, -1);
    struct arena sums; /* a row for each matter of the quarter: most go again */
    arena_init(&sums, MEMORY_MOST);
    struct seeking s = {rules, rollup_new(&sums), unit,
                        figures_day_after(today < out->to ? today : out->to, -HARD_OPEN_DAYS), out};
    struct fact_want want = {.from = (int64_t)from * CASE_NUMBERS_A_DAY,
                             .below = (int64_t)next * CASE_NUMBERS_A_DAY,
                             .unit = unit};
    out->matters = ARENA_ARRAY(arena, HARD_MATTERS + 1, struct hard_matter);
    enum store_error error = fact_walk(store, &want, sum_fact, &s);
    if (error == STORE_OK)
        rollup_each(s.sums, add_matter, &s);
    keep_names(out, arena);
    arena_free(&sums);
    want.any_mark = 1u << FACT_pending;
    for (size_t i = 0; i < RULES; i++)
        want.any_mark |= 1u << table[i].mark;
    return error == STORE_OK ? fact_walk_back(store, &want, find_case, &s) : error;
}
