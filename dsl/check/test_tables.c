/* test_tables: tests out of blocks. A block is one test; a block with a 表 is a test for every row
 * of it: the clauses before the table, those of the row where the table stands, those behind it.
 *
 * What is wrong outside the table, or in its heading, is said once and not in every row: the
 * heading is tried first and a column that failed is left out; once the clauses around the table
 * were complained about, further rows are not made. */
#include "dsl/check/script.h"

#include "dsl/base/utf8.h"

enum { LABEL_MAX = 24 }; /* characters of a cell in the name of its case */

/* ---- columns ---- */

enum { COLUMNS_MAX = 32 };

struct columns {
    bool good[COLUMNS_MAX];
    bool input[COLUMNS_MAX]; /* says what a case is about, and not what comes of it */
};

static bool column_good(struct script *script, const struct node *column)
{
    const struct node *clause = column->child;
    if (column->broken || !clause)
        return false;
    const struct node *name = clause->child;
    if ((clause->kind == NODE_GIVEN || clause->kind == NODE_ENTERPRISE) && name)
        return script_can_set(script, name, clause->kind == NODE_ENTERPRISE);
    if (clause->kind == NODE_EXPECT && name && name->kind == NODE_EXPECT_POLICY && name->child)
        return scope_need(script->check, SCOPE_POLICY, NONE, name->child) != NONE;
    return true;
}

static struct columns columns_of(struct script *script, const struct node *table)
{
    struct columns columns = {0};
    size_t i = 0;
    for (const struct node *column = node_child(table, NODE_COLUMN); column && i < COLUMNS_MAX;
         column = node_again(column), i++) {
        columns.good[i] = column_good(script, column);
        columns.input[i] = column->child && column->child->kind != NODE_EXPECT;
    }
    return columns;
}

/* ---- names of cases ---- */

static struct view without_quotes(struct view text)
{
    static const char *const quotes[] = {"\"", "“", "”"};
    for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++) {
        struct view quote = view_of(quotes[i]);
        if (view_starts(text, quote))
            text = view_sub(text, quote.n, text.n);
        if (text.n >= quote.n && view_eq(view_sub(text, text.n - quote.n, text.n), quote))
            text.n -= quote.n;
    }
    return text;
}

static struct view label_of(struct check *check, const struct node *row,
                            const struct columns *columns)
{
    struct buf label;
    size_t i = 0;
    buf_init(&label, 4096);
    for (const struct node *cell = row->child; cell && i < COLUMNS_MAX; cell = cell->next, i++) {
        struct view text = without_quotes(cell->text);
        if (!columns->input[i] || !text.n)
            continue;
        size_t at = 0;
        for (size_t k = 0; k < LABEL_MAX && at < text.n; k++)
            utf8_next(text, &at);
        buf_print(&label, "%s%.*s%s", label.n ? "，" : "", (int)at, text.p, at < text.n ? "…" : "");
    }
    struct view kept = buf_keep(&label, check->arena);
    buf_free(&label);
    return kept;
}

static struct view title_of(struct check *check, struct view title, const struct node *row,
                            const struct columns *columns, int number)
{
    struct view label = label_of(check, row, columns);
    if (!label.n)
        return say_text(check, "%.*s（第 %d 行）", VIEW_FMT(title), number);
    return say_text(check, "%.*s（%.*s）", VIEW_FMT(title), VIEW_FMT(label));
}

/* ---- reading ---- */

static void add_test(struct check *check, struct script *script)
{
    VEC_ADD(check->model->arena, &check->model->tests, *script->test);
}

static int category_of_clauses(const struct check *check, const struct node *block)
{
    int category = NONE;
    for (const struct node *step = node_child(block, NODE_EXPECT); step && category == NONE;
         step = node_again(step))
        category = script_category(check, step);
    return category;
}

static int category_of_row(const struct check *check, const struct node *row)
{
    int category = NONE;
    for (const struct node *cell = row->child; cell && category == NONE; cell = cell->next)
        if (cell->child && cell->child->kind == NODE_EXPECT)
            category = script_category(check, cell->child);
    return category;
}

static void read_row(struct script *script, const struct node *row, const struct columns *columns)
{
    size_t i = 0;
    bool joined = false; /* 应得 单位 | 应得 协办: one look at the decision */
    bool lost = false;   /* what the reasons behind it are about is not known */
    for (const struct node *cell = row->child; cell && i < COLUMNS_MAX; cell = cell->next, i++) {
        bool good = cell->child && !cell->broken && columns->good[i];
        lost = lost || (!columns->good[i] && !columns->input[i]);
        if (!columns->good[i])
            script->any_matter = script->any_enterprise = true; /* it would have said so */
        if (!good || (lost && cell->child->kind == NODE_EXPECT))
            continue;
        script_read(script, cell->child, joined);
        joined = cell->child->kind == NODE_EXPECT;
    }
    script->any_expected = script->any_expected || lost;
}

static void read_clauses(struct script *script, const struct node *block, const struct node *row,
                         const struct columns *columns)
{
    for (const struct node *clause = block->child; clause; clause = clause->next)
        if (clause->kind == NODE_TABLE && row)
            read_row(script, row, columns);
        else if (!clause->broken)
            script_read(script, clause, false);
}

static void read_plain(struct check *check, const struct node *block)
{
    struct test test = {.title = text_of(node_child(block, NODE_STRING)), .span = block->span};
    struct script script = {
        .check = check, .test = &test, .category = category_of_clauses(check, block)};
    read_clauses(&script, block, NULL, NULL);
    add_test(check, &script);
}

/* One row; false where the clauses around the table, not the row, were complained about. */
static bool read_case(struct check *check, const struct node *block, const struct node *row,
                      const struct columns *columns, int number)
{
    struct view title = text_of(node_child(block, NODE_STRING));
    struct test test = {
        .title = title_of(check, title, row, columns, number), .row = number, .span = row->span};
    struct script script = {.check = check, .test = &test, .category = category_of_row(check, row)};
    if (script.category == NONE)
        script.category = category_of_clauses(check, block);
    size_t said = check->diags->list.n;
    read_clauses(&script, block, row, columns);
    for (size_t i = said; i < check->diags->list.n; i++) {
        struct span at = check->diags->list.at[i].span;
        if (at.from < row->span.from || at.to > row->span.to)
            return false;
    }
    if (!script.any_expected)
        SAY(check, DIAG_E0914, row->span);
    add_test(check, &script);
    return script.any_expected;
}

static void read_table(struct check *check, const struct node *block, const struct node *table)
{
    struct test none = {0};
    struct script heading = {
        .check = check, .test = &none, .category = category_of_clauses(check, block)};
    const struct node *row = node_child(table, NODE_ROW);
    int number = 0;
    if (!row && !table->broken)
        SAY(check, DIAG_E0913, table->span);
    for (const struct node *one = row; one && heading.category == NONE; one = node_again(one))
        heading.category = category_of_row(check, one);
    struct columns columns = columns_of(&heading, table);
    while (row && read_case(check, block, row, &columns, ++number))
        row = node_again(row);
}

void tests_fill(struct check *check)
{
    for (const struct node *block = node_child(check->rules, NODE_TEST); block;
         block = node_again(block)) {
        const struct node *table = node_child(block, NODE_TABLE);
        say_title(check, text_of(node_child(block, NODE_STRING)));
        if (table)
            read_table(check, block, table);
        else
            read_plain(check, block);
    }
    say_heading(check, NONE, NONE);
}
