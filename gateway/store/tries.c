/* tries: one small row for each name and each address that gave a wrong password lately. The row
 * survives a restart, or a restart would open the door. */
#include "gateway/store/tries.h"

static struct seal_hash key_of(struct store *store, const char *what, struct view name)
{
    struct view parts[] = {VIEW("tries"), view_of(what), name};
    return seal_hash(store->seal, parts, 3);
}

static void give_key(struct db_call *call, const struct seal_hash *key)
{
    db_give_bytes(call, (struct view){(const char *)key->bytes, sizeof key->bytes});
}

enum store_error tries_get(struct store *store, const char *what, struct view name,
                           struct tries *out)
{
    struct seal_hash key = key_of(store, what, name);
    struct db_call call = db_begin(store->db, OP_TRIES_GET);
    give_key(&call, &key);
    *out = (struct tries){0};
    enum store_error error = db_next(&call);
    if (error == STORE_OK)
        *out = (struct tries){db_int(&call, 0), db_int(&call, 1), db_int(&call, 2)};
    db_end(&call);
    return error == STORE_NONE ? STORE_OK : error;
}

static enum store_error drop(struct store *store, const struct seal_hash *key)
{
    struct db_call call = db_begin(store->db, OP_TRIES_DROP);
    give_key(&call, key);
    return db_run(&call);
}

enum store_error tries_put(struct store *store, const char *what, struct view name,
                           const struct tries *tries)
{
    struct seal_hash key = key_of(store, what, name);
    if (!tries->count)
        return drop(store, &key);
    struct db_call call = db_begin(store->db, OP_TRIES_PUT);
    give_key(&call, &key);
    db_give_int(&call, tries->count);
    db_give_int(&call, tries->since);
    db_give_int(&call, tries->closed_until);
    return db_run(&call);
}

enum store_error tries_sweep(struct store *store, int64_t before)
{
    struct db_call call = db_begin(store->db, OP_TRIES_SWEEP);
    db_give_int(&call, before);
    db_give_int(&call, before);
    return db_run(&call);
}
