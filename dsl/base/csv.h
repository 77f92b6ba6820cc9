/* csv: tables as RFC 4180 has them, read from memory. A BOM at the start and CRLF or LF line ends
 * are taken; a field in quotes may hold commas, line ends and doubled quotes. Lines that are quite
 * empty are passed over. */
#ifndef ZHIDA_CSV_H
#define ZHIDA_CSV_H

#include "dsl/base/vec.h"
#include "dsl/base/view.h"

struct csv {
    struct view text;
    size_t at, line; /* next byte; its line, from 1 */
};

enum csv_result {
    CSV_ROW,
    CSV_END,
    CSV_OPEN_QUOTE,  /* a quote that nothing closes */
    CSV_AFTER_QUOTE, /* something behind a closing quote */
    CSV_STRAY_QUOTE  /* a quote inside a field that does not begin with one */
};

struct csv_row {
    VEC(struct view) fields; /* views of the text; where quotes were doubled, of the arena */
    size_t line;             /* where it begins; where the error is */
};

/* The text must stay as long as rows are used. */
struct csv csv_open(struct view text);

/* The next row. Row's array is used again if row is the one of the call before; zero it at first.
 * After an error the reading stands behind the line, so that one bad line need not end it. */
enum csv_result csv_next(struct csv *csv, struct arena *arena, struct csv_row *row)
    __attribute__((warn_unused_result));

/* What is wrong, in Chinese or English, without the line number. */
const char *csv_reason(enum csv_result result, bool chinese);

#endif
