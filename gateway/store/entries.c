/* entries: two small tables beside the cases, a row for few of them. */
#include "gateway/store/entries.h"

enum store_error entries_add(struct store *store, const struct entry_row *row)
{
    struct db_call call = db_begin(store->db, OP_ENTRY_ADD);
    db_give_int(&call, row->case_id);
    db_give_int(&call, row->user);
    db_give_int(&call, row->visit);
    db_give_int(&call, row->at);
    db_give_text(&call, row->outside);
    return db_run(&call);
}

enum store_error entries_get(struct store *store, int64_t case_id, struct arena *arena,
                             struct entry_row *out)
{
    struct db_call call = db_begin(store->db, OP_ENTRY_GET);
    db_give_int(&call, case_id);
    enum store_error error = db_next(&call);
    if (error == STORE_OK)
        *out = (struct entry_row){case_id, db_int(&call, 0), db_int(&call, 2),
                                  db_int(&call, 1) != 0, view_keep(arena, db_view(&call, 3))};
    db_end(&call);
    return error;
}

enum store_error entries_outside(struct store *store, struct view outside, int64_t *case_id)
{
    struct db_call call = db_begin(store->db, OP_ENTRY_OUTSIDE);
    db_give_text(&call, outside);
    enum store_error error = db_next(&call);
    *case_id = error == STORE_OK ? db_int(&call, 0) : 0;
    db_end(&call);
    return error;
}

enum store_error call_back_get(struct store *store, int64_t case_id, struct call_back *out)
{
    struct db_call call = db_begin(store->db, OP_CALL_BACK_GET);
    db_give_int(&call, case_id);
    enum store_error error = db_next(&call);
    *out = (struct call_back){.case_id = case_id};
    if (error == STORE_OK)
        *out = (struct call_back){case_id, db_int(&call, 0), db_int(&call, 1), db_int(&call, 2)};
    db_end(&call);
    return error;
}

enum store_error call_back_missed(struct store *store, const struct call_back *missed)
{
    struct db_call call = db_begin(store->db, OP_CALL_BACK_MISSED);
    db_give_int(&call, missed->case_id);
    db_give_int(&call, missed->next);
    db_give_int(&call, missed->user);
    return db_run(&call);
}
