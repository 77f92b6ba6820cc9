/* csv_cell: names in a table are what strangers typed, or what rules say that others write. A
 * spreadsheet runs a cell that begins like a formula, and Chinese ones take the wide signs too;
 * with an apostrophe before it the cell is text, and is shown as it was typed. */
#include "gateway/web/csv_cell.h"

static bool is_formula(struct view text)
{
    static const char *const wide[] = {"＝", "＋", "－", "＠"};
    if (text.n && strchr("=+-@\t\r\n|%", text.p[0]))
        return true;
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        if (view_starts(text, view_of(wide[i])))
            return true;
    return false;
}

void csv_put_cell(struct buf *out, struct view text)
{
    buf_text(out, is_formula(text) ? "\"'" : "\"");
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '"')
            buf_byte(out, '"');
        buf_byte(out, text.p[i]);
    }
    buf_byte(out, '"');
}
