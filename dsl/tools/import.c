/* import: reads a list, shows how it was understood, writes the folder. The thinking is done in
 * dsl/exchange; here are the files and the words on the terminal.
 *
 * Nothing is half-done: everything is made in memory first, the folder must be empty (or --force),
 * and where a file cannot be written the new ones are taken away again. The order on the terminal
 * is that of an official's questions: what was read, which column is what, what came of it, what is
 * left to do. */
#include "dsl/exchange/import.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "dsl/base/file.h"
#include "dsl/tools/load.h"

enum { LIST_MAX = 64 << 20, REPORT_MAX = 1 << 28, ARENA_MAX_IMPORT = 1 << 30 };

static const struct tool_command command = {
    .name = "import",
    .operands = "LIST",
    .operand_count = 1,
    .options = OPTION_BIT(OUTPUT) | OPTION_BIT(FORCE) | OPTION_BIT(DRY_RUN) | OPTION_BIT(REPORT) |
               OPTION_BIT(SHEET) | OPTION_BIT(COLUMNS) | OPTION_BIT(DEPTH) | OPTION_BIT(OTHERWISE) |
               OPTION_BIT(DISTRICT),
    .zh = "把职责清单（CSV 或 XLSX）变成规则文件夹，缺什么、矛盾在哪、推测了什么都报告出来。\n"
          "用途有：code class item unit assist urgent deadline words example basis area english "
          "remark，\n不要的列写 -。",
    .en = "Turns a duty list (CSV or XLSX) into a rules folder, and reports what is missing,\n"
          "contradictory or guessed. A column may be: code class item unit assist urgent deadline\n"
          "words example basis area english remark, or - for none.",
    .exit_zh = "退出码：0 写好了，1 清单读不成事项或规则有错误，2 没能读写。",
    .exit_en = "Exit code: 0 written, 1 the list gives no duties or rules with errors, 2 could not "
               "read or write.",
};

struct importing {
    const struct tool *tool;
    struct tool_options options;
    struct arena arena;
    struct sheet sheet;
    struct sheet_source source;
    struct columns columns;
    struct imported imported;
};

static const char *say(const struct importing *importing, const char *zh, const char *en)
{
    return options_say(&importing->options, zh, en);
}

static bool chinese(const struct importing *importing)
{
    return importing->options.language == DIAG_ZH;
}

/* ---- reading ---- */

static struct view base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return view_of(slash ? slash + 1 : path);
}

static struct view stem_of(struct view name)
{
    for (size_t n = name.n; n > 0; n--)
        if (name.p[n - 1] == '.')
            return view_sub(name, 0, n - 1);
    return name;
}

static void list_sheets(const struct importing *importing)
{
    const struct sheet_source *source = &importing->source;
    for (size_t i = 0; i < source->sheets.n; i++)
        fprintf(importing->tool->err, "  %zu  %.*s\n", i + 1, VIEW_FMT(source->sheets.at[i]));
}

static bool read_list(struct importing *importing)
{
    const char *path = importing->options.operand[0];
    const char *wanted = importing->options.value[OPTION_SHEET];
    struct buf buf;
    buf_init(&buf, LIST_MAX);
    if (!file_read(path, &buf)) {
        fprintf(importing->tool->err, say(importing, "读不了 %s：%s\n", "could not read %s: %s\n"),
                path,
                errno == EFBIG ? say(importing, "超过 64 MB", "over 64 MB") : strerror(errno));
        buf_free(&buf);
        return false;
    }
    struct view bytes = buf_keep(&buf, &importing->arena);
    buf_free(&buf);
    enum sheet_result result = sheet_read(&importing->arena, bytes, view_of(wanted),
                                          &importing->sheet, &importing->source);
    if (result == SHEET_OK)
        return true;
    fprintf(importing->tool->err, say(importing, "%s：%s\n", "%s: %s\n"), path,
            sheet_reason(result, chinese(importing)));
    if (result == SHEET_NO_SUCH_SHEET)
        list_sheets(importing);
    return false;
}

/* ---- what was understood ---- */

static void show_source(const struct importing *importing)
{
    const struct sheet_source *source = &importing->source;
    FILE *out = importing->tool->out;
    fprintf(out, "%s: ", importing->options.operand[0]);
    if (source->separator)
        fprintf(out, say(importing, "%s，%s分隔，%zu 行\n", "%s, separated by %s, %zu rows\n"),
                source->encoding,
                source->separator == '\t'  ? say(importing, "制表符", "tabs")
                : source->separator == ',' ? say(importing, "逗号", "commas")
                : source->separator == ';' ? say(importing, "分号", "semicolons")
                                           : say(importing, "竖线", "bars"),
                importing->sheet.rows.n);
    else
        fprintf(out, say(importing, "工作表“%.*s”，%zu 行\n", "worksheet \"%.*s\", %zu rows\n"),
                VIEW_FMT(importing->sheet.name), importing->sheet.rows.n);
    if (source->sheets.n > 1 && !importing->options.value[OPTION_SHEET]) {
        fputs(say(importing, "  有几张表，取了行数最多的；要别的请写 --sheet：",
                  "  several worksheets, the fullest was taken; --sheet takes another: "),
              out);
        for (size_t i = 0; i < source->sheets.n; i++)
            fprintf(out, "%s%.*s (%zu)", i ? "、" : "", VIEW_FMT(source->sheets.at[i]),
                    source->sheet_rows.at[i]);
        fputc('\n', out);
    }
    if (source->filled)
        fprintf(out,
                say(importing, "  合并单元格向下填了 %zu 格\n",
                    "  %zu cells were filled down from merged ones\n"),
                source->filled);
}

static void show_columns(const struct importing *importing)
{
    static const char *const why[][2] = {
        {"指定", "given"}, {"按标题", "by its heading"}, {"按内容", "by its content"}, {"", ""}};
    const struct columns *columns = &importing->columns;
    FILE *out = importing->tool->out;
    for (size_t c = 0; c < columns->n; c++) {
        const struct column *column = &columns->at[c];
        struct view heading =
            columns->has_heading ? sheet_cell(&importing->sheet, columns->heading, c) : VIEW("");
        fprintf(out, say(importing, "  第%zu列“%.*s” -> %s", "  column %zu \"%.*s\" -> %s"), c + 1,
                VIEW_FMT(view_trim(heading)), column_key(column->role));
        if (column->role == ROLE_KEPT)
            fprintf(out, " (%s)\n", column_title(ROLE_KEPT, chinese(importing)));
        else
            fprintf(out, say(importing, " %s（%s）\n", " %s (%s)\n"),
                    column_title(column->role, chinese(importing)),
                    why[column->reason][chinese(importing) ? 0 : 1]);
    }
}

static bool find_columns(struct importing *importing)
{
    static const char *const reasons[][2] = {
        [COLUMNS_OK] = {"", ""},
        [COLUMNS_NO_SUCH_HEADING] = {"前三十行里没有这个列名，也不是列的序号",
                                     "no such heading in the first thirty rows, nor a column's "
                                     "number"},
        [COLUMNS_NO_SUCH_ROLE] = {"没有这种用途，可用的见 --help", "no such use; see --help"},
        [COLUMNS_TWICE] = {"这个用途给了两列", "two columns for one use"},
        [COLUMNS_NO_ITEM] = {"认不出哪一列是事项名称；请写 --columns \"列名=item\"",
                             "none of the columns looks like the item's name; say --columns "
                             "\"HEADING=item\""},
        [COLUMNS_BADLY_WRITTEN] = {"要写成“列名=用途”", "is written HEADING=use"},
    };
    struct view wrong = {NULL, 0};
    enum columns_result result = columns_find(&importing->arena, &importing->sheet,
                                              view_of(importing->options.value[OPTION_COLUMNS]),
                                              &importing->columns, &wrong);
    if (result == COLUMNS_NO_ITEM)
        show_columns(importing);
    if (result != COLUMNS_OK)
        fprintf(importing->tool->err, "zhida import: %.*s%s%s\n", VIEW_FMT(wrong),
                wrong.n ? ": " : "", reasons[result][chinese(importing) ? 0 : 1]);
    return result == COLUMNS_OK;
}

/* ---- what came of it ---- */

static void show_summary(const struct importing *importing, int64_t milliseconds)
{
    const struct imported *imported = &importing->imported;
    struct buf buf;
    buf_init(&buf, 1 << 20);
    findings_summary(&imported->findings, chinese(importing), &buf);
    load_write(importing->tool->out, &buf);
    buf_free(&buf);
    fprintf(
        importing->tool->out,
        say(importing,
            "%zu 行 -> %zu 个事项（另有 %zu 行没有成为事项），%zu 类，%zu 个单位，%zu 个词（%zu "
            "个是建议），%zu 个文件，%zu 个错误，%lld 毫秒\n",
            "rows %zu -> duties %zu (rows that made none: %zu), categories %zu, units %zu, words "
            "%zu (proposed: %zu), files %zu, errors %zu, %lld ms\n"),
        imported->listing.rows, imported->plan.duties.n,
        imported->listing.rows - imported->plan.duties.n, imported->plan.categories.n,
        imported->plan.units.n, imported->words, imported->proposed, imported->files.n,
        imported->errors, (long long)milliseconds);
}

/* ---- writing ---- */

static bool could_not(const struct importing *importing, const char *path)
{
    fprintf(importing->tool->err, say(importing, "写不了 %s：%s\n", "could not write %s: %s\n"),
            path, strerror(errno));
    return false;
}

static bool write_file(const char *path, struct view text)
{
    FILE *out = fopen(path, "wb");
    if (!out)
        return false;
    bool whole = fwrite(text.p, 1, text.n, out) == text.n;
    int error = errno;
    whole = fclose(out) == 0 && whole;
    if (!whole && error)
        errno = error;
    return whole;
}

static bool write_report(const struct importing *importing)
{
    const char *path = importing->options.value[OPTION_REPORT];
    struct buf buf;
    if (!path)
        return true;
    struct view name = view_of(path);
    buf_init(&buf, REPORT_MAX);
    if (name.n > 5 && view_is(view_sub(name, name.n - 5, name.n), ".json"))
        findings_json(&importing->imported.findings, &buf);
    else if (name.n > 4 && view_is(view_sub(name, name.n - 4, name.n), ".csv"))
        findings_csv(&importing->imported.findings, chinese(importing), &buf);
    else
        findings_text(&importing->imported.findings, chinese(importing), &buf);
    bool written = !buf.full && write_file(path, buf_seen(&buf));
    buf_free(&buf);
    return written || could_not(importing, path);
}

/* Every folder on the way to a file below the first root_n bytes. */
static bool make_folders(char *path, size_t root_n)
{
    for (char *p = path + root_n; *p; p++) {
        if (*p != '/')
            continue;
        *p = '\0';
        bool made = mkdir(path, 0777) == 0 || errno == EEXIST;
        *p = '/';
        if (!made)
            return false;
    }
    return true;
}

static bool is_empty(const char *folder, bool *there)
{
    DIR *dir = opendir(folder);
    size_t names = 0;
    *there = dir != NULL;
    while (dir && readdir(dir))
        names++;
    if (dir)
        closedir(dir);
    return names <= 2;
}

/* Writes all; takes what is new away again where one cannot be written. */
static bool write_files(struct importing *importing, const char *folder)
{
    const composed *files = &importing->imported.files;
    bool *fresh = ARENA_ARRAY(&importing->arena, files->n + 1, bool);
    struct buf path;
    buf_init(&path, 1 << 16);
    for (size_t i = 0; i < files->n; i++) {
        buf_clear(&path);
        buf_print(&path, "%s/%.*s", folder, VIEW_FMT(files->at[i].path));
        if (path.full || !make_folders(path.p, strlen(folder) + 1))
            break;
        fresh[i] = access(path.p, F_OK) != 0;
        if (write_file(path.p, files->at[i].text)) {
            if (i + 1 == files->n) {
                buf_free(&path);
                return true;
            }
            continue;
        }
        could_not(importing, path.p);
        for (size_t k = 0; k <= i; k++) {
            buf_clear(&path);
            buf_print(&path, "%s/%.*s", folder, VIEW_FMT(files->at[k].path));
            if (fresh[k])
                unlink(path.p);
        }
        buf_free(&path);
        return false;
    }
    could_not(importing, path.p);
    buf_free(&path);
    return false;
}

/* With --force: rules that were there before and are there still. */
static void show_others(struct importing *importing, const char *folder)
{
    const composed *files = &importing->imported.files;
    struct sources sources = {.arena = &importing->arena};
    struct view why;
    size_t others = 0;
    if (!sources_read(&sources, folder, &why))
        return;
    for (size_t i = 0; i < sources.files.n; i++) {
        size_t k = 0;
        while (k < files->n && !view_eq(files->at[k].path, sources.files.at[i].path))
            k++;
        if (k == files->n && others++ == 0)
            fputs(say(importing, "这些规则文件不是这次写的，还留着，请看要不要删：\n",
                      "these rules were there before and are left; look whether they should go:\n"),
                  importing->tool->out);
        if (k == files->n)
            fprintf(importing->tool->out, "  %.*s\n", VIEW_FMT(sources.files.at[i].path));
    }
}

static int write_folder(struct importing *importing)
{
    const char *folder = importing->options.value[OPTION_OUTPUT];
    bool there;
    if (importing->options.value[OPTION_DRY_RUN]) {
        fputs(say(importing, "试运行，什么也没写。\n", "a dry run: nothing was written.\n"),
              importing->tool->out);
        return TOOL_SOUND;
    }
    if (!is_empty(folder, &there) && !importing->options.value[OPTION_FORCE]) {
        fprintf(importing->tool->err,
                say(importing, "%s 里已经有东西，没有写。换一个文件夹，或者加 --force。\n",
                    "%s is not empty; nothing was written. Name another folder, or add --force.\n"),
                folder);
        return TOOL_NOT_RUN;
    }
    if (!there && mkdir(folder, 0777) != 0) {
        could_not(importing, folder);
        return TOOL_NOT_RUN;
    }
    if (!write_files(importing, folder))
        return TOOL_NOT_RUN;
    if (importing->options.value[OPTION_FORCE])
        show_others(importing, folder);
    fprintf(importing->tool->out,
            say(importing, "写好了：%s。接着看：zhida check %s\n",
                "written: %s. Next: zhida check %s\n"),
            folder, folder);
    return TOOL_SOUND;
}

/* ---- the command ---- */

static bool read_options(struct importing *importing, struct import_options *out)
{
    const char *const *value = importing->options.value;
    int64_t depth = 0;
    struct view name = base_name(importing->options.operand[0]);
    *out = (struct import_options){.source = name,
                                   .district = view_of(value[OPTION_DISTRICT]),
                                   .otherwise = view_of(value[OPTION_OTHERWISE])};
    if (!out->district.n)
        out->district = stem_of(name);
    if (value[OPTION_DEPTH] &&
        !view_int(view_of(value[OPTION_DEPTH]), 1, CLASS_COLUMNS_MAX, &depth)) {
        fprintf(importing->tool->err, "zhida import: %s\n",
                say(importing, "--depth 要写 1 到 8", "--depth is 1 to 8"));
        return false;
    }
    out->depth = (size_t)depth;
    if (value[OPTION_OUTPUT] || value[OPTION_DRY_RUN])
        return true;
    fprintf(importing->tool->err, "zhida import: %s\n",
            say(importing, "写到哪里？请加 -o 文件夹，或者 --dry-run",
                "where to? add -o FOLDER, or --dry-run"));
    return false;
}

static int run(struct importing *importing)
{
    struct import_options options;
    int64_t started = importing->tool->microseconds();
    if (!read_options(importing, &options) || !read_list(importing))
        return TOOL_NOT_RUN;
    show_source(importing);
    if (!find_columns(importing))
        return TOOL_NOT_RUN;
    show_columns(importing);
    import_make(&importing->arena, &importing->sheet, &importing->columns, &importing->source,
                &options, &importing->imported);
    show_summary(importing, (importing->tool->microseconds() - started) / 1000);
    if (!write_report(importing))
        return TOOL_NOT_RUN;
    int code = write_folder(importing);
    bool sound = importing->imported.errors == 0 && importing->imported.plan.duties.n > 0;
    return code == TOOL_SOUND && !sound ? TOOL_ERRORS : code;
}

int tool_import(const struct tool *tool, int argc, char **argv)
{
    struct importing importing = {.tool = tool};
    int code;
    if (!options_read(tool, &command, argc, argv, &importing.options, &code))
        return code;
    arena_init(&importing.arena, (size_t)ARENA_MAX_IMPORT * 4);
    code = run(&importing);
    arena_free(&importing.arena);
    return code;
}
