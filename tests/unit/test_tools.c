/* The author commands, run as main runs them but on streams in memory and a fixed clock: exit
 * codes, what is said where, and that --json is what a program can read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include <jansson.h>

#include "dsl/base/file.h"
#include "dsl/base/vec.h"
#include "dsl/tools/tools.h"

static const char rules_text[] =
    "区域 县 \"县\" { 东街 西街 }\n"
    "单位 甲局 \"甲局\" { }\n"
    "单位 乙局 \"乙局\" { }\n"
    "单位 东办 \"东街办\" { 角色 街道 辖区 东街 }\n"
    "单位 西办 \"西街办\" { 角色 街道 辖区 西街 }\n"
    "日历 2026 { 工作时间 9:00..12:00、13:30..17:30 }\n"
    "时段 夜间 22:00..06:00 \"半夜\"\n"
    "类别 噪声 \"噪声污染\" / \"Noise\" {\n"
    "    识别 \"太吵\"\n"
    "    要素 声源 \"哪里来?\" / \"Where from?\" {\n"
    "        施工 \"工地\": \"工地\"\n"
    "        商铺 \"商铺\": \"喇叭\"\n"
    "    }\n"
    "    事项 \"0601\" \"施工噪声\" / \"Site noise\" { 当 声源 = 施工 交 甲局 期限 2 工作日\n"
    "        例 \"工地太吵\" 设 时刻 = 9:00 }\n"
    "    事项 \"0602\" \"夜间施工\" { 当 声源 = 施工 且 时刻 在 夜间 优先于 \"0601\" 交 乙局 急 "
    "期限 4 小时\n"
    "        例 \"半夜工地太吵\" }\n"
    "    事项 \"0603\" \"商铺噪声\" { 当 声源 = 商铺 交 街道 期限 3 工作日 例 \"喇叭太吵\" }\n"
    "    否则 交 甲局\n"
    "}\n"
    "标签 tech \"高新\"\n"
    "数值 revenue \"收入\" 万元\n"
    "日期 founded \"成立\"\n"
    "政策 p1 \"奖励\" { 当 tech 且 revenue > 100 万元 兑现 5000 元 }\n"
    "政策 p2 \"新企\" { 当 founded 不早于 2024-01-01 兑现 1000 元 }\n";

static const char sound_test[] =
    "测试 \"夜\" {\n    市民 \"半夜工地太吵\"\n    应得 事项 \"0602\"\n}\n";
static const char failing_test[] =
    "测试 \"昼\" {\n    市民 \"半夜工地太吵\"\n    应得 事项 \"0601\"\n}\n";

struct fixture {
    char folder[64];
    char *out, *err;
    size_t out_n, err_n;
};

static void write_file(const struct fixture *f, const char *name, const char *text)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", f->folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void remove_file(const struct fixture *f, const char *name)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", f->folder, name);
    unlink(path);
}

static const char *path_of(const struct fixture *f, const char *name, char path[128])
{
    snprintf(path, 128, "%s/%s", f->folder, name);
    return path;
}

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    snprintf(f->folder, sizeof f->folder,
             P_tmpdir "/zhida-tools-XX"
                      "XX"
                      "XX");
    *state = f;
    if (!mkdtemp(f->folder))
        return -1;
    write_file(f, "rules.zd", rules_text);
    return 0;
}

static int tear_down(void **state)
{
    static const char *const files[] = {"rules.zd", "test.zd", "table.csv", "lamps.zd"};
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        remove_file(f, files[i]);
    rmdir(f->folder);
    free(f->out);
    free(f->err);
    free(f);
    return 0;
}

static int64_t no_time(void)
{
    return 0;
}

/* Runs a command on a line of arguments; a NULL ends it. */
static int run(struct fixture *f, int (*command)(const struct tool *, int, char **),
               const char *input, ...)
{
    char *argv[16] = {(char *)(uintptr_t) "tool"};
    int argc = 1;
    va_list args;
    va_start(args, input);
    for (const char *one; (one = va_arg(args, const char *)) && argc < 16;)
        argv[argc++] = (char *)(uintptr_t)one;
    va_end(args);
    free(f->out);
    free(f->err);
    f->out = f->err = NULL;
    struct tool tool = {
        .in = input && *input ? fmemopen((char *)(uintptr_t)input, strlen(input), "r") : tmpfile(),
        .out = open_memstream(&f->out, &f->out_n),
        .err = open_memstream(&f->err, &f->err_n),
        .now = {civil_to_day((struct civil){2026, 11, 20}), 23 * 60, 0},
        .microseconds = no_time};
    int code = command(&tool, argc, argv);
    fclose(tool.in);
    fclose(tool.out);
    fclose(tool.err);
    return code;
}

#define assert_says(text, part)                                                                    \
    do {                                                                                           \
        if (!strstr((text), (part)))                                                               \
            fail_msg("no \"%s\" in: %s", (part), (text));                                          \
    } while (0)

static json_t *parsed(const struct fixture *f)
{
    json_error_t error;
    json_t *value = json_loads(f->out, 0, &error);
    if (!value)
        fail_msg("%s in %s", error.text, f->out);
    return value;
}

static const char *text_at(json_t *value, const char *name)
{
    const char *text = json_string_value(json_object_get(value, name));
    assert_non_null(text);
    return text;
}

/* ---- the line ---- */

static void help_is_no_error(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(run(f, tool_check, NULL, "--help", NULL), TOOL_SOUND);
    assert_says(f->out, "zhida check [OPTION]... DIR");
    assert_says(f->out, "--json");
    assert_int_equal(run(f, tool_match, NULL, "--help", "--lang", "en", NULL), TOOL_SOUND);
    assert_says(f->out, "--enterprises FILE");
    assert_says(f->out, "Exit code");
}

static void a_wrong_line_is_said_and_not_run(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(run(f, tool_check, NULL, "--rule", f->folder, NULL), TOOL_NOT_RUN);
    assert_says(f->err, "--rule");
    assert_int_equal(run(f, tool_check, NULL, NULL), TOOL_NOT_RUN);
    assert_says(f->err, "DIR");
    assert_int_equal(run(f, tool_check, NULL, f->folder, "more", NULL), TOOL_NOT_RUN);
    assert_int_equal(run(f, tool_check, NULL, f->folder, "--format", "xml", NULL), TOOL_NOT_RUN);
    assert_int_equal(run(f, tool_check, NULL, f->folder, "--lang=fr", NULL), TOOL_NOT_RUN);
    assert_int_equal(run(f, tool_explain, NULL, "text", NULL), TOOL_NOT_RUN);
    assert_says(f->err, "--rules");
    assert_int_equal(run(f, tool_explain, NULL, "--rules", f->folder, "--at", "noon", "text", NULL),
                     TOOL_NOT_RUN);
    assert_int_equal(run(f, tool_check, NULL, "/nowhere/at/all", NULL), TOOL_NOT_RUN);
    assert_says(f->err, "/nowhere/at/all");
}

/* ---- check and test ---- */

static void check_explains_a_code(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(run(f, tool_check, NULL, "--explain", "e0306", NULL), TOOL_SOUND);
    assert_says(f->out, "错误[E0306]: 没有叫“…”的单位或角色");
    assert_says(f->out, "为什么：");
    assert_says(f->out, "怎么办：");
    assert_says(f->out, "不能容许");
    assert_int_equal(run(f, tool_check, NULL, "--explain", "dead_word", "--lang", "en", NULL),
                     TOOL_SOUND);
    assert_says(f->out, "warning[W1001]");
    assert_says(f->out, "# allow dead_word: reason");
    assert_int_equal(run(f, tool_check, NULL, "--explain", "W0302", "--json", NULL), TOOL_SOUND);
    json_t *root = parsed(f);
    assert_string_equal(text_at(root, "code"), "W0302");
    assert_string_equal(text_at(root, "severity"), "warning");
    assert_true(json_array_size(json_object_get(root, "lints")) > 5);
    json_decref(root);
    assert_int_equal(run(f, tool_check, NULL, "--explain", "daed_word", NULL), TOOL_NOT_RUN);
    assert_says(f->err, "dead_word");
}

static void check_names_the_explanation_once(void **state)
{
    struct fixture *f = *state;
    write_file(f, "test.zd", "单位 甲 \"甲\" { 上级 乙 }\n单位 丙 \"丙\" { 上级 丁 }\n");
    assert_int_equal(run(f, tool_check, NULL, f->folder, NULL), TOOL_ERRORS);
    assert_says(f->out, "zhida check --explain E0302");
    assert_int_equal(run(f, tool_check, NULL, f->folder, "--format", "line", NULL), TOOL_ERRORS);
    assert_null(strstr(f->out, "--explain"));
}

static void check_runs_lints(void **state)
{
    struct fixture *f = *state;
    write_file(
        f, "test.zd",
        "词表 没用的 { \"没用\" }\n词表 另一个 { \"也没用\" } # 容许 unused_word_list：留着\n");
    assert_int_equal(run(f, tool_check, NULL, f->folder, NULL), TOOL_SOUND);
    assert_says(f->out, "(unused_word_list)");
    assert_null(strstr(f->out, "另一个"));
    assert_int_equal(run(f, tool_check, NULL, "--strict", f->folder, NULL), TOOL_ERRORS);
    assert_int_equal(run(f, tool_check, NULL, "--lint", "unused_word_list=error", f->folder, NULL),
                     TOOL_ERRORS);
    assert_says(f->out, "错误[W0302]");
    run(f, tool_check, NULL, "--lint", "unused_word_list=off,dead_word=error", f->folder, NULL);
    assert_null(strstr(f->out, "unused_word_list"));
    run(f, tool_check, NULL, f->folder, "--json", NULL);
    assert_says(f->out, "\"lint\":\"unused_word_list\"");
    json_decref(parsed(f));
    assert_int_equal(run(f, tool_check, NULL, "--lint", "deadword=off", f->folder, NULL),
                     TOOL_NOT_RUN);
    assert_says(f->err, "dead_word");
    assert_int_equal(run(f, tool_check, NULL, "--lint", "dead_word=never", f->folder, NULL),
                     TOOL_NOT_RUN);
}

static void check_lists_lints(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(run(f, tool_check, NULL, "--lints", NULL), TOOL_SOUND);
    assert_says(f->out, "dead_word");
    assert_int_equal(run(f, tool_check, NULL, "--lints", "--json", NULL), TOOL_SOUND);
    json_t *value = parsed(f);
    assert_true(json_array_size(json_object_get(value, "lints")) > 50);
    json_decref(value);
}

static void assert_file_says(struct fixture *f, const char *name, const char *text)
{
    char path[256];
    struct buf is;
    snprintf(path, sizeof path, "%s/%s", f->folder, name);
    buf_init(&is, 1 << 20);
    assert_true(file_read(path, &is));
    assert_string_equal(is.p, text);
    buf_free(&is);
}

static const char to_mend[] =
    "\xef\xbb\xbf类别 路灯 \"路灯\" {\r\n"
    "    识别 \"路灯\"、\"路灯\"\r\n"
    "    要素 毛病 \"怎么了?\" { 不亮 \"不亮\": \"不亮\" 倒 \"倒了\": \"倒了\" }\r\n"
    "    事项 7701 \"路灯不亮\" {\r\n"
    "        当 毛病 = 倒 或 不亮且时刻 在 夜间\r\n"
    "        交 甲局 期限 5 工作日 例 \"路灯不亮\" 设 时刻 = 23:00\r\n"
    "    }\r\n"
    "    否则 交 丙局\r\n"
    "}\r\n";
static const char mended[] =
    "\xef\xbb\xbf类别 路灯 \"路灯\" {\r\n"
    "    识别 \"路灯\"\r\n"
    "    要素 毛病 \"怎么了?\" { 不亮 \"不亮\": \"不亮\" 倒 \"倒了\": \"倒了\" }\r\n"
    "    事项 \"7701\" \"路灯不亮\" {\r\n"
    "        当 毛病 = 倒 或 不亮 且 时刻 在 夜间\r\n"
    "        交 甲局 期限 5 工作日 例 \"路灯不亮\" 设 时刻 = 23:00\r\n"
    "    }\r\n"
    "    否则 交 丙局\r\n"
    "}\r\n";

/* What can be meant in no other way is changed; how 且 and 或 group and what 丙局 was to be is not.
 */
static void check_fixes_what_is_plain(void **state)
{
    struct fixture *f = *state;
    write_file(f, "lamps.zd", to_mend);
    assert_int_equal(run(f, tool_check, NULL, "--fix", "--dry-run", "--lang=en", f->folder, NULL),
                     1);
    assert_says(f->out, "+    事项 \"7701\" \"路灯不亮\" {\n");
    assert_says(f->out, "places that can be put right: 3, in files: 1\n");
    assert_file_says(f, "lamps.zd", to_mend);

    assert_int_equal(run(f, tool_check, NULL, "--fix", "--lang=en", f->folder, NULL), 1);
    assert_says(f->out, "lamps.zd:4:8: warning[W0101]");
    assert_says(f->out, "places put right: 3, in files: 1\n");
    assert_says(f->out, "error[E0209]");
    assert_file_says(f, "lamps.zd", mended);

    assert_int_equal(run(f, tool_check, NULL, "--fix", "--lang=en", "--json", f->folder, NULL), 1);
    assert_says(f->err, "places put right: 0, in files: 0\n");
    json_decref(parsed(f));
    assert_file_says(f, "lamps.zd", mended);
    remove_file(f, "lamps.zd");
}

static void check_guesses_when_told(void **state)
{
    struct fixture *f = *state;
    write_file(f, "lamps.zd", "类别 路灯 \"路灯\" {\n    识别 \"路灯\"\n    否则 交 东街办\n}\n");
    assert_int_equal(run(f, tool_check, NULL, "--fix", "--lang=en", f->folder, NULL), 1);
    assert_says(f->out, "places put right: 0");
    assert_int_equal(run(f, tool_check, NULL, "--fix=all", "--lang=en", f->folder, NULL), 0);
    assert_says(f->out, "places put right: 1");
    assert_file_says(f, "lamps.zd",
                     "类别 路灯 \"路灯\" {\n    识别 \"路灯\"\n    否则 交 东办\n}\n");
    remove_file(f, "lamps.zd");
}

static void check_counts_what_is_sound(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(run(f, tool_check, NULL, f->folder, NULL), TOOL_SOUND);
    assert_says(f->out, "0 个错误");
    assert_says(f->out, "1 类，3 项");
    assert_int_equal(run(f, tool_check, NULL, "--lang", "en", f->folder, NULL), TOOL_SOUND);
    assert_says(f->out, "0 errors");
    assert_says(f->out, "1 category, 3 duties");
}

static void check_lists_errors_in_every_format(void **state)
{
    struct fixture *f = *state;
    write_file(f, "test.zd", "时限 c { 处理 5 世纪 }\n类别 空 \"空\" { 否则 交 丁局 }\n");
    assert_int_equal(run(f, tool_check, NULL, f->folder, NULL), TOOL_ERRORS);
    assert_says(f->out, "test.zd:2");
    assert_int_equal(run(f, tool_check, NULL, f->folder, "--format=line", NULL), TOOL_ERRORS);
    assert_says(f->out, "test.zd:1:");
    assert_int_equal(run(f, tool_check, NULL, f->folder, "--json", NULL), TOOL_ERRORS);
    json_t *value = parsed(f);
    assert_true(json_integer_value(json_object_get(value, "errors")) >= 2);
    json_decref(value);
    assert_int_equal(run(f, tool_test, NULL, f->folder, NULL), TOOL_ERRORS);
    assert_says(f->err, "test.zd:2");
    remove_file(f, "test.zd");
}

static void an_example_that_misses_is_an_error(void **state)
{
    struct fixture *f = *state;
    write_file(f, "test.zd",
               "类别 水 \"水\" { 识别 \"停水\"\n 事项 \"1\" \"停水\" { 交 甲局 期限 1 日 例 "
               "\"停电\" }\n 否则 交 甲局\n }\n");
    assert_int_equal(run(f, tool_check, NULL, f->folder, "--format", "line", NULL), TOOL_ERRORS);
    assert_says(f->out, "E0951");
    remove_file(f, "test.zd");
}

static void tests_pass(void **state)
{
    struct fixture *f = *state;
    write_file(f, "test.zd", sound_test);
    assert_int_equal(run(f, tool_test, NULL, f->folder, NULL), TOOL_SOUND);
    assert_says(f->out, "1 个测试：1 个通过，0 个没通过");
    remove_file(f, "test.zd");
}

static void a_failure_shows_both_sides_and_why(void **state)
{
    struct fixture *f = *state;
    write_file(f, "test.zd", failing_test);
    assert_int_equal(run(f, tool_test, NULL, f->folder, NULL), TOOL_ERRORS);
    assert_says(f->out, "✗ 昼  test.zd:1");
    assert_says(f->out, "  第 3 行  应得  事项 \"0601\" 施工噪声\n"
                        "           得到  事项 \"0602\" 夜间施工 交 乙局\n");
    assert_says(f->out, "成立，但 \"0602\" 优先");
    assert_int_equal(run(f, tool_test, NULL, "--json", f->folder, NULL), TOOL_ERRORS);
    json_t *value = parsed(f);
    json_t *first = json_array_get(json_object_get(value, "tests"), 0);
    assert_string_equal(text_at(first, "title"), "昼");
    assert_true(json_is_false(json_object_get(first, "passed")));
    json_decref(value);
    assert_int_equal(run(f, tool_test, NULL, "--format", "line", f->folder, NULL), TOOL_ERRORS);
    assert_says(f->out, "test.zd:3:");
    remove_file(f, "test.zd");
}

/* ---- explain ---- */

static void explain_begins_with_a_sentence(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(run(f, tool_explain, NULL, "--rules", f->folder, "半夜工地太吵", NULL),
                     TOOL_SOUND);
    assert_int_equal(strncmp(f->out, "这件事属于“夜间施工”", strlen("这件事属于“夜间施工”")), 0);
    assert_says(f->out, "最迟 2026-11-21 03:00");
    assert_says(f->out, "第 1-2 字  半夜  时段 夜间");
    assert_says(f->out, "声源 = 施工  来自 “工地”");
    assert_says(f->out, "\"0601\" 施工噪声  成立，但 \"0602\" 优先");
    assert_says(f->out, "\"0603\" 商铺噪声  不成立：声源 = 商铺");
}

static void explain_counts_the_days(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(run(f, tool_explain, NULL, "--rules", f->folder, "--lang", "en", "--at",
                         "2026-11-20T10:00", "工地白天10点太吵", NULL),
                     TOOL_SOUND);
    assert_says(f->out, "This is \"Site noise\"");
    assert_says(f->out, "2026-11-21 sat dayoff  not counted");
    assert_says(f->out, "2026-11-23 mon workday  day 1");
    assert_says(f->out, "due 2026-11-24 17:30");
}

static void explain_says_who_serves_the_place(void **state)
{
    struct fixture *f = *state;
    run(f, tool_explain, NULL, "--rules", f->folder, "西街喇叭太吵", NULL);
    assert_says(f->out, "西办（辖区 西街）");
    run(f, tool_explain, NULL, "--rules", f->folder, "喇叭太吵", NULL);
    assert_says(f->out, "下一问\n  地点");
}

static void explain_of_nothing_is_an_answer_too(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(run(f, tool_explain, NULL, "--rules", f->folder, "你好", NULL), TOOL_SOUND);
    assert_says(f->out, "没有认出");
}

static void explain_json_is_complete(void **state)
{
    struct fixture *f = *state;
    run(f, tool_explain, NULL, "--rules", f->folder, "--json", "工地\"太吵\"", NULL);
    json_t *value = parsed(f);
    assert_string_equal(text_at(value, "text"), "工地\"太吵\"");
    assert_string_equal(text_at(value, "status"), "ask");
    assert_string_equal(text_at(value, "question"), "时刻");
    assert_int_equal(json_array_size(json_object_get(value, "words")), 2);
    assert_int_equal(json_array_size(json_object_get(value, "duties")), 3);
    assert_int_equal(strlen(text_at(value, "version")), 16);
    json_t *word = json_array_get(json_object_get(value, "words"), 1);
    assert_int_equal(json_integer_value(json_object_get(word, "first")), 4);
    json_decref(value);
}

/* ---- classify ---- */

static void classify_gives_a_line_for_a_line(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(run(f, tool_classify, "半夜工地太吵\r\n\n喇叭太吵\n东街喇叭太吵\n工地太吵",
                         "--rules", f->folder, NULL),
                     TOOL_SOUND);
    assert_string_equal(f->out, "乙局\t0602\t0.800\t甲局\t-\n"
                                "-\t-\t0.000\t-\t-\n"
                                "街道\t0603\t1.000\t-\t-\n"
                                "东办\t0603\t1.000\t-\t-\n"
                                "甲局\t0601\t0.800\t乙局\t-\n");
}

/* ---- match ---- */

static int match(struct fixture *f, const char *table, const char *more)
{
    char path[128];
    write_file(f, "table.csv", table);
    return run(f, tool_match, NULL, "--rules", f->folder, "--enterprises",
               path_of(f, "table.csv", path), more, NULL);
}

static void match_says_yes_depends_and_near(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(match(f,
                           "code,name,phone,consent,tech,revenue,founded\n"
                           "1,甲公司,19900000001,yes,yes,5000,2025-01-01\n"
                           "2,乙公司,,no,yes,,2020-01-01\n"
                           "3,丙公司,,no,yes,100,\n",
                           NULL),
                     TOOL_SOUND);
    assert_says(f->out, "1  甲公司\n  可享  p1 奖励，5000 元\n  可享  p2 新企");
    assert_says(f->out, "待定  p1 奖励：收入 未知，要 > 100 万元");
    assert_says(f->out, "差一点  p2 新企：成立 2020-01-01，要 不早于 2024-01-01");
    assert_says(f->out, "差一点  p1 奖励：收入 100 万元，要 > 100 万元");
    assert_says(f->out, "3 家企业：可享 2 项次，待定 2 项次");
}

static void match_json_is_readable(void **state)
{
    struct fixture *f = *state;
    match(f, "code,name,tech,revenue\n1,\"甲\"\"公司\",yes,50\n2,乙,no,500\n", "--json");
    json_t *value = parsed(f);
    json_t *enterprises = json_object_get(value, "enterprises");
    assert_int_equal(json_array_size(enterprises), 2);
    json_t *first = json_array_get(enterprises, 0);
    assert_string_equal(text_at(first, "name"), "甲\"公司");
    json_t *policy = json_array_get(json_object_get(first, "policies"), 0);
    assert_string_equal(text_at(policy, "answer"), "no");
    json_t *gap = json_array_get(json_object_get(policy, "gaps"), 0);
    assert_string_equal(text_at(gap, "bound"), "> 100 万元");
    assert_string_equal(text_at(gap, "have"), "50 万元");
    json_decref(value);
}

static void match_names_what_it_cannot_read(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(match(f,
                           "code,name,colour,tech,revenue,founded\n"
                           "1,甲,red,maybe,x,2020-13-01\n"
                           "2,乙\n"
                           "3,\"丙\"x,,,,\n"
                           "4,丁,,yes,500,2025-01-01\n",
                           NULL),
                     TOOL_ERRORS);
    assert_says(f->err, "table.csv:1: colour");
    assert_says(f->err, "table.csv:2: tech");
    assert_says(f->err, "table.csv:2: revenue");
    assert_says(f->err, "table.csv:2: founded");
    assert_says(f->err, "table.csv:3:");
    assert_says(f->err, "table.csv:4:");
    assert_says(f->out, "4  丁\n  可享  p1");
    assert_int_equal(match(f, "", NULL), TOOL_ERRORS);
}

static void match_of_one_policy_shows_everyone(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(match(f, "code,name,tech,revenue\n1,甲,no,50\n", "--policy=p1"), TOOL_SOUND);
    assert_says(f->out, "不可享  p1 奖励：高新 不符；收入 50 万元，要 > 100 万元");
    assert_int_equal(match(f, "code\n1\n", "--policy=p9"), TOOL_NOT_RUN);
    assert_says(f->err, "p9");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(help_is_no_error),
        cmocka_unit_test(a_wrong_line_is_said_and_not_run),
        cmocka_unit_test(check_fixes_what_is_plain),
        cmocka_unit_test(check_guesses_when_told),
        cmocka_unit_test(check_counts_what_is_sound),
        cmocka_unit_test(check_explains_a_code),
        cmocka_unit_test(check_names_the_explanation_once),
        cmocka_unit_test(check_runs_lints),
        cmocka_unit_test(check_lists_lints),
        cmocka_unit_test(check_lists_errors_in_every_format),
        cmocka_unit_test(an_example_that_misses_is_an_error),
        cmocka_unit_test(tests_pass),
        cmocka_unit_test(a_failure_shows_both_sides_and_why),
        cmocka_unit_test(explain_begins_with_a_sentence),
        cmocka_unit_test(explain_counts_the_days),
        cmocka_unit_test(explain_says_who_serves_the_place),
        cmocka_unit_test(explain_of_nothing_is_an_answer_too),
        cmocka_unit_test(explain_json_is_complete),
        cmocka_unit_test(classify_gives_a_line_for_a_line),
        cmocka_unit_test(match_says_yes_depends_and_near),
        cmocka_unit_test(match_json_is_readable),
        cmocka_unit_test(match_names_what_it_cannot_read),
        cmocka_unit_test(match_of_one_policy_shows_everyone),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
