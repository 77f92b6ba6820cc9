/* work: open cases in the order in which they are due, those without a deadline last; and the
 * newest. Read from two indexes that hold all a filter looks at, so that 100,000 open cases are
 * gone through without touching one of them. */
#ifndef ZHIDA_STORE_WORK_H
#define ZHIDA_STORE_WORK_H

#include "gateway/store/cases.h"

/* Where a list stands; all zero: at its beginning. */
struct work_place {
    int64_t due; /* of the last one shown; 0: it had none */
    int64_t id;  /* likewise */
};

struct work_query {
    unsigned states;        /* open ones */
    struct view unit;       /* empty: all */
    int64_t due_below;      /* 0: whenever due; those without a deadline too */
    int64_t from_id, to_id; /* from <= id < to */
    struct work_place after;
    size_t max;
    /* Looks at id, state, due, unit, area, category, channel, kind, flags; nothing else is there.
     */
    bool (*fits)(void *self, const struct case_line *line);
    void *self;
};
/* Ids in order of deadline. */
enum store_error work_list(struct store *store, const struct work_query *query, struct arena *arena,
                           struct work_place **out, size_t *count) STORE_CHECKED;
/* Ids, newest first, below query->to_id. */
enum store_error work_newest(struct store *store, const struct work_query *query,
                             struct arena *arena, int64_t **ids, size_t *count) STORE_CHECKED;

/* How many are open, by state: all, those overdue, those due before `soon`. */
struct work_count {
    int64_t all, overdue, soon;
};
enum store_error work_counts(struct store *store, struct view unit, int64_t now, int64_t soon,
                             struct work_count counts[CASE_STATES]) STORE_CHECKED;

/* Final ones of a state, newest first. */
enum store_error work_over(struct store *store, enum case_state state, int64_t from, int64_t below,
                           size_t max, int64_t *ids, size_t *count) STORE_CHECKED;

/* Cases of the numbers day * CASE_NUMBERS_A_DAY + counter, which there are. */
enum store_error work_first(struct store *store, int64_t *id) STORE_CHECKED;

#endif
