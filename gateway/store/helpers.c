/* helpers: which units are asked to help with a case. The case's own row says who and how far
 * (line.helpers); this table only finds a unit's cases by it, so both change in one transaction. */
#include "gateway/store/cases.h"

#include "dsl/base/vec.h"

static enum store_error run_pair(struct store *store, enum db_op op, struct view unit, int64_t id)
{
    struct db_call call = db_begin(store->db, op);
    db_give_text(&call, unit);
    db_give_int(&call, id);
    return db_run(&call);
}

enum store_error helpers_add(struct store *store, struct view unit, int64_t case_id)
{
    return run_pair(store, OP_HELPER_ADD, unit, case_id);
}

enum store_error helpers_drop(struct store *store, struct view unit, int64_t case_id)
{
    return run_pair(store, OP_HELPER_DROP, unit, case_id);
}

enum store_error helpers_cases(struct store *store, struct view unit, int64_t below, size_t max,
                               struct arena *arena, int64_t **ids, size_t *count)
{
    VEC(int64_t) found = {NULL, 0, 0};
    struct db_call call = db_begin(store->db, OP_HELPER_CASES);
    db_give_text(&call, unit);
    db_give_int(&call, below ? below : INT64_MAX);
    db_give_int(&call, (int64_t)max);
    enum store_error error;
    while ((error = db_next(&call)) == STORE_OK)
        VEC_ADD(arena, &found, db_int(&call, 0));
    db_end(&call);
    *ids = found.at;
    *count = found.n;
    return error == STORE_NONE ? STORE_OK : error;
}

/* The line of helpers that belongs to the unit; its mark may stand behind it. */
static bool names(struct view line, struct view unit, enum helper_state *state)
{
    char mark = line.n ? line.p[line.n - 1] : 0;
    *state = mark == '+' ? HELPER_DONE : mark == '^' ? HELPER_WATCHES : HELPER_ASKED;
    return view_eq(*state == HELPER_ASKED ? line : view_sub(line, 0, line.n - 1), unit);
}

enum helper_state helper_of(struct view helpers, struct view unit)
{
    enum helper_state state;
    while (helpers.n) {
        struct view line = view_cut(&helpers, '\n');
        if (unit.n && names(line, unit, &state))
            return state;
    }
    return HELPER_NOT;
}

struct view helpers_with(struct view helpers, struct view unit, enum helper_state state,
                         struct arena *arena)
{
    struct buf out;
    enum helper_state before;
    buf_init(&out, HELPERS_BYTES);
    while (helpers.n) {
        struct view line = view_cut(&helpers, '\n');
        if (names(line, unit, &before))
            continue;
        buf_view(&out, line);
        buf_byte(&out, '\n');
    }
    if (state != HELPER_NOT) {
        buf_view(&out, unit);
        buf_text(&out, state == HELPER_DONE ? "+\n" : state == HELPER_WATCHES ? "^\n" : "\n");
    }
    struct view kept = buf_keep(&out, arena);
    buf_free(&out);
    return kept;
}

enum store_error helpers_count(struct store *store, struct view unit, int64_t *count)
{
    struct db_call call = db_begin(store->db, OP_HELPER_COUNT);
    db_give_text(&call, unit);
    enum store_error error = db_next(&call);
    *count = error == STORE_OK ? db_int(&call, 0) : 0;
    db_end(&call);
    return error;
}
