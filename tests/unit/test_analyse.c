/* test_analyse: each kind of finding in rules as small as it needs, and its absence; every
 * finding's test is pasted and run. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/analyse_help.h"

#define LAND                                                                                       \
    "区域 东街\n区域 西街 { 园区 }\n区域 别处\n"                                     \
    "单位 甲 \"甲局\" {}\n单位 乙 \"乙局\" {}\n"                                         \
    "时段 夜间 22:00..06:00\n"
#define NOISE(body)                                                                                       \
    LAND "类别 噪声 \"噪声污染\" 由 甲 {\n"                                                     \
         "识别 \"噪声\"、\"太吵\"\n"                                                               \
         "要素 声源 \"哪里来的?\" { 施工 \"工地\": \"工地\"\n 店 \"商铺\": \"商铺\"\n" \
         " 车 \"汽车\": \"汽车\" }\n" body "}\n"
#define DUTY(code, body)                                                                           \
    "事项 \"" code "\" \"第" code "项\" {\n" body "\n期限 3 小时\n例 \"工地太吵\"\n}\n"
#define YEAR "日历 2026 { 工作时间 9:00..17:00\n节假日 \"元旦\" 2026-01-01 }\n"

/* Analyses, pastes all, and leaves the analysis for closer looks. */
static void analyse(struct analysed *it, const char *text)
{
    assert_true(analysed_make(it, text, true));
    assert_true(analysed_paste_all(it, text));
}

static void assert_part(struct view text, const char *part)
{
    if (view_find(text, view_of(part)) == SIZE_MAX)
        fail_msg("no '%s' in: %.*s", part, VIEW_FMT(text));
}

static void nothing_to_find(void **state)
{
    static const char text[] = NOISE(DUTY("1", "当 声源 = 施工\n交 甲") DUTY(
        "2", "当 声源 = 店、车\n交 甲\n其中 区域 在 园区 交 乙") "否则 交 甲\n");
    struct analysed it;
    analyse(&it, text);
    assert_int_equal(it.analysis->findings.n, 0);
    assert_int_equal(it.analysis->open, 0);
    assert_int_equal(it.analysis->undecided.n, 0);
    analysed_free(&it);
    (void)state;
}

static void overlap(void **state)
{
    static const char text[] = NOISE(DUTY("1", "当 声源 = 施工、店\n交 甲")
                                         DUTY("2", "当 声源 = 店 且 时刻 在 夜间\n交 乙")
                                             DUTY("3", "当 声源 = 车\n交 乙") "否则 交 甲\n");
    struct analysed it;
    analyse(&it, text);
    const struct finding *found = analysed_find(&it, ANALYSE_OVERLAP, false);
    assert_non_null(found);
    assert_int_equal(analysed_count(&it, ANALYSE_OVERLAP), 1);
    assert_part(diag_half(found->where, DIAG_ZH), "发生在 夜间 的 噪声污染（声源：店）");
    assert_part(diag_half(found->where, DIAG_EN), "夜间");
    assert_part(found->condition, "声源 = 店 且 时刻 在 夜间");
    assert_part(diag_half(found->fix, DIAG_ZH), "在 \"2\" 里写：优先于 \"1\"");
    assert_int_equal(it.analysis->open, 1);
    analysed_free(&it);
    (void)state;
}

static void overlap_that_is_in_order(void **state)
{
    static const char text[] = NOISE(DUTY("1", "当 声源 = 施工、店、车\n交 甲") DUTY(
        "2", "当 声源 = 店 且 时刻 在 夜间\n优先于 \"1\"\n交 乙") "否则 交 甲\n");
    struct analysed it;
    analyse(&it, text);
    assert_int_equal(it.analysis->open, 0);
    assert_non_null(analysed_find(&it, ANALYSE_OVERLAP, true));
    const struct finding *shadow = analysed_find(&it, ANALYSE_SHADOW, true);
    assert_non_null(shadow);
    assert_true(shadow->share > 0.88 && shadow->share < 0.89); /* 1 - 1/3 * 1/3 */
    assert_int_equal(it.analysis->notes, 2);
    analysed_free(&it);
    assert_true(analysed_make(&it, text, false)); /* counted, and not listed, unless asked for */
    assert_int_equal(it.analysis->findings.n, 0);
    assert_int_equal(it.analysis->notes, 2);
    analysed_free(&it);
    (void)state;
}

static void overlap_where_the_units_differ(void **state)
{
    static const char text[] = "区域 东街\n区域 西街\n单位 东 \"东办\" { 角色 街道\n辖区 东街 }\n"
                               "单位 西 \"西办\" { 角色 街道\n辖区 西街 }\n"
                               "类别 路 \"道路\" {\n识别 \"路\"\n" DUTY("1", "交 街道")
                                   DUTY("2", "交 西") "否则 交 西\n}\n";
    struct analysed it;
    analyse(&it, text);
    const struct finding *found = analysed_find(&it, ANALYSE_OVERLAP, false);
    assert_non_null(found);
    assert_part(diag_half(found->where, DIAG_ZH), "发生在 东街 的 道路");
    analysed_free(&it);
    (void)state;
}

static void gap(void **state)
{
    static const char text[] = NOISE(DUTY("1", "当 声源 = 施工\n交 甲") DUTY(
        "2", "当 声源 = 店 且 非 区域 在 园区 且 时刻 在 夜间\n交 甲") "否则 交 乙\n");
    struct analysed it;
    analyse(&it, text);
    const struct finding *found = analysed_find(&it, ANALYSE_GAP, false);
    assert_non_null(found);
    assert_int_equal(analysed_count(&it, ANALYSE_GAP), 3);
    assert_part(found->condition, "声源 = 车"); /* the largest first */
    assert_true(found->share > 0.33 && found->share < 0.34);
    assert_part(diag_half(found->what, DIAG_ZH), "否则 交 乙");
    analysed_free(&it);
    (void)state;
}

static void gap_of_a_worded_duty(void **state)
{
    static const char text[] =
        LAND "类别 杂 \"杂事\" {\n识别 \"杂事\"\n"
             "事项 \"1\" \"夜里放炮\" { 识别 \"放炮\"\n当 时刻 在 夜间\n交 甲\n期限 3 小时\n"
             "例 \"半夜放炮\" 设 时刻 = 23:00 }\n"
             "否则 交 乙\n}\n";
    struct analysed it;
    analyse(&it, text);
    const struct finding *found = analysed_find(&it, ANALYSE_GAP, false);
    assert_non_null(found);
    assert_int_equal(analysed_count(&it, ANALYSE_GAP), 1);
    assert_part(found->condition, "时刻 在 06:00..22:00");
    assert_part(diag_half(found->where, DIAG_ZH), "夜里放炮");
    analysed_free(&it);
    (void)state;
}

static void shadow_by_the_union(void **state)
{
    static const char text[] =
        NOISE(DUTY("1", "当 声源 = 施工 且 时刻 在 夜间\n优先于 \"3\"\n交 甲")
                  DUTY("2", "当 声源 = 施工 且 非 时刻 在 夜间\n优先于 \"3\"\n交 甲\n急")
                      DUTY("3", "当 声源 = 施工\n交 乙")
                          DUTY("4", "当 声源 = 店、车\n交 乙") "否则 交 甲\n");
    struct analysed it;
    analyse(&it, text);
    const struct finding *found = analysed_find(&it, ANALYSE_SHADOW, false);
    assert_non_null(found);
    assert_int_equal(analysed_count(&it, ANALYSE_SHADOW), 1);
    assert_part(diag_half(found->what, DIAG_ZH), "\"3\" 第3项 成立的情形全被 \"1\"、\"2\"");
    analysed_free(&it);
    (void)state;
}

static void shadow_by_an_equal(void **state)
{
    static const char text[] = NOISE(DUTY("1", "当 声源 = 施工、店\n交 甲") DUTY(
        "2", "当 声源 = 施工\n交 甲") DUTY("3", "当 声源 = 车\n交 甲") "否则 交 甲\n");
    struct analysed it;
    analyse(&it, text);
    const struct finding *found = analysed_find(&it, ANALYSE_SHADOW, false);
    assert_non_null(found);
    assert_part(diag_half(found->what, DIAG_ZH), "\"2\" 第2项");
    analysed_free(&it);
    (void)state;
}

static void circle(void **state)
{
    static const char text[] = NOISE(DUTY("1", "当 声源 = 施工\n优先于 \"2\"\n交 甲")
                                         DUTY("2", "当 声源 = 施工、店\n优先于 \"3\"\n交 乙")
                                             DUTY("3", "优先于 \"1\"\n交 甲") "否则 交 甲\n");
    struct analysed it;
    analyse(&it, text);
    const struct finding *found = analysed_find(&it, ANALYSE_ORDER, false);
    assert_non_null(found);
    assert_int_equal(analysed_count(&it, ANALYSE_ORDER), 1);
    assert_part(diag_half(found->what, DIAG_ZH), "\"1\" → \"2\" → \"3\" → \"1\"");
    analysed_free(&it);
    (void)state;
}

static void unserved(void **state)
{
    static const char text[] =
        "区域 城 { 东街\n 西街 }\n单位 东 \"东办\" { 角色 街道\n辖区 东街 }\n"
        "类别 路 \"道路\" {\n识别 \"路\"\n" DUTY("1", "交 街道") "否则 交 东\n}\n";
    struct analysed it;
    analyse(&it, text);
    const struct finding *found = analysed_find(&it, ANALYSE_UNSERVED, false);
    assert_non_null(found);
    assert_int_equal(analysed_count(&it, ANALYSE_UNSERVED), 1);
    assert_part(diag_half(found->where, DIAG_ZH), "发生在 西街 的 道路");
    analysed_free(&it);
    (void)state;
}

static void branches(void **state)
{
    static const char text[] = NOISE(
        DUTY("1",
             "当 声源 = 施工\n交 甲\n其中 声源 = 店 交 乙\n其中 区域 在 西街 交 乙\n其中 区域 在 "
             "园区 交 乙") DUTY("2", "当 声源 = 店、车\n交 甲\n其中 时刻 在 夜间 交 乙")
            DUTY("3", "当 声源 = 店、车 且 时刻 在 夜间\n优先于 \"2\"\n交 乙") "否则 交 甲\n");
    struct analysed it;
    analyse(&it, text);
    assert_int_equal(analysed_count(&it, ANALYSE_BRANCH), 3);
    const struct finding *found = analysed_find(&it, ANALYSE_BRANCH, false);
    assert_part(diag_half(found[0].what, DIAG_ZH), "不能同时成立");
    assert_part(diag_half(found[1].what, DIAG_ZH), "前面的“其中”");
    assert_part(diag_half(found[2].what, DIAG_ZH), "优先的事项");
    analysed_free(&it);
    (void)state;
}

static void escalation(void **state)
{
    static const char text[] = YEAR
        "单位 甲 \"甲局\" {}\n单位 乙 \"乙局\" { 上级 甲 }\n"
        "时限 慢 { 处理 5 小时\n升级 1 小时 交 乙\n重办 1/2 }\n"
        "时限 快 { 处理 1 小时\n升级 1 小时 交 甲\n督办 甲 }\n"
        "时限 孤 { 处理 1 小时 }\n"
        "类别 路 \"道路\" {\n识别 \"路\"\n要素 坏 \"哪里?\" { 面 \"路面\": \"路面\"\n 灯 \"路灯\": "
        "\"路灯\"\n 牌 \"路牌\": \"路牌\" }\n"
        "事项 \"1\" \"路面\" { 当 坏 = 面\n交 乙\n时限 慢\n例 \"路面坏了\" }\n"
        "事项 \"2\" \"路灯\" { 当 坏 = 灯\n交 甲\n时限 快\n例 \"路灯坏了\" }\n"
        "事项 \"3\" \"路牌\" { 当 坏 = 牌\n交 甲\n时限 孤\n例 \"路牌坏了\" }\n"
        "否则 交 甲\n}\n";
    struct analysed it;
    analyse(&it, text);
    /* 慢: no supervisor; 乙 itself has a superior. 快: 甲 escalates to itself. 孤: to nobody. */
    assert_int_equal(analysed_count(&it, ANALYSE_ESCALATION), 3);
    const struct finding *found = analysed_find(&it, ANALYSE_ESCALATION, false);
    assert_part(diag_half(found[0].what, DIAG_ZH), "慢 有“重办”而没有“督办”");
    assert_part(diag_half(found[1].what, DIAG_ZH), "甲 自己办的 1 项用时限 快");
    assert_part(diag_half(found[2].what, DIAG_ZH), "孤 没有“升级");
    analysed_free(&it);
    (void)state;
}

#define POLICY(name, when)                                                                         \
    "政策 " name " \"政策" name "\" { 当 " when "\n受理期 2026-01-01..2026-12-31\n"             \
    "兑现 100 元\n方式 申报 }\n"
#define REGISTER                                                                                              \
    "标签 tech \"高企\"\n标签 size \"规模\" { 大 \"大\"\n 小 \"小\" }\n数值 income \"收入\" " \
    "万元\n"                                                                                                \
    "数值 rd \"研发\" 万元\n数值 ratio \"强度\" = rd / income\n日期 founded \"成立\"\n"

static void policies(void **state)
{
    static const char text[] = REGISTER POLICY("a", "income < 100 万元 且 income >= 200 万元")
        POLICY("b", "size = 大 或 size = 小") POLICY("c", "tech 且 ratio >= 5%")
            POLICY("d", "ratio >= 5% 且 tech") POLICY("e", "非 tech 且 founded 早于 2020-01-01")
                POLICY("f", "ratio >= 50% 且 rd < 10 万元 且 income >= 100 万元")
                    POLICY("g", "ratio >= 5% 且 ratio < 6% 且 income >= 100 万元");
    struct analysed it;
    analyse(&it, text);
    assert_int_equal(analysed_count(&it, ANALYSE_POLICY), 3);
    const struct finding *found = analysed_find(&it, ANALYSE_POLICY, false);
    assert_part(diag_half(found[0].what, DIAG_ZH), "没有企业能满足政策 a");
    assert_part(diag_half(found[1].what, DIAG_ZH), "政策 b 政策b 的条件人人都满足");
    assert_part(diag_half(found[2].what, DIAG_ZH),
                "没有企业能满足政策 f"); /* a ratio of two figures */
    found = analysed_find(&it, ANALYSE_POLICY, true);
    assert_part(diag_half(found->what, DIAG_ZH), "政策 c 政策c 与 d 政策d 的条件完全相同");
    assert_int_equal(it.analysis->notes, 3); /* and e excludes both */
    assert_int_equal(it.analysis->undecided.n, 0);
    analysed_free(&it);
    (void)state;
}

static void calendar(void **state)
{
    static const char text[] =
        YEAR LAND "类别 路 \"道路\" {\n识别 \"路\"\n"
                  "事项 \"1\" \"路\" { 交 甲\n期限 5 工作日\n例 \"路坏了\" }\n否则 交 甲\n}\n";
    struct analysed it;
    analyse(&it, text);
    const struct finding *found = analysed_find(&it, ANALYSE_CALENDAR, true);
    assert_non_null(found); /* in June: information */
    assert_part(diag_half(found->what, DIAG_ZH), "2026-12-25 起");
    struct analyse_wish late = {civil_to_day((struct civil){2026, 12, 1}), false};
    it.analysis = analyse_rules(&it.arena, it.model, &late);
    assert_non_null(analysed_find(&it, ANALYSE_CALENDAR, false));
    analysed_free(&it);
    (void)state;
}

static void let_stand(void **state)
{
    static const char text[] = NOISE(DUTY("1", "当 声源 = 施工\n交 甲") "# 容许 gap：其余由乙转办\n"
                                                                        "否则 交 乙\n");
    static const char wrong[] = NOISE(DUTY("1", "当 声源 = 施工\n交 甲") "否则 交 乙 # 容许 gap\n");
    struct analysed it;
    analyse(&it, text);
    assert_int_equal(it.analysis->open, 0);
    assert_int_equal(it.analysis->allowed, 1);
    assert_part(it.analysis->findings.at[0].allowed->reason, "其余由乙转办");
    analysed_free(&it);
    analyse(&it, wrong);
    assert_int_equal(it.analysis->open, 1);
    analysed_free(&it);
    (void)state;
}

/* More than are listed are counted, and still let stand by the same reason. */
static void what_is_not_listed_is_counted(void **state)
{
    struct buf text;
    struct analysed it;
    buf_init(&text, 1 << 16);
    buf_text(&text, LAND "类别 路 \"道路\" {\n识别 \"路\"\n要素 坏 \"哪里?\" {\n");
    for (int i = 0; i < 40; i++)
        buf_print(&text, "v%d \"%d\": \"词%d\"\n", i, i, i);
    buf_text(&text, "}\n");
    for (int i = 0; i < 20; i++)
        buf_print(&text,
                  "事项 \"%d\" \"第%d\" { 当 坏 = v%d、v%d\n交 %s\n期限 3 小时\n例 \"词%d\" }\n", i,
                  i, i, i + 1, i % 2 ? "甲" : "乙", i);
    buf_print(&text, "否则 交 甲\n}\n%c", 0);
    assert_true(analysed_make(&it, text.p, false));
    assert_int_equal(analysed_count(&it, ANALYSE_OVERLAP), FINDINGS_MAX);
    assert_int_equal(it.analysis->unlisted.n, 1);
    assert_int_equal(it.analysis->unlisted.at[0].count, 19 - FINDINGS_MAX);
    assert_int_equal(it.analysis->open, 20); /* with the gap */
    analysed_free(&it);
    buf_free(&text);
    (void)state;
}

/* "Elsewhere in the town" is a gap that no place can be named for: said so, not left out. */
static void what_cannot_be_shown_is_said(void **state)
{
    static const char text[] = LAND "类别 路 \"道路\" {\n识别 \"路\"\n" DUTY(
        "1", "当 区域 在 东街、西街、别处\n交 甲") "否则 交 甲\n}\n";
    struct analysed it;
    analyse(&it, text);
    assert_int_equal(it.analysis->open, 0);
    assert_int_equal(it.analysis->undecided.n, 1);
    assert_int_equal(it.analysis->undecided.at[0].kind, ANALYSE_GAP);
    analysed_free(&it);
    (void)state;
}

/* A condition of 4,096 boxes is not computed, and nothing about it is claimed. */
static void what_is_too_large_is_said(void **state)
{
    struct buf text;
    struct analysed it;
    buf_init(&text, 1 << 16);
    buf_text(&text, LAND "类别 路 \"道路\" {\n识别 \"路\"\n");
    for (int i = 0; i < 24; i++)
        buf_print(&text, "要素 f%d \"?\" { a \"a\": \"甲%d\"\n b \"b\": \"乙%d\" }\n", i, i, i);
    buf_text(&text, "事项 \"1\" \"多\" { 当 ");
    for (int i = 0; i < 24; i += 2)
        buf_print(&text, "%s( f%d = a 或 f%d = a )", i ? " 且 " : "", i, i + 1);
    buf_text(&text, "\n交 甲\n期限 3 小时\n例 \"路\" }\n");
    buf_print(&text, DUTY("2", "当 f0 = b\n交 乙") "否则 交 甲\n}\n%c", 0);
    assert_true(analysed_make(&it, text.p, true));
    assert_int_equal(it.analysis->findings.n, 0);
    assert_true(it.analysis->undecided.n >= 2); /* its share, and the category's gaps */
    for (size_t i = 0; i < it.analysis->undecided.n; i++)
        assert_part(diag_half(it.analysis->undecided.at[i].why, DIAG_ZH), "碎");
    analysed_free(&it);
    buf_free(&text);
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_to_find),
        cmocka_unit_test(overlap),
        cmocka_unit_test(overlap_that_is_in_order),
        cmocka_unit_test(overlap_where_the_units_differ),
        cmocka_unit_test(gap),
        cmocka_unit_test(gap_of_a_worded_duty),
        cmocka_unit_test(shadow_by_the_union),
        cmocka_unit_test(shadow_by_an_equal),
        cmocka_unit_test(circle),
        cmocka_unit_test(unserved),
        cmocka_unit_test(branches),
        cmocka_unit_test(escalation),
        cmocka_unit_test(policies),
        cmocka_unit_test(calendar),
        cmocka_unit_test(let_stand),
        cmocka_unit_test(what_is_not_listed_is_counted),
        cmocka_unit_test(what_cannot_be_shown_is_said),
        cmocka_unit_test(what_is_too_large_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
