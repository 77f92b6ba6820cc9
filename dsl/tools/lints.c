/* lints: --lint NAME=LEVEL is read, and --lints printed, from the table of dsl/lint alone. A name
 * that is wrong stops the command: who switches off what does not exist would else believe it. */
#include "dsl/tools/lints.h"

#include "dsl/base/json.h"

static bool complain(const struct tool *tool, const struct tool_options *options,
                     const char *written, const char *zh, const char *en, struct view nearest)
{
    fprintf(tool->err, "zhida check: --lint %s: %s", written, options_say(options, zh, en));
    if (nearest.n)
        fprintf(tool->err, options_say(options, "；是不是想写 %.*s？", "; did you mean %.*s?"),
                VIEW_FMT(nearest));
    fputc('\n', tool->err);
    return false;
}

/* NAME=LEVEL, or several with commas between. */
static bool read_one(const struct tool *tool, const struct tool_options *options,
                     struct lint_settings *settings, const char *written)
{
    struct view rest = view_of(written);
    while (rest.p) {
        struct view level_name = view_cut(&rest, ',');
        struct view name = view_cut(&level_name, '='), nearest = {NULL, 0};
        enum lint lint = lint_find_name(name, &nearest);
        enum lint_level level;
        if (lint == LINT_COUNT)
            return complain(tool, options, written, "没有这项检查", "there is no such lint",
                            nearest);
        if (!level_name.p || !lint_level_read(level_name, &level))
            return complain(tool, options, written, "级别只能是 off、warning 或 error",
                            "the level is off, warning or error", (struct view){NULL, 0});
        settings->level[lint] = (unsigned char)level;
    }
    return true;
}

bool lints_settings(const struct tool *tool, const struct tool_options *options,
                    struct lint_settings *settings)
{
    lint_settings_init(settings, options->at.day);
    for (int i = 0; i < options->lint_count; i++)
        if (!read_one(tool, options, settings, options->lints[i]))
            return false;
    return true;
}

static const char *level_name(int level)
{
    static const char *const names[] = {"off", "warning", "error"};
    return names[level];
}

static void print_text(const struct tool *tool, const struct tool_options *options,
                       const struct lint_settings *settings)
{
    for (int i = 0; i < LINT_COUNT; i++) {
        const struct lint_entry *entry = lint_entry((enum lint)i);
        fprintf(tool->out, "%-26s %s  %s\n    %s\n", entry->name, diag_name(entry->code),
                level_name(settings->level[i]), options_say(options, entry->zh, entry->en));
    }
    fputs(options_say(options, "\n在规则里容许一处，写在行末或前一行：# 容许 名称：理由\n",
                      "\nTo allow one at its place, at the end of the line or on the line before: "
                      "# allow NAME: reason\n"),
          tool->out);
}

static void print_json(const struct tool *tool, const struct lint_settings *settings)
{
    fputs("{\"lints\":[", tool->out);
    for (int i = 0; i < LINT_COUNT; i++) {
        const struct lint_entry *entry = lint_entry((enum lint)i);
        struct buf buf;
        buf_init(&buf, 65536);
        buf_print(&buf,
                  "%s\n{\"name\":\"%s\",\"code\":\"%s\",\"level\":\"%s\",\"zh\":", i ? "," : "",
                  entry->name, diag_name(entry->code), level_name(settings->level[i]));
        print_json_text(&buf, view_of(entry->zh));
        buf_text(&buf, ",\"en\":");
        print_json_text(&buf, view_of(entry->en));
        buf_byte(&buf, '}');
        fwrite(buf.p, 1, buf.n, tool->out);
        buf_free(&buf);
    }
    fputs("\n]}\n", tool->out);
}

void lints_print(const struct tool *tool, const struct tool_options *options,
                 const struct lint_settings *settings)
{
    if (options->format == FORMAT_JSON)
        print_json(tool, settings);
    else
        print_text(tool, options, settings);
}
