/* The store: what is written comes back, to its owner only; what is erased does not; nothing
 * personal lies in the file. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "gateway/store/desk.h"
#include "gateway/store/media.h"
#include "gateway/store/media_file.h"
#include "gateway/store/outbox.h"
#include "gateway/store/cases.h"
#include "gateway/store/parked.h"
#include "tests/unit/own_store.h"

static struct person meet(struct own_store *f, const char *sender)
{
    struct person person;
    assert_int_equal(people_meet(&f->store, 1, view_of(sender), 1000, &f->arena, &person),
                     STORE_OK);
    return person;
}

static void same(struct view found, const char *expected)
{
    if (!view_is(found, expected))
        fail_msg("'%.*s' is not '%s'", VIEW_FMT(found), expected);
}

/* ---- people and turns ---- */

/* The state that was sealed last is remembered in the open; what the row holds counts. */
static void a_state_is_the_rows_state(void **state)
{
    struct own_store *f = *state;
    struct person person = meet(f, "c"), found;
    const char *const states[] = {"first", "second"};
    for (int i = 0; i < 2; i++) {
        person.state = view_of(states[i]);
        assert_int_equal(people_save_talk(&f->store, &person), STORE_OK);
        assert_int_equal(people_get(&f->store, person.id, &f->arena, &found), STORE_OK);
        same(found.state, states[i]);
        same(found.sender, "c");
        if (i == 0)
            assert_int_equal(store_save(&f->store), STORE_OK);
    }
    assert_int_equal(store_undo(&f->store), STORE_OK);
    assert_int_equal(people_get(&f->store, person.id, &f->arena, &found), STORE_OK);
    same(found.state, "first");
    own_store_reopen(f);
    assert_int_equal(people_get(&f->store, person.id, &f->arena, &found), STORE_OK);
    same(found.state, "first");
}

static void a_person_is_known_again(void **state)
{
    struct own_store *f = *state;
    struct person person = meet(f, "openid_invented_1"), other, again;
    person.state = VIEW("state of the talk");
    person.last_turn = 11;
    person.sequence = 3;
    assert_true(person.fresh);
    assert_int_equal(people_save_talk(&f->store, &person), STORE_OK);
    assert_int_equal(people_set_consent(&f->store, person.id, -1, 1001, 11), STORE_OK);
    own_store_reopen(f);
    again = meet(f, "openid_invented_1");
    assert_false(again.fresh);
    assert_int_equal(again.id, person.id);
    assert_int_equal(again.consent, -1);
    assert_int_equal(again.last_turn, 11);
    assert_int_equal(again.sequence, 3);
    same(again.state, "state of the talk");
    same(again.sender, "openid_invented_1");
    other = meet(f, "openid_invented_2");
    assert_int_not_equal(other.id, person.id);
    assert_int_equal(people_find(&f->store, 2, VIEW("openid_invented_1"), &f->arena, &again),
                     STORE_NONE);
}

static struct turn_row add_turn(struct own_store *f, struct person *person, const char *text)
{
    struct turn_row row = {.id = f->store.next_turn++,
                           .person = person->id,
                           .before = person->last_turn,
                           .at = 1000,
                           .spoken = true,
                           .message = {.kind = IN_TEXT, .text = view_of(text)},
                           .reply_count = 1};
    row.replies[0] =
        (struct outbound){.text = VIEW("在哪里?"),
                          .choice_count = 2,
                          .choices = {{VIEW("a"), VIEW("甲")}, {VIEW("b"), VIEW("乙")}}};
    assert_int_equal(turns_add(&f->store, person, &row), STORE_OK);
    person->last_turn = row.id;
    assert_int_equal(people_save_talk(&f->store, person), STORE_OK);
    return row;
}

static void turns_hang_together(void **state)
{
    struct own_store *f = *state;
    struct person person = meet(f, "one"), other = meet(f, "two");
    struct turn_row *rows, row;
    size_t count;
    add_turn(f, &person, "第一句");
    add_turn(f, &other, "别人的话");
    struct turn_row second = add_turn(f, &person, "第二句");
    own_store_reopen(f);
    assert_int_equal(turns_of_person(&f->store, person.id, 0, 10, &f->arena, &rows, &count),
                     STORE_OK);
    assert_int_equal(count, 2);
    same(rows[0].message.text, "第二句");
    same(rows[1].message.text, "第一句");
    same(rows[1].replies[0].choices[1].label, "乙");
    assert_int_equal(turns_get(&f->store, second.id, &f->arena, &row), STORE_OK);
    same(row.replies[0].text, "在哪里?");
    assert_int_equal(turns_get(&f->store, 999, &f->arena, &row), STORE_NONE);
    assert_true(f->store.next_turn > second.id);
}

static void what_is_erased_stays_erased(void **state)
{
    struct own_store *f = *state;
    struct person person = meet(f, "leaver");
    struct turn_row row = add_turn(f, &person, "我的秘密"), found;
    assert_int_equal(people_erase(&f->store, person.id), STORE_OK);
    assert_int_equal(turns_get(&f->store, row.id, &f->arena, &found), STORE_SEALED);
    struct person back = meet(f, "leaver");
    assert_int_equal(back.id, person.id);
    assert_int_equal(back.state.n, 0);
    assert_int_equal(turns_get(&f->store, row.id, &f->arena, &found), STORE_SEALED);
}

/* How often a text lies in this process's memory, its own place and the looking left out. */
static size_t count_in_memory(const char *text, size_t n)
{
    static char piece[1 << 16];
    char line[400];
    size_t count = 0;
    int memory = open("/proc/self/mem", O_RDONLY);
    FILE *maps = fopen("/proc/self/maps", "r");
    assert_true(memory >= 0 && maps);
    while (fgets(line, sizeof line, maps)) {
        char *behind;
        unsigned long from = strtoul(line, &behind, 16), to = strtoul(behind + 1, NULL, 16);
        if (!strstr(line, " rw-p ") || to - from > 256UL << 20)
            continue;
        for (; from + n < to; from += sizeof piece - n) {
            size_t most = to - from < sizeof piece ? to - from : sizeof piece;
            ssize_t got = pread(memory, piece, most, (off_t)from);
            for (ssize_t i = 0; i + (ssize_t)n <= got; i++) {
                uintptr_t at = from + (unsigned long)i;
                bool ours = at == (uintptr_t)text ||
                            (at >= (uintptr_t)piece && at < (uintptr_t)piece + sizeof piece);
                count += !ours && piece[i] == text[0] && memcmp(piece + i, text, n) == 0;
            }
        }
    }
    fclose(maps);
    close(memory);
    return count;
}

/* A state that lies nowhere but where it is written, and where the seal remembers it. */
static struct view spell_state(char *text, size_t n, unsigned from)
{
    for (size_t i = 0; i < n; i++)
        text[i] = (char)('a' + (from = from * 1103515245 + 12345) / 65536 % 26);
    return (struct view){text, n};
}

static void who_is_erased_leaves_the_memory(void **state)
{
    struct own_store *f = *state;
    static char text[40];
    struct person person = meet(f, "leaver");
    person.state = spell_state(text, sizeof text, 1);
    assert_int_equal(people_save_talk(&f->store, &person), STORE_OK);
    assert_int_not_equal(count_in_memory(text, sizeof text), 0);
    assert_int_equal(people_erase(&f->store, person.id), STORE_OK);
    assert_int_equal(count_in_memory(text, sizeof text), 0);
}

/* As zhida erase does it beside a gateway. */
static void who_is_erased_elsewhere_leaves_the_memory(void **state)
{
    struct own_store *f = *state;
    static char text[40];
    struct store other;
    struct person person = meet(f, "leaver");
    person.state = spell_state(text, sizeof text, 2);
    assert_int_equal(people_save_talk(&f->store, &person), STORE_OK);
    assert_int_equal(store_commit(&f->store), STORE_OK);
    assert_int_equal(store_open(&other, f->path, &f->world.world, &f->key), STORE_OK);
    assert_int_equal(store_notice_others(&f->store), STORE_OK);
    assert_int_equal(people_save_talk(&f->store, &person), STORE_OK);
    assert_int_equal(store_notice_others(&f->store), STORE_OK);
    assert_int_not_equal(count_in_memory(text, sizeof text), 0);
    assert_int_equal(people_erase(&other, person.id), STORE_OK);
    store_close(&other);
    assert_int_equal(store_notice_others(&f->store), STORE_OK);
    assert_int_equal(count_in_memory(text, sizeof text), 0);
    assert_int_equal(store_begin(&f->store), STORE_OK);
}

static void nothing_personal_lies_in_the_file(void **state)
{
    struct own_store *f = *state;
    struct person person = meet(f, "openid_findme");
    char command[300];
    person.state = VIEW("state_findme");
    add_turn(f, &person, "text_findme");
    own_store_reopen(f);
    snprintf(command, sizeof command, "cat %s* | grep -c findme > /dev/null", f->path);
    assert_int_not_equal(system(command), 0);
}

/* ---- outbox ---- */

static struct outbox_row add_row(struct own_store *f, struct person *person,
                                 enum outbox_state where, uint64_t sequence, int64_t due)
{
    struct turn_row turn = add_turn(f, person, "x");
    struct outbox_row row = {.id = turn.id * OUTBOX_PARTS,
                             .person = person->id,
                             .account = 1,
                             .state = where,
                             .due = due,
                             .sequence = sequence};
    assert_int_equal(outbox_add(&f->store, person, &row), STORE_OK);
    return row;
}

static void rows_are_leased_when_due(void **state)
{
    struct own_store *f = *state;
    struct person person = meet(f, "p");
    struct outbox_row row = add_row(f, &person, OUTBOX_READY, 0, 100), *rows;
    struct outbound message;
    int64_t due;
    size_t count;
    add_row(f, &person, OUTBOX_READY, 0, 500);
    assert_int_equal(outbox_next_due(&f->store, 1, &due), STORE_OK);
    assert_int_equal(due, 100);
    assert_int_equal(outbox_due(&f->store, 1, OUT_REPLY, 99, 9, &f->arena, &rows, &count),
                     STORE_OK);
    assert_int_equal(count, 0);
    assert_int_equal(outbox_due(&f->store, 1, OUT_REPLY, 100, 9, &f->arena, &rows, &count),
                     STORE_OK);
    assert_int_equal(count, 1);
    assert_int_equal(outbox_message(&f->store, &rows[0], &f->arena, &message), STORE_OK);
    same(message.text, "在哪里?");
    same(message.recipient, "p");
    assert_int_equal(message.key.n, 32);
    assert_int_equal(outbox_move(&f->store, row.id, OUTBOX_LEASED, 100, 1, true), STORE_OK);
    own_store_reopen(f);
    assert_int_equal(outbox_orphans(&f->store, 9, 0, &f->arena, &rows, &count), STORE_OK);
    assert_int_equal(count, 1);
    assert_int_equal(rows[0].id, row.id);
    assert_true(rows[0].idempotent);
}

static void receipts_find_their_row(void **state)
{
    struct own_store *f = *state;
    struct person person = meet(f, "p");
    struct outbox_row row = add_row(f, &person, OUTBOX_LEASED, 0, 1);
    struct seal_hash receipt = {{3}}, other = {{4}};
    int64_t id;
    assert_int_equal(outbox_delivered(&f->store, row.id, &receipt, 2), STORE_OK);
    assert_int_equal(outbox_by_receipt(&f->store, &receipt, &id), STORE_OK);
    assert_int_equal(id, row.id);
    assert_int_equal(outbox_by_receipt(&f->store, &other, &id), STORE_NONE);
    assert_int_equal(outbox_delivered(&f->store, row.id, NULL, 2), STORE_OK);
    assert_int_equal(outbox_by_receipt(&f->store, &receipt, &id), STORE_NONE);
}

static void an_app_gets_its_gap(void **state)
{
    struct own_store *f = *state;
    struct person person = meet(f, "p");
    struct outbox_row *rows;
    size_t count;
    for (uint64_t i = 1; i <= 5; i++)
        add_row(f, &person, OUTBOX_APP, i, 0);
    assert_int_equal(outbox_app_has(&f->store, person.id, 2), STORE_OK);
    assert_int_equal(outbox_of_app(&f->store, person.id, 3, 9, &f->arena, &rows, &count), STORE_OK);
    assert_int_equal(count, 2);
    assert_int_equal(rows[0].sequence, 4);
    assert_int_equal(rows[1].sequence, 5);
    assert_int_equal(outbox_of_app(&f->store, person.id, 0, 9, &f->arena, &rows, &count), STORE_OK);
    assert_int_equal(count, 3);
}

/* ---- cases ---- */

static struct case_full invented_case(struct own_store *f, int64_t id, const char *unit)
{
    unsigned char *secret = arena_alloc(&f->arena, SEAL_WRAPPED);
    seal_wrap_new(f->store.seal, secret);
    return (struct case_full){.line = {.id = id,
                                       .state = CASE_DISPATCHED,
                                       .unit = view_of(unit),
                                       .category = VIEW("06"),
                                       .duty = VIEW("0602"),
                                       .area = VIEW(""),
                                       .filed = 1000,
                                       .due = 2000},
                              .person = 1,
                              .role = VIEW(""),
                              .text = VIEW("工地打桩"),
                              .place = VIEW("松影苑"),
                              .contact = VIEW("19900001234"),
                              .code = VIEW("ABCD2345"),
                              .duty_text = VIEW("夜间施工噪声"),
                              .unit_text = VIEW("城管局"),
                              .next_at = 1500,
                              .media_count = 1,
                              .media = {VIEW("picture")},
                              .has_point = true,
                              .latitude = 32.5,
                              .longitude = 118.5,
                              .secret = {(const char *)secret, SEAL_WRAPPED}};
}

/* The reasons have a row of their own, which moves leave alone; those of a case from before stand
 * in its body and stay there. */
static void reasons_stand_apart(void **state)
{
    struct own_store *f = *state;
    int64_t id = cases_next_id(&f->store, 20261121);
    struct case_full full = invented_case(f, id, "cg"), found;
    full.decision = VIEW("{\"duty\":\"夜间施工噪声\"}");
    assert_int_equal(cases_add(&f->store, &full), STORE_OK);
    for (int before = 0; before < 2; before++) {
        assert_int_equal(cases_get(&f->store, id, &f->arena, &found), STORE_OK);
        assert_int_equal(found.reasons_apart, !before);
        assert_true(view_eq(found.decision, full.decision));
        found.line.state = CASE_SIGNED;
        assert_int_equal(cases_update(&f->store, &found), STORE_OK);
        assert_int_equal(cases_get(&f->store, id, &f->arena, &found), STORE_OK);
        assert_true(view_eq(found.decision, full.decision));
        found.reasons_apart = false;
        assert_int_equal(db_script(f->store.db, "DELETE FROM reasons"), STORE_OK);
        assert_int_equal(cases_update(&f->store, &found), STORE_OK);
    }
    full.line.id = id + 1;
    full.line.state = CASE_CLOSED;
    assert_int_equal(cases_add(&f->store, &full), STORE_OK);
    assert_int_equal(cases_erase(&f->store, &(int64_t){id + 1}, 1), STORE_OK);
    assert_int_equal(cases_get(&f->store, id + 1, &f->arena, &found), STORE_OK);
    assert_int_equal(found.decision.n, 0);
    assert_int_equal(db_script(f->store.db, "CREATE TABLE one(n UNIQUE);"
                                            "INSERT INTO one SELECT 1 FROM reasons;"
                                            "INSERT INTO one VALUES(1)"),
                     STORE_OK);
}

static void a_case_comes_back_whole(void **state)
{
    struct own_store *f = *state;
    int64_t id = cases_next_id(&f->store, 20261121), *ids;
    struct case_full full = invented_case(f, id, "cg"), found;
    struct case_event *events, event = {.case_id = id, .at = 1000, .move = EVENT_FILED};
    size_t count;
    assert_int_equal(cases_add(&f->store, &full), STORE_OK);
    assert_int_equal(cases_add_event(&f->store, &full, &event), STORE_OK);
    event = (struct case_event){.case_id = id,
                                .at = 1001,
                                .move = MOVE_SIGN,
                                .text = VIEW("马上去"),
                                .rating = {5, 4, 3, 2}};
    assert_int_equal(cases_add_event(&f->store, &full, &event), STORE_OK);
    full.answer = VIEW("已处理");
    full.line.state = CASE_ANSWERED;
    full.next_at = 0;
    assert_int_equal(cases_due(&f->store, 1500, 9, &f->arena, &ids, &count), STORE_OK);
    assert_int_equal(count, 1);
    assert_int_equal(cases_update(&f->store, &full), STORE_OK);
    own_store_reopen(f);
    assert_int_equal(cases_get(&f->store, id, &f->arena, &found), STORE_OK);
    same(found.text, "工地打桩");
    same(found.contact, "19900001234");
    same(found.answer, "已处理");
    same(found.media[0], "picture");
    assert_true(found.latitude > 32.4 && found.latitude < 32.6);
    assert_int_equal(found.line.state, CASE_ANSWERED);
    assert_int_equal(cases_due(&f->store, 9999, 9, &f->arena, &ids, &count), STORE_OK);
    assert_int_equal(count, 0);
    assert_int_equal(cases_events(&f->store, &found, &f->arena, &events, &count), STORE_OK);
    assert_int_equal(count, 2);
    same(events[1].text, "马上去");
    assert_int_equal(events[1].rating[3], 2);
}

static void numbers_go_there_and_back(void **state)
{
    struct own_store *f = *state;
    int64_t id, first = cases_next_id(&f->store, 20261121);
    struct case_full full = invented_case(f, first, "cg");
    same(case_number_text(VIEW("yx"), first, &f->arena), "YX20261121-000001");
    assert_true(case_number_parse(VIEW("yx"), VIEW("yx20261121-000001"), &id));
    assert_int_equal(id, first);
    static const char *const wrong[] = {"",
                                        "YX",
                                        "YX20261121-",
                                        "YX20261121-00000x",
                                        "AB20261121-000001",
                                        "YX20261121-000000",
                                        "YX2026112-000001"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(case_number_parse(VIEW("YX"), view_of(wrong[i]), &id));
    assert_int_equal(cases_add(&f->store, &full), STORE_OK);
    own_store_reopen(f);
    assert_int_equal(cases_next_id(&f->store, 20261121), first + 1);
    assert_int_equal(cases_next_id(&f->store, 20261122), 20261122LL * CASE_NUMBERS_A_DAY + 1);
}

static void lists_are_cut_by_unit_and_state(void **state)
{
    struct own_store *f = *state;
    struct case_line *lines;
    size_t count;
    int64_t counts[CASE_STATES];
    for (int i = 1; i <= 9; i++) {
        struct case_full full = invented_case(f, 202611210000000LL + i, i % 2 ? "cg" : "ga");
        full.line.state = i <= 6 ? CASE_DISPATCHED : i <= 8 ? CASE_SIGNED : CASE_CLOSED;
        assert_int_equal(cases_add(&f->store, &full), STORE_OK);
    }
    struct case_filter open = {.max = 50, .unit = VIEW("")};
    assert_int_equal(cases_list(&f->store, &open, &f->arena, &lines, &count), STORE_OK);
    assert_int_equal(count, 8);
    for (size_t i = 1; i < count; i++)
        assert_true(lines[i - 1].id > lines[i].id);
    struct case_filter of_unit = {.max = 2, .unit = VIEW("cg"), .below = 202611210000006LL};
    assert_int_equal(cases_list(&f->store, &of_unit, &f->arena, &lines, &count), STORE_OK);
    assert_int_equal(count, 2);
    assert_int_equal(lines[0].id, 202611210000005LL);
    struct case_filter closed = {.max = 9, .unit = VIEW(""), .states = 1u << CASE_CLOSED};
    assert_int_equal(cases_list(&f->store, &closed, &f->arena, &lines, &count), STORE_OK);
    assert_int_equal(count, 1);
    assert_int_equal(cases_count(&f->store, VIEW("ga"), counts), STORE_OK);
    assert_int_equal(counts[CASE_DISPATCHED], 3);
    assert_int_equal(counts[CASE_SIGNED], 1);
}

/* ---- desk, media, parked ---- */

static void sessions_run_out(void **state)
{
    struct own_store *f = *state;
    struct desk_session found, session = {.user = 1, .started = 10, .seen = 10, .ends = 100};
    assert_int_equal(sessions_add(&f->store, VIEW("token"), &session), STORE_OK);
    assert_int_equal(sessions_find(&f->store, VIEW("token"), 99, &found), STORE_OK);
    assert_int_equal(sessions_find(&f->store, VIEW("token"), 100, &found), STORE_NONE);
    assert_int_equal(sessions_find(&f->store, VIEW("taken"), 99, &found), STORE_NONE);
    assert_int_equal(sessions_end_user(&f->store, 1), STORE_OK);
    assert_int_equal(sessions_find(&f->store, VIEW("token"), 99, &found), STORE_NONE);
}

static void files_are_sealed(void **state)
{
    struct own_store *f = *state;
    unsigned char wrapped[SEAL_WRAPPED];
    struct view bytes, secret = {(const char *)wrapped, SEAL_WRAPPED};
    struct view id = VIEW("0123456789abcdef0123456789abcdef");
    char command[200];
    seal_wrap_new(f->store.seal, wrapped);
    assert_true(media_file_write(f->folder, f->store.seal, id, secret, VIEW("picture findme")));
    assert_true(media_file_read(f->folder, f->store.seal, id, secret, &f->arena, &bytes));
    same(bytes, "picture findme");
    snprintf(command, sizeof command, "grep -rq findme %s", f->folder);
    assert_int_not_equal(system(command), 0);
    assert_false(media_file_read(f->folder, f->store.seal, VIEW("../../../../etc/passwd"), secret,
                                 &f->arena, &bytes));
    assert_true(media_file_drop(f->folder, id));
    assert_false(media_file_read(f->folder, f->store.seal, id, secret, &f->arena, &bytes));
}

static void parked_inputs_come_back(void **state)
{
    struct own_store *f = *state;
    struct parked_row *rows,
        row = {.at = 5, .account = 1, .reason = VIEW("memory"), .body = VIEW("packed message")};
    size_t count;
    assert_int_equal(parked_add(&f->store, &row), STORE_OK);
    assert_int_equal(parked_add(&f->store, &row), STORE_OK);
    assert_int_equal(parked_list(&f->store, 0, 9, &f->arena, &rows, &count), STORE_OK);
    assert_int_equal(count, 2);
    same(rows[1].body, "packed message");
    assert_int_equal(parked_drop(&f->store, rows[0].id), STORE_OK);
    assert_int_equal(parked_list(&f->store, 0, 9, &f->arena, &rows, &count), STORE_OK);
    assert_int_equal(count, 1);
}

static void a_savepoint_takes_back_one_input(void **state)
{
    struct own_store *f = *state;
    struct person found;
    meet(f, "stays");
    assert_int_equal(store_save(&f->store), STORE_OK);
    meet(f, "goes");
    assert_int_equal(store_undo(&f->store), STORE_OK);
    assert_int_equal(people_find(&f->store, 1, VIEW("stays"), &f->arena, &found), STORE_OK);
    assert_int_equal(people_find(&f->store, 1, VIEW("goes"), &f->arena, &found), STORE_NONE);
}

/* Under steady writing the log must begin anew, which takes the writer's help. */
static void the_log_begins_anew(void **state)
{
    struct own_store *f = *state;
    int64_t rest, before;
    own_store_reopen(f);
    for (int i = 0; i < 50; i++) {
        char name[32];
        snprintf(name, sizeof name, "person %d", i);
        meet(f, name);
        assert_int_equal(store_commit(&f->store), STORE_OK);
        assert_int_equal(store_begin(&f->store), STORE_OK);
    }
    before = db_log_pages(f->store.db);
    assert_true(before > 50);
    assert_int_equal(store_commit(&f->store), STORE_OK);
    assert_int_equal(db_checkpoint(f->store.db, &rest), STORE_OK);
    assert_int_equal(rest, 0);
    assert_int_equal(store_begin(&f->store), STORE_OK);
    meet(f, "one more");
    assert_int_equal(store_commit(&f->store), STORE_OK);
    assert_true(db_log_pages(f->store.db) < before);
    assert_int_equal(store_begin(&f->store), STORE_OK);
}

static void a_full_disk_is_said_and_survived(void **state)
{
    struct own_store *f = *state;
    enum store_error error = STORE_OK;
    char name[32];
    assert_int_equal(store_commit(&f->store), STORE_OK);
    assert_int_equal(db_script(f->store.db, "PRAGMA max_page_count=80"), STORE_OK);
    assert_int_equal(store_begin(&f->store), STORE_OK);
    for (int i = 0; i < 5000 && error == STORE_OK; i++) {
        struct person person;
        snprintf(name, sizeof name, "person %d", i);
        error = people_meet(&f->store, 1, view_of(name), 1, &f->arena, &person);
    }
    assert_int_equal(error, STORE_FULL);
    store_rollback(&f->store);
    assert_int_equal(db_script(f->store.db, "PRAGMA max_page_count=100000"), STORE_OK);
    assert_int_equal(store_begin(&f->store), STORE_OK);
    meet(f, "after");
    own_store_reopen(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        OWN_STORE_TEST(a_state_is_the_rows_state),
        OWN_STORE_TEST(a_person_is_known_again),
        OWN_STORE_TEST(turns_hang_together),
        OWN_STORE_TEST(what_is_erased_stays_erased),
        OWN_STORE_TEST(who_is_erased_leaves_the_memory),
        OWN_STORE_TEST(who_is_erased_elsewhere_leaves_the_memory),
        OWN_STORE_TEST(nothing_personal_lies_in_the_file),
        OWN_STORE_TEST(rows_are_leased_when_due),
        OWN_STORE_TEST(receipts_find_their_row),
        OWN_STORE_TEST(an_app_gets_its_gap),
        OWN_STORE_TEST(a_case_comes_back_whole),
        OWN_STORE_TEST(reasons_stand_apart),
        OWN_STORE_TEST(numbers_go_there_and_back),
        OWN_STORE_TEST(lists_are_cut_by_unit_and_state),
        OWN_STORE_TEST(sessions_run_out),
        OWN_STORE_TEST(files_are_sealed),
        OWN_STORE_TEST(parked_inputs_come_back),
        OWN_STORE_TEST(a_savepoint_takes_back_one_input),
        OWN_STORE_TEST(the_log_begins_anew),
        OWN_STORE_TEST(a_full_disk_is_said_and_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
