/* The register of enterprises beside what offers need of it (test_offer.c): the sample table with
 * its facts, rows refused by line, tables as spreadsheets write them, another key, other rules, a
 * damaged file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "gateway/desk/register.h"
#include "tests/unit/small_image.h"
#include "tests/unit/test_world.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char rules_text[] = "单位 科技局 \"科技局\" { }\n"
                                 "标签 tech \"科技企业\"\n"
                                 "标签 industry \"行业\" { 软件 \"软件\" 制造 \"制造\" }\n"
                                 "数值 revenue \"营业收入\" 万元\n"
                                 "日期 founded \"成立日期\"\n"
                                 "类别 市容 \"市容环境\" { 识别 \"垃圾\" 否则 交 科技局 }\n";

struct fixture {
    struct small_image small;
    struct test_world world;
    struct seal *seal;
    struct register_report report;
    struct arena arena;
    char path[64];
};

static int set_up(void **state)
{
    static struct fixture f;
    struct seal_key key = {{7}};
    f = (struct fixture){.path = "/tmp/zhida-test-register-XXXXXX"};
    small_image_make(&f.small, rules_text);
    test_world_init(&f.world, 3);
    f.seal = seal_new(&key, &f.world.world);
    arena_init(&f.arena, 64 << 20);
    buf_init(&f.report.problems, 1 << 20);
    int fd = mkstemp(f.path);
    assert_true(fd >= 0);
    close(fd);
    unlink(f.path);
    *state = &f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    unlink(f->path);
    buf_free(&f->report.problems);
    arena_free(&f->arena);
    seal_free(f->seal);
    small_image_free(&f->small);
    return 0;
}

static bool load(struct fixture *f, struct view table)
{
    buf_clear(&f->report.problems);
    return register_load(table, &f->small.rules, f->seal, f->path, &f->report);
}

static struct enterprises *loaded(struct fixture *f, const char *table)
{
    if (!load(f, view_of(table)))
        fail_msg("%.*s", VIEW_FMT(buf_seen(&f->report.problems)));
    struct enterprises *enterprises = register_open(f->path);
    assert_non_null(enterprises);
    return enterprises;
}

static bool find(struct fixture *f, struct enterprises *enterprises, const char *key,
                 struct enterprise *out)
{
    bool proved;
    return register_find(enterprises, &f->small.rules, f->seal, view_of(key), &f->arena, out,
                         &proved);
}

static bool problem(const struct fixture *f, const char *part)
{
    return view_find(buf_seen(&f->report.problems), view_of(part)) != SIZE_MAX;
}

/* ---- what is in it ---- */

static void facts_come_back(void **state)
{
    struct fixture *f = *state;
    struct enterprises *enterprises =
        loaded(f, "code,name,tech,industry,revenue,founded\n"
                  "A1,松果软件,yes,软件,4860,2017-04-18\nA2,白鹭,no,,,\n");
    struct enterprise one;
    assert_true(find(f, enterprises, "A1", &one));
    int tech = rules_find(&f->small.rules, NOUN_TAG, VIEW("tech"));
    int industry = rules_find(&f->small.rules, NOUN_TAG, VIEW("industry"));
    assert_int_equal(one.facts.tags[tech], 1);
    assert_int_equal(one.facts.tags[industry],
                     rules_find_value(&f->small.rules, NOUN_TAG, industry, VIEW("软件")));
    assert_true(one.facts.has_number[0]);
    assert_int_equal(one.facts.numbers[0], INT64_C(4860) * 10000 * 1000000);
    assert_true(one.facts.has_date[0]);
    assert_int_equal(one.facts.dates[0], civil_to_day((struct civil){2017, 4, 18}));
    assert_true(find(f, enterprises, "白鹭", &one));
    assert_int_equal(one.facts.tags[tech], 0);
    assert_int_equal(one.facts.tags[industry], NONE);
    assert_false(one.facts.has_number[0] || one.facts.has_date[0] || one.consent);
    register_close(enterprises);
}

/* As a spreadsheet writes it: a mark in front, carriage returns, quotes around commas and line
 * ends. */
static void spreadsheet(void **state)
{
    struct fixture *f = *state;
    struct enterprises *enterprises = loaded(
        f, "\xef\xbb\xbf名称,统一社会信用代码,营业收入\r\n\"松果,软件\",A1,\"0.5 亿元\"\r\n\r\n"
           "\"白\"\"鹭\",A2,\r\n");
    struct enterprise one;
    assert_int_equal(register_count(enterprises), 2);
    assert_true(find(f, enterprises, "松果,软件", &one));
    assert_int_equal(one.facts.numbers[0], INT64_C(50000000) * 1000000);
    assert_true(find(f, enterprises, "白\"鹭", &one));
    register_close(enterprises);
}

static bool note(void *self, const struct enterprise *enterprise)
{
    struct buf *seen = self;
    buf_view(seen, enterprise->code);
    buf_byte(seen, ' ');
    return seen->n < 6;
}

static void visited_in_order(void **state)
{
    struct fixture *f = *state;
    struct enterprises *enterprises = loaded(f, "code\nA3\nA1\nA2\nA4\n");
    struct buf seen;
    for (int round = 0; round < 2; round++) {
        buf_init(&seen, 100);
        register_each(enterprises, &f->small.rules, f->seal, note, &seen);
        assert_true(view_is(buf_seen(&seen), "A3 A1 ")); /* stopped, and begun anew */
        buf_free(&seen);
    }
    register_close(enterprises);
}

/* ---- what is refused ---- */

static void refused_by_line(void **state)
{
    struct fixture *f = *state;
    struct enterprises *enterprises = loaded(f, "code,name,tech,industry,revenue,founded\n"
                                                "A1,\"两行\n的名字\",yes,,,\n" /* lines 2 and 3 */
                                                "A2,b,vielleicht,,,\n"
                                                "A3,c,,采矿,,\n"
                                                "A4,d,,,很多,\n"
                                                "A5,e,,,,2026-02-30\n"
                                                ",f,,,,\n"
                                                "A7,\"g\"h,,,,\n"
                                                "A1,again,,,,\n"
                                                "A9,j,yes,制造,1,2026-02-28\n");
    assert_int_equal(register_count(enterprises), 2);
    assert_int_equal(f->report.rows, 2);
    assert_int_equal(f->report.refused, 7);
    static const char *const lines[] = {
        "line 4:", "line 5:", "line 6:", "line 7:", "line 8:", "line 9:", "line 10:"};
    for (size_t i = 0; i < COUNT(lines); i++)
        if (!problem(f, lines[i]))
            fail_msg("%s in\n%.*s", lines[i], VIEW_FMT(buf_seen(&f->report.problems)));
    register_close(enterprises);
}

static void problems_are_counted_but_not_all_shown(void **state)
{
    struct fixture *f = *state;
    struct buf table;
    buf_init(&table, 1 << 20);
    buf_text(&table, "code,tech\nA0,yes\n");
    for (int i = 1; i <= 200; i++)
        buf_print(&table, "A%d,vielleicht\n", i);
    assert_true(load(f, buf_seen(&table)));
    assert_int_equal(f->report.refused, 200);
    assert_true(problem(f, "line 3:") && !problem(f, "line 200:"));
    buf_free(&table);
}

static void nothing_to_load(void **state)
{
    struct fixture *f = *state;
    static const char *const tables[] = {
        "", "\n\n", "name,tech\na,yes\n", "code,tech\n", "code,tech\nA1,vielleicht\n", "\"open"};
    for (size_t i = 0; i < COUNT(tables); i++) {
        assert_false(load(f, view_of(tables[i])));
        assert_null(register_open(f->path));
    }
}

/* ---- keys, rules, damage ---- */

static void another_key_reads_nothing(void **state)
{
    struct fixture *f = *state;
    struct enterprises *enterprises = loaded(f, "code,name\nA1,松果\n");
    struct seal_key other = {{8}};
    struct seal *wrong = seal_new(&other, &f->world.world);
    struct enterprise one;
    bool proved;
    assert_false(
        register_find(enterprises, &f->small.rules, wrong, VIEW("A1"), &f->arena, &one, &proved));
    struct buf seen;
    buf_init(&seen, 100);
    register_each(enterprises, &f->small.rules, wrong, note, &seen);
    assert_int_equal(seen.n, 0);
    buf_free(&seen);
    seal_free(wrong);
    register_close(enterprises);
}

/* A column that only tomorrow's rules know is read tomorrow, from the same register. */
static void other_rules_read_other_columns(void **state)
{
    struct fixture *f = *state;
    struct small_image later;
    struct buf text;
    buf_init(&text, 1 << 16);
    buf_text(&text, rules_text);
    buf_text(&text, "标签 exporter \"出口企业\"\n");
    struct enterprises *enterprises = loaded(f, "code,exporter,tech\nA1,yes,yes\n");
    small_image_make(&later, buf_seen(&text).p);
    struct enterprise one;
    bool proved;
    assert_true(
        register_find(enterprises, &later.rules, f->seal, VIEW("A1"), &f->arena, &one, &proved));
    int exporter = rules_find(&later.rules, NOUN_TAG, VIEW("exporter"));
    int tech = rules_find(&later.rules, NOUN_TAG, VIEW("tech"));
    assert_int_equal(one.facts.tags[exporter], 1);
    assert_int_equal(one.facts.tags[tech], 1);
    small_image_free(&later);
    buf_free(&text);
    register_close(enterprises);
}

static void damaged_file(void **state)
{
    struct fixture *f = *state;
    register_close(loaded(f, "code,name\nA1,松果\n"));
    assert_int_equal(truncate(f->path, 100), 0);
    assert_null(register_open(f->path));
    FILE *out = fopen(f->path, "wb");
    fputs("this is no register", out);
    fclose(out);
    assert_null(register_open(f->path));
    register_close(loaded(f, "code,name\nA1,松果\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(facts_come_back),
        TEST(spreadsheet),
        TEST(visited_in_order),
        TEST(refused_by_line),
        TEST(problems_are_counted_but_not_all_shown),
        TEST(nothing_to_load),
        TEST(another_key_reads_nothing),
        TEST(other_rules_read_other_columns),
        TEST(damaged_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
