/* case_lists: what the desk sees of many cases, without opening any.
 *
 * Open cases are indexed by state and unit, so a list of one state costs what it shows, however
 * many millions are closed. Several states are merged here, newest first; lists that include closed
 * ones walk the table backwards from where they stand. */
#include "dsl/base/vec.h"
#include "gateway/store/alike.h"
#include "gateway/store/case_row.h"
#include "gateway/store/find.h"

#include <stdlib.h>

#define OPEN_STATES ((1u << CASE_FIRST_FINAL) - 1)

/* The table's partial indexes and lists say "state < 9". */
_Static_assert(CASE_FIRST_FINAL == 9, "open states come first, and there are nine of them");

static enum store_error take_lines(struct db_call *call, size_t max, struct arena *arena,
                                   struct case_line *lines, size_t *count)
{
    size_t taken = 0;
    enum store_error error = STORE_OK;
    while (taken < max && (error = db_next(call)) == STORE_OK) {
        lines[(*count)++] = case_line_read(call, arena);
        taken++;
    }
    db_end(call);
    return error == STORE_NONE ? STORE_OK : error;
}

static enum store_error list_state(struct store *store, const struct case_filter *filter, int state,
                                   int64_t below, struct arena *arena, struct case_line *lines,
                                   size_t *count)
{
    struct db_call call =
        db_begin(store->db, filter->unit.n ? OP_CASE_LIST_UNIT : OP_CASE_LIST_OPEN);
    db_give_int(&call, state);
    if (filter->unit.n)
        db_give_text(&call, filter->unit);
    db_give_int(&call, below);
    db_give_int(&call, (int64_t)filter->max);
    return take_lines(&call, filter->max, arena, lines, count);
}

static enum store_error list_all(struct store *store, const struct case_filter *filter,
                                 int64_t below, struct arena *arena, struct case_line *lines,
                                 size_t *count)
{
    bool of_unit = filter->unit.n > 0;
    struct db_call call =
        db_begin(store->db, of_unit ? OP_CASE_LIST_STATE_UNIT : OP_CASE_LIST_STATE);
    db_give_int(&call, below);
    db_give_int(&call, filter->states);
    if (of_unit)
        db_give_text(&call, filter->unit);
    db_give_int(&call, (int64_t)filter->max);
    return take_lines(&call, filter->max, arena, lines, count);
}

enum store_error cases_grave(struct store *store, int64_t since, size_t max, struct arena *arena,
                             struct case_line **lines, size_t *count)
{
    *count = 0;
    *lines = ARENA_ARRAY(arena, max, struct case_line);
    struct db_call call = db_begin(store->db, OP_CASE_GRAVE);
    db_give_int(&call, since);
    db_give_int(&call, (int64_t)max);
    return take_lines(&call, max, arena, *lines, count);
}

enum store_error cases_line(struct store *store, int64_t id, struct arena *arena,
                            struct case_line *out)
{
    size_t count = 0;
    struct db_call call = db_begin(store->db, OP_CASE_LINE_GET);
    db_give_int(&call, id);
    enum store_error error = take_lines(&call, 1, arena, out, &count);
    return error == STORE_OK && !count ? STORE_NONE : error;
}

enum store_error cases_between(struct store *store, int64_t from, int64_t below,
                               struct view category, size_t max, struct arena *arena,
                               struct case_line **lines, size_t *count)
{
    *count = 0;
    *lines = ARENA_ARRAY(arena, max, struct case_line);
    struct db_call call = db_begin(store->db, OP_CASE_LINES_BETWEEN);
    db_give_int(&call, from);
    db_give_int(&call, below);
    db_give_text(&call, category);
    db_give_int(&call, (int64_t)max);
    return take_lines(&call, max, arena, *lines, count);
}

static int newest_first(const void *a, const void *b)
{
    const struct case_line *x = a, *y = b;
    return x->id < y->id ? 1 : x->id > y->id ? -1 : 0;
}

enum store_error cases_list(struct store *store, const struct case_filter *filter,
                            struct arena *arena, struct case_line **lines, size_t *count)
{
    int64_t below = filter->below ? filter->below : INT64_MAX;
    unsigned states = filter->states ? filter->states : OPEN_STATES;
    *count = 0;
    *lines = ARENA_ARRAY(arena, filter->max * CASE_STATES, struct case_line);
    if (states >> CASE_FIRST_FINAL)
        return list_all(store, filter, below, arena, *lines, count);
    for (int state = 0; state < CASE_STATES; state++) {
        if (!(states >> state & 1))
            continue;
        enum store_error error = list_state(store, filter, state, below, arena, *lines, count);
        if (error != STORE_OK)
            return error;
    }
    qsort(*lines, *count, sizeof **lines, newest_first);
    if (*count > filter->max)
        *count = filter->max;
    return STORE_OK;
}

static enum store_error count_unit(struct store *store, struct view unit, int state, int64_t *count)
{
    struct db_call call = db_begin(store->db, OP_CASE_COUNT_UNIT);
    db_give_int(&call, state);
    db_give_text(&call, unit);
    enum store_error error = db_next(&call);
    if (error == STORE_OK)
        *count = db_int(&call, 0);
    db_end(&call);
    return error;
}

static enum store_error count_all(struct store *store, int64_t counts[CASE_STATES])
{
    struct db_call call = db_begin(store->db, OP_CASE_COUNT);
    enum store_error error;
    while ((error = db_next(&call)) == STORE_OK)
        if (db_int(&call, 0) >= 0 && db_int(&call, 0) < CASE_STATES)
            counts[db_int(&call, 0)] = db_int(&call, 1);
    db_end(&call);
    return error == STORE_NONE ? STORE_OK : error;
}

enum store_error cases_count(struct store *store, struct view unit, int64_t counts[CASE_STATES])
{
    memset(counts, 0, CASE_STATES * sizeof *counts);
    if (!unit.n)
        return count_all(store, counts);
    for (int state = 0; state < CASE_FIRST_FINAL; state++) {
        enum store_error error = count_unit(store, unit, state, &counts[state]);
        if (error != STORE_OK)
            return error;
    }
    return STORE_OK;
}

enum store_error cases_ids_of_person(struct store *store, int64_t person, size_t max,
                                     struct arena *arena, int64_t **ids, size_t *count)
{
    VEC(int64_t) found = {NULL, 0, 0};
    struct db_call call = db_begin(store->db, OP_CASE_IDS_OF_PERSON);
    db_give_int(&call, person);
    db_give_int(&call, (int64_t)max);
    enum store_error error = STORE_OK;
    while (found.n < max && (error = db_next(&call)) == STORE_OK)
        VEC_ADD(arena, &found, db_int(&call, 0));
    db_end(&call);
    *ids = found.at;
    *count = found.n;
    return error == STORE_NONE ? STORE_OK : error;
}

enum store_error cases_unname(struct store *store, int64_t person)
{
    struct db_call call = db_begin(store->db, OP_CASE_UNNAME);
    db_give_int(&call, person);
    return db_run(&call);
}

static enum store_error erase_one(struct store *store, int64_t id)
{
    struct db_call call = db_begin(store->db, OP_CASE_REASONS_DROP);
    db_give_int(&call, id);
    enum store_error error = db_run(&call);
    if (error != STORE_OK)
        return error;
    call = db_begin(store->db, OP_CASE_ERASE);
    db_give_int(&call, id);
    return db_run(&call);
}

enum store_error cases_erase(struct store *store, const int64_t *ids, size_t count)
{
    enum store_error error = find_drop(store, ids, count);
    for (size_t i = 0; i < count && error == STORE_OK; i++)
        error = erase_one(store, ids[i]);
    return error;
}
