/* Retention: what is older than its years goes, what is younger stays, the chain stays sound. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "gateway/store/cases.h"
#include "gateway/store/chain_check.h"
#include "gateway/store/ideas.h"
#include "gateway/store/media.h"
#include "gateway/store/members.h"
#include "gateway/store/people.h"
#include "gateway/store/retain.h"
#include "gateway/store/unit_notices.h"
#include "tests/unit/own_store.h"

enum { DAY = 86400, YEAR = 365 * DAY + DAY / 4 };

static int64_t add_case(struct own_store *f, int number, enum case_state state, int64_t since)
{
    unsigned char wrapped[SEAL_WRAPPED];
    seal_wrap_new(f->store.seal, wrapped);
    struct case_full full = {.line = {.id = 20261121LL * CASE_NUMBERS_A_DAY + number,
                                      .state = state,
                                      .unit = VIEW("城管局"),
                                      .filed = since},
                             .since = since,
                             .text = VIEW("路灯坏了"),
                             .summary = VIEW("路灯"),
                             .secret = {(const char *)wrapped, sizeof wrapped}};
    assert_int_equal(cases_add(&f->store, &full), STORE_OK);
    return full.line.id;
}

static bool readable(struct own_store *f, int64_t id)
{
    struct case_full full;
    enum store_error error = cases_get(&f->store, id, &f->arena, &full);
    return error == STORE_OK && full.secret.n && view_is(full.text, "路灯坏了");
}

static void set_years(struct own_store *f, int64_t cases, int64_t talks, int64_t audit)
{
    struct retain_rules rules = {{cases, talks, audit}};
    assert_int_equal(retain_rules_set(&f->store, &rules), STORE_OK);
}

static int64_t work(struct own_store *f, enum retain_kind kind)
{
    int64_t gone;
    bool more;
    assert_int_equal(retain_work(&f->store, kind, f->world.now, 50, &f->arena, &gone, &more),
                     STORE_OK);
    return gone;
}

static void nothing_goes_before_a_time_is_set(void **state)
{
    struct own_store *f = *state;
    int64_t old = add_case(f, 1, CASE_CLOSED, f->world.now - 50LL * YEAR);
    for (int kind = 0; kind < RETAIN_COUNT; kind++)
        assert_int_equal(work(f, (enum retain_kind)kind), 0);
    assert_true(readable(f, old));
}

static void closed_cases_past_their_years_go_and_no_others(void **state)
{
    struct own_store *f = *state;
    int64_t old = add_case(f, 1, CASE_CLOSED, f->world.now - 3LL * YEAR - DAY);
    int64_t young = add_case(f, 2, CASE_CLOSED, f->world.now - 3LL * YEAR + DAY);
    int64_t open = add_case(f, 3, CASE_SIGNED, f->world.now - 9LL * YEAR);
    struct retain_report report;
    set_years(f, 3, 0, 0);
    assert_int_equal(retain_preview(&f->store, f->world.now, &report), STORE_OK);
    assert_int_equal(report.due[RETAIN_CASES], 1);
    assert_int_equal(report.oldest[RETAIN_CASES], f->world.now - 3LL * YEAR - DAY);
    assert_int_equal(work(f, RETAIN_CASES), 1);
    assert_false(readable(f, old));
    assert_true(readable(f, young));
    assert_true(readable(f, open));
    assert_int_equal(work(f, RETAIN_CASES), 0);
    struct case_line *lines;
    size_t count;
    struct case_filter filter = {.states = ~0u, .max = 10};
    assert_int_equal(cases_list(&f->store, &filter, &f->arena, &lines, &count), STORE_OK);
    assert_int_equal(count, 3); /* the line stays for the figures */
}

static int64_t add_person(struct own_store *f, const char *sender, int64_t heard)
{
    struct person person;
    assert_int_equal(people_meet(&f->store, 1, view_of(sender), heard, &f->arena, &person),
                     STORE_OK);
    person.talked = heard;
    person.state = VIEW("x");
    assert_int_equal(people_save_talk(&f->store, &person), STORE_OK);
    return person.id;
}

static bool is_known(struct own_store *f, const char *sender)
{
    struct person person;
    return people_find(&f->store, 1, view_of(sender), &f->arena, &person) == STORE_OK &&
           view_is(person.sender, sender);
}

static void people_not_heard_of_go_unless_a_case_is_open(void **state)
{
    struct own_store *f = *state;
    add_person(f, "old", f->world.now - 2LL * YEAR);
    int64_t waiting = add_person(f, "waiting", f->world.now - 2LL * YEAR);
    add_person(f, "young", f->world.now - DAY);
    unsigned char wrapped[SEAL_WRAPPED];
    seal_wrap_new(f->store.seal, wrapped);
    struct case_full full = {.line = {.id = 20261121LL * CASE_NUMBERS_A_DAY + 9,
                                      .state = CASE_SIGNED,
                                      .unit = VIEW("城管局")},
                             .person = waiting,
                             .secret = {(const char *)wrapped, sizeof wrapped}};
    assert_int_equal(cases_add(&f->store, &full), STORE_OK);
    set_years(f, 0, 1, 0);
    assert_int_equal(work(f, RETAIN_TALKS), 1);
    assert_false(is_known(f, "old"));
    assert_true(is_known(f, "waiting"));
    assert_true(is_known(f, "young"));
}

static void add_look(struct own_store *f, int64_t at)
{
    struct audit_row row = {.at = at, .action = VIEW("case.view"), .detail = VIEW("")};
    assert_int_equal(audit_add(&f->store, &row), STORE_OK);
}

static void old_rows_of_the_record_go_and_it_stays_proved(void **state)
{
    struct own_store *f = *state;
    struct chain_check check = {0};
    for (int i = 0; i < 120; i++)
        add_look(f, f->world.now - 7LL * YEAR + i);
    add_look(f, f->world.now - DAY);
    add_look(f, f->world.now - 7LL * YEAR); /* behind one that is kept: it stays */
    set_years(f, 0, 0, 6);
    assert_int_equal(work(f, RETAIN_AUDIT), 50);
    assert_int_equal(work(f, RETAIN_AUDIT), 50);
    assert_int_equal(work(f, RETAIN_AUDIT), 20);
    assert_int_equal(work(f, RETAIN_AUDIT), 0);
    assert_int_equal(chain_check(&f->store, &check), STORE_OK);
    assert_int_equal(check.fault, CHAIN_SOUND);
    assert_int_equal(check.gone, 120);
    assert_int_equal(check.audits, 2 + 3); /* with the three records of the cuts */
}

static void a_run_is_reported(void **state)
{
    struct own_store *f = *state;
    struct audit_row *rows;
    size_t count;
    int64_t gone[RETAIN_COUNT];
    assert_int_equal(retain_note(&f->store, f->world.now, gone), STORE_OK);
    assert_int_equal(audit_list(&f->store, 0, 5, &f->arena, &rows, &count), STORE_OK);
    assert_int_equal(count, 0); /* nothing went */
    for (int i = 0; i < 3; i++)
        add_case(f, i, CASE_CLOSED, f->world.now - 4LL * YEAR);
    add_person(f, "old", f->world.now - 4LL * YEAR);
    set_years(f, 3, 3, 0);
    for (int kind = 0; kind < RETAIN_COUNT; kind++)
        work(f, (enum retain_kind)kind);
    assert_int_equal(retain_note(&f->store, f->world.now, gone), STORE_OK);
    assert_int_equal(audit_list(&f->store, 0, 5, &f->arena, &rows, &count), STORE_OK);
    assert_int_equal(count, 1);
    assert_true(view_is(rows[0].action, "retain.run"));
    assert_true(view_is(rows[0].detail, "cases 3, talks 1, audit 0"));
}

/* A clerk wrote the number down; the person never wrote. Whom of a unit to tell stays. */
static void people_who_never_talked_go_too(void **state)
{
    struct own_store *f = *state;
    struct person person;
    int64_t id, long_ago = f->world.now - 2LL * YEAR;
    assert_int_equal(people_meet(&f->store, 1, VIEW("caller"), long_ago, &f->arena, &person),
                     STORE_OK);
    assert_int_equal(people_meet(&f->store, 1, VIEW("officer"), long_ago, &f->arena, &person),
                     STORE_OK);
    struct unit_contact contact = {.unit = VIEW("城管局"), .person = person.id};
    assert_int_equal(unit_contacts_add(&f->store, &contact, &id), STORE_OK);
    set_years(f, 0, 1, 0);
    assert_int_equal(work(f, RETAIN_TALKS), 1);
    assert_false(is_known(f, "caller"));
    assert_true(is_known(f, "officer"));
}

static void add_file(struct own_store *f, const char *id)
{
    unsigned char wrapped[SEAL_WRAPPED];
    seal_wrap_new(f->store.seal, wrapped);
    struct media_row row = {.id = view_of(id),
                            .state = MEDIA_HERE,
                            .type = VIEW("image/png"),
                            .source = VIEW(""),
                            .secret = {(const char *)wrapped, sizeof wrapped}};
    assert_int_equal(media_add(&f->store, &row), STORE_OK);
}

/* Its bytes can never be read again, and whoever removes files finds it, also after a crash. */
static void is_going(struct own_store *f, const char *id, bool going)
{
    struct media_row row;
    struct view *ids;
    size_t count;
    bool found = false;
    assert_int_equal(media_get(&f->store, view_of(id), &f->arena, &row),
                     going ? STORE_SEALED : STORE_OK);
    assert_int_equal(media_loose(&f->store, f->world.now, 50, &f->arena, &ids, &count), STORE_OK);
    for (size_t i = 0; i < count; i++)
        found |= view_is(ids[i], id);
    assert_int_equal(found, going);
}

static int64_t add_idea(struct own_store *f, int number, enum idea_state state, int64_t moved)
{
    struct idea idea = {.id = 20261121LL * CASE_NUMBERS_A_DAY + number,
                        .kind = IDEA_SUGGESTION,
                        .state = state,
                        .category = VIEW(""),
                        .unit = VIEW(""),
                        .area = VIEW(""),
                        .filed = moved,
                        .moved = moved,
                        .shown_title = VIEW("公开的标题"),
                        .text = VIEW("多种树"),
                        .media = {VIEW("0000000000000000000000000000000b")},
                        .media_count = 1};
    unsigned char wrapped[SEAL_WRAPPED];
    seal_wrap_new(f->store.seal, wrapped);
    idea.secret = (struct view){(const char *)wrapped, sizeof wrapped};
    assert_int_equal(ideas_add(&f->store, &idea), STORE_OK);
    return idea.id;
}

static bool idea_readable(struct own_store *f, int64_t id)
{
    struct idea idea;
    enum store_error error = ideas_get(&f->store, id, &f->arena, &idea);
    return error == STORE_OK && view_is(idea.text, "多种树");
}

static void files_and_ideas_go_with_their_time(void **state)
{
    struct own_store *f = *state;
    int64_t old = f->world.now - 4LL * YEAR;
    int64_t id = add_case(f, 1, CASE_CLOSED, old);
    add_file(f, "0000000000000000000000000000000a"); /* a member's proof */
    add_file(f, "0000000000000000000000000000000b"); /* with a suggestion */
    add_file(f, "0000000000000000000000000000000c"); /* somebody else's */
    struct resolved proof = {
        .case_id = id, .member = 1, .at = old, .media = VIEW("0000000000000000000000000000000a")};
    assert_int_equal(resolved_add(&f->store, &proof), STORE_OK);
    int64_t declined = add_idea(f, 1, IDEA_DECLINED, old), open = add_idea(f, 2, IDEA_NEW, old);
    int64_t young = add_idea(f, 3, IDEA_PUBLISHED, f->world.now - DAY);
    struct retain_report report;
    set_years(f, 3, 0, 0);
    assert_int_equal(retain_preview(&f->store, f->world.now, &report), STORE_OK);
    assert_int_equal(report.due[RETAIN_CASES], 2);
    assert_int_equal(work(f, RETAIN_CASES), 2);
    is_going(f, "0000000000000000000000000000000a", true);
    is_going(f, "0000000000000000000000000000000b", true);
    is_going(f, "0000000000000000000000000000000c", false);
    assert_false(idea_readable(f, declined));
    assert_true(idea_readable(f, open));
    assert_true(idea_readable(f, young));
    assert_int_equal(work(f, RETAIN_CASES), 0);
}

/* The process ends in the middle: what was committed is gone and counted, the rest goes next time.
 */
static void a_run_cut_in_two_is_one_report(void **state)
{
    struct own_store *f = *state;
    struct chain_check check = {0};
    int64_t gone[RETAIN_COUNT];
    bool more;
    for (int i = 0; i < 70; i++) {
        add_case(f, i, CASE_CLOSED, f->world.now - 4LL * YEAR);
        add_look(f, f->world.now - 7LL * YEAR + i);
    }
    set_years(f, 3, 0, 6);
    assert_int_equal(work(f, RETAIN_CASES), 50);
    assert_int_equal(work(f, RETAIN_AUDIT), 50);
    assert_int_equal(store_commit(&f->store), STORE_OK);
    assert_int_equal(store_begin(&f->store), STORE_OK);
    assert_int_equal(retain_work(&f->store, RETAIN_CASES, f->world.now, 50, &f->arena, gone, &more),
                     STORE_OK);
    store_close(&f->store); /* before its commit */
    assert_int_equal(store_open(&f->store, f->path, &f->world.world, &f->key), STORE_OK);
    assert_int_equal(chain_check(&f->store, &check), STORE_OK);
    assert_int_equal(check.fault, CHAIN_SOUND);
    assert_int_equal(store_begin(&f->store), STORE_OK);
    assert_int_equal(work(f, RETAIN_CASES), 20);
    assert_int_equal(work(f, RETAIN_AUDIT), 20);
    assert_int_equal(retain_note(&f->store, f->world.now, gone), STORE_OK);
    assert_int_equal(gone[RETAIN_CASES], 70);
    assert_int_equal(gone[RETAIN_AUDIT], 70);
    check = (struct chain_check){0};
    assert_int_equal(chain_check(&f->store, &check), STORE_OK);
    assert_int_equal(check.fault, CHAIN_SOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        OWN_STORE_TEST(nothing_goes_before_a_time_is_set),
        OWN_STORE_TEST(closed_cases_past_their_years_go_and_no_others),
        OWN_STORE_TEST(people_not_heard_of_go_unless_a_case_is_open),
        OWN_STORE_TEST(old_rows_of_the_record_go_and_it_stays_proved),
        OWN_STORE_TEST(a_run_is_reported),
        OWN_STORE_TEST(people_who_never_talked_go_too),
        OWN_STORE_TEST(files_and_ideas_go_with_their_time),
        OWN_STORE_TEST(a_run_cut_in_two_is_one_report),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
