/* sheet: a table as an official keeps it: rows of text cells, nothing else. Whatever the file was
 * (CSV in any encoding, a workbook), it becomes a sheet; whatever is written is made of one. */
#ifndef ZHIDA_EXCHANGE_SHEET_H
#define ZHIDA_EXCHANGE_SHEET_H

#include "dsl/base/vec.h"
#include "dsl/base/buf.h"

enum {
    SHEET_COLUMNS_MAX = 512,
    SHEET_ROWS_MAX = 200000,
    SHEET_CELL_MAX = 4 * 32767 /* bytes; 32,767 characters is what spreadsheets hold */
};

struct sheet_row {
    struct view *cells;
    size_t n; /* cells behind the last one are empty */
};

struct sheet {
    struct view name;           /* of the worksheet, or empty */
    VEC(struct sheet_row) rows; /* blank rows too, so that a row's number is the one people see */
    size_t columns;             /* of the widest row */
};

/* The cell, or an empty view where there is none. Row and column count from 0. */
struct view sheet_cell(const struct sheet *sheet, size_t row, size_t column);

/* Sets a cell (rows and cells up to it are made); the view is kept, not copied. false: it lies
 * outside the limits. */
bool sheet_set(struct arena *arena, struct sheet *sheet, size_t row, size_t column,
               struct view text);

/* Adds an empty row and gives its index. */
size_t sheet_add_row(struct arena *arena, struct sheet *sheet);

/* Is nothing in the row? */
bool sheet_blank(const struct sheet *sheet, size_t row);

/* "C17": column and row as a spreadsheet names them, both from 0 here. */
void sheet_name_cell(size_t row, size_t column, struct buf *out);

/* How a file could not be read. */
enum sheet_result {
    SHEET_OK,
    SHEET_NOT_TEXT,      /* neither UTF-8 nor GB18030 */
    SHEET_TOO_LARGE,     /* rows, columns, a cell, or the whole are past the limits */
    SHEET_NOT_WORKBOOK,  /* a damaged or foreign archive */
    SHEET_ENCRYPTED,     /* needs a password */
    SHEET_OLD_WORKBOOK,  /* .xls */
    SHEET_BAD_XML,       /* a part is no XML, or declares entities */
    SHEET_BOMB,          /* inflates past all measure */
    SHEET_NO_SUCH_SHEET, /* the worksheet asked for is not there */
    SHEET_EMPTY
};

/* What it means, in Chinese or English. */
const char *sheet_reason(enum sheet_result result, bool chinese);

/* What is worth knowing of how a file was read. */
struct sheet_source {
    const char *encoding;                 /* "UTF-8", "GB18030", "XLSX" ... */
    char separator;                       /* of a CSV; 0 of a workbook */
    VEC(struct view) sheets;              /* names of a workbook's worksheets */
    VEC(size_t) sheet_rows;               /* rows with content, of each */
    size_t open_quotes, first_open_quote; /* quotes nothing closes; row of the first */
    size_t filled;                        /* cells filled from a merged one */
};

/* Reads a file's bytes, whatever they are. wanted: the worksheet's name or number, or empty for
 * the one with the most rows. The sheet is the arena's. */
enum sheet_result sheet_read(struct arena *arena, struct view bytes, struct view wanted,
                             struct sheet *sheet, struct sheet_source *source)
    __attribute__((warn_unused_result));

/* The two kinds of files. The text of a CSV is UTF-8 already. */
enum sheet_result sheet_read_delimited(struct arena *arena, struct view text, struct sheet *sheet,
                                       struct sheet_source *source)
    __attribute__((warn_unused_result));
enum sheet_result sheet_read_workbook(struct arena *arena, struct view bytes, struct view wanted,
                                      struct sheet *sheet, struct sheet_source *source)
    __attribute__((warn_unused_result));

#endif
