/* delimit: a sheet as CSV. */
#ifndef ZHIDA_EXCHANGE_DELIMIT_H
#define ZHIDA_EXCHANGE_DELIMIT_H

#include "dsl/exchange/sheet.h"

/* One cell, in quotes where it must, guarded where a spreadsheet would compute it (guard.h). */
void delimit_cell(struct view cell, char separator, struct buf *out);

/* All rows; CRLF line ends as RFC 4180 has them, a BOM in front where Excel shall read it. */
void delimit_sheet(const struct sheet *sheet, bool bom, struct buf *out);

#endif
