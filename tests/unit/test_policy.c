/* Policies against one enterprise: yes, no, depends; the gaps with their distance. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/unit/small_image.h"

static const char rules_text[] =
    "单位 科技局 \"科技局\" { }\n"
    "标签 tech \"高新\"\n"
    "标签 dishonest \"失信\"\n"
    "标签 industry \"行业\" { 软件 \"软件\" 食品 \"食品\" 物流 \"物流\" }\n"
    "数值 revenue \"营收\" 万元\n"
    "数值 rd \"研发\" 万元\n"
    "数值 staff \"人数\" 人\n"
    "数值 rd_ratio \"研发强度\" = rd / revenue\n"
    "日期 founded \"成立\"\n"
    "政策 ht \"高企奖励\" { window 2026-03-01..2026-09-30\n"
    "    当 tech 且 rd_ratio >= 5% 且 founded before 2024-01-01 且 非 dishonest\n"
    "    兑现 200000 元 方式 免申即享 正文 \"a.md\" }\n"
    "政策 either \"两者之一\" { 当 industry = 软件、物流 或 staff < 20 兑现 1 万元 方式 申报 正文 "
    "\"a.md\" }\n"
    "政策 small \"小微\" { 当 revenue < 2000 万元 且 staff >= 5 兑现 1 万元 方式 申报 正文 "
    "\"a.md\" }\n";

static int make(void **state)
{
    return small_image_set_up(state, rules_text);
}

static void set_tag(struct small_image *s, struct enterprise_facts *f, const char *tag, int value)
{
    f->tags[small_find(s, NOUN_TAG, tag)] = value;
}

/* In base units. */
static void set_number(struct small_image *s, struct enterprise_facts *f, const char *name,
                       int64_t value)
{
    int number = small_find(s, NOUN_NUMBER, name);
    f->numbers[number] = value * 1000000;
    f->has_number[number] = true;
}

static void set_founded(struct small_image *s, struct enterprise_facts *f, int year)
{
    int date = small_find(s, NOUN_DATE, "founded");
    f->dates[date] = civil_to_day((struct civil){year, 6, 1});
    f->has_date[date] = true;
}

static struct policy_answer match(struct small_image *s, const char *policy,
                                  const struct enterprise_facts *f, struct civil today)
{
    struct policy_answer answer;
    policy_match(&s->rules, small_find(s, NOUN_POLICY, policy), f, civil_to_day(today), &answer);
    return answer;
}

static const struct civil in_may = {2026, 5, 1}, in_october = {2026, 10, 1};

static struct enterprise_facts good(struct small_image *s)
{
    struct enterprise_facts f = enterprise_facts_new(&s->rules, &s->scratch);
    set_tag(s, &f, "tech", 1);
    set_tag(s, &f, "dishonest", 0);
    set_number(s, &f, "revenue", 100000000);
    set_number(s, &f, "rd", 5000000);
    set_founded(s, &f, 2020);
    return f;
}

static void yes_in_its_window(void **state)
{
    struct small_image *s = *state;
    struct enterprise_facts f = good(s);
    struct policy_answer a = match(s, "ht", &f, in_may);
    assert_int_equal(a.truth, YES); /* exactly five percent */
    assert_true(a.in_window);
    assert_int_equal(a.gap_count, 0);
    a = match(s, "ht", &f, in_october);
    assert_int_equal(a.truth, YES);
    assert_false(a.in_window);
}

static void no_with_the_distance(void **state)
{
    struct small_image *s = *state;
    struct enterprise_facts f = good(s);
    set_number(s, &f, "rd", 4999999);
    set_founded(s, &f, 2025);
    struct policy_answer a = match(s, "ht", &f, in_may);
    assert_int_equal(a.truth, NO);
    assert_int_equal(a.gap_count, 2); /* both, not only the first */
    assert_int_equal(a.gaps[0].variable.kind, VAR_NUMBER);
    assert_int_equal(a.gaps[0].variable.index, small_find(s, NOUN_NUMBER, "rd_ratio"));
    assert_true(a.gaps[0].is_least && !a.gaps[0].open);
    assert_int_equal(a.gaps[0].bound, 50000);
    assert_int_equal(a.gaps[0].have, 49999);
    assert_int_equal(a.gaps[1].variable.kind, VAR_DATE);
    assert_false(a.gaps[1].is_least);
    assert_int_equal(a.gaps[1].bound, civil_to_day((struct civil){2024, 1, 1}));
}

static void unknown_is_never_no(void **state)
{
    struct small_image *s = *state;
    struct enterprise_facts f = enterprise_facts_new(&s->rules, &s->scratch);
    struct policy_answer a = match(s, "ht", &f, in_may);
    assert_int_equal(a.truth, OPEN);
    assert_int_equal(a.gap_count, 4);
    for (int i = 0; i < 4; i++)
        assert_true(a.gaps[i].open);
    set_tag(s, &f, "dishonest", 1); /* one known No settles a conjunction */
    a = match(s, "ht", &f, in_may);
    assert_int_equal(a.truth, NO);
    assert_int_equal(a.gap_count, 4);
}

static void ratios_need_a_denominator(void **state)
{
    struct small_image *s = *state;
    struct enterprise_facts f = good(s);
    set_number(s, &f, "revenue", 0);
    assert_int_equal(match(s, "ht", &f, in_may).truth, OPEN);
    f.has_number[small_find(s, NOUN_NUMBER, "revenue")] = false;
    assert_int_equal(match(s, "ht", &f, in_may).truth, OPEN);
    set_number(s, &f, "revenue", 1);
    set_number(s, &f, "rd", 8000000000000); /* no overflow */
    assert_int_equal(match(s, "ht", &f, in_may).truth, YES);
}

static void one_of_two_is_enough(void **state)
{
    struct small_image *s = *state;
    struct enterprise_facts f = enterprise_facts_new(&s->rules, &s->scratch);
    set_tag(s, &f, "industry", 2);
    assert_int_equal(match(s, "either", &f, in_may).truth, YES);
    set_tag(s, &f, "industry", 1);
    assert_int_equal(match(s, "either", &f, in_may).truth, OPEN);
    set_number(s, &f, "staff", 20);
    struct policy_answer a = match(s, "either", &f, in_may);
    assert_int_equal(a.truth, NO);
    assert_int_equal(a.gap_count, 2);
    assert_int_equal(a.gaps[1].bound, 20000000);
    assert_int_equal(a.gaps[1].have, 20000000);
    assert_false(a.gaps[1].is_least);
    set_number(s, &f, "staff", 19);
    assert_int_equal(match(s, "either", &f, in_may).truth, YES);
}

static void measures_are_base_units(void **state)
{
    struct small_image *s = *state;
    struct enterprise_facts f = enterprise_facts_new(&s->rules, &s->scratch);
    set_number(s, &f, "staff", 5);
    set_number(s, &f, "revenue", 19999999);
    assert_int_equal(match(s, "small", &f, in_may).truth, YES);
    set_number(s, &f, "revenue", 20000000);
    assert_int_equal(match(s, "small", &f, in_may).truth, NO);
    int64_t unit;
    assert_true(view_is(
        rules_number_measure(&s->rules, small_find(s, NOUN_NUMBER, "revenue"), &unit), "万元"));
    assert_int_equal(unit, 10000);
}

static void policies_tell_what_they_offer(void **state)
{
    struct small_image *s = *state;
    struct policy_info info = rules_policy(&s->rules, small_find(s, NOUN_POLICY, "ht"));
    assert_int_equal(info.way, WAY_AUTOMATIC);
    assert_int_equal(info.grant, 200000000000);
    assert_int_equal(info.from, civil_to_day((struct civil){2026, 3, 1}));
    assert_true(view_is(info.text, "a.md"));
    int over, under;
    assert_true(
        rules_number_derived(&s->rules, small_find(s, NOUN_NUMBER, "rd_ratio"), &over, &under));
    assert_int_equal(over, small_find(s, NOUN_NUMBER, "rd"));
    assert_false(rules_number_derived(&s->rules, over, &over, &under));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(yes_in_its_window),
        cmocka_unit_test(no_with_the_distance),
        cmocka_unit_test(unknown_is_never_no),
        cmocka_unit_test(ratios_need_a_denominator),
        cmocka_unit_test(one_of_two_is_enough),
        cmocka_unit_test(measures_are_base_units),
        cmocka_unit_test(policies_tell_what_they_offer),
    };
    return cmocka_run_group_tests(tests, make, small_image_tear_down);
}
