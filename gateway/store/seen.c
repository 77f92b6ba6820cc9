/* seen: the keys of messages, one table a day, four in turn.
 *
 * The row's key is half of a keyed 128-bit hash, the other half stands in it; where two different
 * hashes share the first half, the later one takes the next free number. So a key is compared whole
 * and the index is the table itself. A day's table is emptied as a whole when its turn comes again,
 * which costs nothing per key; a repeat is looked for in today's and the two tables before. */
#include "gateway/store/turns.h"

static int64_t half(const unsigned char *p)
{
    uint64_t value = 0;
    for (int i = 0; i < 8; i++)
        value = value << 8 | p[i];
    return (int64_t)(value >> 1);
}

static enum db_op of_day(enum db_op first, int64_t day)
{
    return (enum db_op)((int)first + (int)(day % SEEN_TABLES));
}

/* Looks in one table. OK: there, *before filled. NONE: not there, *free_key is where it would go.
 */
static enum store_error look(struct store *store, int64_t day, int64_t key, int64_t rest,
                             int64_t *free_key, struct seen *before)
{
    for (;; key++) {
        struct db_call call = db_begin(store->db, of_day(OP_SEEN_FIND_0, day));
        db_give_int(&call, key);
        enum store_error error = db_next(&call);
        bool same = error == STORE_OK && db_int(&call, 0) == rest;
        if (same)
            *before = (struct seen){.turn = db_int(&call, 1), .digest = db_int(&call, 2)};
        db_end(&call);
        *free_key = key;
        if (same || error != STORE_OK)
            return error;
    }
}

/* Looks through all days; *place: where the key would go today. */
static enum store_error look_back(struct store *store, int64_t key, int64_t rest, int64_t *place,
                                  struct seen *before)
{
    enum store_error error = STORE_NONE;
    for (int64_t back = SEEN_DAYS - 1; back >= 0 && error == STORE_NONE; back--)
        error = look(store, store->seen_day - back, key, rest, place, before);
    return error;
}

enum store_error seen_find(struct store *store, const struct seal_hash *hash, struct seen *found)
{
    int64_t place;
    return look_back(store, half(hash->bytes), half(hash->bytes + 8), &place, found);
}

enum store_error seen_add(struct store *store, const struct seal_hash *hash, struct seen seen,
                          struct seen *before)
{
    int64_t key = half(hash->bytes), rest = half(hash->bytes + 8), place = key;
    enum store_error error = look_back(store, key, rest, &place, before);
    if (error != STORE_NONE)
        return error == STORE_OK ? STORE_CONFLICT : error;
    struct db_call call = db_begin(store->db, of_day(OP_SEEN_ADD_0, store->seen_day));
    db_give_int(&call, place);
    db_give_int(&call, rest);
    db_give_int(&call, seen.turn);
    db_give_int(&call, seen.digest);
    return db_run(&call);
}

/* Empties a table that holds another day than the one it stands for now. */
static enum store_error settle(struct store *store, int64_t day)
{
    struct db_call call = db_begin(store->db, OP_SEEN_DAY);
    db_give_int(&call, day % SEEN_TABLES);
    enum store_error error = db_next(&call);
    bool right = error == STORE_OK && db_int(&call, 0) == day;
    db_end(&call);
    if (right || (error != STORE_OK && error != STORE_NONE))
        return error;
    call = db_begin(store->db, of_day(OP_SEEN_CLEAR_0, day));
    error = db_run(&call);
    if (error != STORE_OK)
        return error;
    call = db_begin(store->db, OP_SEEN_SET_DAY);
    db_give_int(&call, day % SEEN_TABLES);
    db_give_int(&call, day);
    return db_run(&call);
}

enum store_error seen_turn_day(struct store *store, int64_t day)
{
    for (int64_t back = 0; back < SEEN_DAYS; back++) {
        enum store_error error = settle(store, day - back);
        if (error != STORE_OK)
            return error;
    }
    store->seen_day = day;
    return STORE_OK;
}
