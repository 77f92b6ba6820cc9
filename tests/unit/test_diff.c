/* Two versions of small rules: what their difference means, and where cases go. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "dsl/base/hash.h"
#include "dsl/change/compare.h"
#include "dsl/change/replay.h"
#include "dsl/oracle/oracle.h"
#include "tests/unit/small_image.h"

#define HEAD                                                                                                \
    "单位 甲局 \"甲局\" { 联系 \"19900000001\" }\n"                                                 \
    "单位 乙局 \"乙局\" { 联系 \"19900000002\" }\n"                                                 \
    "类别 噪声 \"噪声\" 由 甲局 {\n    识别 \"噪声\"\n"                                        \
    "    要素 声源 \"哪里来的?\" { 施工 \"工地\": \"工地\"\n 跳舞 \"跳舞\": \"跳舞\"\n" \
    "    商铺 \"商铺\": \"商铺\"\n }\n"
#define DUTY(code, when, unit, rest)                                                               \
    "    事项 \"" code "\" \"事项" code "\" {\n        当 " when "\n        交 " unit "\n" rest    \
    "    }\n"
#define TAIL "    否则 交 甲局\n}\n"

struct two {
    struct small_rules old, new;
    struct arena arena;
    struct diff_report *report;
};

static void two_make(struct two *two, const char *old, const char *new)
{
    small_rules_make(&two->old, old);
    small_rules_make(&two->new, new);
    assert_non_null(two->old.model);
    assert_non_null(two->new.model);
    arena_init(&two->arena, (size_t)1 << 28);
    two->report = diff_rules(&two->arena, two->old.model, two->new.model);
}

static void two_free(struct two *two)
{
    arena_free(&two->arena);
    small_rules_free(&two->old);
    small_rules_free(&two->new);
}

static const struct diff_item *find(const struct two *two, enum diff_noun noun, const char *code)
{
    for (size_t i = 0; i < two->report->items.n; i++)
        if (two->report->items.at[i].noun == noun && view_is(two->report->items.at[i].code, code))
            return &two->report->items.at[i];
    return NULL;
}

static void is_text(struct view text, const char *wanted)
{
    if (!view_is(text, wanted))
        fail_msg("'%.*s', not '%s'", VIEW_FMT(text), wanted);
}

/* ---- duties ---- */

static void another_way_to_write_it_is_equal(void **state)
{
    (void)state;
    struct two two;
    two_make(&two, HEAD DUTY("01", "声源 = 施工、商铺", "甲局", "例 \"工地噪声\"\n") TAIL,
             HEAD DUTY("01", "非 声源 = 跳舞", "甲局", "例 \"工地噪声\"\n") TAIL);
    assert_int_equal(two.report->items.n, 0);
    assert_int_equal(two.report->moves.n, 0);
    assert_int_equal(two.report->equal, 1);
    two_free(&two);
}

static void what_stands_in_a_category_is_kept_by_its_owner(void **state)
{
    (void)state;
    struct two two;
    two_make(&two, HEAD DUTY("01", "声源 = 施工", "甲局", "例 \"工地噪声\"\n") TAIL,
             HEAD "    要素 轻重 \"重吗?\" { 轻 \"轻\": \"轻\" 重 \"重\": \"重\" }\n" DUTY(
                 "01", "声源 = 施工", "甲局", "例 \"工地噪声\"\n") TAIL);
    const struct diff_item *item = find(&two, DIFF_FACT, "轻重");
    assert_non_null(item);
    is_text(item->owner, "甲局");
    is_text(diag_half(item->name, DIAG_EN), "category 噪声");
    two_free(&two);
}

static void wider_and_narrower_come_with_a_case(void **state)
{
    (void)state;
    struct two two;
    const char *night = HEAD DUTY("01", "声源 = 施工 且 时刻 在 22:00..06:00", "乙局",
                                  "例 \"晚上11点工地有噪声\"\n") TAIL;
    const char *evening = HEAD DUTY("01", "声源 = 施工 且 时刻 在 20:00..06:00", "乙局",
                                    "例 \"晚上11点工地有噪声\"\n") TAIL;
    two_make(&two, night, evening);
    const struct diff_item *item = find(&two, DIFF_DUTY, "01");
    assert_non_null(item);
    assert_int_equal(item->relation, DIFF_WIDER);
    is_text(item->gains, "声源 = 施工、时刻 = 20:00");
    is_text(item->owner, "甲局");
    assert_int_equal(two.report->moves.n, 1);
    is_text(two.report->moves.at[0].old_unit, "甲局");
    is_text(two.report->moves.at[0].new_unit, "乙局");
    assert_int_equal(two.report->moves.at[0].old_duty, NONE);
    assert_true(two.report->moves.at[0].seen);
    assert_true(two.report->moves.at[0].share > 0.027 && two.report->moves.at[0].share < 0.028);
    two_free(&two);
    two_make(&two, evening, night);
    item = find(&two, DIFF_DUTY, "01");
    assert_int_equal(item->relation, DIFF_NARROWER);
    is_text(item->loses, "声源 = 施工、时刻 = 20:00");
    two_free(&two);
}

static void a_new_duty_in_front_takes_cases_from_the_one_behind(void **state)
{
    (void)state;
    struct two two;
    two_make(&two, HEAD DUTY("01", "声源 = 施工", "甲局", "例 \"白天10点工地噪声\"\n") TAIL,
             HEAD DUTY("01", "声源 = 施工", "甲局", "例 \"白天10点工地噪声\"\n")
                 DUTY("02", "声源 = 施工 且 时刻 在 22:00..06:00", "乙局",
                      "优先于 \"01\"\n例 \"晚上11点工地有噪声\"\n") TAIL);
    assert_int_equal(find(&two, DIFF_DUTY, "02")->relation, DIFF_ADDED);
    assert_int_equal(find(&two, DIFF_DUTY, "01")->relation, DIFF_NARROWER);
    assert_int_equal(two.report->moves.n, 1);
    assert_int_equal(two.report->moves.at[0].old_duty, 0);
    assert_int_equal(two.report->moves.at[0].new_duty, 1);
    is_text(two.report->moves.at[0].where, "声源 = 施工、时刻 = 22:00");
    two_free(&two);
}

static void terms_and_words_are_told(void **state)
{
    (void)state;
    struct two two;
    two_make(&two,
             HEAD DUTY("01", "声源 = 施工", "甲局",
                       "期限 5 工作日\n识别 \"打桩\"\n例 \"工地打桩噪声\"\n"
                       "说法 \"一早就咚咚咚\"、\"砸墙的声音\"\n") TAIL
             "日历 2026 { 工作时间 9:00..17:00 }\n听语 thinks { \"来着\"、\"想想\" }\n",
             HEAD DUTY("01", "声源 = 施工", "甲局",
                       "期限 2 工作日\n识别 \"打桩\"、\"浇筑\"\n例 \"工地打桩噪声\"\n"
                       "说法 \"砸墙的声音\"、\"罐车排队轰轰响\"\n") TAIL
             "日历 2026 { 工作时间 9:00..17:00\n 节假日 \"某日\" 2026-05-04 }\n"
             "听语 thinks { \"来着\"、\"我想下\" }\n");
    const struct diff_item *item = find(&two, DIFF_DUTY, "01");
    assert_int_equal(item->relation, DIFF_TERMS);
    assert_int_equal(item->terms.n, 1);
    is_text(diag_half(item->terms.at[0].before, DIAG_EN), "5 workdays");
    is_text(diag_half(item->terms.at[0].after, DIAG_EN), "2 workdays");
    assert_int_equal(item->words.added.n, 1);
    is_text(item->words.added.at[0], "浇筑");
    assert_int_equal(item->words.removed.n, 0);
    assert_int_equal(item->said.added.n, 1);
    is_text(item->said.added.at[0], "罐车排队轰轰响");
    assert_int_equal(item->said.removed.n, 1);
    is_text(item->said.removed.at[0], "一早就咚咚咚");
    item = find(&two, DIFF_CALENDAR, "2026");
    assert_non_null(item);
    is_text(item->terms.at[0].before, "工作日");
    is_text(item->terms.at[0].after, "节假日");
    item = find(&two, DIFF_CUE, "thinks");
    assert_non_null(item);
    assert_int_equal(item->words.added.n, 1);
    is_text(item->words.added.at[0], "我想下");
    two_free(&two);
}

/* The same sentence under another heading. */
static void a_question_that_moves_is_shown(void **state)
{
    (void)state;
    struct two two;
#define ASKED(lead)                                                                                \
    HEAD DUTY("01", "声源 = 施工", "甲局", "例 \"工地噪声\"\n正文 \"documents/a.md\"\n" lead) TAIL
    two_make(&two,
             ASKED("常问 \"多少钱\": \"要钱不\"\n常问 \"在哪里办\": \"去哪办\"、\"哪个窗口\"\n"),
             ASKED("常问 \"多少钱\": \"要钱不\"、\"哪个窗口\"\n常问 \"在哪里办\": \"去哪办\"\n"));
#undef ASKED
    const struct diff_item *item = find(&two, DIFF_DUTY, "01");
    assert_non_null(item);
    assert_int_equal(item->asked.added.n, 1);
    is_text(item->asked.added.at[0], "documents/a.md 多少钱: 哪个窗口");
    assert_int_equal(item->asked.removed.n, 1);
    is_text(item->asked.removed.at[0], "documents/a.md 在哪里办: 哪个窗口");
    two_free(&two);
}

static void an_heir_is_the_same_duty(void **state)
{
    (void)state;
    struct two two;
    two_make(&two, HEAD DUTY("01", "声源 = 施工", "甲局", "例 \"工地噪声\"\n") TAIL,
             HEAD DUTY("07", "声源 = 施工", "甲局", "例 \"工地噪声\"\n") TAIL
             "废止 \"01\" 改为 \"07\"\n");
    const struct diff_item *item = find(&two, DIFF_DUTY, "07");
    assert_non_null(item);
    assert_int_equal(item->relation, DIFF_TERMS);
    is_text(item->terms.at[0].before, "01");
    assert_int_equal(two.report->moves.n, 0);
    two_free(&two);
}

#define STREETS(one, other)                                                                        \
    "区域 云区 { 东街\n 西街 }\n"                                                          \
    "单位 东办 \"东办\" { 角色 街道 辖区 " one "\n 联系 \"19900000003\" }\n"                     \
    "单位 西办 \"西办\" { 角色 街道 辖区 " other "\n 联系 \"19900000004\" }\n"

static void a_unit_that_serves_elsewhere_moves_its_cases(void **state)
{
    (void)state;
    struct two two;
    const char *duty = HEAD DUTY("01", "声源 = 施工", "街道", "例 \"工地噪声\"\n") TAIL;
    char old[4096], new[4096];
    snprintf(old, sizeof old, "%s%s", STREETS("东街", "西街"), duty);
    snprintf(new, sizeof new, "%s%s", STREETS("西街", "东街"), duty);
    two_make(&two, old, new);
    assert_null(find(&two, DIFF_DUTY, "01"));
    assert_non_null(find(&two, DIFF_UNIT, "东办"));
    assert_int_equal(two.report->moves.n, 2);
    for (size_t i = 0; i < 2; i++) {
        assert_true(two.report->moves.at[i].seen);
        assert_false(view_eq(two.report->moves.at[i].old_unit, two.report->moves.at[i].new_unit));
    }
    two_free(&two);
}

/* ---- policies ---- */

#define POLICY(when)                                                                               \
    "单位 科技局 \"科技局\" { 联系 \"19900000001\" }\n标签 高企 \"高企\"\n"        \
    "数值 投入 \"投入\" 万元\n"                                                            \
    "政策 奖励 \"奖励\" 级别 区 发布 科技局 {\n 受理期 2026-03-01..2026-09-30\n 当 " when          \
    "\n 兑现 20 万元\n 方式 申报\n 正文 \"x.md\"\n}\n"

static void a_policy_is_wider_when_its_bar_is_lower(void **state)
{
    (void)state;
    struct two two;
    two_make(&two, POLICY("高企 且 投入 >= 100 万元"), POLICY("高企 且 投入 >= 80 万元"));
    const struct diff_item *item = find(&two, DIFF_POLICY, "奖励");
    assert_non_null(item);
    assert_int_equal(item->relation, DIFF_WIDER);
    is_text(item->gains, "高企、投入 = 80 万元");
    two_free(&two);
}

/* ---- against the reference interpreter, case by case ---- */

/* A random table of up to four duties over three sources and the hours. */
static void write_table(struct buf *out, uint64_t *seed)
{
    static const char *const sources[] = {"施工", "跳舞", "商铺"};
    static const char *const units[] = {"甲局", "乙局"};
    buf_text(out, HEAD);
    for (int i = 0; i < 3; i++) {
        uint64_t draw = hash_mix(++*seed);
        unsigned from = (unsigned)(draw >> 8) % 4 * 6,
                 to = from + 6 * (1 + (unsigned)(draw >> 12) % 2);
        if (draw % 4 == 0)
            continue;
        buf_print(out, "    事项 \"0%d\" \"事项\" {\n        当 声源 = %s", i, sources[i]);
        if (draw >> 20 & 1)
            buf_print(out, " 且 时刻 在 %02u:00..%02u:00", from, to > 24 ? 24 : to);
        buf_print(out, "\n        交 %s\n        例 \"噪声\" 设 声源 = %s、时刻 = %02u:30\n    }\n",
                  units[draw >> 24 & 1], sources[i], from);
    }
    buf_text(out, TAIL);
}

static struct decision decide_at(const struct model *model, int source, int hour)
{
    struct matter matter = matter_empty();
    struct decision decision;
    matter.pinned_category = 0;
    const struct setting given[] = {{.variable = {VAR_FACT, 0}, .value = source},
                                    {.variable = {VAR_TIME, NONE}, .value = hour * 60}};
    oracle_given(model, &matter, given, 2);
    oracle_decide(model, &matter, &decision);
    return decision;
}

static struct view code_of(const struct model *model, const struct decision *decision)
{
    return decision->status == DECIDE_DUTY ? model->duties.at[decision->duty].code : VIEW("-");
}

/* The share of the 3 x 24 cases that another duty or unit decides, counted one by one. */
static double share_by_trying(const struct two *two)
{
    int moved = 0;
    for (int source = 0; source < 3; source++)
        for (int hour = 0; hour < 24; hour++) {
            struct decision old = decide_at(two->old.model, source, hour);
            struct decision new = decide_at(two->new.model, source, hour);
            moved += !view_eq(code_of(two->old.model, &old), code_of(two->new.model, &new)) ||
                     old.target.unit != new.target.unit;
        }
    return moved / 72.0;
}

static void every_case_that_moves_is_found_and_no_other(void **state)
{
    (void)state;
    uint64_t seed = 20261121;
    size_t moved = 0;
    for (int round = 0; round < 300; round++) {
        struct two two;
        struct buf old, new;
        double share = 0;
        buf_init(&old, 1 << 16);
        buf_init(&new, 1 << 16);
        write_table(&old, &seed);
        write_table(&new, &seed);
        two_make(&two, old.p, new.p);
        for (size_t i = 0; i < two.report->moves.n; i++) {
            share += two.report->moves.at[i].share;
            assert_true(two.report->moves.at[i].seen);
        }
        double tried = share_by_trying(&two);
        if (share < tried - 1e-9 || share > tried + 1e-9)
            fail_msg("%f, not %f:\n%s\n----\n%s", share, tried, old.p, new.p);
        moved += two.report->moves.n > 0;
        two_free(&two);
        buf_free(&old);
        buf_free(&new);
    }
    assert_true(moved > 200);
}

/* ---- replay ---- */

static void past_cases_are_counted_by_where_they_go(void **state)
{
    (void)state;
    struct small_image old, new;
    struct replay replay;
    struct arena arena;
    small_image_make(&old, HEAD DUTY("01", "声源 = 施工", "甲局", "例 \"工地噪声\"\n") TAIL);
    small_image_make(&new, HEAD DUTY("01", "声源 = 施工", "乙局", "例 \"工地噪声\"\n") TAIL);
    arena_init(&arena, 1 << 24);
    replay_begin(&replay, &arena, &old.rules, &new.rules);
    for (int i = 0; i < 7; i++)
        replay_case(&replay, VIEW("工地的噪声太大"), VIEW(""));
    replay_case(&replay, VIEW("跳舞的噪声"), VIEW(""));
    replay_case(&replay, VIEW("你好"), VIEW(""));
    replay_end(&replay);
    assert_int_equal(replay.texts, 9);
    assert_int_equal(replay.elsewhere, 7);
    assert_int_equal(replay.shifts.n, 1);
    assert_int_equal(replay.shifts.at[0].count, 7);
    assert_int_equal(replay.shifts.at[0].example_count, REPLAY_EXAMPLES);
    is_text(replay.shifts.at[0].old_desk, "甲局");
    is_text(replay.shifts.at[0].new_desk, "乙局");
    arena_free(&arena);
    small_image_free(&old);
    small_image_free(&new);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(another_way_to_write_it_is_equal),
        cmocka_unit_test(what_stands_in_a_category_is_kept_by_its_owner),
        cmocka_unit_test(wider_and_narrower_come_with_a_case),
        cmocka_unit_test(a_new_duty_in_front_takes_cases_from_the_one_behind),
        cmocka_unit_test(terms_and_words_are_told),
        cmocka_unit_test(a_question_that_moves_is_shown),
        cmocka_unit_test(an_heir_is_the_same_duty),
        cmocka_unit_test(a_unit_that_serves_elsewhere_moves_its_cases),
        cmocka_unit_test(a_policy_is_wider_when_its_bar_is_lower),
        cmocka_unit_test(every_case_that_moves_is_found_and_no_other),
        cmocka_unit_test(past_cases_are_counted_by_where_they_go),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
