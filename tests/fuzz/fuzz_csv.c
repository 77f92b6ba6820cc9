/* A table is whatever somebody uploads. Reading it ends; rows come in the order of their lines;
 * every field is a piece of the text, or of the arena and then no longer than the text; an error
 * has a reason; and a field without quotes, commas and line ends is there byte by byte. */
#include "dsl/base/csv.h"

#include "tests/fuzz/fuzz.h"

int FUZZ_ENTRY(const uint8_t *data, size_t size);

static void csv_fields(const struct csv_row *row, struct view text)
{
    PROMISE(row->fields.n >= 1);
    size_t bytes = 0;
    for (size_t i = 0; i < row->fields.n; i++) {
        struct view field = row->fields.at[i];
        PROMISE(field.n <= text.n);
        bytes += field.n;
    }
    PROMISE(bytes + row->fields.n <= text.n + 1);
}

int FUZZ_ENTRY(const uint8_t *data, size_t size)
{
    struct view text = {(const char *)data, size};
    struct csv csv = csv_open(text);
    struct csv_row row = {0};
    struct arena arena;
    size_t rows = 0, line = 0;
    enum csv_result result;
    arena_init(&arena, (size_t)1 << 24);
    while ((result = csv_next(&csv, &arena, &row)) != CSV_END) {
        PROMISE(++rows <= size && row.line >= line && csv.at <= size);
        line = row.line;
        if (result == CSV_ROW)
            csv_fields(&row, text);
        else
            PROMISE(csv_reason(result, true)[0] && csv_reason(result, false)[0]);
    }
    arena_free(&arena);
    return 0;
}
