/* options: a command line is read against the table, once; help is printed from the same table. An
 * option a command does not take is refused by name, with the way to its help, rather than
 * ignored: an author who wrote --rule would else wonder for an hour. */
#include "dsl/tools/options.h"

#include "dsl/base/view.h"

struct option_entry {
    const char *spelling, *value, *zh, *en;
};

static const struct option_entry entries[OPTION_COUNT] = {
#define OPTION(name, spelling, value, zh, en) {spelling, value, zh, en},
#include "dsl/tools/option_table.h"
#undef OPTION
};

const char *options_say(const struct tool_options *options, const char *zh, const char *en)
{
    return options->language == DIAG_ZH ? zh : en;
}

/* ---- help ---- */

static uint64_t taken(const struct tool_command *command)
{
    return command->options | OPTION_BIT(HELP) | OPTION_BIT(LANG);
}

static void print_usage(FILE *out, const struct tool_command *command)
{
    fprintf(out, "zhida %s", command->name);
    for (int i = 0; i < OPTION_COUNT; i++)
        if (command->needed >> i & 1)
            fprintf(out, " %s %s", entries[i].spelling, entries[i].value);
    fprintf(out, "%s%s%s\n", taken(command) & ~command->needed ? " [OPTION]..." : "",
            *command->operands ? " " : "", command->operands);
}

static void print_help(const struct tool *tool, const struct tool_command *command,
                       const struct tool_options *options)
{
    fputs(options_say(options, "用法：", "usage: "), tool->out);
    print_usage(tool->out, command);
    fprintf(tool->out, "\n%s\n\n", options_say(options, command->zh, command->en));
    for (int i = 0; i < OPTION_COUNT; i++) {
        const char *value = entries[i].value ? entries[i].value : "";
        if (taken(command) >> i & 1)
            fprintf(tool->out, "  %s %-*s %s\n", entries[i].spelling,
                    (int)(28 - strlen(entries[i].spelling)), value,
                    options_say(options, entries[i].zh, entries[i].en));
    }
    fprintf(tool->out, "\n%s\n", options_say(options, command->exit_zh, command->exit_en));
}

/* ---- reading ---- */

static bool complain(const struct tool *tool, const struct tool_command *command,
                     const struct tool_options *options, const char *what, const char *zh,
                     const char *en)
{
    fprintf(tool->err, "zhida %s: %s %s\n", command->name, what, options_say(options, zh, en));
    fprintf(tool->err,
            options->language == DIAG_ZH ? "看用法：zhida %s --help\n"
                                         : "for help: zhida %s --help\n",
            command->name);
    return false;
}

static int find_option(const struct tool_command *command, struct view spelling)
{
    for (int i = 0; i < OPTION_COUNT; i++)
        if (taken(command) >> i & 1 && view_is(spelling, entries[i].spelling))
            return i;
    return OPTION_COUNT;
}

/* Its value may be left out, and stands behind "=" only: --what-if[=DUTY]. */
static bool is_optional(int option)
{
    return entries[option].value && entries[option].value[0] == '[';
}

/* Options that may be given again are kept in order. */
static bool keep(const struct tool *tool, const struct tool_command *command,
                 struct tool_options *options, int option)
{
    if (option == OPTION_RULES) {
        if (!folders_add(options->folders, options->value[option]))
            return complain(tool, command, options, "--rules", "太长了", "is too long");
        options->value[option] = options->folders;
        return true;
    }
    const char **list = option == OPTION_ANSWER ? options->answers : options->lints;
    int *count = option == OPTION_ANSWER ? &options->answer_count : &options->lint_count;
    if (option != OPTION_ANSWER && option != OPTION_LINT)
        return true;
    if (*count == ANSWERS_MAX)
        return complain(tool, command, options, entries[option].spelling, "太多了",
                        "is given too often");
    list[(*count)++] = options->value[option];
    return true;
}

/* One option, "--name value" or "--name=value"; moves *at over what it took. */
static bool read_option(const struct tool *tool, const struct tool_command *command, int argc,
                        char **argv, int *at, struct tool_options *options)
{
    struct view written = view_of(argv[*at]);
    const char *equals = memchr(written.p, '=', written.n);
    struct view name = equals ? view_sub(written, 0, (size_t)(equals - written.p)) : written;
    int option = find_option(command, name);
    if (option == OPTION_COUNT)
        return complain(tool, command, options, argv[*at], "不是这个命令的选项",
                        "is no option of this command");
    if (!equals && is_optional(option)) {
        options->value[option] = "";
        return true;
    }
    if (!entries[option].value) {
        options->value[option] = "";
        return !equals ||
               complain(tool, command, options, argv[*at], "后面没有值", "takes no value");
    }
    if (!equals && *at + 1 == argc)
        return complain(tool, command, options, argv[*at], "后面缺一个值", "needs a value");
    options->value[option] = equals ? equals + 1 : argv[++*at];
    return keep(tool, command, options, option);
}

static bool read_line(const struct tool *tool, const struct tool_command *command, int argc,
                      char **argv, struct tool_options *options)
{
    int operands = 0;
    bool only_operands = false;
    for (int at = 1; at < argc; at++) {
        if (!only_operands && strcmp(argv[at], "--") == 0) {
            only_operands = true;
        } else if (!only_operands && argv[at][0] == '-' && argv[at][1]) {
            if (!read_option(tool, command, argc, argv, &at, options))
                return false;
        } else if (operands >= command->operand_count && !command->more_operands) {
            return complain(tool, command, options, argv[at], "是多余的", "is too much");
        } else {
            if (operands < (int)(sizeof options->operand / sizeof *options->operand))
                options->operand[operands] = argv[at];
            argv[1 + operands++] = argv[at]; /* gathered at the front, over what was read */
        }
    }
    options->operands = argv + 1;
    options->operands_n = operands;
    bool alone = options->value[OPTION_HELP] != NULL;
    for (int i = 0; i < OPTION_COUNT; i++)
        alone |= options->value[i] && command->alone >> i & 1;
    if (alone || operands >= command->operand_count)
        return true;
    return complain(tool, command, options, command->operands, "没有给出", "is missing");
}

const char *options_folders(const struct tool *tool, const struct tool_command *command,
                            struct tool_options *options)
{
    for (int i = 0; i < options->operands_n; i++)
        if (!folders_add(options->folders, options->operands[i])) {
            complain(tool, command, options, options->operands[i], "之前的文件夹太多了",
                     "comes after too many folders");
            return NULL;
        }
    return options->folders;
}

static bool read_language(const struct tool *tool, const struct tool_command *command,
                          struct tool_options *options)
{
    const char *value = options->value[OPTION_LANG];
    if (!value || strcmp(value, "zh") == 0)
        return true;
    if (strcmp(value, "en") != 0)
        return complain(tool, command, options, "--lang", "只能是 zh 或 en", "is zh or en");
    options->language = DIAG_EN;
    return true;
}

static bool read_format(const struct tool *tool, const struct tool_command *command,
                        struct tool_options *options)
{
    const char *value = options->value[OPTION_FORMAT];
    if (options->value[OPTION_JSON] || (value && strcmp(value, "json") == 0))
        options->format = FORMAT_JSON;
    else if (value && strcmp(value, "line") == 0)
        options->format = FORMAT_LINE;
    else if (value && strcmp(value, "text") != 0)
        return complain(tool, command, options, "--format", "只能是 text、line 或 json",
                        "is text, line or json");
    return true;
}

/* 2026-11-21, 2026-11-21T23:00 or with a blank between. */
static bool read_moment(struct view v, struct civil_time *out)
{
    struct civil date;
    int64_t hour = 0, minute = 0;
    if (v.n < 10 || !civil_parse(view_sub(v, 0, 10), &date))
        return false;
    if (v.n > 10 && (v.n != 16 || (v.p[10] != 'T' && v.p[10] != ' ') || v.p[13] != ':' ||
                     !view_int(view_sub(v, 11, 13), 0, 23, &hour) ||
                     !view_int(view_sub(v, 14, 16), 0, 59, &minute)))
        return false;
    *out = (struct civil_time){civil_to_day(date), (int)(hour * 60 + minute), 0};
    return true;
}

static bool read_at(const struct tool *tool, const struct tool_command *command,
                    struct tool_options *options)
{
    const char *value = options->value[OPTION_AT];
    options->at = tool->now;
    if (!value || read_moment(view_of(value), &options->at))
        return true;
    return complain(tool, command, options, "--at", "要写成 2026-11-21T23:00",
                    "is written 2026-11-21T23:00");
}

static bool has_needed(const struct tool *tool, const struct tool_command *command,
                       const struct tool_options *options)
{
    for (int i = 0; i < OPTION_COUNT; i++)
        if (command->needed >> i & 1 && !options->value[i])
            return complain(tool, command, options, entries[i].spelling, "没有给出", "is missing");
    return true;
}

bool options_read(const struct tool *tool, const struct tool_command *command, int argc,
                  char **argv, struct tool_options *options, int *code)
{
    *options = (struct tool_options){.language = DIAG_ZH};
    *code = TOOL_NOT_RUN;
    if (!read_line(tool, command, argc, argv, options) || !read_language(tool, command, options))
        return false;
    if (options->value[OPTION_HELP]) {
        print_help(tool, command, options);
        *code = TOOL_SOUND;
        return false;
    }
    return has_needed(tool, command, options) && read_format(tool, command, options) &&
           read_at(tool, command, options);
}
