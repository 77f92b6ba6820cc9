/* export: the duties of a folder as a table, for programs, or to be read. Only sound rules are
 * exported: what does not compile has no agreed meaning to write down.
 *
 * Where the folder came from a list (imported.tsv), CSV and XLSX are that list again, changed only
 * where the rules were; --table all gives every field instead. */
#include <errno.h>
#include <unistd.h>

#include "dsl/exchange/delimit.h"
#include "dsl/exchange/duty_list.h"
#include "dsl/exchange/duty_sheet.h"
#include "dsl/exchange/spreadsheet.h"
#include "dsl/tools/load.h"

enum { EXPORT_MAX = 1 << 28, PATH_ROOM = 1 << 14 };

static const struct tool_command command = {
    .name = "export",
    .operands = "DIR",
    .operand_count = 1,
    .options = OPTION_BIT(CSV) | OPTION_BIT(XLSX) | OPTION_BIT(JSON) | OPTION_BIT(MARKDOWN) |
               OPTION_BIT(BOM) | OPTION_BIT(OUTPUT) | OPTION_BIT(TABLE),
    .zh = "把规则里的事项写成 CSV、XLSX、JSON 或 Markdown 清单。由清单导入的文件夹，\n"
          "CSV 和 XLSX 照原表还原，只有规则里改过的格子不同。没有写格式的，看 -o 的文件名。",
    .en = "Writes the duties as a CSV, XLSX, JSON or Markdown list. A folder that was imported\n"
          "gives its list back as CSV and XLSX, changed only where the rules were. Without a\n"
          "format the name behind -o says it.",
    .exit_zh = "退出码：0 写好了，1 规则有错误，2 没能读写。",
    .exit_en = "Exit code: 0 written, 1 errors in the rules, 2 could not read or write.",
};

enum export_format { EXPORT_NONE, EXPORT_CSV, EXPORT_XLSX, EXPORT_JSON, EXPORT_MARKDOWN };

struct exporting {
    const struct tool *tool;
    struct tool_options options;
    enum export_format format;
    struct arena arena;
    struct sources sources;
    struct diags diags;
    struct tree tree;
    struct model *model;
    struct entries entries;
};

static const char *say(const struct exporting *exporting, const char *zh, const char *en)
{
    return options_say(&exporting->options, zh, en);
}

static bool ends_in(struct view name, const char *ending)
{
    struct view end = view_of(ending);
    return name.n > end.n && view_eq(view_sub(name, name.n - end.n, name.n), end);
}

/* By the options, else by the file's name. */
static bool find_format(struct exporting *exporting)
{
    const char *const *value = exporting->options.value;
    static const struct {
        enum option option;
        enum export_format format;
        const char *ending;
    } formats[] = {{OPTION_CSV, EXPORT_CSV, ".csv"},
                   {OPTION_XLSX, EXPORT_XLSX, ".xlsx"},
                   {OPTION_JSON, EXPORT_JSON, ".json"},
                   {OPTION_MARKDOWN, EXPORT_MARKDOWN, ".md"}};
    size_t given = 0;
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        if (!value[formats[i].option])
            continue;
        exporting->format = formats[i].format;
        given++;
    }
    for (size_t i = 0; !given && value[OPTION_OUTPUT] && i < sizeof formats / sizeof *formats; i++)
        if (ends_in(view_of(value[OPTION_OUTPUT]), formats[i].ending))
            exporting->format = formats[i].format;
    const char *wrong = NULL;
    if (given > 1 || exporting->format == EXPORT_NONE)
        wrong = say(exporting, "请写一种格式：--csv、--xlsx、--json 或 --markdown",
                    "say one format: --csv, --xlsx, --json or --markdown");
    else if (exporting->format == EXPORT_XLSX && !value[OPTION_OUTPUT])
        wrong = say(exporting, "工作簿要写到文件里，请加 -o 文件名",
                    "a workbook is written to a file: add -o FILE");
    else if (value[OPTION_TABLE] && strcmp(value[OPTION_TABLE], "all") != 0 &&
             strcmp(value[OPTION_TABLE], "imported") != 0)
        wrong = say(exporting, "--table 只能是 imported 或 all", "--table is imported or all");
    if (wrong)
        fprintf(exporting->tool->err, "zhida export: %s\n", wrong);
    return !wrong;
}

/* ---- reading ---- */

static int read_rules(struct exporting *exporting)
{
    const char *folder = exporting->options.operand[0];
    struct view why = {NULL, 0};
    struct arena *arena = &exporting->arena;
    exporting->sources = (struct sources){.arena = arena};
    exporting->diags = (struct diags){.arena = arena, .sources = &exporting->sources};
    exporting->tree = (struct tree){.arena = arena};
    if (!sources_read(&exporting->sources, folder, &why)) {
        fprintf(exporting->tool->err,
                say(exporting, "zhida：读不了规则文件夹 %s：%.*s\n",
                    "zhida: could not read the rules in %s: %.*s\n"),
                folder, VIEW_FMT(why));
        return TOOL_NOT_RUN;
    }
    tree_parse(&exporting->tree, &exporting->sources, &exporting->diags);
    exporting->model =
        check_rules(arena, &exporting->tree, &exporting->sources, folder, &exporting->diags);
    if (!exporting->diags.errors && exporting->sources.files.n)
        return TOOL_SOUND;
    fprintf(exporting->tool->err,
            say(exporting, "规则有 %zu 个错误，没有导出。先看：zhida check %s\n",
                "errors in the rules: %zu; nothing was exported. First: zhida check %s\n"),
            exporting->diags.errors, folder);
    return TOOL_ERRORS;
}

/* false: there is a keepsake that cannot be read (that was said). *there: there is one to use. */
static bool read_keepsake(struct exporting *exporting, struct keepsake *kept, bool *there)
{
    const char *table = exporting->options.value[OPTION_TABLE];
    struct buf path;
    struct view text, why;
    *there = false;
    if (table && strcmp(table, "all") == 0)
        return true;
    buf_init(&path, PATH_ROOM);
    buf_print(&path, "%s/%s", exporting->options.operand[0], KEEPSAKE_FILE);
    bool exists = !path.full && access(path.p, F_OK) == 0;
    *there = exists && load_file(&exporting->arena, path.p, &text, &why) &&
             keepsake_read(&exporting->arena, text, kept);
    bool sound = *there || (!exists && !table);
    if (!sound)
        fprintf(exporting->tool->err,
                say(exporting, "%s 没有或者读不懂，照不了原表；加 --table all 写全部字段。\n",
                    "%s is not there or damaged; --table all writes every field instead.\n"),
                path.p ? path.p : KEEPSAKE_FILE);
    buf_free(&path);
    return sound;
}

/* ---- writing ---- */

static int could_not(const struct exporting *exporting, const char *path, const char *why)
{
    fprintf(exporting->tool->err, say(exporting, "写不了 %s：%s\n", "could not write %s: %s\n"),
            path, why);
    return TOOL_NOT_RUN;
}

/* To the file, or to the terminal. */
static int write_text(struct exporting *exporting, const struct buf *text)
{
    const char *path = exporting->options.value[OPTION_OUTPUT];
    struct view seen = buf_seen(text);
    if (text->full)
        return could_not(exporting, path ? path : "-", strerror(EFBIG));
    if (!path) {
        fwrite(seen.p, 1, seen.n, exporting->tool->out);
        return TOOL_SOUND;
    }
    FILE *out = fopen(path, "wb");
    bool whole = out && fwrite(seen.p, 1, seen.n, out) == seen.n;
    int error = errno;
    if (out && fclose(out) != 0) {
        whole = false;
        error = errno;
    }
    return whole ? TOOL_SOUND : could_not(exporting, path, strerror(error));
}

static int write_workbook(struct exporting *exporting, const struct sheet *sheet,
                          const struct columns *columns)
{
    const char *path = exporting->options.value[OPTION_OUTPUT];
    const char *why = spreadsheet_write(sheet, columns, path, exporting->tool->now);
    return why ? could_not(exporting, path, why) : TOOL_SOUND;
}

static void show_counts(const struct exporting *exporting, const struct keepsake *kept,
                        const struct merge_counts *counts)
{
    fprintf(exporting->tool->err,
            say(exporting, "照原表《%.*s》：改了 %zu 格，去了 %zu 行，加了 %zu 行\n",
                "as the list %.*s: %zu cells changed, %zu rows gone, %zu rows added\n"),
            VIEW_FMT(kept->source), counts->changed, counts->gone, counts->added);
}

static int write_table(struct exporting *exporting)
{
    struct sheet sheet;
    struct columns columns;
    struct keepsake kept;
    struct merge_counts counts;
    bool there;
    if (!read_keepsake(exporting, &kept, &there))
        return TOOL_NOT_RUN;
    if (there) {
        duty_sheet_merge(&exporting->arena, &exporting->entries, &kept, &sheet, &counts);
        columns = kept.columns;
        show_counts(exporting, &kept, &counts);
    } else {
        duty_sheet_full(&exporting->arena, &exporting->entries,
                        exporting->options.language == DIAG_ZH, &sheet, &columns);
    }
    if (exporting->format == EXPORT_XLSX)
        return write_workbook(exporting, &sheet, &columns);
    struct buf buf;
    buf_init(&buf, EXPORT_MAX);
    delimit_sheet(&sheet, exporting->options.value[OPTION_BOM] != NULL, &buf);
    int code = write_text(exporting, &buf);
    buf_free(&buf);
    return code;
}

static int write_list(struct exporting *exporting)
{
    struct buf buf;
    buf_init(&buf, EXPORT_MAX);
    if (exporting->format == EXPORT_JSON)
        duty_list_json(&exporting->entries, exporting->model, &buf);
    else
        duty_list_markdown(&exporting->entries, exporting->model,
                           exporting->options.language == DIAG_ZH, &buf);
    int code = write_text(exporting, &buf);
    buf_free(&buf);
    return code;
}

static int run(struct exporting *exporting)
{
    if (!find_format(exporting))
        return TOOL_NOT_RUN;
    int code = read_rules(exporting);
    if (code != TOOL_SOUND)
        return code;
    exporting->entries = (struct entries){.arena = &exporting->arena};
    entries_read(&exporting->entries, &exporting->tree, exporting->model);
    entries_sort(&exporting->entries);
    bool table = exporting->format == EXPORT_CSV || exporting->format == EXPORT_XLSX;
    return table ? write_table(exporting) : write_list(exporting);
}

int tool_export(const struct tool *tool, int argc, char **argv)
{
    struct exporting exporting = {.tool = tool};
    int code;
    if (!options_read(tool, &command, argc, argv, &exporting.options, &code))
        return code;
    arena_init(&exporting.arena, (size_t)1 << 32);
    code = run(&exporting);
    arena_free(&exporting.arena);
    return code;
}
