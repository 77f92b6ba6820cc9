/* work: the lists of what waits for somebody.
 *
 * Each open case stands in two indexes, under its state and deadline, and under its unit, state and
 * deadline; behind these the few columns that a list may be narrowed by. A list merges the states
 * it is of: of each the index is read from where the page before ended until there is a page full,
 * and the pages' worth of all states is sorted. No deadline is 0 and comes last, so it is read in a
 * second pass. Paging is by (deadline, id): whatever happens between two pages, nothing is shown
 * twice because of a count that moved.
 *
 * A narrow filter reads on until it has found enough: the whole of 100,000 open cases takes some 30
 * ms, which is the most a list costs. The newest are looked for in the table itself first, from its
 * end, where most are open; what is too rare for that is read from the index. */
#include "gateway/store/work.h"

#include "dsl/base/vec.h"

#include <stdlib.h>

enum {
    WALKED = 4000, /* rows of the table, looking for the newest that fit */
    CUT_AT = 1000
};

struct reading {
    struct store *store;
    const struct work_query *query;
    struct arena *arena;
    VEC(struct work_place) found;
};

/* ---- by deadline ---- */

static struct case_line narrow_line(const struct db_call *call, int state)
{
    return (struct case_line){.id = db_int(call, 0),
                              .state = (enum case_state)state,
                              .due = db_int(call, 1),
                              .unit = db_view(call, 2),
                              .area = db_view(call, 3),
                              .category = db_view(call, 4),
                              .channel = (int)db_int(call, 5),
                              .kind = (int)db_int(call, 6),
                              .flags = (unsigned)db_int(call, 7)};
}

static bool is_behind(const struct work_place *place, const struct case_line *line)
{
    return line->due > place->due || (line->due == place->due && line->id > place->id);
}

static bool is_wanted(const struct work_query *query, const struct case_line *line)
{
    return line->id >= query->from_id && line->id < query->to_id &&
           (!query->fits || query->fits(query->self, line));
}

static struct db_call begin_state(const struct reading *r, int state, int64_t from, int64_t below)
{
    bool of_unit = r->query->unit.n > 0;
    struct db_call call = db_begin(r->store->db, of_unit ? OP_WORK_OF_UNIT : OP_WORK_OF_STATE);
    if (of_unit)
        db_give_text(&call, r->query->unit);
    db_give_int(&call, state);
    db_give_int(&call, from);
    db_give_int(&call, below);
    return call;
}

/* Of one state: those due in [from, below). */
static enum store_error read_state(struct reading *r, int state, int64_t from, int64_t below)
{
    const struct work_query *query = r->query;
    size_t taken = 0;
    enum store_error error = STORE_OK;
    struct db_call call = begin_state(r, state, from, below);
    while (taken < query->max && (error = db_next(&call)) == STORE_OK) {
        struct case_line line = narrow_line(&call, state);
        if (!is_behind(&query->after, &line) || !is_wanted(query, &line))
            continue;
        VEC_ADD(r->arena, &r->found, ((struct work_place){line.due, line.id}));
        taken++;
    }
    db_end(&call);
    return error == STORE_NONE ? STORE_OK : error;
}

static int first_due(const void *a, const void *b)
{
    const struct work_place *x = a, *y = b;
    if (x->due != y->due)
        return x->due < y->due ? -1 : 1;
    return x->id < y->id ? -1 : x->id > y->id;
}

/* A pass over all states, behind what is there. */
static enum store_error read_pass(struct reading *r, int64_t from, int64_t below)
{
    size_t before = r->found.n;
    enum store_error error = STORE_OK;
    for (int state = 0; state < CASE_FIRST_FINAL && error == STORE_OK; state++)
        if (r->query->states >> state & 1)
            error = read_state(r, state, from, below);
    if (r->found.n > before)
        qsort(r->found.at + before, r->found.n - before, sizeof *r->found.at, first_due);
    if (r->found.n > r->query->max)
        r->found.n = r->query->max;
    return error;
}

enum store_error work_list(struct store *store, const struct work_query *query, struct arena *arena,
                           struct work_place **out, size_t *count)
{
    struct reading r = {.store = store, .query = query, .arena = arena};
    bool in_last = !query->after.due && query->after.id;
    int64_t from = query->after.due ? query->after.due : 1;
    enum store_error error = STORE_OK;
    if (!in_last)
        error = read_pass(&r, from, query->due_below ? query->due_below : INT64_MAX);
    if (error == STORE_OK && !query->due_below && r.found.n < query->max) {
        struct work_query last = *query;
        if (!in_last)
            last.after = (struct work_place){0, 0};
        r.query = &last;
        error = read_pass(&r, 0, 1);
    }
    *out = r.found.at;
    *count = r.found.n;
    return error;
}

/* ---- the newest ---- */

static int newest_first(const void *a, const void *b)
{
    const struct work_place *x = a, *y = b;
    return x->id < y->id ? 1 : x->id > y->id ? -1 : 0;
}

/* Among the newest rows there are open ones, and mostly enough that fit: the table itself is walked
 * backwards, WALKED rows at most. *done: the page is full, or nothing older is asked for. */
static enum store_error walk_newest(struct reading *r, bool *done)
{
    const struct work_query *query = r->query;
    size_t walked = 0;
    enum store_error error = STORE_OK;
    struct db_call call = db_begin(r->store->db, OP_WORK_NEWEST);
    db_give_int(&call, query->to_id);
    db_give_int(&call, WALKED);
    while (!(*done = r->found.n == query->max) && (error = db_next(&call)) == STORE_OK) {
        struct case_line line = narrow_line(&call, (int)db_int(&call, 8));
        walked++;
        if ((*done = line.id < query->from_id))
            break;
        if (line.state < CASE_FIRST_FINAL && query->states >> line.state & 1 &&
            (!query->unit.n || view_eq(line.unit, query->unit)) && is_wanted(query, &line) &&
            (!query->due_below || (line.due && line.due < query->due_below)))
            VEC_ADD(r->arena, &r->found, ((struct work_place){line.due, line.id}));
    }
    db_end(&call);
    *done |= error == STORE_NONE && walked < WALKED;
    return error == STORE_NONE ? STORE_OK : error;
}

/* Of what was read only the newest page is kept, cut now and then. */
static void cut_newest(struct reading *r, size_t max, int64_t *oldest)
{
    if (r->found.n)
        qsort(r->found.at, r->found.n, sizeof *r->found.at, newest_first);
    if (r->found.n < max)
        return;
    r->found.n = max;
    *oldest = max ? r->found.at[max - 1].id : INT64_MAX;
}

/* All open ones of the states that fit, by the index. */
static enum store_error read_newest(struct reading *r, int state, int64_t *oldest)
{
    const struct work_query *query = r->query;
    enum store_error error;
    int64_t from = query->due_below ? 1 : 0;
    int64_t below = query->due_below ? query->due_below : INT64_MAX;
    struct db_call call = begin_state(r, state, from, below);
    while ((error = db_next(&call)) == STORE_OK) {
        struct case_line line = narrow_line(&call, state);
        if (line.id <= *oldest || !is_wanted(query, &line))
            continue;
        VEC_ADD(r->arena, &r->found, ((struct work_place){line.due, line.id}));
        if (r->found.n >= query->max + CUT_AT)
            cut_newest(r, query->max, oldest);
    }
    db_end(&call);
    return error == STORE_NONE ? STORE_OK : error;
}

enum store_error work_newest(struct store *store, const struct work_query *query,
                             struct arena *arena, int64_t **ids, size_t *count)
{
    struct reading r = {.store = store, .query = query, .arena = arena};
    bool done;
    int64_t oldest = INT64_MIN;
    enum store_error error = walk_newest(&r, &done);
    if (!done) {
        r.found.n = 0;
        for (int state = 0; state < CASE_FIRST_FINAL && error == STORE_OK; state++)
            if (query->states >> state & 1)
                error = read_newest(&r, state, &oldest);
        cut_newest(&r, query->max, &oldest);
    }
    *count = r.found.n;
    *ids = ARENA_ARRAY(arena, *count, int64_t);
    for (size_t i = 0; i < *count; i++)
        (*ids)[i] = r.found.at[i].id;
    return error;
}

/* ---- counts ---- */

/* Counting a stretch of an index is five times cheaper than looking at each row of it. */
static enum store_error count_due(struct store *store, struct view unit, int state, int64_t from,
                                  int64_t below, int64_t *count)
{
    struct db_call call = db_begin(store->db, unit.n ? OP_WORK_COUNT_UNIT : OP_WORK_COUNT);
    if (unit.n)
        db_give_text(&call, unit);
    db_give_int(&call, state);
    db_give_int(&call, from);
    db_give_int(&call, below);
    enum store_error error = db_next(&call);
    *count = error == STORE_OK ? db_int(&call, 0) : 0;
    db_end(&call);
    return error;
}

enum store_error work_counts(struct store *store, struct view unit, int64_t now, int64_t soon,
                             struct work_count counts[CASE_STATES])
{
    enum store_error error = STORE_OK;
    memset(counts, 0, CASE_STATES * sizeof *counts);
    for (int state = 0; state < CASE_FIRST_FINAL && error == STORE_OK; state++) {
        struct work_count *count = &counts[state];
        error = count_due(store, unit, state, INT64_MIN, INT64_MAX, &count->all);
        if (error == STORE_OK)
            error = count_due(store, unit, state, 1, now, &count->overdue);
        if (error == STORE_OK)
            error = count_due(store, unit, state, 1, soon, &count->soon);
    }
    return error;
}

/* ---- final ones ---- */

enum store_error work_over(struct store *store, enum case_state state, int64_t from, int64_t below,
                           size_t max, int64_t *ids, size_t *count)
{
    struct db_call call = db_begin(store->db, OP_WORK_OVER);
    db_give_int(&call, state);
    db_give_int(&call, from);
    db_give_int(&call, below);
    db_give_int(&call, (int64_t)max);
    enum store_error error = STORE_OK;
    *count = 0;
    while (*count < max && (error = db_next(&call)) == STORE_OK)
        ids[(*count)++] = db_int(&call, 0);
    db_end(&call);
    return error == STORE_NONE ? STORE_OK : error;
}

enum store_error work_first(struct store *store, int64_t *id)
{
    struct db_call call = db_begin(store->db, OP_WORK_FIRST);
    enum store_error error = db_next(&call);
    *id = error == STORE_OK ? db_int(&call, 0) : 0;
    db_end(&call);
    return error;
}
