/* parked: inputs put aside, sealed with the gateway's own key: whoever they came from may not even
 * be known yet. */
#include "gateway/store/parked.h"

#include "gateway/store/sealed.h"

static enum store_error number(struct store *store, enum db_op op, int64_t *out)
{
    struct db_call call = db_begin(store->db, op);
    enum store_error error = db_next(&call);
    *out = error == STORE_OK ? db_int(&call, 0) : 0;
    db_end(&call);
    return error;
}

enum store_error parked_add(struct store *store, const struct parked_row *row)
{
    int64_t last;
    struct view closed;
    enum store_error error = number(store, OP_PARKED_LAST, &last);
    if (error == STORE_OK)
        error = sealed_close(store, VIEW(""), 0, (struct seal_place){SEAL_PARKED, last + 1, 0},
                             row->body, &closed);
    if (error != STORE_OK)
        return error;
    struct db_call call = db_begin(store->db, OP_PARKED_ADD);
    db_give_int(&call, last + 1);
    db_give_int(&call, row->at);
    db_give_int(&call, row->account);
    db_give_text(&call, row->reason);
    db_give_bytes(&call, closed);
    return db_run(&call);
}

enum store_error parked_list(struct store *store, int64_t after, size_t max, struct arena *arena,
                             struct parked_row **rows, size_t *count)
{
    *count = 0;
    *rows = ARENA_ARRAY(arena, max, struct parked_row);
    struct db_call call = db_begin(store->db, OP_PARKED_LIST);
    db_give_int(&call, after);
    db_give_int(&call, (int64_t)max);
    enum store_error error = STORE_OK;
    while (*count < max && (error = db_next(&call)) == STORE_OK) {
        struct parked_row *row = &(*rows)[(*count)++];
        *row = (struct parked_row){.id = db_int(&call, 0),
                                   .at = db_int(&call, 1),
                                   .account = db_int(&call, 2),
                                   .reason = view_keep(arena, db_view(&call, 3))};
        error = sealed_open(store, VIEW(""), 0, (struct seal_place){SEAL_PARKED, row->id, 0},
                            db_view(&call, 4), arena, &row->body);
        if (error != STORE_OK)
            break;
    }
    db_end(&call);
    return error == STORE_NONE ? STORE_OK : error;
}

enum store_error parked_drop(struct store *store, int64_t id)
{
    struct db_call call = db_begin(store->db, OP_PARKED_DROP);
    db_give_int(&call, id);
    return db_run(&call);
}

enum store_error parked_count(struct store *store, int64_t *count)
{
    return number(store, OP_PARKED_COUNT, count);
}
