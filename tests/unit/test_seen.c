/* Keys of what came: known again for three days, however many; they stand and fall with their
 * transaction, and those of an older zhida are found. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "gateway/store/turns.h"
#include "tests/unit/own_store.h"

static void keys_are_known_for_three_days(void **state)
{
    struct own_store *f = *state;
    struct view part = VIEW("message 1");
    struct seen_key key = {.hash = seal_hash(f->store.seal, &part, 1), .at = f->world.now};
    struct seen before, seen = {.turn = 5, .digest = 6};
    int64_t day = f->store.seen_day;
    assert_int_equal(seen_find(&f->store, &key, &before), STORE_NONE);
    assert_int_equal(seen_add(&f->store, &key, seen, &before), STORE_OK);
    for (int64_t later = 0; later < 3; later++) {
        assert_int_equal(seen_turn_day(&f->store, day + later), STORE_OK);
        assert_int_equal(seen_add(&f->store, &key, seen, &before), STORE_CONFLICT);
        assert_int_equal(before.turn, 5);
        assert_int_equal(before.digest, 6);
    }
    assert_int_equal(seen_turn_day(&f->store, day + 4), STORE_OK);
    assert_int_equal(seen_add(&f->store, &key, seen, &before), STORE_OK);
}

static struct seen_key numbered(struct own_store *f, int64_t n, int64_t at)
{
    struct view part = {(const char *)&n, sizeof n};
    return (struct seen_key){.hash = seal_hash(f->store.seal, &part, 1), .at = at};
}

static bool is_seen(struct own_store *f, int64_t n, int64_t at)
{
    struct seen_key key = numbered(f, n, at);
    struct seen found = {0, 0};
    bool seen = seen_find(&f->store, &key, &found) == STORE_OK;
    if (seen)
        assert_int_equal(found.turn, n);
    return seen;
}

static void see(struct own_store *f, int64_t n, int64_t at)
{
    struct seen_key key = numbered(f, n, at);
    struct seen before, seen = {.turn = n, .digest = -n};
    assert_int_equal(seen_add(&f->store, &key, seen, &before), STORE_OK);
    assert_int_equal(seen_add(&f->store, &key, seen, &before), STORE_CONFLICT);
    assert_int_equal(before.digest, -n);
}

/* What was undone or rolled back was never seen; what was committed is, after a start too. */
static void keys_stand_and_fall_with_their_transaction(void **state)
{
    struct own_store *f = *state;
    int64_t at = f->world.now;
    see(f, 1, at);
    assert_int_equal(store_save(&f->store), STORE_OK);
    see(f, 2, at);
    see(f, 3, at - 5);
    assert_int_equal(store_undo(&f->store), STORE_OK);
    see(f, 3, at - 5);
    assert_int_equal(store_commit(&f->store), STORE_OK);
    assert_int_equal(store_begin(&f->store), STORE_OK);
    see(f, 4, at);
    store_rollback(&f->store);
    assert_int_equal(store_begin(&f->store), STORE_OK);
    assert_true(is_seen(f, 1, at) && !is_seen(f, 2, at) && is_seen(f, 3, at - 5));
    assert_false(is_seen(f, 4, at));
    own_store_reopen(f);
    assert_true(is_seen(f, 1, at) && !is_seen(f, 2, at) && is_seen(f, 3, at - 5));
    assert_false(is_seen(f, 4, at));
}

/* More than memory holds: the first ones lie in the day's table, and all are known. */
static void keys_are_known_however_many(void **state)
{
    enum { ALL = 80000, A_TURN = 500, LATE = 7, LOST = 3500 };
    struct own_store *f = *state;
    int64_t at = f->world.now;
    for (int64_t n = 1; n <= ALL; n++) {
        struct seen_key key = numbered(f, n, at + n / 3000 - (n % LATE ? 0 : LATE));
        struct seen before, seen = {.turn = n};
        assert_int_equal(seen_add(&f->store, &key, seen, &before), STORE_OK);
        if (n % A_TURN == 0) {
            assert_int_equal(store_commit(&f->store), STORE_OK);
            assert_int_equal(store_begin(&f->store), STORE_OK);
        }
        if (n % LOST == 0) { /* when some are half laid, too */
            see(f, -n, at);
            assert_int_equal(seen_settle(&f->store), STORE_OK);
            store_rollback(&f->store);
            assert_int_equal(store_begin(&f->store), STORE_OK);
        }
    }
    for (int again = 0; again < 2; again++) {
        for (int64_t n = 1; n <= ALL; n += 11)
            assert_true(is_seen(f, n, at + n / 3000 - (n % LATE ? 0 : LATE)));
        assert_false(is_seen(f, ALL + 1, at + ALL / 3000));
        assert_false(is_seen(f, ALL + 2, at));
        assert_false(is_seen(f, -LOST * 22, at));
        own_store_reopen(f);
    }
}

/* One transaction of more than there is room for. */
static void keys_without_room_go_to_their_table(void **state)
{
    enum { ALL = 140000 };
    struct own_store *f = *state;
    int64_t at = f->world.now;
    for (int64_t n = 1; n <= ALL; n++) {
        struct seen_key key = numbered(f, n, at);
        struct seen before, seen = {.turn = n};
        assert_int_equal(seen_add(&f->store, &key, seen, &before), STORE_OK);
    }
    assert_true(is_seen(f, 1, at) && is_seen(f, ALL, at) && !is_seen(f, ALL + 1, at));
}

/* Days before are looked into up to their last key: one that names a later time is new. */
static void keys_of_days_before_are_found_by_time(void **state)
{
    struct own_store *f = *state;
    struct seen before, seen = {.turn = 5};
    int64_t day = f->store.seen_day;
    for (unsigned char i = 1; i <= 3; i++) {
        struct seen_key key = {.hash = {{i, i, i}}, .at = i * 100};
        assert_int_equal(seen_turn_day(&f->store, day + i), STORE_OK);
        assert_int_equal(seen_add(&f->store, &key, seen, &before), STORE_OK);
    }
    for (unsigned char i = 1; i <= 3; i++) {
        struct seen_key key = {.hash = {{i, i, i}}, .at = i * 100};
        assert_int_equal(seen_add(&f->store, &key, seen, &before), STORE_CONFLICT);
        key.at += 50;
        assert_int_equal(seen_find(&f->store, &key, &before), STORE_NONE);
        assert_int_equal(seen_add(&f->store, &key, seen, &before), STORE_OK);
    }
}

/* Two keys that share their first half are still two. */
static void keys_are_compared_whole(void **state)
{
    struct own_store *f = *state;
    struct seen_key one = {.hash = {{1}}, .at = 9}, two = one, later = {.hash = {{1}}, .at = 10};
    struct seen before, seen = {.turn = 1};
    two.hash.bytes[15] = 2;
    assert_int_equal(seen_add(&f->store, &one, seen, &before), STORE_OK);
    assert_int_equal(seen_add(&f->store, &two, seen, &before), STORE_OK);
    assert_int_equal(seen_add(&f->store, &one, seen, &before), STORE_CONFLICT);
    assert_int_equal(seen_add(&f->store, &two, seen, &before), STORE_CONFLICT);
    assert_int_equal(seen_find(&f->store, &later, &before), STORE_NONE);
}

/* Rows that an older zhida wrote: half of the hash as their number, no time. */
static void keys_of_the_old_form_are_found(void **state)
{
    struct own_store *f = *state;
    struct seen_key key = {.hash = {{1}}, .at = f->world.now};
    struct seen before, seen = {.turn = 1};
    int64_t day = f->store.seen_day;
    char sql[200];
    key.hash.bytes[15] = 4;
    snprintf(sql, sizeof sql, "INSERT INTO seen_%d VALUES(%lld, 2, 7, 8)", (int)(day % SEEN_TABLES),
             1LL << 55);
    assert_int_equal(db_script(f->store.db, sql), STORE_OK);
    own_store_reopen(f);
    for (int later = 0; later < 3; later++) {
        assert_int_equal(seen_turn_day(&f->store, day + later), STORE_OK);
        assert_int_equal(seen_add(&f->store, &key, seen, &before), STORE_CONFLICT);
        assert_int_equal(before.turn, 7);
        assert_int_equal(before.digest, 8);
    }
    assert_int_equal(seen_turn_day(&f->store, day + 4), STORE_OK);
    assert_int_equal(seen_add(&f->store, &key, seen, &before), STORE_OK);
}

/* The store of an older zhida is brought along; keys that it hashed are known again for as long as
 * they are kept. */
static void keys_hashed_as_before_are_found(void **state)
{
    struct own_store *f = *state;
    struct view parts[] = {VIEW("message"), VIEW("somebody"), VIEW("17")};
    struct seen_key old = {.hash = seal_hash(f->store.seal, parts, 3), .at = f->world.now};
    struct seen before, seen = {.turn = 7, .digest = 8};
    int64_t day = f->store.seen_day;
    assert_int_equal(seen_add(&f->store, &old, seen, &before), STORE_OK);
    struct seen_key key = seen_key_of(&f->store, parts, 3, f->world.now);
    assert_false(key.has_before);
    assert_int_equal(seen_find(&f->store, &key, &before), STORE_NONE);
    assert_int_equal(db_script(f->store.db, "DROP TABLE seen_slow; PRAGMA user_version=19"),
                     STORE_OK);
    own_store_reopen(f);
    assert_int_equal(store_schema(&f->store), store_migrations());
    for (int later = 0; later < SEEN_DAYS; later++) {
        assert_int_equal(seen_turn_day(&f->store, day + later), STORE_OK);
        key = seen_key_of(&f->store, parts, 3, f->world.now);
        assert_true(key.has_before);
        assert_int_equal(seen_add(&f->store, &key, (struct seen){.turn = 9}, &before),
                         STORE_CONFLICT);
        assert_true(before.turn == 7 && before.digest == 8);
    }
    assert_int_equal(seen_turn_day(&f->store, day + SEEN_DAYS), STORE_OK);
    key = seen_key_of(&f->store, parts, 3, f->world.now);
    assert_false(key.has_before);
    assert_int_equal(seen_add(&f->store, &key, seen, &before), STORE_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        OWN_STORE_TEST(keys_are_known_for_three_days),
        OWN_STORE_TEST(keys_stand_and_fall_with_their_transaction),
        OWN_STORE_TEST(keys_are_known_however_many),
        OWN_STORE_TEST(keys_without_room_go_to_their_table),
        OWN_STORE_TEST(keys_of_days_before_are_found_by_time),
        OWN_STORE_TEST(keys_are_compared_whole),
        OWN_STORE_TEST(keys_of_the_old_form_are_found),
        OWN_STORE_TEST(keys_hashed_as_before_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
