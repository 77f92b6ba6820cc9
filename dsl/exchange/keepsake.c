/* keepsake: tab-separated lines, the first cell saying what a line is. Tab, line ends and the
 * backslash are escaped, so that one line is one record and a diff shows what changed.
 *
 *   zhida-import 1 SOURCE SHEET        columns HEADING FIRST SEPARATOR ROLE...
 *   row NUMBER CODE AREAS CELL...      (blank rows are left out; NUMBER says where they were)
 *   rows COUNT
 *   duty CODE FIELD...                 what the import wrote, in the order of column_table.h
 *   branch CODE AREAS UNIT
 *
 * Unknown lines are passed over: a later version may add some. */
#include "dsl/exchange/keepsake.h"

enum { CELLS_MAX = SHEET_COLUMNS_MAX + 8, LINE_VERSION = 1 };

/* ---- writing ---- */

static void put_cell(struct buf *out, struct view cell)
{
    buf_byte(out, '\t');
    for (size_t i = 0; i < cell.n; i++) {
        switch (cell.p[i]) {
        case '\t':
            buf_text(out, "\\t");
            break;
        case '\n':
            buf_text(out, "\\n");
            break;
        case '\r':
            buf_text(out, "\\r");
            break;
        case '\\':
            buf_text(out, "\\\\");
            break;
        default:
            buf_byte(out, cell.p[i]);
        }
    }
}

static void put_number(struct buf *out, size_t number)
{
    buf_print(out, "\t%zu", number);
}

static struct view areas_of(struct arena *arena, const struct item *item)
{
    struct buf buf;
    buf_init(&buf, 1 << 20);
    for (size_t i = 0; i < item->areas.n; i++)
        buf_print(&buf, "%s%.*s", i ? "、" : "", VIEW_FMT(item->areas.at[i]));
    struct view text = buf_keep(&buf, arena);
    buf_free(&buf);
    return text;
}

static void put_rows(const struct listing *listing, struct buf *out)
{
    const struct sheet *sheet = listing->sheet;
    size_t next = 0;
    for (size_t row = 0; row < sheet->rows.n; row++) {
        const struct item *item = next < listing->items.n && listing->items.at[next].row == row
                                      ? &listing->items.at[next++]
                                      : NULL;
        if (sheet_blank(sheet, row) && !item) {
            bool any = false;
            for (size_t c = 0; c < sheet->columns; c++)
                any = any || sheet_cell(sheet, row, c).n;
            if (!any)
                continue;
        }
        buf_text(out, "row");
        put_number(out, row + 1);
        put_cell(out, item ? item->code : VIEW(""));
        put_cell(out, item ? areas_of(listing->arena, item) : VIEW(""));
        size_t last = sheet->columns;
        while (last && !sheet_cell(sheet, row, last - 1).n)
            last--;
        for (size_t c = 0; c < last; c++)
            put_cell(out, sheet_cell(sheet, row, c));
        buf_byte(out, '\n');
    }
    buf_text(out, "rows");
    put_number(out, sheet->rows.n);
    put_number(out, sheet->columns);
    buf_byte(out, '\n');
}

static void put_columns(const struct columns *columns, struct buf *out)
{
    char separator[2] = {columns->class_separator, 0};
    buf_text(out, "columns");
    put_number(out, columns->has_heading ? columns->heading + 1 : 0);
    put_number(out, columns->first + 1);
    put_cell(out, view_of(separator));
    for (size_t c = 0; c < columns->n; c++)
        put_cell(out, view_of(column_key(columns->at[c].role)));
    buf_byte(out, '\n');
}

static void put_wrote(const struct entries *wrote, struct buf *out)
{
    for (size_t i = 0; i < wrote->list.n; i++) {
        const struct entry *entry = &wrote->list.at[i];
        buf_text(out, "duty");
        for (int role = 0; role < ROLE_KEPT; role++)
            put_cell(out, entry->field[role]);
        buf_byte(out, '\n');
        for (size_t b = 0; b < entry->branches.n; b++) {
            buf_text(out, "branch");
            put_cell(out, entry->field[ROLE_CODE]);
            put_cell(out, entry->branches.at[b].areas);
            put_cell(out, entry->branches.at[b].unit);
            buf_byte(out, '\n');
        }
    }
}

void keepsake_write(const struct listing *listing, const struct entries *wrote, struct view source,
                    struct buf *out)
{
    buf_print(out, "zhida-import\t%d", LINE_VERSION);
    put_cell(out, source);
    put_cell(out, listing->sheet->name);
    buf_byte(out, '\n');
    put_columns(listing->columns, out);
    put_rows(listing, out);
    put_wrote(wrote, out);
}

/* ---- reading ---- */

struct line {
    struct view cells[CELLS_MAX];
    size_t n;
};

static struct view unescaped(struct arena *arena, struct view cell)
{
    if (!cell.n || !memchr(cell.p, '\\', cell.n))
        return cell;
    char *out = arena_alloc(arena, cell.n);
    size_t n = 0;
    for (size_t i = 0; i < cell.n; i++) {
        char c = cell.p[i];
        if (c == '\\' && i + 1 < cell.n) {
            char next = cell.p[++i];
            c = next == 't' ? '\t' : next == 'n' ? '\n' : next == 'r' ? '\r' : next;
        }
        out[n++] = c;
    }
    return (struct view){out, n};
}

static void cut_line(struct arena *arena, struct view text, struct line *line)
{
    line->n = 0;
    while (text.p && line->n < CELLS_MAX)
        line->cells[line->n++] = unescaped(arena, view_cut(&text, '\t'));
}

static struct view cell_of(const struct line *line, size_t index)
{
    return index < line->n && line->cells[index].n ? line->cells[index] : VIEW("");
}

static bool number_at(const struct line *line, size_t index, size_t most, size_t *out)
{
    int64_t value;
    if (!view_int(cell_of(line, index), 0, (int64_t)most, &value))
        return false;
    *out = (size_t)value;
    return true;
}

static bool read_columns(struct arena *arena, const struct line *line, struct columns *columns)
{
    size_t heading, first;
    if (line->n < 4 || !number_at(line, 1, SHEET_ROWS_MAX, &heading) ||
        !number_at(line, 2, SHEET_ROWS_MAX + 1, &first) || !first)
        return false;
    *columns = (struct columns){.n = line->n - 4,
                                .has_heading = heading > 0,
                                .heading = heading ? heading - 1 : 0,
                                .first = first - 1};
    columns->class_separator = cell_of(line, 3).n ? cell_of(line, 3).p[0] : 0;
    columns->at = ARENA_ARRAY(arena, columns->n + 1, struct column);
    for (size_t c = 0; c < columns->n; c++) {
        enum column_role role = column_role_of(cell_of(line, 4 + c));
        if (role == ROLE_COUNT)
            return false;
        columns->at[c] = (struct column){role, COLUMN_GIVEN};
        if (role == ROLE_CLASS && columns->classes < CLASS_COLUMNS_MAX)
            columns->class_at[columns->classes++] = c;
    }
    return true;
}

static bool read_row(struct arena *arena, const struct line *line, struct keepsake *out)
{
    size_t row;
    if (!number_at(line, 1, SHEET_ROWS_MAX, &row) || !row)
        return false;
    while (out->sheet.rows.n < row)
        sheet_add_row(arena, &out->sheet);
    for (size_t c = 4; c < line->n; c++)
        if (line->cells[c].n && !sheet_set(arena, &out->sheet, row - 1, c - 4, line->cells[c]))
            return false;
    out->rows[row - 1] = (struct kept_row){cell_of(line, 2), cell_of(line, 3)};
    return true;
}

static bool read_rows(struct arena *arena, const struct line *line, struct keepsake *out)
{
    size_t rows, columns;
    if (!number_at(line, 1, SHEET_ROWS_MAX, &rows) ||
        !number_at(line, 2, SHEET_COLUMNS_MAX, &columns))
        return false;
    while (out->sheet.rows.n < rows)
        sheet_add_row(arena, &out->sheet);
    if (columns > out->sheet.columns)
        out->sheet.columns = columns;
    return true;
}

static void read_duty(struct arena *arena, const struct line *line, struct keepsake *out)
{
    struct entry entry = {0};
    for (int role = 0; role < ROLE_KEPT; role++)
        entry.field[role] = cell_of(line, (size_t)role + 1);
    VEC_ADD(arena, &out->wrote.list, entry);
}

static void read_branch(struct arena *arena, const struct line *line, struct keepsake *out)
{
    struct entries *wrote = &out->wrote;
    if (!wrote->list.n)
        return;
    struct entry *entry = &wrote->list.at[wrote->list.n - 1];
    if (view_eq(entry->field[ROLE_CODE], cell_of(line, 1)))
        VEC_ADD(arena, &entry->branches,
                ((struct entry_branch){cell_of(line, 2), cell_of(line, 3)}));
}

static bool read_line(struct arena *arena, const struct line *line, struct keepsake *out)
{
    struct view kind = cell_of(line, 0);
    if (view_is(kind, "columns"))
        return read_columns(arena, line, &out->columns);
    if (view_is(kind, "row"))
        return read_row(arena, line, out);
    if (view_is(kind, "rows"))
        return read_rows(arena, line, out);
    if (view_is(kind, "duty"))
        read_duty(arena, line, out);
    else if (view_is(kind, "branch"))
        read_branch(arena, line, out);
    return true;
}

bool keepsake_read(struct arena *arena, struct view text, struct keepsake *out)
{
    struct line *line = ARENA_NEW(arena, struct line);
    bool first = true;
    *out = (struct keepsake){.wrote = {.arena = arena}};
    out->rows = ARENA_ARRAY(arena, SHEET_ROWS_MAX, struct kept_row);
    while (text.n) {
        struct view whole = view_cut(&text, '\n');
        if (whole.n && whole.p[whole.n - 1] == '\r')
            whole.n--; /* an editor's line ends */
        cut_line(arena, whole, line);
        if (first &&
            (!view_is(cell_of(line, 0), "zhida-import") || !view_is(cell_of(line, 1), "1")))
            return false;
        if (first)
            out->source = cell_of(line, 2);
        first = false;
        if (!read_line(arena, line, out))
            return false;
    }
    entries_index(&out->wrote);
    return !first && out->columns.at != NULL;
}
