/* agreed: one row for each case whose citizen was asked. The row outlives a change of mind, so that
 * it can be shown when somebody asks on what ground an entry was published, and since when not. */
#include "gateway/store/agreed.h"

enum store_error agreed_get(struct store *store, int64_t case_id, int *given)
{
    struct db_call call = db_begin(store->db, OP_AGREED_GET);
    db_give_int(&call, case_id);
    enum store_error error = db_next(&call);
    *given = error != STORE_OK ? 0 : db_int(&call, 0) ? 1 : -1;
    db_end(&call);
    return error == STORE_NONE ? STORE_OK : error;
}

enum store_error agreed_set(struct store *store, int64_t case_id, bool given, int64_t now)
{
    struct db_call call = db_begin(store->db, OP_AGREED_PUT);
    db_give_int(&call, case_id);
    db_give_int(&call, given);
    db_give_int(&call, now);
    return db_run(&call);
}

enum store_error cases_newest(struct store *store, int64_t *id)
{
    struct db_call call = db_begin(store->db, OP_CASE_NEWEST);
    enum store_error error = db_next(&call);
    if (error == STORE_OK && db_is_null(&call, 0))
        error = STORE_NONE;
    if (error == STORE_OK)
        *id = db_int(&call, 0);
    db_end(&call);
    return error;
}
