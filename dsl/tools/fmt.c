/* fmt: brings rules files into the one style.
 *
 * Each file is for itself: one with errors is refused with its diagnostics and left as it is, the
 * others are done. Nothing is written that was not read again and found to say the same (that is
 * format_source's promise), and a file that is in style already is not touched at all, so that
 * neither its time nor its inode change. */
#include <errno.h>

#include "dsl/base/file.h"
#include "dsl/format/format.h"
#include "dsl/tools/line_diff.h"
#include "dsl/tools/load.h"

enum { LARGEST_TEXT = 64 << 20, LARGEST_OUT = 256 << 20 };

static const struct tool_command command = {
    .name = "fmt",
    .operands = "PATH...",
    .operand_count = 1,
    .more_operands = true,
    .options = OPTION_BIT(CHECK) | OPTION_BIT(DIFF) | OPTION_BIT(KEYWORDS),
    .zh = "把规则文件写成统一的格式。PATH 是文件、文件夹，或者 -（从标准输入读，写到标准输出）。\n"
          "注释都留在原处；写之前先读回来核对，意思变了就不写。",
    .en = "Writes rules files in the one style. PATH is a file, a folder, or - (standard input to\n"
          "standard output). Every comment stays; the result is read again and compared before\n"
          "it is written.",
    .exit_zh =
        "退出码：0 都好；1 有文件读不通，或者加了 --check、--diff 时有文件不合格式；2 没能运行。",
    .exit_en =
        "Exit code: 0 all is well; 1 a file has errors, or with --check or --diff is not in\n"
        "style; 2 could not run.",
};

struct fmt {
    const struct tool *tool;
    const struct tool_options *options;
    struct format_options format;
    bool dry; /* --check or --diff: nothing is written */
    size_t files, changed;
    int code;
};

static void worse(struct fmt *fmt, int code)
{
    fmt->code = code > fmt->code ? code : fmt->code;
}

static void could_not(struct fmt *fmt, const char *path, const char *zh, const char *en,
                      const char *why)
{
    fprintf(fmt->tool->err, "zhida fmt: %s: %s: %s\n", path, options_say(fmt->options, zh, en),
            why);
    worse(fmt, TOOL_NOT_RUN);
}

/* What came of a text */

static void refuse(struct fmt *fmt, const struct diags *diags)
{
    struct buf said;
    buf_init(&said, LARGEST_TEXT);
    diags_text(diags, fmt->options->language, false, &said);
    load_write(fmt->tool->err, &said);
    buf_free(&said);
    worse(fmt, TOOL_ERRORS);
}

static void admit(struct fmt *fmt, const char *path, struct place place)
{
    fprintf(
        fmt->tool->err,
        options_say(fmt->options,
                    "%s:%zu:%zu: 内部错误：写成统一格式后意思会变，文件没有动。请报告这个问题\n",
                    "%s:%zu:%zu: internal error: the formatted text would mean something "
                    "else; the file was not touched. Please report this\n"),
        path, place.line, place.column);
    worse(fmt, TOOL_NOT_RUN);
}

static void show(struct fmt *fmt, struct arena *arena, const char *path, struct view before,
                 const struct buf *after)
{
    if (!fmt->options->value[OPTION_DIFF]) {
        fprintf(fmt->tool->out, "%s\n", path);
        return;
    }
    struct buf diff;
    buf_init(&diff, LARGEST_OUT);
    line_diff(arena, path, before, buf_seen(after), &diff);
    load_write(fmt->tool->out, &diff);
    buf_free(&diff);
}

static void change(struct fmt *fmt, struct arena *arena, const char *path, struct view before,
                   const struct buf *after)
{
    fmt->changed++;
    if (fmt->dry) {
        show(fmt, arena, path, before, after);
        worse(fmt, TOOL_ERRORS);
    } else if (!file_replace(path, buf_seen(after)))
        could_not(fmt, path, "没能写回", "could not write", strerror(errno));
}

/* Formats a text and says what went wrong; true: out holds it. */
static bool formatted(struct fmt *fmt, struct arena *arena, const char *path, struct view text,
                      struct buf *out, bool *changed)
{
    struct diags diags;
    struct place fault;
    enum format_status status =
        format_source(arena, view_of(path), text, &fmt->format, out, &diags, &fault);
    if (status == FORMAT_ERRORS)
        refuse(fmt, &diags);
    else if (status == FORMAT_FAULT)
        admit(fmt, path, fault);
    *changed = status == FORMAT_CHANGED;
    return *changed || status == FORMAT_SAME;
}

/* Files */

static void fmt_text(struct fmt *fmt, const char *path, struct view text)
{
    struct arena arena;
    struct buf out;
    bool changed;
    arena_init(&arena, SIZE_MAX);
    buf_init(&out, LARGEST_OUT);
    if (formatted(fmt, &arena, path, text, &out, &changed) && changed)
        change(fmt, &arena, path, text, &out);
    buf_free(&out);
    arena_free(&arena);
}

static void fmt_file(struct fmt *fmt, const char *path)
{
    struct buf text;
    buf_init(&text, LARGEST_TEXT);
    fmt->files++;
    if (file_read(path, &text))
        fmt_text(fmt, path, buf_seen(&text));
    else
        could_not(fmt, path, "没能读", "could not read", strerror(errno));
    buf_free(&text);
}

static bool read_stream(FILE *in, struct buf *out)
{
    char piece[65536];
    for (size_t n; !out->full && (n = fread(piece, 1, sizeof piece, in)) > 0;)
        buf_bytes(out, piece, n);
    return !ferror(in) && !out->full;
}

/* Editors pipe a text through: what cannot be formatted gives no output and an exit code. */
static void fmt_stream(struct fmt *fmt)
{
    struct arena arena;
    struct buf text, out;
    bool changed;
    arena_init(&arena, SIZE_MAX);
    buf_init(&text, LARGEST_TEXT);
    buf_init(&out, LARGEST_OUT);
    fmt->files++;
    if (!read_stream(fmt->tool->in, &text))
        could_not(fmt, "-", "没能读", "could not read", strerror(text.full ? EFBIG : errno));
    else if (!formatted(fmt, &arena, "-", buf_seen(&text), &out, &changed))
        ;
    else if (!fmt->dry)
        fwrite(out.p, 1, out.n, fmt->tool->out);
    else if (changed)
        change(fmt, &arena, "-", buf_seen(&text), &out);
    buf_free(&text);
    buf_free(&out);
    arena_free(&arena);
}

static void fmt_folder(struct fmt *fmt, const char *folder)
{
    struct arena arena;
    struct view why;
    struct source_paths paths = {0};
    arena_init(&arena, SIZE_MAX);
    if (!sources_list(&arena, folder, &paths, &why))
        could_not(fmt, folder, "没能读", "could not read", why.p);
    for (size_t i = 0; i < paths.n; i++)
        fmt_file(fmt, paths.at[i]);
    arena_free(&arena);
}

static bool read_keywords(struct fmt *fmt)
{
    const char *value = fmt->options->value[OPTION_KEYWORDS];
    bool zh = value && strcmp(value, "zh") == 0, en = value && strcmp(value, "en") == 0;
    fmt->format.keywords = zh ? FORMAT_ZH : en ? FORMAT_EN : FORMAT_AS_WRITTEN;
    if (!value || zh || en)
        return true;
    fprintf(fmt->tool->err, "zhida fmt: --keywords %s\n",
            options_say(fmt->options, "只能是 zh 或 en", "is zh or en"));
    return false;
}

static void summary(const struct fmt *fmt)
{
    if (!fmt->changed)
        return;
    fprintf(fmt->tool->err,
            fmt->dry
                ? options_say(fmt->options, "%zu 个文件中有 %zu 个不合格式；zhida fmt 可以改好\n",
                              "of %zu files %zu are not in style; zhida fmt puts them right\n")
                : options_say(fmt->options, "%zu 个文件中改写了 %zu 个\n",
                              "of %zu files %zu were rewritten\n"),
            fmt->files, fmt->changed);
}

int tool_fmt(const struct tool *tool, int argc, char **argv)
{
    struct tool_options options;
    int code;
    if (!options_read(tool, &command, argc, argv, &options, &code))
        return code;
    struct fmt fmt = {.tool = tool, .options = &options};
    fmt.dry = options.value[OPTION_CHECK] || options.value[OPTION_DIFF];
    if (!read_keywords(&fmt))
        return TOOL_NOT_RUN;
    for (int i = 0; i < options.operands_n; i++) {
        const char *path = options.operands[i];
        if (strcmp(path, "-") == 0)
            fmt_stream(&fmt);
        else if (source_is_folder(path))
            fmt_folder(&fmt, path);
        else
            fmt_file(&fmt, path);
    }
    summary(&fmt);
    return fmt.code;
}
