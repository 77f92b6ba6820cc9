/* read: figures of a span of days, by one property and narrowed down by others. What is kept in
 * views is summed from there; the rest from the facts themselves, with the same result. */
#ifndef ZHIDA_FIGURES_READ_H
#define ZHIDA_FIGURES_READ_H

#include "dsl/engine/rules.h"
#include "gateway/figures/measures.h"
#include "gateway/figures/views.h"

enum { FILTERS_MOST = 6 };

struct figures_filter {
    enum figure_dimension dimension;
    struct view value; /* code; of a channel or kind its number. An area or class: also what lies
                          below */
};
struct figures_query {
    int from, to; /* days, yyyymmdd, both counted */
    enum figure_dimension by;
    struct figures_filter filters[FILTERS_MOST];
    size_t filter_count;
};

struct figures_group {
    struct view key;    /* code, number or period; empty: not known, or all */
    struct view parent; /* of an area or class by the rules in force; empty: none */
    int depth;          /* 0: on top */
    struct figure figure;
};
struct figures_answer {
    struct figures_group *groups; /* areas and classes with what lies below; in order of keys */
    size_t count;
    struct figure all;
};

/* rules: those in force; they say what lies below what. In the arena. */
enum store_error figures_read(struct store *store, const struct rules *rules,
                              const struct figures_query *query, struct arena *arena,
                              struct figures_answer *out) STORE_CHECKED;

/* Cases behind a value, newest first, ids below `below` (0: from the newest): at most max. */
struct figures_listing {
    struct figures_query query; /* `by` means nothing */
    enum figure_measure measure;
    enum measure_part part;
    int64_t below;
    size_t max;
};
enum store_error figures_cases(struct store *store, const struct rules *rules,
                               const struct figures_listing *listing, struct arena *arena,
                               int64_t **ids, size_t *count) STORE_CHECKED;

/* So many days after (or before) a day; and is it one at all? */
int figures_day_after(int day, int days);
bool figures_is_day(int64_t day);
/* How many days from .. to are. */
int figures_days(int from, int to);

#endif
