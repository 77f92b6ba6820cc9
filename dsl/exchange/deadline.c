/* deadline: numbers, Chinese or Arabic, and the measure behind the last of them. What stands around
 * (自受理之日起 ... 内办结) is passed over, so a whole sentence reads as well as a figure. Weeks
 * and months become days; that, a missing measure, and a range are guesses and say so: a deadline
 * is a promise, and nobody but its owner may round it in silence. */
#include "dsl/exchange/deadline.h"

#include "dsl/base/utf8.h"

static const struct unit_word {
    struct view word;
    enum measure measure;
    int times;
    const char *how_zh, *how_en;
} unit_words[] = {
    {VIEW("个工作日"), MEASURE_WORKDAYS, 1, NULL, NULL},
    {VIEW("工作日"), MEASURE_WORKDAYS, 1, NULL, NULL},
    {VIEW("个工作天"), MEASURE_WORKDAYS, 1, NULL, NULL},
    {VIEW("workday"), MEASURE_WORKDAYS, 1, NULL, NULL},
    {VIEW("working day"), MEASURE_WORKDAYS, 1, NULL, NULL},
    {VIEW("business day"), MEASURE_WORKDAYS, 1, NULL, NULL},
    {VIEW("个自然日"), MEASURE_DAYS, 1, NULL, NULL},
    {VIEW("自然日"), MEASURE_DAYS, 1, NULL, NULL},
    {VIEW("个日历日"), MEASURE_DAYS, 1, NULL, NULL},
    {VIEW("个小时"), MEASURE_HOURS, 1, NULL, NULL},
    {VIEW("小时"), MEASURE_HOURS, 1, NULL, NULL},
    {VIEW("hour"), MEASURE_HOURS, 1, NULL, NULL},
    {VIEW("h"), MEASURE_HOURS, 1, NULL, NULL},
    {VIEW("分钟"), MEASURE_MINUTES, 1, NULL, NULL},
    {VIEW("min"), MEASURE_MINUTES, 1, NULL, NULL},
    {VIEW("天"), MEASURE_DAYS, 1, NULL, NULL},
    {VIEW("日"), MEASURE_DAYS, 1, NULL, NULL},
    {VIEW("day"), MEASURE_DAYS, 1, NULL, NULL},
    {VIEW("个星期"), MEASURE_DAYS, 7, "一星期算 7 日", "a week is taken as 7 days"},
    {VIEW("星期"), MEASURE_DAYS, 7, "一星期算 7 日", "a week is taken as 7 days"},
    {VIEW("周"), MEASURE_DAYS, 7, "一星期算 7 日", "a week is taken as 7 days"},
    {VIEW("week"), MEASURE_DAYS, 7, "一星期算 7 日", "a week is taken as 7 days"},
    {VIEW("个月"), MEASURE_DAYS, 30, "一个月算 30 日", "a month is taken as 30 days"},
    {VIEW("月"), MEASURE_DAYS, 30, "一个月算 30 日", "a month is taken as 30 days"},
    {VIEW("month"), MEASURE_DAYS, 30, "一个月算 30 日", "a month is taken as 30 days"},
    {VIEW("年"), MEASURE_DAYS, 365, "一年算 365 日", "a year is taken as 365 days"},
};

enum { COUNT_MAX = 10000 };

/* A figure 0 to 9, plain or full width, or -1. */
static int digit_of(uint32_t c)
{
    if (c >= '0' && c <= '9')
        return (int)(c - '0');
    return c >= 0xff10 && c <= 0xff19 ? (int)(c - 0xff10) : -1;
}

static int chinese_digit(uint32_t c)
{
    static const uint32_t digits[] = {0x96f6, 0x4e00, 0x4e8c, 0x4e09, 0x56db,
                                      0x4e94, 0x516d, 0x4e03, 0x516b, 0x4e5d};
    if (c == 0x4e24)
        return 2; /* 两 */
    for (int i = 0; i < 10; i++)
        if (digits[i] == c)
            return i;
    return -1;
}

/* The number that begins at *at (moved behind it), or -1. 半 alone is none. */
static long read_number(struct view cell, size_t *at)
{
    long value = 0, digit = 0;
    bool any = false, chinese = false;
    while (*at < cell.n) {
        size_t next = *at;
        uint32_t c = utf8_next(cell, &next);
        bool ten = c == 0x5341, hundred = c == 0x767e;
        if (digit_of(c) >= 0 && !chinese) {
            value = value * 10 + digit_of(c);
        } else if (chinese_digit(c) >= 0 && (chinese || !any)) {
            digit = chinese_digit(c);
            chinese = true;
        } else if ((ten || hundred) && (chinese || !any)) {
            value += (digit ? digit : 1) * (ten ? 10 : 100);
            digit = 0;
            chinese = true;
        } else {
            break;
        }
        any = true;
        *at = next;
        if (value > COUNT_MAX)
            return COUNT_MAX + 1;
    }
    return any ? value + digit : -1;
}

static void pass_blanks(struct view cell, size_t *at)
{
    struct view rest = view_trim(view_sub(cell, *at, cell.n));
    *at = rest.n ? (size_t)(rest.p - cell.p) : cell.n;
}

static const struct unit_word *unit_at(struct view rest)
{
    for (size_t i = 0; i < sizeof unit_words / sizeof *unit_words; i++)
        if (view_starts(rest, unit_words[i].word))
            return &unit_words[i];
    return NULL;
}

struct reading {
    long count;
    size_t numbers;
    const struct unit_word *unit;
    bool fraction, joined;
};

/* Between two numbers that make a range. */
static bool joins(struct view between)
{
    static const char *const signs[] = {"-", "~", "～", "－", "—", "–", "至", "到", "..", "或"};
    struct view plain = view_trim(between);
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (view_is(plain, signs[i]))
            return true;
    return false;
}

/* Numbers one after the other; the last with a measure counts, or the larger of a range. */
static void read_all(struct view cell, struct reading *out)
{
    size_t behind = SIZE_MAX; /* where the number before ended */
    long before = 0;
    for (size_t at = 0; at < cell.n;) {
        size_t from = at;
        long count = read_number(cell, &at);
        if (count < 0) {
            if (behind != SIZE_MAX && cell.p[at] == '.')
                out->fraction = true;
            utf8_next(cell, &at);
            continue;
        }
        bool range = behind != SIZE_MAX && joins(view_sub(cell, behind, from));
        behind = at;
        pass_blanks(cell, &at);
        const struct unit_word *unit = unit_at(view_sub(cell, at, cell.n));
        out->numbers++;
        if (unit && !out->unit) {
            out->unit = unit;
            out->count = range && before > count ? before : count;
            out->joined = range;
        } else if (!out->unit) {
            out->joined = out->joined || range;
            out->count = range && before > count ? before : count;
        }
        if (unit)
            behind = at += unit->word.n;
        before = count;
    }
}

static struct deadline word_deadline(struct view cell)
{
    static const struct {
        const char *word;
        struct duration within;
        const char *zh, *en;
    } words[] = {
        {"当日", {1, MEASURE_DAYS}, "当日算 1 日", "\"the same day\" is taken as 1 day"},
        {"当天", {1, MEASURE_DAYS}, "当天算 1 日", "\"the same day\" is taken as 1 day"},
        {"次日", {2, MEASURE_DAYS}, "次日算 2 日", "\"the next day\" is taken as 2 days"},
        {"半天", {4, MEASURE_HOURS}, "半天算 4 小时", "half a day is taken as 4 hours"},
        {"半小时", {30, MEASURE_MINUTES}, NULL, NULL},
        {"半个小时", {30, MEASURE_MINUTES}, NULL, NULL},
        {"立即", {30, MEASURE_MINUTES}, "立即算 30 分钟", "\"at once\" is taken as 30 minutes"},
        {"即时", {30, MEASURE_MINUTES}, "即时算 30 分钟", "\"at once\" is taken as 30 minutes"},
        {"马上", {30, MEASURE_MINUTES}, "马上算 30 分钟", "\"at once\" is taken as 30 minutes"},
        {"即办", {1, MEASURE_DAYS}, "即办算 1 日", "\"on the spot\" is taken as 1 day"},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (view_find(cell, view_of(words[i].word)) != SIZE_MAX)
            return (struct deadline){words[i].within,
                                     words[i].zh ? DEADLINE_GUESSED : DEADLINE_SURE, words[i].zh,
                                     words[i].en};
    return (struct deadline){.sure = DEADLINE_UNREADABLE};
}

/* "5", "3-5", "5内": without a measure nothing else may stand there, or 第一季度 would be a day. */
static bool only_a_number(struct view cell)
{
    for (size_t at = 0; at < cell.n;) {
        size_t from = at;
        if (read_number(cell, &at) >= 0)
            continue;
        at = from;
        uint32_t c = utf8_next(cell, &at);
        if (c != 0x5185 && c != ' ' && !joins(view_sub(cell, from, at)))
            return false;
    }
    return true;
}

static struct deadline guessed(struct deadline deadline, const char *zh, const char *en)
{
    deadline.sure = DEADLINE_GUESSED;
    deadline.how_zh = zh;
    deadline.how_en = en;
    return deadline;
}

struct deadline deadline_read(struct view cell, enum measure bare)
{
    struct reading reading = {0};
    cell = view_trim(cell);
    read_all(cell, &reading);
    if (!reading.numbers)
        return word_deadline(cell);
    long count = reading.count * (reading.unit ? reading.unit->times : 1);
    if (reading.fraction || count < 1 || count > COUNT_MAX)
        return (struct deadline){.sure = DEADLINE_UNREADABLE};
    struct deadline deadline = {{(int)count, bare}, DEADLINE_SURE, NULL, NULL};
    if (reading.unit)
        deadline.within.measure = reading.unit->measure;
    if (!reading.unit && !only_a_number(cell))
        return (struct deadline){.sure = DEADLINE_UNREADABLE};
    if (!reading.unit && bare == MEASURE_NONE) {
        deadline.within.measure = MEASURE_WORKDAYS;
        return guessed(deadline, "没有写单位，按工作日", "no measure: taken as working days");
    }
    if (reading.joined)
        return guessed(deadline, "写的是一段，取较长的", "a range: the longer is taken");
    if (reading.unit && reading.unit->how_zh)
        return guessed(deadline, reading.unit->how_zh, reading.unit->how_en);
    if (reading.numbers > 1)
        return guessed(deadline, "写了不止一个期限，取第一个", "more than one: the first is taken");
    return deadline;
}

enum measure deadline_measure_in(struct view heading)
{
    static const struct {
        const char *word;
        enum measure measure;
    } words[] = {{"工作日", MEASURE_WORKDAYS},
                 {"小时", MEASURE_HOURS},
                 {"分钟", MEASURE_MINUTES},
                 {"天", MEASURE_DAYS},
                 {"自然日", MEASURE_DAYS}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (view_find(heading, view_of(words[i].word)) != SIZE_MAX)
            return words[i].measure;
    return MEASURE_NONE;
}
