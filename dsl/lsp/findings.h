/* findings: what the client is shown of diagnostics. They are kept apart from the records of the
 * compiler, whose texts go with the model they were made of, in sets that are made at different
 * times; and when a text changes before its next check, those of slow sets move along. */
#ifndef ZHIDA_LSP_FINDINGS_H
#define ZHIDA_LSP_FINDINGS_H

#include "dsl/base/arena.h"
#include "dsl/syntax/diag.h"

struct lsp;
struct project;

enum finding_set { SET_CHECK, SET_EXAMPLES, SET_LINTS, SET_TESTS, FINDING_SETS };

struct finding {
    struct span span;
    bool error;
    bool gone;               /* what it stood at was changed */
    const char *code, *lint; /* lint: its name, or NULL */
    struct view message;     /* in the language of the client, with the help behind it */
    VEC(struct diag_label) labels;
    bool has_fix;
    struct span fix_span;
    struct view fix_text;
};

struct findings {
    struct arena arena;
    VEC(struct finding) list;
};

void findings_clear(struct findings *findings);

/* Adds a record, in a language. */
void findings_add(struct findings *findings, const struct diag *diag, enum diag_language language);

/* A finding of our own. */
struct finding *findings_say(struct findings *findings, struct span span, const char *code,
                             struct view message);

/* The bytes [from, to) of a file have become [from, end): later places move, touched ones go. */
void findings_move(struct findings *findings, uint32_t file, uint32_t from, uint32_t to,
                   uint32_t end);

/* Sends every file's diagnostics that differ from what the client has. */
void findings_publish(struct lsp *lsp, struct project *project);

/* One finding as a diagnostic of the protocol. */
void put_finding(const struct lsp *lsp, const struct project *project,
                 const struct finding *finding, struct buf *out);

#endif
