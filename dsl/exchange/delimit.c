/* delimit: RFC 4180 with two additions. Cells that would be computed get an apostrophe, which the
 * import takes off again. And a row of nothing in a sheet of one column is written as an empty
 * pair of quotes, since an empty line is what many readers skip. */
#include "dsl/exchange/delimit.h"

#include "dsl/exchange/guard.h"

/* Other separators too, so that nobody who guesses takes one of them for ours. */
static bool needs_quotes(struct view cell, char separator)
{
    for (size_t i = 0; i < cell.n; i++)
        if (cell.p[i] == separator || (cell.p[i] && strchr("\"\n\r\t;|", cell.p[i])))
            return true;
    return view_starts(cell, VIEW("\xef\xbb\xbf")) ||
           (cell.n && (cell.p[0] == ' ' || cell.p[cell.n - 1] == ' '));
}

void delimit_cell(struct view cell, char separator, struct buf *out)
{
    bool quotes = needs_quotes(cell, separator);
    if (quotes)
        buf_byte(out, '"');
    if (guard_needed(cell))
        buf_byte(out, '\'');
    for (size_t i = 0; i < cell.n; i++) {
        if (cell.p[i] == '"')
            buf_byte(out, '"');
        buf_byte(out, cell.p[i]);
    }
    if (quotes)
        buf_byte(out, '"');
}

void delimit_sheet(const struct sheet *sheet, bool bom, struct buf *out)
{
    if (bom)
        buf_text(out, "\xef\xbb\xbf");
    for (size_t row = 0; row < sheet->rows.n; row++) {
        for (size_t column = 0; column < sheet->columns; column++) {
            if (column)
                buf_byte(out, ',');
            delimit_cell(sheet_cell(sheet, row, column), ',', out);
        }
        if (sheet->columns == 1 && !sheet_cell(sheet, row, 0).n)
            buf_text(out, "\"\"");
        buf_text(out, "\r\n");
    }
}
