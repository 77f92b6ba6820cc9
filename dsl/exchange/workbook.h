/* workbook: what a workbook says beside its worksheets; the inside of sheet_read_workbook. */
#ifndef ZHIDA_EXCHANGE_WORKBOOK_H
#define ZHIDA_EXCHANGE_WORKBOOK_H

#include "dsl/exchange/archive.h"
#include "dsl/exchange/figures.h"

struct worksheet {
    struct view name, relation, part; /* part: "xl/worksheets/sheet1.xml", ends in NUL */
};

struct workbook {
    struct arena *arena;
    struct archive *archive;
    VEC(struct worksheet) sheets;
    VEC(struct view) strings;        /* shared by the cells */
    VEC(struct figure_style) styles; /* by a cell's s */
    bool since_1904;
};

/* Reads names, parts, shared strings and formats. */
enum sheet_result workbook_open(struct workbook *book) __attribute__((warn_unused_result));

/* Reads one worksheet into the sheet; filled counts cells that a merged cell filled. */
enum sheet_result worksheet_read(const struct workbook *book, const struct worksheet *worksheet,
                                 struct sheet *sheet, size_t *filled)
    __attribute__((warn_unused_result));

/* Text as it stands in a part: _x000D_ is a carriage return. */
struct view workbook_text(struct arena *arena, struct view raw);

#endif
