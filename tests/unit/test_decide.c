/* Deciding, asking, routing, answering, packing: every status and every question of
 * dsl/base/matter.h, on rules small enough to work out by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/unit/small_image.h"

static const char rules_text[] =
    "区域 县 \"县\" { 东街 \"东街\" { 花园 \"花园\" 河边 \"河边\" } 西街 \"西街\" { 河滨 \"河滨\" "
    ": \"河边\" } }\n"
    "单位 甲局 \"甲局\" { }\n"
    "单位 乙局 \"乙局\" { }\n"
    "单位 丙局 \"丙局\" { }\n"
    "单位 东办 \"东街办\" { 角色 街道 辖区 东街 }\n"
    "单位 西办 \"西街办\" { 角色 街道 辖区 西街 }\n"
    "单位 园办 \"花园办\" { 角色 街道 辖区 花园 }\n"
    "日历 2026 {\n"
    "    工作时间 9:00..12:00、13:30..17:30\n"
    "    节假日 \"国庆节\" 2026-10-01..2026-10-07\n"
    "}\n"
    "词表 不知道 { \"不知道\" }\n"
    "时段 夜间 22:00..06:00 \"半夜\"\n"
    "时段 晚间 20:00..23:00 \"晚饭后\"\n"
    "时限 standard { 处理 5 工作日 }\n"
    "类别 噪声 \"噪声\" {\n"
    "    时限 standard\n"
    "    识别 \"噪音\"、\"太吵\"\n"
    "    要素 声源 \"哪里?\" {\n"
    "        施工 \"建筑工地\" / \"site\": \"工地\"、\"打桩\"\n"
    "        商铺 \"商铺\": \"喇叭\"\n"
    "        邻居 \"邻居\": \"隔壁\"\n"
    "    }\n"
    "    事项 \"01\" \"施工\" { 当 声源 = 施工 交 甲局 期限 5 工作日 例 \"打桩\" 设 时刻 = 12:00 "
    "}\n"
    "    事项 \"02\" \"夜间施工\" { 当 声源 = 施工 且 时刻 在 夜间 优先于 \"01\" 交 乙局\n"
    "        协办 街道、丙局 急 期限 4 小时 收集 地点 例 \"半夜打桩\" }\n"
    "    事项 \"03\" \"商铺\" { 当 声源 = 商铺 交 街道 其中 区域 在 河边 交 丙局 期限 3 工作日 例 "
    "\"喇叭\" }\n"
    "    事项 \"04\" \"炸街\" { 识别 \"炸街\"、\"飙车\" 交 丙局 期限 1 工作日 例 \"炸街\" }\n"
    "    事项 \"05\" \"叫卖\" { 识别 \"叫卖\"、\"收旧货\" 当 声源 = 商铺 交 甲局 期限 1 工作日 例 "
    "\"叫卖喇叭\" }\n"
    "    否则 交 街道\n"
    "}\n"
    "类别 供水 \"供水\" {\n"
    "    识别 \"停水\"、\"没水\"\n"
    "    要素 范围 \"几户?\" { 一户 \"一户\": \"我家\" 整楼 \"整楼\": \"整栋\" 整街 \"整街\": "
    "\"整条街\" }\n"
    "    要素 原因 \"为什么?\" { 欠费 \"欠费\" 故障 \"故障\" }\n"
    "    事项 \"11\" \"欠费\" { 当 范围 = 一户 且 原因 = 欠费 交 甲局 期限 1 工作日 例 "
    "\"我家停水\" 设 原因 = 欠费 }\n"
    "    事项 \"12\" \"故障\" { 当 范围 = 一户 且 原因 = 故障 交 乙局 期限 1 工作日 例 "
    "\"我家停水\" 设 原因 = 故障 }\n"
    "    事项 \"13\" \"整楼\" { 当 范围 = 整楼 交 丙局 期限 1 工作日 例 \"整栋停水\" }\n"
    "    事项 \"14\" \"整街\" { 当 范围 = 整街 且 原因 = 故障 交 乙局 期限 1 工作日 例 "
    "\"整条街停水\" 设 原因 = 故障 }\n"
    "    否则 交 甲局\n"
    "}\n"
    "类别 停车 \"停车\" {\n"
    "    识别 \"乱停\"\n"
    "    事项 \"21\" \"平日\" { 当 日类 = 工作日 交 甲局 期限 1 工作日 例 \"乱停\" 设 日类 = "
    "工作日 }\n"
    "    事项 \"22\" \"节假日\" { 当 非 日类 = 工作日 交 乙局 期限 1 工作日 例 \"乱停\" 设 日类 = "
    "休息日 }\n"
    "    否则 交 甲局\n"
    "}\n"
    "类别 街景 \"街景\" {\n"
    "    识别 \"广告牌\"\n"
    "    事项 \"31\" \"东街\" { 当 区域 在 东街 交 甲局 期限 1 工作日 例 \"广告牌\" 设 区域 = 花园 "
    "}\n"
    "    事项 \"32\" \"别处\" { 当 非 区域 在 东街 交 乙局 期限 1 工作日 例 \"广告牌\" 设 区域 = "
    "西街 }\n"
    "    否则 交 甲局\n"
    "}\n";

static int make(void **state)
{
    return small_image_set_up(state, rules_text);
}

static struct decision decide_matter(struct small_image *s, const struct matter *matter)
{
    struct decision d;
    decide(&s->rules, matter, &d);
    return d;
}

static struct decision decide_text(struct small_image *s, const char *text)
{
    struct matter m = small_reveal(s, text);
    return decide_matter(s, &m);
}

static int duty(struct small_image *s, const char *code)
{
    return small_find(s, NOUN_DUTY, code);
}

static int unit(struct small_image *s, const char *name)
{
    return small_find(s, NOUN_UNIT, name);
}

static void assert_asks(const struct decision *d, enum variable_kind kind, int index)
{
    assert_int_equal(d->ask, ASK_VARIABLE);
    assert_int_equal(d->variable.kind, kind);
    assert_int_equal(d->variable.index, index);
}

/* ---- statuses ---- */

static void nothing_is_recognised(void **state)
{
    struct decision d = decide_text(*state, "你好");
    assert_int_equal(d.status, DECIDE_NOTHING);
    assert_int_equal(d.category, NONE);
    assert_int_equal(d.candidate_count, 0);
}

static void categories_within_the_margin_are_asked(void **state)
{
    struct small_image *s = *state;
    struct decision d = decide_text(s, "太吵,停水");
    assert_int_equal(d.status, DECIDE_ASK);
    assert_int_equal(d.ask, ASK_CATEGORY);
    assert_int_equal(d.choice_count, 2);
    assert_int_equal(d.category, NONE);
    d = decide_text(s, "太吵,噪音,停水"); /* 240 to 120: alone */
    assert_int_equal(d.category, small_find(s, NOUN_CATEGORY, "噪声"));
    d = decide_text(s,
                    "停水,工地喇叭"); /* words of values do not stand against words of a category */
    assert_int_equal(d.category, small_find(s, NOUN_CATEGORY, "供水"));
}

static void the_duty_above_wins(void **state)
{
    struct small_image *s = *state;
    struct decision d = decide_text(s, "半夜工地打桩,噪音");
    assert_int_equal(d.status, DECIDE_DUTY);
    assert_int_equal(d.duty, duty(s, "02"));
    assert_int_equal(d.target.unit, unit(s, "乙局"));
    assert_true(d.urgent);
    assert_int_equal(d.within.count, 4);
    assert_int_equal(d.within.measure, MEASURE_HOURS);
    assert_int_equal(d.clock, small_find(s, NOUN_CLOCK, "standard"));
    assert_int_equal(d.assist_count, 2);
    assert_int_equal(d.assists[0].unit, NONE);
    assert_int_equal(d.assists[0].role, small_find(s, NOUN_ROLE, "街道"));
    assert_int_equal(d.assists[1].unit, unit(s, "丙局"));
    assert_int_equal(d.ask, ASK_PLACE);
    d = decide_text(s, "白天12点工地打桩,噪音");
    assert_int_equal(d.duty, duty(s, "01"));
    assert_int_equal(d.ask, ASK_NONE);
}

static void a_time_across_a_boundary_is_asked(void **state)
{
    struct small_image *s = *state;
    struct decision d =
        decide_text(s, "晚饭后工地打桩,噪音"); /* 20:00 to 23:00, night from 22:00 */
    assert_int_equal(d.status, DECIDE_ASK);
    assert_asks(&d, VAR_TIME, NONE);
    assert_int_equal(d.category, small_find(s, NOUN_CATEGORY, "噪声"));
    d = decide_text(s, "工地打桩,噪音");
    assert_asks(&d, VAR_TIME, NONE);
}

static void nothing_left_goes_to_otherwise(void **state)
{
    struct small_image *s = *state;
    struct matter m = small_reveal(s, "隔壁太吵,花园");
    m.pinned_duty = OTHER_MATTER;
    struct decision d = decide_matter(s, &m);
    assert_int_equal(d.status, DECIDE_OTHERWISE);
    assert_int_equal(d.target.unit, unit(s, "园办"));
    assert_int_equal(d.clock, small_find(s, NOUN_CLOCK, "standard"));
    m.place_count = 0;
    d = decide_matter(s, &m);
    assert_int_equal(d.status, DECIDE_OTHERWISE);
    assert_int_equal(d.target.unit, NONE);
    assert_int_equal(d.ask, ASK_PLACE);
}

/* ---- matters ---- */

static void words_of_a_duty_choose_it(void **state)
{
    struct small_image *s = *state;
    struct decision d = decide_text(s, "有人炸街");
    assert_int_equal(d.status, DECIDE_DUTY);
    assert_int_equal(d.duty, duty(s, "04"));
    d = decide_text(s, "炸街,叫卖");
    assert_int_equal(d.ask, ASK_MATTER);
    assert_int_equal(d.choice_count, 2);
    assert_int_equal(d.choices[0], duty(s, "04"));
    d = decide_text(s, "炸街,叫卖,工地"); /* 叫卖 is ruled out by its condition */
    assert_int_equal(d.duty, duty(s, "04"));
}

static void without_words_plain_duties_are_meant(void **state)
{
    struct small_image *s = *state;
    struct decision d = decide_text(s, "太吵");
    assert_asks(&d, VAR_FACT, small_find(s, NOUN_FACT, "声源"));
    d = decide_text(s, "隔壁太吵"); /* no plain duty is left: it may be one with words */
    assert_int_equal(d.status, DECIDE_ASK);
    assert_int_equal(d.ask, ASK_MATTER);
    assert_int_equal(d.choice_count, 1);
    assert_int_equal(d.choices[0], duty(s, "04"));
}

static void two_values_are_asked_between(void **state)
{
    struct small_image *s = *state;
    struct matter m = small_reveal(s, "工地的喇叭太吵");
    struct decision d = decide_matter(s, &m);
    assert_asks(&d, VAR_FACT, small_find(s, NOUN_FACT, "声源"));
    assert_int_equal(d.choice_count, 2);
    assert_int_equal(d.choices[0], small_value(s, "声源", "施工"));
    assert_true(matter_answer(&s->rules, &m, &d, 1, NULL, SMALL_NOW));
    d = decide_matter(s, &m);
    assert_int_equal(d.duty, duty(s, "03"));
    matter_reveal(&s->rules, &m, small_read(s, "工地"), SMALL_NOW); /* settled stays settled */
    assert_int_equal(decide_matter(s, &m).duty, duty(s, "03"));
}

/* ---- which question ---- */

static void the_question_leaves_fewest(void **state)
{
    struct small_image *s = *state;
    struct decision d = decide_text(s, "停水");
    /* 范围: 2, 1, 1 left; 原因: 2, 3 left */
    assert_asks(&d, VAR_FACT, small_find(s, NOUN_FACT, "范围"));
    assert_int_equal(d.choice_count, 0);
    d = decide_text(s, "我家停水");
    assert_asks(&d, VAR_FACT, small_find(s, NOUN_FACT, "原因"));
}

static void dont_know_ends_in_otherwise(void **state)
{
    struct small_image *s = *state;
    struct matter m = small_reveal(s, "我家停水");
    struct decision d = decide_matter(s, &m);
    assert_true(matter_answer(&s->rules, &m, &d, CHOICE_UNKNOWN, NULL, SMALL_NOW));
    d = decide_matter(s, &m);
    assert_int_equal(d.status, DECIDE_OTHERWISE);
    assert_int_equal(d.target.unit, unit(s, "甲局"));
}

static void dont_know_which_matter_is_none_of_them(void **state)
{
    struct small_image *s = *state;
    struct matter m = small_reveal(s, "隔壁太吵");
    struct decision d = decide_matter(s, &m);
    assert_int_equal(d.ask, ASK_MATTER);
    assert_false(matter_answer(&s->rules, &m, &d, NONE, small_read(s, "喂"), SMALL_NOW));
    assert_true(matter_answer(&s->rules, &m, &d, NONE, small_read(s, "不知道"), SMALL_NOW));
    assert_int_equal(m.pinned_duty, OTHER_MATTER);
    assert_int_equal(decide_matter(s, &m).status, DECIDE_OTHERWISE);
}

static void day_classes_come_from_the_calendar(void **state)
{
    struct small_image *s = *state;
    struct decision d = decide_text(s, "乱停");
    assert_asks(&d, VAR_DAYCLASS, NONE);
    assert_int_equal(decide_text(s, "昨天乱停").duty, duty(s, "21")); /* a Friday */
    assert_int_equal(decide_text(s, "今天乱停").duty, duty(s, "22")); /* a Saturday */
    assert_int_equal(decide_text(s, "10月1日乱停").duty, duty(s, "22"));
    struct matter m = small_reveal(s, "昨天乱停");
    m.dayclass = DAY_HOLIDAY; /* settled from outside */
    assert_int_equal(decide_matter(s, &m).duty, duty(s, "22"));
}

static void day_answers(void **state)
{
    struct small_image *s = *state;
    static const struct {
        const char *text;
        const char *duty;
    } cases[] = {
        {"工作日", "21"}, {"周末", "22"}, {"周三", "21"}, {"昨天", "21"}, {"节假日。", "22"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct matter m = small_reveal(s, "乱停");
        struct decision d = decide_matter(s, &m);
        assert_true(
            matter_answer(&s->rules, &m, &d, NONE, small_read(s, cases[i].text), SMALL_NOW));
        if (decide_matter(s, &m).duty != duty(s, cases[i].duty))
            fail_msg("%s", cases[i].text);
    }
    struct matter m = small_reveal(s, "乱停");
    struct decision d = decide_matter(s, &m);
    assert_false(matter_answer(&s->rules, &m, &d, NONE, small_read(s, "喂"), SMALL_NOW));
    assert_true(matter_answer(&s->rules, &m, &d, NONE, small_read(s, "不知道"), SMALL_NOW));
    assert_int_equal(decide_matter(s, &m).status, DECIDE_OTHERWISE);
}

/* ---- places ---- */

static void places_decide(void **state)
{
    struct small_image *s = *state;
    assert_int_equal(decide_text(s, "花园广告牌").duty, duty(s, "31"));
    assert_int_equal(decide_text(s, "西街广告牌").duty, duty(s, "32"));
    assert_int_equal(decide_text(s, "县广告牌").ask, ASK_PLACE); /* it holds both */
    struct matter m = small_reveal(s, "河边广告牌");             /* of east and west */
    struct decision d = decide_matter(s, &m);
    assert_int_equal(d.ask, ASK_PLACE);
    assert_int_equal(d.choice_count, 2);
    assert_true(matter_answer(&s->rules, &m, &d, NONE, small_read(s, "西街"), SMALL_NOW));
    assert_int_equal(m.places[0], small_find(s, NOUN_AREA, "河滨"));
    assert_int_equal(decide_matter(s, &m).duty, duty(s, "32"));
}

static void branches_are_tried_first(void **state)
{
    struct small_image *s = *state;
    assert_int_equal(decide_text(s, "河边,喇叭太吵").ask, ASK_PLACE); /* two are called so */
    assert_int_equal(decide_text(s, "东街河边,喇叭太吵").target.unit, unit(s, "丙局"));
    struct matter m = small_reveal(s, "喇叭太吵");
    struct decision d = decide_matter(s, &m);
    assert_int_equal(d.status, DECIDE_DUTY);
    assert_int_equal(d.ask, ASK_PLACE);
    assert_int_equal(d.target.unit, NONE);
    assert_int_equal(d.target.role, NONE);
    m.place_count = 1;
    m.places[0] = small_find(s, NOUN_AREA, "河边");
    assert_int_equal(decide_matter(s, &m).target.unit, unit(s, "丙局"));
    m.places[0] = small_find(s, NOUN_AREA, "花园");
    assert_int_equal(decide_matter(s, &m).target.unit, unit(s, "园办"));
    m.places[0] = small_find(s, NOUN_AREA, "西街");
    assert_int_equal(decide_matter(s, &m).target.unit, unit(s, "西办"));
    m.places[0] = small_find(s, NOUN_AREA, "县"); /* no street office above the streets */
    d = decide_matter(s, &m);
    assert_int_equal(d.target.unit, NONE);
    assert_int_equal(d.ask, ASK_PLACE);
}

static void an_unknown_place_is_not_asked_again(void **state)
{
    struct small_image *s = *state;
    struct matter m = small_reveal(s, "喇叭太吵");
    struct decision d = decide_matter(s, &m);
    assert_true(matter_answer(&s->rules, &m, &d, NONE, small_read(s, "不知道"), SMALL_NOW));
    d = decide_matter(s, &m);
    assert_int_equal(d.duty, duty(s, "03"));
    assert_int_equal(d.ask, ASK_NONE);
    assert_int_equal(d.target.role, small_find(s, NOUN_ROLE, "街道"));
    assert_int_equal(d.target.unit, NONE);
}

/* ---- answers ---- */

static void typed_answers_name_values(void **state)
{
    struct small_image *s = *state;
    static const struct {
        const char *text, *value;
    } cases[] = {{"施工", "施工"}, {"建筑工地。", "施工"}, {"SITE", "施工"}, {"是隔壁的", "邻居"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct matter m = small_reveal(s, "太吵");
        struct decision d = decide_matter(s, &m);
        assert_true(
            matter_answer(&s->rules, &m, &d, NONE, small_read(s, cases[i].text), SMALL_NOW));
        assert_int_equal(m.facts[0].value, small_value(s, "声源", cases[i].value));
        assert_int_equal(m.facts[0].source, FROM_ANSWER);
    }
    struct matter m = small_reveal(s, "太吵"), before = m;
    struct decision d = decide_matter(s, &m);
    assert_false(matter_answer(&s->rules, &m, &d, NONE, small_read(s, "工地和隔壁"), SMALL_NOW));
    assert_memory_equal(&m, &before, sizeof m);
    assert_false(matter_answer(&s->rules, &m, &d, 7, NULL, SMALL_NOW));
}

static void category_and_matter_are_picked(void **state)
{
    struct small_image *s = *state;
    struct matter m = small_reveal(s, "太吵,停水");
    struct decision d = decide_matter(s, &m);
    struct matter other = m;
    assert_true(matter_answer(&s->rules, &m, &d, NONE, small_read(s, "供水"), SMALL_NOW));
    assert_int_equal(m.pinned_category, small_find(s, NOUN_CATEGORY, "供水"));
    assert_true(matter_answer(&s->rules, &other, &d, CHOICE_OTHER, NULL, SMALL_NOW));
    assert_int_equal(decide_matter(s, &other).status, DECIDE_NOTHING);
    m = small_reveal(s, "炸街,叫卖");
    d = decide_matter(s, &m);
    other = m;
    assert_true(matter_answer(&s->rules, &m, &d, 0, NULL, SMALL_NOW));
    assert_int_equal(decide_matter(s, &m).duty, duty(s, "04"));
    assert_true(matter_answer(&s->rules, &other, &d, CHOICE_OTHER, NULL, SMALL_NOW));
    d = decide_matter(s, &other);
    assert_asks(&d, VAR_FACT, small_find(s, NOUN_FACT, "声源"));
}

static void a_time_is_answered(void **state)
{
    struct small_image *s = *state;
    struct matter m = small_reveal(s, "工地太吵");
    struct decision d = decide_matter(s, &m);
    assert_true(matter_answer(&s->rules, &m, &d, NONE, small_read(s, "晚上11点半"), SMALL_NOW));
    assert_int_equal(m.time.source, FROM_ANSWER);
    assert_int_equal(decide_matter(s, &m).duty, duty(s, "02"));
    m = small_reveal(s, "工地太吵");
    assert_true(matter_answer(&s->rules, &m, &d, CHOICE_UNKNOWN, NULL, SMALL_NOW));
    d = decide_matter(s, &m); /* 02 would go before 01; nobody knows */
    assert_int_equal(d.status, DECIDE_DUTY);
    assert_int_equal(d.duty, duty(s, "01"));
}

/* ---- candidates ---- */

static void candidates_sum_by_desk(void **state)
{
    struct small_image *s = *state;
    struct decision d = decide_text(s, "停水"); /* 11 甲局, 12 and 14 乙局, 13 丙局, all open */
    assert_int_equal(d.candidate_count, 3);
    assert_int_equal(d.candidates[0].target.unit, unit(s, "乙局"));
    assert_int_equal(d.candidates[0].duty, duty(s, "12"));
    assert_int_equal(d.candidates[0].weight, 2 * d.candidates[1].weight);
    assert_int_equal(d.candidates[1].target.unit, unit(s, "甲局"));
    assert_int_equal(d.confidence, 500);
    d = decide_text(s, "半夜工地打桩,噪音"); /* decided 64, 01 holds too: 16 */
    assert_int_equal(d.candidates[0].duty, duty(s, "02"));
    assert_int_equal(d.confidence, 800);
}

/* ---- packing ---- */

static void matters_survive_packing(void **state)
{
    struct small_image *s = *state;
    static const char *const texts[] = {"", "半夜工地打桩,噪音,花园", "炸街叫卖,河边,周六",
                                        "昨天停水,整栋", "隔壁喇叭太吵"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct matter m = small_reveal(s, texts[i]), back;
        m.pinned_duty = i == 2 ? OTHER_MATTER : i == 3 ? duty(s, "13") : NONE;
        m.pinned_category = i == 4 ? small_find(s, NOUN_CATEGORY, "供水") : NONE;
        m.channel = i ? CHANNEL_SMS : NONE;
        struct buf packed;
        buf_init(&packed, 4096);
        matter_pack(&s->rules, &m, &packed);
        assert_true(matter_unpack(&s->rules, buf_seen(&packed), &back));
        struct buf again;
        buf_init(&again, 4096);
        matter_pack(&s->rules, &back, &again);
        assert_true(view_eq(buf_seen(&packed), buf_seen(&again)));
        struct decision a = decide_matter(s, &m), b = decide_matter(s, &back);
        assert_int_equal(a.status, b.status);
        assert_int_equal(a.duty, b.duty);
        for (size_t n = 0; n < packed.n; n++)
            assert_false(matter_unpack(&s->rules, (struct view){packed.p, n}, &back));
        buf_free(&packed);
        buf_free(&again);
    }
}

static void damaged_packs_are_safe(void **state)
{
    struct small_image *s = *state;
    struct matter m = small_reveal(s, "半夜工地打桩,噪音,花园,炸街,昨天"), back;
    struct buf packed;
    buf_init(&packed, 4096);
    matter_pack(&s->rules, &m, &packed);
    for (size_t i = 0; i < packed.n; i++)
        for (int bit = 0; bit < 8; bit++) {
            packed.p[i] = (char)(packed.p[i] ^ 1 << bit);
            if (matter_unpack(&s->rules, buf_seen(&packed), &back))
                decide_matter(s, &back);
            packed.p[i] = (char)(packed.p[i] ^ 1 << bit);
        }
    buf_free(&packed);
}

static void new_rules_drop_what_they_lack(void **state)
{
    struct small_image *s = *state, other;
    small_image_make(&other, "单位 甲局 \"甲局\" { }\n"
                             "日历 2026 { 工作时间 9:00..17:00 }\n"
                             "类别 噪声 \"噪声\" { 识别 \"噪音\"\n"
                             "    要素 声源 \"哪里?\" { 邻居 \"邻居\" 施工 \"工地\" }\n"
                             "    事项 \"02\" \"夜间施工\" { 当 声源 = 施工 交 甲局 期限 1 工作日 "
                             "例 \"噪音\" 设 声源 = 施工 }\n"
                             "    事项 \"07\" \"邻居\" { 当 声源 = 邻居 交 甲局 期限 1 工作日 例 "
                             "\"噪音\" 设 声源 = 邻居 }\n"
                             "    否则 交 甲局 }\n");
    struct matter m = small_reveal(s, "半夜工地噪音,花园,停水"), back;
    struct buf packed;
    buf_init(&packed, 4096);
    matter_pack(&s->rules, &m, &packed);
    assert_true(matter_unpack(&other.rules, buf_seen(&packed), &back));
    assert_int_equal(back.category_count, 1);
    assert_int_equal(back.fact_count, 1);
    assert_int_equal(back.facts[0].value, small_value(&other, "声源", "施工"));
    assert_int_equal(back.place_count, 0);
    assert_int_equal(decide_matter(&other, &back).duty, small_find(&other, NOUN_DUTY, "02"));
    buf_free(&packed);
    small_image_free(&other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_recognised),
        cmocka_unit_test(categories_within_the_margin_are_asked),
        cmocka_unit_test(the_duty_above_wins),
        cmocka_unit_test(a_time_across_a_boundary_is_asked),
        cmocka_unit_test(nothing_left_goes_to_otherwise),
        cmocka_unit_test(words_of_a_duty_choose_it),
        cmocka_unit_test(without_words_plain_duties_are_meant),
        cmocka_unit_test(two_values_are_asked_between),
        cmocka_unit_test(the_question_leaves_fewest),
        cmocka_unit_test(dont_know_ends_in_otherwise),
        cmocka_unit_test(dont_know_which_matter_is_none_of_them),
        cmocka_unit_test(day_classes_come_from_the_calendar),
        cmocka_unit_test(day_answers),
        cmocka_unit_test(places_decide),
        cmocka_unit_test(branches_are_tried_first),
        cmocka_unit_test(an_unknown_place_is_not_asked_again),
        cmocka_unit_test(typed_answers_name_values),
        cmocka_unit_test(category_and_matter_are_picked),
        cmocka_unit_test(a_time_is_answered),
        cmocka_unit_test(candidates_sum_by_desk),
        cmocka_unit_test(matters_survive_packing),
        cmocka_unit_test(damaged_packs_are_safe),
        cmocka_unit_test(new_rules_drop_what_they_lack),
    };
    return cmocka_run_group_tests(tests, make, small_image_tear_down);
}
