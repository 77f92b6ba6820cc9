/* figures: the rows behind statistics.
 *
 *   fact     one row a case: what is counted of it, by codes; nothing anybody said
 *   figure   sums of facts, per period and one or two of their properties ("view")
 *   fact_due cases whose fact is not up to date: filed or moved since it was made
 *   funnel   what talks came to, per day and channel
 *
 * gateway/figures says what they mean and keeps them true; here they are only written and read. */
#ifndef ZHIDA_STORE_FIGURES_H
#define ZHIDA_STORE_FIGURES_H

#include "gateway/store/figure_table.h"
#include "gateway/store/store.h"

enum figure_mark {
#define MARK(name, meaning) FACT_##name,
    FIGURE_MARKS(MARK)
#undef MARK
        FACT_MARKS
};
enum figure_sum {
#define SUM(name, meaning) SUM_##name,
    FIGURE_SUMS(SUM)
#undef SUM
        FACT_SUMS
};
enum figure_bucket {
#define BUCKET(name, seconds) BUCKET_##name,
    FIGURE_BUCKETS(BUCKET)
#undef BUCKET
        BUCKETS
};
enum funnel_step {
#define STEP(name, zh, en, what, what_en) FUNNEL_##name,
    FUNNEL_STEPS(STEP)
#undef STEP
        FUNNEL_STEPS_COUNT
};

/* A case, as counted. */
struct case_fact {
    int64_t case_id;
    struct view category, duty, unit, area; /* codes, or empty */
    int channel, kind;
    uint32_t marks; /* bits of enum figure_mark */
    int bucket;     /* of its handling time; NONE: no answer stands */
    int64_t sums[FACT_SUMS];
};

/* Counted cases: marks, sums and buckets, in the order of the table. */
enum { FIGURE_COUNTS = FACT_MARKS + FACT_SUMS + BUCKETS };
struct figure {
    int64_t n[FIGURE_COUNTS];
};
static inline int64_t figure_mark_of(const struct figure *figure, enum figure_mark mark)
{
    return figure->n[mark];
}
static inline int64_t figure_sum_of(const struct figure *figure, enum figure_sum sum)
{
    return figure->n[FACT_MARKS + sum];
}
static inline int64_t figure_bucket_of(const struct figure *figure, int bucket)
{
    return figure->n[FACT_MARKS + FACT_SUMS + bucket];
}

/* ---- facts ---- */

/* The case was filed or moved: its fact is to be made anew. */
enum store_error fact_note(struct store *store, int64_t case_id) STORE_CHECKED;
/* Some of those that are to be made, oldest case first. */
enum store_error fact_due(struct store *store, size_t max, int64_t *ids,
                          size_t *count) STORE_CHECKED;
enum store_error fact_done(struct store *store, int64_t case_id) STORE_CHECKED;
enum store_error fact_put(struct store *store, const struct case_fact *fact) STORE_CHECKED;
/* STORE_NONE: not counted yet. Codes in the arena. */
enum store_error fact_get(struct store *store, int64_t case_id, struct arena *arena,
                          struct case_fact *out) STORE_CHECKED;
/* Which facts are walked over: of cases from .. below, and of these what is given here; the row is
 * passed over where it does not fit, which is five times cheaper than to look at it. */
struct fact_want {
    int64_t from, below;
    uint32_t any_mark;                      /* has one of these marks; 0: whatever it has */
    struct view unit, duty, category, area; /* this very code; empty: any */
};
/* Calls `take` with every fact wanted, in order of their cases; views live during the call. false
 * ends the walk. */
enum store_error fact_walk(struct store *store, const struct fact_want *want,
                           bool (*take)(void *self, const struct case_fact *fact),
                           void *self) STORE_CHECKED;
/* The same, newest first. */
enum store_error fact_walk_back(struct store *store, const struct fact_want *want,
                                bool (*take)(void *self, const struct case_fact *fact),
                                void *self) STORE_CHECKED;
/* All facts and figures go, and every case is to be counted anew. */
enum store_error fact_forget_all(struct store *store) STORE_CHECKED;

/* ---- what facts are made of ---- */

/* A case and its events, read without opening what is sealed. */
struct fact_source {
    int64_t case_id, filed;
    int state, channel, kind;
    unsigned flags;
    struct view category, duty, unit, area;
    struct fact_event {
        int64_t at;
        int move, state, rating; /* rating: four digits 1..5, 0: none */
        int64_t due;             /* a deadline it set, or 0 */
    } * events;
    size_t event_count;
};
enum store_error fact_source(struct store *store, int64_t case_id, struct arena *arena,
                             struct fact_source *out) STORE_CHECKED;
/* The ids of cases behind `after`, in order. */
enum store_error fact_cases(struct store *store, int64_t after, size_t max, int64_t *ids,
                            size_t *count) STORE_CHECKED;

/* ---- figures ---- */

struct figure_key {
    int view, period;
    struct view a, b;
};
enum store_error figure_add(struct store *store, const struct figure_key *key,
                            const struct figure *more) STORE_CHECKED;
/* Every row of a view, periods from .. to. `wants` is asked before the counts are read; views live
 * during the calls. */
struct figure_reading {
    void *self;
    bool (*wants)(void *self, const struct figure_key *key); /* NULL: all */
    void (*take)(void *self, const struct figure_key *key, const struct figure *figure);
};
enum store_error figure_walk(struct store *store, int view, int from, int to,
                             const struct figure_reading *reading) STORE_CHECKED;

/* ---- funnel ---- */

struct funnel_row {
    int day, channel;
    int64_t n[FUNNEL_STEPS_COUNT];
};
enum store_error funnel_add(struct store *store, const struct funnel_row *more) STORE_CHECKED;
enum store_error funnel_list(struct store *store, int from, int to, struct arena *arena,
                             struct funnel_row **rows, size_t *count) STORE_CHECKED;

#endif
