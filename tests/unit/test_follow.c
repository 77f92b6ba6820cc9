/* Following: who reports what others have reported is told so and may follow it; what they hear of
 * it then, and what they never hear. Real turns on a real store with the sample district's rules;
 * clock and sender are the test's. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "gateway/store/alike.h"
#include "gateway/turn/turn.h"
#include "tests/unit/rules_image.h"
#include "tests/unit/test_world.h"

#define NIGHT "隔壁工地半夜还在打桩,吵得睡不着"
#define NIGHT_TOO "我家旁边工地半夜打桩太吵,老人睡不着"
#define ANSWER "张先生您好,已经责令停工。"
enum { SENT_MAX = 400 };

struct sent {
    int64_t id;
    char text[2000];
};

struct fixture {
    struct test_world world;
    struct seal_key key;
    struct store store;
    struct metrics metrics;
    struct rulebook *rulebook;
    struct accounts *accounts;
    struct account_entry *wechat;
    struct turn *turn;
    struct arena arena;
    struct sent sent[SENT_MAX];
    size_t sent_count;
    char folder[64], path[100];
    int messages;
};

static bool take_send(void *self, const struct outbox_row *row, struct account_entry *account,
                      const struct outbound *message)
{
    struct fixture *f = self;
    (void)account;
    assert_true(f->sent_count < SENT_MAX);
    struct sent *sent = &f->sent[f->sent_count++];
    sent->id = row->id;
    snprintf(sent->text, sizeof sent->text, "%.*s", VIEW_FMT(message->text));
    return true;
}

static int set_up(void **state)
{
    struct buf *image = *state;
    struct fixture *f = calloc(1, sizeof *f);
    test_world_init(&f->world, 3);
    f->world.ticks = 1000000;
    arena_init(&f->arena, 64 << 20);
    f->rulebook = rulebook_with(image);
    snprintf(f->folder, sizeof f->folder, "/tmp/zhida-follow-XXXXXX");
    assert_non_null(mkdtemp(f->folder));
    snprintf(f->path, sizeof f->path, "%s/zhida.db", f->folder);
    assert_int_equal(store_open(&f->store, f->path, &f->world.world, &f->key), STORE_OK);
    f->accounts = accounts_new(NULL);
    assert_true(accounts_load_sandbox(f->accounts, &f->store, VIEW("")));
    f->wechat = accounts_find(f->accounts, VIEW("wechat"), VIEW("demo"));
    struct turn_setup setup = {.store = &f->store,
                               .world = &f->world.world,
                               .rulebook = f->rulebook,
                               .accounts = f->accounts,
                               .metrics = &f->metrics,
                               .outlets = {.self = f, .send = take_send}};
    f->turn = turn_new(&setup);
    assert_int_equal(turn_recover(f->turn), STORE_OK);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    char command[200];
    turn_free(f->turn);
    accounts_free(f->accounts);
    store_close(&f->store);
    rulebook_free(f->rulebook);
    arena_free(&f->arena);
    snprintf(command, sizeof command, "rm -rf %s", f->folder);
    assert_int_equal(system(command), 0);
    free(f);
    return 0;
}

/* ---- driving ---- */

static void step(struct fixture *f)
{
    size_t worked;
    int64_t wait;
    assert_int_equal(turn_step(f->turn, &worked, &wait), STORE_OK);
}

static void keep(struct input *input)
{
    *(bool *)input->owner = true;
}

static void work(struct fixture *f, struct input *input)
{
    bool done = false;
    input->done = keep;
    /* cppcheck-suppress autoVariables ; done when this returns */
    input->owner = &done;
    assert_true(turn_submit(f->turn, input));
    step(f);
    assert_true(done);
}

/* What the bot answers; valid until the arena goes. */
static struct view say(struct fixture *f, const char *sender, const char *text)
{
    struct input *input = input_new(INPUT_MESSAGE), *read = input_new(INPUT_ANSWERED);
    char key[32];
    snprintf(key, sizeof key, "key %d", ++f->messages);
    input->account = f->wechat;
    input->passive = true;
    input->arrived = f->world.ticks;
    input->message = (struct inbound){.kind = IN_TEXT,
                                      .sender = view_of(sender),
                                      .key = view_keep(&input->arena, view_of(key)),
                                      .text = view_of(text)};
    work(f, input);
    assert_true(input->has_reply);
    struct buf all;
    buf_init(&all, 1 << 16);
    buf_view(&all, input->replies[0].text);
    for (size_t i = 0; i < input->replies[0].choice_count; i++)
        buf_print(&all, "\n[%.*s]", VIEW_FMT(input->replies[0].choices[i].label));
    struct view said = buf_keep(&all, &f->arena);
    buf_free(&all);
    read->answered = ARENA_ARRAY(&read->arena, 1, int64_t);
    read->answered[read->answered_count++] = input->reply_outbox;
    work(f, read);
    input_free(read);
    input_free(input);
    return said;
}

static void holds(struct view said, const char *part)
{
    if (view_find(said, view_of(part)) == SIZE_MAX)
        fail_msg("no '%s' in: %.*s", part, VIEW_FMT(said));
}

static void lacks(struct view said, const char *part)
{
    if (view_find(said, view_of(part)) != SIZE_MAX)
        fail_msg("'%s' in: %.*s", part, VIEW_FMT(said));
}

static struct view read_back(struct fixture *f, const char *sender, const char *text)
{
    say(f, sender, text);
    return say(f, sender, "松影苑");
}

static int64_t newest(struct fixture *f)
{
    struct case_line *lines;
    size_t count;
    struct case_filter filter = {.max = 1, .unit = VIEW("")};
    assert_int_equal(cases_list(&f->store, &filter, &f->arena, &lines, &count), STORE_OK);
    return count ? lines[0].id : 0;
}

static int64_t file(struct fixture *f, const char *sender, const char *text)
{
    read_back(f, sender, text);
    say(f, sender, "对");
    return newest(f);
}

static void move(struct fixture *f, int64_t id, enum case_move which, const char *text)
{
    struct case_full full;
    struct input *input = input_new(INPUT_MOVE);
    assert_int_equal(cases_get(&f->store, id, &f->arena, &full), STORE_OK);
    input->move = (struct desk_move){.case_id = id,
                                     .move = which,
                                     .mover = BY_UNIT,
                                     .unit = full.line.unit,
                                     .text = view_of(text)};
    work(f, input);
    assert_int_equal(input->moved, MOVE_MADE);
    input_free(input);
    for (size_t i = 0; i < f->sent_count; i++) {
        struct input *arrived = input_new(INPUT_RESULT);
        arrived->outbox_id = f->sent[i].id;
        arrived->result.kind = DELIVERY_DONE;
        work(f, arrived);
        input_free(arrived);
    }
}

static struct view last_sent(struct fixture *f, size_t back)
{
    assert_true(f->sent_count > back);
    return view_of(f->sent[f->sent_count - 1 - back].text);
}

/* ---- the tests ---- */

static void the_next_is_asked_to_follow(void **state)
{
    struct fixture *f = *state;
    lacks(read_back(f, "first", NIGHT), "跟进");
    say(f, "first", "对");
    struct view offered = read_back(f, "second", NIGHT_TOO);
    holds(offered, "核对");
    holds(offered, "已有1人反映");
    holds(offered, "[一起跟进]");
    lacks(offered, "隔壁"); /* a word of the first alone */
    holds(say(f, "second", "对"), "编号");
    holds(read_back(f, "third", NIGHT), "已有2人反映");
    assert_int_equal(metrics_get(&f->metrics, METRIC_FILED), 2);
}

static void a_follower_files_nothing_and_hears_of_the_answer(void **state)
{
    struct fixture *f = *state;
    int64_t id = file(f, "first", NIGHT), count;
    read_back(f, "second", NIGHT_TOO);
    struct view followed = say(f, "second", "一起跟进");
    holds(followed, "已跟进");
    lacks(followed, "查询码");
    assert_int_equal(newest(f), id);
    assert_int_equal(metrics_get(&f->metrics, METRIC_FOLLOWED), 1);
    assert_int_equal(follower_count(&f->store, id, &count), STORE_OK);
    assert_int_equal(count, 1);
    move(f, id, MOVE_SIGN, "");
    size_t before = f->sent_count;
    move(f, id, MOVE_ANSWER, ANSWER);
    assert_int_equal(f->sent_count, before + 2);
    bool first_is_owner = view_find(last_sent(f, 1), VIEW(ANSWER)) != SIZE_MAX;
    struct view told = last_sent(f, first_is_owner ? 0 : 1);
    holds(told, "您跟进的");
    lacks(told, "张先生");
    lacks(told, "责令");
    holds(last_sent(f, first_is_owner ? 1 : 0), ANSWER);
}

static void a_follower_sees_how_it_stands_and_no_more(void **state)
{
    struct fixture *f = *state;
    int64_t id = file(f, "first", NIGHT);
    read_back(f, "second", NIGHT_TOO);
    say(f, "second", "一起跟进");
    move(f, id, MOVE_SIGN, "");
    move(f, id, MOVE_ANSWER, ANSWER);
    struct view progress = say(f, "second", "进度");
    holds(progress, "已答复");
    lacks(progress, "张先生");
    holds(say(f, "first", "进度"), "张先生");
}

static void what_was_followed_stands_in_the_line(void **state)
{
    struct fixture *f = *state;
    struct case_full full;
    struct case_event *events;
    size_t count;
    int64_t id = file(f, "first", NIGHT);
    read_back(f, "second", NIGHT);
    say(f, "second", "一起跟进");
    assert_int_equal(cases_get(&f->store, id, &f->arena, &full), STORE_OK);
    assert_int_equal(cases_events(&f->store, &full, &f->arena, &events, &count), STORE_OK);
    assert_int_equal(events[count - 1].move, EVENT_FOLLOWED);
    assert_int_equal(events[count - 1].text.n, 0);
}

static void taken_back_the_followers_hear_of_it(void **state)
{
    struct fixture *f = *state;
    file(f, "first", NIGHT);
    read_back(f, "second", NIGHT_TOO);
    say(f, "second", "一起跟进");
    say(f, "first", "取消");
    holds(say(f, "first", "对"), "撤回");
    step(f);
    holds(last_sent(f, 0), "撤回了");
    lacks(read_back(f, "third", NIGHT), "跟进");
}

/* More than are told in one batch. */
static void many_followers_are_all_told(void **state)
{
    struct fixture *f = *state;
    enum { MANY = 230 };
    int64_t id = file(f, "first", NIGHT);
    assert_int_equal(store_begin(&f->store), STORE_OK);
    for (int i = 0; i < MANY; i++) {
        struct person person;
        char name[32];
        snprintf(name, sizeof name, "follower %d", i);
        assert_int_equal(
            people_meet(&f->store, f->wechat->id, view_of(name), f->world.now, &f->arena, &person),
            STORE_OK);
        assert_int_equal(follower_add(&f->store, id, person.id, f->world.now), STORE_OK);
    }
    assert_int_equal(store_commit(&f->store), STORE_OK);
    move(f, id, MOVE_SIGN, "");
    move(f, id, MOVE_ANSWER, ANSWER);
    for (int i = 0; i < 4; i++)
        step(f);
    int64_t counts[OUTBOX_PARKED + 1];
    assert_int_equal(outbox_count(&f->store, counts), STORE_OK);
    int64_t told = counts[OUTBOX_READY];
    for (size_t i = 0; i < f->sent_count; i++)
        told += strstr(f->sent[i].text, "您跟进的") != NULL;
    assert_int_equal(told, MANY);
    struct follower_due left[1];
    size_t count;
    assert_int_equal(follower_due(&f->store, 1, left, &count), STORE_OK);
    assert_int_equal(count, 0);
}

static void nobody_is_asked_twice_or_about_their_own(void **state)
{
    struct fixture *f = *state;
    file(f, "first", NIGHT);
    lacks(read_back(f, "first", NIGHT_TOO), "跟进");
    read_back(f, "second", NIGHT_TOO);
    say(f, "second", "一起跟进");
    lacks(read_back(f, "second", NIGHT), "跟进");
}

static void who_hides_is_never_offered(void **state)
{
    struct fixture *f = *state;
    read_back(f, "first", NIGHT);
    holds(say(f, "first", "匿名"), "编号");
    lacks(read_back(f, "second", NIGHT), "跟进");
    lacks(say(f, "second", "匿名"), "跟进");
}

static void going_back_takes_the_offer_along(void **state)
{
    struct fixture *f = *state;
    file(f, "first", NIGHT);
    read_back(f, "second", NIGHT_TOO);
    say(f, "second", "不对");
    say(f, "second", "地点");
    lacks(say(f, "second", "高新园"), "跟进"); /* another place, another matter */
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_next_is_asked_to_follow),
        TEST(a_follower_files_nothing_and_hears_of_the_answer),
        TEST(a_follower_sees_how_it_stands_and_no_more),
        TEST(what_was_followed_stands_in_the_line),
        TEST(taken_back_the_followers_hear_of_it),
        TEST(many_followers_are_all_told),
        TEST(nobody_is_asked_twice_or_about_their_own),
        TEST(who_hides_is_never_offered),
        TEST(going_back_takes_the_offer_along),
    };
    return cmocka_run_group_tests(tests, sample_begin, sample_end);
}
