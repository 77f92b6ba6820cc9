/* keep: from noted cases to facts and figures.
 *
 * What is counted of a case is a function of its row and its events (count.h). The old fact says
 * what the figures hold of it; taking that out and putting the new one in keeps every sum exact,
 * whatever happened in between, and a case counted twice changes nothing. A case that is gone (its
 * row was deleted by the rules of retention) keeps its fact: nothing in it was anybody's. */
#include "gateway/figures/keep.h"

#include "gateway/figures/count.h"
#include "gateway/figures/rollup.h"

enum { WORK_MOST = 1000, REBUILT_AT_ONCE = 5000, REBUILD_MEMORY = 256 << 20 };

enum store_error figures_note(struct store *store, int64_t case_id)
{
    return fact_note(store, case_id);
}

/* Makes one fact, and puts the difference into the rollup. */
static enum store_error remake(struct store *store, int64_t case_id, struct rollup *rollup,
                               struct arena *arena)
{
    struct fact_source source;
    struct case_fact before;
    enum store_error error = fact_source(store, case_id, arena, &source);
    if (error != STORE_OK)
        return error == STORE_NONE ? STORE_OK : error;
    struct case_fact now = fact_make(&source);
    error = fact_get(store, case_id, arena, &before);
    if (error != STORE_OK && error != STORE_NONE)
        return error;
    if (error == STORE_OK && fact_equal(&before, &now))
        return STORE_OK;
    if (error == STORE_OK)
        rollup_count(rollup, &before, -1);
    rollup_count(rollup, &now, 1);
    return fact_put(store, &now);
}

enum store_error figures_work(struct store *store, size_t max, struct arena *arena, size_t *worked,
                              bool *more)
{
    int64_t ids[WORK_MOST];
    size_t most = max < WORK_MOST ? max : WORK_MOST;
    *worked = 0;
    *more = false;
    enum store_error error = fact_due(store, most, ids, worked);
    if (error != STORE_OK || !*worked)
        return error;
    struct rollup *rollup = rollup_new(arena);
    for (size_t i = 0; i < *worked && error == STORE_OK; i++) {
        error = remake(store, ids[i], rollup, arena);
        if (error == STORE_OK)
            error = fact_done(store, ids[i]);
    }
    *more = *worked == most;
    return error == STORE_OK ? rollup_write(rollup, store) : error;
}

/* ---- all of it ---- */

static enum store_error rebuild_some(struct store *store, int64_t *after, size_t *count,
                                     struct arena *arena)
{
    int64_t *ids = ARENA_ARRAY(arena, REBUILT_AT_ONCE, int64_t);
    enum store_error error = fact_cases(store, *after, REBUILT_AT_ONCE, ids, count);
    struct rollup *rollup = rollup_new(arena);
    for (size_t i = 0; i < *count && error == STORE_OK; i++)
        error = remake(store, *after = ids[i], rollup, arena);
    return error == STORE_OK ? rollup_write(rollup, store) : error;
}

static enum store_error in_transaction(struct store *store, enum store_error error)
{
    if (error == STORE_OK)
        return store_commit(store);
    store_rollback(store);
    return error;
}

enum store_error figures_rebuild(struct store *store, void (*progress)(void *self, int64_t cases),
                                 void *self, int64_t *cases)
{
    struct arena arena;
    int64_t after = 0;
    size_t count = REBUILT_AT_ONCE;
    *cases = 0;
    arena_init(&arena, REBUILD_MEMORY);
    enum store_error error = store_begin(store);
    if (error == STORE_OK)
        error = in_transaction(store, fact_forget_all(store));
    while (error == STORE_OK && count == REBUILT_AT_ONCE) {
        arena_reset(&arena);
        error = store_begin(store);
        if (error == STORE_OK)
            error = in_transaction(store, rebuild_some(store, &after, &count, &arena));
        *cases += (int64_t)count;
        if (progress && error == STORE_OK)
            progress(self, *cases);
    }
    arena_free(&arena);
    return error;
}
