/* test_analyse_tool: the report as an official and as a program gets it: exit codes, places, both
 * languages, Markdown, JSON, past texts, and rules that check refuses. */
#include "tests/unit/tool_help.h"

static const char allowed[] = "# 容许 gap：装修由物业先办\n    否则 交 甲局\n";

/* bench_rules with one part replaced. */
static char *rules_with(const char *part, const char *instead)
{
    const char *at = strstr(bench_rules, part);
    assert_non_null(at);
    size_t n = strlen(bench_rules) + strlen(instead) + 1;
    char *text = malloc(n);
    assert_non_null(text);
    snprintf(text, n, "%.*s%s%s", (int)(at - bench_rules), bench_rules, instead, at + strlen(part));
    return text;
}

static void report_for_people(void **state)
{
    struct bench *b = bench_new(bench_rules);
    assert_int_equal(bench_run(b, tool_analyse, b->folder, NULL), TOOL_ERRORS);
    assert_says(b->out, "═══ 已证明 ═══");
    assert_says(b->out, "■ 噪声 噪声污染");
    assert_says(b->out, "✗ 缺口  rules.zd:24");
    assert_says(b->out, "情形：噪声污染（声源：装修）");
    assert_says(b->out, "补一个事项：当 声源 = 装修");
    assert_says(b->out, "应得 类别 噪声 否则 单位 甲局 因为 声源、时刻");
    assert_says(b->out, "═══ 实测 ═══");
    assert_says(b->out, "1 处待解决");
    assert_int_equal(bench_run(b, tool_analyse, "--lang", "en", b->folder, NULL), TOOL_ERRORS);
    assert_says(b->out, "Gap  rules.zd:24");
    assert_says(b->out, "cases: Noise (声源: 装修)");
    assert_says(b->out, "1 to solve");
    assert_int_equal(bench_run(b, tool_analyse, "--markdown", b->folder, NULL), TOOL_ERRORS);
    assert_says(b->out, "## 已证明\n");
    assert_says(b->out, "- ✗ **缺口** `rules.zd:24`");
    bench_free(b);
    (void)state;
}

static void report_for_programs(void **state)
{
    struct bench *b = bench_new(bench_rules);
    assert_int_equal(bench_run(b, tool_analyse, "--json", "--all", b->folder, NULL), TOOL_ERRORS);
    json_t *report = bench_json(b), *findings = json_object_get(report, "findings");
    assert_int_equal(number_at(report, "open"), 1);
    const json_t *gap = json_array_get(findings, 0);
    assert_string_equal(text_at(gap, "kind"), "gap");
    assert_string_equal(text_at(gap, "state"), "open");
    assert_string_equal(text_at(gap, "file"), "rules.zd");
    assert_int_equal(number_at(gap, "line"), 24);
    assert_string_equal(text_at(gap, "condition"), "声源 = 装修");
    assert_says(text_at(gap, "test"), "测试 \"缺口 噪声污染\" {");
    const json_t *measured = json_object_get(report, "measured");
    assert_int_equal(json_array_size(json_object_get(measured, "texts")), 5);
    json_decref(report);
    bench_free(b);
    (void)state;
}

static void let_stand(void **state)
{
    char *text = rules_with("    否则 交 甲局\n", allowed);
    struct bench *b = bench_new(text);
    assert_int_equal(bench_run(b, tool_analyse, b->folder, NULL), TOOL_SOUND);
    assert_says(b->out, "没有待解决的");
    assert_says(b->out, "理由：装修由物业先办");
    assert_says(b->out, "0 处待解决，1 处已说明理由");
    bench_free(b);
    free(text);
    text = rules_with("    识别 \"太吵\"\n", "    识别 \"太吵\" # 容许 overlap：从前有\n");
    b = bench_new(text);
    bench_run(b, tool_analyse, b->folder, NULL);
    assert_says(b->out, "rules.zd:11");
    assert_says(b->out, "这里已经没有要容许的，可以删去");
    bench_free(b);
    free(text);
    (void)state;
}

static void rules_that_are_refused(void **state)
{
    char *text = rules_with("优先于 \"0601\" ", "");
    struct bench *b = bench_new(text);
    assert_int_equal(bench_run(b, tool_check, b->folder, NULL), TOOL_ERRORS);
    assert_int_equal(bench_run(b, tool_analyse, b->folder, NULL), TOOL_ERRORS);
    assert_says(b->out, "✗ 重叠");
    assert_says(b->out, "\"0601\" 施工噪声（交 甲局）与 \"0602\" 夜间施工（交 乙局）同时成立");
    assert_says(b->out, "情形：发生在 夜间 的 噪声污染（声源：施工）");
    bench_free(b);
    free(text);
    text = rules_with("交 乙局 急", "交 丙局 急");
    b = bench_new(text);
    assert_int_equal(bench_run(b, tool_analyse, b->folder, NULL), TOOL_ERRORS);
    assert_says(b->err, "丙局");
    assert_int_equal(b->out_n, 0);
    bench_free(b);
    free(text);
    (void)state;
}

static void past_texts(void **state)
{
    struct bench *b = bench_new(bench_rules);
    char path[128];
    snprintf(path, sizeof path, "%s/past.tsv", b->folder);
    bench_write(b, "past.tsv", "id\ttext\n1\t充电桩坏了\n2\t工地太吵\n3\t充电桩没电\n");
    bench_run(b, tool_analyse, "--texts", path, b->folder, NULL);
    assert_says(b->out, "过去的诉求：3 条，其中 0 条要在几个去处之间追问，2 条认不出类别");
    assert_says(b->out, "充电  2 / 0");
    assert_int_equal(bench_run(b, tool_analyse, "--texts", "/nowhere", b->folder, NULL),
                     TOOL_NOT_RUN);
    assert_says(b->err, "/nowhere");
    bench_free(b);
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(report_for_people), cmocka_unit_test(report_for_programs),
        cmocka_unit_test(let_stand),         cmocka_unit_test(rules_that_are_refused),
        cmocka_unit_test(past_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
