/* spreadsheet: a sheet as an Excel workbook. The only header that knows libxlsxwriter. */
#ifndef ZHIDA_EXCHANGE_SPREADSHEET_H
#define ZHIDA_EXCHANGE_SPREADSHEET_H

#include "dsl/base/civil.h"
#include "dsl/exchange/columns.h"

/* Writes the file: headings bold and frozen with all above them, widths by content, texts as texts
 * (a code keeps its zeros, a formula stays unrun), figures as figures where a whole column is
 * nothing else. made is the time that stands in the file's properties. NULL: written; else why
 * not. */
const char *spreadsheet_write(const struct sheet *sheet, const struct columns *columns,
                              const char *path, struct civil_time made);

#endif
