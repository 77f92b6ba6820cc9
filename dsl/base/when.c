/* when: one walk over the folded text. At each character that could begin something a small parser
 * tries; what it takes is jumped over, so findings do not overlap and come in order of place.
 *
 * Parts of the day (晚上, 凌晨) are no finding by themselves: how long a night is, is for the
 * rules' periods to say. They are remembered, because the next clock hour belongs to them.
 *
 * Chinese has no blanks between words, so a finding may be the middle of something else: 以后天天
 * holds 后天 and 每周三次 holds 周三. Each parser knows what must not stand beside it. */
#include "dsl/base/when_scan.h"

#include "dsl/base/utf8.h"

/* What a time or date has behind its first number. Most numbers count something else. */
/* clang-format off */
#define TIME_MEASURES(EACH) \
    EACH(U'点') EACH(U'时') EACH(U'月') EACH(U'天') EACH(U'年') EACH(U'日') EACH(U'号') EACH(U'到') \
    EACH(U'至') EACH('~') EACH(':') EACH('.') EACH('-') EACH('/') EACH(' ') EACH('a') EACH('p') \
    EACH('o') EACH(U'来') EACH(U'、') EACH('s') EACH('n') EACH('r') EACH('t')
/* clang-format on */
static bool measures_time(uint32_t behind)
{
    switch (behind) {
#define EACH(character) case character:
        TIME_MEASURES(EACH)
#undef EACH
        return true;
    default:
        return false;
    }
}

/* What a number may be, by what stands behind it at byte `at`. */
static size_t try_measure(struct when_scan *scan, uint32_t measure, int number, size_t at)
{
    size_t to;
    switch (measure) {
    case U'月':
        return when_month_day(scan, number, at);
    case U'年':
        return when_full_date(scan, number, at);
    case '/':
        to = when_full_date(scan, number, at);
        return to ? to : when_short_date(scan, number, at);
    case U'日':
    case U'号':
        return when_day_of_month(scan, number, at);
    case U'天':
        return when_days_away(scan, number, at);
    case '-':
        to = when_clock(scan, number, at);
        return to ? to : when_full_date(scan, number, at);
    case '.':
        to = when_clock(scan, number, at);
        return to ? to : when_short_date(scan, number, at);
    case ' ':
        if ((to = when_clock(scan, number, at)) == 0)
            to = when_days_away(scan, number, at);
        return to ? to : when_english_date(scan, number, at);
    case 's':
    case 'n':
    case 'r':
    case 't':
        return when_english_date(scan, number, at);
    default:
        return when_clock(scan, number, at);
    }
}

static size_t try_number(struct when_scan *scan)
{
    size_t at = scan->at;
    int number;
    if (when_is_numeral(scan->previous) || !when_number(scan->text, &at, &number))
        return 0;
    uint32_t measure = utf8_peek(scan->text, at);
    bool more = when_is_numeral(measure); /* 十一|二点 */
    return more || measures_time(measure) ? try_measure(scan, measure, number, at) : 0;
}

/* ---- the walk ---- */

/* Characters that may begin a finding, and what tries there. */
enum { ENGLISH = 1, WEEKDAY = 2, DAY_WORD = 4, NUMBER = 8 };

/* clang-format off */
#define BY_THEMSELVES(FIRST) \
    FIRST('t', ENGLISH) FIRST('y', ENGLISH) FIRST('l', ENGLISH) FIRST('m', ENGLISH) \
    FIRST('w', ENGLISH) FIRST('f', ENGLISH) FIRST('s', ENGLISH) FIRST('j', ENGLISH) \
    FIRST('a', ENGLISH) FIRST('o', ENGLISH) FIRST('n', ENGLISH) FIRST('d', ENGLISH) \
    FIRST('e', ENGLISH) \
    FIRST(U'周', WEEKDAY) FIRST(U'星', WEEKDAY) FIRST(U'礼', WEEKDAY) FIRST(U'双', WEEKDAY) \
    FIRST(U'工', WEEKDAY) FIRST(U'休', WEEKDAY)
#define DAY_WORDS(FIRST) \
    FIRST(U'大', DAY_WORD) FIRST(U'前', DAY_WORD) FIRST(U'后', DAY_WORD) FIRST(U'昨', DAY_WORD) \
    FIRST(U'今', DAY_WORD) FIRST(U'明', DAY_WORD) FIRST(U'凌', DAY_WORD) FIRST(U'早', DAY_WORD) \
    FIRST(U'清', DAY_WORD) FIRST(U'上', DAY_WORD) FIRST(U'中', DAY_WORD) FIRST(U'下', DAY_WORD) \
    FIRST(U'午', DAY_WORD) FIRST(U'傍', DAY_WORD) FIRST(U'晚', DAY_WORD) FIRST(U'夜', DAY_WORD) \
    FIRST(U'半', DAY_WORD) FIRST(U'深', DAY_WORD) FIRST(U'每', DAY_WORD) FIRST(U'当', DAY_WORD)
#define DAY_WORD_OR_NUMBER(FIRST) FIRST(U'一', DAY_WORD | NUMBER)
#define NUMBERS(FIRST) \
    FIRST(U'二', NUMBER) FIRST(U'两', NUMBER) FIRST(U'三', NUMBER) FIRST(U'四', NUMBER) \
    FIRST(U'五', NUMBER) FIRST(U'六', NUMBER) FIRST(U'七', NUMBER) FIRST(U'八', NUMBER) \
    FIRST(U'九', NUMBER) FIRST(U'十', NUMBER) FIRST(U'零', NUMBER) FIRST(U'〇', NUMBER) \
    FIRST('0', NUMBER) FIRST('1', NUMBER) FIRST('2', NUMBER) FIRST('3', NUMBER) \
    FIRST('4', NUMBER) FIRST('5', NUMBER) FIRST('6', NUMBER) FIRST('7', NUMBER) \
    FIRST('8', NUMBER) FIRST('9', NUMBER)
#define FIRST_CHARACTERS(FIRST) \
    BY_THEMSELVES(FIRST) DAY_WORDS(FIRST) DAY_WORD_OR_NUMBER(FIRST) NUMBERS(FIRST)
/* clang-format on */

static const struct few firsts = FEW(FIRST_CHARACTERS);

static int tries_of(uint32_t c)
{
    switch (c) {
#define FIRST(character, tries)                                                                    \
    case character:                                                                                \
        return tries;
        FIRST_CHARACTERS(FIRST)
    default:
        return 0;
    }
}

static size_t try_at(struct when_scan *scan, uint32_t c)
{
    int tries = tries_of(c);
    size_t to = 0;
    if (tries & ENGLISH && (to = when_english_day(scan)) == 0 &&
        (to = when_english_weekday(scan)) == 0 && (to = when_english_month(scan)) == 0)
        to = when_english_hour(scan);
    if (tries & WEEKDAY)
        to = when_weekday(scan);
    if (tries & DAY_WORD)
        to = when_day_word(scan);
    if (!to && tries & NUMBER)
        to = try_number(scan);
    return to;
}

static void step(struct when_scan *scan, size_t to)
{
    while (scan->at < to) {
        scan->previous = utf8_next_inline(scan->text, &scan->at);
        scan->points++;
    }
}

size_t when_find(struct view folded, struct when *out, size_t max)
{
    struct when_scan scan = {.text = folded, .out = out, .max = max};
    while (scan.at < folded.n && scan.n < max) {
        size_t next = scan.at, to = 0;
        uint32_t c = utf8_next_inline(folded, &next);
        if (few_may(&firsts, c))
            to = try_at(&scan, c);
        if (to) {
            when_join_range(&scan);
            step(&scan, to);
            continue;
        }
        scan.at = next;
        scan.previous = c;
        scan.points++;
    }
    return scan.n;
}

/* ---- the same with the characters at hand ---- */

/* clang-format off */
#define NUMERALS(EACH) \
    EACH(U'零') EACH(U'〇') EACH(U'一') EACH(U'二') EACH(U'两') EACH(U'三') EACH(U'四') EACH(U'五') \
    EACH(U'六') EACH(U'七') EACH(U'八') EACH(U'九') EACH(U'十') EACH(U'百') EACH(U'千') EACH('0') \
    EACH('1') EACH('2') EACH('3') EACH('4') EACH('5') EACH('6') EACH('7') EACH('8') EACH('9')
/* clang-format on */
#define MAY_BE_DAY(EACH) DAY_WORDS(EACH) DAY_WORD_OR_NUMBER(EACH)
#define MAY_BE_NUMBER(EACH) DAY_WORD_OR_NUMBER(EACH) NUMBERS(EACH)
#define BEHIND_NUMERAL(EACH) NUMERALS(EACH) TIME_MEASURES(EACH)
/* clang-format off */
#define WEEKDAYS_GO_ON(EACH) /* today, Tuesday, yesterday, last, Friday, April, one, two, eleven ... */ \
    EACH('n') EACH('w') EACH('i') EACH('l') EACH('o') EACH('u') EACH('h') EACH('e') EACH('a') EACH('r') \
    EACH('p') EACH('c') \
    EACH(U'末') EACH(U'作') EACH(U'息') EACH(U'期') EACH(U'拜') EACH(U'休') EACH(U'一') EACH(U'二') EACH(U'三') EACH(U'四') \
    EACH(U'五') EACH(U'六') EACH(U'日') EACH(U'天')
/* clang-format on */
const struct few_places when_weekdays = {.first = FEW(BY_THEMSELVES),
                                         .second = FEW(WEEKDAYS_GO_ON)};
const struct few_places when_days = {.first = FEW(MAY_BE_DAY),
                                     .second = FEW(WHEN_SECOND_CHARACTERS)};
const struct few_places when_numbers = {.first = FEW(MAY_BE_NUMBER), .second = FEW(BEHIND_NUMERAL)};

/* Could what try_at() would try there be found at all? */
static bool worth_trying(const struct fold_units *units, uint32_t place)
{
    const uint16_t *at = units->at + place;
    if ((few_begins(&when_days, at) && when_may_be_day(at[0], at[1])) ||
        (few_begins(&when_weekdays, at) && when_may_be_weekday(at)))
        return true;
    uint16_t before = place > 0 ? at[-1] : 0;
    return when_is_numeral(*at) && !when_is_numeral(before) && when_worth_number(at, before);
}

size_t when_find_at(struct view folded, const struct fold_units *units, const uint16_t *places,
                    size_t place_count, struct when *out, size_t max)
{
    struct when_scan scan = {.text = folded, .out = out, .max = max};
    size_t end = 0;
    for (size_t i = 0; i < place_count && scan.n < max; i++) {
        uint32_t place = places[i];
        if (units->offsets[place] < end || !worth_trying(units, place))
            continue;
        scan.at = units->offsets[place];
        scan.points = place;
        scan.previous = place ? units->at[place - 1] : 0;
        end = try_at(&scan, units->at[place]);
        if (end)
            when_join_range(&scan);
    }
    return scan.n;
}
