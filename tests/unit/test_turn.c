/* The turn: from a message to its rows and its answer, without threads. The rules are the sample
 * district's; the clock, chance, listener and sender are the test's. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "dsl/base/hash.h"
#include "gateway/store/parked.h"
#include "gateway/turn/turn.h"
#include "tests/unit/rules_image.h"
#include "tests/unit/test_world.h"

#define NIGHT "隔壁工地半夜还在打桩,吵得睡不着"
enum { SENT_MAX = 64 };

struct sent {
    int64_t outbox_id;
    enum outbound_class class_;
    char text[2000];
};

struct fixture {
    struct test_world world;
    struct seal_key key;
    struct metrics metrics;
    struct store store;
    struct rulebook *rulebook;
    struct accounts *accounts;
    struct crash_marker *marker;
    struct turn *turn;
    struct account_entry *wechat, *app;
    struct arena arena;
    struct sent sent[SENT_MAX], pushed[SENT_MAX];
    size_t sent_count, pushed_count;
    size_t dropped; /* files the turn wanted removed */
    char folder[64], path[100], marker_path[100];
    int messages;
};

static void note(struct sent *sent, size_t *count, int64_t id, const struct outbound *message)
{
    assert_true(*count < SENT_MAX);
    sent[*count] = (struct sent){.outbox_id = id, .class_ = message->class_};
    snprintf(sent[(*count)++].text, sizeof sent->text, "%.*s", VIEW_FMT(message->text));
}

static bool take_send(void *self, const struct outbox_row *row, struct account_entry *account,
                      const struct outbound *message)
{
    struct fixture *f = self;
    (void)account;
    note(f->sent, &f->sent_count, row->id, message);
    return true;
}

static void take_push(void *self, struct account_entry *account, const struct outbound *message)
{
    struct fixture *f = self;
    (void)account;
    note(f->pushed, &f->pushed_count, (int64_t)message->sequence, message);
}

static void take_drop(void *self, struct view media)
{
    struct fixture *f = self;
    assert_int_equal(media.n, 32);
    f->dropped++;
}

static void start(struct fixture *f)
{
    assert_int_equal(store_open(&f->store, f->path, &f->world.world, &f->key), STORE_OK);
    f->accounts = accounts_new(NULL);
    assert_true(accounts_load_sandbox(f->accounts, &f->store, VIEW("")));
    f->wechat = accounts_find(f->accounts, VIEW("wechat"), VIEW("demo"));
    f->app = accounts_find(f->accounts, VIEW("app"), VIEW("demo"));
    f->marker = crash_marker_open(f->marker_path);
    struct turn_setup setup = {
        .store = &f->store,
        .world = &f->world.world,
        .rulebook = f->rulebook,
        .accounts = f->accounts,
        .metrics = &f->metrics,
        .marker = f->marker,
        .outlets = {.self = f, .send = take_send, .push = take_push, .drop = take_drop},
        .queue_max = 100};
    f->turn = turn_new(&setup);
    assert_int_equal(turn_recover(f->turn), STORE_OK);
}

static void stop(struct fixture *f)
{
    turn_free(f->turn);
    crash_marker_close(f->marker);
    accounts_free(f->accounts);
    store_close(&f->store);
}

static int set_up(void **state)
{
    const struct buf *image = *state;
    struct fixture *f = calloc(1, sizeof *f);
    test_world_init(&f->world, 3);
    f->world.ticks = 1000000;
    arena_init(&f->arena, 64 << 20);
    f->rulebook = rulebook_with(image);
    snprintf(f->folder, sizeof f->folder, "/tmp/zhida-turn-XXXXXX");
    assert_non_null(mkdtemp(f->folder));
    snprintf(f->path, sizeof f->path, "%s/zhida.db", f->folder);
    snprintf(f->marker_path, sizeof f->marker_path, "%s/marker", f->folder);
    start(f);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    char command[200];
    stop(f);
    rulebook_free(f->rulebook);
    arena_free(&f->arena);
    snprintf(command, sizeof command, "rm -rf %s", f->folder);
    assert_int_equal(system(command), 0);
    free(f);
    return 0;
}

/* ---- driving ---- */

static void keep(struct input *input)
{
    *(bool *)input->owner = true;
}

static void step(struct fixture *f)
{
    size_t worked;
    int64_t wait;
    assert_int_equal(turn_step(f->turn, &worked, &wait), STORE_OK);
}

static void pass(struct fixture *f, int64_t seconds)
{
    f->world.now += seconds;
    f->world.ticks += seconds * 1000;
    step(f);
}

static struct input *message(struct fixture *f, struct account_entry *account, const char *sender,
                             const char *key, const char *text)
{
    struct input *input = input_new(INPUT_MESSAGE);
    input->account = account;
    input->passive = account == f->wechat;
    input->arrived = f->world.ticks;
    input->message = (struct inbound){.kind = IN_TEXT,
                                      .sender = view_of(sender),
                                      .key = view_keep(&input->arena, view_of(key)),
                                      .text = view_keep(&input->arena, view_of(text))};
    return input;
}

/* Submits, steps, and waits for it to be done. The caller frees it. */
static struct input *worked(struct fixture *f, struct input *input)
{
    bool done = false;
    input->done = keep;
    /* cppcheck-suppress autoVariables ; done when this returns */
    input->owner = &done;
    assert_true(turn_submit(f->turn, input));
    step(f);
    assert_true(done);
    return input;
}

static struct input *say(struct fixture *f, const char *sender, const char *text)
{
    char key[32];
    snprintf(key, sizeof key, "key %d", ++f->messages);
    return worked(f, message(f, f->wechat, sender, key, text));
}

static void holds(const struct input *input, const char *part)
{
    assert_true(input->has_reply);
    if (view_find(input->replies[0].text, view_of(part)) == SIZE_MAX)
        fail_msg("no '%s' in: %.*s", part, VIEW_FMT(input->replies[0].text));
}

static void answered(struct fixture *f, int64_t outbox_id)
{
    struct input *input = input_new(INPUT_ANSWERED);
    input->answered = ARENA_ARRAY(&input->arena, 1, int64_t);
    input->answered[0] = outbox_id;
    input->answered_count = 1;
    input_free(worked(f, input));
}

static void result(struct fixture *f, int64_t outbox_id, enum delivery kind)
{
    struct input *input = input_new(INPUT_RESULT);
    input->outbox_id = outbox_id;
    input->result.kind = kind;
    input_free(worked(f, input));
}

static void say_and_drop(struct fixture *f, const char *sender, const char *text)
{
    struct input *input = say(f, sender, text);
    answered(f, input->reply_outbox);
    input_free(input);
}

/* Files a case with what is said one after the other, NULL last, and gives its id. */
static int64_t file_by(struct fixture *f, const char *sender, const char *const *answers)
{
    struct case_line *lines;
    size_t count;
    struct case_filter newest = {.max = 1, .unit = VIEW("")};
    for (const char *const *answer = answers; *answer; answer++)
        say_and_drop(f, sender, *answer);
    assert_int_equal(cases_list(&f->store, &newest, &f->arena, &lines, &count), STORE_OK);
    assert_int_equal(count, 1);
    return lines[0].id;
}

static int64_t file(struct fixture *f, const char *sender)
{
    return file_by(f, sender, (const char *const[]){NIGHT, "松影苑", "对", NULL});
}

static struct case_full read_case(struct fixture *f, int64_t id)
{
    struct case_full full;
    assert_int_equal(cases_get(&f->store, id, &f->arena, &full), STORE_OK);
    return full;
}

static int64_t rows_in(struct fixture *f, enum outbox_state where)
{
    int64_t counts[OUTBOX_PARKED + 1];
    assert_int_equal(outbox_count(&f->store, counts), STORE_OK);
    return counts[where];
}

/* ---- messages ---- */

static void a_talk_makes_a_case(void **state)
{
    struct fixture *f = *state;
    struct case_full full = read_case(f, file(f, "citizen"));
    assert_int_equal(full.line.state, CASE_DISPATCHED);
    assert_true(full.line.duty.n && full.line.unit.n && full.code.n && full.unit_text.n);
    assert_true(full.line.due > f->world.now);
    assert_int_not_equal(view_find(full.text, VIEW("打桩")), SIZE_MAX);
    assert_int_equal(metrics_get(&f->metrics, METRIC_FILED), 1);
    assert_int_equal(rows_in(f, OUTBOX_PASSIVE), 0);
}

static void a_repeat_gets_the_same_reply(void **state)
{
    struct fixture *f = *state;
    struct input *first = worked(f, message(f, f->wechat, "c", "k", NIGHT));
    struct input *second = worked(f, message(f, f->wechat, "c", "k", NIGHT));
    assert_int_equal(second->outcome, TURN_REPEAT);
    assert_true(view_eq(first->replies[0].text, second->replies[0].text));
    assert_int_equal(first->replies[0].choice_count, second->replies[0].choice_count);
    assert_int_equal(metrics_get(&f->metrics, METRIC_MESSAGES), 1);
    answered(f, first->reply_outbox);
    struct input *third = worked(f, message(f, f->wechat, "c", "k", NIGHT));
    assert_true(view_eq(first->replies[0].text, third->replies[0].text));
    input_free(first);
    input_free(second);
    input_free(third);
}

static void copies_at_once_make_one_case(void **state)
{
    struct fixture *f = *state;
    struct input *copies[20];
    bool done[20] = {false};
    say_and_drop(f, "c", NIGHT);
    say_and_drop(f, "c", "松影苑");
    for (int i = 0; i < 20; i++) {
        copies[i] = message(f, f->wechat, "c", "confirm", "对");
        copies[i]->done = keep;
        copies[i]->owner = &done[i];
        assert_true(turn_submit(f->turn, copies[i]));
    }
    step(f);
    for (int i = 0; i < 20; i++) {
        assert_true(done[i]);
        assert_true(view_eq(copies[0]->replies[0].text, copies[i]->replies[0].text));
    }
    for (int i = 0; i < 20; i++)
        input_free(copies[i]);
    assert_int_equal(metrics_get(&f->metrics, METRIC_FILED), 1);
}

static void a_signature_covers_one_body(void **state)
{
    struct fixture *f = *state;
    const char *const bodies[] = {"body", "body", "another"};
    const enum input_outcome expected[] = {TURN_DONE, TURN_REPEAT, TURN_REFUSED};
    for (int i = 0; i < 3; i++) {
        struct input *input = message(f, f->wechat, "c", i < 2 ? "k" : "k2", NIGHT);
        input->replay_key = VIEW("signature");
        input->replay_body = view_of(bodies[i]);
        assert_int_equal(worked(f, input)->outcome, expected[i]);
        input_free(input);
    }
    assert_int_equal(metrics_get(&f->metrics, METRIC_MESSAGES), 1);
}

static void an_answer_survives_the_end(void **state)
{
    struct fixture *f = *state;
    struct input *first = worked(f, message(f, f->wechat, "c", "k", NIGHT));
    stop(f);
    start(f);
    struct input *again = worked(f, message(f, f->wechat, "c", "k", NIGHT));
    assert_true(view_eq(first->replies[0].text, again->replies[0].text));
    assert_int_equal(again->outcome, TURN_REPEAT);
    input_free(first);
    input_free(again);
}

/* ---- passive replies ---- */

static void a_late_answer_is_handed_over(void **state)
{
    struct fixture *f = *state;
    struct input *input = say(f, "c", NIGHT);
    f->world.ticks += 4100;
    f->world.now += 4;
    step(f);
    assert_int_equal(f->sent_count, 0);
    f->world.ticks += 200;
    step(f);
    assert_int_equal(f->sent_count, 1);
    assert_string_equal(f->sent[0].text, input->replies[0].text.p);
    answered(f, input->reply_outbox); /* too late: the sender has it */
    assert_int_equal(rows_in(f, OUTBOX_LEASED), 1);
    result(f, f->sent[0].outbox_id, DELIVERY_DONE);
    assert_int_equal(rows_in(f, OUTBOX_LEASED), 0);
    input_free(input);
}

static void a_closed_request_is_handed_over_at_once(void **state)
{
    struct fixture *f = *state;
    struct input *input = say(f, "c", NIGHT);
    answered(f, -input->reply_outbox);
    assert_int_equal(f->sent_count, 1);
    /* and a repeat is not told it a second time while the sender has it */
    struct input *again = worked(f, message(f, f->wechat, "c", "key 1", NIGHT));
    assert_int_equal(again->outcome, TURN_REPEAT);
    assert_false(again->has_reply);
    input_free(input);
    input_free(again);
}

static void a_repeat_collects_what_waits(void **state)
{
    struct fixture *f = *state;
    struct input *input = say(f, "c", NIGHT);
    pass(f, 3);
    struct input *again = worked(f, message(f, f->wechat, "c", "key 1", NIGHT));
    assert_true(again->has_reply);
    pass(f, 2); /* the first one's time is over, the repeat's is not */
    assert_int_equal(f->sent_count, 0);
    answered(f, again->reply_outbox);
    pass(f, 10);
    assert_int_equal(f->sent_count, 0);
    assert_int_equal(rows_in(f, OUTBOX_PASSIVE), 0);
    input_free(input);
    input_free(again);
}

static void what_was_passive_at_a_crash_is_sent(void **state)
{
    struct fixture *f = *state;
    input_free(say(f, "c", NIGHT));
    stop(f);
    start(f);
    step(f);
    assert_int_equal(f->sent_count, 0); /* the channel's repeat may still collect it */
    pass(f, 7);
    assert_int_equal(f->sent_count, 1);
}

/* ---- deliveries ---- */

static int64_t lease_one(struct fixture *f)
{
    struct input *input = say(f, "c", NIGHT);
    int64_t id = input->reply_outbox;
    answered(f, -id);
    assert_int_equal(f->sent_count, 1);
    assert_int_equal(f->sent[0].outbox_id, id);
    input_free(input);
    return id;
}

static void later_is_tried_again(void **state)
{
    struct fixture *f = *state;
    int64_t id = lease_one(f);
    result(f, id, DELIVERY_LATER);
    assert_int_equal(f->sent_count, 1);
    pass(f, 4);
    assert_int_equal(f->sent_count, 2);
    assert_string_equal(f->sent[0].text, f->sent[1].text);
    for (int i = 0; i < 40 && rows_in(f, OUTBOX_PARKED) == 0; i++) {
        f->sent_count = 0;
        result(f, id, DELIVERY_LATER);
        pass(f, 5000);
    }
    assert_int_equal(rows_in(f, OUTBOX_PARKED), 1);
}

static void rejected_is_not_tried_again(void **state)
{
    struct fixture *f = *state;
    result(f, lease_one(f), DELIVERY_REJECTED);
    pass(f, 5000);
    assert_int_equal(f->sent_count, 1);
    assert_int_equal(rows_in(f, OUTBOX_PARKED), 1);
}

static void an_unknown_reply_is_said_again_a_few_times(void **state)
{
    struct fixture *f = *state;
    int64_t id = lease_one(f);
    for (int i = 0; i < 8; i++) {
        result(f, id, DELIVERY_UNKNOWN);
        pass(f, 100);
    }
    assert_int_equal(f->sent_count, 4);
    assert_int_equal(rows_in(f, OUTBOX_PARKED), 1);
}

static void one_person_gets_one_at_a_time(void **state)
{
    struct fixture *f = *state;
    struct input *one = say(f, "c", NIGHT), *two = say(f, "c", "松影苑");
    answered(f, -one->reply_outbox);
    answered(f, -two->reply_outbox);
    pass(f, 1);
    assert_int_equal(f->sent_count, 1);
    result(f, one->reply_outbox, DELIVERY_DONE);
    step(f);
    assert_int_equal(f->sent_count, 2);
    assert_int_equal(f->sent[1].outbox_id, two->reply_outbox);
    input_free(one);
    input_free(two);
}

/* ---- the desk and time ---- */

static enum move_result move_case(struct fixture *f, int64_t id, enum case_move move,
                                  enum mover mover, const char *unit, const char *text)
{
    struct input *input = input_new(INPUT_MOVE);
    input->move = (struct desk_move){.case_id = id,
                                     .move = move,
                                     .mover = mover,
                                     .user = 1,
                                     .unit = view_of(unit),
                                     .text = view_of(text)};
    input->moved = MOVE_NO_STORE;
    enum move_result moved = worked(f, input)->moved;
    input_free(input);
    return moved;
}

static void the_desk_moves_and_the_citizen_hears(void **state)
{
    struct fixture *f = *state;
    int64_t id = file(f, "c");
    assert_int_equal(move_case(f, id, MOVE_ANSWER, BY_UNIT, "", "好了"), MOVE_NOT_NOW);
    assert_int_equal(move_case(f, id, MOVE_SIGN, BY_CITIZEN, "", ""), MOVE_NOT_NOW);
    assert_int_equal(move_case(f, id + 1, MOVE_SIGN, BY_UNIT, "", ""), MOVE_NO_CASE);
    assert_int_equal(move_case(f, id, MOVE_ASSIGN, BY_DISPATCHER, "没有这个单位", ""),
                     MOVE_NO_UNIT);
    assert_int_equal(f->sent_count, 0);
    assert_int_equal(move_case(f, id, MOVE_SIGN, BY_UNIT, "", ""), MOVE_MADE);
    assert_int_equal(f->sent_count, 1);
    assert_int_equal(f->sent[0].class_, OUT_NOTICE);
    result(f, f->sent[0].outbox_id, DELIVERY_DONE);
    assert_int_equal(move_case(f, id, MOVE_ANSWER, BY_UNIT, "", ""), MOVE_NEEDS_TEXT);
    assert_int_equal(move_case(f, id, MOVE_ANSWER, BY_UNIT, "", "已责令停工"), MOVE_MADE);
    assert_non_null(strstr(f->sent[1].text, "已责令停工"));
    assert_int_equal(read_case(f, id).line.state, CASE_ANSWERED);
}

static void a_poor_rating_sends_it_back(void **state)
{
    struct fixture *f = *state;
    int64_t id = file(f, "c"), due;
    struct case_event *events;
    size_t count;
    for (int round = 0; round < 2; round++) {
        assert_int_equal(move_case(f, id, MOVE_SIGN, BY_UNIT, "", ""), MOVE_MADE);
        assert_int_equal(move_case(f, id, MOVE_ANSWER, BY_UNIT, "", "处理了"), MOVE_MADE);
        for (size_t i = 0; i < f->sent_count; i++)
            result(f, f->sent[i].outbox_id, DELIVERY_DONE);
        f->world.now += 60;
        say_and_drop(f, "c", round ? "根本没来人" : "1 1 1 1");
        due = read_case(f, id).line.due;
        assert_true(due > f->world.now);
        assert_int_equal(read_case(f, id).line.state, round ? CASE_SUPERVISED : CASE_REDO);
    }
    struct case_full full = read_case(f, id);
    assert_int_equal(full.line.poor_ratings, 2);
    assert_int_equal(cases_events(&f->store, &full, &f->arena, &events, &count), STORE_OK);
    assert_int_equal(count, 9); /* filed; twice signed, a helper asked, answered, rated */
    assert_int_equal(events[2].move, MOVE_INVITE);
    assert_int_equal(events[8].rating[0], 1);
    assert_true(view_is(events[8].text, "根本没来人"));
}

static void a_false_alarm_is_taken_back(void **state)
{
    struct fixture *f = *state;
    int64_t id = file_by(f, "c", (const char *const[]){"着火了，松影苑3栋", NULL});
    assert_true(read_case(f, id).line.flags & CASE_EMERGENCY);
    say_and_drop(f, "c", "没事，不是报警");
    assert_false(read_case(f, id).line.flags & CASE_EMERGENCY);
    assert_true(view_find(read_case(f, id).text, VIEW("不是报警")) != SIZE_MAX);
}

static void overdue_escalated_and_closed(struct fixture *f, int64_t id)
{
    struct case_event *events;
    size_t count;
    for (int hours = 0; hours < 40 * 24; hours++)
        pass(f, 3600);
    struct case_full full = read_case(f, id);
    assert_int_equal(cases_events(&f->store, &full, &f->arena, &events, &count), STORE_OK);
    /* each thing once, in the order of time; a reminder only where there is time for one */
    int64_t late = 0, overdue = 0, escalated = 0, others = 0;
    for (size_t i = 0; i < count; i++) {
        int64_t at = events[i].at;
        int move = events[i].move;
        int64_t *noted = move == EVENT_LATE        ? &late
                         : move == EVENT_OVERDUE   ? &overdue
                         : move == EVENT_ESCALATED ? &escalated
                                                   : NULL;
        others += move != EVENT_FILED && move != EVENT_REMINDED && !noted;
        if (noted) {
            assert_int_equal(*noted, 0);
            *noted = at;
        }
    }
    assert_int_equal(others, 0);
    assert_true(late && overdue >= full.line.due && overdue <= full.line.due + 3600);
    assert_true(escalated > overdue);
    assert_true(full.line.flags & CASE_OVERDUE && full.line.flags & CASE_ESCALATED);
    assert_int_equal(move_case(f, id, MOVE_SIGN, BY_UNIT, "", ""), MOVE_MADE);
    assert_int_equal(move_case(f, id, MOVE_ANSWER, BY_UNIT, "", "处理了"), MOVE_MADE);
    for (int hours = 0; hours < 8 * 24; hours++)
        pass(f, 3600);
    assert_int_equal(read_case(f, id).line.state, CASE_CLOSED);
}

static void the_clock_reminds_and_closes(void **state)
{
    overdue_escalated_and_closed(*state, file(*state, "c"));
}

/* Plain time serves, so that nothing is forgotten. */
static void it_does_so_in_a_year_without_a_calendar(void **state)
{
    struct fixture *f = *state;
    pass(f, 800 * 86400);
    int64_t id = file_by(f, "c",
                         (const char *const[]){"新房墙体开裂漏水，房屋质量太差了", "松影苑", "跳过",
                                               "匿名", "对", NULL});
    assert_true(read_case(f, id).due_within.measure == MEASURE_WORKDAYS);
    overdue_escalated_and_closed(f, id);
}

/* ---- apps ---- */

static struct input *hello(struct fixture *f, uint64_t sequence)
{
    struct input *input = input_new(INPUT_HELLO);
    input->account = f->app;
    input->message.sender = VIEW("device");
    input->sequence = sequence;
    return worked(f, input);
}

static void an_app_is_greeted_and_gets_its_gap(void **state)
{
    struct fixture *f = *state;
    struct input *first = hello(f, 0);
    assert_int_equal(first->sequence, 1);
    assert_int_equal(first->reply_count, 1);
    input_free(worked(f, message(f, f->app, "device", "m1", NIGHT)));
    input_free(worked(f, message(f, f->app, "device", "m2", "松影苑")));
    assert_int_equal(f->pushed_count, 3);
    struct input *again = hello(f, 1);
    assert_int_equal(again->sequence, 3);
    assert_int_equal(again->reply_count, 2);
    assert_int_equal(again->replies[0].sequence, 2);
    assert_int_equal(rows_in(f, OUTBOX_APP), 2);
    input_free(first);
    input_free(again);
}

/* ---- files ---- */

#define NAMED "11111111111111111111111111111111"
#define UNNAMED "22222222222222222222222222222222"

static enum store_error add_upload(struct store *store, void *argument)
{
    struct media_row *row = argument;
    return media_add(store, row);
}

static void upload(struct fixture *f, const char *id, int64_t person)
{
    unsigned char secret[SEAL_WRAPPED];
    seal_wrap_new(f->store.seal, secret);
    struct media_row row = {.id = view_of(id),
                            .state = MEDIA_LOOSE,
                            .person = person,
                            .at = f->world.now,
                            .type = VIEW("image/png"),
                            .source = VIEW(""),
                            .secret = {(const char *)secret, sizeof secret}};
    struct input *input = input_new(INPUT_JOB);
    input->job = add_upload;
    input->argument = &row;
    input_free(worked(f, input));
}

static enum input_outcome name_file(struct fixture *f, const char *key, const char *id)
{
    struct input *input = message(f, f->app, "device", key, "");
    input->message.kind = IN_IMAGE;
    input->message.media_id = view_of(id);
    enum input_outcome outcome = worked(f, input)->outcome;
    input_free(input);
    return outcome;
}

static enum store_error file_state(struct fixture *f, const char *id, enum media_state *state)
{
    struct media_row row;
    enum store_error error = media_get(&f->store, view_of(id), &f->arena, &row);
    if (error == STORE_OK)
        *state = row.state;
    return error;
}

static void file_is_gone(struct fixture *f, const char *id)
{
    struct input *input = input_new(INPUT_MEDIA);
    input->media.id = view_of(id);
    input->media.state = MEDIA_GOING;
    input_free(worked(f, input));
}

static void a_file_that_nobody_named_goes_after_a_day(void **state)
{
    struct fixture *f = *state;
    enum media_state now = MEDIA_GOING;
    struct input *first = hello(f, 0);
    upload(f, NAMED, first->person);
    upload(f, UNNAMED, first->person);
    input_free(first);
    assert_int_equal(name_file(f, "m1", NAMED), TURN_DONE);
    for (int hours = 0; hours < 23; hours++)
        pass(f, 3600);
    assert_int_equal(f->dropped, 0);
    for (int hours = 0; hours < 3; hours++)
        pass(f, 3600);
    assert_true(f->dropped >= 1);
    assert_int_equal(file_state(f, UNNAMED, &now), STORE_SEALED); /* its key is gone already */
    assert_int_equal(name_file(f, "m2", UNNAMED), TURN_REFUSED);
    file_is_gone(f, UNNAMED);
    assert_int_equal(file_state(f, UNNAMED, &now), STORE_NONE);
    size_t dropped = f->dropped;
    for (int days = 0; days < 400; days++)
        pass(f, 86400);
    assert_int_equal(f->dropped, dropped);
    assert_int_equal(file_state(f, NAMED, &now), STORE_OK);
    assert_int_equal(now, MEDIA_HERE);
}

static void a_file_that_was_going_at_a_crash_is_found_again(void **state)
{
    struct fixture *f = *state;
    struct input *first = hello(f, 0);
    upload(f, UNNAMED, first->person);
    input_free(first);
    pass(f, 90000);
    assert_int_equal(f->dropped, 1);
    stop(f);
    start(f);
    step(f);
    assert_int_equal(f->dropped, 2);
    file_is_gone(f, UNNAMED);
    pass(f, 90000);
    assert_int_equal(f->dropped, 2);
}

static void where_many_are_new_the_known_go_on(void **state)
{
    struct fixture *f = *state;
    input_free(hello(f, 0));
    for (int known = 0; known < 2; known++) {
        struct input *input = input_new(INPUT_HELLO);
        input->account = f->app;
        input->message.sender = known ? VIEW("device") : VIEW("another");
        input->known_only = true;
        worked(f, input);
        assert_int_equal(input->outcome, known ? TURN_DONE : TURN_SHED);
        assert_int_equal(input->sequence, known ? 1 : 0);
        input_free(input);
    }
    struct person person;
    assert_int_equal(people_find(&f->store, f->app->id, VIEW("another"), &f->arena, &person),
                     STORE_NONE);
}

/* ---- failures ---- */

static void a_key_that_killed_twice_is_parked(void **state)
{
    struct fixture *f = *state;
    struct input *input = message(f, f->wechat, "c", "poison", NIGHT);
    uint64_t key = hash_bytes(input->message.key.p, input->message.key.n, 1) | 1;
    input_free(input);
    for (int i = 0; i < 2; i++) {
        crash_marker_enter(f->marker, 0, key);
        free(f->marker); /* as after a kill: never left, never closed */
        f->marker = crash_marker_open(f->marker_path);
    }
    assert_int_equal(crash_marker_strikes(f->marker, key), 2);
    stop(f);
    start(f);
    int64_t parked;
    for (int i = 0; i < 2; i++) {
        input = worked(f, message(f, f->wechat, "c", "poison", NIGHT));
        assert_int_equal(input->outcome, TURN_PARKED);
        assert_true(input->has_reply);
        input_free(input);
    }
    assert_int_equal(parked_count(&f->store, &parked), STORE_OK);
    assert_int_equal(parked, 1);
    input = say(f, "c", NIGHT);
    assert_int_equal(input->outcome, TURN_DONE);
    input_free(input);
}

/* They share a savepoint; the one in the middle makes all of them be worked again. */
static void one_that_fails_takes_nobody_along(void **state)
{
    struct fixture *f = *state;
    const char *const senders[] = {"a", "b", "c", "d"};
    struct input *inputs[4];
    bool done[4] = {false};
    int64_t parked, first = file(f, "before");
    for (int i = 0; i < 4; i++) {
        say_and_drop(f, senders[i], NIGHT);
        say_and_drop(f, senders[i], "松影苑");
    }
    int64_t filed = metrics_get(&f->metrics, METRIC_FILED),
            talked = metrics_get(&f->metrics, METRIC_MESSAGES);
    for (int i = 0; i < 4; i++) {
        inputs[i] = message(f, f->wechat, senders[i], senders[i], "对");
        inputs[i]->done = keep;
        inputs[i]->owner = &done[i];
        inputs[i]->prepare_failed = i == 2;
        assert_true(turn_submit(f->turn, inputs[i]));
    }
    step(f);
    for (int i = 0; i < 4; i++) {
        assert_int_equal(inputs[i]->outcome, i == 2 ? TURN_PARKED : TURN_DONE);
        assert_true(inputs[i]->has_reply);
        if (i == 2)
            continue;
        struct case_full full = read_case(f, first + 1 + i - (i > 2));
        assert_int_equal(full.person, inputs[i]->person);
        assert_int_not_equal(view_find(inputs[i]->replies[0].text, full.code), SIZE_MAX);
        input_free(inputs[i]);
    }
    input_free(inputs[2]);
    assert_int_equal(parked_count(&f->store, &parked), STORE_OK);
    assert_int_equal(parked, 1);
    assert_int_equal(rows_in(f, OUTBOX_PASSIVE), 3);
    assert_int_equal(metrics_get(&f->metrics, METRIC_FILED), filed + 3);
    assert_int_equal(metrics_get(&f->metrics, METRIC_MESSAGES), talked + 3);
}

static void a_full_disk_loses_nothing(void **state)
{
    struct fixture *f = *state;
    int64_t leased = lease_one(f);
    assert_int_equal(db_script(f->store.db, "PRAGMA max_page_count=1"), STORE_OK);
    struct input *input = NULL;
    char key[32];
    for (int i = 0; i < 400; i++) {
        input_free(input);
        snprintf(key, sizeof key, "many %d", i);
        input = worked(f, message(f, f->wechat, key, key, NIGHT));
        if (input->outcome == TURN_FAILED)
            break;
    }
    assert_int_equal(input->outcome, TURN_FAILED);
    assert_false(input->has_reply);
    assert_false(turn_ready(f->turn));
    struct input *done = input_new(INPUT_RESULT);
    done->outbox_id = leased;
    assert_true(turn_submit(f->turn, done)); /* kept until it can be written */
    input_free(worked(f, message(f, f->wechat, "x", "x", NIGHT)));
    assert_int_equal(db_script(f->store.db, "PRAGMA max_page_count=100000"), STORE_OK);
    pass(f, 2);
    struct input *again = worked(f, message(f, f->wechat, key, key, NIGHT));
    assert_int_equal(again->outcome, TURN_DONE);
    holds(again, "在哪里");
    assert_true(turn_ready(f->turn));
    assert_int_equal(rows_in(f, OUTBOX_LEASED), 0);
    input_free(input);
    input_free(again);
}

static void under_overload_talks_go_on_and_new_ones_wait(void **state)
{
    struct fixture *f = *state;
    struct input *inputs[90];
    bool done[90] = {false};
    char name[32];
    say_and_drop(f, "talker", NIGHT);
    for (int i = 0; i < 90; i++) {
        snprintf(name, sizeof name, "new %d", i);
        inputs[i] = message(f, f->wechat, i ? "somebody" : "talker", name, i ? NIGHT : "松影苑");
        inputs[i]->done = keep;
        inputs[i]->owner = &done[i];
        assert_true(turn_submit(f->turn, inputs[i]));
    }
    step(f);
    assert_int_equal(inputs[0]->outcome, TURN_DONE);
    assert_int_equal(inputs[1]->outcome, TURN_SHED);
    assert_true(inputs[1]->has_reply);
    for (int i = 0; i < 90; i++)
        input_free(inputs[i]);
    struct input *later = worked(f, message(f, f->wechat, "somebody", "new 1", NIGHT));
    assert_int_equal(later->outcome, TURN_DONE);
    input_free(later);
}

static void a_full_queue_says_so(void **state)
{
    struct fixture *f = *state;
    struct input *input = NULL;
    char name[32];
    for (int i = 0; i < 100; i++) {
        snprintf(name, sizeof name, "k %d", i);
        assert_true(turn_submit(f->turn, message(f, f->wechat, "c", name, NIGHT)));
    }
    input = message(f, f->wechat, "c", "one more", NIGHT);
    assert_false(turn_submit(f->turn, input));
    rulebook_put(f->rulebook, input->rules);
    input_free(input);
    step(f);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(a_talk_makes_a_case),
                                       TEST(a_repeat_gets_the_same_reply),
                                       TEST(copies_at_once_make_one_case),
                                       TEST(a_signature_covers_one_body),
                                       TEST(an_answer_survives_the_end),
                                       TEST(a_late_answer_is_handed_over),
                                       TEST(a_closed_request_is_handed_over_at_once),
                                       TEST(a_repeat_collects_what_waits),
                                       TEST(what_was_passive_at_a_crash_is_sent),
                                       TEST(later_is_tried_again),
                                       TEST(rejected_is_not_tried_again),
                                       TEST(an_unknown_reply_is_said_again_a_few_times),
                                       TEST(one_person_gets_one_at_a_time),
                                       TEST(the_desk_moves_and_the_citizen_hears),
                                       TEST(a_poor_rating_sends_it_back),
                                       TEST(a_false_alarm_is_taken_back),
                                       TEST(the_clock_reminds_and_closes),
                                       TEST(it_does_so_in_a_year_without_a_calendar),
                                       TEST(an_app_is_greeted_and_gets_its_gap),
                                       TEST(a_file_that_nobody_named_goes_after_a_day),
                                       TEST(a_file_that_was_going_at_a_crash_is_found_again),
                                       TEST(where_many_are_new_the_known_go_on),
                                       TEST(a_key_that_killed_twice_is_parked),
                                       TEST(one_that_fails_takes_nobody_along),
                                       TEST(a_full_disk_loses_nothing),
                                       TEST(under_overload_talks_go_on_and_new_ones_wait),
                                       TEST(a_full_queue_says_so)};
    return cmocka_run_group_tests(tests, sample_begin, sample_end);
}
