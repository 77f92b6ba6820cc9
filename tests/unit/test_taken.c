/* A talk that an officer has: the bot is silent but in danger, listens on, and goes on where it
 * stood; what the desk is shown of it; and its rows. */
#include "tests/unit/talk_world.h"

#include "gateway/store/people.h"
#include "gateway/store/taken.h"
#include "gateway/store/turns.h"
#include "tests/unit/own_store.h"

#define NIGHT "隔壁工地半夜还在打桩,吵得睡不着"

static struct talk_world world;

static int open_world(void **state)
{
    (void)state;
    talk_world_open(&world, "rules/yunxi");
    return 0;
}

static int close_world(void **state)
{
    (void)state;
    talk_world_close(&world);
    return 0;
}

static int meet(void **state)
{
    struct citizen *c = calloc(1, sizeof *c);
    citizen_init(c, &world);
    c->now =
        civil_seconds((struct civil_time){civil_to_day((struct civil){2026, 11, 21}), 20 * 60, 0},
                      CHINA_OFFSET_MINUTES);
    *state = c;
    return 0;
}

static int part(void **state)
{
    struct citizen *c = *state;
    citizen_free(c);
    free(c);
    return 0;
}

static void says(struct citizen *c, const char *text)
{
    struct inbound message = {.kind = IN_TEXT, .sender = VIEW("c"), .text = view_of(text)};
    citizen_sends(c, &message);
    c->now += 10;
}

static void shows(struct citizen *c, const char *media)
{
    struct inbound message = {
        .kind = IN_IMAGE, .sender = VIEW("c"), .text = VIEW(""), .media_id = view_of(media)};
    citizen_sends(c, &message);
}

static void heard_is(const struct citizen *c, const char *part_of)
{
    if (view_find(c->last.said, view_of(part_of)) == SIZE_MAX)
        fail_msg("no '%s' in: %.*s", part_of, VIEW_FMT(c->last.said));
}

static void is_silent(const struct citizen *c)
{
    if (c->last.said.n)
        fail_msg("the bot said: %.*s", VIEW_FMT(c->last.said));
    assert_int_equal(c->last.effects.reply_count, 0);
    assert_null(c->last.effects.filing);
}

/* How it stands, from its bytes; views into them, kept. */
static struct talk_standing stands(struct citizen *c)
{
    struct talk_standing out;
    struct view bytes = view_keep(&c->kept, buf_seen(&c->state));
    talk_standing(&world.rules, talk_unpack(&world.rules, bytes, &c->kept), c->now, &out);
    return out;
}

static void the_bot_is_silent_and_asks_again(void **state)
{
    struct citizen *c = *state;
    says(c, NIGHT);
    heard_is(c, "在哪里");
    desk_takes(c, PERSON_IN);
    heard_is(c, "真人");
    assert_int_equal(c->last.choice_count, 0);
    says(c, "松影苑");
    is_silent(c);
    says(c, "人工");
    is_silent(c);
    says(c, "取消");
    is_silent(c);
    says(c, "进度");
    is_silent(c);
    desk_takes(c, PERSON_OUT);
    heard_is(c, "在哪里");
    assert_true(c->last.choice_count > 0);
    says(c, "松影苑");
    heard_is(c, "核对");
    says(c, "对");
    assert_true(c->last.filed);
    assert_int_not_equal(view_find(c->last.filing.text, VIEW("打桩")), SIZE_MAX);
    assert_int_not_equal(view_find(c->last.filing.text, VIEW("取消")), SIZE_MAX);
}

static void a_menu_is_still_the_one_that_was_sent(void **state)
{
    struct citizen *c = *state;
    says(c, NIGHT);
    says(c, "松影苑");
    struct choice yes = c->last.choices[0];
    desk_takes(c, PERSON_IN);
    says(c, "1");
    is_silent(c);
    desk_takes(c, PERSON_AWAY);
    heard_is(c, "12345");
    heard_is(c, "核对");
    assert_true(view_eq(yes.label, c->last.choices[0].label));
    says(c, "1");
    assert_true(c->last.filed);
}

static void danger_is_answered_and_marked(void **state)
{
    struct citizen *c = *state;
    says(c, NIGHT);
    assert_int_equal(c->last.effects.call, CALL_NONE);
    desk_takes(c, PERSON_IN);
    says(c, "楼上着火了，有人被困");
    heard_is(c, "119");
    assert_int_equal(c->last.effects.call, CALL_DANGER);
    assert_int_equal(c->last.choice_count, 0);
    assert_null(c->last.effects.filing);
    says(c, "谢谢");
    is_silent(c);
}

static void what_is_said_belongs_to_the_matter(void **state)
{
    struct citizen *c = *state;
    says(c, NIGHT);
    desk_takes(c, PERSON_IN);
    says(c, "就在三号楼旁边");
    shows(c, "0123456789abcdef0123456789abcdef");
    is_silent(c);
    struct inbound place = {.kind = IN_LOCATION,
                            .sender = VIEW("c"),
                            .text = VIEW("松影苑门口"),
                            .latitude = 30.2238,
                            .longitude = 120.0868};
    citizen_sends(c, &place);
    is_silent(c);
    assert_int_not_equal(view_find(stands(c).said, VIEW("三号楼")), SIZE_MAX);
    desk_takes(c, PERSON_OUT);
    heard_is(c, "核对");
    says(c, "对");
    assert_true(c->last.filed && c->last.filing.has_point);
    assert_int_equal(c->last.filing.media_count, 1);
}

static void behind_a_case_it_goes_to_the_case(void **state)
{
    struct citizen *c = *state;
    says(c, NIGHT);
    says(c, "转人工");
    assert_true(c->last.filed);
    assert_int_equal(c->last.effects.call, CALL_ASKED);
    struct view number = view_keep(&c->kept, stands(c).last_case);
    assert_true(number.n > 0);
    desk_takes(c, PERSON_IN);
    says(c, "好的");
    is_silent(c);
    assert_int_equal(c->last.effects.added_case.n, 0);
    says(c, "是东门外那个工地，每天都这样");
    is_silent(c);
    assert_true(view_eq(c->last.effects.added_case, number));
    assert_int_not_equal(view_find(c->last.effects.added_text, VIEW("东门外")), SIZE_MAX);
    shows(c, "0123456789abcdef0123456789abcdef");
    is_silent(c);
    assert_int_equal(c->last.effects.added_media.n, 32);
}

static void who_asks_first_tells_the_officer(void **state)
{
    struct citizen *c = *state;
    says(c, "人工");
    assert_int_equal(c->last.effects.call, CALL_ASKED);
    assert_false(c->last.filed);
    desk_takes(c, PERSON_IN);
    says(c, "我家楼下路灯坏了一个星期");
    is_silent(c);
    assert_int_not_equal(view_find(stands(c).said, VIEW("路灯")), SIZE_MAX);
    desk_takes(c, PERSON_OUT);
    says(c, "人工");
    assert_true(c->last.filed);
    assert_int_not_equal(view_find(c->last.filing.text, VIEW("路灯")), SIZE_MAX);
}

static void no_more_offers_is_heard_and_leaving_ends_it(void **state)
{
    struct citizen *c = *state;
    says(c, NIGHT);
    desk_takes(c, PERSON_IN);
    says(c, "退订");
    is_silent(c);
    assert_int_equal(c->last.effects.consent, CONSENT_WITHDRAWN);
    struct inbound gone = {.kind = IN_UNSUBSCRIBE, .sender = VIEW("c"), .text = VIEW("")};
    citizen_sends(c, &gone);
    assert_false(c->taken);
}

static void ended_leaves_nothing_open(void **state)
{
    struct citizen *c = *state;
    says(c, NIGHT);
    desk_takes(c, PERSON_IN);
    desk_takes(c, PERSON_DONE);
    assert_int_equal(c->last.choice_count, 0);
    assert_false(stands(c).has_matter);
    says(c, "谢谢");
    assert_false(c->last.filed);
}

/* What is told of a case in between asks for nothing: the answer would be to the officer. */
static void nothing_is_asked_beside_an_officer(void **state)
{
    struct citizen *c = *state;
    says(c, NIGHT);
    says(c, "松影苑");
    says(c, "对");
    assert_true(c->last.filed);
    desk_takes(c, PERSON_IN);
    desk_moves(c, TOLD_ANSWERED, CASE_ANSWERED, VIEW("已处理"));
    heard_is(c, "已处理");
    assert_int_equal(c->last.choice_count, 0);
    says(c, "5");
    is_silent(c);
    assert_false(c->last.effects.rated);
    desk_moves(c, TOLD_CLOSED, CASE_CLOSED, VIEW(""));
    assert_int_equal(c->last.choice_count, 0);
}

static void twice_not_understood_asks_for_somebody(void **state)
{
    struct citizen *c = *state;
    says(c, "你好");
    says(c, "那个东西今天又变成那样子了真的是");
    assert_int_equal(c->last.effects.call, CALL_NONE);
    says(c, "就是上回跟你们讲过的那个事情嘛");
    assert_int_equal(c->last.effects.call, CALL_MISUNDERSTOOD);
}

static void an_officer_files_what_was_said(void **state)
{
    struct citizen *c = *state;
    struct arena arena;
    struct outbound out;
    arena_init(&arena, 16 << 20);
    says(c, NIGHT);
    desk_takes(c, PERSON_IN);
    shows(c, "0123456789abcdef0123456789abcdef");
    struct talk_state *before = talk_unpack(&world.rules, buf_seen(&c->state), &arena);
    struct case_filing filing = {.text = VIEW("工地半夜打桩"),
                                 .summary = VIEW("打桩"),
                                 .unit = VIEW("城管局"),
                                 .dispatched = true,
                                 .code = VIEW("ABCDEFGH")};
    talk_person_filed(&world.rules, before, &filing, VIEW("YX20261121-000009"), c->now, &arena,
                      &out);
    assert_int_equal(filing.media_count, 1);
    assert_int_not_equal(view_find(out.text, VIEW("ABCDEFGH")), SIZE_MAX);
    assert_int_not_equal(view_find(out.text, VIEW("YX20261121-000009")), SIZE_MAX);
    assert_false(talk_is_taken(before));
    filing.confidential = true;
    talk_person_filed(&world.rules, before, &filing, VIEW("YX20261121-000010"), c->now, &arena,
                      &out);
    assert_false(filing.dispatched);
    assert_int_equal(filing.unit.n, 0);
    arena_free(&arena);
}

/* ---- rows ---- */

static void a_talk_is_had_by_one_until(void **state)
{
    struct own_store *f = *state;
    struct taken taken = {.person = 7,
                          .case_id = 3,
                          .user = 5,
                          .why = TAKEN_ASKED,
                          .asked = 100,
                          .since = 110,
                          .until = 400,
                          .session = {1, 2, 3}};
    struct taken found, *list;
    size_t count;
    assert_int_equal(taken_get(&f->store, 7, &found), STORE_NONE);
    assert_int_equal(found.user, 0);
    assert_int_equal(taken_put(&f->store, &taken), STORE_OK);
    taken.until = 700;
    assert_int_equal(taken_put(&f->store, &taken), STORE_OK);
    assert_int_equal(taken_get(&f->store, 7, &found), STORE_OK);
    assert_true(found.person == 7 && found.case_id == 3 && found.user == 5);
    assert_true(found.why == TAKEN_ASKED && found.asked == 100 && found.since == 110);
    assert_int_equal(found.until, 700);
    assert_memory_equal(found.session, taken.session, SESSION_MARK);
    taken = (struct taken){.person = 8, .why = TAKEN_DANGER, .asked = 200, .until = 900};
    assert_int_equal(taken_put(&f->store, &taken), STORE_OK);
    assert_int_equal(taken_list(&f->store, 9, &f->arena, &list, &count), STORE_OK);
    assert_int_equal(count, 2);
    assert_int_equal(list[0].person, 8);
    assert_int_equal(taken_drop(&f->store, 7), STORE_OK);
    assert_int_equal(taken_get(&f->store, 7, &found), STORE_NONE);
}

static void who_said_it_and_why_it_failed(void **state)
{
    struct own_store *f = *state;
    struct said_by said;
    assert_int_equal(said_by_get(&f->store, 9, &f->arena, &said), STORE_NONE);
    assert_int_equal(said_by_add(&f->store, 9, 5), STORE_OK);
    assert_int_equal(said_by_get(&f->store, 9, &f->arena, &said), STORE_OK);
    assert_int_equal(said.user, 5);
    assert_int_equal(said.failed.n, 0);
    assert_int_equal(said_by_failed(&f->store, 9, VIEW("48 hours")), STORE_OK);
    assert_int_equal(said_by_failed(&f->store, 10, VIEW("nobody's")), STORE_OK);
    assert_int_equal(said_by_get(&f->store, 9, &f->arena, &said), STORE_OK);
    assert_true(view_is(said.failed, "48 hours"));
    assert_int_equal(said_by_get(&f->store, 10, &f->arena, &said), STORE_NONE);
}

static void add_turn(struct own_store *f, struct person *person, int64_t at)
{
    struct turn_row row = {
        .id = f->store.next_turn++, .person = person->id, .before = person->last_turn, .at = at};
    assert_int_equal(turns_add(&f->store, person, &row), STORE_OK);
    person->last_turn = row.id;
}

static void who_was_heard_last_comes_first(void **state)
{
    struct own_store *f = *state;
    struct person people[3];
    const char *const names[] = {"a", "b", "c"};
    int64_t *heard;
    size_t count;
    for (int i = 0; i < 3; i++)
        assert_int_equal(people_meet(&f->store, 1, view_of(names[i]), 0, &f->arena, &people[i]),
                         STORE_OK);
    for (int i = 0; i < 9; i++)
        add_turn(f, &people[i < 3 ? 0 : 1 + i % 2], 1000 + i);
    assert_int_equal(taken_heard(&f->store, 1003, 100, 10, &f->arena, &heard, &count), STORE_OK);
    assert_int_equal(count, 2);
    assert_int_equal(heard[0], people[1].id);
    assert_int_equal(heard[1], people[2].id);
    assert_int_equal(taken_heard(&f->store, 0, 100, 10, &f->arena, &heard, &count), STORE_OK);
    assert_int_equal(count, 3);
    assert_int_equal(taken_heard(&f->store, 0, 100, 1, &f->arena, &heard, &count), STORE_OK);
    assert_int_equal(count, 1);
}

static void a_session_is_its_users_while_it_lasts(void **state)
{
    struct own_store *f = *state;
    struct desk_session session = {.user = 5, .started = 1, .seen = 1, .ends = 100}, *list;
    size_t count;
    bool lasts;
    assert_int_equal(sessions_add(&f->store, VIEW("token"), &session), STORE_OK);
    assert_int_equal(sessions_list(&f->store, 5, 1, 5, &f->arena, &list, &count), STORE_OK);
    const struct {
        int64_t user, now;
        bool lasts;
    } asked[] = {{5, 99, true}, {5, 100, false}, {6, 99, false}};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(
            sessions_of_user(&f->store, list[0].mark, asked[i].user, asked[i].now, &lasts),
            STORE_OK);
        assert_int_equal(lasts, asked[i].lasts);
    }
    assert_int_equal(sessions_end(&f->store, VIEW("token")), STORE_OK);
    assert_int_equal(sessions_of_user(&f->store, list[0].mark, 5, 1, &lasts), STORE_OK);
    assert_false(lasts);
}

#define TALK(name) cmocka_unit_test_setup_teardown(name, meet, part)
#define ROWS(name) cmocka_unit_test_setup_teardown(name, own_store_set_up, own_store_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {TALK(the_bot_is_silent_and_asks_again),
                                       TALK(a_menu_is_still_the_one_that_was_sent),
                                       TALK(danger_is_answered_and_marked),
                                       TALK(what_is_said_belongs_to_the_matter),
                                       TALK(behind_a_case_it_goes_to_the_case),
                                       TALK(who_asks_first_tells_the_officer),
                                       TALK(no_more_offers_is_heard_and_leaving_ends_it),
                                       TALK(ended_leaves_nothing_open),
                                       TALK(nothing_is_asked_beside_an_officer),
                                       TALK(twice_not_understood_asks_for_somebody),
                                       TALK(an_officer_files_what_was_said),
                                       ROWS(a_talk_is_had_by_one_until),
                                       ROWS(who_said_it_and_why_it_failed),
                                       ROWS(who_was_heard_last_comes_first),
                                       ROWS(a_session_is_its_users_while_it_lasts)};
    return cmocka_run_group_tests(tests, open_world, close_world);
}
