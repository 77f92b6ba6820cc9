/* run: what the files of dsl/lint share, and nobody else sees. A look is a function that walks the
 * model or the tree once and finds what one or several lints are about; lint.c runs each look that
 * has a lint switched on. */
#ifndef ZHIDA_LINT_RUN_H
#define ZHIDA_LINT_RUN_H

#include "dsl/lint/lint.h"
#include "dsl/lint/places.h"

struct lint_run {
    struct arena *arena;
    const struct tree *tree;
    const struct model *model;
    struct diags *diags;
    civil_day today;
    struct places places;
    bool on[LINT_COUNT]; /* wanted, and what it needs is sound */
    struct diag spare;   /* takes what nobody wants to hear */
};

/* Queues a finding. Never NULL; what is switched off, or stands in a block with an error, goes to
 * the spare record. Up to four arguments follow. */
struct diag *lint_say(struct lint_run *run, enum lint lint, struct span span, size_t count,
                      const struct view *args);
#define FOUND(run, lint, span, ...)                                                                \
    lint_say((run), LINT_##lint, (span),                                                           \
             sizeof((struct view[]){(struct view){0}, ##__VA_ARGS__}) / sizeof(struct view) - 1,   \
             &((struct view[]){(struct view){0}, ##__VA_ARGS__})[1])

void lint_label(struct lint_run *run, struct diag *diag, struct span span, struct view text);
void lint_fix(struct diag *diag, struct span span, struct view text);

/* Offers to take an item out of its list, with the comma behind it or before it. */
void lint_take_out(struct lint_run *run, struct diag *diag, struct span item);

/* A text built as by printf, in the arena. */
struct view lint_text(struct lint_run *run, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Does a lint that needs these families of errors to be absent have them? */
enum lint_needs {
    SYNTAX = 1 << 1 | 1 << 2, /* the first digit of the codes: E01xx, E02xx */
    NAMES = 1 << 3,
    CONDITIONS = 1 << 4,
    DUTIES = 1 << 5,
    TIMES = 1 << 6,
    OFFERS = 1 << 7,
    TALK = 1 << 8,
    TESTS = 1 << 9,
    RULES = SYNTAX | NAMES | CONDITIONS,
    ALL = RULES | DUTIES | TIMES | OFFERS | TALK | TESTS
};

/* silence.c: takes out what comments allow at its place, and finds fault with those comments. A
 * lint that did not run, or that goes by the date, is no proof that its silence is idle. */
void silence_apply(struct lint_run *run, const bool *may_be_idle);

/* ---- the looks, by file ---- */

void look_at_words(struct lint_run *run);
void look_at_cues(struct lint_run *run); /* dead words of theirs */
void look_at_spelling(struct lint_run *run);
void look_at_names(struct lint_run *run);
void look_at_use(struct lint_run *run);
void look_at_parts(struct lint_run *run);
void look_at_questions(struct lint_run *run);
void look_at_duties(struct lint_run *run);
void look_at_service(struct lint_run *run);
void look_at_deadlines(struct lint_run *run);
void look_at_proofs(struct lint_run *run);
void look_at_phrases(struct lint_run *run);

#endif
