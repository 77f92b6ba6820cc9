/* diag: the queue, the wording, and the nearest word to a misspelt one.
 *
 * A record holds the code and the arguments, never a sentence: the same record is printed in
 * Chinese for the author, in English for the log, and as JSON for an editor. An argument may bring
 * both languages along, split by a unit separator; the half that is wanted is taken when the
 * wording is put together.
 *
 * Misspelling is measured in characters, not bytes, with the transposition of two neighbours
 * counted as one mistake (期限 and 限期): that is the usual slip of a pinyin keyboard. */
#include "dsl/syntax/diag.h"

#include <stdlib.h>

#include "dsl/base/utf8.h"

struct wording {
    const char *name;
    enum diag_severity severity;
    const char *text[2], *help[2];
};

static const struct wording *wording_of(enum diag_code code)
{
    static const struct wording wordings[] = {
#define DIAG(code, severity, zh, en, help_zh, help_en)                                             \
    {#code, DIAG_##severity, {zh, en}, {help_zh, help_en}},
#include "dsl/syntax/diag_table.h"
#undef DIAG
    };
    return &wordings[code];
}

const char *diag_name(enum diag_code code)
{
    return wording_of(code)->name;
}

enum diag_severity diag_severity(enum diag_code code)
{
    return wording_of(code)->severity;
}

const char *diag_why(enum diag_code code, enum diag_language language)
{
    static const char *const whys[DIAG_COUNT][2] = {
#define WHY(code, zh, en) [DIAG_##code] = {zh, en},
#include "dsl/syntax/diag_why.h"
#undef WHY
    };
    enum {
#define WHY(code, zh, en) WHY_##code,
#include "dsl/syntax/diag_why.h"
#undef WHY
        WHYS
    };
    _Static_assert((int)WHYS == (int)DIAG_COUNT, "every code has its why");
    return whys[code][language];
}

/* The queue */

static size_t *count_of(struct diags *diags, enum diag_severity severity)
{
    return severity == DIAG_ERROR ? &diags->errors : &diags->warnings;
}

struct diag *diag_add(struct diags *diags, enum diag_code code, struct span span, size_t count,
                      const struct view *args)
{
    struct diag *diag = VEC_PUSH(diags->arena, &diags->list);
    diag->code = code;
    diag->severity = diag_severity(code);
    diag->span = span;
    for (size_t i = 0; i < count && i < 4; i++)
        diag->args[i] = args[i];
    *count_of(diags, diag->severity) += 1;
    return diag;
}

void diag_set_severity(struct diags *diags, struct diag *diag, enum diag_severity severity)
{
    *count_of(diags, diag->severity) -= 1;
    *count_of(diags, severity) += 1;
    diag->severity = severity;
}

void diags_drop(struct diags *diags, diag_is_gone *gone, void *context)
{
    size_t kept = 0;
    for (size_t i = 0; i < diags->list.n; i++) {
        if (gone(&diags->list.at[i], context))
            *count_of(diags, diags->list.at[i].severity) -= 1;
        else
            diags->list.at[kept++] = diags->list.at[i];
    }
    diags->list.n = kept;
}

void diag_label(struct diags *diags, struct diag *diag, struct span span, struct view text)
{
    VEC_ADD(diags->arena, &diag->labels, ((struct diag_label){span, text}));
}

void diag_fix(struct diag *diag, struct span span, struct view text)
{
    diag->has_fix = true;
    diag->fix_span = span;
    diag->fix_text = text;
}

static int by_number(uint32_t a, uint32_t b)
{
    return a < b ? -1 : a > b;
}

static int by_place(const void *a, const void *b)
{
    const struct diag *one = a, *two = b;
    int order = by_number(one->span.file, two->span.file);
    order = order ? order : by_number(one->span.from, two->span.from);
    order = order ? order : by_number(one->span.to, two->span.to);
    return order ? order : by_number(one->code, two->code);
}

static bool repeats(const struct diag *a, const struct diag *b)
{
    return by_place(a, b) == 0;
}

void diags_sort(struct diags *diags)
{
    if (!diags->list.n)
        return;
    qsort(diags->list.at, diags->list.n, sizeof *diags->list.at, by_place);
    size_t kept = 1;
    for (size_t i = 1; i < diags->list.n; i++) {
        const struct diag *diag = &diags->list.at[i];
        if (repeats(&diags->list.at[kept - 1], diag))
            *count_of(diags, diag->severity) -= 1;
        else
            diags->list.at[kept++] = *diag;
    }
    diags->list.n = kept;
}

/* Wording */

struct view diag_half(struct view text, enum diag_language language)
{
    const char *split = text.n ? memchr(text.p, '\x1f', text.n) : NULL;
    if (!split)
        return text;
    size_t zh = (size_t)(split - text.p);
    return language == DIAG_ZH ? view_sub(text, 0, zh) : view_sub(text, zh + 1, text.n);
}

struct view diag_both(struct arena *arena, struct view zh, struct view en)
{
    char *both = arena_alloc(arena, zh.n + en.n + 2);
    memcpy(both, zh.p, zh.n);
    both[zh.n] = '\x1f';
    memcpy(both + zh.n + 1, en.p, en.n);
    return (struct view){both, zh.n + en.n + 1};
}

static void fill(const struct diag *diag, const char *text, enum diag_language language,
                 struct buf *out)
{
    for (; *text; text++) {
        bool argument = text[0] == '{' && text[1] >= '0' && text[1] <= '3' && text[2] == '}';
        if (!argument) {
            buf_byte(out, *text);
            continue;
        }
        buf_view(out, diag_half(diag->args[text[1] - '0'], language));
        text += 2;
    }
}

void diag_message(const struct diag *diag, enum diag_language language, struct buf *out)
{
    fill(diag, wording_of(diag->code)->text[language], language, out);
}

void diag_help(const struct diag *diag, enum diag_language language, struct buf *out)
{
    fill(diag, wording_of(diag->code)->help[language], language, out);
}

/* The nearest name */

enum { LONGEST_NAME = 32 };

static size_t letters_of(struct view text, uint32_t *letters)
{
    size_t n = 0;
    for (size_t at = 0; at < text.n;) {
        uint32_t c = utf8_next(text, &at);
        if (n == LONGEST_NAME)
            return 0;
        letters[n++] = c >= 'A' && c <= 'Z' ? c + 32 : c;
    }
    return n;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Insertions, deletions, replacements and swaps of neighbours from a to b. */
static size_t distance(const uint32_t *a, size_t n, const uint32_t *b, size_t m)
{
    size_t rows[3][LONGEST_NAME + 1];
    for (size_t j = 0; j <= m; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t *row = rows[i % 3], *above = rows[(i + 2) % 3], *two_above = rows[(i + 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= m; j++) {
            size_t change = above[j - 1] + (a[i - 1] != b[j - 1]);
            row[j] = least(change, least(above[j], row[j - 1]) + 1);
            bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped)
                row[j] = least(row[j], two_above[j - 2] + 1);
        }
    }
    return rows[n % 3][m];
}

struct view diag_nearest(struct view written, const struct view *names, size_t count)
{
    uint32_t a[LONGEST_NAME], b[LONGEST_NAME];
    size_t n = letters_of(written, a);
    size_t best = n <= 3 ? 1 : n / 3;
    struct view nearest = VIEW("");
    for (size_t i = 0; n && i < count; i++) {
        size_t m = letters_of(names[i], b);
        size_t off = m ? distance(a, n, b, m) : SIZE_MAX;
        bool nothing_shared = off >= n || off >= m;
        if (nothing_shared || off > best || (off == best && nearest.n))
            continue;
        best = off;
        nearest = names[i];
    }
    return nearest;
}
