/* duty_sheet: the full table has one column for every thing a duty can say, empty columns left out
 * only where no duty says it and a list may well do without.
 *
 * The merge goes by the keepsake: a field that is now what the import wrote keeps its cell to the
 * letter, whatever that cell looked like (五个工作日内); only a field that has changed is written
 * anew, in the form of the language. So an official who changed one unit sees one changed cell. */
#include "dsl/exchange/duty_sheet.h"

#include <assert.h>

size_t duty_sheet_levels(struct view path, struct view levels[CLASS_COLUMNS_MAX])
{
    size_t n = 0;
    while (path.n && n < CLASS_COLUMNS_MAX)
        levels[n++] = view_cut(&path, LEVEL_MARK);
    return n;
}

static void set(struct arena *arena, struct sheet *sheet, size_t row, size_t column,
                struct view text)
{
    if (text.n > SHEET_CELL_MAX)
        text.n = SHEET_CELL_MAX;
    if (text.n)
        (void)sheet_set(arena, sheet, row, column, text);
}

/* ---- every field ---- */

/* The order of the columns; classes and extras have places of their own. */
static const enum column_role order[] = {
    ROLE_CODE,   ROLE_CLASS,    ROLE_ITEM,  ROLE_ENGLISH, ROLE_AREA, ROLE_UNIT, ROLE_ASSIST,
    ROLE_URGENT, ROLE_DEADLINE, ROLE_WORDS, ROLE_EXAMPLE, ROLE_SAID, ROLE_BASIS};
enum { ORDERED = sizeof order / sizeof *order };

struct table {
    struct arena *arena;
    const struct entries *entries;
    struct sheet *out;
    struct columns *columns;
    size_t levels; /* class columns */
    bool chinese;
};

static bool any_field(const struct entries *entries, enum column_role role)
{
    for (size_t i = 0; i < entries->list.n; i++)
        if (entries->list.at[i].field[role].n)
            return true;
    return false;
}

static bool any_extra(const struct entries *entries, enum entry_extra extra)
{
    for (size_t i = 0; i < entries->list.n; i++)
        if (entries->list.at[i].extra[extra].n)
            return true;
    return false;
}

static bool always(enum column_role role)
{
    return role == ROLE_CODE || role == ROLE_ITEM || role == ROLE_UNIT || role == ROLE_DEADLINE ||
           role == ROLE_CLASS;
}

static size_t add_column(struct table *table, enum column_role role, const char *heading)
{
    size_t column = table->columns->n++;
    table->columns->at[column] = (struct column){role, COLUMN_GIVEN};
    set(table->arena, table->out, 0, column, view_of(heading));
    return column;
}

static void add_classes(struct table *table)
{
    static const char *const zh[] = {"一级分类", "二级分类", "三级分类", "四级分类",
                                     "五级分类", "六级分类", "七级分类", "八级分类"};
    static const char *const en[] = {"level1", "level2", "level3", "level4",
                                     "level5", "level6", "level7", "level8"};
    for (size_t i = 0; i < table->levels; i++) {
        size_t column = add_column(table, ROLE_CLASS, table->chinese ? zh[i] : en[i]);
        table->columns->class_at[table->columns->classes++] = column;
        for (size_t d = 0; d < table->entries->list.n; d++) {
            struct view levels[CLASS_COLUMNS_MAX];
            size_t n = duty_sheet_levels(table->entries->list.at[d].field[ROLE_CLASS], levels);
            if (i < n)
                set(table->arena, table->out, d + 1, column, levels[i]);
        }
    }
}

static void add_field(struct table *table, enum column_role role)
{
    if (role == ROLE_CLASS) {
        add_classes(table);
        return;
    }
    if (!always(role) && !any_field(table->entries, role))
        return;
    size_t column = add_column(table, role, column_title(role, table->chinese));
    for (size_t d = 0; d < table->entries->list.n; d++)
        set(table->arena, table->out, d + 1, column, table->entries->list.at[d].field[role]);
}

static void add_extra(struct table *table, enum entry_extra extra)
{
    if (!any_extra(table->entries, extra))
        return;
    size_t column = add_column(table, ROLE_KEPT, extra_title(extra, table->chinese));
    for (size_t d = 0; d < table->entries->list.n; d++)
        set(table->arena, table->out, d + 1, column, table->entries->list.at[d].extra[extra]);
}

void duty_sheet_full(struct arena *arena, const struct entries *entries, bool chinese,
                     struct sheet *out, struct columns *columns)
{
    *out = (struct sheet){0};
    *columns = (struct columns){.has_heading = true, .first = 1};
    struct table table = {arena, entries, out, columns, 1, chinese};
    columns->at = ARENA_ARRAY(arena, SHEET_COLUMNS_MAX, struct column);
    for (size_t d = 0; d <= entries->list.n; d++)
        sheet_add_row(arena, out);
    for (size_t d = 0; d < entries->list.n; d++) {
        struct view levels[CLASS_COLUMNS_MAX];
        size_t n = duty_sheet_levels(entries->list.at[d].field[ROLE_CLASS], levels);
        table.levels = n > table.levels ? n : table.levels;
    }
    for (size_t i = 0; i < ORDERED; i++)
        add_field(&table, order[i]);
    for (int extra = 0; extra < EXTRA_COUNT; extra++)
        add_extra(&table, (enum entry_extra)extra);
}

/* ---- the shape of the list ---- */

struct merger {
    struct arena *arena;
    const struct keepsake *kept;
    struct sheet *out;
    struct merge_counts *counts;
    VEC(struct view) class_of_row; /* of out's rows; empty where there is none */
};

static const struct entry_branch *branch_of(const struct entry *entry, struct view areas)
{
    for (size_t i = 0; areas.n && i < entry->branches.n; i++)
        if (view_eq(entry->branches.at[i].areas, areas))
            return &entry->branches.at[i];
    return NULL;
}

/* A row's unit: that of its own branch, or the duty's. */
static struct view unit_of(const struct entry *entry, struct view areas)
{
    const struct entry_branch *branch = branch_of(entry, areas);
    return branch ? branch->unit : entry->field[ROLE_UNIT];
}

static struct view joined(struct arena *arena, struct view a, const char *between, struct view b)
{
    struct buf buf;
    buf_init(&buf, 1 << 22);
    buf_print(&buf, "%.*s%s%.*s", VIEW_FMT(a), between, VIEW_FMT(b));
    struct view text = buf_keep(&buf, arena);
    buf_free(&buf);
    return text;
}

/* Where the list has no column for them, those who assist stand behind the unit. */
static bool assists_with_unit(const struct merger *merger)
{
    return columns_of(&merger->kept->columns, ROLE_ASSIST) == SIZE_MAX;
}

static struct view unit_cell(const struct merger *merger, const struct entry *entry,
                             struct view areas)
{
    struct view unit = unit_of(entry, areas), assists = entry->field[ROLE_ASSIST];
    if (!assists_with_unit(merger) || !assists.n)
        return unit;
    return joined(merger->arena, unit, "、", assists);
}

/* What a field is now, as a cell. */
static struct view cell_now(const struct merger *merger, const struct entry *entry,
                            enum column_role role, struct view areas)
{
    return role == ROLE_UNIT ? unit_cell(merger, entry, areas) : entry->field[role];
}

static bool changed(const struct merger *merger, const struct entry *before,
                    const struct entry *now, enum column_role role, struct view areas)
{
    if (role >= ROLE_KEPT || role == ROLE_REMARK)
        return false;
    if (role == ROLE_AREA && before->branches.n)
        return false; /* the rows' areas are the branches' */
    if (role == ROLE_UNIT && assists_with_unit(merger) &&
        !view_eq(before->field[ROLE_ASSIST], now->field[ROLE_ASSIST]))
        return true;
    if (role == ROLE_UNIT)
        return !view_eq(unit_of(before, areas), unit_of(now, areas));
    return !view_eq(before->field[role], now->field[role]);
}

/* A class that has moved: its levels into the columns there are, deeper ones emptied. */
static void write_class(struct merger *merger, size_t row, const struct entry *entry)
{
    const struct columns *columns = &merger->kept->columns;
    struct view levels[CLASS_COLUMNS_MAX];
    size_t n = duty_sheet_levels(entry->field[ROLE_CLASS], levels);
    if (columns->classes == 1) {
        char between[2] = {columns->class_separator ? columns->class_separator : '/', 0};
        struct view path = n ? levels[0] : VIEW("");
        for (size_t i = 1; i < n; i++)
            path = joined(merger->arena, path, between, levels[i]);
        (void)sheet_set(merger->arena, merger->out, row, columns->class_at[0], path);
        return;
    }
    for (size_t i = 0; i < columns->classes; i++)
        (void)sheet_set(merger->arena, merger->out, row, columns->class_at[i],
                        i < n ? levels[i] : VIEW(""));
}

static void write_fields(struct merger *merger, size_t row, const struct entry *before,
                         const struct entry *now, struct view areas)
{
    const struct columns *columns = &merger->kept->columns;
    if (columns->classes && (!before || changed(merger, before, now, ROLE_CLASS, areas))) {
        write_class(merger, row, now);
        merger->counts->changed += before != NULL;
    }
    for (size_t c = 0; c < columns->n; c++) {
        enum column_role role = columns->at[c].role;
        if (role == ROLE_CLASS || role >= ROLE_KEPT || role == ROLE_REMARK ||
            (before && !changed(merger, before, now, role, areas)))
            continue;
        (void)sheet_set(merger->arena, merger->out, row, c, cell_now(merger, now, role, areas));
        merger->counts->changed += before != NULL;
    }
}

static void copy_row(struct merger *merger, size_t from)
{
    const struct sheet *sheet = &merger->kept->sheet;
    size_t row = sheet_add_row(merger->arena, merger->out);
    for (size_t c = 0; c < sheet->columns; c++)
        if (sheet_cell(sheet, from, c).n)
            (void)sheet_set(merger->arena, merger->out, row, c, sheet_cell(sheet, from, c));
    VEC_ADD(merger->arena, &merger->class_of_row, VIEW(""));
}

static void merge_row(struct merger *merger, const struct entries *entries, size_t from)
{
    const struct kept_row *kept = &merger->kept->rows[from];
    const struct entry *before = entries_find(&merger->kept->wrote, kept->code);
    const struct entry *now = entries_find(entries, kept->code);
    if (kept->code.n && before && !now) {
        merger->counts->gone++;
        return;
    }
    copy_row(merger, from);
    if (!kept->code.n || !before || !now)
        return;
    size_t row = merger->out->rows.n - 1;
    assert(merger->class_of_row.n == row + 1);
    merger->class_of_row.at[row] = now->field[ROLE_CLASS];
    write_fields(merger, row, before, now, kept->areas);
}

/* Behind the last row of the class, or at the end. */
static void insert(struct merger *merger, const struct entry *entry)
{
    struct sheet *out = merger->out;
    size_t row = merger->class_of_row.n; /* as many as out has */
    while (row && !view_eq(merger->class_of_row.at[row - 1], entry->field[ROLE_CLASS]))
        row--;
    if (!row)
        row = out->rows.n;
    sheet_add_row(merger->arena, out);
    VEC_ADD(merger->arena, &merger->class_of_row, VIEW(""));
    memmove(&out->rows.at[row + 1], &out->rows.at[row],
            (out->rows.n - row - 1) * sizeof *out->rows.at);
    memmove(&merger->class_of_row.at[row + 1], &merger->class_of_row.at[row],
            (out->rows.n - row - 1) * sizeof *merger->class_of_row.at);
    out->rows.at[row] = (struct sheet_row){NULL, 0};
    merger->class_of_row.at[row] = entry->field[ROLE_CLASS];
    write_fields(merger, row, NULL, entry, VIEW(""));
    merger->counts->added++;
}

void duty_sheet_merge(struct arena *arena, const struct entries *entries,
                      const struct keepsake *kept, struct sheet *out, struct merge_counts *counts)
{
    struct merger merger = {.arena = arena, .kept = kept, .out = out, .counts = counts};
    *out = (struct sheet){.name = kept->sheet.name, .columns = kept->sheet.columns};
    *counts = (struct merge_counts){0};
    for (size_t row = 0; row < kept->sheet.rows.n; row++)
        merge_row(&merger, entries, row);
    for (size_t i = 0; i < entries->list.n; i++)
        if (!entries_find(&kept->wrote, entries->list.at[i].field[ROLE_CODE]))
            insert(&merger, &entries->list.at[i]);
}
