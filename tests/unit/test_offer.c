/* Register and offers: what a table holds comes back however a telephone number is written; an
 * offer goes to those who qualify, agreed and have not said no, once, whole, and by day. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "gateway/desk/offer.h"
#include "gateway/store/outbox.h"
#include "gateway/store/people.h"
#include "gateway/turn/turn.h"
#include "tests/unit/rules_image.h"
#include "tests/unit/small_image.h"
#include "tests/unit/test_world.h"

static const char rules_text[] =
    "单位 科技局 \"科技局\" { }\n"
    "标签 tech \"科技企业\"\n"
    "政策 ht \"高企奖励\" 级别 区 发布 科技局 {\n"
    "    受理期 2026-01-01..2026-12-31\n"
    "    当 tech\n"
    "    兑现 200000 元\n"
    "    方式 免申即享\n"
    "    正文 \"policies/ht.md\"\n"
    "    推送 sms \"{enterprise}符合{policy},可得{grant}。详情 {link} 退订回T\"\n"
    "}\n"
    "类别 市容 \"市容环境\" { 识别 \"垃圾\" 否则 交 科技局 }\n";

static const char table_text[] = "code,name,phone,consent,tech\n"
                                 "C1,松果软件,19900000001,yes,yes\n"
                                 "C2,青石装备,+86 199-0000-0002,是,yes\n"
                                 "C3,白鹭生物,19900000003,no,yes\n"
                                 "C4,蓝染工坊,0578-1234567,yes,yes\n"
                                 "C5,茶垄茶业,19900000005,yes,no\n"
                                 "C6,听雨声学,19900000006,yes,\n"
                                 "C7,镜波商贸,,yes,yes\n";

/* 21 November 2026, 10:00 and 22:10 in China; the next morning at eight. */
enum { FORENOON = 1795226400, NIGHT = FORENOON + 43800, MORNING = FORENOON + 79200 };

struct fixture {
    struct test_world world;
    struct seal_key key;
    struct store store;
    struct arena arena;
    struct small_image image;
    struct enterprises *enterprises;
    struct register_report report;
    struct offer offer;
    char folder[64], database[100], table[100];
};

static bool load(struct fixture *f, const char *text)
{
    buf_clear(&f->report.problems);
    register_close(f->enterprises);
    bool good = register_load(view_of(text), &f->image.rules, f->store.seal, f->table, &f->report);
    f->enterprises = register_open(f->table);
    return good;
}

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    test_world_init(&f->world, 7);
    f->world.now = FORENOON;
    memset(f->key.bytes, 5, sizeof f->key.bytes);
    arena_init(&f->arena, 64 << 20);
    buf_init(&f->report.problems, 1 << 16);
    snprintf(f->folder, sizeof f->folder, "/tmp/zhida-offer-XXXXXX");
    assert_non_null(mkdtemp(f->folder));
    snprintf(f->database, sizeof f->database, "%s/zhida.db", f->folder);
    snprintf(f->table, sizeof f->table, "%s/enterprises.db", f->folder);
    small_image_make(&f->image, rules_text);
    assert_int_equal(store_open(&f->store, f->database, &f->world.world, &f->key), STORE_OK);
    assert_int_equal(store_begin(&f->store), STORE_OK);
    assert_true(load(f, table_text));
    f->offer = (struct offer){.policy = small_find(&f->image, NOUN_POLICY, "ht"),
                              .account = 1,
                              .base = VIEW("https://direct.example/"),
                              .campaign = 1,
                              .now = FORENOON};
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    char command[200];
    register_close(f->enterprises);
    store_close(&f->store);
    small_image_free(&f->image);
    buf_free(&f->report.problems);
    arena_free(&f->arena);
    snprintf(command, sizeof command, "rm -rf %s", f->folder);
    assert_int_equal(system(command), 0);
    free(f);
    return 0;
}

/* ---- the register ---- */

static bool finds(struct fixture *f, const char *key, const char *code, bool proved)
{
    struct enterprise found;
    bool by_secret = false;
    return register_find(f->enterprises, &f->image.rules, f->store.seal, view_of(key), &f->arena,
                         &found, &by_secret) &&
           view_is(found.code, code) && by_secret == proved;
}

static void found_by_code_phone_and_name(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(register_count(f->enterprises), 7);
    assert_true(finds(f, "C1", "C1", true));
    assert_true(finds(f, "19900000001", "C1", true));
    assert_true(finds(f, "松果软件", "C1", false));
    assert_false(finds(f, "松果", "C1", false));
    assert_false(finds(f, "", "C7", true));
}

static void a_number_is_one_however_it_is_written(void **state)
{
    struct fixture *f = *state;
    assert_true(finds(f, "19900000002", "C2", true));
    assert_true(finds(f, "+8619900000002", "C2", true));
    assert_true(finds(f, "199 0000 0001", "C1", true));
    assert_true(finds(f, "0578-1234567", "C4", true));
}

static void a_row_that_does_not_fit_is_refused_alone(void **state)
{
    struct fixture *f = *state;
    assert_true(load(f, "code,name,phone,consent,tech\nC1,甲,,yes,yes\n,乙,,yes,yes\n"
                        "C3,丙,,yes,perhaps\nC1,丁,,yes,yes\nC5,戊,,yes,no\n"));
    assert_int_equal(f->report.rows, 2);
    assert_int_equal(f->report.refused, 3);
    assert_true(view_find(buf_seen(&f->report.problems), VIEW("line 3")) != SIZE_MAX);
    assert_true(view_find(buf_seen(&f->report.problems), VIEW("line 4")) != SIZE_MAX);
}

static void a_load_that_fails_leaves_the_old_register(void **state)
{
    struct fixture *f = *state;
    assert_false(load(f, "name,phone\n甲,19900000009\n"));
    assert_non_null(f->enterprises);
    assert_int_equal(register_count(f->enterprises), 7);
    assert_false(load(f, ""));
    assert_true(finds(f, "C1", "C1", true));
}

static void the_file_tells_nobody_who_is_in_it(void **state)
{
    struct fixture *f = *state;
    FILE *file = fopen(f->table, "rb");
    struct buf bytes;
    char block[4096];
    assert_non_null(file);
    buf_init(&bytes, 1 << 22);
    for (size_t n; (n = fread(block, 1, sizeof block, file)) > 0;)
        buf_bytes(&bytes, block, n);
    fclose(file);
    assert_int_equal(view_find(buf_seen(&bytes), VIEW("松果软件")), SIZE_MAX);
    assert_int_equal(view_find(buf_seen(&bytes), VIEW("19900000001")), SIZE_MAX);
    assert_true(view_find(buf_seen(&bytes), VIEW("consent")) != SIZE_MAX);
    buf_free(&bytes);
}

/* ---- who gets it ---- */

static struct person person_of(struct fixture *f, const char *phone)
{
    struct person person;
    assert_int_equal(
        people_meet(&f->store, f->offer.account, view_of(phone), f->world.now, &f->arena, &person),
        STORE_OK);
    return person;
}

static void opt_out(struct fixture *f, const char *phone)
{
    assert_int_equal(people_set_consent(&f->store, person_of(f, phone).id, -1, f->world.now, 1),
                     STORE_OK);
}

static void preview(struct fixture *f)
{
    assert_int_equal(offers_preview(f->enterprises, &f->image.rules, &f->store, &f->offer, 1),
                     STORE_OK);
}

static void everybody_is_counted_once(void **state)
{
    struct fixture *f = *state;
    preview(f);
    const struct offer_count *count = &f->offer.count;
    assert_int_equal(count->enterprises, 7);
    assert_int_equal(count->qualify, 5);
    assert_int_equal(count->depend, 1);
    assert_int_equal(count->consented, 2);
    assert_int_equal(count->opted_out, 0);
    assert_int_equal(count->no_phone, 2);
}

static void a_no_beats_the_register(void **state)
{
    struct fixture *f = *state;
    opt_out(f, "19900000002"); /* stands there as +86 199-0000-0002 */
    preview(f);
    assert_int_equal(f->offer.count.consented, 1);
    assert_int_equal(f->offer.count.opted_out, 1);
}

static void the_no_of_somebody_erased_still_holds(void **state)
{
    struct fixture *f = *state;
    opt_out(f, "19900000001");
    assert_int_equal(people_erase(&f->store, person_of(f, "19900000001").id), STORE_OK);
    preview(f);
    assert_int_equal(f->offer.count.opted_out, 1);
    assert_int_equal(f->offer.count.consented, 1);
}

/* ---- what is said ---- */

static struct offer_letters compose(struct fixture *f)
{
    struct offer_letters letters = {.arena = &f->arena};
    assert_int_equal(offer_compose(f->enterprises, &f->image.rules, &f->store, &f->offer, &letters),
                     STORE_OK);
    return letters;
}

static void a_letter_has_name_link_and_the_way_out(void **state)
{
    struct fixture *f = *state;
    struct offer_letters letters = compose(f);
    assert_int_equal(letters.list.n, 2);
    assert_true(
        view_is(letters.list.at[0].text,
                "松果软件符合高企奖励,可得200000 元。详情 https://direct.example/policies/ht.md "
                "退订回T"));
    assert_true(view_is(letters.list.at[1].phone, "19900000002"));
}

static void a_long_name_does_not_push_the_way_out_away(void **state)
{
    struct fixture *f = *state;
    struct buf table;
    buf_init(&table, 1 << 16);
    buf_text(&table, "code,name,phone,consent,tech\nC1,");
    for (int i = 0; i < 4000; i++)
        buf_text(&table, "长");
    buf_text(&table, ",19900000001,yes,yes\n");
    assert_true(load(f, table.p));
    struct offer_letters letters = compose(f);
    struct view text = letters.list.at[0].text, tail = VIEW("退订回T");
    assert_int_equal(letters.list.n, 1);
    assert_true(view_eq(view_sub(text, text.n - tail.n, text.n), tail));
    assert_true(text.n < 500);
    buf_free(&table);
}

/* ---- once, and by day ---- */

static void a_policy_is_approved_once(void **state)
{
    struct fixture *f = *state;
    int64_t id, at = 0;
    assert_int_equal(campaign_at(&f->store, VIEW("ht"), &at), STORE_NONE);
    assert_int_equal(campaign_add(&f->store, VIEW("ht"), FORENOON, 1, &id), STORE_OK);
    assert_int_equal(campaign_add(&f->store, VIEW("ht"), FORENOON + 9, 2, &id), STORE_CONFLICT);
    assert_int_equal(campaign_at(&f->store, VIEW("ht"), &at), STORE_OK);
    assert_int_equal(at, FORENOON);
}

static void nobody_is_written_to_at_night(void **state)
{
    (void)state;
    assert_int_equal(offer_hour(FORENOON), FORENOON);
    assert_int_equal(offer_hour(NIGHT), MORNING);
    assert_int_equal(offer_hour(MORNING - 1), MORNING);
    assert_int_equal(offer_hour(MORNING), MORNING);
    assert_int_equal(offer_hour(FORENOON + 11 * 3600 - 1), FORENOON + 11 * 3600 - 1);
    assert_int_equal(offer_hour(FORENOON + 11 * 3600), MORNING);
    assert_int_equal(offer_hour(FORENOON + 14 * 3600), MORNING); /* midnight */
}

/* A turn that hands over to a list instead of a sender. */
struct handed {
    struct turn *turn;
    struct rulebook *book;
    struct accounts *accounts;
    char phones[200];
    int count;
};

static bool take(void *self, const struct outbox_row *row, struct account_entry *account,
                 const struct outbound *message)
{
    struct handed *handed = self;
    size_t n = strlen(handed->phones);
    (void)row;
    (void)account;
    snprintf(handed->phones + n, sizeof handed->phones - n, "%.*s ", VIEW_FMT(message->recipient));
    handed->count++;
    return true;
}

static void open_turn(struct fixture *f, struct handed *handed)
{
    *handed =
        (struct handed){.book = rulebook_with(&f->image.image), .accounts = accounts_new(NULL)};
    /* Accounts are named in transactions of their own. */
    assert_int_equal(store_commit(&f->store), STORE_OK);
    assert_true(accounts_load_sandbox(handed->accounts, &f->store, VIEW("")));
    assert_int_equal(store_begin(&f->store), STORE_OK);
    struct account_entry *sms = accounts_find(handed->accounts, VIEW("sms"), VIEW("demo"));
    f->offer.account = sms->id;
    struct turn_setup setup = {.store = &f->store,
                               .world = &f->world.world,
                               .rulebook = handed->book,
                               .accounts = handed->accounts,
                               .outlets = {.self = handed, .send = take}};
    handed->turn = turn_new(&setup);
}

static void close_turn(struct handed *handed)
{
    turn_free(handed->turn);
    rulebook_free(handed->book);
    accounts_free(handed->accounts);
}

static void queue(struct fixture *f)
{
    struct offer_letters letters = compose(f);
    f->offer.now = f->world.now;
    assert_int_equal(offer_send(&f->store, &f->offer, &letters), STORE_OK);
}

/* A few steps at this time of day; the day's transaction is the turn's own. */
static void steps(struct fixture *f, struct handed *handed, int64_t now)
{
    size_t worked;
    int64_t wait;
    f->world.now = now;
    for (int i = 0; i < 5; i++) {
        f->world.ticks += 4000000;
        assert_int_equal(turn_step(handed->turn, &worked, &wait), STORE_OK);
    }
}

static void by_day_they_leave_at_once(void **state)
{
    struct fixture *f = *state;
    struct handed handed;
    open_turn(f, &handed);
    queue(f);
    assert_int_equal(store_commit(&f->store), STORE_OK);
    assert_int_equal(f->offer.count.sent, 2);
    steps(f, &handed, FORENOON);
    assert_int_equal(handed.count, 2);
    close_turn(&handed);
}

static void queued_by_night_they_wait_for_the_morning(void **state)
{
    struct fixture *f = *state;
    struct handed handed;
    open_turn(f, &handed);
    f->world.now = NIGHT;
    queue(f);
    assert_int_equal(store_commit(&f->store), STORE_OK);
    steps(f, &handed, NIGHT + 60);
    assert_int_equal(handed.count, 0);
    steps(f, &handed, MORNING);
    assert_int_equal(handed.count, 2);
    close_turn(&handed);
}

static void what_the_day_did_not_bring_waits_too(void **state)
{
    struct fixture *f = *state;
    struct handed handed;
    open_turn(f, &handed);
    queue(f);
    assert_int_equal(store_commit(&f->store), STORE_OK);
    steps(f, &handed, NIGHT); /* queued in the forenoon, but nothing could be sent */
    assert_int_equal(handed.count, 0);
    steps(f, &handed, MORNING - 1);
    assert_int_equal(handed.count, 0);
    steps(f, &handed, MORNING);
    assert_int_equal(handed.count, 2);
    close_turn(&handed);
}

static void a_no_after_the_approval_counts(void **state)
{
    struct fixture *f = *state;
    struct handed handed;
    open_turn(f, &handed);
    f->world.now = NIGHT;
    queue(f);
    opt_out(f, "19900000001");
    assert_int_equal(store_commit(&f->store), STORE_OK);
    steps(f, &handed, MORNING);
    assert_int_equal(handed.count, 1);
    assert_string_equal(handed.phones, "19900000002 ");
    close_turn(&handed);
}

static void a_no_between_letters_and_approval_counts(void **state)
{
    struct fixture *f = *state;
    struct offer_letters letters = compose(f);
    opt_out(f, "19900000002");
    assert_int_equal(offer_send(&f->store, &f->offer, &letters), STORE_OK);
    assert_int_equal(f->offer.count.sent, 1);
}

#define OFFER_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        OFFER_TEST(found_by_code_phone_and_name),
        OFFER_TEST(a_number_is_one_however_it_is_written),
        OFFER_TEST(a_row_that_does_not_fit_is_refused_alone),
        OFFER_TEST(a_load_that_fails_leaves_the_old_register),
        OFFER_TEST(the_file_tells_nobody_who_is_in_it),
        OFFER_TEST(everybody_is_counted_once),
        OFFER_TEST(a_no_beats_the_register),
        OFFER_TEST(the_no_of_somebody_erased_still_holds),
        OFFER_TEST(a_letter_has_name_link_and_the_way_out),
        OFFER_TEST(a_long_name_does_not_push_the_way_out_away),
        OFFER_TEST(a_policy_is_approved_once),
        cmocka_unit_test(nobody_is_written_to_at_night),
        OFFER_TEST(by_day_they_leave_at_once),
        OFFER_TEST(queued_by_night_they_wait_for_the_morning),
        OFFER_TEST(what_the_day_did_not_bring_waits_too),
        OFFER_TEST(a_no_after_the_approval_counts),
        OFFER_TEST(a_no_between_letters_and_approval_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
