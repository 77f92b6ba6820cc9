/* findings: what is missing, contradictory, guessed or kept aside, each with its row and cell. */
#ifndef ZHIDA_EXCHANGE_FINDINGS_H
#define ZHIDA_EXCHANGE_FINDINGS_H

#include "dsl/exchange/sheet.h"

enum finding_kind {
#define FINDING(name, class_, zh, en) FINDING_##name,
#include "dsl/exchange/finding_table.h"
#undef FINDING
    FINDING_KINDS
};

enum finding_class { CLASS_MISSING, CLASS_CONFLICT, CLASS_GUESSED, CLASS_KEPT, FINDING_CLASSES };

enum { FINDING_ARGS = 3, NO_COLUMN = -1, NO_ROW = -1 };

struct finding {
    enum finding_kind kind;
    long row, column; /* from 0; NO_ROW, NO_COLUMN */
    struct view args[FINDING_ARGS];
};

struct findings {
    struct arena *arena;
    VEC(struct finding) list;
};

/* Adds one; the arguments are kept, not copied. One may hold both languages (diag_both). What is
 * missing because the list has no column for it is left out: it was said once, as NO_COLUMN. */
void finding_add(struct findings *findings, enum finding_kind kind, size_t row, size_t column,
                 struct view first, struct view second, struct view third);

enum finding_class finding_class_of(enum finding_kind kind);
const char *finding_class_name(enum finding_class class_, bool chinese);
size_t findings_count(const struct findings *findings, enum finding_kind kind);

/* The sentence. */
void finding_tell(const struct finding *finding, bool chinese, struct buf *out);

/* In order of rows; those of no row come first. */
void findings_sort(struct findings *findings);

/* The whole report: one line each; a CSV for a spreadsheet; JSON. */
void findings_text(const struct findings *findings, bool chinese, struct buf *out);
void findings_csv(const struct findings *findings, bool chinese, struct buf *out);
void findings_json(const struct findings *findings, struct buf *out);

/* For the terminal: a line for each kind with its count and where the first of them stand. */
void findings_summary(const struct findings *findings, bool chinese, struct buf *out);

#endif
