/* canned: one row an answer. Whoever asks names the unit, so that another unit's row is never
 * touched, whatever id is given. */
#include "gateway/store/canned.h"

#include "dsl/base/vec.h"

enum store_error canned_list(struct store *store, struct view unit, struct view duty,
                             struct arena *arena, struct canned **out, size_t *count)
{
    VEC(struct canned) list = {NULL, 0, 0};
    struct db_call call = db_begin(store->db, duty.n ? OP_CANNED_OF_DUTY : OP_CANNED_LIST);
    db_give_text(&call, unit);
    if (duty.n)
        db_give_text(&call, duty);
    enum store_error error = STORE_OK;
    while (list.n < CANNED_MOST && (error = db_next(&call)) == STORE_OK)
        VEC_ADD(arena, &list,
                ((struct canned){.id = db_int(&call, 0),
                                 .unit = unit,
                                 .duty = view_keep(arena, db_view(&call, 1)),
                                 .title = view_keep(arena, db_view(&call, 2)),
                                 .body = view_keep(arena, db_view(&call, 3)),
                                 .used = db_int(&call, 4),
                                 .changed = db_int(&call, 5),
                                 .user = db_int(&call, 6)}));
    db_end(&call);
    *out = list.at;
    *count = list.n;
    return error == STORE_NONE ? STORE_OK : error;
}

static enum store_error changed_one(struct store *store, struct db_call *call)
{
    enum store_error error = db_run(call);
    return error == STORE_OK && !db_changed(store->db) ? STORE_NONE : error;
}

enum store_error canned_put(struct store *store, const struct canned *canned)
{
    struct db_call call = db_begin(store->db, canned->id ? OP_CANNED_CHANGE : OP_CANNED_ADD);
    db_give_text(&call, canned->duty);
    db_give_text(&call, canned->title);
    db_give_text(&call, canned->body);
    db_give_int(&call, canned->changed);
    db_give_int(&call, canned->user);
    db_give_text(&call, canned->unit);
    if (canned->id)
        db_give_int(&call, canned->id);
    return changed_one(store, &call);
}

static enum store_error with_id(struct store *store, enum db_op op, struct view unit, int64_t id)
{
    struct db_call call = db_begin(store->db, op);
    db_give_text(&call, unit);
    db_give_int(&call, id);
    return changed_one(store, &call);
}

enum store_error canned_drop(struct store *store, struct view unit, int64_t id)
{
    return with_id(store, OP_CANNED_DROP, unit, id);
}

enum store_error canned_use(struct store *store, struct view unit, int64_t id)
{
    return with_id(store, OP_CANNED_USE, unit, id);
}
