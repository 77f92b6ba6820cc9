/* listing: three passes. Rows are read one by one; then the depth of the classes is settled, since
 * a tree of 974 leaves for 1,576 items would be folders and no list; then rows that mean the same
 * item are found (same_rows.c) and codes are given (codes.c).
 *
 * A class written once for many rows, the others empty, is how lists look that were merged cells:
 * empty levels at the left take the row above's. An empty level behind a filled one stays empty. */
#include "dsl/exchange/listing.h"

#include "dsl/base/utf8.h"
#include "dsl/exchange/same_rows.h"
#include "dsl/syntax/diag.h"

enum { ITEMS_PER_CATEGORY = 4, NAME_CHARACTERS = 60 };

/* ---- cutting cells ---- */

static bool is_separator(uint32_t c)
{
    return c == ',' || c == 0xff0c || c == 0x3001 || c == ';' || c == 0xff1b || c == '\n' ||
           c == '\r' || c == '/' || c == 0xff0f || c == '|';
}

static int bracket(uint32_t c)
{
    if (c == '(' || c == 0xff08 || c == 0x300a || c == '[' || c == 0x3010 || c == 0x201c)
        return 1;
    return c == ')' || c == 0xff09 || c == 0x300b || c == ']' || c == 0x3011 || c == 0x201d ? -1
                                                                                            : 0;
}

static void add_part(struct arena *arena, struct view part, texts *out)
{
    part = view_trim(part);
    if (part.n)
        VEC_ADD(arena, out, part);
}

void listing_cut(struct arena *arena, struct view cell, texts *out)
{
    size_t from = 0, at = 0;
    int depth = 0;
    while (at < cell.n) {
        size_t before = at;
        uint32_t c = utf8_next(cell, &at);
        depth += bracket(c);
        if (depth < 0)
            depth = 0;
        if (depth || !is_separator(c))
            continue;
        add_part(arena, view_sub(cell, from, before), out);
        from = at;
    }
    add_part(arena, view_sub(cell, from, cell.n), out);
}

/* Examples and sayings are sentences: only line ends cut them. */
static void cut_lines(struct arena *arena, struct view cell, texts *out)
{
    while (cell.n)
        add_part(arena, view_cut(&cell, '\n'), out);
}

/* ---- one row ---- */

struct view listing_cell(const struct listing *listing, size_t row, size_t column)
{
    return view_trim(utf8_visible(listing->arena, sheet_cell(listing->sheet, row, column)));
}

static struct view cell_of(const struct listing *listing, size_t row, enum column_role role)
{
    size_t column = columns_of(listing->columns, role);
    return column == SIZE_MAX ? VIEW("") : listing_cell(listing, row, column);
}

static void note(struct listing *listing, enum finding_kind kind, const struct item *item,
                 enum column_role role, struct view first, struct view second, struct view third)
{
    finding_add(listing->findings, kind, item->row, columns_of(listing->columns, role), first,
                second, third);
}

static void add_level(struct item *item, struct view level)
{
    bool again = item->levels && view_eq(item->path[item->levels - 1], level);
    if (level.n && !again && item->levels < CLASS_COLUMNS_MAX)
        item->path[item->levels++] = level;
}

static void read_path_cell(struct listing *listing, struct item *item, struct view *above)
{
    struct view cell = listing_cell(listing, item->row, listing->columns->class_at[0]);
    if (!cell.n && above->n)
        note(listing, FINDING_FILLED_DOWN, item, ROLE_CLASS, *above, VIEW(""), VIEW(""));
    if (!cell.n)
        cell = *above;
    *above = cell;
    while (cell.n) {
        struct view level = view_cut(&cell, listing->columns->class_separator);
        level = view_trim(level);
        if (level.n && level.p[0] == '>') /* "a -> b", "a >> b" */
            level = view_trim(view_sub(level, 1, level.n));
        add_level(item, level);
    }
}

/* above holds the row above's levels, by column. */
static void read_path_columns(struct listing *listing, struct item *item, struct view *above)
{
    const struct columns *columns = listing->columns;
    bool leading = true;
    for (size_t i = 0; i < columns->classes; i++) {
        struct view level = listing_cell(listing, item->row, columns->class_at[i]);
        leading = leading && !level.n;
        if (leading && above[i].n) {
            finding_add(listing->findings, FINDING_FILLED_DOWN, item->row, columns->class_at[i],
                        above[i], VIEW(""), VIEW(""));
            level = above[i];
        }
        above[i] = level;
        add_level(item, level);
    }
}

static void read_path(struct listing *listing, struct item *item, struct view *above)
{
    if (listing->columns->classes == 1 && listing->columns->class_separator)
        read_path_cell(listing, item, &above[0]);
    else
        read_path_columns(listing, item, above);
    if (!item->levels) {
        item->path[item->levels++] = VIEW("未分类");
        note(listing, FINDING_NO_CLASS, item, ROLE_CLASS, item->path[0], VIEW(""), VIEW(""));
    }
}

static struct view joined(struct arena *arena, const texts *parts, size_t from)
{
    struct buf buf;
    buf_init(&buf, 1 << 20);
    for (size_t i = from; i < parts->n; i++)
        buf_print(&buf, "%s%.*s", i > from ? "、" : "", VIEW_FMT(parts->at[i]));
    struct view text = buf_keep(&buf, arena);
    buf_free(&buf);
    return text;
}

static bool has_text(const texts *list, struct view text)
{
    for (size_t i = 0; i < list->n; i++)
        if (view_eq(list->at[i], text))
            return true;
    return false;
}

static void add_assist(struct listing *listing, struct item *item, struct view unit)
{
    if (!view_eq(unit, item->unit) && !has_text(&item->assists, unit))
        VEC_ADD(listing->arena, &item->assists, unit);
}

static void read_units(struct listing *listing, struct item *item)
{
    texts units = {0}, assists = {0};
    listing_cut(listing->arena, cell_of(listing, item->row, ROLE_UNIT), &units);
    listing_cut(listing->arena, cell_of(listing, item->row, ROLE_ASSIST), &assists);
    if (units.n)
        item->unit = units.at[0];
    if (units.n > 1)
        note(listing, FINDING_SEVERAL_UNITS, item, ROLE_UNIT, joined(listing->arena, &units, 1),
             VIEW(""), VIEW(""));
    for (size_t i = 1; i < units.n; i++)
        add_assist(listing, item, units.at[i]);
    for (size_t i = 0; i < assists.n; i++)
        add_assist(listing, item, assists.at[i]);
}

/* In both languages. */
static struct view measured(struct listing *listing, struct duration within)
{
    static const char *const names[][2] = {
#define NAME(enumerator, zh, en) {zh, en},
        MEASURES(NAME)
#undef NAME
    };
    struct buf buf;
    buf_init(&buf, 64);
    buf_print(&buf, "%d %s\x1f%d %s", within.count, names[within.measure][0], within.count,
              names[within.measure][1]);
    struct view text = buf_keep(&buf, listing->arena);
    buf_free(&buf);
    return text;
}

static bool says_yes(struct view cell)
{
    static const char *const no[] = {"",   "否",    "不",    "不急", "无", "一般", "普通",
                                     "no", "false", "FALSE", "0",    "-",  "×",    "非紧急"};
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        if (view_is(cell, no[i]))
            return false;
    return true;
}

static void read_deadline(struct listing *listing, struct item *item)
{
    size_t column = columns_of(listing->columns, ROLE_DEADLINE);
    bool has_urgent = columns_of(listing->columns, ROLE_URGENT) != SIZE_MAX;
    struct view cell = cell_of(listing, item->row, ROLE_DEADLINE);
    struct view heading = VIEW("");
    if (column != SIZE_MAX && listing->columns->has_heading)
        heading = sheet_cell(listing->sheet, listing->columns->heading, column);
    item->urgent = says_yes(cell_of(listing, item->row, ROLE_URGENT));
    if (!cell.n) {
        note(listing, FINDING_NO_DEADLINE, item, ROLE_DEADLINE, VIEW(""), VIEW(""), VIEW(""));
        return;
    }
    struct deadline deadline = deadline_read(cell, deadline_measure_in(heading));
    if (deadline.sure == DEADLINE_UNREADABLE) {
        note(listing, FINDING_BAD_DEADLINE, item, ROLE_DEADLINE, cell, VIEW(""), VIEW(""));
        return;
    }
    item->within = deadline.within;
    if (deadline.sure == DEADLINE_GUESSED)
        note(listing, FINDING_DEADLINE_GUESS, item, ROLE_DEADLINE, cell,
             diag_both(listing->arena, view_of(deadline.how_zh), view_of(deadline.how_en)),
             measured(listing, deadline.within));
    bool clock =
        deadline.within.measure == MEASURE_HOURS || deadline.within.measure == MEASURE_MINUTES;
    if (clock && !has_urgent) {
        item->urgent = true;
        note(listing, FINDING_ROUND_THE_CLOCK, item, ROLE_DEADLINE, VIEW(""), VIEW(""), VIEW(""));
    }
}

/* One word of a cell: without quotes around it; single characters say too little. */
static void read_word(struct listing *listing, struct item *item, struct view word)
{
    static const char *const quotes[] = {"\"", "“", "”", "'", "‘", "’", "@"};
    for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++) {
        struct view quote = view_of(quotes[i]);
        if (view_starts(word, quote))
            word = view_sub(word, quote.n, word.n);
        if (word.n >= quote.n && view_eq(view_sub(word, word.n - quote.n, word.n), quote))
            word = view_sub(word, 0, word.n - quote.n);
    }
    word = view_trim(word);
    if (utf8_length(word) == 1)
        note(listing, FINDING_SHORT_WORD, item, ROLE_WORDS, word, VIEW(""), VIEW(""));
    else if (word.n && !has_text(&item->words, word))
        VEC_ADD(listing->arena, &item->words, word);
}

static void read_words(struct listing *listing, struct item *item)
{
    texts words = {0};
    listing_cut(listing->arena, cell_of(listing, item->row, ROLE_WORDS), &words);
    for (size_t i = 0; i < words.n; i++)
        read_word(listing, item, words.at[i]);
}

/* Each once. */
static void read_sayings(struct listing *listing, struct item *item)
{
    texts lines = {0};
    cut_lines(listing->arena, cell_of(listing, item->row, ROLE_SAID), &lines);
    for (size_t i = 0; i < lines.n; i++)
        if (!has_text(&item->sayings, lines.at[i]))
            VEC_ADD(listing->arena, &item->sayings, lines.at[i]);
}

/* 1.01E+09 was 1010101234 before a spreadsheet saw it. */
static bool looks_scientific(struct view code)
{
    size_t e = view_find(code, VIEW("E+"));
    return e != SIZE_MAX && e > 0 && e + 2 < code.n && code.p[0] >= '0' && code.p[0] <= '9';
}

static void read_code(struct listing *listing, struct item *item)
{
    item->code = cell_of(listing, item->row, ROLE_CODE);
    if (looks_scientific(item->code))
        note(listing, FINDING_SCIENTIFIC, item, ROLE_CODE, item->code, VIEW(""), VIEW(""));
}

static void shorten_name(struct listing *listing, struct item *item)
{
    size_t at = 0, n = 0, length = utf8_length(item->name);
    if (length <= NAME_CHARACTERS && !memchr(item->name.p, '\n', item->name.n))
        return;
    struct buf count;
    buf_init(&count, 32);
    buf_print(&count, "%zu", length);
    note(listing, FINDING_LONG_NAME, item, ROLE_ITEM, buf_keep(&count, listing->arena), VIEW(""),
         VIEW(""));
    buf_free(&count);
    while (at < item->name.n && n++ < NAME_CHARACTERS && item->name.p[at] != '\n')
        utf8_next(item->name, &at);
    item->name = view_trim(view_sub(item->name, 0, at));
}

static void read_row(struct listing *listing, size_t row, struct view *above)
{
    struct item item = {.row = row, .same_as = SIZE_MAX, .unit = VIEW("")};
    struct arena *arena = listing->arena;
    item.name = cell_of(listing, row, ROLE_ITEM);
    if (!item.name.n) {
        listing->others++;
        note(listing, FINDING_NO_ITEM, &item, ROLE_ITEM, VIEW(""), VIEW(""), VIEW(""));
        return;
    }
    shorten_name(listing, &item);
    read_code(listing, &item);
    read_path(listing, &item, above);
    read_units(listing, &item);
    read_deadline(listing, &item);
    read_words(listing, &item);
    read_sayings(listing, &item);
    item.english = cell_of(listing, row, ROLE_ENGLISH);
    item.basis = cell_of(listing, row, ROLE_BASIS);
    item.remark = cell_of(listing, row, ROLE_REMARK);
    cut_lines(arena, cell_of(listing, row, ROLE_EXAMPLE), &item.examples);
    listing_cut(arena, cell_of(listing, row, ROLE_AREA), &item.areas);
    VEC_ADD(arena, &listing->items, item);
}

/* ---- the whole ---- */

/* A column that is not there is said once, not with every row. */
static void note_missing_columns(struct listing *listing)
{
    static const struct {
        enum column_role role;
        struct view then;
    } wanted[] = {
        {ROLE_CLASS, BOTH("都归入“未分类”", "all are put under 未分类")},
        {ROLE_UNIT, BOTH("暂交“未定单位”", "given to 未定单位 for now")},
        {ROLE_DEADLINE, BOTH("按地区时限", "the district's clock holds")},
        {ROLE_WORDS, BOTH("由名称拟了，标“建议”", "proposed from the names, marked as proposals")},
        {ROLE_EXAMPLE,
         BOTH("由名称拟了，标“建议”", "proposed from the names, marked as proposals")},
    };
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        enum column_role role = wanted[i].role;
        if (columns_of(listing->columns, role) == SIZE_MAX)
            finding_add(listing->findings, FINDING_NO_COLUMN, SIZE_MAX, SIZE_MAX,
                        diag_both(listing->arena, view_of(column_title(role, true)),
                                  view_of(column_title(role, false))),
                        wanted[i].then, VIEW(""));
    }
}

static void note_kept_columns(struct listing *listing)
{
    const struct columns *columns = listing->columns;
    for (size_t row = 0; columns->has_heading && row < columns->heading; row++)
        if (!sheet_blank(listing->sheet, row))
            finding_add(listing->findings, FINDING_OUTER_TEXT, row, SIZE_MAX, VIEW(""), VIEW(""),
                        VIEW(""));
    for (size_t c = 0; c < columns->n; c++) {
        if (columns->at[c].role != ROLE_KEPT)
            continue;
        struct view heading =
            columns->has_heading ? sheet_cell(listing->sheet, columns->heading, c) : VIEW("");
        finding_add(listing->findings, FINDING_KEPT_COLUMN, SIZE_MAX, c, heading, VIEW(""),
                    VIEW(""));
    }
}

void listing_read(struct listing *listing, size_t depth)
{
    struct view above[CLASS_COLUMNS_MAX] = {{0}};
    note_missing_columns(listing);
    note_kept_columns(listing);
    for (size_t row = listing->columns->first; row < listing->sheet->rows.n; row++) {
        if (sheet_blank(listing->sheet, row))
            continue;
        listing->rows++;
        read_row(listing, row, above);
    }
    listing->depth = depth ? depth : same_rows_depth(listing, ITEMS_PER_CATEGORY);
    same_rows_find(listing);
    same_rows_give_codes(listing);
}
