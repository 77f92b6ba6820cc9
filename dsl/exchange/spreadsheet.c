/* spreadsheet: libxlsxwriter does the file; here is what a cell is and how wide.
 *
 * A column is written as figures only if every cell below the heading is one in the very form in
 * which it would be read back, and the column has no use of its own: 0601 and 1.50 stay texts.
 * Nothing is ever written as a formula. */
#include "dsl/exchange/spreadsheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <xlsxwriter.h>

#include "dsl/base/utf8.h"

enum { WIDTH_LEAST = 6, WIDTH_MOST = 60, FIGURE_ROOM = 32 };

struct book {
    const struct sheet *sheet;
    const struct columns *columns;
    lxw_workbook *workbook;
    lxw_worksheet *worksheet;
    lxw_format *heading, *wrapped;
    struct buf text; /* a cell with a NUL behind it */
    lxw_error error;
};

static bool is_figure(struct view cell)
{
    char text[FIGURE_ROOM], again[FIGURE_ROOM];
    char *end;
    if (!cell.n || cell.n >= sizeof text)
        return false;
    memcpy(text, cell.p, cell.n);
    text[cell.n] = '\0';
    double value = strtod(text, &end);
    if (*end || value > 1e15 || value < -1e15)
        return false;
    snprintf(again, sizeof again, "%.15g", value);
    return strcmp(again, text) == 0 && cell.p[0] != 'i' && cell.p[0] != 'n';
}

static size_t first_row(const struct book *book)
{
    return book->columns->has_heading ? book->columns->heading + 1 : book->columns->first;
}

static bool is_figures(const struct book *book, size_t column)
{
    size_t figures = 0;
    if (column < book->columns->n && book->columns->at[column].role != ROLE_KEPT)
        return false;
    for (size_t row = first_row(book); row < book->sheet->rows.n; row++) {
        struct view cell = sheet_cell(book->sheet, row, column);
        if (cell.n && !is_figure(cell))
            return false;
        figures += cell.n > 0;
    }
    return figures > 0;
}

/* Readers take _x0041_ for an A; where it is meant as it stands, its first sign is written so too.
 */
static bool looks_escaped(struct view text)
{
    if (text.n < 7 || text.p[0] != '_' || text.p[1] != 'x' || text.p[6] != '_')
        return false;
    for (size_t i = 2; i < 6; i++)
        if (!strchr("0123456789abcdefABCDEF", text.p[i]))
            return false;
    return true;
}

static const char *text_of(struct book *book, struct view cell)
{
    buf_clear(&book->text);
    for (size_t i = 0; i < cell.n; i++) {
        if (looks_escaped(view_sub(cell, i, cell.n)))
            buf_text(&book->text, "_x005F");
        buf_byte(&book->text, cell.p[i]);
    }
    buf_byte(&book->text, '\0');
    return book->text.p;
}

static void write_cell(struct book *book, size_t row, size_t column, bool figures)
{
    struct view cell = sheet_cell(book->sheet, row, column);
    const struct columns *columns = book->columns;
    bool heading = columns->has_heading && row == columns->heading;
    bool lines = memchr(cell.p, '\n', cell.n) != NULL;
    lxw_format *format = heading ? book->heading : lines ? book->wrapped : NULL;
    lxw_error error = LXW_NO_ERROR;
    if (!cell.n)
        return;
    const char *text = text_of(book, cell);
    if (figures && row >= first_row(book))
        error = worksheet_write_number(book->worksheet, (lxw_row_t)row, (lxw_col_t)column,
                                       strtod(text, NULL), format);
    else
        error = worksheet_write_string(book->worksheet, (lxw_row_t)row, (lxw_col_t)column, text,
                                       format);
    if (error != LXW_NO_ERROR && book->error == LXW_NO_ERROR)
        book->error = error;
}

/* The widest line of the heading and the cells below; what is above is a title and may hang over.
 */
static double width_of(const struct book *book, size_t column)
{
    size_t widest = WIDTH_LEAST;
    size_t from = book->columns->has_heading ? book->columns->heading : 0;
    for (size_t row = from; row < book->sheet->rows.n; row++) {
        struct view rest = sheet_cell(book->sheet, row, column);
        while (rest.n) {
            size_t cells = utf8_cells(view_cut(&rest, '\n'));
            widest = cells > widest ? cells : widest;
        }
    }
    return (double)(widest < WIDTH_MOST ? widest : WIDTH_MOST) + 2;
}

static void write_all(struct book *book)
{
    const struct sheet *sheet = book->sheet;
    for (size_t column = 0; column < sheet->columns; column++) {
        bool figures = is_figures(book, column);
        worksheet_set_column(book->worksheet, (lxw_col_t)column, (lxw_col_t)column,
                             width_of(book, column), NULL);
        for (size_t row = 0; row < sheet->rows.n; row++)
            write_cell(book, row, column, figures);
    }
    if (!book->columns->has_heading)
        return;
    lxw_row_t heading = (lxw_row_t)book->columns->heading;
    worksheet_freeze_panes(book->worksheet, heading + 1, 0);
    if (sheet->rows.n > heading + 1u && sheet->columns)
        worksheet_autofilter(book->worksheet, heading, 0, (lxw_row_t)(sheet->rows.n - 1),
                             (lxw_col_t)(sheet->columns - 1));
}

/* A name a worksheet may have; anything else becomes 职责清单. */
static lxw_worksheet *add_worksheet(struct book *book)
{
    const char *name = text_of(book, book->sheet->name);
    bool valid =
        book->sheet->name.n && workbook_validate_sheet_name(book->workbook, name) == LXW_NO_ERROR;
    return workbook_add_worksheet(book->workbook, valid ? name : "职责清单");
}

static void set_properties(struct book *book, struct civil_time made)
{
    lxw_doc_properties properties = {.title = "职责清单", .company = "zhida"};
    properties.created = (time_t)civil_seconds(made, CHINA_OFFSET_MINUTES);
    workbook_set_properties(book->workbook, &properties);
}

const char *spreadsheet_write(const struct sheet *sheet, const struct columns *columns,
                              const char *path, struct civil_time made)
{
    struct book book = {.sheet = sheet, .columns = columns};
    book.workbook = workbook_new(path);
    if (!book.workbook)
        return "out of memory";
    buf_init(&book.text, 2 * SHEET_CELL_MAX + 16);
    set_properties(&book, made);
    book.worksheet = add_worksheet(&book);
    book.heading = workbook_add_format(book.workbook);
    format_set_bold(book.heading);
    format_set_text_wrap(book.heading);
    book.wrapped = workbook_add_format(book.workbook);
    format_set_text_wrap(book.wrapped);
    write_all(&book);
    lxw_error error = workbook_close(book.workbook);
    buf_free(&book.text);
    if (error == LXW_NO_ERROR)
        error = book.error;
    return error == LXW_NO_ERROR ? NULL : lxw_strerror(error);
}
