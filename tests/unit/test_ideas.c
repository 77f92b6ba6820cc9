/* Suggestions, wishes, points and members in the store: who may move what, who hears of it, who
 * gets how many points, and that the book of points proves itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "gateway/talk/talk_civic.h"
#include "gateway/turn/ideas.h"
#include "tests/unit/test_world.h"

enum { ALICE = 11, BOB = 12, EDITOR = 1, SECOND = 2, UNIT_USER = 3 };

struct fixture {
    struct test_world world;
    struct seal_key key;
    struct store store;
    struct arena arena;
    char database[80];
};

static int make(void **state)
{
    static int made;
    struct fixture *f = calloc(1, sizeof *f);
    test_world_init(&f->world, 5);
    memset(&f->key, 0x21, sizeof f->key);
    snprintf(f->database, sizeof f->database, "/tmp/zhida-ideas-%d-%d.db", (int)getpid(), ++made);
    arena_init(&f->arena, 256 << 20);
    assert_int_equal(store_open(&f->store, f->database, &f->world.world, &f->key), STORE_OK);
    assert_int_equal(store_begin(&f->store), STORE_OK);
    *state = f;
    return 0;
}

static int unmake(void **state)
{
    struct fixture *f = *state;
    char path[100];
    assert_int_equal(store_commit(&f->store), STORE_OK);
    store_close(&f->store);
    for (const char *const *end = (const char *const[]){"", "-wal", "-shm", NULL}; *end; end++) {
        snprintf(path, sizeof path, "%s%s", f->database, *end);
        unlink(path);
    }
    arena_free(&f->arena);
    free(f);
    return 0;
}

/* ---- doing ---- */

static int64_t file(struct fixture *f, enum idea_kind kind, int64_t person, const char *text)
{
    unsigned char *wrapped = arena_alloc(&f->arena, SEAL_WRAPPED);
    seal_wrap_new(f->store.seal, wrapped);
    struct idea idea = {.kind = kind,
                        .person = person,
                        .filed = f->world.now,
                        .moved = f->world.now,
                        .text = view_of(text),
                        .code = VIEW("ABCD2345"),
                        .secret = {(const char *)wrapped, SEAL_WRAPPED}};
    assert_int_equal(idea_file(&f->store, &idea, 0, &f->arena), STORE_OK);
    return idea.id;
}

static struct idea_act act_of(struct fixture *f, int64_t id, enum idea_move move, unsigned mover,
                              int64_t user)
{
    return (struct idea_act){.id = id,
                             .move = move,
                             .mover = mover,
                             .user = user,
                             .now = f->world.now,
                             .prefix = VIEW("yx"),
                             .text = VIEW("理由写在这里"),
                             .unit = VIEW("交通局"),
                             .verdict = VERDICT_ADOPTED,
                             .title = VIEW("题目"),
                             .shown = VIEW("公开的文字")};
}

static enum idea_result run(struct fixture *f, const struct idea_act *act)
{
    enum idea_result result;
    assert_int_equal(idea_make(&f->store, act, &f->arena, &result), STORE_OK);
    return result;
}

static enum idea_result move(struct fixture *f, int64_t id, enum idea_move what, unsigned mover,
                             int64_t user)
{
    struct idea_act act = act_of(f, id, what, mover, user);
    return run(f, &act);
}

static enum idea_state state_of(struct fixture *f, int64_t id)
{
    struct idea idea;
    assert_int_equal(ideas_get(&f->store, id, &f->arena, &idea), STORE_OK);
    return idea.state;
}

static int64_t balance(struct fixture *f, int64_t account)
{
    int64_t points;
    assert_int_equal(ledger_balance(&f->store, account, &points), STORE_OK);
    return points;
}

static size_t notes_of(struct fixture *f, int64_t person, int kind)
{
    struct note *notes = ARENA_ARRAY(&f->arena, 100, struct note);
    size_t count, found = 0;
    assert_int_equal(notes_next(&f->store, 100, &f->arena, notes, &count), STORE_OK);
    for (size_t i = 0; i < count; i++)
        found += notes[i].person == person && notes[i].kind == kind;
    return found;
}

static struct ledger_proof proof_of(struct fixture *f)
{
    struct ledger_proof proof;
    struct arena arena;
    arena_init(&arena, 128 << 20);
    assert_int_equal(ledger_check(&f->store, &arena, &proof), STORE_OK);
    arena_free(&arena);
    return proof;
}

/* ---- suggestions ---- */

static void test_two_steps(void **state)
{
    struct fixture *f = *state;
    int64_t id = file(f, IDEA_SUGGESTION, ALICE, "公交站加遮阳棚\n夏天太晒");
    assert_int_equal(state_of(f, id), IDEA_NEW);
    assert_int_equal(move(f, id, IDEA_MOVE_COMMENT, BY_UNIT_ASKED, UNIT_USER), IDEA_NOT_NOW);
    assert_int_equal(move(f, id, IDEA_MOVE_ACCEPT, BY_EDITOR_ONE, EDITOR), IDEA_MADE);
    assert_int_equal(notes_of(f, ALICE, CIVIC_NOTE_ACCEPTED), 1);
    struct idea_act other = act_of(f, id, IDEA_MOVE_COMMENT, BY_UNIT_ASKED, UNIT_USER);
    other.unit = VIEW("水务局"); /* was not asked */
    assert_int_equal(run(f, &other), IDEA_NOT_NOW);
    other.unit = VIEW("交通局");
    other.verdict = VERDICT_NONE;
    assert_int_equal(run(f, &other), IDEA_NEEDS_MORE);
    assert_int_equal(move(f, id, IDEA_MOVE_COMMENT, BY_UNIT_ASKED, UNIT_USER), IDEA_MADE);
    assert_int_equal(balance(f, ALICE), 0); /* the unit alone gives nothing */
    assert_int_equal(move(f, id, IDEA_MOVE_PUBLISH, BY_SECOND, SECOND), IDEA_NOT_NOW);
    assert_int_equal(move(f, id, IDEA_MOVE_PROPOSE, BY_EDITOR_ONE, EDITOR), IDEA_MADE);
    assert_int_equal(move(f, id, IDEA_MOVE_PUBLISH, BY_EDITOR_ONE | BY_SECOND, EDITOR),
                     IDEA_NOT_ALONE);
    assert_int_equal(move(f, id, IDEA_MOVE_PUBLISH, BY_EDITOR_ONE | BY_SECOND, SECOND), IDEA_MADE);
    assert_int_equal(state_of(f, id), IDEA_PUBLISHED);
    assert_int_equal(balance(f, ALICE), 10);
    assert_int_equal(notes_of(f, ALICE, CIVIC_NOTE_PUBLISHED), 1);
    assert_int_equal(notes_of(f, ALICE, CIVIC_NOTE_POINTS), 1);
}

static void test_every_move_of_the_table(void **state)
{
    struct fixture *f = *state;
    static const unsigned all =
        BY_OWNER | BY_EDITOR_ONE | BY_UNIT_ASKED | BY_SECOND | BY_MEMBER_ONE;
    for (int kind = 0; kind < IDEA_KINDS; kind++)
        for (int from = 0; from < IDEA_STATES; from++) {
            unsigned out = 0;
            for (int m = 0; m < IDEA_MOVES; m++) {
                const struct idea_move_info *info = idea_move_info((enum idea_move)m);
                bool may =
                    idea_may((enum idea_move)m, (enum idea_kind)kind, (enum idea_state)from, all);
                assert_true(!may || !idea_state_info((enum idea_state)from)->final ||
                            m == IDEA_MOVE_UNPUBLISH);
                assert_false(idea_may((enum idea_move)m, (enum idea_kind)kind,
                                      (enum idea_state)from, all & ~info->who));
                out += may && info->to != IDEA_STAYS;
            }
            bool used = from != IDEA_OPEN && from != IDEA_TAKEN && from != IDEA_FULFILLED;
            if (!idea_state_info((enum idea_state)from)->final &&
                (kind == IDEA_WISH ? from != IDEA_ACCEPTED && from != IDEA_COMMENTED : used))
                assert_true(out > 0); /* every open state has a way on */
        }
    (void)f;
}

static void test_near_duplicates(void **state)
{
    struct fixture *f = *state;
    int64_t first =
        file(f, IDEA_SUGGESTION, ALICE, "建议在柳浪广场旁边增加一个公交站,方便老人出行");
    int64_t again =
        file(f, IDEA_SUGGESTION, BOB, "建议在柳浪广场旁边增加一个公交站，方便老人出行！");
    int64_t other = file(f, IDEA_SUGGESTION, BOB, "图书馆周一也应该开门，学生放学有地方去");
    struct idea idea;
    assert_int_equal(ideas_get(&f->store, again, &f->arena, &idea), STORE_OK);
    assert_int_equal(idea.leader, first);
    assert_int_equal(ideas_get(&f->store, other, &f->arena, &idea), STORE_OK);
    assert_int_equal(idea.leader, other);
    move(f, again, IDEA_MOVE_ACCEPT, BY_EDITOR_ONE, EDITOR);
    move(f, again, IDEA_MOVE_COMMENT, BY_UNIT_ASKED, UNIT_USER);
    assert_int_equal(move(f, again, IDEA_MOVE_FINISH, BY_EDITOR_ONE, EDITOR), IDEA_MADE);
    assert_int_equal(balance(f, BOB), 0); /* the first is honoured */
    struct idea_act merge = act_of(f, other, IDEA_MOVE_MERGE, BY_EDITOR_ONE, EDITOR);
    merge.leader = 99;
    assert_int_equal(run(f, &merge), IDEA_NEEDS_MORE);
    merge.leader = again;
    assert_int_equal(run(f, &merge), IDEA_MADE);
    assert_int_equal(ideas_get(&f->store, other, &f->arena, &idea), STORE_OK);
    assert_int_equal(idea.leader, first);
}

static void test_sealed_and_forgotten(void **state)
{
    struct fixture *f = *state;
    struct idea idea;
    int64_t id = file(f, IDEA_SUGGESTION, ALICE, "一句只有我知道的话");
    assert_int_equal(ideas_forget(&f->store, ALICE, true), STORE_OK);
    assert_int_equal(ideas_get(&f->store, id, &f->arena, &idea), STORE_OK); /* still open: stays */
    assert_int_equal(idea.person, 0);
    id = file(f, IDEA_SUGGESTION, BOB, "另一句只有我知道的话");
    move(f, id, IDEA_MOVE_DECLINE, BY_EDITOR_ONE, EDITOR);
    assert_int_equal(ideas_forget(&f->store, BOB, true), STORE_OK);
    assert_int_equal(ideas_get(&f->store, id, &f->arena, &idea), STORE_SEALED);
    assert_int_equal(idea.text.n, 0);
}

/* ---- wishes ---- */

static int64_t add_member(struct fixture *f, int64_t person)
{
    unsigned char *wrapped = arena_alloc(&f->arena, SEAL_WRAPPED);
    seal_wrap_new(f->store.seal, wrapped);
    struct member member = {.person = person,
                            .state = MEMBER_APPLIED,
                            .area = VIEW(""),
                            .at = f->world.now,
                            .name = VIEW("小林"),
                            .secret = {(const char *)wrapped, SEAL_WRAPPED}};
    assert_int_equal(members_add(&f->store, &member, VIEW("AB23CD45")), STORE_OK);
    assert_int_equal(
        member_decide(&f->store, member.id, MEMBER_ACTIVE, EDITOR, f->world.now, &f->arena),
        STORE_OK);
    assert_int_equal(
        member_decide(&f->store, member.id, MEMBER_REFUSED, EDITOR, f->world.now, &f->arena),
        STORE_CONFLICT);
    return member.id;
}

static enum idea_result by_member(struct fixture *f, int64_t id, enum idea_move what,
                                  int64_t member, int64_t person)
{
    struct idea_act act = act_of(f, id, what, BY_MEMBER_ONE, 0);
    act.member = member;
    act.person = person;
    return run(f, &act);
}

static enum idea_result by_owner(struct fixture *f, int64_t id, enum idea_move what, int64_t person)
{
    struct idea_act act = act_of(f, id, what, BY_OWNER, 0);
    act.person = person;
    return run(f, &act);
}

static void open_wish(struct fixture *f, int64_t id)
{
    assert_int_equal(move(f, id, IDEA_MOVE_POST, BY_EDITOR_ONE, EDITOR), IDEA_MADE);
    assert_int_equal(move(f, id, IDEA_MOVE_SHOW, BY_SECOND, EDITOR), IDEA_NOT_ALONE);
    assert_int_equal(move(f, id, IDEA_MOVE_SHOW, BY_SECOND, SECOND), IDEA_MADE);
}

static void test_wish(void **state)
{
    struct fixture *f = *state;
    int64_t id = file(f, IDEA_WISH, ALICE, "给王奶奶换灯泡"), member = add_member(f, BOB);
    int64_t other = add_member(f, 13);
    assert_int_equal(by_member(f, id, IDEA_MOVE_TAKE, member, BOB), IDEA_NOT_NOW);
    open_wish(f, id);
    assert_int_equal(by_member(f, id, IDEA_MOVE_TAKE, member, BOB), IDEA_MADE);
    assert_int_equal(by_member(f, id, IDEA_MOVE_FULFIL, other, 13), IDEA_NOT_NOW); /* not theirs */
    assert_int_equal(by_member(f, id, IDEA_MOVE_FULFIL, member, BOB), IDEA_MADE);
    assert_int_equal(by_owner(f, id, IDEA_MOVE_THANK, BOB), IDEA_NOT_NOW);
    assert_int_equal(by_owner(f, id, IDEA_MOVE_NOT_DONE, ALICE), IDEA_MADE);
    assert_int_equal(notes_of(f, BOB, CIVIC_NOTE_WISH_NOT_DONE), 1);
    assert_int_equal(by_member(f, id, IDEA_MOVE_FULFIL, member, BOB), IDEA_MADE);
    assert_int_equal(by_owner(f, id, IDEA_MOVE_THANK, ALICE), IDEA_MADE);
    assert_int_equal(balance(f, BOB), 8);
    assert_int_equal(by_owner(f, id, IDEA_MOVE_THANK, ALICE), IDEA_NOT_NOW);
    assert_int_equal(balance(f, BOB), 8);
}

static void test_own_wish_gives_nothing(void **state)
{
    struct fixture *f = *state;
    int64_t id = file(f, IDEA_WISH, BOB, "给我自己换灯泡"), member = add_member(f, BOB);
    open_wish(f, id);
    by_member(f, id, IDEA_MOVE_TAKE, member, BOB);
    by_member(f, id, IDEA_MOVE_FULFIL, member, BOB);
    assert_int_equal(by_owner(f, id, IDEA_MOVE_THANK, BOB), IDEA_MADE);
    assert_int_equal(balance(f, BOB), 0);
}

/* ---- points ---- */

static int64_t award(struct fixture *f, int64_t person, enum point_reason reason, int64_t object)
{
    int64_t given;
    struct points_for what = {
        .person = person, .reason = reason, .object = object, .now = f->world.now};
    what.number = VIEW("YXJ20261121-000001");
    assert_int_equal(points_award(&f->store, &what, &f->arena, &given), STORE_OK);
    return given;
}

static void test_daily_most(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(award(f, ALICE, POINT_ADOPTED, 1), 10);
    assert_int_equal(award(f, ALICE, POINT_ADOPTED, 1), 0); /* once for each */
    assert_int_equal(award(f, ALICE, POINT_ADOPTED, 2), 10);
    assert_int_equal(award(f, ALICE, POINT_WISH, 3), 8);
    assert_int_equal(award(f, ALICE, POINT_ADOPTED, 4), 2); /* thirty a day */
    assert_int_equal(award(f, ALICE, POINT_ADOPTED, 5), 0);
    assert_int_equal(award(f, BOB, POINT_SNAPSHOT, 6), 2);
    assert_int_equal(award(f, 0, POINT_SNAPSHOT, 7), 0);
    f->world.now += 86400;
    assert_int_equal(point_rule_put(&f->store, POINT_ADOPTED, 3), STORE_OK);
    assert_int_equal(award(f, ALICE, POINT_ADOPTED, 8), 3);
    struct ledger_proof proof = proof_of(f);
    assert_null(proof.wrong);
    assert_int_equal(proof.rows, 6);
    assert_int_equal(proof.issued, 35);
    assert_int_equal(proof.held, 35);
}

static void test_reversal(void **state)
{
    struct fixture *f = *state;
    award(f, ALICE, POINT_ADOPTED, 1);
    assert_int_equal(points_reverse(&f->store, 1, EDITOR, f->world.now), STORE_OK);
    assert_int_equal(points_reverse(&f->store, 1, EDITOR, f->world.now), STORE_CONFLICT);
    assert_int_equal(points_reverse(&f->store, 2, EDITOR, f->world.now), STORE_CONFLICT);
    assert_int_equal(points_reverse(&f->store, 9, EDITOR, f->world.now), STORE_NONE);
    assert_int_equal(balance(f, ALICE), 0);
    assert_null(proof_of(f).wrong);
}

static void test_redemption(void **state)
{
    struct fixture *f = *state;
    struct redemption asked = {.account = ALICE,
                               .points = 8,
                               .gift = VIEW("雨伞一把"),
                               .at = f->world.now,
                               .user = EDITOR};
    struct redemption out;
    assert_int_equal(redemption_ask(&f->store, &asked), STORE_CONFLICT); /* nothing there */
    award(f, ALICE, POINT_ADOPTED, 1);
    assert_int_equal(redemption_ask(&f->store, &asked), STORE_OK);
    int64_t first = asked.id;
    assert_int_equal(redemption_ask(&f->store, &asked), STORE_CONFLICT); /* promised already */
    assert_int_equal(
        redemption_decide(&f->store, first, true, EDITOR, f->world.now, &f->arena, &out),
        STORE_CONFLICT);
    assert_int_equal(
        redemption_decide(&f->store, first, true, SECOND, f->world.now, &f->arena, &out), STORE_OK);
    assert_int_equal(
        redemption_decide(&f->store, first, true, SECOND, f->world.now, &f->arena, &out),
        STORE_CONFLICT);
    assert_int_equal(balance(f, ALICE), 2);
    struct ledger_proof proof = proof_of(f);
    assert_null(proof.wrong);
    assert_int_equal(proof.redeemed, 8);
    assert_int_equal(points_reverse(&f->store, 1, EDITOR, f->world.now),
                     STORE_CONFLICT); /* spent */
}

/* What the proof is for: each of these leaves numbers that somebody might believe. */
static void test_proof_finds_it(void **state)
{
    static const char *const frauds[] = {
        "UPDATE point_account SET balance = balance + 1 WHERE id = 11",
        "UPDATE ledger SET points = 99 WHERE id = 2",
        "UPDATE ledger SET target = 12 WHERE id = 2",
        "UPDATE ledger SET user = 7 WHERE id = 1",
        "DELETE FROM ledger WHERE id = 2",
        "INSERT INTO ledger SELECT 4, at, source, 12, points, reason, 77, user, left_source - 10, "
        "10, chain FROM ledger WHERE id = 3",
        "INSERT INTO point_account VALUES(99, 5)",
        "UPDATE ledger SET left_target = 0 WHERE id = 3",
    };
    struct fixture *f = *state;
    for (int i = 1; i <= 3; i++)
        award(f, ALICE, POINT_ADOPTED, i);
    assert_null(proof_of(f).wrong);
    for (size_t i = 0; i < sizeof frauds / sizeof *frauds; i++) {
        assert_int_equal(store_save(&f->store), STORE_OK);
        assert_int_equal(db_script(f->store.db, frauds[i]), STORE_OK);
        if (!proof_of(f).wrong)
            fail_msg("not found: %s", frauds[i]);
        assert_int_equal(store_undo(&f->store), STORE_OK);
    }
    assert_null(proof_of(f).wrong);
}

/* ---- members ---- */

static void test_code_works_once(void **state)
{
    struct fixture *f = *state;
    struct member found;
    int64_t id = add_member(f, 0);
    assert_int_equal(members_by_code(&f->store, VIEW("AB23CD45"), &f->arena, &found), STORE_NONE);
    assert_int_equal(members_get(&f->store, id, &f->arena, &found), STORE_OK);
    assert_true(view_is(found.name, "小林"));
    assert_int_equal(members_of_person(&f->store, 0, &f->arena, &found), STORE_NONE);
}

static void test_numbers(void **state)
{
    struct fixture *f = *state;
    enum idea_kind kind;
    int64_t id = 20261121 * INT64_C(10000000) + 12, back;
    struct view number = idea_number_text(VIEW("yx"), IDEA_WISH, id, &f->arena);
    assert_true(view_is(number, "YXX20261121-000012"));
    assert_true(idea_number_parse(VIEW("yx"), number, &kind, &back));
    assert_true(kind == IDEA_WISH && back == id);
    static const char *const none[] = {"", "YX20261121-000012", "YXX20261121000012", "YXJ",
                                       "YXJ2026"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_false(idea_number_parse(VIEW("yx"), view_of(none[i]), &kind, &back));
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, make, unmake)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_two_steps),
        TEST(test_every_move_of_the_table),
        TEST(test_near_duplicates),
        TEST(test_sealed_and_forgotten),
        TEST(test_wish),
        TEST(test_own_wish_gives_nothing),
        TEST(test_daily_most),
        TEST(test_reversal),
        TEST(test_redemption),
        TEST(test_proof_finds_it),
        TEST(test_code_works_once),
        TEST(test_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
