/* csv_cell: a cell of a table that a spreadsheet will open. */
#ifndef ZHIDA_CSV_CELL_H
#define ZHIDA_CSV_CELL_H

#include "dsl/base/buf.h"

/* In quotes; what a spreadsheet would take for a formula gets an apostrophe before it. */
void csv_put_cell(struct buf *out, struct view text);

#endif
