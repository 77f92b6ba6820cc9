/* Any file may be given as a list. The first byte says what the rest is: the file itself; or the
 * one worksheet, the shared strings or the styles of a workbook, which a zip would otherwise keep
 * from being reached. Whatever is read can be written as CSV and read again, cell for cell; and of
 * every so many the whole way is gone: what becomes of it compiles, and the list comes back. */
#include "dsl/base/hash.h"
#include "dsl/exchange/delimit.h"
#include "dsl/exchange/duty_sheet.h"
#include "dsl/exchange/import.h"

#include "tests/fuzz/fuzz.h"

#include <zip.h>

int FUZZ_ENTRY(const uint8_t *data, size_t size);

enum { LIST_IMPORT_EACH = 97, LIST_ROWS_MAX = 200 };

static void list_add(zip_t *zip, const char *name, const char *text, size_t n)
{
    zip_source_t *source = zip_source_buffer(zip, text, n, 0);
    PROMISE(source && zip_file_add(zip, name, source, ZIP_FL_OVERWRITE) >= 0);
}

/* A workbook whose part of that kind is the text. */
static struct view list_workbook(struct arena *arena, int kind, struct view text)
{
    static const char book[] = "<w xmlns:r='r'><sheet name='a' r:id='i'/></w>";
    static const char relations[] = "<w><Relationship Id='i' Target='s.xml'/></w>";
    static const char cells[] = "<w><row><c t='s'><v>0</v></c><c s='1'><v>46082.25</v></c>"
                                "<c s='2'><v>7</v></c></row></w>";
    zip_error_t error;
    zip_stat_t stat;
    zip_error_init(&error);
    zip_source_t *whole = zip_source_buffer_create(NULL, 0, 0, &error);
    zip_t *zip = zip_open_from_source(whole, ZIP_CREATE | ZIP_TRUNCATE, &error);
    PROMISE(zip);
    zip_source_keep(whole);
    list_add(zip, "xl/workbook.xml", book, sizeof book - 1);
    list_add(zip, "xl/_rels/workbook.xml.rels", relations, sizeof relations - 1);
    list_add(zip, "xl/s.xml", kind == 1 ? text.p : cells, kind == 1 ? text.n : sizeof cells - 1);
    if (kind == 2)
        list_add(zip, "xl/sharedStrings.xml", text.p, text.n);
    if (kind == 3)
        list_add(zip, "xl/styles.xml", text.p, text.n);
    PROMISE(zip_close(zip) == 0 && zip_source_open(whole) == 0 &&
            zip_source_stat(whole, &stat) == 0);
    char *bytes = arena_alloc(arena, stat.size + 1);
    PROMISE(zip_source_read(whole, bytes, stat.size) == (zip_int64_t)stat.size);
    zip_source_close(whole);
    zip_source_free(whole);
    return (struct view){bytes, stat.size};
}

static void list_same(const struct sheet *a, const struct sheet *b)
{
    size_t rows = a->rows.n > b->rows.n ? a->rows.n : b->rows.n;
    size_t columns = a->columns > b->columns ? a->columns : b->columns;
    for (size_t row = 0; row < rows; row++)
        for (size_t c = 0; c < columns; c++)
            PROMISE(view_eq(sheet_cell(a, row, c), sheet_cell(b, row, c)));
}

static bool list_plain(const struct sheet *sheet)
{
    size_t seen = 0;
    for (size_t row = 0; row < sheet->rows.n; row++)
        for (size_t c = 0; c < sheet->columns; c++) {
            struct view cell = sheet_cell(sheet, row, c);
            seen += cell.n > 0;
            for (size_t i = 0; i < cell.n; i++)
                if ((unsigned char)cell.p[i] < 0x20 && cell.p[i] != '\t' && cell.p[i] != '\n' &&
                    cell.p[i] != '\r')
                    return false;
        }
    return seen > 0 && sheet->rows.n <= LIST_ROWS_MAX;
}

static void list_as_csv(struct arena *arena, const struct sheet *sheet)
{
    struct sheet again;
    struct sheet_source source;
    struct buf buf;
    buf_init(&buf, 1 << 22);
    delimit_sheet(sheet, false, &buf);
    enum sheet_result result =
        buf.full ? SHEET_TOO_LARGE
                 : sheet_read(arena, buf_keep(&buf, arena), VIEW(""), &again, &source);
    if (result == SHEET_OK)
        list_same(sheet, &again);
    PROMISE(result == SHEET_OK || result == SHEET_EMPTY || buf.full);
    buf_free(&buf);
}

static void list_there_and_back(struct arena *arena, const struct sheet *sheet,
                                const struct sheet_source *source)
{
    struct import_options options = {.source = VIEW("a.csv")};
    struct columns columns;
    struct view wrong;
    struct imported imported;
    if (columns_find(arena, sheet, VIEW(""), &columns, &wrong) != COLUMNS_OK)
        return;
    import_make(arena, sheet, &columns, source, &options, &imported);
    PROMISE(imported.errors == 0);
    struct keepsake kept;
    struct sheet back;
    struct merge_counts counts;
    PROMISE(keepsake_read(arena, imported.files.at[imported.files.n - 1].text, &kept));
    duty_sheet_merge(arena, &kept.wrote, &kept, &back, &counts);
    PROMISE(counts.changed + counts.added + counts.gone == 0);
    list_same(sheet, &back);
}

int FUZZ_ENTRY(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct sheet sheet;
    struct sheet_source source;
    arena_init(&arena, (size_t)1 << 30);
    int kind = size ? data[0] & 3 : 0;
    struct view bytes = {size ? (const char *)data + 1 : "", size ? size - 1 : 0};
    if (kind)
        bytes = list_workbook(&arena, kind, bytes);
    if (sheet_read(&arena, bytes, VIEW(""), &sheet, &source) == SHEET_OK && list_plain(&sheet)) {
        list_as_csv(&arena, &sheet);
        if (hash_bytes(data, size, 1) % LIST_IMPORT_EACH == 0)
            list_there_and_back(&arena, &sheet, &source);
    }
    arena_free(&arena);
    return 0;
}
