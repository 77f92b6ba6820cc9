/* factor: rows of the second factor. The secret is sealed with the gateway's own key and bound to
 * its user; a step moves only forward, in one statement, so that two logins at the same moment
 * cannot use one code twice. */
#include "gateway/store/factor.h"

#include "gateway/store/sealed.h"

enum { OPENED = 256 };

static struct seal_place place_of(int64_t user)
{
    return (struct seal_place){SEAL_FACTOR, user, 0};
}

static enum store_error open_secret(struct store *store, int64_t user, struct view closed,
                                    struct factor *out)
{
    struct arena arena;
    struct view plain;
    arena_init(&arena, OPENED);
    enum store_error error =
        sealed_open(store, VIEW(""), 0, place_of(user), closed, &arena, &plain);
    if (error == STORE_OK && plain.n != FACTOR_SECRET)
        error = STORE_SEALED;
    if (error == STORE_OK)
        memcpy(out->secret, plain.p, FACTOR_SECRET);
    arena_free(&arena);
    return error;
}

enum store_error factor_get(struct store *store, int64_t user, struct factor *out)
{
    struct db_call call = db_begin(store->db, OP_FACTOR_GET);
    db_give_int(&call, user);
    enum store_error error = db_next(&call);
    if (error == STORE_OK) {
        *out = (struct factor){.since = db_int(&call, 1), .step = db_int(&call, 2)};
        error = open_secret(store, user, db_view(&call, 0), out);
    }
    db_end(&call);
    return error;
}

enum store_error factor_put(struct store *store, int64_t user, const struct factor *factor)
{
    struct view closed, plain = {(const char *)factor->secret, FACTOR_SECRET};
    enum store_error error = sealed_close(store, VIEW(""), 0, place_of(user), plain, &closed);
    if (error != STORE_OK)
        return error;
    struct db_call call = db_begin(store->db, OP_FACTOR_PUT);
    db_give_int(&call, user);
    db_give_bytes(&call, closed);
    db_give_int(&call, factor->since);
    db_give_int(&call, factor->step);
    return db_run(&call);
}

enum store_error factor_use(struct store *store, int64_t user, int64_t since, int64_t step,
                            bool *fresh)
{
    struct db_call call = db_begin(store->db, OP_FACTOR_STEP);
    db_give_int(&call, since);
    db_give_int(&call, step);
    db_give_int(&call, user);
    db_give_int(&call, step);
    enum store_error error = db_run(&call);
    *fresh = error == STORE_OK && db_changed(store->db) == 1;
    return error;
}

static enum store_error drop(struct store *store, enum db_op op, int64_t user)
{
    struct db_call call = db_begin(store->db, op);
    db_give_int(&call, user);
    return db_run(&call);
}

enum store_error factor_drop(struct store *store, int64_t user)
{
    enum store_error error = drop(store, OP_FACTOR_DROP, user);
    return error == STORE_OK ? drop(store, OP_RECOVERY_DROP, user) : error;
}

static enum store_error with_code(struct store *store, enum db_op op, int64_t user,
                                  struct view code)
{
    struct view parts[] = {VIEW("recovery"), code};
    struct seal_hash hash = seal_hash(store->seal, parts, 2);
    struct db_call call = db_begin(store->db, op);
    db_give_int(&call, user);
    db_give_bytes(&call, (struct view){(const char *)hash.bytes, sizeof hash.bytes});
    return db_run(&call);
}

enum store_error recovery_set(struct store *store, int64_t user, const struct view *codes,
                              size_t count)
{
    enum store_error error = drop(store, OP_RECOVERY_DROP, user);
    for (size_t i = 0; i < count && error == STORE_OK; i++)
        error = with_code(store, OP_RECOVERY_ADD, user, codes[i]);
    return error;
}

enum store_error recovery_use(struct store *store, int64_t user, struct view code, bool *right)
{
    enum store_error error = with_code(store, OP_RECOVERY_USE, user, code);
    *right = error == STORE_OK && db_changed(store->db) == 1;
    return error;
}

enum store_error recovery_left(struct store *store, int64_t user, int64_t *count)
{
    struct db_call call = db_begin(store->db, OP_RECOVERY_LEFT);
    db_give_int(&call, user);
    enum store_error error = db_next(&call);
    *count = error == STORE_OK ? db_int(&call, 0) : 0;
    db_end(&call);
    return error;
}
