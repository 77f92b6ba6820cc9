/* load: the one way the commands come to their rules. A command that only runs sound rules stops
 * here with the diagnostics; `check` prints them itself. The arena holds everything until the
 * command ends. */
#include "dsl/tools/load.h"

#include <errno.h>

#include "dsl/base/file.h"

enum { ARENA_MAX = 1 << 30, IMAGE_MAX = 1 << 28, PRINT_MAX = 1 << 26, FILE_MAX = 1 << 29 };

static void begin(struct loaded *loaded)
{
    *loaded = (struct loaded){0};
    arena_init(&loaded->arena, ARENA_MAX);
    buf_init(&loaded->image, IMAGE_MAX);
    loaded->sources.arena = &loaded->arena;
    loaded->diags = (struct diags){.arena = &loaded->arena, .sources = &loaded->sources};
}

static bool not_read(const struct tool *tool, const struct tool_options *options,
                     const char *folder, struct view why)
{
    fprintf(tool->err,
            options_say(options, "zhida：读不了规则文件夹 %s：%.*s\n",
                        "zhida: could not read the rules in %s: %.*s\n"),
            folder, VIEW_FMT(why));
    return false;
}

bool load_texts(const struct tool *tool, const struct tool_options *options, const char *folder,
                const struct load_text *texts, size_t count, struct loaded *loaded)
{
    struct view why = {NULL, 0};
    begin(loaded);
    for (size_t i = 0; i < count; i++)
        sources_add(&loaded->sources, texts[i].path, texts[i].text);
    return compile_sources(&loaded->arena, folder, &loaded->sources, &loaded->diags, &loaded->model,
                           &loaded->image, &why) ||
           not_read(tool, options, folder, why);
}

static bool load_with(const struct tool *tool, const struct tool_options *options,
                      const char *folder, struct view path, struct view text, struct loaded *loaded)
{
    struct view why = {NULL, 0};
    begin(loaded);
    if (compile_folder_with(&loaded->arena, folder, path, text, &loaded->sources, &loaded->diags,
                            &loaded->model, &loaded->image, &why))
        return true;
    return not_read(tool, options, folder, why);
}

bool load_folder(const struct tool *tool, const struct tool_options *options, const char *folder,
                 struct loaded *loaded)
{
    return load_with(tool, options, folder, VIEW(""), VIEW(""), loaded);
}

static bool open_image(const struct tool *tool, const struct tool_options *options,
                       struct loaded *loaded)
{
    if (rules_open(&loaded->rules, loaded->image.p, loaded->image.n) == RULES_OK)
        return true;
    fputs(options_say(options, "zhida：编译结果打不开，请报告这个问题\n",
                      "zhida: the compiled rules do not open; please report this\n"),
          tool->err);
    return false;
}

int load_sound(const struct tool *tool, const struct tool_options *options, const char *folder,
               struct loaded *loaded)
{
    return load_sound_with(tool, options, folder, VIEW(""), VIEW(""), loaded);
}

int load_sound_with(const struct tool *tool, const struct tool_options *options, const char *folder,
                    struct view path, struct view text, struct loaded *loaded)
{
    if (!load_with(tool, options, folder, path, text, loaded))
        return TOOL_NOT_RUN;
    if (loaded->diags.errors) {
        load_print_diags(tool, options, loaded, tool->err);
        return TOOL_ERRORS;
    }
    return open_image(tool, options, loaded) ? TOOL_SOUND : TOOL_NOT_RUN;
}

void load_free(struct loaded *loaded)
{
    buf_free(&loaded->image);
    arena_free(&loaded->arena);
}

void load_write(FILE *out, const struct buf *buf)
{
    struct view seen = buf_seen(buf);
    fwrite(seen.p, 1, seen.n, out);
    if (buf->full)
        fputs("\n...\n", out);
}

void load_print_diags(const struct tool *tool, const struct tool_options *options,
                      const struct loaded *loaded, FILE *out)
{
    struct buf buf;
    buf_init(&buf, PRINT_MAX);
    switch (options->format) {
    case FORMAT_TEXT:
        diags_text(&loaded->diags, options->language, tool->color && out == tool->out, &buf);
        break;
    case FORMAT_LINE:
        diags_lines(&loaded->diags, options->language, &buf);
        break;
    case FORMAT_JSON:
        diags_json(&loaded->diags, &buf);
        break;
    }
    load_write(out, &buf);
    buf_free(&buf);
}

bool load_file(struct arena *arena, const char *path, struct view *text, struct view *why)
{
    struct buf buf;
    buf_init(&buf, FILE_MAX);
    bool read = file_read(path, &buf);
    if (read)
        *text = buf_keep(&buf, arena);
    else
        *why = view_keep(arena, view_of(strerror(errno)));
    buf_free(&buf);
    return read;
}
