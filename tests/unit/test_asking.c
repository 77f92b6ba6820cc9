/* Asking (matter.h, rule 5): the next question by how often each duty happens, nothing asked that
 * could decide nothing, likelier answers first; engine and reference interpreter alike. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "dsl/engine/often.h"
#include "dsl/engine/opening.h"
#include "dsl/oracle/oracle.h"
#include "tests/unit/small_image.h"

static const char rules_text[] =
    "单位 甲局 \"甲局\" { }\n"
    "单位 乙局 \"乙局\" { }\n"
    "类别 灯 \"路灯\" {\n"
    "    识别 \"路灯\"\n"
    "    要素 样子 \"怎么了?\" { 不亮 \"不亮\" 闪 \"一直闪\" 倒 \"倒了\" }\n"
    "    要素 地方 \"在哪里?\" { 路 \"路边\" 园 \"公园里\" }\n"
    "    事项 \"1\" \"不亮\" { 当 样子 = 不亮 交 甲局 期限 1 日 例 \"路灯\" 设 样子 = 不亮 }\n"
    "    事项 \"2\" \"公园\" { 当 地方 = 园 交 甲局 期限 1 日 例 \"路灯\" 设 地方 = 园 }\n"
    "    事项 \"3\" \"闪\" { 当 样子 = 闪 且 地方 = 路 交 乙局 期限 1 日\n"
    "        例 \"路灯\" 设 样子 = 闪、地方 = 路 }\n"
    "    否则 交 乙局\n"
    "}\n"
    "类别 树 \"树木\" {\n"
    "    识别 \"树\"\n"
    "    要素 谁家 \"谁家的?\" { 公 \"公家的\" 私 \"自家的\" }\n"
    "    要素 险 \"要倒了吗?\" { 是 \"要倒了\" 否 \"没有\" }\n"
    "    要素 高 \"多高?\" { 大 \"高过屋顶\" 小 \"不高\" }\n"
    "    事项 \"4\" \"公树\" { 当 谁家 = 公 交 甲局 期限 1 日 例 \"树\" 设 谁家 = 公、险 = 否 }\n"
    "    事项 \"5\" \"公树要倒\" { 当 谁家 = 公 且 险 = 是 优先于 \"4\" 交 乙局 期限 1 日\n"
    "        例 \"树\" 设 谁家 = 公、险 = 是 }\n"
    "    事项 \"6\" \"私树\" { 当 谁家 = 私 且 (险 = 是 或 高 = 大) 交 乙局 期限 1 日\n"
    "        例 \"树\" 设 谁家 = 私、险 = 是 }\n"
    "    否则 交 甲局\n"
    "}\n"
    "类别 井 \"窨井\" {\n"
    "    识别 \"井\"\n"
    "    事项 \"7\" \"井盖响\" { 识别 \"响\" 交 甲局 期限 1 日 例 \"井响\" }\n"
    "    事项 \"8\" \"井盖丢\" { 识别 \"丢\" 交 乙局 期限 1 日 例 \"井丢\" }\n"
    "    否则 交 甲局\n"
    "}\n";

static int make(void **state)
{
    return small_image_set_up(state, rules_text);
}

/* Counts of past cases by code: "1" 1000 times. */
static void happens(struct small_image *s, const char *code, uint32_t times)
{
    int duties = rules_counts(&s->rules).duties;
    uint32_t counts[16] = {0};
    counts[small_find(s, NOUN_DUTY, code)] = times;
    s->rules.frequency = frequency_of_counts(&s->scratch, counts, duties);
    s->small.model->frequency = s->rules.frequency;
}

static void forget_frequency(struct small_image *s)
{
    s->rules.frequency = s->small.model->frequency = NULL;
}

/* Both sides, which have to agree. */
static struct decision decided(struct small_image *s, const struct matter *matter)
{
    struct decision engine, opened, oracle;
    struct rules rules = s->rules;
    rules.openings = openings_new(&rules, &s->scratch);
    decide(&s->rules, matter, &engine);
    decide(&rules, matter, &opened);
    oracle_decide(s->small.model, matter, &oracle);
    assert_memory_equal(&engine, &opened, sizeof engine);
    assert_int_equal(engine.status, oracle.status);
    assert_int_equal(engine.ask, oracle.ask);
    assert_int_equal(engine.ask_settles, oracle.ask_settles);
    assert_int_equal(engine.ask_leaves, oracle.ask_leaves);
    if (engine.ask == ASK_VARIABLE)
        assert_int_equal(engine.variable.index, oracle.variable.index);
    for (int i = 0; i < engine.choice_count; i++)
        assert_int_equal(engine.choices[i], oracle.choices[i]);
    return engine;
}

static void assert_asks(struct small_image *s, const struct matter *matter, const char *fact)
{
    struct decision d = decided(s, matter);
    assert_int_equal(d.ask, ASK_VARIABLE);
    assert_int_equal(d.variable.index, small_find(s, NOUN_FACT, fact));
}

static void unknown(struct small_image *s, struct matter *matter, const char *fact)
{
    matter_set_fact(matter, small_find(s, NOUN_FACT, fact), NONE, FROM_ANSWER);
}

static void what_happens_most_is_asked_first(void **state)
{
    struct small_image *s = *state;
    struct matter matter = small_reveal(s, "路灯");
    happens(s, "1", 1000);
    assert_asks(s, &matter, "样子");
    assert_true(decided(s, &matter).ask_settles > 990);
    happens(s, "2", 1000);
    assert_asks(s, &matter, "地方");
    forget_frequency(s);
}

static void likelier_answers_stand_first(void **state)
{
    struct small_image *s = *state;
    struct matter matter = small_reveal(s, "路灯");
    int values[3];
    happens(s, "1", 1);
    struct decision d = decided(s, &matter);
    d.variable = (struct variable){VAR_FACT, small_find(s, NOUN_FACT, "样子")};
    happens(s, "3", 500);
    assert_int_equal(decide_values(&s->rules, &matter, &d, values, 3), 3);
    assert_int_equal(values[0], 1);
    assert_int_equal(values[1], 0);
    forget_frequency(s);
    decide_values(&s->rules, &matter, &d, values, 3);
    assert_int_equal(values[0], 0);
    assert_int_equal(values[1], 1);
}

static void matters_stand_by_frequency(void **state)
{
    struct small_image *s = *state;
    struct matter matter = small_reveal(s, "井");
    struct decision d = decided(s, &matter);
    assert_int_equal(d.ask, ASK_MATTER);
    assert_int_equal(d.choices[0], small_find(s, NOUN_DUTY, "7"));
    happens(s, "8", 30);
    d = decided(s, &matter);
    assert_int_equal(d.choices[0], small_find(s, NOUN_DUTY, "8"));
    forget_frequency(s);
}

static void what_could_decide_nothing_is_not_asked(void **state)
{
    struct small_image *s = *state;
    struct matter matter = small_reveal(s, "树");
    unknown(s, &matter, "谁家");
    struct decision d = decided(s, &matter);
    assert_int_equal(d.status, DECIDE_OTHERWISE);
    assert_int_equal(d.target.unit, small_find(s, NOUN_UNIT, "甲局"));
}

static void the_other_way_to_hold_is_still_asked(void **state)
{
    struct small_image *s = *state;
    struct matter matter = small_reveal(s, "树");
    matter_set_fact(&matter, small_find(s, NOUN_FACT, "谁家"), small_value(s, "谁家", "私"),
                    FROM_ANSWER);
    unknown(s, &matter, "险");
    assert_asks(s, &matter, "高");
    unknown(s, &matter, "高");
    assert_int_equal(decided(s, &matter).status, DECIDE_OTHERWISE);
}

static void what_keeps_a_duty_back_is_asked(void **state)
{
    struct small_image *s = *state;
    struct matter matter = small_reveal(s, "树");
    matter_set_fact(&matter, small_find(s, NOUN_FACT, "谁家"), small_value(s, "谁家", "公"),
                    FROM_ANSWER);
    assert_asks(s, &matter, "险");
    unknown(s, &matter, "险"); /* nobody will know, and the one that goes before stands back */
    assert_int_equal(decided(s, &matter).duty, small_find(s, NOUN_DUTY, "4"));
}

static void past_cases_are_counted(void **state)
{
    struct small_image *s = *state;
    struct often often;
    assert_true(often_count(&s->rules,
                            VIEW("text\tunit\tduty\r\n"
                                 "a\t乙局\t8\r\n"
                                 "b\t乙局\t8\n"
                                 "c\t甲局\tgone\n"
                                 "\n"
                                 "d\t丁局\t\n"),
                            &s->scratch, &often));
    assert_int_equal(often.rows, 4);
    assert_int_equal(often.counted, 3);
    int eight = small_find(s, NOUN_DUTY, "8"), three = small_find(s, NOUN_DUTY, "3");
    int one = small_find(s, NOUN_DUTY, "1");
    assert_int_equal(frequency_of(often.frequency, eight), 129);
    assert_int_equal(frequency_of(often.frequency, three), 1);
    assert_int_equal(frequency_of(often.frequency, one), 1 + 64 / 4);
    assert_false(often_count(&s->rules, VIEW("text\tdesk\n"), &s->scratch, &often));
}

static void counts_are_scaled(void **state)
{
    (void)state;
    struct arena arena;
    const uint32_t counts[] = {0, 3, 4000000000u, 2000000000u};
    arena_init(&arena, 1 << 16);
    const struct frequency *f = frequency_of_counts(&arena, counts, 4);
    assert_int_equal(frequency_of(f, 0), 1);
    assert_int_equal(frequency_of(f, 1), 1);
    assert_int_equal(frequency_of(f, 2), FREQUENCY_MAX);
    assert_int_equal(frequency_of(f, 3), 1 + (FREQUENCY_MAX - 1) / 2);
    assert_int_equal(frequency_of(f, 4), 1);
    assert_int_equal(frequency_of(NULL, 2), 1);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_happens_most_is_asked_first),
        cmocka_unit_test(likelier_answers_stand_first),
        cmocka_unit_test(matters_stand_by_frequency),
        cmocka_unit_test(what_could_decide_nothing_is_not_asked),
        cmocka_unit_test(the_other_way_to_hold_is_still_asked),
        cmocka_unit_test(what_keeps_a_duty_back_is_asked),
        cmocka_unit_test(past_cases_are_counted),
        cmocka_unit_test(counts_are_scaled),
    };
    return cmocka_run_group_tests(tests, make, small_image_tear_down);
}
