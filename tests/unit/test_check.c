/* The checker: what a correct text becomes in the model. What it says of wrong ones stands in
 * tests/golden/check, one pair for each code. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "dsl/check/model.h"

#define assert_view(v, text) assert_true(view_is((v), (text)))

struct run {
    struct arena arena;
    struct sources sources;
    struct diags diags;
    struct tree tree;
    struct model *model;
};

static int open_run(void **state)
{
    static struct run run;
    memset(&run, 0, sizeof run);
    arena_init(&run.arena, (size_t)1 << 30);
    *state = &run;
    return 0;
}

static int close_run(void **state)
{
    arena_free(&((struct run *)*state)->arena);
    return 0;
}

static void print_diags(const struct run *run)
{
    struct buf buf;
    buf_init(&buf, 1 << 20);
    diags_lines(&run->diags, DIAG_ZH, &buf);
    print_message("%.*s", VIEW_FMT(buf_seen(&buf)));
    buf_free(&buf);
}

static struct model *check_text(void **state, const char *folder, const char *text)
{
    struct run *run = *state;
    run->sources = (struct sources){.arena = &run->arena};
    sources_add(&run->sources, VIEW("a.zd"), view_of(text));
    run->diags = (struct diags){.arena = &run->arena, .sources = &run->sources};
    run->tree = (struct tree){.arena = &run->arena};
    tree_parse(&run->tree, &run->sources, &run->diags);
    run->model = check_rules(&run->arena, &run->tree, &run->sources, folder, &run->diags);
    return run->model;
}

/* Checks a text that has nothing wrong with it. */
static struct model *good(void **state, const char *text)
{
    struct model *model = check_text(state, NULL, text);
    const struct run *run = *state;
    if (run->diags.errors) {
        print_diags(run);
        fail_msg("%zu errors", run->diags.errors);
    }
    return model;
}

static bool said(void **state, enum diag_code code)
{
    const struct run *run = *state;
    for (size_t i = 0; i < run->diags.list.n; i++)
        if (run->diags.list.at[i].code == code)
            return true;
    return false;
}

static const char noise[] = "单位 城管局 \"区城市管理局\" {}\n"
                            "单位 环境局 \"区生态环境局\" {}\n"
                            "词表 吵闹 { \"吵死\"、\"太吵\" }\n"
                            "时段 夜间 22:00..06:00 \"半夜\"\n"
                            "类别 噪声 \"噪声污染\" 由 环境局 {\n"
                            "    识别 \"噪音\"、@吵闹、\"ＫＴＶ\"\n"
                            "    要素 声源 \"哪里?\" {\n"
                            "        施工 \"工地\": \"工地\"、\"跳舞\" .. \"音响\"\n"
                            "        商铺 \"商铺\": \"喇叭\"、\"太吵\"\n"
                            "    }\n"
                            "    事项 \"0601\" \"施工\" { 当 声源 = 施工 交 环境局 例 \"工地\" }\n"
                            "    事项 \"0602\" \"夜间施工\" {\n"
                            "        当 声源 = 施工 且 时刻 在 夜间\n"
                            "        优先于 \"0601\"\n"
                            "        交 城管局 协办 环境局 急 期限 4 小时\n"
                            "        收集 地点、照片\n"
                            "        例 \"太吵了\" 设 声源 = 施工、时刻 = 23:30\n"
                            "    }\n"
                            "    事项 \"0603\" \"夜间急施工\" {\n"
                            "        当 声源 = 施工 且 时刻 在 23:00..2:00\n"
                            "        优先于 \"0602\"\n"
                            "        交 环境局\n"
                            "        例 \"工地\" 设 时刻 = 23:30\n"
                            "    }\n"
                            "    事项 \"0604\" \"飞机\" { 识别 \"飞机\" 交 环境局 例 \"飞机\" }\n"
                            "    否则 交 城管局\n"
                            "}\n";

static void names_become_indices(void **state)
{
    struct model *model = good(state, noise);
    assert_int_equal(model->duties.n, 4);
    const struct duty *night = &model->duties.at[1];
    assert_view(night->code, "0602");
    assert_int_equal(night->category, 0);
    assert_int_equal(night->assign.unit, 0);
    assert_int_equal(night->assign.role, NONE);
    assert_int_equal(night->assists.n, 1);
    assert_int_equal(night->assists.at[0].unit, 1);
    assert_true(night->urgent);
    assert_int_equal(night->within.count, 4);
    assert_int_equal(night->within.measure, MEASURE_HOURS);
    assert_int_equal(night->collect, COLLECT_PLACE | COLLECT_PHOTO);
    assert_int_equal(night->owner, 1); /* inherited from the category */
    assert_int_equal(model->categories.at[0].otherwise.unit, 0);
}

static void conditions_are_lowered(void **state)
{
    struct model *model = good(state, noise);
    const struct expr *when = model->duties.at[1].when;
    assert_int_equal(when->op, EXPR_AND);
    assert_int_equal(when->kids.n, 2);
    const struct expr *source = when->kids.at[0], *time = when->kids.at[1];
    assert_int_equal(source->op, EXPR_SET);
    assert_int_equal(source->variable.kind, VAR_FACT);
    assert_int_equal(source->values.n, 1);
    assert_int_equal(source->values.at[0], 0);
    assert_int_equal(time->op, EXPR_TIME);
    assert_int_equal(time->ranges.n, 2); /* over midnight */
    assert_int_equal(time->ranges.at[0].from, 22 * 60);
    assert_int_equal(time->ranges.at[0].to, MINUTES_A_DAY);
    assert_int_equal(time->ranges.at[1].from, 0);
    assert_int_equal(time->ranges.at[1].to, 6 * 60);
}

static void precedence_is_transitive(void **state)
{
    struct model *model = good(state, noise);
    assert_int_equal(model->duties.at[1].over.n, 1);
    assert_int_equal(model->duties.at[2].over.n, 2);
    assert_int_equal(model->duties.at[2].over.at[0], 1);
    assert_int_equal(model->duties.at[2].over.at[1], 0);
}

static void words_are_folded_and_opened(void **state)
{
    struct model *model = good(state, noise);
    const struct category *category = &model->categories.at[0];
    assert_int_equal(category->words.n, 4);
    assert_view(category->words.at[0].first, "噪音");
    assert_view(category->words.at[1].first, "吵死");
    assert_view(category->words.at[3].first, "ktv");
    const struct fact_value *site = &model->facts.at[0].values.at[0];
    assert_view(site->words.at[1].first, "跳舞");
    assert_view(site->words.at[1].second, "音响");
    assert_true(category->has_matter);
    assert_int_equal(model->duties.at[3].words.n, 1);
    assert_null(model->duties.at[3].when); /* the matter is not written into the condition */
}

static void words_weigh_by_length_and_by_categories(void **state)
{
    assert_int_equal(model_weight(2, 1), 120);
    assert_int_equal(model_weight(9, 1), 360);
    assert_int_equal(model_weight(3, 4), 45);
    assert_int_equal(model_weight(2, 0), 120);
    char text[sizeof noise + 200];
    snprintf(text, sizeof text, "%s类别 大气 \"大气\" { 识别 \"噪音\" 否则 交 环境局 }\n", noise);
    struct model *model = good(state, text);
    assert_int_equal(model->categories.at[0].words.at[0].weight, 60); /* 噪音: two categories */
    assert_int_equal(model->categories.at[1].words.at[0].weight, 60);
    assert_int_equal(model->categories.at[0].words.at[2].weight, 120); /* 太吵: twice in one */
    assert_int_equal(model->facts.at[0].values.at[0].words.at[1].weight, 240); /* both parts */
}

static void examples_carry_settings(void **state)
{
    struct model *model = good(state, noise);
    const struct example *example = &model->duties.at[1].examples.at[0];
    assert_view(example->text, "太吵了");
    assert_int_equal(example->given.n, 2);
    assert_int_equal(example->given.at[0].variable.kind, VAR_FACT);
    assert_int_equal(example->given.at[0].value, 0);
    assert_int_equal(example->given.at[1].variable.kind, VAR_TIME);
    assert_int_equal(example->given.at[1].value, 23 * 60 + 30);
}

static void areas_stand_in_pre_order(void **state)
{
    struct model *model = good(state, "区域 云溪区 \"云溪区\" / \"Yunxi\" {\n"
                                      "    东街道 坐标 30.5,120.25 : \"东街\" { 东一 东二 }\n"
                                      "    西街道\n"
                                      "}\n"
                                      "区域 外县\n");
    static const int first[] = {0, 1, 2, 3, 4, 5}, last[] = {5, 4, 3, 4, 5, 6};
    static const int parent[] = {NONE, 0, 1, 1, 0, NONE};
    assert_int_equal(model->areas.n, 6);
    for (size_t i = 0; i < 6; i++) {
        assert_int_equal(model->areas.at[i].first, first[i]);
        assert_int_equal(model->areas.at[i].last, last[i]);
        assert_int_equal(model->areas.at[i].parent, parent[i]);
    }
    assert_true(model->areas.at[1].has_point);
    assert_true(model->areas.at[1].longitude > 120.2 && model->areas.at[1].longitude < 120.3);
    assert_int_equal(model->areas.at[1].words.n, 2);
    assert_view(model->areas.at[0].words.at[1].first, "yunxi");
}

static void days_of_the_calendar_have_their_class(void **state)
{
    struct model *model = good(state, "日历 2026 {\n"
                                      "    工作时间 9:00..12:00、13:30..17:30\n"
                                      "    节假日 \"元旦\" 2026-01-01..2026-01-03\n"
                                      "    上班 2026-01-04\n"
                                      "}\n");
    const struct calendar_year *year = &model->calendar.at[0];
    assert_int_equal(year->days, 365);
    assert_int_equal(year->class_[0], DAY_HOLIDAY); /* Thursday */
    assert_int_equal(year->class_[2], DAY_HOLIDAY); /* Saturday */
    assert_int_equal(year->class_[3], DAY_WORK);    /* Sunday, made up */
    assert_int_equal(year->class_[4], DAY_WORK);    /* Monday */
    assert_int_equal(year->class_[9], DAY_OFF);     /* Saturday */
    assert_int_equal(year->hours.n, 2);
}

static void measures_come_to_one_base(void **state)
{
    struct model *model = good(
        state, "标签 tech \"高企\"\n"
               "数值 revenue \"收入\" 万元\n数值 rd \"研发\" 万元\n"
               "数值 ratio \"强度\" = rd / revenue\n日期 founded \"成立\"\n"
               "政策 p \"奖\" {\n"
               "    当 tech 且 revenue > 1.5 亿元 且 ratio >= 5% 且 founded 不晚于 2024-01-01\n"
               "    兑现 20 万元\n"
               "}\n");
    const struct expr *when = model->policies.at[0].when;
    assert_int_equal(when->kids.n, 4);
    assert_int_equal(when->kids.at[0]->op, EXPR_TAG);
    assert_int_equal(when->kids.at[1]->op, EXPR_LEAST);
    assert_true(when->kids.at[1]->bound == INT64_C(150000000) * 1000000 + 1);
    assert_int_equal(when->kids.at[2]->op, EXPR_LEAST);
    assert_true(when->kids.at[2]->bound == 50000);
    assert_int_equal(when->kids.at[3]->op, EXPR_LESS);
    assert_true(when->kids.at[3]->bound == civil_to_day((struct civil){2024, 1, 2}));
    assert_true(model->policies.at[0].grant == INT64_C(200000) * 1000000);
    assert_view(model->policies.at[0].grant_text, "20 万元");
    assert_int_equal(model->numbers.at[2].over, 1);
    assert_int_equal(model->numbers.at[2].under, 0);
}

static void tests_are_resolved(void **state)
{
    char text[sizeof noise + 600];
    snprintf(
        text, sizeof text,
        "%s测试 \"半夜\" {\n"
        "    设 现在 = 2026-11-21 23:00\n"
        "    市民 \"隔壁工地半夜还在打桩\"\n"
        "    应得 事项 \"0602\" 单位 城管局 协办 环境局 急 期限 4 小时 因为 \"工地\"、时刻、声源\n"
        "    应得 追问 地点\n"
        "}\n",
        noise);
    struct model *model = good(state, text);
    assert_int_equal(model->tests.n, 1);
    const struct test *test = &model->tests.at[0];
    assert_int_equal(test->steps.n, 4);
    assert_true(test->steps.at[0].has_now);
    assert_int_equal(test->steps.at[0].now.minute, 23 * 60);
    const struct test_step *expect = &test->steps.at[2];
    assert_int_equal(expect->expected.n, 5);
    assert_int_equal(expect->expected.at[0].kind, EXPECT_DUTY);
    assert_int_equal(expect->expected.at[0].value, 1);
    assert_int_equal(expect->expected.at[2].target.unit, 1);
    assert_int_equal(expect->reason_words.n, 1);
    assert_int_equal(expect->reason_facts.n, 2);
    assert_int_equal(expect->reason_facts.at[0].kind, VAR_TIME);
    assert_int_equal(test->steps.at[3].expected.at[0].ask, ASK_PLACE);
}

/* ---- overlap against trying every case ---- */

struct one_case {
    int facts[2], minute, weekday, dayclass, area, kind;
};

static bool has(const struct expr *expr, int value)
{
    for (size_t i = 0; i < expr->values.n; i++)
        if (expr->values.at[i] == value)
            return true;
    return false;
}

static bool holds(const struct model *model, const struct expr *expr, const struct one_case *c)
{
    bool all = true, any = false;
    for (size_t i = 0; i < expr->kids.n; i++) {
        bool kid = holds(model, expr->kids.at[i], c);
        all &= kid;
        any |= kid;
    }
    switch (expr->op) {
    case EXPR_AND:
        return all;
    case EXPR_OR:
        return any;
    case EXPR_NOT:
        return !any;
    case EXPR_TIME:
        for (size_t i = 0; i < expr->ranges.n; i++)
            any |= c->minute >= expr->ranges.at[i].from && c->minute < expr->ranges.at[i].to;
        return any;
    case EXPR_AREA:
        for (int a = c->area; a != NONE; a = model->areas.at[a].parent)
            any |= has(expr, a);
        return any;
    default:
        break;
    }
    switch (expr->variable.kind) {
    case VAR_FACT:
        return has(expr, c->facts[expr->variable.index]);
    case VAR_WEEKDAY:
        return has(expr, c->weekday);
    case VAR_DAYCLASS:
        return has(expr, c->dayclass);
    default:
        return has(expr, c->kind);
    }
}

/* Is there a case in which both duties hold? Every value is tried, the time hour by hour. */
static bool both_can_hold(const struct model *model)
{
    const struct expr *a = model->duties.at[0].when, *b = model->duties.at[1].when;
    struct one_case c;
    for (int n = 0; n < 9 * 24 * 7 * 3; n++) {
        c.facts[0] = n % 3;
        c.facts[1] = n / 3 % 3;
        c.minute = n / 9 % 24 * 60;
        c.weekday = n / (9 * 24) % 7;
        c.dayclass = n / (9 * 24 * 7);
        if (c.dayclass == DAY_OFF && c.weekday < 5)
            continue;
        for (c.area = NONE; c.area < (int)model->areas.n; c.area++)
            for (c.kind = 0; c.kind < KIND_COUNT; c.kind++)
                if (holds(model, a, &c) && holds(model, b, &c))
                    return true;
    }
    return false;
}

static unsigned next_random(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(*seed >> 33);
}

static void random_condition(struct buf *out, uint64_t *seed, int depth)
{
    static const char *const leaves[] = {
        "甲 = 一",
        "甲 = 一、二",
        "甲 ≠ 三",
        "乙 = 一",
        "乙 ≠ 一、二",
        "时刻 在 22:00..6:00",
        "时刻 在 5:00..9:00",
        "时刻 在 12:00..23:00",
        "星期 在 周六",
        "星期 在 周一、周二",
        "日类 = 休息日",
        "日类 = 工作日、节假日",
        "区域 在 东街道",
        "区域 在 区",
        "区域 在 东一、西街道",
        "类型 = 投诉、举报",
    };
    unsigned pick = next_random(seed) % 8;
    if (depth == 0 || pick < 2) {
        buf_text(out, leaves[next_random(seed) % (sizeof leaves / sizeof leaves[0])]);
        return;
    }
    buf_text(out, pick == 2 ? "非 ( " : "( ");
    random_condition(out, seed, depth - 1);
    for (unsigned i = pick == 2 ? 0 : 1 + next_random(seed) % 2; i > 0; i--) {
        buf_text(out, pick < 7 ? " 且 " : " 或 ");
        random_condition(out, seed, depth - 1);
    }
    buf_text(out, " )");
}

static void overlap_agrees_with_trying_every_case(void **state)
{
    struct run *run = *state;
    uint64_t seed = 2026;
    int overlapping = 0, apart = 0;
    for (int round = 0; round < 300; round++) {
        struct buf text;
        buf_init(&text, 1 << 20);
        buf_text(&text, "单位 城管局 \"城管局\" {}\n单位 环境局 \"环境局\" {}\n"
                        "区域 区 { 东街道 { 东一 东二 } 西街道 }\n"
                        "类别 噪声 \"噪声\" {\n"
                        "要素 甲 \"?\" { 一 二 三 }\n要素 乙 \"?\" { 一 二 三 }\n");
        for (int duty = 0; duty < 2; duty++) {
            buf_print(&text, "事项 \"%d\" \"事\" { 当 ", duty);
            random_condition(&text, &seed, 3);
            buf_print(&text, " 交 %s 例 \"噪声\" }\n", duty ? "城管局" : "环境局");
        }
        buf_text(&text, "否则 交 城管局 }\n");
        struct model *model = check_text(state, NULL, buf_seen(&text).p);
        bool can = both_can_hold(model);
        if (can != said(state, DIAG_E0514)) {
            print_diags(run);
            fail_msg("they %s:\n%s", can ? "overlap" : "do not overlap", text.p);
        }
        overlapping += can;
        apart += !can;
        buf_free(&text);
        arena_reset(&run->arena);
    }
    assert_true(overlapping > 50 && apart > 50);
}

static void documents_are_looked_for_on_disk(void **state)
{
    char folder[64];
    snprintf(folder, sizeof folder, P_tmpdir "/zhida-check-%d", (int)getpid());
    assert_int_equal(mkdir(folder, 0700), 0);
    static const char text[] = "标签 tech \"高企\"\n政策 p \"奖\" { 当 tech 正文 \"p.md\" }\n";
    check_text(state, folder, text);
    assert_true(said(state, DIAG_E0702));
    char path[128];
    snprintf(path, sizeof path, "%s/p.md", folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fclose(file);
    check_text(state, folder, text);
    assert_false(said(state, DIAG_E0702));
    check_text(state, NULL, "标签 tech \"高企\"\n政策 p \"奖\" { 当 tech 正文 \"q.md\" }\n");
    assert_false(said(state, DIAG_E0702));
    unlink(path);
    rmdir(folder);
}

static void either_spelling_of_a_list_does(void **state)
{
    struct model *model = good(state, "词表 confirm { \"好的\" }\n词表 否认 { \"不是\" }\n");
    assert_ptr_equal(model_list(model, "确认"), &model->lists.at[0]);
    assert_ptr_equal(model_list(model, "deny"), &model->lists.at[1]);
    assert_null(model_list(model, "取消"));
}

int main(void)
{
#define RUN(test) cmocka_unit_test_setup_teardown(test, open_run, close_run)
    const struct CMUnitTest tests[] = {
        RUN(names_become_indices),
        RUN(conditions_are_lowered),
        RUN(precedence_is_transitive),
        RUN(words_are_folded_and_opened),
        RUN(words_weigh_by_length_and_by_categories),
        RUN(examples_carry_settings),
        RUN(areas_stand_in_pre_order),
        RUN(days_of_the_calendar_have_their_class),
        RUN(measures_come_to_one_base),
        RUN(tests_are_resolved),
        RUN(overlap_agrees_with_trying_every_case),
        RUN(documents_are_looked_for_on_disk),
        RUN(either_spelling_of_a_list_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
