/* worksheet: cells as they come. A cell's address (r="C17") may be left out; then it stands right
 * of the one before. What a cell shows is collected between its open and close tags and set when it
 * closes. Merged cells come behind all cells: each gives its text to the rows below its first one,
 * because a class written once for forty rows is meant forty times. Sideways nothing is filled: a
 * title over eight columns is one title.
 *
 * Cells outside the limits that hold nothing are passed over: programs format whole columns. */
#include "dsl/exchange/workbook.h"

#include <stdlib.h>

struct merge {
    size_t top, left, bottom, right;
};

struct cells {
    const struct workbook *book;
    struct sheet *sheet;
    struct buf text;
    size_t row, column;
    enum { CELL_NUMBER, CELL_SHARED, CELL_TEXT, CELL_BOOL } kind;
    struct figure_style style;
    bool in_cell, wanted;
    int phonetic;
    VEC(struct merge) merges;
};

/* "AB12" to row and column from 0; *end stands behind it. */
static bool read_address(const char *text, size_t *row, size_t *column, const char **end)
{
    size_t c = 0, r = 0;
    for (; *text >= 'A' && *text <= 'Z' && c < 100000; text++)
        c = c * 26 + (size_t)(*text - 'A' + 1);
    for (; *text >= '0' && *text <= '9' && r < 10000000; text++)
        r = r * 10 + (size_t)(*text - '0');
    *end = text;
    if (!c || !r)
        return false;
    *column = c - 1;
    *row = r - 1;
    return true;
}

static void open_row(struct cells *cells, const char **attributes)
{
    int64_t row;
    const char *value = archive_attribute(attributes, "r");
    if (value && view_int(view_of(value), 1, 10000000, &row))
        cells->row = (size_t)row - 1;
    else
        cells->row++;
    cells->column = SIZE_MAX;
}

static void open_cell(struct cells *cells, const char **attributes)
{
    const char *address = archive_attribute(attributes, "r"), *end;
    const char *type = archive_attribute(attributes, "t");
    const char *style = archive_attribute(attributes, "s");
    int64_t number = 0;
    if (!address || !read_address(address, &cells->row, &cells->column, &end))
        cells->column++;
    cells->kind = CELL_NUMBER;
    if (type && strcmp(type, "s") == 0)
        cells->kind = CELL_SHARED;
    else if (type && strcmp(type, "b") == 0)
        cells->kind = CELL_BOOL;
    else if (type && strcmp(type, "n") != 0)
        cells->kind = CELL_TEXT;
    cells->style = (struct figure_style){FIGURE_PLAIN, 0};
    if (style && view_int(view_of(style), 0, (int64_t)cells->book->styles.n - 1, &number))
        cells->style = cells->book->styles.at[number];
    cells->in_cell = true;
    buf_clear(&cells->text);
}

static bool open_merge(struct cells *cells, const char **attributes)
{
    const char *ref = archive_attribute(attributes, "ref"), *end;
    struct merge merge;
    if (!ref || !read_address(ref, &merge.top, &merge.left, &end) || *end != ':' ||
        !read_address(end + 1, &merge.bottom, &merge.right, &end))
        return true;
    VEC_ADD(cells->book->arena, &cells->merges, merge);
    return cells->merges.n < SHEET_ROWS_MAX;
}

static bool on_open(void *context, const char *name, const char **attributes)
{
    struct cells *cells = context;
    if (strcmp(name, "row") == 0)
        open_row(cells, attributes);
    else if (strcmp(name, "c") == 0)
        open_cell(cells, attributes);
    else if (strcmp(name, "mergeCell") == 0)
        return open_merge(cells, attributes);
    cells->phonetic += strcmp(name, "rPh") == 0;
    bool holds = strcmp(name, "v") == 0 || (strcmp(name, "t") == 0 && !cells->phonetic);
    cells->wanted = cells->in_cell && holds;
    return true;
}

static struct view shown(struct cells *cells)
{
    struct arena *arena = cells->book->arena;
    struct view raw = buf_seen(&cells->text);
    int64_t index;
    if (cells->kind == CELL_TEXT)
        return workbook_text(arena, view_keep(arena, raw));
    if (cells->kind == CELL_BOOL)
        return view_is(raw, "1") ? VIEW("TRUE") : VIEW("FALSE");
    if (cells->kind == CELL_SHARED) {
        bool there = view_int(view_trim(raw), 0, (int64_t)cells->book->strings.n - 1, &index);
        return there ? cells->book->strings.at[index] : VIEW("");
    }
    struct buf buf;
    buf_init(&buf, 512);
    figure_show(raw, cells->style, cells->book->since_1904, &buf);
    struct view text = buf_keep(&buf, arena);
    buf_free(&buf);
    return text;
}

static bool close_cell(struct cells *cells)
{
    cells->in_cell = false;
    if (!cells->text.n)
        return !cells->text.full;
    struct view text = shown(cells);
    return !cells->text.full && (!text.n || sheet_set(cells->book->arena, cells->sheet, cells->row,
                                                      cells->column, text));
}

static bool on_close(void *context, const char *name)
{
    struct cells *cells = context;
    cells->wanted = false;
    cells->phonetic -= strcmp(name, "rPh") == 0;
    return strcmp(name, "c") != 0 || close_cell(cells);
}

static bool on_text(void *context, const char *bytes, size_t n)
{
    struct cells *cells = context;
    if (cells->wanted)
        buf_bytes(&cells->text, bytes, n);
    return true;
}

/* Fills the first column of a merged cell; rows past the last one with content stay away. */
static bool fill(struct cells *cells, const struct merge *merge, size_t *filled)
{
    struct view text = sheet_cell(cells->sheet, merge->top, merge->left);
    size_t rows = cells->sheet->rows.n;
    for (size_t row = merge->top + 1; text.n && row <= merge->bottom && row < rows; row++) {
        if (sheet_cell(cells->sheet, row, merge->left).n)
            continue;
        if (!sheet_set(cells->book->arena, cells->sheet, row, merge->left, text))
            return false;
        if (++*filled > (size_t)SHEET_ROWS_MAX * 8)
            return false;
    }
    return true;
}

enum sheet_result worksheet_read(const struct workbook *book, const struct worksheet *worksheet,
                                 struct sheet *sheet, size_t *filled)
{
    struct cells cells = {.book = book, .sheet = sheet, .row = SIZE_MAX};
    struct archive_walk walk = {&cells, on_open, on_close, on_text};
    buf_init(&cells.text, SHEET_CELL_MAX + 16);
    enum sheet_result result = archive_walk(book->archive, worksheet->part.p, &walk);
    buf_free(&cells.text);
    for (size_t i = 0; result == SHEET_OK && i < cells.merges.n; i++)
        if (!fill(&cells, &cells.merges.at[i], filled))
            result = SHEET_TOO_LARGE;
    return result;
}
