/* columns: two passes. The heading row is the one among the first thirty whose cells look most like
 * headings; titles above it stay titles. Then every column takes the role its heading asks for,
 * unless what stands below speaks against it (a "dept" full of numbers counts departments). What is
 * still free goes by content: codes, deadlines, laws and offices look like nothing else.
 *
 * Of several candidates for one role the best heading wins and the others are kept aside. Classes
 * may be many. Where no column is the item, the finest class is: many lists are nothing but a tree.
 */
#include "dsl/exchange/columns.h"

#include "dsl/base/utf8.h"
#include "dsl/exchange/evidence.h"

enum { HEADING_ROWS = 30, SCORE_EXACT = 1000 };

static const struct role_entry {
    const char *key, *zh, *en, *headings;
} entries[] = {
#define COLUMN(role, key, zh, en, headings) {key, zh, en, headings},
#include "dsl/exchange/column_table.h"
#undef COLUMN
    {"-", "另存", "kept aside", ""},
};

const char *column_key(enum column_role role)
{
    return entries[role].key;
}

const char *column_title(enum column_role role, bool chinese)
{
    return chinese ? entries[role].zh : entries[role].en;
}

enum column_role column_role_of(struct view key)
{
    for (int role = 0; role < ROLE_COUNT; role++)
        if (view_is(key, entries[role].key))
            return (enum column_role)role;
    return ROLE_COUNT;
}

size_t columns_of(const struct columns *columns, enum column_role role)
{
    for (size_t i = 0; i < columns->n; i++)
        if (columns->at[i].role == role)
            return i;
    return SIZE_MAX;
}

/* ---- headings ---- */

/* A heading without blanks, brackets and what stands in them, colons and stars; lower case. */
static struct view plain_heading(struct view heading, char *room, size_t size)
{
    size_t n = 0, at = 0;
    int depth = 0;
    while (at < heading.n && n + 4 < size) {
        size_t from = at;
        uint32_t c = utf8_next(heading, &at);
        bool opens = c == '(' || c == 0xff08 || c == '[' || c == 0x3010;
        bool closes = c == ')' || c == 0xff09 || c == ']' || c == 0x3011;
        bool drops =
            c <= ' ' || c == 0x3000 || c == ':' || c == 0xff1a || c == '*' || utf8_invisible(c);
        depth += opens;
        if (!opens && !closes && !drops && depth <= 0) {
            for (; from < at; from++, n++)
                room[n] = heading.p[from] >= 'A' && heading.p[from] <= 'Z'
                              ? (char)(heading.p[from] + 32)
                              : heading.p[from];
        }
        depth -= closes && depth > 0;
    }
    return (struct view){room, n};
}

/* How well one spelling fits: all of the heading, or a part of it. */
static size_t fit(struct view heading, struct view spelling)
{
    bool latin = (unsigned char)spelling.p[0] < 0x80;
    if (view_eq(heading, spelling))
        return SCORE_EXACT + spelling.n;
    if (latin || utf8_length(spelling) < 2 || utf8_length(heading) > 12 ||
        view_find(heading, spelling) == SIZE_MAX)
        return 0;
    bool ends = view_eq(view_sub(heading, heading.n - spelling.n, heading.n), spelling);
    return spelling.n * 10 + (ends ? 5 : 0);
}

static size_t role_score(struct view heading, enum column_role role)
{
    struct view rest = view_of(entries[role].headings);
    size_t best = 0;
    while (heading.n && rest.n) {
        size_t score = fit(heading, view_cut(&rest, '|'));
        if (score > best)
            best = score;
    }
    return best;
}

/* The role a heading asks for, and how loudly. */
static enum column_role role_by_heading(struct view heading, size_t *score)
{
    char room[256];
    struct view plain = plain_heading(heading, room, sizeof room);
    enum column_role best = ROLE_KEPT;
    *score = 0;
    for (int role = 0; role < ROLE_KEPT; role++) {
        size_t one = role_score(plain, (enum column_role)role);
        if (one > *score) {
            *score = one;
            best = (enum column_role)role;
        }
    }
    return best;
}

static size_t heading_score(const struct sheet *sheet, size_t row)
{
    bool seen[ROLE_COUNT] = {false};
    size_t total = 0, roles = 0;
    for (size_t c = 0; c < sheet->columns; c++) {
        size_t score;
        struct view cell = sheet_cell(sheet, row, c);
        enum column_role role = cell.n <= 96 ? role_by_heading(cell, &score) : ROLE_KEPT;
        if (role == ROLE_KEPT)
            continue;
        roles += !seen[role];
        seen[role] = true;
        total += score >= SCORE_EXACT ? 3 : 1;
    }
    return total * 2 + roles * 3;
}

static void find_heading(const struct sheet *sheet, struct columns *columns)
{
    size_t best = 0;
    for (size_t row = 0; row < sheet->rows.n && row < HEADING_ROWS; row++) {
        size_t score = heading_score(sheet, row);
        if (score <= best || score < 8)
            continue;
        best = score;
        columns->has_heading = true;
        columns->heading = row;
    }
    columns->first = columns->has_heading ? columns->heading + 1 : 0;
    while (columns->first < sheet->rows.n && sheet_blank(sheet, columns->first))
        columns->first++;
}

/* ---- what was given ---- */

static size_t column_named(const struct sheet *sheet, size_t row, struct view name)
{
    for (size_t c = 0; c < sheet->columns; c++)
        if (view_eq(view_trim(sheet_cell(sheet, row, c)), name))
            return c;
    return SIZE_MAX;
}

/* By heading (in any of the first rows; that row is the heading then), else by number. */
static size_t column_given(const struct sheet *sheet, struct columns *columns, struct view name)
{
    int64_t number;
    for (size_t row = 0; row < sheet->rows.n && row < HEADING_ROWS; row++) {
        size_t column = column_named(sheet, row, name);
        if (column == SIZE_MAX)
            continue;
        if (!columns->has_heading || row != columns->heading)
            columns->first = row + 1;
        columns->has_heading = true;
        columns->heading = row;
        return column;
    }
    bool numbered = view_int(name, 1, (int64_t)sheet->columns, &number);
    return numbered ? (size_t)number - 1 : SIZE_MAX;
}

static enum columns_result take_given(const struct sheet *sheet, struct columns *columns,
                                      struct view part)
{
    size_t equals = part.n;
    while (equals > 0 && part.p[equals - 1] != '=')
        equals--;
    if (!equals)
        return COLUMNS_BADLY_WRITTEN;
    struct view name = view_trim(view_sub(part, 0, equals - 1));
    enum column_role role = column_role_of(view_trim(view_sub(part, equals, part.n)));
    if (role == ROLE_COUNT)
        return COLUMNS_NO_SUCH_ROLE;
    size_t column = column_given(sheet, columns, name);
    if (column == SIZE_MAX)
        return COLUMNS_NO_SUCH_HEADING;
    if (role != ROLE_CLASS && role != ROLE_KEPT && columns_of(columns, role) != SIZE_MAX)
        return COLUMNS_TWICE;
    columns->at[column] = (struct column){role, COLUMN_GIVEN};
    return COLUMNS_OK;
}

static enum columns_result read_given(const struct sheet *sheet, struct view given,
                                      struct columns *columns, struct view *wrong)
{
    while (given.n) {
        struct view part = view_trim(view_cut(&given, ','));
        enum columns_result result = part.n ? take_given(sheet, columns, part) : COLUMNS_OK;
        *wrong = part;
        if (result != COLUMNS_OK)
            return result;
    }
    return COLUMNS_OK;
}

/* ---- guessing ---- */

static void guess_by_heading(const struct sheet *sheet, struct columns *columns,
                             const struct evidence *evidence)
{
    size_t best[ROLE_COUNT] = {0};
    for (size_t c = 0; columns->has_heading && c < columns->n; c++) {
        size_t score;
        enum column_role role = role_by_heading(sheet_cell(sheet, columns->heading, c), &score);
        if (columns->at[c].reason != COLUMN_UNKNOWN || role == ROLE_KEPT ||
            evidence_against(&evidence[c], role))
            continue;
        size_t before = columns_of(columns, role);
        if (role != ROLE_CLASS && before != SIZE_MAX) {
            if (columns->at[before].reason == COLUMN_GIVEN || score <= best[role])
                continue;
            columns->at[before] = (struct column){ROLE_KEPT, COLUMN_UNKNOWN};
        }
        best[role] = score;
        columns->at[c] = (struct column){role, COLUMN_BY_HEADING};
    }
}

static void guess_by_content(struct columns *columns, const struct evidence *evidence,
                             enum column_role role)
{
    size_t best = SIZE_MAX;
    unsigned most = 0;
    if (columns_of(columns, role) != SIZE_MAX)
        return;
    for (size_t c = 0; c < columns->n; c++) {
        if (columns->at[c].reason != COLUMN_UNKNOWN)
            continue;
        unsigned strength = evidence_for(&evidence[c], role);
        if (strength > most) {
            most = strength;
            best = c;
        }
    }
    if (best != SIZE_MAX)
        columns->at[best] = (struct column){role, COLUMN_BY_CONTENT};
}

/* Columns left of the item that repeat themselves are its classes. */
static void guess_classes(struct columns *columns, const struct evidence *evidence)
{
    size_t item = columns_of(columns, ROLE_ITEM);
    if (item == SIZE_MAX || columns_of(columns, ROLE_CLASS) != SIZE_MAX)
        return;
    for (size_t c = 0; c < item; c++)
        if (columns->at[c].reason == COLUMN_UNKNOWN && evidence_repeats(&evidence[c]))
            columns->at[c] = (struct column){ROLE_CLASS, COLUMN_BY_CONTENT};
}

/* Without an item the finest class is one. */
static void last_class_is_item(struct columns *columns)
{
    size_t last = SIZE_MAX;
    if (columns_of(columns, ROLE_ITEM) != SIZE_MAX)
        return;
    for (size_t c = 0; c < columns->n; c++)
        if (columns->at[c].role == ROLE_CLASS && columns->at[c].reason != COLUMN_GIVEN)
            last = c;
    if (last != SIZE_MAX)
        columns->at[last].role = ROLE_ITEM;
}

static void collect_classes(struct columns *columns, const struct evidence *evidence)
{
    for (size_t c = 0; c < columns->n; c++) {
        if (columns->at[c].role != ROLE_CLASS)
            continue;
        if (columns->classes == CLASS_COLUMNS_MAX)
            columns->at[c] = (struct column){ROLE_KEPT, COLUMN_UNKNOWN};
        else
            columns->class_at[columns->classes++] = c;
    }
    if (columns->classes == 1)
        columns->class_separator = evidence[columns->class_at[0]].path_separator;
}

enum columns_result columns_find(struct arena *arena, const struct sheet *sheet, struct view given,
                                 struct columns *columns, struct view *wrong)
{
    static const enum column_role by_content[] = {ROLE_CODE, ROLE_DEADLINE, ROLE_BASIS, ROLE_UNIT,
                                                  ROLE_ITEM};
    *columns = (struct columns){.n = sheet->columns};
    columns->at = ARENA_ARRAY(arena, sheet->columns + 1, struct column);
    for (size_t c = 0; c < columns->n; c++)
        columns->at[c] = (struct column){ROLE_KEPT, COLUMN_UNKNOWN};
    find_heading(sheet, columns);
    enum columns_result result = read_given(sheet, given, columns, wrong);
    if (result != COLUMNS_OK)
        return result;
    struct evidence *evidence = ARENA_ARRAY(arena, columns->n + 1, struct evidence);
    for (size_t c = 0; c < columns->n; c++)
        evidence[c] = evidence_of(arena, sheet, columns->first, c);
    guess_by_heading(sheet, columns, evidence);
    last_class_is_item(columns);
    for (size_t i = 0; i < sizeof by_content / sizeof *by_content; i++)
        guess_by_content(columns, evidence, by_content[i]);
    guess_classes(columns, evidence);
    collect_classes(columns, evidence);
    return columns_of(columns, ROLE_ITEM) == SIZE_MAX ? COLUMNS_NO_ITEM : COLUMNS_OK;
}
