/* repair: rounds of reading and fixing, all in memory; the disk is touched once, at the end.
 *
 * A change may uncover another mistake (a comma that was missing hid a name that does not exist),
 * so the result is read again until there is nothing left to change. Changes that do not come to
 * an end would be a mistake of a message; then nothing is changed at all.
 *
 * The texts of a compilation are without byte order mark and carriage returns. A file is therefore
 * put back into the dress it came in, and only if it still says what was read: whoever saved it
 * meanwhile in an editor loses nothing. A file that is not UTF-8 is left alone. */
#include "dsl/tools/repair.h"

#include <errno.h>

#include "dsl/base/file.h"
#include "dsl/base/utf8.h"
#include "dsl/syntax/fixes.h"
#include "dsl/tools/line_diff.h"

enum { ROUNDS = 20, LARGEST_FILE = 64 << 20, LARGEST_OUT = 256 << 20 };

struct repaired {
    struct view path, before, now;
    const char *file; /* where it lies */
};

struct repair {
    const struct tool *tool;
    const struct tool_options *options;
    const struct lint_settings *settings;
    const char *folder;
    struct arena arena; /* the texts of all rounds */
    VEC(struct repaired) files;
    size_t changes, changed_files;
    struct buf said; /* the messages whose change was made */
    int code;
};

static bool is_dry(const struct repair *repair)
{
    return repair->options->value[OPTION_DRY_RUN] != NULL;
}

/* ---- rounds ---- */

static void remember(struct repair *repair, const struct sources *sources)
{
    for (size_t i = 0; i < sources->files.n; i++) {
        struct view text = view_keep(&repair->arena, sources->files.at[i].text);
        struct view path = view_keep(&repair->arena, sources->files.at[i].path);
        const char *file = view_keep(&repair->arena, view_of(sources->files.at[i].file)).p;
        VEC_ADD(&repair->arena, &repair->files, ((struct repaired){path, text, text, file}));
    }
}

static size_t change_file(struct repair *repair, struct diags *diags, uint32_t file,
                          struct diags *taken)
{
    bool all = repair->options->value[OPTION_FIX][0] != 0;
    struct repaired *one = &repair->files.at[file];
    struct buf out;
    if (utf8_broken(one->now) < one->now.n)
        return 0;
    buf_init(&out, LARGEST_FILE);
    size_t made = fixes_make(diags, file, all ? FIXES_ALL : FIXES_SAFE, &out, taken);
    if (out.full)
        made = 0;
    if (made)
        one->now = buf_keep(&out, &repair->arena);
    buf_free(&out);
    return made;
}

static size_t run_round(struct repair *repair, struct loaded *loaded)
{
    struct diags taken = {.arena = &loaded->arena, .sources = &loaded->sources};
    size_t made = 0;
    for (size_t i = 0; i < repair->files.n; i++)
        made += change_file(repair, &loaded->diags, (uint32_t)i, &taken);
    diags_lines(&taken, repair->options->language, &repair->said);
    repair->changes += made;
    return made;
}

static bool read_again(struct repair *repair, struct loaded *loaded)
{
    struct load_text *texts = ARENA_ARRAY(&repair->arena, repair->files.n + 1, struct load_text);
    for (size_t i = 0; i < repair->files.n; i++)
        texts[i] = (struct load_text){repair->files.at[i].path, repair->files.at[i].now};
    load_free(loaded);
    return load_texts(repair->tool, repair->options, repair->folder, texts, repair->files.n,
                      loaded);
}

static void lint(const struct repair *repair, struct loaded *loaded)
{
    lint_rules(repair->settings, &loaded->arena, loaded->model->tree, loaded->model,
               &loaded->diags);
}

static void take_back(struct repair *repair)
{
    for (size_t i = 0; i < repair->files.n; i++)
        repair->files.at[i].now = repair->files.at[i].before;
    repair->changes = 0;
    buf_clear(&repair->said);
    fputs(options_say(repair->options,
                      "zhida check: 这些改动改不到头，所以一处也没有改。请报告这个问题\n",
                      "zhida check: the changes come to no end, so none was made. Please report "
                      "this\n"),
          repair->tool->err);
}

static bool run_rounds(struct repair *repair, struct loaded *loaded)
{
    if (!load_folder(repair->tool, repair->options, repair->folder, loaded))
        return false;
    remember(repair, &loaded->sources);
    lint(repair, loaded);
    for (int round = 0; round <= ROUNDS && run_round(repair, loaded); round++) {
        if (round == ROUNDS)
            take_back(repair);
        if (!read_again(repair, loaded))
            return false;
        lint(repair, loaded);
    }
    return true;
}

/* ---- writing ---- */

static struct view as_read(struct arena *arena, struct view raw)
{
    struct sources sources = {.arena = arena};
    uint32_t file = sources_add(&sources, VIEW(""), raw);
    return sources.files.at[file].text;
}

/* The text with the mark and the line ends that the file had. */
static void dress(struct view raw, struct view text, struct buf *out)
{
    struct view mark = VIEW("\xef\xbb\xbf");
    bool windows = view_find(raw, VIEW("\r\n")) != SIZE_MAX;
    if (view_starts(raw, mark))
        buf_view(out, mark);
    while (windows && text.p) {
        buf_view(out, view_cut(&text, '\n'));
        buf_text(out, text.p ? "\r\n" : "");
    }
    buf_view(out, text);
}

static void could_not(struct repair *repair, const char *path, const char *why)
{
    fprintf(repair->tool->err,
            options_say(repair->options, "zhida check: 没能改 %s：%s\n",
                        "zhida check: could not change %s: %s\n"),
            path, why);
    repair->code = TOOL_NOT_RUN;
}

static void write_file(struct repair *repair, const struct repaired *one)
{
    struct buf raw, dressed;
    buf_init(&raw, LARGEST_FILE);
    buf_init(&dressed, LARGEST_OUT);
    if (!file_read(one->file, &raw)) {
        could_not(repair, one->file, strerror(errno));
    } else if (!view_eq(as_read(&repair->arena, buf_seen(&raw)), one->before)) {
        could_not(
            repair, one->file,
            options_say(repair->options, "它刚刚被别人改过", "somebody changed it meanwhile"));
    } else {
        dress(buf_seen(&raw), one->now, &dressed);
        if (dressed.full || !file_replace(one->file, buf_seen(&dressed)))
            could_not(repair, one->file, strerror(dressed.full ? EFBIG : errno));
    }
    buf_free(&raw);
    buf_free(&dressed);
}

static void show_file(struct repair *repair, const struct repaired *one)
{
    struct buf diff;
    buf_init(&diff, LARGEST_OUT);
    line_diff(&repair->arena, one->path.p, one->before, one->now, &diff);
    load_write(repair->tool->out, &diff);
    buf_free(&diff);
    repair->code = TOOL_ERRORS;
}

static void put_back(struct repair *repair)
{
    for (size_t i = 0; i < repair->files.n; i++) {
        const struct repaired *one = &repair->files.at[i];
        if (view_eq(one->before, one->now))
            continue;
        repair->changed_files++;
        if (is_dry(repair))
            show_file(repair, one);
        else
            write_file(repair, one);
    }
}

/* What was changed; beside the JSON, which is for the rest. */
static void tell(const struct repair *repair)
{
    FILE *out = repair->options->format == FORMAT_JSON ? repair->tool->err : repair->tool->out;
    if (repair->changes && !is_dry(repair)) {
        fputs(options_say(repair->options, "改好的：\n", "put right:\n"), out);
        load_write(out, &repair->said);
    }
    fprintf(out,
            is_dry(repair) ? options_say(repair->options, "可以改好 %zu 处，在 %zu 个文件里\n",
                                         "places that can be put right: %zu, in files: %zu\n")
                           : options_say(repair->options, "改好了 %zu 处，在 %zu 个文件里\n\n",
                                         "places put right: %zu, in files: %zu\n\n"),
            repair->changes, repair->changed_files);
}

int repair_folder(const struct tool *tool, const struct tool_options *options,
                  const struct lint_settings *settings, const char *folder, struct loaded *loaded)
{
    struct repair repair = {
        .tool = tool, .options = options, .settings = settings, .folder = folder};
    arena_init(&repair.arena, SIZE_MAX);
    buf_init(&repair.said, LARGEST_OUT);
    if (run_rounds(&repair, loaded)) {
        put_back(&repair);
        if (repair.code != TOOL_NOT_RUN)
            tell(&repair);
    } else {
        repair.code = TOOL_NOT_RUN;
    }
    buf_free(&repair.said);
    arena_free(&repair.arena);
    return repair.code;
}
