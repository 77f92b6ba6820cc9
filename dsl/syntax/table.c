/* table: the 表 of a test. Its first line names columns, every further line is a case; a cell is
 * read as if it stood behind its heading.
 *
 * That is done here, with tokens: for `应得 单位 | ...` and a cell `城管局` the parser is given
 * `应得 单位 城管局`, so whatever a test can say can stand in a table, with the same messages, and
 * the grammar has no second way to say it. A plain name is a setting (区域 over 松影苑 is 设 区域 =
 * 松影苑). The words of a heading stand before each cell with no width of their own, so that every
 * span lies in the cell. Lines matter nowhere else in the language; here they part the rows. */
#include "dsl/syntax/filter.h"

#include "dsl/syntax/parser.h"

static bool is_first(const struct filter *f, size_t at)
{
    return f->in[at].flags & TOKEN_FIRST;
}

/* The token behind the line; a line that ends with 、 goes on. */
static size_t line_end(const struct filter *f)
{
    size_t at = f->at + 1;
    while (f->in[at].kind && f->in[at].kind != TOK_LBRACE && f->in[at].kind != TOK_RBRACE &&
           (!is_first(f, at) || f->in[at - 1].kind == TOK_SEP))
        at++;
    return at;
}

static size_t cell_end(const struct filter *f, size_t at, size_t end)
{
    while (at < end && f->in[at].kind != TOK_BAR)
        at++;
    return at;
}

/* A token of no width, that stands for one written elsewhere or nowhere. */
static void put(struct filter *f, struct token token, uint32_t at, unsigned flags)
{
    token.span = parse_span(f->p, at, at);
    token.flags = 0;
    mend_emit(f, &token, flags);
}

static void put_kind(struct filter *f, int kind, uint32_t at, unsigned flags)
{
    put(f, (struct token){.kind = (int16_t)kind}, at, flags);
}

/* A bar at the start of the heading is only a frame; then every line has one, and one at its end.
 */
static void within_frame(const struct filter *f, size_t *from, size_t *end)
{
    if (!f->table.framed)
        return;
    if (*from < *end && f->in[*from].kind == TOK_BAR)
        ++*from;
    if (*from < *end && f->in[*end - 1].kind == TOK_BAR)
        --*end;
}

/* ---- the heading ---- */

/* A heading without the signs that mean nothing: 市民；stands for 市民. Its new end. */
static size_t without_idle(struct filter *f, size_t from, size_t to)
{
    size_t kept = from;
    for (size_t at = from; at < to; at++)
        if (f->in[at].kind != TOK_SEMICOLON && f->in[at].kind != TOK_COLON)
            f->in[kept++] = f->in[at];
    return kept;
}

static void heading(struct filter *f, size_t end)
{
    size_t from = f->at;
    f->table.headed = true;
    f->table.framed = f->in[from].kind == TOK_BAR;
    within_frame(f, &from, &end);
    while (from <= end && f->table.columns < TABLE_COLUMNS) {
        size_t to = cell_end(f, from, end);
        size_t kept = without_idle(f, from, to);
        f->table.column[f->table.columns].from = from;
        f->table.column[f->table.columns++].to = kept;
        filter_begin(f, TOK_EXPECT); /* 单位 stays the keyword it is */
        put_kind(f, TOK_COLUMN, f->in[from].span.from, TOKEN_START);
        for (; from < kept; from++)
            mend_emit(f, &f->in[from], 0);
        from = to + 1;
    }
}

/* ---- rows ---- */

enum heading { HEADING_NOTHING, HEADING_SETTING, HEADING_CLAUSE, HEADING_EXPECTED };

static enum heading heading_of(int kind)
{
    switch (kind) {
    case TOK_GIVEN:
    case TOK_CITIZEN:
    case TOK_ENTERPRISE:
    case TOK_EXPECT:
        return HEADING_CLAUSE;
    case TOK_CATEGORY:
    case TOK_DUTY:
    case TOK_UNIT:
    case TOK_POLICY:
    case TOK_ASSIST:
    case TOK_WITHIN:
    case TOK_DUE:
    case TOK_ASK:
    case TOK_CUE:
    case TOK_BECAUSE:
    case TOK_ONLY:
        return HEADING_EXPECTED;
    case TOK_NAME:
        return HEADING_SETTING;
    default:
        return word_is(kind, WORD_BLOCK) ? HEADING_SETTING : HEADING_NOTHING;
    }
}

static bool is_kind(const struct token *token)
{
    return view_is(token->text, "类型") || view_is(token->text, "kind");
}

/* Whether a heading is one the parser will take; of a bad one nothing is said in every row. */
static bool is_heading(const struct filter *f, size_t from, size_t to)
{
    const struct token *token = &f->in[from];
    size_t words = to - from;
    bool expect = words && token->kind == TOK_EXPECT;
    if (expect && words > 1) {
        token++;
        words--;
        if (token->kind == TOK_NAME)
            return words == 1 && is_kind(token);
    }
    if (!words || heading_of(token->kind) == HEADING_NOTHING)
        return false;
    if (token->kind == TOK_POLICY || token->kind == TOK_GIVEN || token->kind == TOK_ENTERPRISE)
        return words <= 2;
    return words == 1;
}

/* Puts the heading's words before the cell; false: the heading says nothing. */
static bool put_heading(struct filter *f, size_t column, uint32_t at)
{
    size_t from = f->table.column[column].from, to = f->table.column[column].to;
    if (!is_heading(f, from, to))
        return false;
    int first = f->in[from].kind;
    enum heading kind = heading_of(first);
    bool setting = kind == HEADING_SETTING ||
                   ((first == TOK_GIVEN || first == TOK_ENTERPRISE) && to > from + 1);
    filter_begin(f, first == TOK_EXPECT || kind == HEADING_EXPECTED ? TOK_EXPECT : TOK_GIVEN);
    if (kind == HEADING_SETTING)
        put_kind(f, TOK_GIVEN, at, 0);
    if (kind == HEADING_EXPECTED)
        put_kind(f, TOK_EXPECT, at, 0);
    for (; from < to; from++)
        put(f, f->in[from], at, 0);
    if (setting)
        put_kind(f, TOK_EQ, at, 0);
    return true;
}

static void cell(struct filter *f, size_t column, size_t from, size_t to)
{
    bool empty = from == to;
    uint32_t at = empty && from > f->at ? f->in[from - 1].span.to : f->in[from].span.from;
    struct token mark = {.kind = TOK_CELL};
    if (!empty)
        mark.text = view_sub(f->p->text, at, f->in[to - 1].span.to);
    filter_begin(f, 0);
    put(f, mark, at, TOKEN_START);
    if (empty || !put_heading(f, column, at))
        return;
    for (; from < to; from++) {
        mend_word(f, &f->in[from]);
        mend_emit(f, &f->in[from], 0);
    }
}

static void say_count(struct filter *f, size_t from, size_t to, size_t cells)
{
    struct parse *p = f->p;
    struct span span = parse_span(p, f->in[from].span.from, f->in[to - 1].span.to);
    struct diag *diag =
        SAY(p, E0218, span, parse_text(p, "%zu", cells), parse_text(p, "%zu", f->table.columns));
    size_t first = f->table.column[0].from, last = f->table.column[f->table.columns - 1].to;
    parse_label(p, diag, parse_span(p, f->in[first].span.from, f->in[last - 1].span.to),
                BOTH("表头", "the heading"));
}

static size_t cells_of(const struct filter *f, size_t from, size_t end)
{
    size_t cells = 1;
    for (; from < end; from++)
        cells += f->in[from].kind == TOK_BAR;
    return cells;
}

/* A line with too few or too many cells is said and left out: which cell is missing is a guess. */
static void row(struct filter *f, size_t end)
{
    size_t from = f->at, last = end;
    within_frame(f, &from, &last);
    if (cells_of(f, from, last) != f->table.columns) {
        say_count(f, f->at, end, cells_of(f, from, last));
        return;
    }
    put_kind(f, TOK_ROW, f->in[f->at].span.from, TOKEN_START);
    for (size_t column = 0; column < f->table.columns; column++) {
        size_t to = cell_end(f, from, last);
        cell(f, column, from, to);
        from = to + 1;
    }
}

/* Whether the line at hand shows that the table's brace was forgotten. */
static bool is_over(const struct filter *f)
{
    int kind = filter_current(f)->kind;
    bool clause =
        kind == TOK_GIVEN || kind == TOK_CITIZEN || kind == TOK_ENTERPRISE || kind == TOK_EXPECT;
    return frames_is_opening(f, f->at) || (clause && f->table.headed);
}

void filter_table(struct filter *f)
{
    frames_by_indent(f);
    if (filter_block(f) != TOK_TABLE)
        return;
    if (is_over(f) && frames_close_for(f, filter_current(f)->kind))
        return;
    size_t end = line_end(f);
    if (f->table.headed)
        row(f, end);
    else
        heading(f, end);
    f->at = end;
    filter_begin(f, 0);
}
