/* hot: the list of a day out of the counts.
 *
 * The rows of eight weeks are taken twice, once for their street and once for the whole district,
 * sorted by class and area, and laid out as one series each. All series share the estimate of how
 * much counts scatter, and all are tested together. What the rules do not know any more (a class
 * that was dropped) keeps its code; an area that was dropped counts for the district alone. */
#include "gateway/topics/hot.h"

#include "dsl/base/civil.h"
#include "dsl/base/vec.h"

#include <stdlib.h>

enum { DAYS_MOST = SURGE_WEEKS * 7 + 1 };

struct voice { /* one row of the counts, for one area */
    struct view category;
    int area, day; /* day: 0 is the oldest looked at */
    int64_t cases, follows;
};

struct counting {
    const struct rules *rules;
    struct arena *arena;
    civil_day today;
    size_t days; /* that are looked at, today included */
    VEC(struct voice) voices;
    struct hot_line *lines;
    struct surge_series *series;
    size_t count;
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

static civil_day day_of(int date)
{
    return civil_to_day((struct civil){date / 10000, date / 100 % 100, date % 100});
}

static int date_of(civil_day day)
{
    struct civil date = civil_from_day(day);
    return date.year * 10000 + date.month * 100 + date.day;
}

static void add_voices(struct counting *c, const struct tally *row)
{
    int day = (int)c->days - 1 - (c->today - day_of(row->day));
    int area = row->area.n ? rules_find(c->rules, NOUN_AREA, row->area) : NONE;
    int street = hot_street(c->rules, area);
    struct voice voice = {row->category, NONE, day, row->cases, row->follows};
    VEC_ADD(c->arena, &c->voices, voice);
    if (street == NONE)
        return;
    voice.area = street;
    VEC_ADD(c->arena, &c->voices, voice);
}

static int by_line(const void *a, const void *b)
{
    const struct voice *x = a, *y = b;
    int order = view_compare(x->category, y->category);
    if (order)
        return order;
    return x->area != y->area ? (x->area < y->area ? -1 : 1) : x->day - y->day;
}

static bool same_line(const struct voice *a, const struct voice *b)
{
    return view_eq(a->category, b->category) && a->area == b->area;
}

/* One line and its series out of the voices from `from` on; returns where the next begins. */
static size_t take_line(struct counting *c, size_t from)
{
    uint32_t *days = ARENA_ARRAY(c->arena, c->days, uint32_t);
    struct hot_line *line = &c->lines[c->count];
    const struct voice *first = &c->voices.at[from];
    *line = (struct hot_line){.category = first->category, .area = first->area};
    size_t at = from;
    for (; at < c->voices.n && same_line(first, &c->voices.at[at]); at++) {
        const struct voice *voice = &c->voices.at[at];
        days[voice->day] += (uint32_t)(voice->cases + voice->follows);
        if (voice->day + 1 == (int)c->days) {
            line->cases += voice->cases;
            line->follows += voice->follows;
        }
    }
    c->series[c->count++] = (struct surge_series){days, c->days};
    return at;
}

static void take_lines(struct counting *c)
{
    if (c->voices.n)
        qsort(c->voices.at, c->voices.n, sizeof *c->voices.at, by_line);
    c->lines = ARENA_ARRAY(c->arena, c->voices.n, struct hot_line);
    c->series = ARENA_ARRAY(c->arena, c->voices.n, struct surge_series);
    for (size_t at = 0; at < c->voices.n;)
        at = take_line(c, at);
}

static void test_lines(struct counting *c)
{
    struct surge *all = ARENA_ARRAY(c->arena, c->count, struct surge);
    double scatter = surge_scatter(c->series, c->count);
    for (size_t i = 0; i < c->count; i++)
        all[i] = surge_of(&c->series[i], scatter);
    surge_mark(all, c->count, HOT_RATE);
    for (size_t i = 0; i < c->count; i++)
        c->lines[i].surge = all[i];
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
    out->lines = c->lines;
    out->looked_at = c->count;
    for (size_t i = 0; i < c->count; i++)
        if (c->lines[i].surge.today)
            out->lines[out->count++] = c->lines[i];
    if (out->count)
        qsort(out->lines, out->count, sizeof *out->lines, most_first);
}

enum store_error hot_read(struct store *store, const struct rules *rules, int day,
                          struct arena *arena, struct hot_list *out)
{
    struct counting c = {.rules = rules, .arena = arena, .today = day_of(day), .days = DAYS_MOST};
    struct tally *rows;
    size_t count;
    int first;
    *out = (struct hot_list){.day = day};
    enum store_error error = tally_first(store, &first);
    if (error != STORE_OK)
        return error == STORE_NONE ? STORE_OK : error;
    civil_day known = c.today - day_of(first);
    if (known < 0)
        return STORE_OK;
    if (known + 1 < DAYS_MOST)
        c.days = (size_t)known + 1;
    out->weeks = (int)(c.days - 1) / 7;
    error = tally_list(store, date_of(c.today - (civil_day)c.days + 1), day, arena, &rows, &count);
    for (size_t i = 0; i < count && error == STORE_OK; i++)
        add_voices(&c, &rows[i]);
    take_lines(&c);
    test_lines(&c);
    keep_today(&c, out);
    return error;
}
