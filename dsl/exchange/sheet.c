/* sheet: rows of cells, grown as they are set. A row keeps only the cells up to its last one; what
 * lies behind reads as empty. So a sheet with one stray cell in column 500 costs one wide row, and
 * a million empty rows at the end of a workbook cost nothing because nobody sets a cell in them.
 *
 * Blank rows in the middle stay: people find a row again by the number their program shows. */
#include "dsl/exchange/sheet.h"

#include "dsl/base/utf8.h"
#include "dsl/exchange/encoding.h"

struct view sheet_cell(const struct sheet *sheet, size_t row, size_t column)
{
    if (row >= sheet->rows.n || column >= sheet->rows.at[row].n)
        return (struct view){"", 0};
    struct view cell = sheet->rows.at[row].cells[column];
    return cell.p ? cell : (struct view){"", 0};
}

size_t sheet_add_row(struct arena *arena, struct sheet *sheet)
{
    VEC_ADD(arena, &sheet->rows, ((struct sheet_row){NULL, 0}));
    return sheet->rows.n - 1;
}

bool sheet_set(struct arena *arena, struct sheet *sheet, size_t row, size_t column,
               struct view text)
{
    if (row >= SHEET_ROWS_MAX || column >= SHEET_COLUMNS_MAX || text.n > SHEET_CELL_MAX)
        return false;
    while (sheet->rows.n <= row)
        sheet_add_row(arena, sheet);
    struct sheet_row *at = &sheet->rows.at[row];
    if (column >= at->n) {
        size_t room = column + 1 > sheet->columns ? column + 1 : sheet->columns;
        struct view *cells = ARENA_ARRAY(arena, room, struct view);
        if (at->n)
            memcpy(cells, at->cells, at->n * sizeof *cells);
        at->cells = cells;
        at->n = room;
    }
    at->cells[column] = text;
    if (column >= sheet->columns)
        sheet->columns = column + 1;
    return true;
}

bool sheet_blank(const struct sheet *sheet, size_t row)
{
    for (size_t c = 0; c < sheet->columns; c++)
        if (view_trim(sheet_cell(sheet, row, c)).n)
            return false;
    return true;
}

void sheet_name_cell(size_t row, size_t column, struct buf *out)
{
    char letters[8];
    size_t n = 0;
    for (size_t rest = column + 1; rest; rest = (rest - 1) / 26)
        letters[n++] = (char)('A' + (rest - 1) % 26);
    while (n)
        buf_byte(out, letters[--n]);
    buf_print(out, "%zu", row + 1);
}

const char *sheet_reason(enum sheet_result result, bool chinese)
{
    static const char *const reasons[][2] = {
        [SHEET_OK] = {"", ""},
        [SHEET_NOT_TEXT] = {"既不是 UTF-8 也不是 GBK/GB18030 编码的文字",
                            "the text is neither UTF-8 nor GBK/GB18030"},
        [SHEET_TOO_LARGE] = {"表格太大：最多 20 万行、512 列、一格 32767 字",
                             "too large: at most 200,000 rows, 512 columns, 32,767 characters a "
                             "cell"},
        [SHEET_NOT_WORKBOOK] = {"不是完好的 .xlsx 文件；请在表格软件里另存为 .xlsx 或 .csv",
                                "no sound .xlsx file; save it again as .xlsx or .csv"},
        [SHEET_ENCRYPTED] = {"文件设了密码；请去掉密码再试",
                             "it has a password; take it off first"},
        [SHEET_OLD_WORKBOOK] = {"这是旧式 .xls；请在表格软件里另存为 .xlsx 或 .csv",
                                "an old .xls; save it as .xlsx or .csv"},
        [SHEET_BAD_XML] = {"工作簿里的内容损坏，或者带有不允许的声明",
                           "a part of the workbook is damaged, or declares what it may not"},
        [SHEET_BOMB] = {"工作簿解压后大得不合常理，没有读",
                        "the workbook inflates past all measure; it was not read"},
        [SHEET_NO_SUCH_SHEET] = {"没有这个工作表", "there is no such worksheet"},
        [SHEET_EMPTY] = {"表里没有内容", "there is nothing in it"},
    };
    return reasons[result][chinese ? 0 : 1];
}

static bool is_zip(struct view bytes)
{
    return view_starts(bytes, VIEW("PK\x03\x04")) || view_starts(bytes, VIEW("PK\x05\x06"));
}

/* The compound file of Office before 2007, and of workbooks with a password since. */
static bool is_compound(struct view bytes)
{
    return view_starts(bytes, VIEW("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"));
}

static enum sheet_result read_compound(struct view bytes)
{
    struct view marker = VIEW("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e");
    return view_find(bytes, marker) != SIZE_MAX ? SHEET_ENCRYPTED : SHEET_OLD_WORKBOOK;
}

enum sheet_result sheet_read(struct arena *arena, struct view bytes, struct view wanted,
                             struct sheet *sheet, struct sheet_source *source)
{
    struct view text;
    *sheet = (struct sheet){0};
    *source = (struct sheet_source){.encoding = ""};
    if (is_compound(bytes))
        return read_compound(bytes);
    enum sheet_result result = SHEET_OK;
    if (is_zip(bytes)) {
        source->encoding = "XLSX";
        result = sheet_read_workbook(arena, bytes, wanted, sheet, source);
    } else if (!encoding_to_utf8(arena, bytes, &text, &source->encoding)) {
        return SHEET_NOT_TEXT;
    } else {
        result = sheet_read_delimited(arena, text, sheet, source);
    }
    if (result != SHEET_OK)
        return result;
    for (size_t row = 0; row < sheet->rows.n; row++)
        if (!sheet_blank(sheet, row))
            return SHEET_OK;
    return SHEET_EMPTY;
}
