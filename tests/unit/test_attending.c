/* An officer in a talk, through the one writer: who has it, what leaves, when the bot has it again,
 * what a crash leaves. The clock is the test's; nothing is sent to anybody. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "gateway/desk/case_talk.h"
#include "gateway/store/entries.h"
#include "gateway/store/taken.h"
#include "gateway/turn/turn.h"
#include "tests/unit/own_store.h"
#include "tests/unit/rules_image.h"

#define NIGHT "隔壁工地半夜还在打桩,吵得睡不着"
enum { TEXT_MAX = 2000, SILENCE = 300 };

struct fixture {
    struct own_store *own;
    struct rulebook *rulebook;
    struct accounts *accounts;
    struct turn *turn;
    struct account_entry *wechat;
    struct arena arena;
    int64_t officer, other; /* users */
    char sent[TEXT_MAX];    /* the last thing that left by the sender */
    int64_t sent_id;
    int sent_count, messages;
};

static bool take_send(void *self, const struct outbox_row *row, struct account_entry *account,
                      const struct outbound *message)
{
    struct fixture *f = self;
    (void)account;
    snprintf(f->sent, sizeof f->sent, "%.*s", VIEW_FMT(message->text));
    f->sent_id = row->id;
    f->sent_count++;
    return true;
}

static void start(struct fixture *f)
{
    f->accounts = accounts_new(NULL);
    assert_true(accounts_load_sandbox(f->accounts, &f->own->store, VIEW("")));
    f->wechat = accounts_find(f->accounts, VIEW("wechat"), VIEW("demo"));
    struct turn_setup setup = {.store = &f->own->store,
                               .world = &f->own->world.world,
                               .rulebook = f->rulebook,
                               .accounts = f->accounts,
                               .outlets = {.self = f, .send = take_send}};
    f->turn = turn_new(&setup);
    assert_int_equal(turn_recover(f->turn), STORE_OK);
}

static void stop(struct fixture *f)
{
    turn_free(f->turn);
    accounts_free(f->accounts);
}

static int64_t add_officer(struct fixture *f, const char *login)
{
    int64_t id;
    struct desk_user user = {.login = view_of(login),
                             .name = view_of(login),
                             .unit = VIEW(""),
                             .roles = ROLE_DISPATCHER,
                             .password = VIEW("-"),
                             .active = true};
    struct desk_session session = {.ends = f->own->world.now + 86400};
    assert_int_equal(users_add(&f->own->store, &user, &id), STORE_OK);
    session.user = id;
    assert_int_equal(sessions_add(&f->own->store, view_of(login), &session), STORE_OK);
    return id;
}

static int set_up(void **state)
{
    const struct buf *image = *state;
    struct fixture *f = calloc(1, sizeof *f);
    void *own = NULL;
    assert_int_equal(own_store_set_up(&own), 0);
    f->own = own;
    assert_int_equal(store_commit(&f->own->store), STORE_OK);
    f->own->world.ticks = 1000000;
    arena_init(&f->arena, 64 << 20);
    f->rulebook = rulebook_with(image);
    assert_int_equal(store_begin(&f->own->store), STORE_OK);
    f->officer = add_officer(f, "officer");
    f->other = add_officer(f, "other");
    assert_int_equal(store_commit(&f->own->store), STORE_OK);
    start(f);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    void *own = f->own;
    stop(f);
    rulebook_free(f->rulebook);
    arena_free(&f->arena);
    free(f);
    return own_store_tear_down(&own);
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
    f->own->world.now += seconds;
    f->own->world.ticks += seconds * 1000;
    step(f);
}

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

/* What the bot said to it, or an empty text; the caller's arena keeps it. */
static struct view say(struct fixture *f, const char *text)
{
    struct input *input = input_new(INPUT_MESSAGE);
    char key[32];
    snprintf(key, sizeof key, "key %d", ++f->messages);
    input->account = f->wechat;
    input->passive = true;
    input->arrived = f->own->world.ticks;
    input->message = (struct inbound){.kind = IN_TEXT,
                                      .sender = VIEW("citizen"),
                                      .key = view_keep(&input->arena, view_of(key)),
                                      .text = view_keep(&input->arena, view_of(text))};
    worked(f, input);
    assert_int_equal(input->outcome, TURN_DONE);
    struct view said = input->has_reply ? view_keep(&f->arena, input->replies[0].text) : VIEW("");
    int64_t row = input->reply_outbox;
    input_free(input);
    if (row) {
        struct input *written = input_new(INPUT_ANSWERED);
        written->answered = ARENA_ARRAY(&written->arena, 1, int64_t);
        written->answered[0] = row;
        written->answered_count = 1;
        input_free(worked(f, written));
    }
    return said;
}

static bool has(struct view text, const char *part)
{
    return view_find(text, view_of(part)) != SIZE_MAX;
}

static int64_t citizen_of(struct fixture *f)
{
    struct person person;
    assert_int_equal(
        people_find(&f->own->store, f->wechat->id, VIEW("citizen"), &f->arena, &person), STORE_OK);
    return person.id;
}

/* The result arrives at once: what was leased is delivered. */
static void delivered(struct fixture *f, enum delivery kind, const char *reason)
{
    struct input *input = input_new(INPUT_RESULT);
    input->outbox_id = f->sent_id;
    input->result = (struct delivery_result){.kind = kind, .reason = reason};
    input_free(worked(f, input));
}

static struct seal_hash mark_of(struct fixture *f, const char *login)
{
    struct view parts[] = {VIEW("session"), view_of(login)};
    return seal_hash(f->own->store.seal, parts, 2);
}

static struct desk_attend attend(struct fixture *f, bool other, enum attend_act act,
                                 const char *text, struct desk_entry *entry)
{
    struct desk_attend asked = {.act = act,
                                .person = citizen_of(f),
                                .user = other ? f->other : f->officer,
                                .session = mark_of(f, other ? "other" : "officer"),
                                .text = view_of(text),
                                .entry = entry};
    struct input *input = input_new(INPUT_ATTEND);
    input->attend = &asked;
    worked(f, input);
    assert_int_equal(input->stored, STORE_OK);
    input_free(input);
    return asked;
}

static enum attend_result does(struct fixture *f, bool other, enum attend_act act, const char *text)
{
    return attend(f, other, act, text, NULL).result;
}

static struct taken row_of(struct fixture *f)
{
    struct taken taken;
    enum store_error error = taken_get(&f->own->store, citizen_of(f), &taken);
    assert_true(error == STORE_OK || error == STORE_NONE);
    return taken;
}

static void left(struct fixture *f, const char *part)
{
    if (!has(view_of(f->sent), part))
        fail_msg("no '%s' in what left: %s", part, f->sent);
    delivered(f, DELIVERY_DONE, NULL);
}

static void begin(struct fixture *f)
{
    assert_true(has(say(f, NIGHT), "在哪里"));
    assert_int_equal(does(f, false, ATTEND_TAKE, ""), ATTEND_DONE);
    left(f, "真人");
}

/* ---- tests ---- */

static void one_has_it_and_says_something(void **state)
{
    struct fixture *f = *state;
    struct said_by said;
    struct turn_row *rows;
    size_t count;
    begin(f);
    assert_int_equal(row_of(f).user, f->officer);
    assert_int_equal(row_of(f).until, f->own->world.now + SILENCE);
    assert_int_equal(does(f, true, ATTEND_TAKE, ""), ATTEND_OTHER);
    assert_int_equal(attend(f, true, ATTEND_SAY, "x", NULL).holder, f->officer);
    assert_int_equal(say(f, "喂").n, 0);
    pass(f, 100);
    assert_int_equal(does(f, false, ATTEND_SAY, "您好，请讲"), ATTEND_DONE);
    left(f, "您好，请讲");
    assert_int_equal(row_of(f).until, f->own->world.now + SILENCE);
    assert_int_equal(turns_of_person(&f->own->store, citizen_of(f), 0, 9, &f->arena, &rows, &count),
                     STORE_OK);
    assert_int_equal(count, 4);
    assert_int_equal(said_by_get(&f->own->store, rows[0].id, &f->arena, &said), STORE_OK);
    assert_int_equal(said.user, f->officer);
    assert_int_equal(said_by_get(&f->own->store, rows[2].id, &f->arena, &said), STORE_NONE);
}

static void given_back_it_asks_again(void **state)
{
    struct fixture *f = *state;
    begin(f);
    assert_int_equal(does(f, true, ATTEND_GIVE, ""), ATTEND_OTHER);
    assert_int_equal(does(f, false, ATTEND_GIVE, ""), ATTEND_DONE);
    left(f, "在哪里");
    assert_int_equal(row_of(f).user, 0);
    assert_int_equal(does(f, false, ATTEND_SAY, "x"), ATTEND_NOT_YOURS);
    assert_true(has(say(f, "松影苑"), "核对"));
}

static void last_record(struct fixture *f, const char *detail)
{
    struct audit_row *rows;
    size_t count;
    assert_int_equal(audit_list(&f->own->store, INT64_MAX, 1, &f->arena, &rows, &count), STORE_OK);
    assert_int_equal(count, 1);
    assert_true(view_is(rows[0].action, "talk.back"));
    assert_true(view_is(rows[0].detail, detail));
    assert_int_equal(rows[0].object, citizen_of(f));
}

static void silence_gives_it_back(void **state)
{
    struct fixture *f = *state;
    begin(f);
    pass(f, SILENCE - 1);
    assert_int_equal(row_of(f).user, f->officer);
    assert_int_equal(does(f, false, ATTEND_KEEP, ""), ATTEND_DONE);
    pass(f, SILENCE - 1);
    assert_int_equal(row_of(f).user, f->officer);
    pass(f, 5);
    assert_int_equal(row_of(f).user, 0);
    left(f, "在哪里");
    last_record(f, "silence");
}

static void a_session_that_ends_gives_it_back(void **state)
{
    struct fixture *f = *state;
    begin(f);
    assert_int_equal(store_begin(&f->own->store), STORE_OK);
    assert_int_equal(sessions_end(&f->own->store, VIEW("officer")), STORE_OK);
    assert_int_equal(store_commit(&f->own->store), STORE_OK);
    pass(f, 5);
    left(f, "暂时走开");
    last_record(f, "session");
}

static void a_right_that_is_lost_gives_it_back(void **state)
{
    struct fixture *f = *state;
    struct desk_user user;
    begin(f);
    assert_int_equal(store_begin(&f->own->store), STORE_OK);
    assert_int_equal(users_get(&f->own->store, f->officer, &f->arena, &user), STORE_OK);
    user.roles = ROLE_ANALYST;
    assert_int_equal(users_update(&f->own->store, &user), STORE_OK);
    assert_int_equal(store_commit(&f->own->store), STORE_OK);
    pass(f, 5);
    left(f, "暂时走开");
    last_record(f, "rights");
}

static void a_crash_finds_it_taken(void **state)
{
    struct fixture *f = *state;
    begin(f);
    assert_int_equal(say(f, "断电前说的").n, 0);
    assert_int_equal(does(f, false, ATTEND_SAY, "断电前的回答"), ATTEND_DONE);
    int before = f->sent_count;
    stop(f);
    start(f);
    step(f);
    assert_int_equal(f->sent_count, before + 1); /* nobody had said that it was delivered */
    left(f, "断电前的回答");
    assert_int_equal(row_of(f).user, f->officer);
    assert_int_equal(say(f, "还在吗").n, 0);
    stop(f);
    f->own->world.now += 2 * SILENCE;
    start(f);
    step(f);
    left(f, "暂时走开");
    assert_int_equal(row_of(f).user, 0);
}

static void what_is_refused_says_why(void **state)
{
    struct fixture *f = *state;
    struct said_by said;
    begin(f);
    assert_int_equal(does(f, false, ATTEND_SAY, "发不出去"), ATTEND_DONE);
    int64_t turn = f->sent_id / OUTBOX_PARTS;
    delivered(f, DELIVERY_REJECTED, "more than 48 hours");
    assert_int_equal(said_by_get(&f->own->store, turn, &f->arena, &said), STORE_OK);
    assert_true(view_is(said.failed, "more than 48 hours"));
}

static void danger_is_marked_and_asking_ends(void **state)
{
    struct fixture *f = *state;
    begin(f);
    assert_true(has(say(f, "着火了，快来人"), "119"));
    assert_int_equal(row_of(f).why, TAKEN_DANGER);
    assert_int_equal(row_of(f).user, f->officer);
    assert_int_equal(does(f, false, ATTEND_END, ""), ATTEND_DONE);
    left(f, "先聊到这里");
    assert_true(say(f, NIGHT).n > 0);
    assert_true(has(say(f, "转人工"), "转工作人员"));
    assert_int_equal(row_of(f).why, TAKEN_ASKED);
    assert_int_equal(row_of(f).user, 0);
    assert_true(row_of(f).case_id > 0);
    pass(f, 3 * 3600);
    assert_int_equal(row_of(f).why, TAKEN_SEEN);
}

/* The officer's words are in the talk of the case that a person got, before and after. */
static void it_stands_in_the_case(void **state)
{
    struct fixture *f = *state;
    struct case_full full;
    struct turn_row *rows;
    size_t count;
    say(f, NIGHT);
    say(f, "转人工");
    int64_t id = row_of(f).case_id;
    assert_int_equal(does(f, false, ATTEND_TAKE, ""), ATTEND_DONE);
    left(f, "真人");
    assert_int_equal(does(f, false, ATTEND_SAY, "请问是哪个工地"), ATTEND_DONE);
    left(f, "哪个工地");
    assert_int_equal(say(f, "东门外那个工地").n, 0);
    assert_int_equal(say(f, "好的").n, 0);
    assert_int_equal(cases_get(&f->own->store, id, &f->arena, &full), STORE_OK);
    assert_true(has(full.text, "东门外"));
    assert_int_equal(case_talk(&f->own->store, &full, &f->arena, &rows, &count), STORE_OK);
    assert_int_equal(count, 6);
    assert_true(has(rows[3].replies[0].text, "哪个工地"));
    assert_true(has(rows[5].message.text, "好的"));
}

static struct desk_entry form_of(struct fixture *f)
{
    return (struct desk_entry){.user = f->officer,
                               .outside = VIEW(""),
                               .phone = VIEW(""),
                               .filing = {.kind = KIND_COMPLAINT,
                                          .text = VIEW("工地半夜打桩"),
                                          .summary = VIEW("打桩"),
                                          .place = VIEW(""),
                                          .contact = VIEW(""),
                                          .decision = VIEW("{}"),
                                          .category = VIEW(""),
                                          .duty = VIEW(""),
                                          .role = VIEW(""),
                                          .area = VIEW(""),
                                          .unit = VIEW("城管局"),
                                          .dispatched = true}};
}

static void filed_from_the_talk(void **state)
{
    struct fixture *f = *state;
    struct desk_entry entry = form_of(f);
    struct case_full full;
    struct entry_row row;
    struct turn_row *rows;
    size_t count;
    begin(f);
    say(f, "在三号楼旁边");
    assert_int_equal(attend(f, false, ATTEND_FILE, "", &entry).result, ATTEND_DONE);
    left(f, entry.code);
    assert_int_equal(cases_get(&f->own->store, entry.case_id, &f->arena, &full), STORE_OK);
    assert_int_equal(full.person, citizen_of(f));
    assert_int_equal(full.line.channel, CHANNEL_WECHAT);
    assert_int_equal(full.line.state, CASE_DISPATCHED);
    assert_int_equal(entries_get(&f->own->store, entry.case_id, &f->arena, &row), STORE_OK);
    assert_int_equal(row.user, f->officer);
    assert_int_equal(case_talk(&f->own->store, &full, &f->arena, &rows, &count), STORE_OK);
    assert_int_equal(count, 4);
    assert_int_equal(row_of(f).user, 0);
    assert_true(say(f, "你好").n > 0);
}

/* Who has asked to stay anonymous stays so, whatever the officer's form says. */
static void anonymous_stays_anonymous(void **state)
{
    struct fixture *f = *state;
    struct desk_entry entry = form_of(f);
    struct case_full full;
    entry.filing.contact = VIEW("19900001234");
    say(f, "我要匿名反映，" NIGHT);
    assert_int_equal(does(f, false, ATTEND_TAKE, ""), ATTEND_DONE);
    left(f, "真人");
    assert_int_equal(attend(f, false, ATTEND_FILE, "", &entry).result, ATTEND_DONE);
    left(f, entry.code);
    assert_int_equal(cases_get(&f->own->store, entry.case_id, &f->arena, &full), STORE_OK);
    assert_true(full.line.flags & CASE_ANONYMOUS);
    assert_int_equal(full.person, 0);
    assert_int_equal(full.contact.n, 0);
}

static void nobody_is_there(void **state)
{
    struct fixture *f = *state;
    struct desk_attend asked = {.act = ATTEND_TAKE, .person = 999, .user = f->officer};
    struct input *input = input_new(INPUT_ATTEND);
    input->attend = &asked;
    input_free(worked(f, input));
    assert_int_equal(asked.result, ATTEND_NOBODY);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(one_has_it_and_says_something),
                                       TEST(given_back_it_asks_again),
                                       TEST(silence_gives_it_back),
                                       TEST(a_session_that_ends_gives_it_back),
                                       TEST(a_right_that_is_lost_gives_it_back),
                                       TEST(a_crash_finds_it_taken),
                                       TEST(what_is_refused_says_why),
                                       TEST(danger_is_marked_and_asking_ends),
                                       TEST(it_stands_in_the_case),
                                       TEST(filed_from_the_talk),
                                       TEST(anonymous_stays_anonymous),
                                       TEST(nobody_is_there)};
    return cmocka_run_group_tests(tests, sample_begin, sample_end);
}
