/* The reference interpreter: each test holds it to one rule of dsl/base/matter.h, on rules small
 * enough to work out by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "dsl/oracle/oracle.h"
#include "tests/unit/small_rules.h"

static const char rules_text[] =
    "区域 县 \"县\" { 东街 { 花园 : \"花园小区\" 河边 } 西街 { 河滨 : \"河边\" } }\n"
    "单位 甲局 \"甲局\" { }\n"
    "单位 乙局 \"乙局\" { }\n"
    "单位 丙局 \"丙局\" { }\n"
    "单位 东办 \"东街办\" { 角色 街道 辖区 东街 }\n"
    "单位 西办 \"西街办\" { 角色 街道 辖区 西街 }\n"
    "单位 花园办 \"花园管委会\" { 角色 街道 辖区 花园 }\n"
    "日历 2026 {\n"
    "    工作时间 9:00..12:00、13:30..17:30\n"
    "    节假日 \"国庆节\" 2026-10-01..2026-10-07\n"
    "    上班 2026-10-10\n"
    "}\n"
    "词表 现在发生 { \"现在\"、\"刚才\" }\n"
    "词表 不知道 { \"不知道\" }\n"
    "词表 类型_咨询 { \"请问\" }\n"
    "词表 类型_表扬 { \"表扬\"、\"请问表扬\" }\n"
    "时段 夜间 22:00..06:00 \"半夜\"、\"夜里\"\n"
    "时段 凌晨 00:00..06:00 \"凌晨\"\n"
    "时段 白天 06:00..22:00 \"白天\"\n"
    "时限 standard { 处理 5 工作日 }\n"
    "类别 噪声 \"噪声污染\" {\n"
    "    识别 \"噪音\"、\"吵\"、\"吵死人\"\n"
    "    要素 声源 \"声音从哪里来?\" {\n"
    "        施工 \"工地\": \"工地\"、\"打桩\"\n"
    "        商铺 \"商铺\": \"店\" .. \"喇叭\"\n"
    "        狗 \"狗\": \"狗叫\"\n"
    "    }\n"
    "    事项 \"0601\" \"施工噪声\" { 当 声源 = 施工 交 甲局 期限 5 工作日\n"
    "        例 \"工地打桩太吵\" 设 时刻 = 12:00 }\n"
    "    事项 \"0602\" \"夜间施工噪声\" { 当 声源 = 施工 且 时刻 在 夜间 优先于 \"0601\" 交 乙局\n"
    "        协办 街道 急 期限 4 小时 收集 地点 例 \"半夜打桩\" }\n"
    "    事项 \"0603\" \"商铺噪声\" { 当 声源 = 商铺 交 街道 其中 区域 在 河边 交 丙局 期限 3 "
    "工作日\n"
    "        例 \"店里的喇叭\" }\n"
    "    事项 \"0604\" \"炸街\" { 识别 \"炸街\"、\"飙车\" 交 丙局 期限 1 工作日 例 \"有人炸街\" }\n"
    "    事项 \"0605\" \"叫卖\" { 识别 \"叫卖\" 交 甲局 期限 1 工作日 例 \"叫卖\" }\n"
    "    否则 交 丙局\n"
    "}\n"
    "类别 水 \"供水\" {\n"
    "    识别 \"停水\"、\"吵水\"\n"
    "    要素 范围 \"几户?\" { 一户 \"一户\": \"我家\" 整楼 \"整楼\": \"整栋楼\" }\n"
    "    要素 原因 \"为什么?\" { 欠费 \"欠费\" 故障 \"故障\" 其它 \"其它\" }\n"
    "    事项 \"0101\" \"单户\" { 当 范围 = 一户 且 原因 = 欠费 交 甲局 期限 1 工作日 例 "
    "\"我家停水\" 设 原因 = 欠费 }\n"
    "    事项 \"0102\" \"单户故障\" { 当 范围 = 一户 且 原因 = 故障 交 乙局 期限 1 工作日 例 "
    "\"我家停水\" 设 原因 = 故障 }\n"
    "    事项 \"0103\" \"整楼\" { 当 范围 = 整楼 交 丙局 期限 1 工作日 例 \"整栋楼停水\" }\n"
    "    否则 交 甲局\n"
    "}\n"
    "标签 tech \"高新\"\n"
    "标签 grade \"等级\" { A \"A\" B \"B\" }\n"
    "数值 revenue \"收入\" 万元\n"
    "数值 rd \"研发\" 万元\n"
    "数值 ratio \"研发强度\" = rd / revenue\n"
    "日期 founded \"成立\"\n"
    "政策 p1 \"奖励\" 级别 区 由 甲局 {\n"
    "    受理期 2026-03-01..2026-09-30\n"
    "    当 tech 且 ratio >= 5% 且 founded 早于 2024-01-01 且 非 grade = B\n"
    "    兑现 200000 元\n"
    "    方式 申报\n"
    "}\n"
    "测试 \"半夜打桩\" {\n"
    "    设 现在 = 2026-11-20 23:00\n"
    "    市民 \"半夜打桩\"\n"
    "    应得 事项 \"0602\" 单位 乙局 急 期限 4 小时 到期 2026-11-21 03:00 因为 "
    "\"打桩\"、\"半夜\"、时刻\n"
    "    应得 追问 地点\n"
    "    市民 \"花园小区\"\n"
    "    应得 协办 花园办\n"
    "}\n"
    "测试 \"追问\" {\n"
    "    市民 \"太吵\"\n"
    "    应得 追问 声源\n"
    "    市民 \"不知道\"\n"
    "    应得 否则 类别 噪声\n"
    "}\n"
    "测试 \"政策\" {\n"
    "    设 现在 = 2026-05-01 10:00\n"
    "    企业 tech、grade = A、revenue = 1000 万元、rd = 60 万元、founded = 2020-01-01\n"
    "    应得 政策 p1 可享 因为 ratio\n"
    "}\n"
    "测试 \"错\" {\n"
    "    市民 \"半夜打桩\"\n"
    "    应得 事项 \"0601\" 仅因为 \"打桩\"\n"
    "}\n";

struct fixture {
    struct small_rules small;
    const struct model *model;
    struct oracle_words *lexicon;
};

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    small_rules_make(&f->small, rules_text);
    f->model = f->small.model;
    if (!f->model)
        return -1;
    f->lexicon = oracle_words_of(f->model, &f->small.arena);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    small_rules_free(&f->small);
    free(f);
    return 0;
}

static const struct civil_time friday_night = {20777, 1380, 0}; /* 2026-11-20 23:00 */

static struct matter reveal(struct fixture *f, const char *text)
{
    struct matter matter = matter_empty();
    oracle_reveal(f->lexicon, &f->small.arena, &matter, view_of(text), friday_night);
    return matter;
}

static struct oracle_reading *read_text(struct fixture *f, const char *text)
{
    return oracle_read(f->lexicon, &f->small.arena, view_of(text));
}

static struct decision decided(struct fixture *f, const struct matter *matter)
{
    struct decision decision;
    oracle_decide(f->model, matter, &decision);
    return decision;
}

static struct decision decide_text(struct fixture *f, const char *text)
{
    struct matter matter = reveal(f, text);
    return decided(f, &matter);
}

#define NAMED(array, wanted)                                                                       \
    static int array##_named(const struct fixture *f, const char *name)                            \
    {                                                                                              \
        for (size_t i = 0; i < f->model->array.n; i++)                                             \
            if (view_is(f->model->array.at[i].wanted, name))                                       \
                return (int)i;                                                                     \
        fail_msg("no %s", name);                                                                   \
        return NONE;                                                                               \
    }
NAMED(units, name)
NAMED(areas, name)
NAMED(facts, name)
NAMED(categories, name)
NAMED(duties, code)
NAMED(roles, name)
NAMED(numbers, name)
NAMED(tags, name)
NAMED(dates, name)

/* ---- reading ---- */

static void longer_word_hides_shorter(void **state)
{
    struct oracle_reading *reading = read_text(*state, "吵死人了");
    assert_int_equal(reading->evidence.n, 1);
    assert_true(view_is(reading->evidence.at[0].word->first, "吵死人"));
}

static void hidden_only_where_it_lies_inside(void **state)
{
    struct oracle_reading *reading = read_text(*state, "吵死人，好吵");
    assert_int_equal(reading->evidence.n, 2);
    assert_int_equal(reading->evidence.at[1].to - reading->evidence.at[1].from, 3);
}

static void layers_do_not_hide_each_other(void **state)
{
    /* 请问表扬 is of the talk; 吵水 of the matter */
    struct oracle_reading *reading = read_text(*state, "请问表扬吵水");
    assert_int_equal(reading->kind, KIND_PRAISE);
    assert_false(reading->talk[TALK_KIND_CONSULT]);
    assert_int_equal(reading->evidence.n, 1);
}

static void sequence_needs_its_parts_near_and_in_order(void **state)
{
    assert_int_equal(read_text(*state, "店里的喇叭")->evidence.n, 1);
    assert_int_equal(read_text(*state, "喇叭在店里")->evidence.n, 0);
    assert_int_equal(
        read_text(*state, "店一二三四五六七八九十一二三四五六七八九十喇叭")->evidence.n, 1);
    assert_int_equal(
        read_text(*state, "店一二三四五六七八九十一二三四五六七八九十一喇叭")->evidence.n, 0);
}

static void evidence_stands_where_it_was_written(void **state)
{
    struct oracle_reading *reading = read_text(*state, "ＡＢ，噪音");
    assert_int_equal(reading->evidence.n, 1);
    struct view part =
        fold_original(&reading->text, reading->evidence.at[0].from, reading->evidence.at[0].to);
    assert_true(view_is(part, "噪音"));
    assert_int_equal(part.p - reading->text.original.p, strlen("ＡＢ，"));
}

/* ---- revealing ---- */

static void scores_count_each_word_once(void **state)
{
    struct fixture *f = *state;
    struct matter once = reveal(f, "噪音"), twice = reveal(f, "噪音噪音");
    assert_int_equal(once.category_count, 1);
    assert_int_equal(once.categories[0].score, twice.categories[0].score);
    assert_true(once.categories[0].strong);
}

static void words_of_values_count_half_and_are_weak(void **state)
{
    struct fixture *f = *state;
    struct matter matter = reveal(f, "打桩");
    assert_int_equal(matter.categories[0].score, model_weight(2, 1) / 2);
    assert_false(matter.categories[0].strong);
    assert_int_equal(matter.fact_count, 1);
    assert_int_equal(matter.facts[0].source, FROM_WORDS);
}

static void words_of_duties_admit_the_category(void **state)
{
    struct fixture *f = *state;
    struct matter matter = reveal(f, "有人飙车");
    assert_true(matter.categories[0].strong);
    assert_int_equal(matter.duties[0].index, duties_named(f, "0604"));
}

static void a_second_text_adds_scores_and_facts(void **state)
{
    struct fixture *f = *state;
    struct matter matter = reveal(f, "噪音");
    int before = matter.categories[0].score;
    oracle_reveal(f->lexicon, &f->small.arena, &matter, VIEW("打桩，噪音"), friday_night);
    assert_int_equal(matter.categories[0].score, before * 2 + model_weight(2, 1) / 2);
    assert_int_equal(matter.fact_count, 1);
}

static void period_and_clock_time_are_cut(void **state)
{
    struct matter matter = reveal(*state, "凌晨2点");
    assert_int_equal(matter.time.ranges, 1);
    assert_int_equal(matter.time.range[0].from, 120);
    assert_int_equal(matter.time.range[0].to, 121);
    matter = reveal(*state, "半夜，凌晨");
    assert_int_equal(matter.time.ranges, 1);
    assert_int_equal(matter.time.range[0].to, 360);
}

static void over_midnight_is_two_ranges(void **state)
{
    struct matter matter = reveal(*state, "夜里");
    assert_int_equal(matter.time.ranges, 2);
    assert_int_equal(matter.time.range[0].from, 0);
    assert_int_equal(matter.time.range[1].from, 1320);
}

static void the_clock_wins_a_contradiction(void **state)
{
    struct matter matter = reveal(*state, "白天 23:30");
    assert_int_equal(matter.time.ranges, 1);
    assert_int_equal(matter.time.range[0].from, 23 * 60 + 30);
}

static void now_is_the_messages_time_unless_said_otherwise(void **state)
{
    struct matter matter = reveal(*state, "现在吵");
    assert_int_equal(matter.time.source, FROM_MESSAGE);
    assert_int_equal(matter.time.range[0].from, 1380);
    assert_true(matter.has_day);
    matter = reveal(*state, "现在吵，白天也吵");
    assert_int_equal(matter.time.source, FROM_WORDS);
}

static void without_a_clock_now_says_nothing(void **state)
{
    struct fixture *f = *state;
    struct matter matter = matter_empty();
    oracle_reveal(f->lexicon, &f->small.arena, &matter, VIEW("昨天现在吵"), ORACLE_NO_CLOCK);
    assert_false(matter.time.known);
    assert_false(matter.has_day);
}

static void days_are_of_the_event(void **state)
{
    struct matter matter = reveal(*state, "昨天吵");
    assert_true(matter.has_day);
    assert_int_equal(matter.day, friday_night.day - 1);
    matter = reveal(*state, "每个周六吵");
    assert_false(matter.has_day);
    assert_int_equal(matter.weekdays, 1u << 5);
}

static void ancestors_give_way_and_names_shared_are_kept(void **state)
{
    struct fixture *f = *state;
    struct matter matter = reveal(f, "东街花园小区");
    assert_int_equal(matter.place_count, 1);
    assert_int_equal(matter.places[0], areas_named(f, "花园"));
    matter = reveal(f, "河边"); /* an estate's name, and another's alias */
    assert_int_equal(matter.place_count, 2);
}

static void kind_is_by_words(void **state)
{
    struct matter matter = reveal(*state, "请问吵");
    assert_int_equal(matter.kind, KIND_CONSULT);
    matter = reveal(*state, "吵");
    assert_int_equal(matter.kind, KIND_COMPLAINT);
}

/* ---- deciding ---- */

static void nothing_is_recognised(void **state)
{
    struct decision decision = decide_text(*state, "今天天气好");
    assert_int_equal(decision.status, DECIDE_NOTHING);
    assert_int_equal(decision.category, NONE);
    assert_int_equal(decision.candidate_count, 0);
}

static void near_categories_are_asked(void **state)
{
    struct fixture *f = *state;
    struct decision decision = decide_text(f, "噪音，停水");
    assert_int_equal(decision.ask, ASK_CATEGORY);
    assert_int_equal(decision.choice_count, 2);
    decision = decide_text(f, "噪音吵死人，停水");
    assert_int_equal(decision.category, categories_named(f, "噪声"));
}

static void weak_categories_count_only_alone(void **state)
{
    struct fixture *f = *state;
    struct decision decision = decide_text(f, "我家，吵");
    assert_int_equal(decision.category, categories_named(f, "噪声"));
    decision = decide_text(f, "我家");
    assert_int_equal(decision.category, categories_named(f, "水"));
}

static void a_row_over_it_that_may_hold_is_waited_for(void **state)
{
    struct fixture *f = *state;
    struct decision decision = decide_text(f, "工地太吵");
    assert_int_equal(decision.status, DECIDE_ASK);
    assert_int_equal(decision.variable.kind, VAR_TIME);
    assert_int_equal(decide_text(f, "工地白天太吵").duty, duties_named(f, "0601"));
    assert_int_equal(decide_text(f, "工地半夜太吵").duty, duties_named(f, "0602"));
}

static void dont_know_goes_to_otherwise(void **state)
{
    struct fixture *f = *state;
    struct matter matter = reveal(f, "太吵");
    matter.facts[matter.fact_count++] = (struct known){facts_named(f, "声源"), NONE, FROM_ANSWER};
    struct decision decision = decided(f, &matter); /* the hour alone could decide nothing */
    assert_int_equal(decision.status, DECIDE_OTHERWISE);
    assert_int_equal(decision.target.unit, units_named(f, "丙局"));
    assert_int_equal(decision.duty, NONE);
}

static void two_values_are_asked_between(void **state)
{
    struct fixture *f = *state;
    struct decision decision = decide_text(f, "工地的狗叫太吵");
    assert_int_equal(decision.ask, ASK_VARIABLE);
    assert_int_equal(decision.variable.index, facts_named(f, "声源"));
    assert_int_equal(decision.choice_count, 2);
    assert_int_equal(decision.choices[0], 0);
    assert_int_equal(decision.choices[1], 2);
}

static void an_answer_beats_what_words_revealed(void **state)
{
    struct fixture *f = *state;
    struct matter matter = reveal(f, "工地的狗叫太吵，白天");
    struct decision asked = decided(f, &matter);
    struct oracle_reading *answer = read_text(f, "工地");
    assert_true(oracle_answer(f->model, &matter, &asked, answer, friday_night));
    assert_int_equal(decided(f, &matter).duty, duties_named(f, "0601"));
}

static void worded_duties_compete_and_are_asked(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(decide_text(f, "炸街").duty, duties_named(f, "0604"));
    struct decision decision = decide_text(f, "炸街，叫卖");
    assert_int_equal(decision.ask, ASK_MATTER);
    assert_int_equal(decision.choice_count, 2);
    assert_int_equal(decide_text(f, "炸街飙车，叫卖").duty, duties_named(f, "0604"));
}

static void other_matter_leaves_the_plain_duties(void **state)
{
    struct fixture *f = *state;
    struct matter matter = reveal(f, "炸街，工地白天");
    assert_int_equal(decided(f, &matter).duty, duties_named(f, "0604"));
    matter.pinned_duty = OTHER_MATTER;
    assert_int_equal(decided(f, &matter).duty, duties_named(f, "0601"));
}

static void worded_duties_come_back_when_no_plain_one_is_left(void **state)
{
    struct fixture *f = *state;
    struct decision decision = decide_text(f, "狗叫");
    assert_int_equal(decision.ask, ASK_MATTER);
    assert_int_equal(decision.choices[0], duties_named(f, "0604"));
    assert_int_equal(decision.choices[1], duties_named(f, "0605"));
}

static void the_most_telling_question_comes_first(void **state)
{
    struct fixture *f = *state;
    /* 范围 settles one of three, 原因 none */
    struct decision decision = decide_text(f, "停水");
    assert_int_equal(decision.variable.index, facts_named(f, "范围"));
    assert_int_equal(decision.ask_settles, 333);
    decision = decide_text(f, "我家停水");
    assert_int_equal(decision.variable.index, facts_named(f, "原因"));
}

/* ---- routes ---- */

static void roles_are_played_by_the_nearest(void **state)
{
    struct fixture *f = *state;
    struct decision decision = decide_text(f, "店里的喇叭，西街");
    assert_int_equal(decision.target.unit, units_named(f, "西办"));
    assert_int_equal(decision.target.role, roles_named(f, "街道"));
    decision = decide_text(f, "店里的喇叭，花园小区");
    assert_int_equal(decision.target.unit, units_named(f, "花园办"));
}

static void branches_go_before_the_bare_target(void **state)
{
    struct fixture *f = *state;
    struct matter matter = reveal(f, "店里的喇叭");
    matter.place_count = 1;
    matter.places[0] = areas_named(f, "河边");
    assert_int_equal(decided(f, &matter).target.unit, units_named(f, "丙局"));
    matter.places[0] = areas_named(f, "东街"); /* above 河边: may be inside */
    struct decision decision = decided(f, &matter);
    assert_int_equal(decision.status, DECIDE_DUTY);
    assert_int_equal(decision.ask, ASK_PLACE);
}

static void several_places_are_asked_between(void **state)
{
    struct decision decision = decide_text(*state, "半夜打桩，河边");
    assert_int_equal(decision.status, DECIDE_DUTY);
    assert_int_equal(decision.ask, ASK_PLACE);
    assert_int_equal(decision.choice_count, 2);
}

static void an_unknown_place_is_not_asked_again(void **state)
{
    struct fixture *f = *state;
    struct matter matter = reveal(f, "店里的喇叭");
    matter.place_unknown = true;
    struct decision decision = decided(f, &matter);
    assert_int_equal(decision.ask, ASK_NONE);
    assert_int_equal(decision.target.unit, NONE);
    assert_int_equal(decision.target.role, roles_named(f, "街道"));
}

static void what_a_duty_says_is_handed_on(void **state)
{
    struct decision decision = decide_text(*state, "半夜打桩");
    assert_true(decision.urgent);
    assert_int_equal(decision.within.count, 4);
    assert_int_equal(decision.within.measure, MEASURE_HOURS);
    assert_int_equal(decision.collect, COLLECT_PLACE);
    assert_int_equal(decision.assist_count, 1);
    assert_int_equal(decision.assists[0].unit, NONE);
    assert_int_equal(decision.ask, ASK_PLACE);
}

static void candidates_are_weighed(void **state)
{
    struct fixture *f = *state;
    struct decision decision = decide_text(f, "工地白天太吵");
    assert_int_equal(decision.candidates[0].duty, duties_named(f, "0601"));
    int score = model_weight(1, 1) + model_weight(2, 1) / 2;
    assert_int_equal(decision.candidates[0].weight, 64 * score);
    assert_int_equal(decision.confidence, 1000);
    decision = decide_text(f, "工地太吵");
    assert_int_equal(decision.candidate_count, 2);
    assert_int_equal(decision.candidates[0].weight, 16 * score);
    assert_int_equal(decision.candidates[1].weight, 4 * score);
    assert_int_equal(decision.confidence, 800);
}

/* ---- traces ---- */

static void a_trace_says_why_each_row_stands(void **state)
{
    struct fixture *f = *state;
    struct matter matter = reveal(f, "半夜打桩");
    struct oracle_trace *trace = oracle_explain(f->model, &f->small.arena, &matter);
    assert_int_equal(trace->rows.n, 5);
    assert_int_equal(trace->rows.at[0].truth, YES);
    assert_int_equal(trace->rows.at[0].beaten_by, duties_named(f, "0602"));
    assert_int_equal(trace->rows.at[2].truth, NO);
    assert_non_null(trace->rows.at[2].atom);
    assert_true(trace->rows.at[3].matter_decides);
    assert_int_equal(trace->facts.n, 2);
}

/* ---- deadlines ---- */

static int64_t at(int month, int day, int hour, int minute)
{
    return civil_seconds(
        (struct civil_time){civil_to_day((struct civil){2026, month, day}), hour * 60 + minute, 0},
        CHINA_OFFSET_MINUTES);
}

static int64_t due(struct fixture *f, int count, enum measure measure, bool urgent, int64_t start)
{
    int64_t when;
    int missing;
    assert_true(oracle_due(f->model, NONE, &f->small.arena, (struct duration){count, measure},
                           urgent, start, &when, &missing, NULL));
    return when;
}

static void working_days_follow_the_calendar(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(due(f, 1, MEASURE_WORKDAYS, false, at(11, 20, 23, 0)), at(11, 23, 17, 30));
    assert_int_equal(due(f, 2, MEASURE_WORKDAYS, false, at(9, 30, 10, 0)), at(10, 9, 17, 30));
    assert_int_equal(due(f, 3, MEASURE_WORKDAYS, false, at(9, 30, 10, 0)), at(10, 10, 17, 30));
}

static void hours_follow_working_hours_unless_urgent(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(due(f, 4, MEASURE_HOURS, true, at(11, 20, 23, 0)), at(11, 21, 3, 0));
    assert_int_equal(due(f, 4, MEASURE_HOURS, false, at(11, 20, 11, 0)), at(11, 20, 16, 30));
    assert_int_equal(due(f, 30, MEASURE_MINUTES, false, at(11, 20, 17, 20)), at(11, 23, 9, 20));
    assert_int_equal(due(f, 2, MEASURE_DAYS, false, at(11, 20, 11, 0)), at(11, 22, 17, 30));
}

static void a_year_without_calendar_is_named(void **state)
{
    struct fixture *f = *state;
    int64_t when;
    int missing;
    oracle_days days = {0};
    assert_false(oracle_due(f->model, NONE, &f->small.arena, (struct duration){9, MEASURE_WORKDAYS},
                            false, at(12, 28, 9, 0), &when, &missing, &days));
    assert_int_equal(missing, 2027);
    assert_int_equal(days.n, 3);
}

/* ---- policies ---- */

static struct setting number(struct fixture *f, const char *name, int64_t units)
{
    return (struct setting){.variable = {VAR_NUMBER, numbers_named(f, name)},
                            .exact = units * 10000 * 1000000};
}

static void a_policy_says_yes_no_or_depends(void **state)
{
    struct fixture *f = *state;
    struct oracle_answer answer;
    civil_day may = civil_to_day((struct civil){2026, 5, 1});
    struct setting given[] = {
        {.variable = {VAR_TAG, tags_named(f, "tech")}, .value = 1},
        {.variable = {VAR_TAG, tags_named(f, "grade")}, .value = 0},
        {.variable = {VAR_DATE, dates_named(f, "founded")}, .exact = may - 3000},
        number(f, "revenue", 1000),
        number(f, "rd", 50),
    };
    oracle_policy(f->model, &f->small.arena, 0, given, 5, may, &answer);
    assert_int_equal(answer.truth, YES);
    assert_true(answer.in_window);
    assert_int_equal(answer.gaps.n, 0);
    given[4] = number(f, "rd", 49);
    oracle_policy(f->model, &f->small.arena, 0, given, 5, may + 365, &answer);
    assert_int_equal(answer.truth, NO);
    assert_false(answer.in_window);
    assert_int_equal(answer.gaps.n, 1);
    assert_true(answer.gaps.at[0].is_least);
    assert_int_equal(answer.gaps.at[0].bound, 50000);
    assert_int_equal(answer.gaps.at[0].have, 49000);
    oracle_policy(f->model, &f->small.arena, 0, given, 4, may, &answer);
    assert_int_equal(answer.truth, OPEN);
    assert_true(answer.gaps.at[0].open);
    given[3] = number(f, "revenue", 0);
    oracle_policy(f->model, &f->small.arena, 0, given, 5, may, &answer);
    assert_int_equal(answer.truth, OPEN);
}

/* ---- examples and tests ---- */

static void sound_examples_pass(void **state)
{
    struct fixture *f = *state;
    assert_true(oracle_check_examples(f->model, &f->small.diags));
    assert_int_equal(f->small.diags.errors, 0);
}

static void check_one_example(const char *duties, const char *code)
{
    char text[2048];
    struct small_rules small;
    snprintf(text, sizeof text,
             "区域 县 \"县\" { 东街 西街 }\n单位 甲局 \"甲局\" { }\n单位 乙局 \"乙局\" { }\n"
             "时段 夜间 22:00..06:00 \"半夜\"\n"
             "类别 噪声 \"噪声\" {\n识别 \"吵\"\n"
             "要素 源 \"源?\" {\n甲 \"甲\": \"工地\"\n乙 \"乙\": \"狗\"\n}\n%s\n"
             "否则 交 甲局\n}\n",
             duties);
    small_rules_make(&small, text);
    assert_non_null(small.model);
    bool sound = oracle_check_examples(small.model, &small.diags);
    assert_int_equal(sound, code == NULL);
    if (code) {
        assert_int_equal(small.diags.list.n > 0, 1);
        assert_string_equal(diag_name(small.diags.list.at[small.diags.list.n - 1].code), code);
    }
    small_rules_free(&small);
}

static void each_way_to_miss_has_its_code(void **state)
{
    (void)state;
    check_one_example("事项 \"1\" \"一\" { 当 源 = 甲 交 甲局 期限 1 日 例 \"好\" }", "E0951");
    check_one_example("事项 \"1\" \"一\" { 当 源 = 甲 交 甲局 期限 1 日 例 \"狗吵\" }\n"
                      "事项 \"2\" \"二\" { 当 源 = 乙 交 乙局 期限 1 日 例 \"狗吵\" }",
                      "E0952");
    check_one_example("事项 \"1\" \"一\" { 当 源 = 甲 交 甲局 期限 1 日 例 \"太吵\" }", "E0953");
    check_one_example("事项 \"1\" \"一\" { 当 源 = 甲 交 甲局 期限 1 日 例 \"狗吵\" }", "E0954");
}

static void only_a_place_may_be_missing(void **state)
{
    (void)state;
    check_one_example("事项 \"1\" \"一\" { 当 区域 在 东街 交 甲局 期限 1 日 例 \"太吵\" }\n"
                      "事项 \"2\" \"二\" { 当 区域 在 西街 交 乙局 期限 1 日 例 \"太吵\" }",
                      NULL);
    check_one_example("事项 \"1\" \"一\" { 当 时刻 在 夜间 交 甲局 期限 1 日 例 \"太吵\" }",
                      "E0953");
}

static struct oracle_report *run_titled(struct fixture *f, const char *title)
{
    for (size_t i = 0; i < f->model->tests.n; i++)
        if (view_is(f->model->tests.at[i].title, title))
            return oracle_run_test(f->lexicon, &f->small.arena, &f->model->tests.at[i]);
    return NULL;
}

static void tests_pass_and_fail_with_both_sides(void **state)
{
    struct fixture *f = *state;
    static const char *const sound[] = {"半夜打桩", "追问", "政策"};
    for (size_t i = 0; i < sizeof sound / sizeof *sound; i++) {
        struct oracle_report *report = run_titled(f, sound[i]);
        for (size_t k = 0; k < report->findings.n; k++)
            if (!report->findings.at[k].passed)
                fail_msg("%s: %.*s / %.*s", sound[i], VIEW_FMT(report->findings.at[k].wanted),
                         VIEW_FMT(report->findings.at[k].got));
        assert_true(report->passed);
    }
    struct oracle_report *report = run_titled(f, "错");
    assert_false(report->passed);
    assert_int_equal(report->findings.n, 3);
    assert_false(report->findings.at[0].passed);
    assert_true(report->findings.at[1].passed);
    assert_false(report->findings.at[2].passed);
    assert_true(view_is(report->findings.at[0].wanted, "事项 \"0601\" 施工噪声"));
    assert_int_equal(report->trace->decision.duty, duties_named(f, "0602"));
}

/* ---- telling ---- */

static void assert_told(const struct model *model, const struct expr *expr, const char *text)
{
    struct buf buf;
    buf_init(&buf, 4096);
    oracle_tell_expr(model, expr, &buf);
    assert_string_equal(buf.p, text);
    buf_free(&buf);
}

static void conditions_are_told_as_written(void **state)
{
    struct fixture *f = *state;
    assert_told(f->model, f->model->duties.at[duties_named(f, "0602")].when,
                "声源 = 施工 且 时刻 在 22:00..24:00、00:00..06:00");
    assert_told(f->model, f->model->duties.at[duties_named(f, "0603")].branches.at[0].when,
                "区域 在 河边");
    assert_told(f->model, f->model->policies.at[0].when,
                "tech 且 ratio >= 5% 且 founded 早于 2024-01-01 且 grade != B");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(longer_word_hides_shorter),
        cmocka_unit_test(hidden_only_where_it_lies_inside),
        cmocka_unit_test(layers_do_not_hide_each_other),
        cmocka_unit_test(sequence_needs_its_parts_near_and_in_order),
        cmocka_unit_test(evidence_stands_where_it_was_written),
        cmocka_unit_test(scores_count_each_word_once),
        cmocka_unit_test(words_of_values_count_half_and_are_weak),
        cmocka_unit_test(words_of_duties_admit_the_category),
        cmocka_unit_test(a_second_text_adds_scores_and_facts),
        cmocka_unit_test(period_and_clock_time_are_cut),
        cmocka_unit_test(over_midnight_is_two_ranges),
        cmocka_unit_test(the_clock_wins_a_contradiction),
        cmocka_unit_test(now_is_the_messages_time_unless_said_otherwise),
        cmocka_unit_test(without_a_clock_now_says_nothing),
        cmocka_unit_test(days_are_of_the_event),
        cmocka_unit_test(ancestors_give_way_and_names_shared_are_kept),
        cmocka_unit_test(kind_is_by_words),
        cmocka_unit_test(nothing_is_recognised),
        cmocka_unit_test(near_categories_are_asked),
        cmocka_unit_test(weak_categories_count_only_alone),
        cmocka_unit_test(a_row_over_it_that_may_hold_is_waited_for),
        cmocka_unit_test(dont_know_goes_to_otherwise),
        cmocka_unit_test(two_values_are_asked_between),
        cmocka_unit_test(an_answer_beats_what_words_revealed),
        cmocka_unit_test(worded_duties_compete_and_are_asked),
        cmocka_unit_test(other_matter_leaves_the_plain_duties),
        cmocka_unit_test(worded_duties_come_back_when_no_plain_one_is_left),
        cmocka_unit_test(the_most_telling_question_comes_first),
        cmocka_unit_test(roles_are_played_by_the_nearest),
        cmocka_unit_test(branches_go_before_the_bare_target),
        cmocka_unit_test(several_places_are_asked_between),
        cmocka_unit_test(an_unknown_place_is_not_asked_again),
        cmocka_unit_test(what_a_duty_says_is_handed_on),
        cmocka_unit_test(candidates_are_weighed),
        cmocka_unit_test(a_trace_says_why_each_row_stands),
        cmocka_unit_test(working_days_follow_the_calendar),
        cmocka_unit_test(hours_follow_working_hours_unless_urgent),
        cmocka_unit_test(a_year_without_calendar_is_named),
        cmocka_unit_test(a_policy_says_yes_no_or_depends),
        cmocka_unit_test(sound_examples_pass),
        cmocka_unit_test(each_way_to_miss_has_its_code),
        cmocka_unit_test(only_a_place_may_be_missing),
        cmocka_unit_test(tests_pass_and_fail_with_both_sides),
        cmocka_unit_test(conditions_are_told_as_written),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
