/* Units are told: what is said together, when, how often, to whom; a night, a crowd of cases, a
 * crash between event and message, and the card that WeCom gets. The clock is ours. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "gateway/store/unit_notices.h"
#include "gateway/turn/turn.h"
#include "tests/unit/rules_image.h"
#include "tests/unit/small_image.h"
#include "tests/unit/test_world.h"

static const char rules_text[] =
    "日历 2026 {\n    工作时间 9:00..12:00、13:30..17:30\n}\n"
    "单位 城管局 \"城管局\" / \"Urban Bureau\" { }\n"
    "单位 热线中心 \"热线中心\" / \"Hotline\" { 工作时间 0:00..24:00 }\n"
    "类别 市容 \"市容环境\" { 识别 \"垃圾\"\n"
    "    事项 \"0101\" \"垃圾清运\" { 识别 \"垃圾桶\" 交 城管局 期限 2 天 例 \"垃圾桶满了\" }\n"
    "    否则 交 城管局 }\n";

enum { MOST = 50 };

struct rig {
    struct test_world world;
    struct small_image image;
    char database[60], wal[70], shm[70];
    struct seal_key key;
    struct store store;
    struct rulebook *book;
    struct accounts *accounts;
    struct turn *turn;
    struct arena arena;
    struct outbox_row *rows; /* of the last look */
    size_t count;
    int cases;
};

/* 2026-11-DAY HH:MM in China. */
static int64_t at(int day, int hour, int minute)
{
    struct civil_time time = {civil_to_day((struct civil){2026, 11, day}), hour * 60 + minute, 0};
    return civil_seconds(time, CHINA_OFFSET_MINUTES);
}

static void open_turn(struct rig *r)
{
    struct turn_setup setup = {.store = &r->store,
                               .world = &r->world.world,
                               .rulebook = r->book,
                               .accounts = r->accounts,
                               .desk_url = VIEW("https://desk.example")};
    assert_int_equal(store_open(&r->store, r->database, &r->world.world, &r->key), STORE_OK);
    r->turn = turn_new(&setup);
    assert_int_equal(turn_recover(r->turn), STORE_OK);
}

static int set_up(void **state)
{
    static int made;
    struct rig *r = calloc(1, sizeof *r);
    test_world_init(&r->world, 3);
    snprintf(r->database, sizeof r->database, "/tmp/zhida-units-%d-%d.db", (int)getpid(), ++made);
    snprintf(r->wal, sizeof r->wal, "%s-wal", r->database);
    snprintf(r->shm, sizeof r->shm, "%s-shm", r->database);
    memset(&r->key, 0x5a, sizeof r->key);
    small_image_make(&r->image, rules_text);
    r->book = rulebook_with(&r->image.image);
    r->accounts = accounts_new(NULL);
    arena_init(&r->arena, 64 << 20);
    open_turn(r);
    assert_true(accounts_load_sandbox(r->accounts, &r->store, VIEW("http://127.0.0.1:9")));
    r->world.now = at(23, 10, 0); /* a Monday */
    *state = r;
    return 0;
}

static int tear_down(void **state)
{
    struct rig *r = *state;
    turn_free(r->turn);
    store_close(&r->store);
    rulebook_free(r->book);
    accounts_free(r->accounts);
    small_image_free(&r->image);
    arena_free(&r->arena);
    unlink(r->database);
    unlink(r->wal);
    unlink(r->shm);
    free(r);
    return 0;
}

static void begin(struct rig *r)
{
    assert_int_equal(store_begin(&r->store), STORE_OK);
}

static void commit(struct rig *r)
{
    assert_int_equal(store_commit(&r->store), STORE_OK);
}

static void add_contact(struct rig *r, const char *kind, const char *name, const char *address,
                        const char *unit)
{
    struct account_entry *account = accounts_find(r->accounts, view_of(kind), view_of(name));
    struct person person;
    int64_t id;
    assert_non_null(account);
    begin(r);
    assert_int_equal(
        people_meet(&r->store, account->id, view_of(address), r->world.now, &r->arena, &person),
        STORE_OK);
    struct unit_contact contact = {.unit = view_of(unit), .person = person.id, .at = r->world.now};
    assert_int_equal(unit_contacts_add(&r->store, &contact, &id), STORE_OK);
    commit(r);
}

static struct case_full case_at(struct rig *r, int number, unsigned flags)
{
    static unsigned char wrapped[SEAL_WRAPPED];
    seal_wrap_new(r->store.seal, wrapped);
    return (struct case_full){.line = {.id = 20261123LL * CASE_NUMBERS_A_DAY + number,
                                       .state = CASE_DISPATCHED,
                                       .flags = flags,
                                       .category = VIEW("市容"),
                                       .duty = VIEW("0101"),
                                       .unit = VIEW("城管局"),
                                       .area = VIEW(""),
                                       .filed = r->world.now},
                              .role = VIEW(""),
                              .duty_text = VIEW("垃圾清运"),
                              .unit_text = VIEW("城管局"),
                              .text = VIEW("张三 19900001234 说垃圾桶满了"),
                              .summary = VIEW("垃圾桶满了"),
                              .place = VIEW("松风路 18 号"),
                              .contact = VIEW("19900001234"),
                              .code = VIEW("HJKMNPQR"),
                              .answer = VIEW(""),
                              .decision = VIEW("{}"),
                              .secret = {(const char *)wrapped, sizeof wrapped}};
}

static void event(struct rig *r, const struct case_full *full, int move, enum mover mover,
                  const char *unit)
{
    struct case_event happened = {.case_id = full->line.id,
                                  .at = r->world.now,
                                  .move = move,
                                  .state = full->line.state,
                                  .mover = mover,
                                  .unit = view_of(unit),
                                  .text = VIEW("")};
    begin(r);
    if (move == EVENT_FILED)
        assert_int_equal(cases_add(&r->store, full), STORE_OK);
    assert_int_equal(cases_add_event(&r->store, full, &happened), STORE_OK);
    commit(r);
}

static struct case_full file(struct rig *r, unsigned flags)
{
    struct case_full full = case_at(r, ++r->cases, flags);
    event(r, &full, EVENT_FILED, BY_ENGINE, "城管局");
    return full;
}

/* Lets the time pass and the turn work, a step every ten seconds; what is to be sent then on the
 * account. */
static size_t pass(struct rig *r, int64_t seconds, const char *kind, const char *name)
{
    size_t worked;
    int64_t wait;
    struct account_entry *account = accounts_find(r->accounts, view_of(kind), view_of(name));
    for (int64_t end = r->world.now + seconds; r->world.now < end; r->world.now += 10) {
        r->world.ticks += 10000;
        assert_int_equal(turn_step(r->turn, &worked, &wait), STORE_OK);
    }
    assert_int_equal(outbox_due(&r->store, account->id, OUT_NOTICE, r->world.now, MOST, &r->arena,
                                &r->rows, &r->count),
                     STORE_OK);
    return r->count;
}

static struct outbound message(struct rig *r, size_t i)
{
    struct outbound out;
    assert_true(i < r->count);
    assert_int_equal(outbox_message(&r->store, &r->rows[i], &r->arena, &out), STORE_OK);
    return out;
}

static bool says(struct outbound of, const char *what)
{
    return view_find(of.text, view_of(what)) != SIZE_MAX;
}

/* ---- what is said ---- */

static void many_are_one_message(void **state)
{
    struct rig *r = *state;
    add_contact(r, "sms", "demo", "19900002001", "城管局");
    for (int i = 0; i < 7; i++)
        file(r, 0);
    struct case_full late = file(r, 0);
    event(r, &late, EVENT_OVERDUE, BY_SYSTEM, "城管局");
    assert_int_equal(pass(r, 20, "sms", "demo"), 0); /* what comes together is said together */
    assert_int_equal(pass(r, 120, "sms", "demo"), 1);
    struct outbound one = message(r, 0);
    assert_true(says(one, "已超期 1 件、新派 8 件"));
    assert_true(says(one, "20261123-000008")); /* the gravest one's number */
    assert_true(view_is(one.recipient, "19900002001"));
    assert_true(view_is(one.link, "https://desk.example/desk#/case/202611230000008"));
    for (size_t i = 0; i < 4; i++) {
        static const char *const personal[] = {"张三", "19900001234", "松风路", "HJKMNPQR"};
        assert_false(says(one, personal[i]));
    }
    file(r, 0);
    assert_int_equal(pass(r, 300, "sms", "demo"), 1); /* one message in ten minutes */
    assert_int_equal(pass(r, 600, "sms", "demo"), 2);
    assert_int_equal(pass(r, 3600, "sms", "demo"), 2); /* and nothing twice */
}

static void nights_are_quiet(void **state)
{
    struct rig *r = *state;
    add_contact(r, "sms", "demo", "19900002001", "城管局");
    r->world.now = at(23, 20, 0);
    file(r, 0);
    assert_int_equal(pass(r, 13 * 3600 - 60, "sms", "demo"), 0);
    assert_int_equal(pass(r, 180, "sms", "demo"), 1); /* nine in the morning */
    r->world.now = at(28, 10, 0);                     /* a Saturday */
    file(r, 0);
    assert_int_equal(pass(r, 3600, "sms", "demo"), 1);
    file(r, CASE_URGENT);
    assert_int_equal(pass(r, 60, "sms", "demo"), 2); /* what is urgent does not wait */
    assert_true(says(message(r, 1), "新派 2 件"));
}

static void whoever_acts_knows(void **state)
{
    struct rig *r = *state;
    add_contact(r, "sms", "demo", "19900002001", "城管局");
    struct case_full full = file(r, 0);
    full.line.state = CASE_SIGNED;
    event(r, &full, MOVE_SIGN, BY_UNIT, "城管局");
    assert_int_equal(pass(r, 3600, "sms", "demo"), 0);
    full.line.state = CASE_REDO;
    event(r, &full, MOVE_RATE_POOR, BY_CITIZEN, "城管局");
    assert_int_equal(pass(r, 120, "sms", "demo"), 1);
    assert_true(says(message(r, 0), "群众不满意"));
}

static void who_it_is_escalated_to_hears_it(void **state)
{
    struct rig *r = *state;
    add_contact(r, "sms", "demo", "19900002009", "热线中心");
    struct case_full full = file(r, 0), secret = file(r, CASE_CONFIDENTIAL);
    event(r, &full, EVENT_ESCALATED, BY_SYSTEM, "热线中心");
    event(r, &secret, EVENT_ESCALATED, BY_SYSTEM, "热线中心"); /* it may be about that very unit */
    assert_int_equal(pass(r, 120, "sms", "demo"), 1);
    assert_true(says(message(r, 0), "超期升级 1 件"));
    assert_true(says(message(r, 0), "000001"));
}

static void nothing_is_lost_by_a_crash(void **state)
{
    struct rig *r = *state;
    add_contact(r, "sms", "demo", "19900002001", "城管局");
    add_contact(r, "wecom", "units", "zhang.san", "城管局");
    file(r, 0);
    turn_free(r->turn); /* between the event and the message */
    store_close(&r->store);
    open_turn(r);
    assert_int_equal(pass(r, 120, "sms", "demo"), 1);
    assert_int_equal(pass(r, 10, "wecom", "units"), 1);
    turn_free(r->turn); /* behind it */
    store_close(&r->store);
    open_turn(r);
    assert_int_equal(pass(r, 3600, "sms", "demo"), 1);
}

static void nobody_to_tell_is_no_queue(void **state)
{
    struct rig *r = *state;
    struct unit_sum sum;
    file(r, 0);
    pass(r, 60, "sms", "demo");
    assert_int_equal(unit_notices_sum(&r->store, VIEW("城管局"), &sum), STORE_OK);
    assert_int_equal(sum.upto, 0);
    add_contact(r, "sms", "demo", "19900002001", "城管局"); /* is not told of the past */
    assert_int_equal(pass(r, 3600, "sms", "demo"), 0);
}

/* ---- the card ---- */

static void wecom_gets_a_card(void **state)
{
    static const struct {
        int status;
        const char *body;
        enum outcome_kind kind;
    } answers[] = {{200, "{\"errcode\":0,\"msgid\":\"x\"}", OUTCOME_DELIVERED},
                   {200, "{\"errcode\":0,\"invaliduser\":\"zhang.san\"}", OUTCOME_REJECTED},
                   {200, "{\"errcode\":42001}", OUTCOME_TOKEN},
                   {200, "{\"errcode\":-1}", OUTCOME_LATER},
                   {200, "{\"errcode\":45009}", OUTCOME_LATER},
                   {200, "{\"errcode\":81013}", OUTCOME_REJECTED},
                   {200, "<html>", OUTCOME_UNKNOWN},
                   {0, "unsent", OUTCOME_LATER},
                   {0, "timeout", OUTCOME_UNKNOWN}};
    struct rig *r = *state;
    const unsigned char random[16] = {0};
    struct call call;
    struct account *account = &accounts_find(r->accounts, VIEW("wecom"), VIEW("units"))->account;
    struct outbound out = {.recipient = VIEW("zhang.san"),
                           .text = VIEW("办件提醒：新派 1 件\n如 \"A\""),
                           .link = VIEW("https://desk.example/desk#/case/1")};
    assert_int_equal(adapter_wecom.compose(account, &out, 0, random, &r->arena, &call, 1), 1);
    assert_true(call.needs_token && call.idempotent);
    assert_true(view_is(
        call.body, "{\"touser\":\"zhang.san\",\"msgtype\":\"template_card\",\"agentid\":1000002,"
                   "\"template_card\":{\"card_type\":\"text_notice\",\"main_title\":{\"title\":"
                   "\"办件提醒：新派 1 "
                   "件\"},\"sub_title_text\":\"如 \\\"A\\\"\",\"card_action\":{\"type\":1,"
                   "\"url\":\"https://desk.example/desk#/case/1\"}},\"enable_duplicate_check\":1,"
                   "\"duplicate_check_interval\":1800}"));
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
        assert_int_equal(
            adapter_wecom.outcome(account, answers[i].status, view_of(answers[i].body), &r->arena)
                .kind,
            answers[i].kind);
    call = adapter_wecom.token_call(account, true, &r->arena);
    assert_true(view_is(call.url, "http://127.0.0.1:9/cgi-bin/gettoken?corpid=ww0000000000000000&"
                                  "corpsecret=sandbox-secret"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(many_are_one_message, set_up, tear_down),
        cmocka_unit_test_setup_teardown(nights_are_quiet, set_up, tear_down),
        cmocka_unit_test_setup_teardown(whoever_acts_knows, set_up, tear_down),
        cmocka_unit_test_setup_teardown(who_it_is_escalated_to_hears_it, set_up, tear_down),
        cmocka_unit_test_setup_teardown(nothing_is_lost_by_a_crash, set_up, tear_down),
        cmocka_unit_test_setup_teardown(nobody_to_tell_is_no_queue, set_up, tear_down),
        cmocka_unit_test_setup_teardown(wecom_gets_a_card, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
