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

/* ---- looking ahead ---- */

uint32_t when_peek(struct view text, size_t at)
{
    return at < text.n ? utf8_next(text, &at) : 0;
}

size_t when_follows(struct view text, size_t at, const char *words)
{
    size_t n = strlen(words);
    return n <= text.n - at && memcmp(text.p + at, words, n) == 0 ? at + n : 0;
}

size_t when_follows_any(struct view text, size_t at, const char *words)
{
    struct view rest = view_of(words);
    while (rest.p) {
        struct view word = view_cut(&rest, ' ');
        if (word.n <= text.n - at && memcmp(text.p + at, word.p, word.n) == 0)
            return at + word.n;
    }
    return 0;
}

bool when_is_numeral(uint32_t c)
{
    switch (c) {
    case 0x96f6: /* 零 */
    case 0x3007: /* 〇 */
    case 0x4e00: /* 一 */
    case 0x4e8c: /* 二 */
    case 0x4e24: /* 两 */
    case 0x4e09: /* 三 */
    case 0x56db: /* 四 */
    case 0x4e94: /* 五 */
    case 0x516d: /* 六 */
    case 0x4e03: /* 七 */
    case 0x516b: /* 八 */
    case 0x4e5d: /* 九 */
    case 0x5341: /* 十 */
    case 0x767e: /* 百 */
    case 0x5343: /* 千 */
        return true;
    default:
        return c >= '0' && c <= '9';
    }
}

bool when_among(uint32_t c, const char *characters)
{
    struct view list = view_of(characters);
    for (size_t at = 0; c && at < list.n;)
        if (utf8_next(list, &at) == c)
            return true;
    return false;
}

static bool is_letter(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

struct when *when_add(struct when_scan *scan, enum when_kind kind, size_t to)
{
    struct when *when = &scan->out[scan->n++];
    *when = (struct when){.kind = kind, .from = (uint32_t)scan->at, .to = (uint32_t)to};
    return when;
}

/* ---- words ---- */

/* A word of the table: a day, a part of the day, or both. `not_after`: characters that make it the
 * tail of something else. */
struct day_word {
    const char *text;
    bool has_offset;
    int offset;
    enum day_part part;
    const char *not_after;
};

#define NOT_AFTER_DAY "以之目当先从提生事最往此日年月前后"

static const struct day_word day_words[] = {
    {"大前天", true, -3, PART_NONE, ""},
    {"大后天", true, 3, PART_NONE, ""},
    {"前天", true, -2, PART_NONE, NOT_AFTER_DAY},
    {"前晚", true, -2, PART_EVENING, NOT_AFTER_DAY},
    {"后天", true, 2, PART_NONE, NOT_AFTER_DAY},
    {"昨天", true, -1, PART_NONE, ""},
    {"昨日", true, -1, PART_NONE, ""},
    {"昨晚", true, -1, PART_EVENING, ""},
    {"昨夜", true, -1, PART_NIGHT, ""},
    {"昨儿", true, -1, PART_NONE, ""},
    {"今天", true, 0, PART_NONE, "如至"},
    {"今日", true, 0, PART_NONE, "如至"},
    {"今早", true, 0, PART_MORNING, ""},
    {"今晚", true, 0, PART_EVENING, ""},
    {"今夜", true, 0, PART_NIGHT, ""},
    {"今儿", true, 0, PART_NONE, ""},
    {"明天", true, 1, PART_NONE, ""},
    {"明日", true, 1, PART_NONE, ""},
    {"明早", true, 1, PART_MORNING, ""},
    {"明晚", true, 1, PART_EVENING, ""},
    {"明儿", true, 1, PART_NONE, ""},
    {"凌晨", false, 0, PART_DAWN, ""},
    {"早上", false, 0, PART_MORNING, ""},
    {"早晨", false, 0, PART_MORNING, ""},
    {"清晨", false, 0, PART_MORNING, ""},
    {"清早", false, 0, PART_MORNING, ""},
    {"一早", false, 0, PART_MORNING, ""},
    {"上午", false, 0, PART_MORNING, ""},
    {"中午", false, 0, PART_NOON, ""},
    {"下午", false, 0, PART_AFTERNOON, ""},
    {"午后", false, 0, PART_AFTERNOON, ""},
    {"傍晚", false, 0, PART_AFTERNOON, ""},
    {"晚上", false, 0, PART_EVENING, ""},
    {"晚间", false, 0, PART_EVENING, ""},
    {"夜里", false, 0, PART_NIGHT, ""},
    {"夜间", false, 0, PART_NIGHT, ""},
    {"半夜", false, 0, PART_NIGHT, ""},
    {"深夜", false, 0, PART_NIGHT, ""},
    {"午夜", false, 0, PART_NIGHT, ""},
};

static const struct day_word english_days[] = {
    {"today", true, 0, PART_NONE, ""},      {"tonight", true, 0, PART_EVENING, ""},
    {"yesterday", true, -1, PART_NONE, ""}, {"last night", true, -1, PART_EVENING, ""},
    {"tomorrow", true, 1, PART_NONE, ""},
};

static void remember_part(struct when_scan *scan, enum day_part part, size_t to)
{
    scan->part = part;
    scan->part_end = scan->points + utf8_length(view_sub(scan->text, scan->at, to));
}

static size_t take_day_word(struct when_scan *scan, const struct day_word *word, size_t to)
{
    if (word->part != PART_NONE)
        remember_part(scan, word->part, to);
    if (word->has_offset) {
        struct when *when = when_add(scan, WHEN_DAY, to);
        when->has_offset = true;
        when->day_offset = word->offset;
    }
    return to;
}

/* The second characters of day_words: a look at it spares most of the table's comparisons. */
static bool goes_on(uint32_t second)
{
    switch (second) {
    case 0x5929: /* 天 */
    case 0x665a: /* 晚 */
    case 0x65e5: /* 日 */
    case 0x591c: /* 夜 */
    case 0x513f: /* 儿 */
    case 0x65e9: /* 早 */
    case 0x6668: /* 晨 */
    case 0x4e0a: /* 上 */
    case 0x5348: /* 午 */
    case 0x95f4: /* 间 */
    case 0x91cc: /* 里 */
    case 0x524d: /* 前 */
    case 0x540e: /* 后 */
        return true;
    default:
        return false;
    }
}

static size_t try_day_word(struct when_scan *scan)
{
    if (!goes_on(when_peek(scan->text, scan->at + 3)))
        return 0;
    for (size_t i = 0; i < sizeof day_words / sizeof *day_words; i++) {
        const struct day_word *word = &day_words[i];
        if (memcmp(scan->text.p + scan->at, word->text, 3) != 0) /* its first character */
            continue;
        size_t to = when_follows(scan->text, scan->at, word->text);
        if (to)
            return when_among(scan->previous, word->not_after) ? 0 : take_day_word(scan, word, to);
    }
    return 0;
}

/* ---- weekdays ---- */

enum { WEEKEND = 0x60, WEEK = 0x7f };

/* 0 Monday ... 6 Sunday, or NONE. */
static int weekday_of(uint32_t c)
{
    switch (c) {
    case 0x4e00: /* 一 */
        return 0;
    case 0x4e8c: /* 二 */
        return 1;
    case 0x4e09: /* 三 */
        return 2;
    case 0x56db: /* 四 */
        return 3;
    case 0x4e94: /* 五 */
        return 4;
    case 0x516d: /* 六 */
        return 5;
    case 0x65e5: /* 日 */
    case 0x5929: /* 天 */
        return 6;
    default:
        return NONE;
    }
}

/* 周一次 and 周二十 are no weekdays. */
static bool counts_something(struct view text, size_t at)
{
    uint32_t c = when_peek(text, at);
    return c == 0x5341 /* 十 */ || c == 0x767e /* 百 */ ||
           when_follows_any(text, at, "次 回 趟 遍 场 封 份 个 点 家 号 楼 时 期 年") != 0;
}

/* The days from a to b, over the weekend where b is before a. */
static unsigned days_between(int a, int b)
{
    unsigned days = 0;
    for (int day = a;; day = (day + 1) % 7) {
        days |= 1u << day;
        if (day == b)
            return days;
    }
}

static size_t weekday_head(struct view text, size_t at)
{
    return when_follows_any(text, at, "周 星期 礼拜");
}

/* 到周五, 至五: the end of a range that began with day `from`. */
static size_t read_range(struct view text, size_t at, int from, unsigned *days)
{
    size_t behind = when_follows_any(text, at, "到 至 - ~");
    if (!behind)
        return at;
    size_t head = weekday_head(text, behind);
    size_t day_at = head ? head : behind, to = day_at;
    int day = weekday_of(day_at < text.n ? utf8_next(text, &to) : 0);
    if (day == NONE || counts_something(text, to))
        return at;
    *days |= days_between(from, day);
    return to;
}

/* 六日, 一三五: more days, each later in the week. */
static size_t read_more(struct view text, size_t at, int last, unsigned *days)
{
    while (at < text.n) {
        size_t to = at;
        uint32_t c = utf8_next(text, &to);
        int day = c == 0x5929 /* 天 */ ? NONE : weekday_of(c);
        if (day <= last || counts_something(text, to))
            break;
        *days |= 1u << day;
        last = day;
        at = to;
    }
    return at;
}

/* 一周一次 counts weeks; but 周六周日 are two days. */
static bool counts_weeks(const struct when_scan *scan)
{
    bool behind_weekday = scan->n > 0 && scan->out[scan->n - 1].kind == WHEN_WEEKDAYS &&
                          scan->out[scan->n - 1].to == scan->at;
    return when_is_numeral(scan->previous) && !behind_weekday;
}

static size_t try_weekday(struct when_scan *scan)
{
    struct view text = scan->text;
    size_t to = when_follows_any(text, scan->at, "周末 双休日");
    unsigned days = to ? WEEKEND : 0;
    size_t head = weekday_head(text, scan->at);
    if (!to && head && head < text.n && !counts_weeks(scan)) {
        to = head;
        int day = weekday_of(utf8_next(text, &to));
        if (day == NONE || counts_something(text, to))
            return 0;
        days = 1u << day;
        to = read_range(text, to, day, &days);
        to = read_more(text, to, day, &days);
    }
    if (!days)
        return 0;
    when_add(scan, WHEN_WEEKDAYS, to)->weekdays = days & WEEK;
    return to;
}

/* ---- English ---- */

static bool word_ends(struct view text, size_t at)
{
    return !is_letter(when_peek(text, at));
}

static size_t try_english(struct when_scan *scan)
{
    static const char *const names[] = {"monday", "tuesday",  "wednesday", "thursday",
                                        "friday", "saturday", "sunday",    "weekend"};
    if (is_letter(scan->previous))
        return 0;
    for (size_t i = 0; i < sizeof english_days / sizeof *english_days; i++) {
        size_t to = when_follows(scan->text, scan->at, english_days[i].text);
        if (to && word_ends(scan->text, to))
            return take_day_word(scan, &english_days[i], to);
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t to = when_follows(scan->text, scan->at, names[i]);
        if (!to)
            continue;
        size_t plural = when_follows(scan->text, to, "s");
        if (!word_ends(scan->text, plural ? plural : to))
            continue;
        when_add(scan, WHEN_WEEKDAYS, to)->weekdays = i < 7 ? 1u << i : WEEKEND;
        return to;
    }
    return 0;
}

/* ---- numbers ---- */

static size_t add_date(struct when_scan *scan, int month, int day, size_t to)
{
    if (month < 1 || month > 12 || day < 1 || day > 31)
        return 0;
    struct when *when = when_add(scan, WHEN_DAY, to);
    when->month = month;
    when->day_of_month = day;
    return to;
}

/* 3月5日, 三月五号 */
static size_t try_month_day(struct when_scan *scan, int month, size_t at)
{
    size_t to = when_follows(scan->text, at, "月");
    int day;
    if (!to || !when_number(scan->text, &to, &day))
        return 0;
    to = when_follows_any(scan->text, to, "日 号");
    return to ? add_date(scan, month, day, to) : 0;
}

/* 2026-03-05, 2026/3/5 */
static size_t try_full_date(struct when_scan *scan, int year, size_t at)
{
    struct view text = scan->text;
    int month, day;
    uint32_t separator = when_peek(text, at);
    if (year < 1900 || year > 2999 || (separator != '-' && separator != '/'))
        return 0;
    at++;
    if (!when_number(text, &at, &month) || when_peek(text, at) != separator)
        return 0;
    at++;
    return when_number(text, &at, &day) ? add_date(scan, month, day, at) : 0;
}

/* 三天前, 3天后, 3 days ago */
static size_t try_days_away(struct when_scan *scan, int days, size_t at)
{
    size_t before = when_follows_any(scan->text, at, "天以前 天之前 天前");
    size_t behind = when_follows_any(scan->text, at, "天以后 天之后 天后");
    size_t ago = when_follows(scan->text, at, days == 1 ? " day ago" : " days ago");
    size_t to = before ? before : behind ? behind : ago;
    if (!to || days > 366)
        return 0;
    struct when *when = when_add(scan, WHEN_DAY, to);
    when->has_offset = true;
    when->day_offset = behind && !before ? days : -days;
    return to;
}

/* What a time or date has behind its first number. Most numbers count something else. */
static bool measures_time(uint32_t behind)
{
    switch (behind) {
    case 0x70b9: /* 点 */
    case 0x65f6: /* 时 */
    case 0x6708: /* 月 */
    case 0x5929: /* 天 */
    case ':':
    case '-':
    case '/':
    case ' ':
    case 'a':
    case 'p':
    case 'o':
        return true;
    default:
        return false;
    }
}

static size_t try_number(struct when_scan *scan)
{
    size_t at = scan->at, to;
    int number;
    if (when_is_numeral(scan->previous) || !when_number(scan->text, &at, &number) ||
        !measures_time(when_peek(scan->text, at)))
        return 0;
    if ((to = when_clock(scan, number, at)) != 0 || (to = try_month_day(scan, number, at)) != 0 ||
        (to = try_full_date(scan, number, at)) != 0)
        return to;
    return try_days_away(scan, number, at);
}

/* ---- the walk ---- */

/* Characters that may begin a finding, and what tries there. */
enum { TRY_ENGLISH = 1, TRY_WEEKDAY = 2, TRY_DAY_WORD = 4, TRY_NUMBER = 8 };

#define FIRST_CHARACTERS(FIRST)                                                                    \
    FIRST('t', TRY_ENGLISH)                                                                        \
    FIRST('y', TRY_ENGLISH)                                                                        \
    FIRST('l', TRY_ENGLISH) FIRST('m', TRY_ENGLISH) FIRST('w', TRY_ENGLISH) FIRST(                 \
        'f', TRY_ENGLISH) FIRST('s', TRY_ENGLISH) FIRST(0x5468 /* 周 */, TRY_WEEKDAY)              \
        FIRST(0x661f /* 星 */, TRY_WEEKDAY) FIRST(0x793c /* 礼 */, TRY_WEEKDAY) FIRST(             \
            0x53cc /* 双 */, TRY_WEEKDAY) FIRST(0x5927 /* 大 */,                                   \
                                                TRY_DAY_WORD) FIRST(0x524d /* 前 */, TRY_DAY_WORD) \
            FIRST(0x540e /* 后 */, TRY_DAY_WORD) FIRST(0x6628 /* 昨 */, TRY_DAY_WORD) FIRST(       \
                0x4eca /* 今 */, TRY_DAY_WORD) FIRST(0x660e /* 明 */, TRY_DAY_WORD)                \
                FIRST(0x51cc /* 凌 */, TRY_DAY_WORD) FIRST(0x65e9 /* 早 */, TRY_DAY_WORD) FIRST(   \
                    0x6e05 /* 清 */, TRY_DAY_WORD) FIRST(0x4e0a /* 上 */, TRY_DAY_WORD)            \
                    FIRST(0x4e2d /* 中 */, TRY_DAY_WORD) FIRST(0x4e0b /* 下 */, TRY_DAY_WORD)      \
                        FIRST(0x5348 /* 午 */, TRY_DAY_WORD) FIRST(                                \
                            0x508d /* 傍 */, TRY_DAY_WORD) FIRST(0x665a /* 晚 */, TRY_DAY_WORD)    \
                            FIRST(0x591c /* 夜 */, TRY_DAY_WORD) FIRST(                            \
                                0x534a /* 半 */, TRY_DAY_WORD) FIRST(0x6df1 /* 深 */,              \
                                                                     TRY_DAY_WORD)                 \
                                FIRST(0x4e00 /* 一 */, TRY_DAY_WORD | TRY_NUMBER) FIRST(           \
                                    0x4e8c /* 二 */, TRY_NUMBER) FIRST(0x4e24 /* 两 */,            \
                                                                       TRY_NUMBER)                 \
                                    FIRST(0x4e09 /* 三 */, TRY_NUMBER) FIRST(                      \
                                        0x56db /* 四 */, TRY_NUMBER) FIRST(0x4e94 /* 五 */,        \
                                                                           TRY_NUMBER)             \
                                        FIRST(0x516d /* 六 */, TRY_NUMBER) FIRST(                  \
                                            0x4e03 /* 七 */, TRY_NUMBER) FIRST(0x516b /* 八 */,    \
                                                                               TRY_NUMBER)         \
                                            FIRST(0x4e5d /* 九 */, TRY_NUMBER) FIRST(              \
                                                0x5341 /* 十 */,                                   \
                                                TRY_NUMBER) FIRST(0x96f6 /* 零 */, TRY_NUMBER)     \
                                                FIRST(0x3007 /* 〇 */, TRY_NUMBER) FIRST(          \
                                                    '0', TRY_NUMBER) FIRST('1', TRY_NUMBER)        \
                                                    FIRST('2', TRY_NUMBER) FIRST('3', TRY_NUMBER)  \
                                                        FIRST('4', TRY_NUMBER)                     \
                                                            FIRST('5', TRY_NUMBER)                 \
                                                                FIRST('6', TRY_NUMBER)             \
                                                                    FIRST('7', TRY_NUMBER)         \
                                                                        FIRST('8', TRY_NUMBER)     \
                                                                            FIRST('9', TRY_NUMBER)

/* Most characters begin nothing. A bit set of 512 lets nearly all of them pass with one look. */
#define SIEVE_BIT(c) (((unsigned)(c)*0x9e5u >> 3) & 511u)
#define SIEVE_WORD(c, word) | (SIEVE_BIT(c) >> 6 == (word) ? (uint64_t)1 << (SIEVE_BIT(c) & 63) : 0)

static bool may_begin(uint32_t c)
{
#define FIRST0(c, tries) SIEVE_WORD(c, 0)
#define FIRST1(c, tries) SIEVE_WORD(c, 1)
#define FIRST2(c, tries) SIEVE_WORD(c, 2)
#define FIRST3(c, tries) SIEVE_WORD(c, 3)
#define FIRST4(c, tries) SIEVE_WORD(c, 4)
#define FIRST5(c, tries) SIEVE_WORD(c, 5)
#define FIRST6(c, tries) SIEVE_WORD(c, 6)
#define FIRST7(c, tries) SIEVE_WORD(c, 7)
    static const uint64_t sieve[8] = {0 FIRST_CHARACTERS(FIRST0), 0 FIRST_CHARACTERS(FIRST1),
                                      0 FIRST_CHARACTERS(FIRST2), 0 FIRST_CHARACTERS(FIRST3),
                                      0 FIRST_CHARACTERS(FIRST4), 0 FIRST_CHARACTERS(FIRST5),
                                      0 FIRST_CHARACTERS(FIRST6), 0 FIRST_CHARACTERS(FIRST7)};
    return sieve[SIEVE_BIT(c) >> 6] >> (SIEVE_BIT(c) & 63) & 1;
}

static int tries_of(uint32_t c)
{
    switch (c) {
#define FIRST(c, tries)                                                                            \
    case c:                                                                                        \
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
    if (tries & TRY_ENGLISH)
        to = try_english(scan);
    if (tries & TRY_WEEKDAY)
        to = try_weekday(scan);
    if (tries & TRY_DAY_WORD)
        to = try_day_word(scan);
    if (!to && tries & TRY_NUMBER)
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
        if (may_begin(c))
            to = try_at(&scan, c);
        if (to) {
            step(&scan, to);
            continue;
        }
        scan.at = next;
        scan.previous = c;
        scan.points++;
    }
    return scan.n;
}
