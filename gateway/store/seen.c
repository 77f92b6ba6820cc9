/* seen: the keys of messages: the last ones as they came (fresh.h), those before in one table a
 * day, four in turn.
 *
 * A row's number is the second that the message itself names and 36 bits of a keyed hash, 63 more
 * bits stand in it; where two keys get the same number, the later one takes the next free one. So a
 * key is compared whole and the index is the table itself. The second comes first because keys of
 * one moment then share a few pages: in random order each key dirtied a page of its own, and those
 * pages were three quarters of the log. A day's table is emptied as a whole when its turn comes
 * again, which costs nothing per key; a repeat is looked for in today's and the two tables before.
 *
 * The tables hold nothing that a message could repeat which names a later time than their last key;
 * so they are hardly ever looked into.
 *
 * The numbers are negative. Positive ones are of the old form, half of the hash alone; a table that
 * holds any is looked through in both ways until its day is over. And keys were hashed more dearly
 * once: as long as there may be such ones, a key comes with both of its hashes. */
#include "gateway/store/fresh.h"
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

enum { HASH_BITS = 36, SECOND_BITS = 27, LAID_LEAST = 64 };

static int64_t number_of(const struct seen_key *key)
{
    uint64_t second = (uint64_t)key->at & ((1U << SECOND_BITS) - 1);
    uint64_t hash = (uint64_t)half(key->hash.bytes) >> (63 - HASH_BITS);
    return INT64_MIN + (int64_t)(second << HASH_BITS | hash);
}

/* Looks in the table of a day. */
static enum store_error look_at_day(struct store *store, int64_t day, const struct seen_key *key,
                                    struct seen *before)
{
    int64_t rest = half(key->hash.bytes + 8), number = number_of(key), unused;
    enum store_error error = STORE_NONE;
    if (number <= store->seen_last[day % SEEN_TABLES])
        error = look(store, day, number, rest, &unused, before);
    if (error != STORE_NONE || !(store->seen_old >> day % SEEN_TABLES & 1))
        return error;
    return look(store, day, half(key->hash.bytes), rest, &unused, before);
}

struct seen_key seen_key_of(const struct store *store, const struct view *parts, size_t count,
                            int64_t at)
{
    struct seen_key key = {.hash = seal_quick(store->seal, parts, count), .at = at};
    key.has_before = store->seen_day <= store->seen_slow_until;
    if (key.has_before)
        key.before = seal_hash(store->seal, parts, count);
    return key;
}

/* Looks everywhere, the likeliest place first. */
static enum store_error find_hash(struct store *store, const struct seen_key *key,
                                  struct seen *found)
{
    const struct fresh_key *fresh =
        fresh_find(store->fresh, number_of(key), half(key->hash.bytes + 8));
    enum store_error error = STORE_NONE;
    if (fresh) {
        *found = (struct seen){fresh->turn, fresh->digest};
        return STORE_OK;
    }
    for (int64_t back = 0; back < SEEN_DAYS && error == STORE_NONE; back++)
        error = look_at_day(store, store->seen_day - back, key, found);
    return error;
}

enum store_error seen_find(struct store *store, const struct seen_key *key, struct seen *found)
{
    enum store_error error = find_hash(store, key, found);
    if (error != STORE_NONE || !key->has_before)
        return error;
    struct seen_key before = {.hash = key->before, .at = key->at};
    return find_hash(store, &before, found);
}

/* *added: nobody was there. */
static enum store_error put(struct store *store, int64_t day, int64_t place,
                            const struct fresh_key *key, bool *added)
{
    struct db_call call = db_begin(store->db, of_day(OP_SEEN_ADD_0, day));
    db_give_int(&call, place);
    db_give_int(&call, key->rest);
    db_give_int(&call, key->turn);
    db_give_int(&call, key->digest);
    enum store_error error = db_run(&call);
    *added = error == STORE_OK && db_changed(store->db) == 1;
    return error;
}

/* Lays a key into the table of its day, where it may be already. */
static enum store_error lay(struct store *store, int64_t day, const struct fresh_key *key)
{
    int64_t *last = &store->seen_last[day % SEEN_TABLES], place = key->number;
    struct seen there;
    for (;;) {
        bool added;
        enum store_error error = put(store, day, place, key, &added);
        if (error == STORE_OK && added && place > *last)
            *last = place;
        if (error != STORE_OK || added)
            return error;
        error = look(store, day, place, key->rest, &place, &there);
        if (error != STORE_NONE)
            return error;
    }
}

enum store_error seen_add(struct store *store, const struct seen_key *key, struct seen seen,
                          struct seen *before)
{
    enum store_error error = seen_find(store, key, before);
    struct fresh_key fresh = {.number = number_of(key),
                              .rest = half(key->hash.bytes + 8),
                              .turn = seen.turn,
                              .digest = seen.digest};
    if (error != STORE_NONE)
        return error == STORE_OK ? STORE_CONFLICT : error;
    return fresh_add(store->fresh, &fresh) ? STORE_OK : lay(store, store->seen_day, &fresh);
}

static enum store_error lay_some(struct store *store, size_t most)
{
    const struct fresh_key *keys;
    size_t count;
    int64_t day;
    enum store_error error = fresh_take_some(store, most, &keys, &count, &day);
    for (size_t i = 0; i < count && error == STORE_OK; i++)
        error = lay(store, day, &keys[i]);
    return error;
}

/* Twice as many are laid as came: so they never grow too many, and nobody waits for long. */
enum store_error seen_settle(struct store *store)
{
    size_t most = 2 * fresh_added(store->fresh) + LAID_LEAST;
    enum store_error error = fresh_write(store);
    return error == STORE_OK && fresh_overflows(store->fresh) ? lay_some(store, most) : error;
}

static enum store_error find_slow(struct store *store)
{
    struct db_call call = db_begin(store->db, OP_SEEN_SLOW);
    enum store_error error = db_next(&call);
    bool some = error == STORE_OK && !db_is_null(&call, 0);
    store->seen_slow_until = some ? db_int(&call, 0) + SEEN_DAYS - 1 : INT64_MIN;
    db_end(&call);
    return error;
}

enum store_error seen_find_old(struct store *store)
{
    enum store_error slow = find_slow(store);
    if (slow != STORE_OK)
        return slow;
    store->seen_old = 0;
    for (int table = 0; table < SEEN_TABLES; table++) {
        struct db_call call = db_begin(store->db, of_day(OP_SEEN_OLD_0, table));
        enum store_error error = db_next(&call);
        db_end(&call);
        if (error != STORE_OK && error != STORE_NONE)
            return error;
        store->seen_old |= (unsigned)(error == STORE_OK) << table;
    }
    return STORE_OK;
}

/* The last key of a day. */
static enum store_error find_last(struct store *store, int64_t day)
{
    struct db_call call = db_begin(store->db, of_day(OP_SEEN_LAST_0, day));
    enum store_error error = db_next(&call);
    store->seen_last[day % SEEN_TABLES] =
        error == STORE_OK && !db_is_null(&call, 0) ? db_int(&call, 0) : INT64_MIN;
    db_end(&call);
    return error;
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
    store->seen_old &= ~(1U << day % SEEN_TABLES);
    call = db_begin(store->db, OP_SEEN_SET_DAY);
    db_give_int(&call, day % SEEN_TABLES);
    db_give_int(&call, day);
    return db_run(&call);
}

enum store_error seen_turn_day(struct store *store, int64_t day)
{
    enum store_error fresh = fresh_write(store); /* what was added belongs to the day before */
    if (fresh == STORE_OK)
        fresh = fresh_drop_before(store, day - SEEN_DAYS + 1);
    if (fresh != STORE_OK)
        return fresh;
    for (int64_t back = 0; back < SEEN_DAYS; back++) {
        enum store_error error = settle(store, day - back);
        if (error == STORE_OK)
            error = find_last(store, day - back);
        if (error != STORE_OK)
            return error;
    }
    store->seen_day = day;
    return STORE_OK;
}
