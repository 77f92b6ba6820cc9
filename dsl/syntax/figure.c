/* figure: one reader that goes forward digit by digit and decides at the first sign behind the
 * digits what it has before it. A date or a time that exists in form but not in the calendar is
 * still one figure, marked not good, so that the message can name it whole.
 *
 * Full-width digits and signs count as their plain twins. Values are kept in millionths, so that
 * 1.5 and 5% stay exact; twelve digits before the point are enough for any sum of money. */
#include "dsl/syntax/figure.h"

#include "dsl/base/civil.h"
#include "dsl/base/utf8.h"

enum { MILLION = 1000000, MOST_DIGITS = 12, MOST_DECIMALS = 6 };

struct digits {
    size_t count;
    int64_t value; /* of the first eighteen */
};

static int digit_of(uint32_t c)
{
    if (c >= '0' && c <= '9')
        return (int)(c - '0');
    if (c >= 0xff10 && c <= 0xff19)
        return (int)(c - 0xff10);
    return -1;
}

static struct digits read_digits(struct view text, size_t *at)
{
    struct digits digits = {0};
    while (*at < text.n) {
        size_t next = *at;
        int digit = digit_of(utf8_next(text, &next));
        if (digit < 0)
            break;
        if (digits.count++ < 18)
            digits.value = digits.value * 10 + digit;
        *at = next;
    }
    return digits;
}

/* Steps over one of two signs. */
static bool step(struct view text, size_t *at, uint32_t sign, uint32_t twin)
{
    size_t next = *at;
    if (next >= text.n)
        return false;
    uint32_t c = utf8_next(text, &next);
    if (c != sign && c != twin)
        return false;
    *at = next;
    return true;
}

static bool read_date(struct view text, size_t at, struct digits year, uint32_t first,
                      uint32_t first_twin, uint32_t second, struct figure *out)
{
    if (year.count != 4 || !step(text, &at, first, first_twin))
        return false;
    struct digits month = read_digits(text, &at);
    if (month.count < 1 || month.count > 2 ||
        !step(text, &at, second, second == '-' ? 0xff0d : second))
        return false;
    struct digits day = read_digits(text, &at);
    if (day.count < 1 || day.count > 2)
        return false;
    if (second != '-' && !step(text, &at, 0x65e5, 0x53f7)) /* 日, 号 */
        return false;
    struct civil date = {(int)year.value, (int)month.value, (int)day.value};
    *out = (struct figure){.kind = FIGURE_DATE, .length = at, .good = civil_valid(date)};
    if (out->good)
        out->number = civil_to_day(date);
    return true;
}

static bool read_time(struct view text, size_t at, struct digits hour, struct figure *out)
{
    if (hour.count > 2 || !step(text, &at, ':', 0xff1a))
        return false;
    struct digits minute = read_digits(text, &at);
    if (minute.count != 2)
        return false;
    int64_t total = hour.value * 60 + minute.value;
    bool good = minute.value < 60 && total <= MINUTES_A_DAY;
    *out = (struct figure){FIGURE_TIME, at, good, good ? total : 0};
    return true;
}

static struct figure read_number(struct view text, size_t at, struct digits whole)
{
    bool good = whole.count <= MOST_DIGITS;
    int64_t number = good ? whole.value * MILLION : 0;
    size_t point = at;
    if (step(text, &point, '.', 0xff0e)) {
        struct digits decimals = read_digits(text, &point);
        if (decimals.count) {
            at = point;
            good = good && decimals.count <= MOST_DECIMALS;
            for (size_t i = decimals.count; i < MOST_DECIMALS; i++)
                decimals.value *= 10;
            number += good ? decimals.value : 0;
        }
    }
    return (struct figure){FIGURE_NUMBER, at, good, number};
}

struct figure figure_read(struct view text)
{
    size_t at = 0;
    struct digits digits = read_digits(text, &at);
    struct figure out;
    if (read_date(text, at, digits, '-', 0xff0d, '-', &out) ||
        read_date(text, at, digits, 0x5e74, 0x5e74, 0x6708, &out) || /* 年 月 */
        read_time(text, at, digits, &out))
        return out;
    return read_number(text, at, digits);
}

/* Chinese numerals */

static int64_t chinese_digit(uint32_t c)
{
    static const uint32_t digits[] = {0x96f6, 0x4e00, 0x4e8c, 0x4e09, 0x56db,
                                      0x4e94, 0x516d, 0x4e03, 0x516b, 0x4e5d};
    for (int i = 0; i < 10; i++) {
        if (digits[i] == c)
            return i;
    }
    return c == 0x3007 ? 0 : c == 0x4e24 ? 2 : -1; /* 〇, 两 */
}

static int64_t chinese_unit(uint32_t c)
{
    switch (c) {
    case 0x5341:
        return 10; /* 十 */
    case 0x767e:
        return 100; /* 百 */
    case 0x5343:
        return 1000; /* 千 */
    case 0x4e07:
        return 10000; /* 万 */
    case 0x4ebf:
        return 100000000; /* 亿 */
    default:
        return 0;
    }
}

struct figure figure_read_chinese(struct view text)
{
    int64_t total = 0, section = 0, digit = -1;
    size_t at = 0;
    while (at < text.n) {
        size_t next = at;
        uint32_t c = utf8_next(text, &next);
        int64_t value = chinese_digit(c), unit = chinese_unit(c);
        if (value < 0 && unit == 0)
            break;
        if (unit == 0) {
            digit = value;
        } else if (unit < 10000) {
            section += (digit < 0 ? 1 : digit) * unit;
            digit = -1;
        } else {
            total = (total + section + (digit < 0 ? 0 : digit)) * unit;
            section = 0;
            digit = -1;
        }
        at = next;
        if (total > (int64_t)1000000000000)
            return (struct figure){FIGURE_NUMBER, at, false, 0};
    }
    total += section + (digit < 0 ? 0 : digit);
    return (struct figure){FIGURE_NUMBER, at, true, total * MILLION};
}
