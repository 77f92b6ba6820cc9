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

/* An English word, or a dash: 20 November, 2 days ago, 9 - 11 pm. */
static bool word_follows(const uint16_t *at)
{
    return (*at >= 'a' && *at <= 'u') || *at == '-' || *at == U'–';
}

/* What makes 15号 sure, by its first character: a part of the day, 那天, 开始, a clock time. */
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
    case U'开':
    case U'起':
        return true;
    default:
        return when_is_numeral(*at);
    }
}

bool when_worth_number(const uint16_t *units, uint16_t before)
{
    const uint16_t *at = past_numerals(units), *next = at + 1;
    switch (*at) {
    case U'年':
        return month_follows(next);
    case U'月':
        return when_is_numeral(*next);
    case U'日':
    case U'号':
        return before == U'月' || part_follows(next) || *next == ' ';
    case U'来':
        return *next == U'点';
    case U'、':
        return when_is_numeral(*next);
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
    case ' ': /* 11 pm, in the morning, o'clock, at night; days ago; to 11 pm; 20 November */
        return word_follows(next);
    case 's': /* 1st, 2nd, 3rd, 20th of November */
    case 'n':
    case 'r':
    case 't':
        return *next == 't' || *next == 'd' || *next == 'h';
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
