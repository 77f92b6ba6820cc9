/* when_day: days as people name them: 昨天, 今晚, tomorrow, 三天前, 3月5日, 2026-03-05, 15号晚上.
 *
 * One list holds the words for days and those for parts of the day, since many are both (昨晚). A
 * part of the day alone is remembered and no finding. 月 and 天 are also parts of other words, so
 * the list says what must not stand before each of them. */
#include "dsl/base/when_scan.h"

#include "dsl/base/utf8.h"

/* ---- words ---- */

/* A word for a day, a part of the day, or both. `not_after`: characters that make it the
 * tail of something else. */
struct day_word {
    const char *text;
    bool has_offset;
    int offset;
    enum day_part part;
    const char *not_after;
};

#define NOT_AFTER_DAY "以之目当先从提生事最往此日年月前后"

/* clang-format off */
#define DAY_WORDS(WORD) \
    WORD(U'大', U'前', "大前天", true, -3, PART_NONE, "") \
    WORD(U'大', U'后', "大后天", true, 3, PART_NONE, "") \
    WORD(U'前', U'天', "前天", true, -2, PART_NONE, NOT_AFTER_DAY) \
    WORD(U'前', U'晚', "前晚", true, -2, PART_EVENING, NOT_AFTER_DAY) \
    WORD(U'后', U'天', "后天", true, 2, PART_NONE, NOT_AFTER_DAY) \
    WORD(U'昨', U'天', "昨天", true, -1, PART_NONE, "") \
    WORD(U'昨', U'日', "昨日", true, -1, PART_NONE, "") \
    WORD(U'昨', U'晚', "昨晚", true, -1, PART_EVENING, "") \
    WORD(U'昨', U'夜', "昨夜", true, -1, PART_NIGHT, "") \
    WORD(U'昨', U'儿', "昨儿", true, -1, PART_NONE, "") \
    WORD(U'昨', U'个', "昨个", true, -1, PART_NONE, "") \
    WORD(U'前', U'儿', "前儿个", true, -2, PART_NONE, NOT_AFTER_DAY) \
    WORD(U'今', U'个', "今个", true, 0, PART_NONE, "如至现当") \
    WORD(U'明', U'个', "明个儿", true, 1, PART_NONE, "说") \
    WORD(U'今', U'天', "今天", true, 0, PART_NONE, "如至") \
    WORD(U'今', U'日', "今日", true, 0, PART_NONE, "如至") \
    WORD(U'今', U'早', "今早", true, 0, PART_MORNING, "") \
    WORD(U'今', U'晨', "今晨", true, 0, PART_MORNING, "") \
    WORD(U'昨', U'早', "昨早", true, -1, PART_MORNING, "") \
    WORD(U'每', U'晚', "每晚", false, 0, PART_EVENING, "") \
    WORD(U'每', U'夜', "每夜", false, 0, PART_NIGHT, "") \
    WORD(U'每', U'早', "每早", false, 0, PART_MORNING, "") \
    WORD(U'当', U'晚', "当晚", false, 0, PART_EVENING, "") \
    WORD(U'前', U'日', "前日", true, -2, PART_NONE, NOT_AFTER_DAY) \
    WORD(U'前', U'夜', "前夜", true, -2, PART_NIGHT, NOT_AFTER_DAY) \
    WORD(U'今', U'晚', "今晚", true, 0, PART_EVENING, "") \
    WORD(U'今', U'夜', "今夜", true, 0, PART_NIGHT, "") \
    WORD(U'今', U'儿', "今儿", true, 0, PART_NONE, "") \
    WORD(U'明', U'天', "明天", true, 1, PART_NONE, "") \
    WORD(U'明', U'日', "明日", true, 1, PART_NONE, "") \
    WORD(U'明', U'早', "明早", true, 1, PART_MORNING, "") \
    WORD(U'明', U'晚', "明晚", true, 1, PART_EVENING, "") \
    WORD(U'明', U'儿', "明儿", true, 1, PART_NONE, "") \
    WORD(U'凌', U'晨', "凌晨", false, 0, PART_DAWN, "") \
    WORD(U'早', U'上', "早上", false, 0, PART_MORNING, "") \
    WORD(U'早', U'晨', "早晨", false, 0, PART_MORNING, "") \
    WORD(U'清', U'晨', "清晨", false, 0, PART_MORNING, "") \
    WORD(U'清', U'早', "清早", false, 0, PART_MORNING, "") \
    WORD(U'一', U'早', "一早", false, 0, PART_MORNING, "") \
    WORD(U'上', U'午', "上午", false, 0, PART_MORNING, "") \
    WORD(U'中', U'午', "中午", false, 0, PART_NOON, "") \
    WORD(U'下', U'午', "下午", false, 0, PART_AFTERNOON, "") \
    WORD(U'午', U'后', "午后", false, 0, PART_AFTERNOON, "") \
    WORD(U'傍', U'晚', "傍晚", false, 0, PART_AFTERNOON, "") \
    WORD(U'晚', U'上', "晚上", false, 0, PART_EVENING, "") \
    WORD(U'晚', U'间', "晚间", false, 0, PART_EVENING, "") \
    WORD(U'夜', U'里', "夜里", false, 0, PART_NIGHT, "") \
    WORD(U'夜', U'间', "夜间", false, 0, PART_NIGHT, "") \
    WORD(U'半', U'夜', "半夜", false, 0, PART_NIGHT, "") \
    WORD(U'深', U'夜', "深夜", false, 0, PART_NIGHT, "") \
    WORD(U'午', U'夜', "午夜", false, 0, PART_NIGHT, "") \
    WORD(U'午', U'间', "午间", false, 0, PART_NOON, "") \
    WORD(U'夜', U'晚', "夜晚", false, 0, PART_EVENING, "")
/* clang-format on */

/* The word that begins with these two characters, or NULL; no two begin alike. */
static const struct day_word *day_word_of(uint32_t first, uint32_t second)
{
#define WORD(first, second, ...)                                                                   \
    case (uint64_t)(first) << 32 | (second): {                                                     \
        static const struct day_word word = {__VA_ARGS__};                                         \
        return &word;                                                                              \
    }
    switch ((uint64_t)first << 32 | second) {
        DAY_WORDS(WORD)
    default:
        return NULL;
    }
#undef WORD
}

bool when_may_be_day(uint32_t first, uint32_t second)
{
    return day_word_of(first, second) != NULL;
}

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

size_t when_day_word(struct when_scan *scan)
{
    size_t next = scan->at;
    uint32_t first = utf8_next_inline(scan->text, &next);
    const struct day_word *word = day_word_of(first, utf8_peek(scan->text, next));
    size_t to = word ? when_follows(scan->text, scan->at, word->text) : 0;
    return to && !when_among(scan->previous, word->not_after) ? take_day_word(scan, word, to) : 0;
}

/* ---- English ---- */

static const struct day_word english_days[] = {
    {"yesterday morning", true, -1, PART_MORNING, ""},
    {"yesterday evening", true, -1, PART_EVENING, ""},
    {"this morning", true, 0, PART_MORNING, ""},
    {"this evening", true, 0, PART_EVENING, ""},
    {"today", true, 0, PART_NONE, ""},
    {"tonight", true, 0, PART_EVENING, ""},
    {"yesterday", true, -1, PART_NONE, ""},
    {"last night", true, -1, PART_EVENING, ""},
    {"tomorrow", true, 1, PART_NONE, ""},
};

/* The day before yesterday, the day after tomorrow: a day further away. */
static void go_further(const struct when_scan *scan, struct when *when)
{
    struct view before = view_sub(scan->text, 0, scan->at);
    const char *words = when->day_offset < 0 ? "day before " : "day after ";
    if (!when->day_offset || !view_ends(before, view_of(words)))
        return;
    when->from -= (uint32_t)strlen(words);
    when->day_offset += when->day_offset < 0 ? -1 : 1;
}

size_t when_english_day(struct when_scan *scan)
{
    for (size_t i = 0; i < sizeof english_days / sizeof *english_days; i++) {
        size_t to = when_follows_word(scan, english_days[i].text);
        if (!to)
            continue;
        take_day_word(scan, &english_days[i], to);
        go_further(scan, &scan->out[scan->n - 1]);
        return to;
    }
    return 0;
}

/* November, nov: 1 to 12; behind it *to. 0: no month stands there. */
static int english_month(struct view text, size_t at, size_t *to)
{
    static const char *const names[] = {"january jan", "february feb", "march mar",
                                        "april apr",   "may",          "june jun",
                                        "july jul",    "august aug",   "september sept sep",
                                        "october oct", "november nov", "december dec"};
    for (int i = 0; i < 12; i++) {
        uint32_t behind = (*to = when_follows_any(text, at, names[i])) ? utf8_peek(text, *to) : 'a';
        if (behind < 'a' || behind > 'z')
            return i + 1;
    }
    return 0;
}

/* 20th: behind the letters. */
static size_t ordinal(struct view text, size_t at)
{
    return when_follows_any(text, at, "st nd rd th");
}

/* ---- behind a number ---- */

static size_t add_date(struct when_scan *scan, struct civil date, size_t to)
{
    if (date.month < 1 || date.month > 12 || date.day < 1 || date.day > 31)
        return 0;
    struct when *when = when_add(scan, WHEN_DAY, to);
    when->year = date.year;
    when->month = date.month;
    when->day_of_month = date.day;
    return to;
}

/* 5日 behind a month; 0: none. */
static size_t read_day(struct view text, size_t at, int *day)
{
    size_t to = at;
    return when_number(text, &to, day) ? when_follows_any(text, to, "日 号") : 0;
}

/* November 20, nov. 20th. "May 20" is a wish as well. */
size_t when_english_month(struct when_scan *scan)
{
    struct view text = scan->text;
    size_t to = 0;
    bool inside = scan->previous >= 'a' && scan->previous <= 'z';
    int month = inside ? 0 : english_month(text, scan->at, &to), day;
    if (!month)
        return 0;
    to = utf8_peek(text, to) == '.' ? to + 1 : to;
    to = when_follows(text, to, " ");
    if (!to || !when_number(text, &to, &day))
        return 0;
    size_t end = ordinal(text, to);
    bool counts = when_follows_any(text, to, ": . %") || when_follows(text, scan->at, "may");
    return end || !counts ? add_date(scan, (struct civil){0, month, day}, end ? end : to) : 0;
}

/* 20 November, 20th of November */
size_t when_english_date(struct when_scan *scan, int day, size_t at)
{
    size_t behind = ordinal(scan->text, at),
           to = when_follows(scan->text, behind ? behind : at, " ");
    if (!to)
        return 0;
    size_t of = when_follows(scan->text, to, "of ");
    int month = english_month(scan->text, of ? of : to, &to);
    return month ? add_date(scan, (struct civil){0, month, day}, to) : 0;
}

/* What makes sure that a number is a day: a part of it, 那天, the end, a clock time. */
static bool day_goes_on(struct view text, size_t at)
{
    static const char words[] =
        "凌晨 早上 早晨 清晨 上午 中午 下午 傍晚 晚上 夜里 半夜 深夜 那天 当天 "
        "开始 起";
    size_t clock = when_follows(text, at, " ");
    clock = clock ? clock : at;
    if (when_follows_any(text, at, words))
        return true;
    int hour;
    return when_number(text, &clock, &hour) && hour <= 24 &&
           when_follows_any(text, clock, "点 时 :") != 0;
}

/* 11月20晚上, and nothing that it could count. */
static bool day_stands_alone(struct view text, size_t at)
{
    return at >= text.n || day_goes_on(text, at) ||
           when_among(utf8_peek(text, at), ",，。;；!！、");
}

/* 3月5日, 三月五号 */
size_t when_month_day(struct when_scan *scan, int month, size_t at)
{
    int day = 0;
    size_t number = when_follows(scan->text, at, "月");
    size_t to = number ? read_day(scan->text, number, &day) : 0;
    if (number && !to && when_number(scan->text, &number, &day) &&
        day_stands_alone(scan->text, number))
        to = number;
    return to ? add_date(scan, (struct civil){0, month, day}, to) : 0;
}

/* 2026年3月5日, 26年3月5日 */
static size_t chinese_date(struct when_scan *scan, int year, size_t at)
{
    size_t to = when_follows(scan->text, at, "年");
    int month = 0, day = 0;
    if (!to || !when_number(scan->text, &to, &month) || !when_follows(scan->text, to, "月"))
        return 0;
    to = read_day(scan->text, when_follows(scan->text, to, "月"), &day);
    return to ? add_date(scan, (struct civil){year < 100 ? 2000 + year : year, month, day}, to) : 0;
}

/* 2026-03-05, 2026/3/5, 2026.3.5 */
size_t when_full_date(struct when_scan *scan, int year, size_t at)
{
    struct view text = scan->text;
    int month, day;
    uint32_t separator = utf8_peek(text, at);
    size_t to = chinese_date(scan, year, at);
    if (to)
        return to;
    if (year < 1900 || year > 2999 || (separator != '-' && separator != '/'))
        return 0;
    at++;
    if (!when_number(text, &at, &month) || utf8_peek(text, at) != separator)
        return 0;
    at++;
    return when_number(text, &at, &day) ? add_date(scan, (struct civil){year, month, day}, at) : 0;
}

/* 11/20晚上, 11.20 22:00, 11/20号 */
size_t when_short_date(struct when_scan *scan, int month, size_t at)
{
    int day;
    at++;
    if (!when_number(scan->text, &at, &day) || when_among(scan->previous, "./"))
        return 0;
    size_t to = when_follows_any(scan->text, at, "日 号");
    return to || day_goes_on(scan->text, at)
               ? add_date(scan, (struct civil){0, month, day}, to ? to : at)
               : 0;
}

/* The month named right before scan->at: its offset; *from: where its name begins. */
static bool month_before(const struct when_scan *scan, int *offset, size_t *from)
{
    static const struct {
        const char *text;
        int offset;
    } months[] = {{"上上个月", -2}, {"上个月", -1}, {"上月", -1},  {"这个月", 0},
                  {"本月", 0},      {"这月", 0},    {"下个月", 1}, {"下月", 1}};
    struct view before = view_sub(scan->text, 0, scan->at);
    for (size_t i = 0; i < sizeof months / sizeof *months; i++)
        if (view_ends(before, view_of(months[i].text))) {
            *offset = months[i].offset;
            *from = scan->at - strlen(months[i].text);
            return true;
        }
    return false;
}

/* 上个月27号; 15号晚上, where a part of the day makes it sure. 人民路27号 is none. */
size_t when_day_of_month(struct when_scan *scan, int day, size_t at)
{
    size_t to = when_follows_any(scan->text, at, "日 号"), from = scan->at;
    int offset = 0;
    if (!to || day < 1 || day > 31)
        return 0;
    bool of_month = month_before(scan, &offset, &from);
    if (!of_month &&
        (!day_goes_on(scan->text, to) || when_among(scan->previous, "路街巷弄道村组第幢栋")))
        return 0;
    struct when *when = when_add(scan, WHEN_DAY, to);
    when->from = (uint32_t)from;
    when->day_of_month = day;
    when->has_month_offset = of_month;
    when->month_offset = offset;
    return to;
}

/* 三天前, 3天后, 3 days ago */
size_t when_days_away(struct when_scan *scan, int days, size_t at)
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

/* ---- a signature ---- */

enum { NAME_POINTS = 12 };

/* Has it more characters than that? Of a long text nobody counts them. */
static bool longer_than(struct view text, size_t points)
{
    return text.n > points * UTF8_BYTES_MAX || utf8_length(text) > points;
}

/* Where the sentence begins that ends here, if it has no more than a name; 0: at the beginning. */
static size_t sentence_begin(struct view text, size_t end)
{
    size_t begin = end;
    while (begin > 0 && end - begin <= NAME_POINTS * UTF8_BYTES_MAX &&
           !when_follows_any(text, begin - 1, "! ? ; \n") &&
           !(begin >= 3 && when_follows_any(text, begin - 3, "。 ！ ？ ；")))
        begin--;
    return begin;
}

bool when_signs(const struct when *when, struct view folded)
{
    struct view before = view_sub(folded, 0, when->from);
    if (when->kind != WHEN_DAY || !when->year || !longer_than(before, SIGNED_LEAST - 1))
        return false;
    struct view behind = view_trim(view_sub(folded, when->to, folded.n));
    if (longer_than(behind, NAME_POINTS) || day_goes_on(behind, 0))
        return false;
    size_t begin = sentence_begin(folded, before.n);
    struct view name = view_sub(folded, begin, before.n);
    return begin > 0 && !longer_than(name, NAME_POINTS) &&
           view_find(name, VIEW("：")) == SIZE_MAX && view_find(name, VIEW(":")) == SIZE_MAX;
}

/* ---- which date that is ---- */

enum { HALF_A_YEAR = 183, HALF_A_MONTH = 15 };

/* The day of the month that was named, or of this one, or of the one before where that is well
 * ahead. */
static bool of_month(const struct when *when, civil_day today, civil_day *day)
{
    struct civil date = civil_from_day(today);
    int by = when->has_month_offset                         ? when->month_offset
             : when->day_of_month > date.day + HALF_A_MONTH ? -1
                                                            : 0;
    int months = date.year * 12 + date.month - 1 + by;
    date = (struct civil){months / 12, months % 12 + 1, when->day_of_month};
    if (!civil_valid(date))
        return false;
    *day = civil_to_day(date);
    return true;
}

static bool of_year(struct civil date, civil_day today, civil_day *day)
{
    bool said = date.year != 0;
    date.year = said ? date.year : civil_from_day(today).year;
    if (!civil_valid(date))
        return false;
    *day = civil_to_day(date);
    if (!said && *day > today + HALF_A_YEAR) {
        date.year--;
        if (civil_valid(date))
            *day = civil_to_day(date);
    }
    return true;
}

static bool of_week(const struct when *when, civil_day today, civil_day *day)
{
    int weekday = 0;
    bool one = when->weekdays && (when->weekdays & (when->weekdays - 1)) == 0;
    if (!when->has_week || !one)
        return false;
    while (!(when->weekdays >> weekday & 1))
        weekday++;
    *day = today - civil_weekday(today) + 7 * when->week + weekday;
    return true;
}

bool when_date(const struct when *when, struct civil_time now, civil_day *day)
{
    if (now.minute == NONE || when->kind == WHEN_MINUTE)
        return false;
    if (when->kind == WHEN_WEEKDAYS)
        return of_week(when, now.day, day);
    if (when->has_offset) {
        *day = now.day + when->day_offset;
        return true;
    }
    if (!when->month)
        return of_month(when, now.day, day);
    return of_year((struct civil){when->year, when->month, when->day_of_month}, now.day, day);
}
