/* diff: two versions of the rules, compared by what they mean, and by what past cases make of them.
 * OLD and NEW are folders of rules; a gateway keeps those of every version that was in force
 * (DATA/rules/VERSION), so what is about to be put in force can be held against what runs. */
#include "dsl/tools/diff.h"

enum { OUTPUT_MAX = 1 << 28, REPLAY_ARENA_MAX = 1 << 30 };

static const struct tool_command command = {
    .name = "diff",
    .operands = "OLD NEW",
    .operand_count = 2,
    .options = OPTION_BIT(FORMAT) | OPTION_BIT(JSON) | OPTION_BIT(REPLAY) | OPTION_BIT(SHOW) |
               OPTION_BIT(KEY_FILE),
    .zh = "比较两版规则的含义（不是比较文字）：哪些事项放宽、收窄、改了办法，各举一个情形为证；\n"
          "哪些情形改到别处。用 --replay 让过去的诉求各走一遍，数出去向不同的。",
    .en = "Compares what two versions of the rules mean, not their lines: what became wider,\n"
          "narrower or different, each with a case to show it, and which cases go elsewhere.\n"
          "With --replay past cases are run through both, and those that go elsewhere counted.",
    .exit_zh = "退出码：0 含义相同，1 有不同（或规则有错误），2 没能运行。",
    .exit_en = "Exit code: 0 they mean the same, 1 they differ (or have errors), 2 could not run.",
};

static int replay_both(const struct tool *tool, struct diff_told *told, struct arena *arena,
                       const struct loaded *old, const struct loaded *new, struct replay *replay)
{
    const char *path = told->options->value[OPTION_REPLAY];
    if (!path)
        return TOOL_SOUND;
    int64_t started = tool->microseconds();
    replay_begin(replay, arena, &old->rules, &new->rules);
    int code = diff_replay(tool, told->options, path, replay);
    replay_end(replay);
    told->replay = replay;
    told->micros = tool->microseconds() - started;
    return code;
}

static bool differ(const struct diff_told *told)
{
    const struct diff_report *report = told->report;
    return report->items.n || report->moves.n || (told->replay && told->replay->shifts.n);
}

static int compare(const struct tool *tool, const struct tool_options *options, struct loaded *old,
                   struct loaded *new)
{
    struct arena arena;
    struct replay replay;
    struct buf out;
    arena_init(&arena, REPLAY_ARENA_MAX);
    struct diff_told told = {.options = options,
                             .report = diff_rules(&new->arena, old->model, new->model),
                             .old = &old->sources,
                             .new = &new->sources,
                             .color = tool->color};
    int code = replay_both(tool, &told, &arena, old, new, &replay);
    if (code == TOOL_SOUND) {
        buf_init(&out, OUTPUT_MAX);
        if (options->format == FORMAT_JSON)
            diff_json(&told, &out);
        else
            diff_text(&told, &out);
        load_write(tool->out, &out);
        buf_free(&out);
        code = differ(&told) ? TOOL_ERRORS : TOOL_SOUND;
    }
    arena_free(&arena);
    return code;
}

/* ---- loading ---- */

/* Whoever changes rules looks at what that does before the examples are put right again. */
static bool only_examples(const struct diags *diags)
{
    for (size_t i = 0; i < diags->list.n; i++) {
        enum diag_code code = diags->list.at[i].code;
        if (diag_severity(code) == DIAG_ERROR && (code < DIAG_E0951 || code > DIAG_E0954))
            return false;
    }
    return true;
}

static bool open_without_examples(struct loaded *loaded)
{
    struct view why;
    buf_clear(&loaded->image);
    return compile_image(loaded->model, &loaded->image, &why) &&
           rules_open(&loaded->rules, loaded->image.p, loaded->image.n) == RULES_OK;
}

static int load(const struct tool *tool, const struct tool_options *options, const char *folder,
                struct loaded *loaded)
{
    if (!load_folder(tool, options, folder, loaded))
        return TOOL_NOT_RUN;
    if (loaded->diags.errors && !only_examples(&loaded->diags)) {
        load_print_diags(tool, options, loaded, tool->err);
        return TOOL_ERRORS;
    }
    if (loaded->diags.errors)
        fprintf(
            tool->err,
            options_say(options, "%s：%zu 个例子不再得出自己的事项，zhida check 会逐个说明\n",
                        "%s: %zu examples no longer decide their duty; zhida check shows them\n"),
            folder, loaded->diags.errors);
    return open_without_examples(loaded) ? TOOL_SOUND : TOOL_NOT_RUN;
}

int tool_diff(const struct tool *tool, int argc, char **argv)
{
    struct tool_options options;
    struct loaded old = {0}, new = {0};
    int code;
    if (!options_read(tool, &command, argc, argv, &options, &code))
        return code;
    code = load(tool, &options, options.operand[0], &old);
    if (code == TOOL_SOUND)
        code = load(tool, &options, options.operand[1], &new);
    if (code == TOOL_SOUND)
        code = compare(tool, &options, &old, &new);
    load_free(&new);
    load_free(&old);
    return code;
}
