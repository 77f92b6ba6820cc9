/* foldgen: writes fold_table.c, the table behind fold.h. It runs once per build, so that the
 * program itself needs neither utf8proc nor OpenCC, and so that folding a character costs two
 * loads.
 *
 * A code point goes through NFKC (which takes full width to half width), simple lower case and,
 * character by character, traditional to simplified, again and again until nothing changes: the
 * table maps every character to its final form, so a folded text folds to itself. Characters that
 * nobody sees (zero width, variation selectors) fold to nothing. What would take more than four
 * code points (a few Arabic ligatures) stays as it is. OpenCC's phrases are left out on purpose:
 * words and texts meet character by character, and both sides went the same way. What devices write
 * for another character beyond all that stands in variant_table.h.
 *
 * The table has two stages of 128 code points a block. A block's entry is 0 for "stays as it is"
 * or the number of a string; strings are UTF-8, ready to be copied. Beside it stands a bit for each
 * character of the first plane that stays as it is and is no blank or mark: nearly all of a text
 * passes by that alone, and it fits into the nearest cache. */
#include <opencc/opencc.h>
#include <stdio.h>
#include <stdlib.h>
#include <utf8proc.h>

#include "dsl/base/fold_table.h"
#include "dsl/base/utf8.h"

enum {
    BLOCK = 128,
    PLANE = 0x10000,
    POINTS = 0x110000,
    BLOCKS = POINTS / BLOCK,
    MAX_FOLD = 4,
    MAX_STRINGS = 32768
};

struct points {
    int32_t at[32];
    int n;
};

struct string {
    char bytes[MAX_FOLD * 4];
    size_t n;
};

struct table {
    opencc_t simplified;
    struct string *strings; /* 0 stands for "as it is" */
    size_t count;
    uint16_t (*blocks)[BLOCK];
    size_t block_count;
    uint16_t stage1[BLOCKS];
};

static bool is_han(int32_t c)
{
    return (c >= 0x3400 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) ||
           (c >= 0x20000 && c <= 0x323af);
}

static int32_t simplify(opencc_t simplified, int32_t c)
{
    if (!is_han(c))
        return c;
    char in[4];
    size_t n = utf8_put((uint32_t)c, in), at = 0;
    char *out = opencc_convert_utf8(simplified, in, n);
    struct view v = view_of(out);
    int32_t to = v.n ? (int32_t)utf8_next(v, &at) : c;
    bool single = v.n && at == v.n;
    opencc_convert_utf8_free(out);
    return single ? to : c;
}

struct variant {
    const char *from, *to;
};
static const struct variant variants[] = {
#define VARIANT(from, to) {from, to},
#include "dsl/base/variant_table.h"
#undef VARIANT
};

/* The variant's plain form, 0 for nothing; any other character is its own. */
static int32_t plain(int32_t c)
{
    for (size_t i = 0; i < sizeof variants / sizeof *variants; i++) {
        size_t from = 0, to = 0;
        struct view form = view_of(variants[i].to);
        if ((int32_t)utf8_next(view_of(variants[i].from), &from) == c)
            return form.n ? (int32_t)utf8_next(form, &to) : 0;
    }
    return c;
}

static void make_plain(struct points *points)
{
    int kept = 0;
    for (int i = 0; i < points->n; i++) {
        int32_t c = plain(points->at[i]);
        if (c)
            points->at[kept++] = c;
    }
    points->n = kept;
}

/* NFKC with what nobody sees taken out. */
static struct points compatible(const struct points *from)
{
    char text[sizeof from->at + 1];
    size_t n = 0;
    for (int i = 0; i < from->n; i++)
        n += utf8_put((uint32_t)from->at[i], text + n);
    struct points to = {0};
    utf8proc_ssize_t got =
        utf8proc_decompose((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)n, to.at, 32,
                           UTF8PROC_COMPAT | UTF8PROC_IGNORE | UTF8PROC_COMPOSE);
    if (got < 0 || got > 32)
        return *from;
    got = utf8proc_normalize_utf32(to.at, got, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
    to.n = (int)got;
    return to;
}

static struct points folded(struct table *table, int32_t c)
{
    struct points now = {.at = {c}, .n = 1};
    for (int round = 0; round < 8; round++) {
        struct points next = compatible(&now);
        for (int i = 0; i < next.n; i++)
            next.at[i] = simplify(table->simplified, utf8proc_tolower(next.at[i]));
        make_plain(&next);
        if (next.n > MAX_FOLD)
            return (struct points){.at = {c}, .n = 1};
        if (next.n == now.n && memcmp(next.at, now.at, (size_t)now.n * sizeof now.at[0]) == 0)
            break;
        now = next;
    }
    return now;
}

static uint16_t string_number(struct table *table, const struct points *points)
{
    struct string string = {0};
    for (int i = 0; i < points->n; i++)
        string.n += utf8_put((uint32_t)points->at[i], string.bytes + string.n);
    for (size_t i = 1; i < table->count; i++)
        if (table->strings[i].n == string.n &&
            memcmp(table->strings[i].bytes, string.bytes, string.n) == 0)
            return (uint16_t)i;
    if (table->count == MAX_STRINGS) {
        fprintf(stderr, "foldgen: more than %d folded strings\n", MAX_STRINGS);
        exit(1);
    }
    table->strings[table->count] = string;
    return (uint16_t)table->count++;
}

static uint16_t block_number(struct table *table, const uint16_t block[BLOCK])
{
    for (size_t i = 0; i < table->block_count; i++)
        if (memcmp(table->blocks[i], block, sizeof table->blocks[i]) == 0)
            return (uint16_t)i;
    memcpy(table->blocks[table->block_count], block, sizeof table->blocks[0]);
    return (uint16_t)table->block_count++;
}

static bool surrogate(int32_t c)
{
    return c >= 0xd800 && c <= 0xdfff;
}

static void fill(struct table *table)
{
    for (int32_t b = 0; b < BLOCKS; b++) {
        uint16_t block[BLOCK] = {0};
        for (int32_t i = 0; i < BLOCK; i++) {
            int32_t c = b * BLOCK + i;
            if (surrogate(c) || !utf8proc_codepoint_valid(c))
                continue;
            struct points points = folded(table, c);
            if (points.n != 1 || points.at[0] != c)
                block[i] = string_number(table, &points);
        }
        table->stage1[b] = block_number(table, block);
    }
}

static void write_numbers(FILE *out, const char *head, const uint16_t *numbers, size_t n)
{
    fprintf(out, "const uint16_t %s[%zu] = {", head, n);
    for (size_t i = 0; i < n; i++)
        fprintf(out, "%s%u,", i % 16 ? "" : "\n", numbers[i]);
    fprintf(out, "\n};\n");
}

static bool is_blank(uint32_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
}

static bool stays(const struct table *table, uint32_t c)
{
    return !table->blocks[table->stage1[c / BLOCK]][c % BLOCK] && !is_blank(c) && c != 0xfffd &&
           !fold_mark(c) && !surrogate((int32_t)c);
}

static bool right(const struct table *table, uint32_t c)
{
    return c < 0x80 || fold_mark(c) || stays(table, c);
}

static void write_same(FILE *out, const struct table *table)
{
    fprintf(out, "const uint32_t fold_same[%d] = {", PLANE / 32);
    for (uint32_t i = 0; i < PLANE / 32; i++) {
        uint32_t bits = 0;
        for (uint32_t k = 0; k < 32; k++)
            bits |= (uint32_t)stays(table, i * 32 + k) << k;
        fprintf(out, "%s0x%xu,", i % 8 ? "" : "\n", bits);
    }
    fprintf(out, "\n};\n");
}

static void write_right(FILE *out, const struct table *table)
{
    fprintf(out, "const unsigned char fold_right[%d] = {", PLANE);
    for (uint32_t c = 0; c < PLANE; c++)
        fprintf(out, "%s%d,", c % 32 ? "" : "\n", right(table, c));
    fprintf(out, "\n};\n");
}

static void write_strings(FILE *out, const struct table *table)
{
    fprintf(out, "const struct fold_string fold_strings[%zu] = {\n", table->count);
    for (size_t i = 0; i < table->count; i++) {
        const struct string *string = &table->strings[i];
        fprintf(out, "{%zu,\"", string->n);
        for (size_t j = 0; j < string->n; j++)
            fprintf(out, "\\%03o", (unsigned char)string->bytes[j]);
        fprintf(out, "\"},%s", i % 4 == 3 ? "\n" : "");
    }
    fprintf(out, "\n};\n");
}

static bool write_table(const struct table *table, const char *path)
{
    FILE *out = fopen(path, "w");
    if (!out) {
        perror(path);
        return false;
    }
    fprintf(out,
            "/* Made by foldgen.c; not to be edited. */\n#include \"dsl/base/fold_table.h\"\n\n");
    write_numbers(out, "fold_stage1", table->stage1, BLOCKS);
    write_numbers(out, "fold_stage2", table->blocks[0], table->block_count * BLOCK);
    write_same(out, table);
    write_right(out, table);
    write_strings(out, table);
    bool good = !ferror(out);
    return fclose(out) == 0 && good;
}

static bool make_table(const char *path)
{
    struct table *table = calloc(1, sizeof *table);
    bool good = table != NULL;
    if (good) {
        table->strings = calloc(MAX_STRINGS, sizeof *table->strings);
        table->blocks = calloc(BLOCKS, sizeof *table->blocks);
        table->simplified = opencc_open("t2s.json");
        table->count = 1;
        good = table->strings && table->blocks && table->simplified != (opencc_t)-1;
    }
    if (good) {
        fill(table);
        good = write_table(table, path);
        opencc_close(table->simplified);
    } else {
        fprintf(stderr, "foldgen: could not open OpenCC's t2s.json: %s\n", opencc_error());
    }
    if (table) {
        free(table->strings);
        free(table->blocks);
    }
    free(table);
    return good;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: foldgen FILE\n");
        return 2;
    }
    return make_table(argv[1]) ? 0 : 1;
}
