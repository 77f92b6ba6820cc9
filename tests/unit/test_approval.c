/* Approvals: one asks, another with the right role decides, once, while it is open. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "gateway/desk/approval.h"
#include "gateway/store/chain_check.h"
#include "tests/unit/own_store.h"

enum { ASKER = 1, EDITOR, EDITOR_TOO, OFFICER, NOW = 1795000000, DAY = 86400 };

static struct desk_user user(int64_t id, unsigned roles)
{
    return (struct desk_user){.id = id, .roles = roles, .active = true};
}

static int64_t ask(struct own_store *f, const char *object)
{
    struct approval asked = {.kind = APPROVAL_BOARD,
                             .object = view_of(object),
                             .asked_by = ASKER,
                             .asked_at = NOW,
                             .amount = 3,
                             .shown = VIEW("公开的答复全文")};
    int64_t id = 0;
    assert_int_equal(approval_ask(&f->store, &asked, &id), STORE_OK);
    return id;
}

static bool decide_as(struct own_store *f, struct desk_user by, int64_t id,
                      enum approval_state state, int64_t now)
{
    struct approval_decision decision = {id, state, VIEW("材料不齐"), now};
    bool done;
    assert_int_equal(approval_decide(&f->store, &by, &decision, &f->arena, &done), STORE_OK);
    return done;
}

static void another_person_with_the_role_decides_once(void **state)
{
    struct own_store *f = *state;
    int64_t id = ask(f, "m-1");
    assert_false(decide_as(f, user(ASKER, ROLE_EDITOR), id, APPROVAL_GRANTED, NOW));
    assert_false(decide_as(f, user(OFFICER, ROLE_UNIT), id, APPROVAL_GRANTED, NOW));
    assert_false(decide_as(f, user(OFFICER, ROLE_ADMIN), id, APPROVAL_GRANTED, NOW));
    struct desk_user gone = user(EDITOR, ROLE_EDITOR);
    gone.active = false;
    assert_false(decide_as(f, gone, id, APPROVAL_GRANTED, NOW));
    assert_true(decide_as(f, user(EDITOR, ROLE_EDITOR), id, APPROVAL_GRANTED, NOW));
    assert_false(decide_as(f, user(EDITOR_TOO, ROLE_EDITOR), id, APPROVAL_REFUSED, NOW));
    struct approval found;
    assert_int_equal(approval_get(&f->store, id, &f->arena, &found), STORE_OK);
    assert_int_equal(found.state, APPROVAL_GRANTED);
    assert_int_equal(found.decided_by, EDITOR);
    assert_true(view_is(found.shown, "公开的答复全文"));
    assert_true(view_is(found.reason, "材料不齐"));
}

static void one_at_a_time_for_an_object(void **state)
{
    struct own_store *f = *state;
    struct approval second = {
        .kind = APPROVAL_BOARD, .object = VIEW("m-1"), .asked_by = OFFICER, .asked_at = NOW + 5};
    int64_t id = ask(f, "m-1"), other;
    assert_int_equal(approval_ask(&f->store, &second, &other), STORE_CONFLICT);
    assert_true(ask(f, "m-2") > id);
    assert_true(decide_as(f, user(ASKER, 0), id, APPROVAL_WITHDRAWN, NOW));
    assert_int_equal(approval_ask(&f->store, &second, &other), STORE_OK);
}

static void only_who_asked_takes_it_back(void **state)
{
    struct own_store *f = *state;
    int64_t id = ask(f, "m-1");
    assert_false(decide_as(f, user(EDITOR, ROLE_EDITOR), id, APPROVAL_WITHDRAWN, NOW));
    assert_false(decide_as(f, user(EDITOR, ROLE_EDITOR), id, APPROVAL_OPEN, NOW));
}

static void what_ran_out_is_closed_and_may_be_asked_again(void **state)
{
    struct own_store *f = *state;
    struct approval found, again = {.kind = APPROVAL_BOARD,
                                    .object = VIEW("m-1"),
                                    .asked_by = ASKER,
                                    .asked_at = NOW + 14 * DAY};
    int64_t id = ask(f, "m-1"), other;
    assert_int_equal(
        approval_of(&f->store, APPROVAL_BOARD, VIEW("m-1"), NOW + 14 * DAY - 1, &f->arena, &found),
        STORE_OK);
    assert_int_equal(
        approval_of(&f->store, APPROVAL_BOARD, VIEW("m-1"), NOW + 14 * DAY, &f->arena, &found),
        STORE_NONE);
    assert_false(decide_as(f, user(EDITOR, ROLE_EDITOR), id, APPROVAL_GRANTED, NOW + 14 * DAY));
    assert_int_equal(approval_ask(&f->store, &again, &other), STORE_OK);
}

static void lists_show_the_kinds_one_has_to_do_with(void **state)
{
    struct own_store *f = *state;
    struct approval *rows;
    size_t count;
    struct desk_user editor = user(EDITOR, ROLE_EDITOR), admin = user(OFFICER, ROLE_ADMIN);
    int64_t first = ask(f, "m-1"), second = ask(f, "m-2");
    struct approval_filter filter = {.kinds = approval_kinds_of(&editor), .max = 10, .now = NOW};
    assert_int_equal(approval_list(&f->store, &filter, &f->arena, &rows, &count), STORE_OK);
    assert_int_equal(count, 2);
    assert_int_equal(rows[0].id, second);
    assert_true(decide_as(f, editor, second, APPROVAL_REFUSED, NOW));
    filter.open_only = true;
    assert_int_equal(approval_list(&f->store, &filter, &f->arena, &rows, &count), STORE_OK);
    assert_int_equal(count, 1);
    assert_int_equal(rows[0].id, first);
    filter.kinds = approval_kinds_of(&admin);
    assert_int_equal(approval_list(&f->store, &filter, &f->arena, &rows, &count), STORE_OK);
    assert_int_equal(count, 0);
}

static void what_is_shown_is_sealed_and_acts_are_recorded(void **state)
{
    struct own_store *f = *state;
    struct chain_check check = {0};
    int64_t id = ask(f, "m-1");
    assert_true(decide_as(f, user(EDITOR, ROLE_EDITOR), id, APPROVAL_REFUSED, NOW));
    struct db_call call = db_begin(f->store.db, OP_APPROVAL_GET);
    db_give_int(&call, id);
    assert_int_equal(db_next(&call), STORE_OK);
    assert_int_equal(view_find(db_view(&call, 10), VIEW("公开")), SIZE_MAX);
    assert_int_equal(view_find(db_view(&call, 11), VIEW("材料")), SIZE_MAX);
    db_end(&call);
    struct audit_row *rows;
    size_t count;
    assert_int_equal(audit_list(&f->store, 0, 10, &f->arena, &rows, &count), STORE_OK);
    assert_int_equal(count, 2);
    assert_true(view_is(rows[1].action, "approval.ask"));
    assert_true(view_is(rows[0].action, "approval.refuse"));
    assert_true(view_is(rows[0].detail, "board m-1"));
    assert_int_equal(rows[0].user, EDITOR);
    assert_int_equal(chain_check(&f->store, &check), STORE_OK);
    assert_int_equal(check.fault, CHAIN_SOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        OWN_STORE_TEST(another_person_with_the_role_decides_once),
        OWN_STORE_TEST(one_at_a_time_for_an_object),
        OWN_STORE_TEST(only_who_asked_takes_it_back),
        OWN_STORE_TEST(what_ran_out_is_closed_and_may_be_asked_again),
        OWN_STORE_TEST(lists_show_the_kinds_one_has_to_do_with),
        OWN_STORE_TEST(what_is_shown_is_sealed_and_acts_are_recorded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
