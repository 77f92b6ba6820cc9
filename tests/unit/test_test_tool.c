/* zhida test: talks of several turns, tables, failures, coverage and its reasons, what is written
 * for other programs, and the watch. */
#include "tool_help.h"

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

/* Runs one file of tests; true if all passed. */
static bool passes(struct bench *b, const char *tests)
{
    bench_write(b, "test.zd", tests);
    int code = bench_run(b, tool_test, b->folder, NULL);
    if (code == TOOL_NOT_RUN || strlen(b->err))
        fail_msg("%s", b->err);
    return code == TOOL_SOUND;
}

static void assert_passes(struct bench *b, const char *tests)
{
    if (!passes(b, tests))
        fail_msg("%s", b->out);
}

/* ---- talks ---- */

static void an_answer_settles_what_was_asked(void **state)
{
    assert_passes(*state, "测试 \"问一句\" {\n"
                          "    市民 \"太吵了\"\n"
                          "    应得 追问 声源\n"
                          "    市民 \"工地\"\n"
                          "    应得 追问 时刻\n"
                          "    市民 \"晚上十一点\"\n"
                          "    应得 事项 \"0602\" 单位 乙局 急 因为 时刻、声源、\"工地\"\n"
                          "}\n");
}

static void i_do_not_know_is_an_answer(void **state)
{
    assert_passes(*state, "测试 \"不知道\" {\n"
                          "    市民 \"太吵了\"\n"
                          "    应得 追问 声源\n"
                          "    市民 \"不知道\"\n"
                          "    应得 否则 单位 甲局\n"
                          "}\n");
}

static void a_correction_replaces(void **state)
{
    assert_passes(*state, "测试 \"说错了\" {\n"
                          "    市民 \"东街工地太吵，早上九点\"\n"
                          "    应得 事项 \"0601\"\n"
                          "    市民 \"说错了，是喇叭\"\n"
                          "    应得 事项 \"0603\" 单位 东办 因为 \"喇叭\"\n"
                          "    市民 \"说错了，在西街\"\n"
                          "    应得 事项 \"0603\" 单位 乙局 因为 区域\n"
                          "}\n");
}

static void when_nothing_is_left_to_ask_a_new_value_corrects(void **state)
{
    assert_passes(*state, "测试 \"改口\" {\n"
                          "    市民 \"工地太吵，早上九点\"\n"
                          "    应得 事项 \"0601\"\n"
                          "    市民 \"是半夜\"\n"
                          "    应得 事项 \"0602\" 单位 乙局\n"
                          "    市民 \"是喇叭\"\n"
                          "    应得 事项 \"0603\" 追问 地点\n"
                          "}\n");
}

static void in_the_middle_a_second_value_is_asked_about(void **state)
{
    assert_passes(*state, "测试 \"两样\" {\n"
                          "    市民 \"工地太吵\"\n"
                          "    应得 追问 时刻\n"
                          "    市民 \"还有电钻\"\n"
                          "    应得 追问 声源\n"
                          "    市民 \"工地\"\n"
                          "    应得 追问 时刻\n"
                          "    市民 \"早上九点\"\n"
                          "    应得 事项 \"0601\"\n"
                          "}\n");
}

static void a_wider_place_makes_it_no_vaguer(void **state)
{
    assert_passes(*state, "测试 \"地点\" {\n"
                          "    市民 \"东街喇叭太吵\"\n"
                          "    应得 单位 东办\n"
                          "    市民 \"就在县里\"\n"
                          "    应得 单位 东办\n"
                          "    市民 \"说错了，西街\"\n"
                          "    应得 单位 乙局\n"
                          "}\n");
}

static void what_is_given_stays(void **state)
{
    assert_passes(*state, "测试 \"设\" {\n"
                          "    设 声源 = 施工、时刻 = 9:00\n"
                          "    市民 \"太吵\"\n"
                          "    应得 事项 \"0601\"\n"
                          "    市民 \"喇叭也响\"\n"
                          "    应得 事项 \"0601\"\n"
                          "}\n");
}

static void reasons_may_stand_alone(void **state)
{
    struct bench *b = *state;
    assert_passes(b, "测试 \"理由\" {\n    市民 \"半夜工地太吵\"\n"
                     "    应得 因为 \"半夜\"、时刻\n    应得 仅因为 "
                     "\"太吵\"、\"工地\"、\"半夜\"、声源、时刻\n}\n");
    assert_false(
        passes(b, "测试 \"理由\" {\n    市民 \"半夜工地太吵\"\n    应得 仅因为 声源\n}\n"));
}

/* ---- tables ---- */

static const char table[] = "测试 \"一天\" {\n"
                            "    设 声源 = 施工\n"
                            "    表 {\n"
                            "        时刻  | 应得 事项 | 单位 | 因为\n"
                            "        05:59 | \"0602\"  | 乙局 | 时刻、声源\n"
                            "        06:00 | \"0601\"  | 甲局 |\n"
                            "        21:59 | \"0601\"  |      |\n"
                            "        22:00 | \"0602\"  | 甲局 |\n"
                            "    }\n"
                            "    应得 类别 噪声\n"
                            "}\n";

static void a_row_is_a_case_with_a_name_and_a_place(void **state)
{
    struct bench *b = *state;
    bench_write(b, "test.zd", table);
    assert_int_equal(bench_run(b, tool_test, "--json", b->folder, NULL), TOOL_ERRORS);
    json_t *value = bench_json(b), *tests = json_object_get(value, "tests");
    assert_int_equal(json_array_size(tests), 4);
    json_t *last = json_array_get(tests, 3);
    assert_string_equal(text_at(last, "title"), "一天（22:00）");
    assert_int_equal(number_at(last, "line"), 8);
    assert_int_equal(number_at(last, "row"), 4);
    assert_int_equal(number_at(value, "passed"), 3);
    assert_int_equal(json_array_size(json_object_get(last, "findings")), 3);
    json_decref(value);
    assert_int_equal(bench_run(b, tool_test, b->folder, NULL), TOOL_ERRORS);
    assert_says(b->out, "✗ 一天（22:00）  test.zd:8\n"
                        "  第 8 行  应得  单位 甲局\n"
                        "           得到  事项 \"0602\" 夜间施工 交 乙局\n");
    assert_int_equal(bench_run(b, tool_test, "--only", "06:00", b->folder, NULL), TOOL_SOUND);
    assert_says(b->out, "1 个测试：1 个通过，0 个没通过，3 个没运行");
}

static void a_table_takes_texts_settings_and_enterprises(void **state)
{
    struct bench *b = *state;
    assert_passes(b,
                  "测试 ”全角“ {\n"
                  "    表 ｛\n"
                  "        ｜ 市民            ｜ 设             ｜ 应得 ｜\n"
                  "        ｜ “东街太吵”      ｜ 声源 ＝ 商铺    ｜ 事项 “0603” 单位 东办 ｜\n"
                  "        ｜ “太吵”          ｜ 声源 = 施工、时刻 = 1:00 ｜ 急 期限 4小时内 ｜\n"
                  "        ｜ “狗叫”          ｜                ｜ 事项 “0604” ｜\n"
                  "    ｝\n"
                  "}\n"
                  "test \"enterprises\" {\n"
                  "    table {\n"
                  "        enterprise tech | enterprise revenue | enterprise cost | expect policy "
                  "p2 | because\n"
                  "        yes | 100 万元 | 5 万元   | yes     | ratio\n"
                  "        yes | 100 万元 | 4.9 万元 | no      | ratio\n"
                  "        no  | 100 万元 | 5 万元   | no      | tech\n"
                  "        yes | 100 万元 |          | depends | ratio\n"
                  "    }\n"
                  "}\n");
    assert_says(b->out, "7 个测试：7 个通过");
}

/* ---- failures ---- */

static void a_failure_shows_the_talk_and_what_was_known(void **state)
{
    struct bench *b = *state;
    assert_false(passes(
        b, "测试 \"夜\" {\n    市民 \"半夜工地太吵\"\n    应得 事项 \"0601\" 因为 声源\n}\n"));
    assert_says(b->out, "      半夜工地太吵\n      1~~~2~~~3~~~\n");
    assert_says(b->out, "     2 第 3-4 字  工地  要素 声源 = 施工");
    assert_says(b->out, "    声源 = 施工  来自 “工地”\n");
    assert_says(b->out, "  → ✓ \"0602\" 夜间施工");
    assert_says(b->out, "✗ \"0603\" 商铺噪声  不成立：声源 = 商铺");
    assert_says(b->out, "最接近的另一条：\"0601\"");
    assert_int_equal(bench_run(b, tool_test, "--lang", "en", b->folder, NULL), TOOL_ERRORS);
    assert_says(b->out, "  line 3  wanted  事项 \"0601\"");
    assert_says(b->out, "          got     事项 \"0602\"");
    assert_says(b->out, "1 test: 0 passed, 1 failed");
}

/* What fails names everything that the text is heard as; the last text counts. */
static void a_text_is_heard_as_expected(void **state)
{
    struct bench *b = *state;
    bench_write(
        b, "test.zd",
        "测试 \"听\" {\n    市民 \"工地太吵了，能管吗？\"\n    应得 听语 question_last 听语 非 "
        "corrects\n"
        "    市民 \"说错了\"\n    应得 听语 非 question_last\n    应得 听语 非 corrects\n}\n"
        "测试 \"没说\" {\n    设 声源 = 施工\n    应得 听语 corrects\n}\n");
    assert_int_equal(bench_run(b, tool_test, b->folder, NULL), TOOL_ERRORS);
    assert_says(b->out, "  第 6 行  应得  听语 非 corrects\n"
                        "           得到  听语 corrects\n");
    assert_says(b->out, "  第 10 行  应得  听语 corrects\n"
                        "            得到  没有听出什么\n");
    assert_null(strstr(b->out, "第 3 行"));
    assert_null(strstr(b->out, "第 5 行"));
}

/* ---- coverage ---- */

static json_t *gap_of(json_t *value, const char *kind, const char *what)
{
    json_t *gaps = json_object_get(json_object_get(value, "coverage"), "gaps"), *gap;
    size_t i;
    json_array_foreach(
        gaps, i, gap) if (strcmp(text_at(gap, "kind"), kind) == 0 &&
                          strstr(text_at(json_object_get(gap, "what"), "zh"), what)) return gap;
    return NULL;
}

static const char *why(json_t *value, const char *kind, const char *what)
{
    json_t *gap = gap_of(value, kind, what);
    if (!gap)
        fail_msg("no gap %s %s", kind, what);
    return text_at(json_object_get(gap, "why"), "zh");
}

static json_t *coverage(struct bench *b, const char *tests)
{
    bench_write(b, "test.zd", tests);
    assert_int_equal(bench_run(b, tool_test, "--json", "--coverage", b->folder, NULL), TOOL_SOUND);
    return bench_json(b);
}

static long long covered(json_t *value, const char *kind, const char *what)
{
    return number_at(json_object_get(json_object_get(value, "coverage"), kind), what);
}

static void examples_count_and_are_told_apart(void **state)
{
    json_t *value =
        coverage(*state, "测试 \"夜\" {\n    市民 \"半夜工地太吵\"\n    应得 事项 \"0602\"\n}\n");
    assert_int_equal(covered(value, "duties", "all"), 4);
    assert_int_equal(covered(value, "duties", "covered"), 4);
    assert_int_equal(covered(value, "duties", "by_example"), 3);
    assert_int_equal(covered(value, "policies", "covered"), 0);
    json_decref(value);
}

static void what_is_not_covered_says_why(void **state)
{
    json_t *value = coverage(
        *state, "测试 \"夜\" {\n    市民 \"半夜工地太吵\"\n    应得 事项 \"0602\"\n}\n"
                "测试 \"企\" {\n    企业 tech、revenue = 200 万元\n    应得 政策 p1 可享\n}\n");
    assert_string_equal(why(value, "values", "装修"), "没有测试说到；它的词有 “电钻”");
    assert_says(why(value, "branches", "其中 区域 在 西街"), "没有一次成立");
    assert_null(gap_of(value, "branches", "其余的地方交 街道"));
    assert_says(why(value, "otherwise", "噪声"), "每次都有事项接住");
    assert_says(why(value, "policies", "p1"), "没有一次“不可享”");
    assert_says(why(value, "policies", "p2"), "没有测试说到它");
    assert_says(why(value, "conditions", "p1：revenue > 100"), "没有一次不成立");
    assert_says(why(value, "conditions", "0603\" 商铺噪声：区域 在 西街"),
                "没有一次成立，每次都是 东街");
    json_decref(value);
}

static void a_comparison_has_to_decide(void **state)
{
    /* 夜间 was true, and false, but never while the source was a site */
    json_t *value = coverage(*state, "测试 \"夜\" {\n    设 时刻 = 23:00、声源 = 商铺\n    市民 "
                                     "\"太吵\"\n    应得 事项 \"0603\"\n}\n"
                                     "测试 \"昼\" {\n    设 时刻 = 12:00、声源 = 商铺\n    市民 "
                                     "\"太吵\"\n    应得 事项 \"0603\"\n}\n");
    assert_null(
        gap_of(value, "conditions", "0602\" 夜间施工：时刻")); /* the examples decide by it */
    json_decref(value);
}

static void a_decision_nobody_looked_at_does_not_count(void **state)
{
    json_t *value =
        coverage(*state, "测试 \"两步\" {\n    市民 \"太吵，是电钻\"\n    市民 \"说错了，工地\"\n"
                         "    市民 \"早上九点\"\n    应得 事项 \"0601\"\n}\n");
    assert_non_null(gap_of(value, "values", "声源 = 装修"));
    json_decref(value);
}

static void too_little_coverage_fails(void **state)
{
    struct bench *b = *state;
    bench_write(b, "test.zd",
                "测试 \"夜\" {\n    市民 \"半夜工地太吵\"\n    应得 事项 \"0602\"\n}\n");
    assert_int_equal(bench_run(b, tool_test, "--coverage-min", "99", b->folder, NULL), TOOL_ERRORS);
    assert_says(b->err, "不到 99%");
    assert_int_equal(bench_run(b, tool_test, "--coverage-min=20", b->folder, NULL), TOOL_SOUND);
    assert_says(b->out, "覆盖 ");
    assert_int_equal(bench_run(b, tool_test, "--coverage-min", "101", b->folder, NULL),
                     TOOL_NOT_RUN);
    assert_int_equal(bench_run(b, tool_test, "--coverage", "--only", "x", b->folder, NULL),
                     TOOL_NOT_RUN);
    assert_int_equal(bench_run(b, tool_test, "--coverage", "--format", "line", b->folder, NULL),
                     TOOL_SOUND);
    assert_says(b->out, "rules.zd:15:9: 没有覆盖: 声源 = 装修");
}

/* ---- for others ---- */

static void junit_is_escaped(void **state)
{
    struct bench *b = *state;
    char path[128];
    snprintf(path, sizeof path, "%s/out.xml", b->folder);
    bench_write(b, "test.zd",
                "测试 \"<&> \\\"夜\\\"\" {\n    市民 \"工地太吵\"\n    应得 类型 咨询\n}\n");
    assert_int_equal(bench_run(b, tool_test, "--junit", path, b->folder, NULL), TOOL_ERRORS);
    FILE *file = fopen(path, "r");
    char xml[8192] = "";
    assert_non_null(file);
    assert_true(fread(xml, 1, sizeof xml - 1, file) > 0);
    fclose(file);
    assert_says(xml, "<testsuites tests=\"1\" failures=\"1\"");
    assert_says(xml, "<testcase name=\"&lt;&amp;&gt; &quot;夜&quot;\" classname=\"test.zd\" "
                     "file=\"test.zd\" line=\"1\"");
    assert_says(xml, "<failure message=\"类型 咨询 / 类型 投诉\">✗ &lt;&amp;&gt;");
    assert_says(xml, "</testsuites>");
}

/* ---- watch ---- */

struct pretend {
    struct bench *bench;
    int waits;
};

static bool begin(void *self, const char *folder)
{
    struct pretend *pretend = self;
    return strcmp(folder, pretend->bench->folder) == 0;
}

static bool wait_for_change(void *self)
{
    struct pretend *pretend = self;
    if (pretend->waits++)
        return false;
    bench_write(pretend->bench, "test.zd",
                "测试 \"夜\" {\n    市民 \"半夜工地太吵\"\n    应得 事项 \"0601\"\n}\n");
    return true;
}

static void watching_runs_again(void **state)
{
    struct bench *b = *state;
    struct pretend pretend = {b, 0};
    struct tool_watch watch = {&pretend, begin, wait_for_change};
    bench_write(b, "test.zd",
                "测试 \"夜\" {\n    市民 \"半夜工地太吵\"\n    应得 事项 \"0602\"\n}\n");
    assert_int_equal(bench_run(b, tool_test, "--watch", b->folder, NULL), TOOL_NOT_RUN);
    b->watch = &watch;
    assert_int_equal(bench_run(b, tool_test, "--watch", b->folder, NULL), TOOL_ERRORS);
    assert_says(b->out, "1 个测试：1 个通过，0 个没通过；第 1 次");
    assert_says(b->out, "✗ 夜");
    assert_says(b->out, "1 个测试：0 个通过，1 个没通过；第 2 次");
    assert_int_equal(pretend.waits, 2);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_answer_settles_what_was_asked),
        TEST(i_do_not_know_is_an_answer),
        TEST(a_correction_replaces),
        TEST(when_nothing_is_left_to_ask_a_new_value_corrects),
        TEST(in_the_middle_a_second_value_is_asked_about),
        TEST(a_wider_place_makes_it_no_vaguer),
        TEST(what_is_given_stays),
        TEST(reasons_may_stand_alone),
        TEST(a_text_is_heard_as_expected),
        TEST(a_row_is_a_case_with_a_name_and_a_place),
        TEST(a_table_takes_texts_settings_and_enterprises),
        TEST(a_failure_shows_the_talk_and_what_was_known),
        TEST(examples_count_and_are_told_apart),
        TEST(what_is_not_covered_says_why),
        TEST(a_comparison_has_to_decide),
        TEST(a_decision_nobody_looked_at_does_not_count),
        TEST(too_little_coverage_fails),
        TEST(junit_is_escaped),
        TEST(watching_runs_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
