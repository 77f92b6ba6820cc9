/* delimited: CSV as officials' programs write it, and a little worse. The separator is guessed from
 * the text: of comma, tab, semicolon and bar the one that cuts the most lines of the beginning into
 * equally many parts. Quotes are RFC 4180's; a quote in the middle of a field is a character like
 * any other, and one that nothing closes costs its special meaning, not the rest of the file: no
 * row is lost for it. Lines end in LF, CRLF or CR.
 *
 * A cell that begins with apostrophes before = + - @ loses one of them: that is how a spreadsheet
 * (and our own export) marks text that is not to be computed. */
#include "dsl/exchange/sheet.h"

#include "dsl/exchange/guard.h"

enum { SAMPLE_LINES = 200 };

struct cutter {
    struct arena *arena;
    struct view text;
    size_t at;
    char separator;
    struct sheet *sheet;
    struct sheet_source *source;
};

/* ---- guessing ---- */

/* Counts separators outside quotes, line by line: how many lines have how many. */
static size_t agreeing_lines(struct view text, char separator)
{
    size_t lines[64] = {0}, best = 0, count = 0, seen = 0;
    bool quoted = false;
    for (size_t i = 0; i < text.n && seen < SAMPLE_LINES; i++) {
        char c = text.p[i];
        if (c == '"')
            quoted = !quoted;
        else if (!quoted && c == separator)
            count++;
        if ((!quoted && c == '\n') || i + 1 == text.n) {
            lines[count < 63 ? count : 63]++;
            count = 0;
            seen++;
        }
    }
    for (size_t n = 1; n < 64; n++)
        if (lines[n] * 64 + n > best && lines[n])
            best = lines[n] * 64 + n;
    return best;
}

static char guess_separator(struct view text)
{
    static const char choices[] = {'\t', ',', ';', '|'};
    char best = ',';
    size_t most = 0;
    for (size_t i = 0; i < sizeof choices; i++) {
        size_t lines = agreeing_lines(text, choices[i]);
        if (lines > most) {
            most = lines;
            best = choices[i];
        }
    }
    return best;
}

/* ---- cutting ---- */

static bool at_line_end(const struct cutter *cutter)
{
    return cutter->at == cutter->text.n || cutter->text.p[cutter->at] == '\n' ||
           cutter->text.p[cutter->at] == '\r';
}

static void pass_line_end(struct cutter *cutter)
{
    if (cutter->at < cutter->text.n && cutter->text.p[cutter->at] == '\r')
        cutter->at++;
    if (cutter->at < cutter->text.n && cutter->text.p[cutter->at] == '\n')
        cutter->at++;
}

static struct view plain_field(struct cutter *cutter)
{
    size_t from = cutter->at;
    while (!at_line_end(cutter) && cutter->text.p[cutter->at] != cutter->separator)
        cutter->at++;
    return view_sub(cutter->text, from, cutter->at);
}

/* The place behind the closing quote of a field that begins here, or SIZE_MAX. */
static size_t quoted_end(const struct cutter *cutter, bool *doubled)
{
    struct view text = cutter->text;
    size_t most = cutter->at + 2 * SHEET_CELL_MAX; /* or a strange file takes forever */
    for (size_t i = cutter->at + 1; i < text.n && i < most; i++) {
        if (text.p[i] != '"')
            continue;
        if (i + 1 < text.n && text.p[i + 1] == '"') {
            *doubled = true;
            i++;
            continue;
        }
        bool ends = i + 1 == text.n || text.p[i + 1] == cutter->separator ||
                    text.p[i + 1] == '\n' || text.p[i + 1] == '\r';
        return ends ? i + 1 : SIZE_MAX;
    }
    return SIZE_MAX;
}

static struct view undoubled(struct arena *arena, struct view field)
{
    char *out = arena_alloc(arena, field.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < field.n; i++) {
        out[n++] = field.p[i];
        if (field.p[i] == '"')
            i++;
    }
    return (struct view){out, n};
}

static struct view next_field(struct cutter *cutter)
{
    bool doubled = false;
    if (cutter->at == cutter->text.n || cutter->text.p[cutter->at] != '"')
        return plain_field(cutter);
    size_t end = quoted_end(cutter, &doubled);
    if (end == SIZE_MAX) {
        if (cutter->source->open_quotes++ == 0)
            cutter->source->first_open_quote = cutter->sheet->rows.n - 1;
        return plain_field(cutter);
    }
    struct view field = view_sub(cutter->text, cutter->at + 1, end - 1);
    cutter->at = end;
    return doubled ? undoubled(cutter->arena, field) : field;
}

static enum sheet_result cut_row(struct cutter *cutter)
{
    if (cutter->sheet->rows.n == SHEET_ROWS_MAX)
        return SHEET_TOO_LARGE;
    size_t row = sheet_add_row(cutter->arena, cutter->sheet);
    for (size_t column = 0;; column++) {
        struct view field = guard_off(next_field(cutter));
        if (field.n && !sheet_set(cutter->arena, cutter->sheet, row, column, field))
            return SHEET_TOO_LARGE;
        if (cutter->at == cutter->text.n || cutter->text.p[cutter->at] != cutter->separator)
            break;
        cutter->at++;
    }
    pass_line_end(cutter);
    return SHEET_OK;
}

enum sheet_result sheet_read_delimited(struct arena *arena, struct view text, struct sheet *sheet,
                                       struct sheet_source *source)
{
    struct cutter cutter = {.arena = arena, .text = text, .sheet = sheet, .source = source};
    cutter.separator = source->separator = guess_separator(text);
    while (cutter.at < text.n) {
        enum sheet_result result = cut_row(&cutter);
        if (result != SHEET_OK)
            return result;
    }
    return SHEET_OK;
}
