/* test_measured: what words do to one another, counted: pairs of desks that one text reaches, and
 * past texts that reach none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "dsl/analyse/measured.h"
#include "dsl/compile/compile.h"
#include "tests/unit/small_rules.h"

static const char rules_text[] =
    "单位 甲 \"甲局\" {}\n单位 乙 \"乙局\" {}\n"
    "类别 路 \"道路\" {\n识别 \"路面\"\n"
    "事项 \"1\" \"坑\" { 识别 \"大坑\"、\"积水坑\"、\"路面积水\"\n交 甲\n期限 3 小时\n例 "
    "\"路面大坑\" }\n"
    "事项 \"2\" \"灯\" { 识别 \"路灯\"、\"大坑\"\n交 乙\n期限 3 小时\n例 \"路灯坏了\" }\n"
    "事项 \"3\" \"井\" { 识别 \"井盖\"\n交 甲\n期限 3 小时\n例 \"井盖没了\" }\n"
    "否则 交 甲\n}\n"
    "类别 水 \"水务\" {\n识别 \"积水坑边\"、\"水管\"、\"井盖\"\n"
    "事项 \"4\" \"水管\" { 识别 \"爆管\"\n交 乙\n期限 3 小时\n例 \"爆管了\" }\n"
    "否则 交 乙\n}\n"
    "测试 \"一\" {\n市民 \"水管和路面\"\n应得 追问 类别\n}\n";

struct house {
    struct small_rules small;
    struct buf image;
    struct rules rules;
};

static void open_house(struct house *house)
{
    struct view why;
    small_rules_make(&house->small, rules_text);
    assert_non_null(house->small.model);
    buf_init(&house->image, 1 << 24);
    assert_true(compile_image(house->small.model, &house->image, &why));
    assert_int_equal(rules_open(&house->rules, house->image.p, house->image.n), RULES_OK);
}

static void close_house(struct house *house)
{
    buf_free(&house->image);
    small_rules_free(&house->small);
}

static struct measured *measure(struct house *house, const char *past)
{
    return measure_rules(&house->small.arena, house->small.model, &house->rules, view_of(past));
}

/* The pair of two duties or categories, whose names begin so. */
static const struct measured_pair *pair_of(const struct measured *measured, int category_a,
                                           int category_b)
{
    for (size_t i = 0; i < measured->pairs.n; i++)
        if (measured->pairs.at[i].categories[0] == category_a &&
            measured->pairs.at[i].categories[1] == category_b)
            return &measured->pairs.at[i];
    return NULL;
}

static void assert_text(struct view text, const char *wanted)
{
    if (!view_is(text, wanted))
        fail_msg("'%s' wanted, got '%.*s'", wanted, VIEW_FMT(text));
}

static void words_that_point_to_two(void **state)
{
    struct house house;
    open_house(&house);
    const struct measured *measured = measure(&house, "");
    const struct measured_pair *duties = pair_of(measured, 0, 0);
    assert_non_null(duties); /* 大坑 is a word of "1" and of "2" */
    assert_int_equal(duties->duties[0], 0);
    assert_int_equal(duties->duties[1], 1);
    assert_int_equal(duties->targets[0].unit, 0);
    assert_int_equal(duties->targets[1].unit, 1);
    assert_text(duties->witness, "大坑");
    assert_int_equal(duties->from, MEASURED_WORD);
    assert_true(duties->count[MEASURED_WORD] >= 1);
    assert_int_equal(duties->count[MEASURED_EXAMPLE], 1); /* 路面大坑 */
    const struct measured_pair *categories = pair_of(measured, 0, 1);
    assert_non_null(categories); /* 井盖 */
    assert_text(categories->witness, "井盖");
    assert_int_equal(categories->count[MEASURED_TEST], 1); /* 水管和路面 */
    close_house(&house);
    (void)state;
}

static void words_that_grow_into_each_other(void **state)
{
    struct house house;
    open_house(&house);
    const struct measured *measured = measure(&house, "");
    /* 路面积水 ends as 积水坑 and 积水坑边 begin */
    assert_true(measured->texts[MEASURED_JOINT] >= 2);
    assert_false(measured->joints_cut);
    assert_true(measured->texts[MEASURED_WORD] == 9);
    assert_int_equal(measured->unmatched[MEASURED_WORD], 0);
    close_house(&house);
    (void)state;
}

static void past_texts(void **state)
{
    static const char lines[] = "路面大坑\n充电桩坏了三天\n\n楼下充电桩没电\r\n我家水管漏水\n"
                                "路面坏了三天\n";
    static const char table[] = "code\ttext\tunit\n1\t充电桩坏了\t甲\n2\t路面大坑\t乙\n";
    struct house house;
    open_house(&house);
    const struct measured *measured = measure(&house, lines);
    assert_int_equal(measured->texts[MEASURED_PAST], 5);
    assert_int_equal(measured->unmatched[MEASURED_PAST], 2);
    assert_int_equal(measured->unmatched_texts.n, 2);
    assert_text(measured->unmatched_texts.at[0], "充电桩坏了三天");
    assert_int_equal(pair_of(measured, 0, 0)->count[MEASURED_PAST], 1);
    assert_true(measured->terms.n >= 2);
    assert_text(measured->terms.at[0].text, "充电"); /* 三天 is said by others too, 我家 by one */
    assert_int_equal(measured->terms.at[0].unmatched, 2);
    assert_int_equal(measured->terms.at[0].matched, 0);
    for (size_t i = 0; i < measured->terms.n; i++)
        assert_false(view_is(measured->terms.at[i].text, "三天"));
    measured = measure(&house, table);
    assert_int_equal(measured->texts[MEASURED_PAST], 2);
    assert_int_equal(measured->unmatched[MEASURED_PAST], 1);
    assert_text(measured->unmatched_texts.at[0], "充电桩坏了");
    close_house(&house);
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_that_point_to_two),
        cmocka_unit_test(words_that_grow_into_each_other),
        cmocka_unit_test(past_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
