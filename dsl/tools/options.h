/* options: the command line of the author commands, read by one table (option_table.h). */
#ifndef ZHIDA_TOOL_OPTIONS_H
#define ZHIDA_TOOL_OPTIONS_H

#include <stdint.h>

#include "dsl/base/folders.h"
#include "dsl/syntax/diag.h"
#include "dsl/tools/tools.h"

enum option {
#define OPTION(name, spelling, value, zh, en) OPTION_##name,
#include "dsl/tools/option_table.h"
#undef OPTION
    OPTION_COUNT
};
#define OPTION_BIT(name) (UINT64_C(1) << OPTION_##name)
_Static_assert(OPTION_COUNT <= 64, "an option is a bit");

enum { ANSWERS_MAX = 32 };

enum tool_format { FORMAT_TEXT, FORMAT_LINE, FORMAT_JSON };

/* What a command takes; for its help and for reading its line. */
struct tool_command {
    const char *name, *operands; /* "DIR", "TEXT", "" */
    int operand_count;           /* so many are needed, and no more are taken */
    bool more_operands;          /* or any number more */
    uint64_t options;            /* OPTION_BITs; HELP and LANG always are */
    uint64_t needed;
    uint64_t alone;                /* with one of these no operand is needed */
    const char *zh, *en;           /* what it does */
    const char *exit_zh, *exit_en; /* what 0, 1 and 2 mean */
};

struct tool_options {
    const char *value[OPTION_COUNT]; /* NULL: not given; an option without value points to "" */
    const char *operand[4];
    char **operands; /* all of them, also past the fourth */
    int operands_n;
    const char *answers[ANSWERS_MAX]; /* --answer, in order; it and --lint may be given again */
    int answer_count;
    const char *lints[ANSWERS_MAX]; /* --lint, in order */
    int lint_count;
    char folders[FOLDERS_ROOM]; /* --rules, in order (dsl/base/folders.h) */
    enum diag_language language;
    enum tool_format format;
    struct civil_time at;
};

/* Reads the line. true: go on. false: help was shown (*code TOOL_SOUND), or the line was wrong and
 * that was said (*code TOOL_NOT_RUN). */
bool options_read(const struct tool *tool, const struct tool_command *command, int argc,
                  char **argv, struct tool_options *options, int *code);

/* The folders that the operands name, as one. NULL: too many; that was said. */
const char *options_folders(const struct tool *tool, const struct tool_command *command,
                            struct tool_options *options);

/* The wording of the language. */
const char *options_say(const struct tool_options *options, const char *zh, const char *en);

#endif
