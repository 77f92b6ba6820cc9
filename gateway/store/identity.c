/* identity: rows of it. Issuer and subject are kept as one keyed hash: they are only ever looked
 * for, and a copy of the database does not tell who has an account where. */
#include "gateway/store/identity.h"

static struct seal_hash key_of(struct store *store, struct view issuer, struct view subject)
{
    struct view parts[] = {VIEW("identity"), issuer, subject};
    return seal_hash(store->seal, parts, 3);
}

static void give_key(struct db_call *call, const struct seal_hash *key)
{
    db_give_bytes(call, (struct view){(const char *)key->bytes, sizeof key->bytes});
}

enum store_error identity_find(struct store *store, struct view issuer, struct view subject,
                               int64_t *user)
{
    struct seal_hash key = key_of(store, issuer, subject);
    struct db_call call = db_begin(store->db, OP_IDENTITY_FIND);
    give_key(&call, &key);
    enum store_error error = db_next(&call);
    *user = error == STORE_OK ? db_int(&call, 0) : 0;
    db_end(&call);
    return error;
}

enum store_error identity_has(struct store *store, int64_t user, bool *tied)
{
    struct db_call call = db_begin(store->db, OP_IDENTITY_COUNT);
    db_give_int(&call, user);
    enum store_error error = db_next(&call);
    *tied = error == STORE_OK && db_int(&call, 0) > 0;
    db_end(&call);
    return error;
}

enum store_error identity_add(struct store *store, struct view issuer, struct view subject,
                              int64_t user, int64_t now)
{
    struct seal_hash key = key_of(store, issuer, subject);
    struct db_call call = db_begin(store->db, OP_IDENTITY_ADD);
    give_key(&call, &key);
    db_give_int(&call, user);
    db_give_int(&call, now);
    return db_run(&call);
}

enum store_error identity_drop(struct store *store, int64_t user)
{
    struct db_call call = db_begin(store->db, OP_IDENTITY_DROP);
    db_give_int(&call, user);
    return db_run(&call);
}
