/* when_sift: which numbers are worth reading. Most count something else, and of those with a
 * measure of time behind them most are a year or a month alone. So before a number is read, what
 * stands behind it is looked at, character by character, as far as a date or a time must go on.
 *
 * Only ever say no where the parsers of when_day.c and when_clock.c find nothing: a text read place
 * by place (when_find) and one read through here must come out the same, and
 * tests/unit/test_lanes.c holds them together. Behind the last unit stands a 0, which is none of
 * these. */
#include "dsl/base/when_scan.h"

static const uint16_t *past_numerals(const uint16_t *at)
{
    while (when_is_numeral(*at))
        at++;
    return at;
}

/* A number with 日 or 号. */
static bool day_follows(const uint16_t *at)
{
    const uint16_t *behind = past_numerals(at);
    return behind > at && (*behind == U'日' || *behind == U'号');
}

static bool month_follows(const uint16_t *at)
{
    const uint16_t *behind = past_numerals(at);
    return behind > at && *behind == U'月' && day_follows(behind + 1);
}

/* The parts of the day that make 15号 sure, 那天 and 当天, by their first characters. */
static bool part_follows(const uint16_t *at)
{
    switch (*at) {
    case U'凌':
    case U'早':
    case U'清':
    case U'上':
    case U'中':
    case U'下':
    case U'傍':
    case U'晚':
    case U'夜':
    case U'半':
    case U'深':
    case U'那':
    case U'当':
        return true;
    default:
        return false;
    }
}

bool when_worth_number(const uint16_t *units)
{
    const uint16_t *at = past_numerals(units), *next = at + 1;
    switch (*at) {
    case U'年':
        return month_follows(next);
    case U'月':
        return day_follows(next);
    case U'日':
    case U'号':
        return part_follows(next);
    case U'天':
        return *next == U'前' || *next == U'后' || *next == U'以' || *next == U'之';
    case U'到':
    case U'至':
    case '~':
    case '/':
    case ':':
    case '.':
        return when_is_numeral(*next);
    case '-': /* 9- 11 pm */
        return when_is_numeral(*next) || *next == ' ';
    case ' ': /* 11 pm, in the morning, o'clock, days ago; to, till, until or - 11 pm */
        return *next == 'a' || *next == 'p' || *next == 'i' || *next == 'o' || *next == 'd' ||
               *next == 't' || *next == 'u' || *next == '-' || *next == U'–';
    case 'a':
    case 'p':
    case 'o':
    case U'点':
    case U'时':
        return true;
    default:
        return false;
    }
}
