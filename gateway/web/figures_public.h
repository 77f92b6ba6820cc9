/* figures_public: figures for everyone, read-only, without a session.
 *
 *     GET /api/figures?by=month&from=2026-01&to=2026-06
 *
 * by: all, month, category (on top), area (streets), channel, kind. from, to: months, at most
 * FIGURES_MONTHS_MOST of them, the last twelve unless given; of the running one what there is up to
 * yesterday's end is not held back. Measures are those the table calls open. What stands for fewer
 * than FIGURES_FEW cases is not told ("few": true), nor is the next smallest beside it, so that it
 * cannot be had by subtraction; a share or mean of fewer than that is null. */
#ifndef ZHIDA_FIGURES_PUBLIC_H
#define ZHIDA_FIGURES_PUBLIC_H

#include "gateway/figures/read.h"
#include "gateway/net/routes.h"
#include "gateway/turn/rulebook.h"

enum { FIGURES_FEW = 5, FIGURES_MONTHS_MOST = 36 };

/* What outsiders may see of a span, by one property; for pages that show the same. */
struct open_group {
    struct view code, zh, en;
    bool few; /* nothing is told of it */
    struct figure figure;
};
struct open_figures {
    int from, to; /* days */
    enum figure_dimension by;
    struct figure all;
    struct open_group *groups; /* most cases first; months in order */
    size_t count;
};
/* from, to: yyyymm. STORE_CONFLICT: such a question is not answered. In the arena. */
enum store_error figures_open(struct store *store, const struct rules *rules,
                              enum figure_dimension by, int from, int to, struct arena *arena,
                              struct open_figures *out) STORE_CHECKED;
/* A value that outsiders may see; false: none, or made of too few. */
bool figures_open_value(enum figure_measure measure, const struct figure *figure, double *value);

struct figures_public {
    struct store *readers; /* WEB_THREADS of them */
    struct rulebook *rulebook;
};
/* Adds the route; returns how many. */
size_t figures_public_routes(struct figures_public *self, struct route *out, size_t max);

#endif
