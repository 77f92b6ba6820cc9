/* analyse: the report on responsibility. The rules may be ones that check refuses, as long as they
 * are refused for what is told here in full; anything else is printed as check prints it, for there
 * is no model to look at.
 *
 * The proof runs on the model, the measuring on the image; both are made from the same folder in
 * this run. */
#include "dsl/tools/analyse.h"

#include "dsl/tools/load.h"

enum { REPORT_MAX = 1 << 27 };

static const struct tool_command command = {
    .name = "analyse",
    .operands = "DIR...",
    .operand_count = 1,
    .more_operands = true,
    .options = OPTION_BIT(FORMAT) | OPTION_BIT(JSON) | OPTION_BIT(MARKDOWN) | OPTION_BIT(TEXTS) |
               OPTION_BIT(ALL) | OPTION_BIT(AT),
    .zh =
        "责任分析。已证明：重叠、缺口、被遮盖的事项、互相矛盾的优先、无人管辖的地方、用不上的“其中”"
        "、\n"
        "没有着落的升级、政策的对象、日历覆盖不到的期限，每一处附一个情形和可以粘贴的测试。实测：\n"
        "同一句话能到的两个单位，和什么也认不出的话。在该处写“# 容许 名称：理由”即算已说明。",
    .en = "Analyses responsibility. Proved: overlaps, gaps, shadowed duties, contradictory\n"
          "precedence, areas nobody serves, idle branches, escalation that ends nowhere, whom\n"
          "policies meet, deadlines no calendar covers; each with a case and a test to paste.\n"
          "Measured: desks that one text reaches both of, and texts that reach none. A comment\n"
          "at the place, # allow NAME: reason, lets a finding stand.",
    .exit_zh = "退出码：0 没有待解决的，1 有待解决的或规则有错误，2 没能运行。",
    .exit_en = "Exit code: 0 nothing to solve, 1 findings to solve or errors in the rules, 2 could "
               "not run.",
};

static bool tolerated(const struct diags *diags)
{
    for (size_t i = 0; i < diags->list.n; i++)
        if (diag_severity(diags->list.at[i].code) == DIAG_ERROR &&
            !analyse_tolerates(diags->list.at[i].code))
            return false;
    return true;
}

/* The rules for measuring, also out of a model that check refuses. */
static bool open_rules(const struct tool *tool, const struct tool_options *options,
                       struct loaded *loaded)
{
    struct view why = {NULL, 0};
    if (!loaded->image.n && !compile_image(loaded->model, &loaded->image, &why)) {
        fprintf(tool->err,
                options_say(options, "zhida analyse：编译不了：%.*s\n",
                            "zhida analyse: could not compile: %.*s\n"),
                VIEW_FMT(why));
        return false;
    }
    return rules_open(&loaded->rules, loaded->image.p, loaded->image.n) == RULES_OK;
}

static bool read_past(const struct tool *tool, const struct tool_options *options,
                      struct loaded *loaded, struct view *past)
{
    struct view why;
    *past = (struct view){NULL, 0};
    if (!options->value[OPTION_TEXTS] ||
        load_file(&loaded->arena, options->value[OPTION_TEXTS], past, &why))
        return true;
    fprintf(tool->err, "zhida analyse: %s: %.*s\n", options->value[OPTION_TEXTS], VIEW_FMT(why));
    return false;
}

static int report(const struct tool *tool, const struct tool_options *options,
                  struct loaded *loaded)
{
    struct view past;
    struct analyse_wish wish = {options->at.day, options->value[OPTION_ALL] != NULL};
    if (!read_past(tool, options, loaded, &past) || !open_rules(tool, options, loaded))
        return TOOL_NOT_RUN;
    struct analyse_report report = {.options = options,
                                    .markdown = options->value[OPTION_MARKDOWN] != NULL};
    int64_t began = tool->microseconds();
    report.analysis = analyse_rules(&loaded->arena, loaded->model, &wish);
    int64_t proved = tool->microseconds();
    report.measured = measure_rules(&loaded->arena, loaded->model, &loaded->rules, past);
    report.proved_us = proved - began;
    report.measured_us = tool->microseconds() - proved;
    buf_init(&report.out, REPORT_MAX);
    if (options->format == FORMAT_JSON)
        analyse_json(&report);
    else
        analyse_text(&report);
    load_write(tool->out, &report.out);
    buf_free(&report.out);
    return report.analysis->open ? TOOL_ERRORS : TOOL_SOUND;
}

int tool_analyse(const struct tool *tool, int argc, char **argv)
{
    struct tool_options options;
    struct loaded loaded;
    int code;
    if (!options_read(tool, &command, argc, argv, &options, &code))
        return code;
    code = TOOL_NOT_RUN;
    const char *folder = options_folders(tool, &command, &options);
    if (!folder)
        return code;
    if (load_folder(tool, &options, folder, &loaded)) {
        if (tolerated(&loaded.diags)) {
            code = report(tool, &options, &loaded);
        } else {
            load_print_diags(tool, &options, &loaded, tool->err);
            code = TOOL_ERRORS;
        }
    }
    load_free(&loaded);
    return code;
}
