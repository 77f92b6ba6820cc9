/* keep: facts and figures are kept true. A case that is filed or moved is noted, in the same
 * transaction; a second later at most the turn thread makes its fact anew and changes the figures
 * by the difference. So a filing costs one small row, and a hundred of them change each figure
 * once. */
#ifndef ZHIDA_FIGURES_KEEP_H
#define ZHIDA_FIGURES_KEEP_H

#include "gateway/store/figures.h"

/* The one call where a case is filed or moved. */
enum store_error figures_note(struct store *store, int64_t case_id) STORE_CHECKED;

/* Makes some of the facts that are due; *more: others wait. */
enum store_error figures_work(struct store *store, size_t max, struct arena *arena, size_t *worked,
                              bool *more) STORE_CHECKED;

/* What differs between what is kept and what the cases and their events say. */
struct figures_difference {
    int64_t case_id;       /* 0: a row of figures */
    struct figure_key key; /* where case_id is 0 */
    const char *what;      /* "missing", "differs", "too many" */
};
struct figures_checked {
    int64_t cases, facts, rows, differences;
};
/* Counts everything again and calls `tell` for each difference; needs no writer. Cases that wait to
 * be counted are differences of time, not of truth: run figures_work before. */
enum store_error figures_check(struct store *store,
                               void (*tell)(void *self, const struct figures_difference *one),
                               void *self, struct figures_checked *out) STORE_CHECKED;

/* Counts everything anew; needs the writer, makes its own transactions. progress may be NULL. */
enum store_error figures_rebuild(struct store *store, void (*progress)(void *self, int64_t cases),
                                 void *self, int64_t *cases) STORE_CHECKED;

#endif
