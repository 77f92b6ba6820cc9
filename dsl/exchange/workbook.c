/* workbook: the small parts are read first, because a worksheet's cells only point into them: a
 * shared string by its number, a number format by its style's number. Relations lead from the
 * sheet's name to its part; a relation that leads out of the archive finds no part and no harm.
 *
 * Each part is one walk with its own context; what is collected lives in the arena. */
#include "dsl/exchange/workbook.h"

#include <stdlib.h>

enum { TEXT_ROOM = SHEET_CELL_MAX + 16, FORMATS_MAX = 100000, STRINGS_MAX = 2000000 };

static bool ignore_name(void *context, const char *name)
{
    (void)context, (void)name;
    return true;
}

static bool ignore_text(void *context, const char *bytes, size_t n)
{
    (void)context, (void)bytes, (void)n;
    return true;
}

static struct view attribute(struct arena *arena, const char **attributes, const char *name)
{
    const char *value = archive_attribute(attributes, name);
    return value ? view_keep(arena, view_of(value)) : (struct view){"", 0};
}

/* ---- the list of worksheets ---- */

static bool open_in_workbook(void *context, const char *name, const char **attributes)
{
    struct workbook *book = context;
    if (strcmp(name, "workbookPr") == 0) {
        const char *value = archive_attribute(attributes, "date1904");
        book->since_1904 = value && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
    }
    if (strcmp(name, "sheet") != 0)
        return true;
    struct worksheet *sheet = VEC_PUSH(book->arena, &book->sheets);
    sheet->name = attribute(book->arena, attributes, "name");
    for (size_t i = 0; attributes[i]; i += 2) /* r:id, not sheetId */
        if (strchr(attributes[i], ':') && strcmp(strchr(attributes[i], ':'), ":id") == 0)
            sheet->relation = view_keep(book->arena, view_of(attributes[i + 1]));
    return book->sheets.n <= ARCHIVE_PARTS_MAX;
}

/* A target is relative to xl/, or absolute. */
static struct view part_of(struct arena *arena, const char *target)
{
    struct buf buf;
    buf_init(&buf, 4096);
    buf_print(&buf, "%s%s", *target == '/' ? "" : "xl/", *target == '/' ? target + 1 : target);
    struct view part = buf_keep(&buf, arena);
    buf_free(&buf);
    return part;
}

static bool open_in_relations(void *context, const char *name, const char **attributes)
{
    struct workbook *book = context;
    const char *id = archive_attribute(attributes, "Id");
    const char *target = archive_attribute(attributes, "Target");
    if (strcmp(name, "Relationship") != 0 || !id || !target)
        return true;
    for (size_t i = 0; i < book->sheets.n; i++)
        if (view_is(book->sheets.at[i].relation, id))
            book->sheets.at[i].part = part_of(book->arena, target);
    return true;
}

/* ---- shared strings ---- */

struct strings {
    struct workbook *book;
    struct buf text;
    bool wanted; /* inside a <t> that is not the reading aid of a rich text */
    int phonetic;
};

static bool open_in_strings(void *context, const char *name, const char **attributes)
{
    struct strings *strings = context;
    (void)attributes;
    if (strcmp(name, "si") == 0)
        buf_clear(&strings->text);
    strings->phonetic += strcmp(name, "rPh") == 0;
    strings->wanted = strcmp(name, "t") == 0 && !strings->phonetic;
    return true;
}

static bool close_in_strings(void *context, const char *name)
{
    struct strings *strings = context;
    struct workbook *book = strings->book;
    strings->wanted = false;
    strings->phonetic -= strcmp(name, "rPh") == 0;
    if (strcmp(name, "si") == 0)
        VEC_ADD(book->arena, &book->strings,
                workbook_text(book->arena, buf_keep(&strings->text, book->arena)));
    return !strings->text.full && book->strings.n <= STRINGS_MAX;
}

static bool text_in_strings(void *context, const char *bytes, size_t n)
{
    struct strings *strings = context;
    if (strings->wanted)
        buf_bytes(&strings->text, bytes, n);
    return true;
}

static enum sheet_result read_strings(struct workbook *book)
{
    struct strings strings = {.book = book};
    struct archive_walk walk = {&strings, open_in_strings, close_in_strings, text_in_strings};
    if (!archive_has(book->archive, "xl/sharedStrings.xml"))
        return SHEET_OK;
    buf_init(&strings.text, TEXT_ROOM);
    enum sheet_result result = archive_walk(book->archive, "xl/sharedStrings.xml", &walk);
    buf_free(&strings.text);
    return result;
}

/* ---- formats ---- */

struct formats {
    struct workbook *book;
    VEC(struct {
        int number;
        struct figure_style style;
    })
    own;
    bool in_cells; /* inside cellXfs */
};

static struct figure_style style_by_number(const struct formats *formats, int number)
{
    for (size_t i = 0; i < formats->own.n; i++)
        if (formats->own.at[i].number == number)
            return formats->own.at[i].style;
    return figure_style_built_in(number);
}

static int number_of(const char *text)
{
    int64_t value = 0;
    return text && view_int(view_of(text), 0, FORMATS_MAX, &value) ? (int)value : 0;
}

static bool open_in_styles(void *context, const char *name, const char **attributes)
{
    struct formats *formats = context;
    struct arena *arena = formats->book->arena;
    int number = number_of(archive_attribute(attributes, "numFmtId"));
    if (strcmp(name, "cellXfs") == 0)
        formats->in_cells = true;
    if (strcmp(name, "numFmt") == 0) {
        const char *code = archive_attribute(attributes, "formatCode");
        *VEC_PUSH(arena, &formats->own) =
            (__typeof__(*formats->own.at)){number, figure_style_of(view_of(code ? code : ""))};
    }
    if (strcmp(name, "xf") == 0 && formats->in_cells)
        VEC_ADD(arena, &formats->book->styles, style_by_number(formats, number));
    return formats->own.n < FORMATS_MAX && formats->book->styles.n < FORMATS_MAX;
}

static bool close_in_styles(void *context, const char *name)
{
    struct formats *formats = context;
    if (strcmp(name, "cellXfs") == 0)
        formats->in_cells = false;
    return true;
}

static enum sheet_result read_styles(struct workbook *book)
{
    struct formats formats = {.book = book};
    struct archive_walk walk = {&formats, open_in_styles, close_in_styles, ignore_text};
    if (!archive_has(book->archive, "xl/styles.xml"))
        return SHEET_OK;
    return archive_walk(book->archive, "xl/styles.xml", &walk);
}

/* ---- together ---- */

enum sheet_result workbook_open(struct workbook *book)
{
    struct archive_walk sheets = {book, open_in_workbook, ignore_name, ignore_text};
    struct archive_walk relations = {book, open_in_relations, ignore_name, ignore_text};
    enum sheet_result result = archive_walk(book->archive, "xl/workbook.xml", &sheets);
    if (result == SHEET_OK)
        result = archive_walk(book->archive, "xl/_rels/workbook.xml.rels", &relations);
    if (result == SHEET_OK)
        result = read_styles(book);
    if (result == SHEET_OK)
        result = read_strings(book);
    return result;
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The character of _xHHHH_ at p, or -1. Only what XML itself cannot hold is written that way, and
 * the underscore before something that looks like it. */
static int escaped(const char *p)
{
    int value = 0;
    if (p[0] != '_' || p[1] != 'x' || p[6] != '_')
        return -1;
    for (int i = 2; i < 6; i++) {
        if (hex_digit(p[i]) < 0)
            return -1;
        value = value * 16 + hex_digit(p[i]);
    }
    return value > 0 && value < 0x80 ? value : -1;
}

struct view workbook_text(struct arena *arena, struct view raw)
{
    if (view_find(raw, VIEW("_x00")) == SIZE_MAX)
        return raw;
    char *out = arena_alloc(arena, raw.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < raw.n; i++) {
        int c = raw.n - i >= 7 ? escaped(raw.p + i) : -1;
        out[n++] = c < 0 ? raw.p[i] : (char)c;
        if (c >= 0)
            i += 6;
    }
    return (struct view){out, n};
}

/* ---- which worksheet ---- */

static size_t rows_with_content(const struct sheet *sheet)
{
    size_t n = 0;
    for (size_t row = 0; row < sheet->rows.n; row++)
        n += !sheet_blank(sheet, row);
    return n;
}

static bool is_wanted(const struct worksheet *worksheet, size_t index, struct view wanted)
{
    int64_t number;
    if (view_eq(worksheet->name, wanted))
        return true;
    return view_int(wanted, 1, ARCHIVE_PARTS_MAX, &number) && (size_t)number == index + 1;
}

/* Without a wish all are read, and the fullest is kept. */
static enum sheet_result read_fullest(const struct workbook *book, struct view wanted,
                                      struct sheet *sheet, struct sheet_source *source)
{
    size_t most = 0;
    bool found = !wanted.n;
    for (size_t i = 0; i < book->sheets.n; i++) {
        struct sheet one = {.name = book->sheets.at[i].name};
        size_t filled = 0;
        VEC_ADD(book->arena, &source->sheets, one.name);
        VEC_ADD(book->arena, &source->sheet_rows, 0);
        bool asked = wanted.n && is_wanted(&book->sheets.at[i], i, wanted);
        if ((wanted.n && !asked) || !book->sheets.at[i].part.n)
            continue;
        enum sheet_result result = worksheet_read(book, &book->sheets.at[i], &one, &filled);
        if (result != SHEET_OK)
            return result;
        size_t rows = rows_with_content(&one);
        source->sheet_rows.at[i] = rows;
        found = true;
        if (rows <= most && !asked)
            continue;
        most = rows;
        *sheet = one;
        source->filled = filled;
    }
    return found ? SHEET_OK : SHEET_NO_SUCH_SHEET;
}

enum sheet_result sheet_read_workbook(struct arena *arena, struct view bytes, struct view wanted,
                                      struct sheet *sheet, struct sheet_source *source)
{
    enum sheet_result result;
    struct workbook book = {.arena = arena, .archive = archive_open(bytes, &result)};
    if (!book.archive)
        return result;
    result = workbook_open(&book);
    if (result == SHEET_OK)
        result = read_fullest(&book, wanted, sheet, source);
    archive_close(book.archive);
    return result;
}
