/* hard: the hard matters of a quarter, for the meeting that has to settle them. A matter is one
 * duty (or class, where no duty was found) in one community. Each case brings points by what
 * happened to it, many cases of one matter bring some too; the rule is one table, which the page
 * prints. */
#ifndef ZHIDA_FIGURES_HARD_H
#define ZHIDA_FIGURES_HARD_H

#include "dsl/engine/rules.h"
#include "gateway/figures/views.h"

enum {
    HARD_OPEN_DAYS = 30, /* a case open for longer is long open */
    HARD_OPEN_POINTS = 2,
    HARD_MANY = 10, /* each so many cases of one matter bring a point, */
    HARD_MANY_MOST = 5,
    HARD_LEAST = 6, /* points a matter needs to be on the list */
    HARD_MATTERS = 30,
    HARD_CASES = 40 /* shown of a matter */
};

/* HARD(mark, points, chinese, english): what a case brings beside being long open. */
#define HARD_RULES(HARD)                                                                           \
    HARD(reopened, 3, "办结后因未解决重开", "opened again after closing")                          \
    HARD(supervised, 3, "进入专项督办", "under special supervision")                               \
    HARD(poor, 2, "市民差评", "rated poorly")                                                      \
    HARD(disputed, 2, "职责有争议", "disputed between units")                                      \
    HARD(returned, 1, "被承办单位退回", "returned by a unit")                                      \
    HARD(overdue, 1, "逾期", "overdue")                                                            \
    HARD(extended, 1, "延期", "extended")

struct hard_matter {
    struct view duty, category, area; /* codes; duty empty: of the class */
    struct figure all, long_open;     /* its cases, and those open for too long */
    int64_t points;
    int64_t cases[HARD_CASES]; /* that bring points, newest first */
    size_t case_count;
};
struct hard_list {
    int from, to;                /* days of the quarter */
    struct hard_matter *matters; /* most points first */
    size_t count;
};

/* year 2026, quarter 1..4; today: yyyymmdd; unit: its cases alone, empty: all. In the arena. */
enum store_error hard_read(struct store *store, const struct rules *rules, int year, int quarter,
                           int today, struct view unit, struct arena *arena,
                           struct hard_list *out) STORE_CHECKED;

/* The points of one rule in a matter. */
struct hard_rule {
    enum figure_mark mark;
    int points;
    const char *zh, *en;
};
size_t hard_rules(const struct hard_rule **rules);

#endif
