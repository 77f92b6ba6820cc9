/* evidence: counts, then shares of them. The thresholds are loose where a wrong guess is seen at
 * once (it is shown before anything is written) and tight where it would do harm. */
#include "dsl/exchange/evidence.h"

#include <stdlib.h>

#include "dsl/base/utf8.h"
#include "dsl/exchange/deadline.h"

enum { LOOKED_AT = 5000 };

static bool is_number(struct view cell)
{
    size_t digits = 0;
    for (size_t i = 0; i < cell.n; i++) {
        if (cell.p[i] >= '0' && cell.p[i] <= '9')
            digits++;
        else if (!strchr("+-.,%eE", cell.p[i]))
            return false;
    }
    return digits > 0;
}

/* Letters, digits and joints, with a digit among them. */
static bool is_code(struct view cell)
{
    bool digit = false;
    for (size_t i = 0; i < cell.n; i++) {
        char c = cell.p[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        digit = digit || (c >= '0' && c <= '9');
        if (!letter && !(c >= '0' && c <= '9') && !(i && strchr("-._", c)))
            return false;
    }
    return digit && cell.n >= 2 && cell.n <= 32;
}

static bool has_chinese(struct view cell)
{
    for (size_t at = 0; at < cell.n;) {
        uint32_t c = utf8_next(cell, &at);
        if (c >= 0x3400 && c <= 0x9fff)
            return true;
    }
    return false;
}

static bool is_law(struct view cell)
{
    return view_find(cell, VIEW("《")) != SIZE_MAX || view_find(cell, VIEW("条例")) != SIZE_MAX;
}

static bool is_office(struct view cell)
{
    static const char *const ends[] = {"局",     "委",     "办",   "街道", "公司",   "中心",
                                       "政府",   "大队",   "支队", "分局", "办公室", "委员会",
                                       "管理处", "管委会", "镇",   "院",   "联合会"};
    if (utf8_length(cell) > 40)
        return false;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        struct view end = view_of(ends[i]);
        if (cell.n > end.n && view_eq(view_sub(cell, cell.n - end.n, cell.n), end))
            return true;
    }
    return false;
}

static int by_text(const void *a, const void *b)
{
    return view_compare(*(const struct view *)a, *(const struct view *)b);
}

static size_t distinct_of(struct view *texts, size_t n)
{
    size_t distinct = n ? 1 : 0;
    qsort(texts, n, sizeof *texts, by_text);
    for (size_t i = 1; i < n; i++)
        distinct += !view_eq(texts[i], texts[i - 1]);
    return distinct;
}

static char separator_of(const struct view *texts, size_t n)
{
    static const char choices[] = {'/', '>', '|', '\\'};
    for (size_t s = 0; s < sizeof choices; s++) {
        size_t cut = 0;
        for (size_t i = 0; i < n; i++)
            cut += texts[i].n && memchr(texts[i].p, choices[s], texts[i].n) != NULL;
        if (n && cut * 2 > n)
            return choices[s];
    }
    return 0;
}

static void count(struct evidence *evidence, struct view cell)
{
    struct deadline deadline;
    if (!evidence->filled++ || cell.n < evidence->shortest)
        evidence->shortest = cell.n;
    if (cell.n > evidence->longest)
        evidence->longest = cell.n;
    evidence->characters += utf8_length(cell);
    evidence->numbers += is_number(cell);
    evidence->codes += is_code(cell);
    evidence->chinese += has_chinese(cell);
    evidence->laws += is_law(cell);
    evidence->offices += is_office(cell);
    deadline = deadline_read(cell, MEASURE_NONE);
    evidence->deadlines += deadline.sure != DEADLINE_UNREADABLE && !is_number(cell);
}

struct evidence evidence_of(struct arena *arena, const struct sheet *sheet, size_t first,
                            size_t column)
{
    struct evidence evidence = {0};
    size_t n = 0, end = sheet->rows.n;
    if (first < end && end - first > LOOKED_AT)
        end = first + LOOKED_AT;
    struct view *texts = ARENA_ARRAY(arena, end + 1, struct view);
    for (size_t row = first; row < end; row++) {
        struct view cell = view_trim(sheet_cell(sheet, row, column));
        evidence.rows++;
        if (!cell.n)
            continue;
        count(&evidence, cell);
        texts[n++] = cell;
    }
    evidence.path_separator = separator_of(texts, n);
    evidence.distinct = distinct_of(texts, n);
    return evidence;
}

bool evidence_against(const struct evidence *evidence, enum column_role role)
{
    bool numeric = evidence->filled > 1 && evidence->numbers * 2 > evidence->filled;
    switch (role) {
    case ROLE_UNIT:
    case ROLE_ASSIST:
    case ROLE_ITEM:
    case ROLE_WORDS:
    case ROLE_EXAMPLE:
    case ROLE_SAID:
    case ROLE_BASIS:
    case ROLE_AREA:
        return numeric;
    case ROLE_CODE: /* what repeats is a group's number, not an item's */
        return evidence->filled > 10 && evidence->distinct * 2 < evidence->filled;
    default:
        return false;
    }
}

/* 序号 1, 2, 3 and counts of cases are no codes: plain numbers must be of one length, and not
 * short.
 */
static bool looks_coded(const struct evidence *evidence)
{
    size_t n = evidence->filled;
    bool counted = evidence->numbers * 2 > n && evidence->shortest != evidence->longest;
    return evidence->codes * 10 >= n * 9 && evidence->distinct * 10 >= n * 9 &&
           evidence->characters >= n * 3 && !counted;
}

unsigned evidence_for(const struct evidence *evidence, enum column_role role)
{
    size_t n = evidence->filled;
    if (n * 2 < evidence->rows || !n)
        return 0;
    switch (role) {
    case ROLE_CODE:
        return looks_coded(evidence) ? 1 + (unsigned)evidence->distinct : 0;
    case ROLE_DEADLINE:
        return evidence->deadlines * 10 >= n * 6 ? (unsigned)evidence->deadlines : 0;
    case ROLE_BASIS:
        return evidence->laws * 10 >= n * 5 ? (unsigned)evidence->laws : 0;
    case ROLE_UNIT:
        return evidence->offices * 10 >= n * 6 ? (unsigned)evidence->offices : 0;
    case ROLE_ITEM:
        return evidence->chinese * 10 >= n * 8 && evidence->characters <= n * 30
                   ? (unsigned)evidence->distinct
                   : 0;
    default:
        return 0;
    }
}

bool evidence_repeats(const struct evidence *evidence)
{
    return evidence->filled && evidence->chinese * 10 >= evidence->filled * 6 &&
           evidence->distinct * 3 <= evidence->rows * 2 &&
           evidence->characters <= evidence->filled * 20;
}
