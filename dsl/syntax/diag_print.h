/* diag_print: what the files that print a record share. Private to dsl/syntax. */
#ifndef ZHIDA_DIAG_PRINT_H
#define ZHIDA_DIAG_PRINT_H

#include "dsl/syntax/diag.h"

enum { MOST_LINE = 400 /* bytes of a line that are shown */ };

struct printer {
    const struct diags *diags;
    enum diag_language language;
    bool color;
    struct buf *out;
    int gutter; /* cells of the widest line number */
};

/* Terminal colours, left out where none are wanted. */
#define PLAIN "\x1b[0m"
#define FAINT "\x1b[34m"
#define BOLD "\x1b[1m"
void print_paint(const struct printer *pr, const char *code);
const char *print_tone(const struct diag *diag);

const struct source *print_source(const struct printer *pr, struct span span);
const char *print_pick(const struct printer *pr, const char *zh, const char *en);

/* Text of a source: tabs as blanks; controls, damaged bytes and what nobody would see as question
 * marks. */
void print_shown(struct buf *out, struct view text);

/* The left margin, with a line's number or (0) empty. */
void print_margin(const struct printer *pr, size_t line);

/* "--> path:line:column" */
void print_arrow(const struct printer *pr, struct span span, const char *arrow);

/* ---- diag_marks.c ---- */

struct mark {
    struct span span;
    struct view text;
    bool primary;
    size_t line;
    size_t window; /* the byte of its line where showing begins */
};

enum { MOST_MARKS = 8 };

struct marks {
    struct mark at[MOST_MARKS];
    size_t n;
};

/* The record's places, in order; empty before. */
void marks_of(const struct printer *pr, const struct diag *diag, struct marks *marks);
void marks_print(const struct printer *pr, const struct diag *diag, const struct marks *marks);

#endif
