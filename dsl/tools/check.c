/* check: reads a folder of rules and says everything that is wrong with it, then how much there is
 * of it. The whole chain runs, up to the image, so that what check lets pass also serves; after it
 * the lints, which serve and reload do without. */
#include "dsl/tools/codes.h"
#include "dsl/tools/lints.h"
#include "dsl/tools/load.h"
#include "dsl/tools/repair.h"

static const struct tool_command command = {
    .name = "check",
    .operands = "DIR...",
    .operand_count = 1,
    .more_operands = true,
    .options = OPTION_BIT(FORMAT) | OPTION_BIT(JSON) | OPTION_BIT(AT) | OPTION_BIT(LINT) |
               OPTION_BIT(LINTS) | OPTION_BIT(STRICT) | OPTION_BIT(EXPLAIN) | OPTION_BIT(FIX) |
               OPTION_BIT(DRY_RUN),
    .alone = OPTION_BIT(LINTS) | OPTION_BIT(EXPLAIN),
    .zh = "检查规则：读入、检查、编译，列出所有问题。",
    .en = "Checks rules: reads, checks and compiles them, and lists every problem.",
    .exit_zh = "退出码：0 没有错误，1 规则有错误（加 --strict 时警告也算），2 没能检查。",
    .exit_en =
        "Exit code: 0 no errors, 1 errors in the rules (with --strict warnings too), 2 could "
        "not check.",
};

static size_t words_of(const struct model *model)
{
    size_t n = 0;
    for (size_t i = 0; i < model->categories.n; i++)
        n += model->categories.at[i].words.n;
    for (size_t i = 0; i < model->duties.n; i++)
        n += model->duties.at[i].words.n;
    for (size_t i = 0; i < model->facts.n; i++)
        for (size_t v = 0; v < model->facts.at[i].values.n; v++)
            n += model->facts.at[i].values.at[v].words.n;
    for (size_t i = 0; i < model->periods.n; i++)
        n += model->periods.at[i].words.n;
    for (size_t i = 0; i < model->areas.n; i++)
        n += model->areas.at[i].words.n;
    for (size_t i = 0; i < model->lists.n; i++)
        n += model->lists.at[i].words.n;
    return n;
}

static void summary_line(const struct tool *tool, const struct tool_options *options,
                         const struct loaded *loaded, int64_t milliseconds)
{
    const struct model *model = loaded->model;
    const struct {
        size_t n;
        const char *zh, *one, *many, *behind_zh, *behind;
    } counts[] = {
        {loaded->diags.errors, "个错误", "error", NULL, "，", ", "},
        {loaded->diags.warnings, "个警告", "warning", NULL, "：", ": "},
        {loaded->sources.files.n, "个文件", "file", NULL, "，", ", "},
        {model ? model->categories.n : 0, "类", "category", "categories", "，", ", "},
        {model ? model->duties.n : 0, "项", "duty", "duties", "，", ", "},
        {model ? words_of(model) : 0, "个词", "word", NULL, "，", ", "},
        {model ? model->policies.n : 0, "条政策", "policy", "policies", "，", ", "},
    };
    bool zh = options->language == DIAG_ZH;
    struct buf line;
    buf_init(&line, 4096);
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        if (zh)
            buf_print(&line, "%zu %s", counts[i].n, counts[i].zh);
        else
            buf_count(&line, counts[i].n, counts[i].one, counts[i].many);
        buf_text(&line, zh ? counts[i].behind_zh : counts[i].behind);
    }
    buf_print(&line, zh ? "%lld 毫秒\n" : "%lld ms\n", (long long)milliseconds);
    load_write(tool->out, &line);
    buf_free(&line);
}

static bool is_sound(const struct tool_options *options, const struct diags *diags)
{
    return !diags->errors && !(options->value[OPTION_STRICT] && diags->warnings);
}

/* Reads and lints, after making the changes that were asked for. What there is to say is told
 * unless this gives TOOL_NOT_RUN, or TOOL_ERRORS where only changes were to be shown. */
static int read_rules(const struct tool *tool, const struct tool_options *options,
                      const struct lint_settings *settings, const char *folder,
                      struct loaded *loaded)
{
    if (options->value[OPTION_FIX])
        return repair_folder(tool, options, settings, folder, loaded);
    if (!load_folder(tool, options, folder, loaded))
        return TOOL_NOT_RUN;
    lint_rules(settings, &loaded->arena, loaded->model->tree, loaded->model, &loaded->diags);
    return TOOL_SOUND;
}

int tool_check(const struct tool *tool, int argc, char **argv)
{
    struct tool_options options;
    struct lint_settings settings;
    struct loaded loaded;
    int code;
    if (!options_read(tool, &command, argc, argv, &options, &code))
        return code;
    if (!lints_settings(tool, &options, &settings))
        return TOOL_NOT_RUN;
    if (options.value[OPTION_LINTS]) {
        lints_print(tool, &options, &settings);
        return TOOL_SOUND;
    }
    if (options.value[OPTION_EXPLAIN])
        return codes_explain(tool, &options, options.value[OPTION_EXPLAIN]) ? TOOL_SOUND
                                                                            : TOOL_NOT_RUN;
    int64_t started = tool->microseconds();
    const char *folder = options_folders(tool, &command, &options);
    if (!folder)
        return TOOL_NOT_RUN;
    code = read_rules(tool, &options, &settings, folder, &loaded);
    if (code == TOOL_SOUND) {
        code = is_sound(&options, &loaded.diags) ? TOOL_SOUND : TOOL_ERRORS;
        load_print_diags(tool, &options, &loaded, tool->out);
        if (options.format != FORMAT_JSON)
            summary_line(tool, &options, &loaded, (tool->microseconds() - started) / 1000);
        if (options.format == FORMAT_TEXT)
            codes_hint(tool, &options, &loaded.diags);
    }
    load_free(&loaded);
    return code;
}
