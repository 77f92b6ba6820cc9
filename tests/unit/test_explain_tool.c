/* zhida explain: the whole page, the three sentences, the JSON; what is given and said later; what
 * it would take, held against trying every case; enterprises; and why nothing was recognised. */
#include "tool_help.h"

#include "dsl/compile/compile.h"
#include "dsl/oracle/what_if.h"

static int set_up(void **state)
{
    *state = bench_new(bench_rules);
    return 0;
}

static int tear_down(void **state)
{
    bench_free(*state);
    return 0;
}

/* ---- the page ---- */

static void the_page_is_as_it_is(void **state)
{
    struct bench *b = *state;
    assert_int_equal(bench_run(b, tool_explain, "--rules", b->folder, "东街喇叭太吵", NULL),
                     TOOL_SOUND);
    char *version = strstr(b->out, "规则版本");
    assert_non_null(version);
    *version = '\0';
    assert_string_equal(b->out,
                        "这件事属于“商铺噪声”，由 东街办 负责，最迟 2026-11-25 17:30 答复。\n"
                        "\n词\n"
                        "    东街喇叭太吵\n"
                        "    1~~~2~~~3~~~\n"
                        "   1 第 1-2 字  东街  区域 东街\n"
                        "   2 第 3-4 字  喇叭  要素 声源 = 商铺  (噪声 +60)\n"
                        "   3 第 5-6 字  太吵  类别 噪声  (噪声 +120)\n"
                        "\n所知\n"
                        "  声源 = 商铺  来自 “喇叭”\n"
                        "  区域 东街  来自 “东街”\n"
                        "  类型 投诉\n"
                        "\n文中的事实\n"
                        "  地点  “东街”  第 1-2 字\n"
                        "\n类别\n"
                        "  噪声  180\n"
                        "\n事项\n"
                        "    ✗ \"0601\" 施工噪声  不成立：声源 = 施工\n"
                        "    ✗ \"0602\" 夜间施工  不成立：声源 = 施工\n"
                        "  → ✓ \"0603\" 商铺噪声  \n"
                        "    ✗ \"0604\" 狗叫  没有说到它的事由\n"
                        "\n单位\n"
                        "  东办（辖区 东街）\n"
                        "  东街，是 东办 的辖区，角色 街道\n"
                        "\n期限\n"
                        "  3 工作日，从 2026-11-20 23:00\n"
                        "  2026-11-21 周六 休息日  不算\n"
                        "  2026-11-22 周日 休息日  不算\n"
                        "  2026-11-23 周一 工作日  第 1 天\n"
                        "  2026-11-24 周二 工作日  第 2 天\n"
                        "  2026-11-25 周三 工作日  第 3 天\n"
                        "  到期 2026-11-25 17:30\n"
                        "\n怎样才会不同\n"
                        "  如果 说到 “狗叫”\n"
                        "    → \"0604\" 狗叫，交 乙局\n"
                        "  如果 区域 = 西街\n"
                        "    → \"0603\" 商铺噪声，交 乙局\n"
                        "\n");
}

static void three_sentences_without_jargon(void **state)
{
    struct bench *b = *state;
    assert_int_equal(
        bench_run(b, tool_explain, "--rules", b->folder, "--short", "东街喇叭太吵", NULL),
        TOOL_SOUND);
    assert_string_equal(
        b->out, "您说的是“商铺噪声”，由 东街办 办理。\n"
                "最迟 2026-11-25 17:30 前给您答复。\n"
                "这样判断，是因为您说到 “东街”、“喇叭”、“太吵”；说得不对，告诉我们就改。\n");
    bench_run(b, tool_explain, "--rules", b->folder, "--short", "--lang", "en", "太吵", NULL);
    assert_says(b->out, "We understood part of it");
    assert_says(b->out, "We would like to ask: Where from?.");
    bench_run(b, tool_explain, "--rules", b->folder, "--short", "你好", NULL);
    assert_says(b->out, "很抱歉，没有听明白");
}

static void long_texts_are_marked_line_by_line(void **state)
{
    struct bench *b = *state;
    bench_run(b, tool_explain, "--rules", b->folder,
              "第一行没有\n这里工地 loud "
              "太吵，半夜也打桩，一直到天亮都在响，整个小区的人都睡不着觉，打电话"
              "也没有人管，真的受不了，喇叭",
              NULL);
    assert_says(b->out, "    第一行没有\n    这里工地 loud 太吵，半夜也打桩");
    assert_says(b->out, "\n        1~~~      2~~~  3~~~\n");
}

/* ---- what is given, and said later ---- */

static void what_is_given_is_settled(void **state)
{
    struct bench *b = *state;
    assert_int_equal(bench_run(b, tool_explain, "--rules", b->folder, "--json", "--given",
                               "声源 = 施工、现在 = 2026-11-21 23:00", "--time", "23:30", "--area",
                               "西街", "--channel", "sms", "太吵", NULL),
                     TOOL_SOUND);
    json_t *value = bench_json(b);
    assert_string_equal(text_at(value, "duty"), "0602");
    assert_string_equal(text_at(value, "time"), "23:30");
    assert_string_equal(text_at(value, "time_from"), "设");
    assert_string_equal(text_at(value, "channel"), "sms");
    assert_string_equal(text_at(value, "due"), "2026-11-22 03:00");
    assert_string_equal(json_string_value(json_array_get(json_object_get(value, "areas"), 0)),
                        "西街");
    json_decref(value);
}

static void mistakes_in_what_is_given_are_shown_there(void **state)
{
    struct bench *b = *state;
    assert_int_equal(
        bench_run(b, tool_explain, "--rules", b->folder, "--given", "声原 = 施工", "太吵", NULL),
        TOOL_NOT_RUN);
    assert_says(b->err, "--given:2:");
    assert_says(b->err, "没有要素“声原”");
    assert_int_equal(
        bench_run(b, tool_explain, "--rules", b->folder, "--area", "南街", "太吵", NULL),
        TOOL_NOT_RUN);
    assert_says(b->err, "南街");
    assert_int_equal(bench_run(b, tool_explain, "--rules", b->folder, "甲", "乙", NULL),
                     TOOL_NOT_RUN);
    assert_says(b->err, "--answer");
    assert_int_equal(bench_run(b, tool_explain, "--rules", b->folder, "--answer", "甲", NULL),
                     TOOL_NOT_RUN);
}

static void a_talk_is_followed(void **state)
{
    struct bench *b = *state;
    bench_run(b, tool_explain, "--rules", b->folder, "--json", "太吵", "--answer", "工地",
              "--answer=晚上十一点", "--answer", "说错了，是西街的喇叭", NULL);
    json_t *value = bench_json(b), *turns = json_object_get(value, "turns");
    const char *const heard[] = {"first", "answer", "answer", "correction"};
    assert_int_equal(json_array_size(turns), 4);
    for (size_t i = 0; i < 4; i++)
        assert_string_equal(text_at(json_array_get(turns, i), "heard_as"), heard[i]);
    assert_string_equal(text_at(json_array_get(turns, 1), "asked"), "哪里来?");
    json_t *cues = json_object_get(json_array_get(turns, 3), "cues");
    assert_int_equal(json_array_size(cues), 1);
    assert_string_equal(json_string_value(json_array_get(cues, 0)), "corrects");
    assert_int_equal(json_array_size(json_object_get(json_array_get(turns, 2), "cues")), 0);
    assert_string_equal(text_at(value, "duty"), "0603");
    assert_string_equal(text_at(value, "unit"), "乙局");
    json_decref(value);
    bench_run(b, tool_explain, "--rules", b->folder, "太吵", "--answer", "工地", NULL);
    assert_says(b->out, "  问 哪里来?；下面这句当作回答\n    工地\n    1~~~\n");
    assert_null(strstr(b->out, "听语"));
    bench_run(b, tool_explain, "--rules", b->folder, "工地太吵，是吗？", NULL);
    assert_says(b->out, "听语\n  question_last\n");
}

/* ---- nothing recognised ---- */

static void nothing_recognised_explains_itself(void **state)
{
    struct bench *b = *state;
    bench_run(b, tool_explain, "--rules", b->folder, "工場太響", NULL);
    assert_says(b->out, "没有认出来；最接近的词");
    assert_says(b->out, "“工地”  要素 声源 = 施工  都有“工”");
    bench_run(b, tool_explain, "--rules", b->folder, "--json", "电钴声", NULL);
    json_t *value = bench_json(b);
    json_t *first = json_array_get(json_object_get(value, "near_words"), 0);
    assert_string_equal(text_at(first, "word"), "电钻");
    assert_string_equal(text_at(first, "shared"), "电");
    json_decref(value);
    bench_run(b, tool_explain, "--rules", b->folder, "xyz", NULL);
    assert_silent_on(b->out, "最接近的词");
    assert_silent_on(b->out, "会请市民从这几件里选");
    bench_run(b, tool_explain, "--rules", "rules/yunxi", "吊顶上湿了一大块", NULL);
    assert_says(b->out, "会请市民从这几件里选\n  \"0508\" 房屋渗漏\n");
}

static void what_people_say_so_is_told(void **state)
{
    struct bench *b = *state;
    bench_run(b, tool_explain, "--rules", "rules/yunxi", "我家楼上养了十几只鸡", NULL);
    assert_says(b->out, "像人们的说法\n  物业  ");
    assert_says(b->out, "\"0429\" 宠物、家禽饲养扰邻  ");
    assert_says(b->out, "只鸡");
    bench_run(b, tool_explain, "--json", "--rules", "rules/yunxi", "我家楼上养了十几只鸡", NULL);
    json_t *value = bench_json(b);
    json_t *said = json_object_get(value, "said_of");
    assert_string_equal(text_at(said, "duty"), "0429");
    assert_true(json_integer_value(json_object_get(said, "per_mille")) > 500);
    assert_true(json_array_size(json_object_get(said, "reasons")) > 0);
    assert_string_equal(text_at(json_array_get(json_object_get(value, "meant"), 0), "category"),
                        "物业");
    json_decref(value);
    bench_run(b, tool_explain, "--rules", b->folder, "我家楼上养了十几只鸡", NULL);
    assert_silent_on(b->out, "像人们的说法"); /* whose rules have no sayings */
}

/* Where it is does not say what it is: reasons come from the rest, which was weighed. */
static void no_place_speaks_for_what_people_say(void **state)
{
    struct bench *b = *state;
    bench_run(b, tool_explain, "--json", "--rules", "rules/yunxi", "柳浪小学垃圾堆满了太臭了",
              NULL);
    json_t *value = bench_json(b), *reason;
    json_t *reasons = json_object_get(json_object_get(value, "said_of"), "reasons");
    size_t i;
    assert_true(json_array_size(reasons) > 2);
    json_array_foreach(reasons, i, reason)
    {
        assert_non_null(strstr("垃圾堆满了太臭了", json_string_value(reason)));
    }
    json_decref(value);
}

/* ---- what it would take ---- */

static void an_open_question_shows_where_it_leads(void **state)
{
    struct bench *b = *state;
    bench_run(b, tool_explain, "--rules", b->folder, "工地太吵", NULL);
    assert_says(b->out, "接下来会怎样\n"
                        "  如果 时刻 在 22:00..06:00\n"
                        "    → \"0602\" 夜间施工，交 乙局，急\n"
                        "  如果 时刻 在 06:00..22:00\n"
                        "    → \"0601\" 施工噪声，交 甲局\n");
}

static void two_changes_are_told_where_one_is_not_enough(void **state)
{
    struct bench *b = *state;
    bench_run(b, tool_explain, "--rules", b->folder, "--what-if", "白天9点喇叭太吵", NULL);
    assert_says(b->out, "  如果 声源 = 施工\n    → \"0601\" 施工噪声，交 甲局\n");
    assert_says(b->out,
                "  如果 声源 = 施工，并且 时刻 在 22:00..06:00\n    → \"0602\" 夜间施工，交 "
                "乙局，急\n");
}

static void what_leads_to_a_name(void **state)
{
    struct bench *b = *state;
    bench_run(b, tool_explain, "--rules", b->folder, "--what-if=0602", "太吵", NULL);
    assert_says(b->out, "要改 2 处：声源 = 施工，并且 时刻 在 22:00..06:00\n"
                        "    → \"0602\" 夜间施工，交 乙局，急");
    bench_run(b, tool_explain, "--rules", b->folder, "--what-if=西办", "喇叭太吵", NULL);
    assert_says(b->out, "没有任何情形会到那里"); /* in 西街 the branch goes to 乙局 */
    bench_run(b, tool_explain, "--rules", b->folder, "--what-if=东办", "喇叭太吵", NULL);
    assert_says(b->out, "要改 1 处：区域 = 东街");
    bench_run(b, tool_explain, "--rules", b->folder, "--what-if=东办", "东街喇叭太吵", NULL);
    assert_says(b->out, "现在就是：\"0603\" 商铺噪声，交 东办");
    bench_run(b, tool_explain, "--rules", b->folder, "--json", "--what-if=0604", "喇叭太吵", NULL);
    json_t *value = bench_json(b), *reach = json_object_get(value, "reach");
    assert_string_equal(text_at(json_array_get(reach, 0), "if"), "说到 “狗叫”");
    assert_int_equal(number_at(json_array_get(reach, 0), "changes"), 1);
    json_decref(value);
    assert_int_equal(
        bench_run(b, tool_explain, "--rules", b->folder, "--what-if=无此", "太吵", NULL),
        TOOL_NOT_RUN);
}

/* ---- against trying everything ---- */

enum { SOURCES = 3, TIMES = 2, PLACES = 2, MATTERS = 2 };

/* One complete case of the bench's district, by numbers. */
static struct matter case_of(const struct model *model, int n)
{
    struct matter matter = matter_empty();
    int minutes[TIMES] = {9 * 60, 23 * 60};
    struct setting settings[] = {
        {.variable = {VAR_FACT, 0}, .value = n % SOURCES},
        {.variable = {VAR_TIME, NONE}, .value = minutes[n / SOURCES % TIMES]},
        {.variable = {VAR_AREA, NONE}, .value = 1 + n / SOURCES / TIMES % PLACES},
        {.variable = {VAR_MATTER, 0},
         .value = n / SOURCES / TIMES / PLACES % MATTERS ? 3 : OTHER_MATTER},
    };
    oracle_given(model, &matter, settings, 4);
    return matter;
}

static int differences(int a, int b)
{
    int sizes[] = {SOURCES, TIMES, PLACES, MATTERS}, n = 0;
    for (size_t i = 0; i < 4; i++, a /= sizes[i - 1], b /= sizes[i - 1])
        n += a % sizes[i] != b % sizes[i];
    return n;
}

struct district {
    struct arena arena;
    struct sources sources;
    struct diags diags;
    struct model *model;
    struct buf image;
};

static void read_district(const struct bench *b, struct district *d)
{
    struct view reason;
    *d = (struct district){.model = NULL};
    arena_init(&d->arena, 1 << 28);
    buf_init(&d->image, 1 << 24);
    assert_true(compile_folder(&d->arena, b->folder, &d->sources, &d->diags, &d->model, &d->image,
                               &reason));
    assert_int_equal(d->diags.errors, 0);
}

static void the_fewest_changes_are_the_fewest(void **state)
{
    enum { CASES = SOURCES * TIMES * PLACES * MATTERS };
    struct district d;
    struct decision decisions[CASES];
    read_district(*state, &d);
    for (int i = 0; i < CASES; i++) {
        struct matter matter = case_of(d.model, i);
        oracle_decide(d.model, &matter, &decisions[i]);
    }
    for (int from = 0; from < CASES; from++)
        for (int duty = 0; duty < 4; duty++) {
            struct matter matter = case_of(d.model, from);
            struct oracle_what_if one;
            bool undecided;
            int fewest = 99;
            for (int to = 0; to < CASES; to++)
                if (decisions[to].status == DECIDE_DUTY && decisions[to].duty == duty &&
                    differences(from, to) < fewest)
                    fewest = differences(from, to);
            assert_true(oracle_reach(d.model, &d.arena, &matter, duty, NONE, &one, &undecided));
            assert_int_equal(one.count, fewest);
            for (int i = 0; i < one.count; i++)
                oracle_suppose(d.model, &matter, &one.changes[i], 0);
            struct decision there;
            oracle_decide(d.model, &matter, &there);
            assert_int_equal(there.duty, duty);
        }
    buf_free(&d.image);
    arena_free(&d.arena);
}

static void every_neighbour_decides_otherwise(void **state)
{
    enum { CASES = SOURCES * TIMES * PLACES * MATTERS };
    struct district d;
    size_t told = 0;
    read_district(*state, &d);
    for (int from = 0; from < CASES; from++) {
        struct matter matter = case_of(d.model, from);
        struct decision base;
        oracle_what_ifs list;
        oracle_decide(d.model, &matter, &base);
        oracle_what_if(d.model, &d.arena, &matter, &base, true, &list);
        for (size_t i = 0; i < list.n; i++) {
            const struct oracle_change *first = &list.at[i].changes[0];
            size_t values = first->values.n + first->ranges.n;
            for (size_t v = 0; v < values; v++, told++) {
                struct matter there = matter;
                struct decision decision;
                oracle_suppose(d.model, &there, first, v);
                for (int k = 1; k < list.at[i].count; k++)
                    oracle_suppose(d.model, &there, &list.at[i].changes[k], 0);
                oracle_decide(d.model, &there, &decision);
                assert_int_equal(decision.duty, list.at[i].decision.duty);
                assert_true(decision.duty != base.duty || decision.target.unit != base.target.unit);
            }
        }
    }
    assert_in_range(told, 60, 1000);
    buf_free(&d.image);
    arena_free(&d.arena);
}

/* ---- enterprises ---- */

static void an_enterprise_is_told_what_is_missing(void **state)
{
    struct bench *b = *state;
    assert_int_equal(bench_run(b, tool_explain, "--rules", b->folder, "--enterprise",
                               "tech、revenue = 90 万元、cost = 4 万元", NULL),
                     TOOL_SOUND);
    assert_string_equal(b->out, "  不可享  p1 奖励，5000 元\n"
                                "      revenue 现在 90 万元，要 > 100 万元\n"
                                "      如果 revenue = 100.0001 万元（现在 90 万元） → 可享\n"
                                "  不可享  p2 强度奖，1000 元\n"
                                "      ratio 现在 4.4444%，要 >= 5%\n"
                                "      如果 cost = 4.5 万元（现在 4 万元） → 可享\n");
    bench_run(b, tool_explain, "--rules", b->folder, "--json", "--enterprise", "非 tech",
              "--what-if=p2", NULL);
    json_t *value = bench_json(b), *policies = json_object_get(value, "policies");
    assert_int_equal(json_array_size(policies), 1);
    json_t *policy = json_array_get(policies, 0), *needs = json_object_get(policy, "what_if");
    assert_string_equal(text_at(policy, "answer"), "no");
    assert_true(json_is_true(json_object_get(policy, "reachable")));
    assert_string_equal(text_at(json_array_get(needs, 0), "set"), "tech");
    json_decref(value);
    assert_int_equal(bench_run(b, tool_explain, "--rules", b->folder, "--enterprise", "tech",
                               "--policy", "p9", NULL),
                     TOOL_NOT_RUN);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_page_is_as_it_is),
        TEST(three_sentences_without_jargon),
        TEST(long_texts_are_marked_line_by_line),
        TEST(what_is_given_is_settled),
        TEST(mistakes_in_what_is_given_are_shown_there),
        TEST(a_talk_is_followed),
        TEST(nothing_recognised_explains_itself),
        TEST(what_people_say_so_is_told),
        TEST(no_place_speaks_for_what_people_say),
        TEST(an_open_question_shows_where_it_leads),
        TEST(two_changes_are_told_where_one_is_not_enough),
        TEST(what_leads_to_a_name),
        TEST(the_fewest_changes_are_the_fewest),
        TEST(every_neighbour_decides_otherwise),
        TEST(an_enterprise_is_told_what_is_missing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
