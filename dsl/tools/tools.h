/* tools: what authors run. Every command takes its surroundings as a parameter, so that it can be
 * run in a test as it is run by main; argv[0] is the command's own name ("check").
 *
 * Exit codes: 0 sound; 1 the rules (or the data) have errors, or a test failed; 2 it could not run.
 */
#ifndef ZHIDA_TOOLS_H
#define ZHIDA_TOOLS_H

#include <stdio.h>

#include "dsl/base/civil.h"

/* Waits for changes below a folder; main has it, dsl/ does not wait. */
struct tool_watch {
    void *self;
    bool (*begin)(void *self, const char *folder); /* from now on; false: not possible */
    bool (*wait)(void *self);                      /* for the next change; false: to end */
};

/* A case that somebody filed, as whoever keeps cases hands it out. */
struct past_case {
    struct view text, area; /* area: the place's code, or empty */
};

struct tool {
    FILE *in, *out, *err;
    bool color;                     /* out is a terminal */
    bool progress;                  /* err is one: a bar may be drawn there */
    struct civil_time now;          /* local time */
    int64_t (*microseconds)(void);  /* a clock that only goes forward, for summaries */
    const struct tool_watch *watch; /* or NULL */
    /* Hands every case kept in a gateway's data folder (key_file NULL: the key lies beside it) to
     * each(), the views good until it returns.
     * false: it could not be read; reason in *why, of the arena. NULL: none are kept. */
    bool (*past)(const char *data, const char *key_file, struct arena *arena, void *self,
                 void (*each)(void *self, const struct past_case *one), struct view *why);
};

enum { TOOL_SOUND = 0, TOOL_ERRORS = 1, TOOL_NOT_RUN = 2 };

/* zhida check DIR: reads, checks, compiles; every diagnostic, then one line of counts. */
int tool_check(const struct tool *tool, int argc, char **argv);

/* zhida fmt [--check] [--diff] [--keywords zh|en] PATH...: the files in the one style; - is the
 * standard input, written to the output. */
int tool_fmt(const struct tool *tool, int argc, char **argv);

/* zhida test DIR: runs every 测试 block; failures with both sides, the trace, the nearest rule. */
int tool_test(const struct tool *tool, int argc, char **argv);

/* zhida explain --rules DIR TEXT: how a text is decided; a sentence first, then everything. */
int tool_explain(const struct tool *tool, int argc, char **argv);

/* zhida classify --rules DIR < TEXTS: one line of desks for each line of text. */
int tool_classify(const struct tool *tool, int argc, char **argv);

/* zhida learn --rules DIR [--tickets FILE]: learns a ranking of desks, says what it is worth, and
 * writes it beside the rules. */
int tool_learn(const struct tool *tool, int argc, char **argv);

/* zhida match --rules DIR --enterprises FILE: which enterprise gets which policy, and what is
 * missing. */
int tool_match(const struct tool *tool, int argc, char **argv);

/* zhida analyse DIR: who is responsible: what is proved of overlaps, gaps and the like, each with a
 * case and a test; and what is measured of words. 1 where something is left to solve. */
int tool_analyse(const struct tool *tool, int argc, char **argv);

/* zhida import LIST -o DIR: an official's spreadsheet (CSV, XLSX) becomes a rules folder. */
int tool_import(const struct tool *tool, int argc, char **argv);

/* zhida export DIR --csv|--xlsx|--json|--markdown [-o FILE]: the way back. */
int tool_export(const struct tool *tool, int argc, char **argv);

/* zhida diff OLD NEW: what two versions of the rules mean differently; what past cases make of it.
 */
int tool_diff(const struct tool *tool, int argc, char **argv);

/* zhida lsp: the language server, over the standard streams. */
int tool_lsp(const struct tool *tool, int argc, char **argv);

#endif
