/* lint: what is allowed and yet seldom meant. Every lint is a record of lint_table.h: a name by
 * which authors speak of it, the code of its message, how it counts unless told otherwise, what has
 * to be sound before it may speak, and the function that looks.
 *
 * Names never change: they stand in the rules, in comments that allow a thing at its place:
 *     # 容许 dead_word：旧名，老人还在用          # allow dead_word: old people still say it
 * at the end of a line (for what begins in that line) or on a line of its own (for the clause,
 * entry or block that begins on the next line, whole). Only what the table knows can be allowed so,
 * never an error of the language. */
#ifndef ZHIDA_LINT_H
#define ZHIDA_LINT_H

#include "dsl/check/model.h"

enum lint {
#define LINT(name, code, level, needs, flags, look, zh, en) LINT_##name,
#include "dsl/lint/lint_table.h"
#undef LINT
    LINT_COUNT
};

enum lint_level { LINT_OFF, LINT_WARNING, LINT_ERROR };

/* A lint as its table says it, for lists and references. */
struct lint_entry {
    const char *name;
    enum diag_code code;
    enum lint_level level;
    const char *zh, *en; /* what it finds and why that matters, in a sentence or two */
};
const struct lint_entry *lint_entry(enum lint lint);

/* The lint of that name, or LINT_COUNT; *nearest, unless NULL, is then a name like it, or empty. */
enum lint lint_find_name(struct view name, struct view *nearest);

struct lint_settings {
    unsigned char level[LINT_COUNT]; /* enum lint_level */
    civil_day today;                 /* windows that are over, calendars that end */
};

/* Every lint as the table has it. */
void lint_settings_init(struct lint_settings *settings, civil_day today);

/* The level spelt off, warning or error; false: it is none of these. */
bool lint_level_read(struct view spelling, enum lint_level *level);

/* Runs the lints over what compile_check left, adds what they find to diags, gives every warning of
 * the checker the name and level of its lint, takes out what is switched off or allowed at its
 * place, and sorts. Errors of the language stay as they are; a lint whose ground they took away is
 * silent. Reads the tree and the model, changes neither. Everything lives in the arena. */
void lint_rules(const struct lint_settings *settings, struct arena *arena, const struct tree *tree,
                const struct model *model, struct diags *diags);

#endif
