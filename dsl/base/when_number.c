/* when_number: small whole numbers as people write them, 0 to 9999: 23, 十一, 二十, 一百零五, 两,
 * 二〇二六. Chinese digits without a unit between them are read like Arabic ones, place by place.
 */
#include "dsl/base/when.h"

#include "dsl/base/utf8.h"

static int digit_of(uint32_t c)
{
    switch (c) {
    case U'零':
    case U'〇':
        return 0;
    case U'一':
        return 1;
    case U'二':
    case U'两':
        return 2;
    case U'三':
        return 3;
    case U'四':
        return 4;
    case U'五':
        return 5;
    case U'六':
        return 6;
    case U'七':
        return 7;
    case U'八':
        return 8;
    case U'九':
        return 9;
    default:
        return NONE;
    }
}

static int unit_of(uint32_t c)
{
    return c == U'十' ? 10 : c == U'百' ? 100 : c == U'千' ? 1000 : 0;
}

static bool arabic(struct view v, size_t *at, int *value)
{
    size_t to = *at;
    int sum = 0;
    for (; to < v.n && v.p[to] >= '0' && v.p[to] <= '9'; to++) {
        if (to - *at == 4)
            return false;
        sum = sum * 10 + (v.p[to] - '0');
    }
    *at = to;
    *value = sum;
    return true;
}

/* 二〇二六: digits only. The first digit has been read. */
static bool by_place(struct view v, size_t *at, int first, int *value)
{
    int sum = first, digits = 1;
    for (size_t next = *at; next < v.n; *at = next) {
        int digit = digit_of(utf8_next(v, &next));
        if (digit == NONE)
            break;
        if (++digits > 4)
            return false;
        sum = sum * 10 + digit;
    }
    *value = sum;
    return true;
}

/* 一百零五, 二十, 十一: each unit smaller than the one before it. */
static bool by_units(struct view v, size_t *at, int *value)
{
    int sum = 0, digit = NONE, last = 10000;
    for (size_t next = *at; next < v.n; *at = next) {
        uint32_t c = utf8_next(v, &next);
        int unit = unit_of(c), one = digit_of(c);
        if (unit && unit < last && digit != 0) {
            sum += (digit == NONE ? 1 : digit) * unit;
            last = unit;
            digit = NONE;
        } else if (one != NONE && (digit == NONE || digit == 0)) {
            digit = one;
        } else {
            break;
        }
    }
    *value = sum + (digit == NONE ? 0 : digit);
    return true;
}

bool when_number(struct view folded, size_t *at, int *value)
{
    size_t from = *at, next = from;
    if (from >= folded.n)
        return false;
    if (folded.p[from] >= '0' && folded.p[from] <= '9')
        return arabic(folded, at, value);
    uint32_t c = utf8_next(folded, &next);
    int digit = digit_of(c);
    if (digit == NONE && !unit_of(c))
        return false;
    size_t second = next;
    if (digit != NONE && next < folded.n && digit_of(utf8_next(folded, &second)) != NONE) {
        *at = next;
        bool fits = by_place(folded, at, digit, value);
        if (!fits)
            *at = from;
        return fits;
    }
    return by_units(folded, at, value);
}
