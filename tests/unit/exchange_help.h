/* exchange_help: a list imported in memory, its rules compiled as zhida check does, and the list
 * that they give back. */
#ifndef ZHIDA_EXCHANGE_HELP_H
#define ZHIDA_EXCHANGE_HELP_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include <jansson.h>

#include "dsl/base/file.h"
#include "dsl/exchange/delimit.h"
#include "dsl/exchange/duty_list.h"
#include "dsl/exchange/duty_sheet.h"
#include "dsl/exchange/import.h"
#include "dsl/exchange/spreadsheet.h"
#include "dsl/format/format.h"
#include "dsl/oracle/oracle.h"

struct rules { /* files of a folder, compiled in memory */
    struct sources sources;
    struct diags diags;
    struct tree tree;
    struct model *model;
    struct entries entries;
};

struct round {
    struct sheet sheet;
    struct sheet_source source;
    struct columns columns;
    struct imported imported;
};

static struct arena arena;

static inline int begin(void **state)
{
    (void)state;
    arena_init(&arena, (size_t)2 << 30);
    return 0;
}

static inline int end(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

#define assert_view(v, text)                                                                       \
    do {                                                                                           \
        struct view seen_ = (v);                                                                   \
        if (!view_is(seen_, (text)))                                                               \
            fail_msg("\"%.*s\" is not \"%s\"", VIEW_FMT(seen_), (text));                           \
    } while (0)

static inline void import_sheet(struct round *round)
{
    struct import_options options = {.source = VIEW("某区清单.csv"), .district = VIEW("某区")};
    struct view wrong;
    assert_int_equal(columns_find(&arena, &round->sheet, VIEW(""), &round->columns, &wrong),
                     COLUMNS_OK);
    import_make(&arena, &round->sheet, &round->columns, &round->source, &options, &round->imported);
}

static inline struct round *import_bytes(struct view bytes)
{
    struct round *round = ARENA_NEW(&arena, struct round);
    assert_int_equal(sheet_read(&arena, bytes, VIEW(""), &round->sheet, &round->source), SHEET_OK);
    import_sheet(round);
    return round;
}

static inline struct round *import_text(const char *csv)
{
    return import_bytes(view_of(csv));
}

static inline struct view file_of(const struct round *round, const char *path)
{
    const composed *files = &round->imported.files;
    for (size_t i = 0; i < files->n; i++)
        if (view_is(files->at[i].path, path))
            return files->at[i].text;
    fail_msg("no file %s", path);
    return VIEW("");
}

static inline bool holds(struct view text, const char *part)
{
    return view_find(text, view_of(part)) != SIZE_MAX;
}

#define assert_holds(text, part)                                                                   \
    do {                                                                                           \
        struct view seen_ = (text);                                                                \
        if (!holds(seen_, (part)))                                                                 \
            fail_msg("%s\nis not in\n%.*s", (part), VIEW_FMT(seen_));                              \
    } while (0)

static inline void replace(struct view *text, const char *what, const char *by)
{
    size_t at = view_find(*text, view_of(what));
    struct buf buf;
    if (at == SIZE_MAX)
        fail_msg("no %s in %.*s", what, VIEW_FMT(*text));
    buf_init(&buf, text->n + strlen(by) + 1);
    buf_print(&buf, "%.*s%s%.*s", (int)at, text->p, by, (int)(text->n - at - strlen(what)),
              text->p + at + strlen(what));
    *text = buf_keep(&buf, &arena);
    buf_free(&buf);
}

/* Reads the files as zhida check does; there must be no error. */
static inline struct rules *compile(const struct round *round)
{
    struct rules *rules = ARENA_NEW(&arena, struct rules);
    rules->sources.arena = &arena;
    rules->diags = (struct diags){.arena = &arena, .sources = &rules->sources};
    rules->tree.arena = &arena;
    for (size_t i = 0; i < round->imported.files.n; i++) {
        struct composed_file file = round->imported.files.at[i];
        if (view_starts(view_sub(file.path, file.path.n - 3, file.path.n), VIEW(".zd")))
            sources_add(&rules->sources, file.path, file.text);
    }
    tree_parse(&rules->tree, &rules->sources, &rules->diags);
    rules->model = check_rules(&arena, &rules->tree, &rules->sources, NULL, &rules->diags);
    if (!rules->diags.errors)
        oracle_check_examples(rules->model, &rules->diags);
    if (rules->diags.errors) {
        struct buf buf;
        buf_init(&buf, 1 << 20);
        diags_text(&rules->diags, DIAG_EN, false, &buf);
        fail_msg("%.*s", VIEW_FMT(buf_seen(&buf)));
    }
    rules->entries = (struct entries){.arena = &arena};
    entries_read(&rules->entries, &rules->tree, rules->model);
    return rules;
}

static inline struct sheet back(const struct round *round, struct merge_counts *counts)
{
    struct rules *rules = compile(round);
    struct keepsake kept;
    struct sheet sheet;
    assert_true(keepsake_read(&arena, file_of(round, KEEPSAKE_FILE), &kept));
    duty_sheet_merge(&arena, &rules->entries, &kept, &sheet, counts);
    return sheet;
}

/* How many cells differ; the first is told. */
static inline size_t differences(const struct sheet *a, const struct sheet *b)
{
    size_t n = 0, rows = a->rows.n > b->rows.n ? a->rows.n : b->rows.n;
    size_t columns = a->columns > b->columns ? a->columns : b->columns;
    for (size_t row = 0; row < rows; row++)
        for (size_t c = 0; c < columns; c++) {
            struct view x = sheet_cell(a, row, c), y = sheet_cell(b, row, c);
            if (!view_eq(x, y) && ++n == 1)
                print_message("row %zu column %zu: \"%.*s\" became \"%.*s\"\n", row + 1, c + 1,
                              VIEW_FMT(x), VIEW_FMT(y));
        }
    return n;
}

static inline void assert_comes_back(const struct round *round)
{
    struct merge_counts counts;
    struct sheet sheet = back(round, &counts);
    assert_int_equal(differences(&round->sheet, &sheet), 0);
    assert_int_equal(sheet.rows.n, round->sheet.rows.n);
    assert_int_equal(counts.changed + counts.gone + counts.added, 0);
}

static inline size_t count(const struct round *round, enum finding_kind kind)
{
    return findings_count(&round->imported.findings, kind);
}

static inline struct composed_file *file_at(struct round *round, const char *path)
{
    for (size_t i = 0; i < round->imported.files.n; i++)
        if (view_is(round->imported.files.at[i].path, path))
            return &round->imported.files.at[i];
    fail_msg("no file %s", path);
    return NULL;
}

static inline struct view as_csv(const struct sheet *sheet)
{
    struct buf buf;
    buf_init(&buf, 1 << 24);
    delimit_sheet(sheet, true, &buf);
    struct view text = buf_keep(&buf, &arena);
    buf_free(&buf);
    return text;
}

#endif
