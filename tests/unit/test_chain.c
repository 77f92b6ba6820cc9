/* The record as a chain: what was changed, taken out, put in or cut off past the gateway is found,
 * and the first broken row is named. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "gateway/store/cases.h"
#include "gateway/store/chain_check.h"
#include "tests/unit/own_store.h"

enum { LOOKS = 40, CASE = 1 };

static int64_t case_id(void)
{
    return 20261121LL * CASE_NUMBERS_A_DAY + CASE;
}

static void look(struct own_store *f, int number)
{
    struct audit_row row = {.at = f->world.now + number,
                            .user = 3,
                            .object = case_id(),
                            .action = VIEW("case.view"),
                            .detail = VIEW("")};
    assert_int_equal(audit_add(&f->store, &row), STORE_OK);
}

static void move(struct own_store *f, int number)
{
    unsigned char wrapped[SEAL_WRAPPED];
    seal_wrap_new(f->store.seal, wrapped);
    struct case_full full = {.line = {.id = case_id()},
                             .secret = {(const char *)wrapped, sizeof wrapped}};
    struct case_event event = {.case_id = case_id(),
                               .at = f->world.now + number,
                               .move = MOVE_SIGN,
                               .state = CASE_SIGNED,
                               .mover = BY_UNIT,
                               .user = 3,
                               .unit = VIEW("城管局"),
                               .text = VIEW("马上到现场")};
    assert_int_equal(cases_add_event(&f->store, &full, &event), STORE_OK);
}

static int set_up(void **state)
{
    own_store_set_up(state);
    struct own_store *f = *state;
    for (int i = 0; i < LOOKS; i++) {
        look(f, i);
        if (i % 4 == 0)
            move(f, i);
    }
    assert_int_equal(store_commit(&f->store), STORE_OK);
    return 0;
}

static struct chain_check check_of(struct own_store *f)
{
    struct chain_check check = {0};
    assert_int_equal(chain_check(&f->store, &check), STORE_OK);
    return check;
}

static struct chain_check after(struct own_store *f, const char *sql)
{
    assert_int_equal(db_script(f->store.db, sql), STORE_OK);
    return check_of(f);
}

static void untouched_is_sound(void **state)
{
    struct chain_check check = check_of(*state);
    assert_int_equal(check.fault, CHAIN_SOUND);
    assert_int_equal(check.audits, LOOKS);
    assert_int_equal(check.events, LOOKS / 4);
    assert_int_equal(check.last.id, LOOKS + LOOKS / 4);
}

static void a_changed_look_is_found(void **state)
{
    struct chain_check check = after(*state, "UPDATE audit SET user = 4 WHERE id = 9");
    assert_int_equal(check.fault, CHAIN_CHANGED);
    assert_int_equal(check.at.kind, CHAIN_AUDIT);
    assert_int_equal(check.at.object, 9);
    assert_int_equal(check.last.id, check.at.id - 1);
}

static void a_changed_byte_of_words_is_found(void **state)
{
    struct chain_check check =
        after(*state, "UPDATE event SET body = substr(body, 1, 20) || x'00' || substr(body, 22)"
                      " WHERE n = 5");
    assert_int_equal(check.fault, CHAIN_CHANGED);
    assert_int_equal(check.at.kind, CHAIN_EVENT);
    assert_int_equal(check.at.object, case_id());
    assert_int_equal(check.at.part, 5);
}

static void a_field_of_each_kind_counts(void **state)
{
    static const char *const texts[] = {
        "UPDATE audit SET at = at + 1 WHERE id = 3",
        "UPDATE audit SET action = 'case.list' WHERE id = 3",
        "UPDATE audit SET object = object + 1 WHERE id = 3",
        "UPDATE audit SET detail = 'x' WHERE id = 3",
        "UPDATE event SET at = at - 60 WHERE n = 2",
        "UPDATE event SET move = move + 1 WHERE n = 2",
        "UPDATE event SET mover = 2 WHERE n = 2",
        "UPDATE event SET user = 0 WHERE n = 2",
        "UPDATE event SET state = 7 WHERE n = 2",
        "UPDATE event SET unit = '' WHERE n = 2",
        "UPDATE event SET due = 5 WHERE n = 2",
        "UPDATE event SET within = 5 WHERE n = 2",
        "UPDATE chain SET hash = zeroblob(32) WHERE id = 5",
        "UPDATE chain SET object = object + 1 WHERE id = 5",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct own_store *f = *state;
        assert_int_equal(db_script(f->store.db, "BEGIN"), STORE_OK);
        assert_int_not_equal(after(f, texts[i]).fault, CHAIN_SOUND);
        assert_int_equal(db_script(f->store.db, "ROLLBACK"), STORE_OK);
    }
    assert_int_equal(check_of(*state).fault, CHAIN_SOUND);
}

static void a_row_taken_out_is_found(void **state)
{
    struct chain_check check = after(*state, "DELETE FROM audit WHERE id = 12");
    assert_int_equal(check.fault, CHAIN_MISSING);
    assert_int_equal(check.at.object, 12);
}

static void a_link_taken_out_with_it_is_found(void **state)
{
    struct chain_check check = after(*state, "DELETE FROM chain WHERE what = 1 AND object = 12;"
                                             "DELETE FROM audit WHERE id = 12");
    assert_int_equal(check.fault, CHAIN_GAP);
}

static void a_row_put_in_is_found(void **state)
{
    struct chain_check check = after(*state, "INSERT INTO event(case_id, n) VALUES(7, 1)");
    assert_int_equal(check.fault, CHAIN_LOOSE);
    assert_int_equal(check.at.kind, CHAIN_EVENT);
    assert_int_equal(check.at.object, 7);
}

/* Cut off at the end with its links: the chain is sound, only the anchor knows better. */
static void an_end_cut_off_is_found_by_the_anchor(void **state)
{
    struct own_store *f = *state;
    struct chain_link head;
    assert_int_equal(chain_head(&f->store, &head), STORE_OK);
    struct chain_anchor anchor = {.id = head.id};
    memcpy(anchor.hash, head.hash, CHAIN_HASH);
    struct chain_check check =
        after(f, "DELETE FROM audit WHERE id = 40; DELETE FROM chain WHERE id = 50");
    assert_int_equal(check.fault, CHAIN_SOUND);
    check = (struct chain_check){.anchors = &anchor, .anchor_count = 1};
    assert_int_equal(chain_check(&f->store, &check), STORE_OK);
    assert_int_equal(check.fault, CHAIN_SHORT);
    assert_int_equal(store_begin(&f->store), STORE_OK);
    look(f, 77); /* another one in its place */
    assert_int_equal(store_commit(&f->store), STORE_OK);
    assert_int_equal(chain_check(&f->store, &check), STORE_OK);
    check = (struct chain_check){.anchors = &anchor, .anchor_count = 1};
    assert_int_equal(chain_check(&f->store, &check), STORE_OK);
    assert_int_equal(check.fault, CHAIN_ANCHOR);
}

static void an_anchor_is_a_line(void **state)
{
    struct own_store *f = *state;
    struct chain_link head;
    struct chain_anchor read;
    struct buf line;
    assert_int_equal(chain_head(&f->store, &head), STORE_OK);
    buf_init(&line, 200);
    chain_anchor_put(&line, head.id, head.hash);
    assert_true(chain_anchor_read(buf_seen(&line), &read));
    assert_int_equal(read.id, head.id);
    assert_memory_equal(read.hash, head.hash, CHAIN_HASH);
    assert_false(chain_anchor_read(VIEW("17 abc"), &read));
    assert_false(chain_anchor_read(VIEW(""), &read));
    buf_free(&line);
}

static void what_a_savepoint_takes_back_leaves_no_gap(void **state)
{
    struct own_store *f = *state;
    assert_int_equal(store_begin(&f->store), STORE_OK);
    look(f, 50);
    assert_int_equal(store_save(&f->store), STORE_OK);
    look(f, 51);
    move(f, 52);
    assert_int_equal(store_undo(&f->store), STORE_OK);
    look(f, 53);
    assert_int_equal(store_commit(&f->store), STORE_OK);
    struct chain_check check = check_of(f);
    assert_int_equal(check.fault, CHAIN_SOUND);
    assert_int_equal(check.audits, LOOKS + 2);
}

static void two_writers_make_one_chain(void **state)
{
    struct own_store *f = *state;
    struct store other;
    assert_int_equal(store_open(&other, f->path, &f->world.world, &f->key), STORE_OK);
    for (int i = 0; i < 6; i++) {
        struct store *store = i % 2 ? &other : &f->store;
        struct audit_row row = {.at = 1, .action = VIEW("user.add"), .detail = VIEW("")};
        assert_int_equal(store_begin(store), STORE_OK);
        assert_int_equal(audit_add(store, &row), STORE_OK);
        assert_int_equal(store_commit(store), STORE_OK);
    }
    store_close(&other);
    assert_int_equal(check_of(f).fault, CHAIN_SOUND);
}

static void rows_from_before_are_linked_once(void **state)
{
    struct own_store *f = *state;
    assert_int_equal(db_script(f->store.db, "DELETE FROM chain"), STORE_OK);
    assert_int_equal(check_of(f).fault, CHAIN_LOOSE);
    assert_int_equal(store_begin(&f->store), STORE_OK);
    assert_int_equal(chain_adopt(&f->store), STORE_OK);
    look(f, 99);
    assert_int_equal(store_commit(&f->store), STORE_OK);
    struct chain_check check = check_of(f);
    assert_int_equal(check.fault, CHAIN_SOUND);
    assert_int_equal(check.audits, LOOKS + 1);
    assert_int_equal(check.events, LOOKS / 4);
}

static void what_retention_lets_go_needs_its_record(void **state)
{
    struct own_store *f = *state;
    struct chain_check check = after(f, "DELETE FROM audit WHERE id <= 2;"
                                        "UPDATE chain SET what = 0 WHERE what = 1 AND object <= 2");
    assert_int_equal(check.fault, CHAIN_UNCOVERED);
    assert_int_equal(check.at.id, 3);
    struct chain_link link;
    struct buf line;
    assert_int_equal(chain_get(&f->store, 3, &link), STORE_OK);
    buf_init(&line, 200);
    chain_anchor_put(&line, link.id, link.hash);
    struct audit_row row = {.at = 1, .action = VIEW("audit.cut"), .detail = buf_seen(&line)};
    assert_int_equal(store_begin(&f->store), STORE_OK);
    assert_int_equal(audit_add(&f->store, &row), STORE_OK);
    assert_int_equal(store_commit(&f->store), STORE_OK);
    buf_free(&line);
    check = check_of(f);
    assert_int_equal(check.fault, CHAIN_SOUND);
    assert_int_equal(check.gone, 2);
    assert_int_equal(after(f,
                           "UPDATE chain SET what = 0 WHERE id = 20; DELETE FROM audit WHERE id ="
                           " (SELECT object FROM chain WHERE id = 20)")
                         .fault,
                     CHAIN_UNCOVERED);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, own_store_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(untouched_is_sound),
        TEST(a_changed_look_is_found),
        TEST(a_changed_byte_of_words_is_found),
        TEST(a_field_of_each_kind_counts),
        TEST(a_row_taken_out_is_found),
        TEST(a_link_taken_out_with_it_is_found),
        TEST(a_row_put_in_is_found),
        TEST(an_end_cut_off_is_found_by_the_anchor),
        TEST(an_anchor_is_a_line),
        TEST(what_a_savepoint_takes_back_leaves_no_gap),
        TEST(two_writers_make_one_chain),
        TEST(rows_from_before_are_linked_once),
        TEST(what_retention_lets_go_needs_its_record),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
