/* tool_help: the author commands run on streams in memory, in a folder of their own. */
#ifndef ZHIDA_TOOL_HELP_H
#define ZHIDA_TOOL_HELP_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include <jansson.h>

#include "dsl/tools/tools.h"
#include "test_folder.h"

struct bench {
    char folder[64];
    char *out, *err;
    size_t out_n, err_n;
    const struct tool_watch *watch;
    int64_t clock;
};

static inline void bench_write(const struct bench *b, const char *name, const char *text)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", b->folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static inline struct bench *bench_new(const char *rules)
{
    struct bench *b = calloc(1, sizeof *b);
    assert_non_null(b);
    snprintf(b->folder, sizeof b->folder, "%s/zhida-bench-XXXXXX", P_tmpdir);
    assert_non_null(mkdtemp(b->folder));
    bench_write(b, "rules.zd", rules);
    return b;
}

static inline void bench_free(struct bench *b)
{
    folder_remove(b->folder);
    free(b->out);
    free(b->err);
    free(b);
}

static inline int64_t bench_no_time(void)
{
    return 0;
}

/* Runs a command; a NULL ends its arguments. Received at 2026-11-20 23:00, a Friday. */
static inline int bench_run(struct bench *b, int (*command)(const struct tool *, int, char **), ...)
{
    char *argv[24] = {(char *)(uintptr_t) "tool"};
    int argc = 1;
    va_list args;
    va_start(args, command);
    for (const char *one; (one = va_arg(args, const char *)) && argc < 24;)
        argv[argc++] = (char *)(uintptr_t)one;
    va_end(args);
    free(b->out);
    free(b->err);
    b->out = b->err = NULL;
    struct tool tool = {.in = tmpfile(),
                        .out = open_memstream(&b->out, &b->out_n),
                        .err = open_memstream(&b->err, &b->err_n),
                        .now = {civil_to_day((struct civil){2026, 11, 20}), 23 * 60, 0},
                        .microseconds = bench_no_time,
                        .watch = b->watch};
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

#define assert_silent_on(text, part)                                                               \
    do {                                                                                           \
        if (strstr((text), (part)))                                                                \
            fail_msg("\"%s\" in: %s", (part), (text));                                             \
    } while (0)

static inline json_t *bench_json(const struct bench *b)
{
    json_error_t error;
    json_t *value = json_loads(b->out, 0, &error);
    if (!value)
        fail_msg("%s in %s", error.text, b->out);
    return value;
}

static inline const char *text_at(const json_t *value, const char *name)
{
    const char *text = json_string_value(json_object_get(value, name));
    if (!text)
        fail_msg("no text \"%s\"", name);
    return text;
}

static inline long long number_at(const json_t *value, const char *name)
{
    const json_t *number = json_object_get(value, name);
    if (!json_is_integer(number))
        fail_msg("no number \"%s\"", name);
    return json_integer_value(number);
}

/* A district of two streets, two offices, one category with facts and worded duties. */
static const char bench_rules[] =
    "区域 县 \"县\" { 东街 西街 }\n"
    "单位 甲局 \"甲局\" { }\n"
    "单位 乙局 \"乙局\" { }\n"
    "单位 东办 \"东街办\" { 角色 街道 辖区 东街 }\n"
    "单位 西办 \"西街办\" { 角色 街道 辖区 西街 }\n"
    "日历 2026 { 工作时间 9:00..12:00、13:30..17:30 }\n"
    "时段 夜间 22:00..06:00 \"半夜\"\n"
    "词表 修改 \"修改\" { \"说错了\" }\n"
    "词表 不知道 \"不知道\" { \"不知道\" }\n"
    "类别 噪声 \"噪声污染\" / \"Noise\" {\n"
    "    识别 \"太吵\"\n"
    "    要素 声源 \"哪里来?\" / \"Where from?\" {\n"
    "        施工 \"工地\": \"工地\"\n"
    "        商铺 \"商铺\": \"喇叭\"\n"
    "        装修 \"装修\": \"电钻\"\n"
    "    }\n"
    "    事项 \"0601\" \"施工噪声\" / \"Site noise\" { 当 声源 = 施工 交 甲局 期限 2 工作日\n"
    "        例 \"工地太吵\" 设 时刻 = 9:00 }\n"
    "    事项 \"0602\" \"夜间施工\" { 当 声源 = 施工 且 时刻 在 夜间 优先于 \"0601\" 交 乙局 急 "
    "期限 4 小时\n"
    "        例 \"半夜工地太吵\" }\n"
    "    事项 \"0603\" \"商铺噪声\" { 当 声源 = 商铺 交 街道 其中 区域 在 西街 交 乙局\n"
    "        期限 3 工作日 例 \"东街喇叭太吵\" }\n"
    "    事项 \"0604\" \"狗叫\" { 识别 \"狗叫\" 交 乙局 例 \"狗叫\" }\n"
    "    否则 交 甲局\n"
    "}\n"
    "标签 tech \"高新\"\n"
    "数值 revenue \"收入\" 万元\n"
    "数值 cost \"研发\" 万元\n"
    "数值 ratio \"强度\" = cost / revenue\n"
    "政策 p1 \"奖励\" { 当 tech 且 revenue > 100 万元 兑现 5000 元 }\n"
    "政策 p2 \"强度奖\" { 当 tech 且 ratio >= 5% 兑现 1000 元 }\n"
    "听语 corrects { \"说错了\" }\n"
    "听语 question_last { \"吗\" }\n";

#endif
