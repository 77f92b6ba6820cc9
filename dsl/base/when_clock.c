/* when_clock: the time of day as people write it: 23:30, 晚上11点半, 早上六点, 凌晨两点多, 8点20分,
 * 11 pm.
 *
 * An hour takes its half of the day from the part of the day named just before it (晚上八点), or a
 * few words before (晚上装修到八点); without one it is read on the 24-hour clock. 点 is also a
 * measure of other things: 一点 is mostly "a little" and 三点意见 are three remarks, so a bare
 * small number counts only where nothing speaks against it. */
#include "dsl/base/when_scan.h"

enum {
    PART_REACH = 10, /* code points from a part of the day to the hour it governs */
    DAY_REACH = 6,   /* bytes from 昨天, over 夜里, to it */
    DAWN = 360
};

struct clock_time {
    int hour, minute;
    bool vague; /* 多, 来: somewhere from there to the full hour */
    bool sure;  /* minutes, 半, 钟 ...: it cannot be anything but a time */
    size_t to;
};

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

static int hour_in(enum day_part part, int hour)
{
    if (hour >= 24)
        return hour - 24;
    if (hour > 12 || hour == 0)
        return hour;
    switch (part) {
    case PART_DAWN:
        return hour == 12 ? 0 : hour;
    case PART_NOON:
        return hour <= 3 ? hour + 12 : hour;
    case PART_AFTERNOON:
        return hour < 12 ? hour + 12 : hour;
    case PART_EVENING:
        return hour == 12 ? 0 : hour >= 5 ? hour + 12 : hour;
    case PART_NIGHT:
        return hour == 12 ? 0 : hour >= 6 ? hour + 12 : hour;
    default:
        return hour;
    }
}

/* ---- 点 and 时 ---- */

/* Minutes behind 点: 半, 一刻, 30, 30分, 二十, 零五. */
static void read_minutes(struct view text, struct clock_time *time)
{
    static const struct {
        const char *text;
        int minute;
    } fixed[] = {{"半", 30}, {"一刻", 15}, {"三刻", 45}, {"整", 0}, {"钟", 0}};
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++) {
        size_t to = when_follows(text, time->to, fixed[i].text);
        if (!to)
            continue;
        *time = (struct clock_time){time->hour, fixed[i].minute, false, true, to};
        return;
    }
    size_t at = time->to;
    bool zero = utf8_peek(text, at) == U'零', arabic = is_digit(utf8_peek(text, at));
    int minute;
    if (!when_number(text, &at, &minute) || minute > 59)
        return;
    size_t unit = when_follows(text, at, "分");
    bool two_digits = arabic ? at - time->to == 2 : minute >= 10 || zero;
    if (unit || two_digits)
        *time = (struct clock_time){time->hour, minute, false, true, unit ? unit : at};
}

/* 七点多 is later than seven; who says 左右 means that minute. */
static void read_vagueness(struct view text, struct clock_time *time)
{
    size_t later = when_follows_any(text, time->to, "多钟 多 来钟 许 出头");
    size_t to = later ? later : when_follows_any(text, time->to, "左右 前后 上下");
    if (!to)
        return;
    time->vague |= later != 0;
    time->sure = true;
    time->to = to;
}

/* A bare "N点": a time, or a number of points, or "a little"? */
static bool bare_hour_counts(const struct when_scan *scan, const struct clock_time *time,
                             bool arabic)
{
    uint32_t after = utf8_peek(scan->text, time->to);
    bool adjacent = scan->part != PART_NONE && scan->points == scan->part_end;
    if (time->hour == 1 && !arabic)
        return adjacent && !when_among(after, "也都儿点不没");
    if (adjacent)
        return true;
    return !when_among(after, "意建要问希诉疑原理看请想特具:：、点") &&
           !when_among(scan->previous, "第这那有提以下说几.差");
}

/* 晚10点, 早8时: one character right before the hour says which half of the day; 最晚10点 only what
 * is the last of it, and 早一点 no more than earlier. */
static void take_part_beside(struct when_scan *scan, int hour)
{
    enum day_part part = scan->previous == U'早'   ? PART_MORNING
                         : scan->previous == U'晚' ? PART_EVENING
                         : scan->previous == U'夜' ? PART_NIGHT
                                                   : PART_NONE;
    bool limits = view_ends(view_sub(scan->text, 0, scan->at), VIEW("最晚"));
    bool little = hour < 4 && !is_digit(utf8_peek(scan->text, scan->at));
    if (part == PART_NONE || limits || little || scan->part_end == scan->points)
        return;
    scan->part = part;
    scan->part_end = scan->points;
}

/* 加班到十点, 吵到两点: what goes on that late goes on at night. */
static bool goes_on_late(const struct when_scan *scan)
{
    static const char *const late[] = {"加班", "吵", "闹",   "唱",   "跳", "喝", "打",
                                       "搞",   "弄", "折腾", "敲",   "砸", "钻", "响",
                                       "玩",   "聊", "施工", "装修", "写", "开", "营业"};
    struct view before = view_sub(scan->text, 0, scan->at), until = VIEW("到");
    if (!view_ends(before, until))
        return false;
    before.n -= until.n;
    for (size_t i = 0; i < sizeof late / sizeof *late; i++)
        if (view_ends(before, view_of(late[i])))
            return true;
    return false;
}

static enum day_part governing_part(const struct when_scan *scan)
{
    if (scan->part != PART_NONE && scan->points - scan->part_end <= PART_REACH)
        return scan->part;
    return goes_on_late(scan) ? PART_NIGHT : PART_NONE;
}

/* 昨晚两点 was this morning. */
static void move_to_dawn(struct when_scan *scan)
{
    enum day_part part = governing_part(scan);
    struct when *day = scan->n ? &scan->out[scan->n - 1] : NULL;
    bool night = part == PART_EVENING || part == PART_NIGHT;
    if (night && day && day->kind == WHEN_DAY && day->has_offset && scan->at - day->to <= DAY_REACH)
        day->day_offset++;
}

/* 十点 may be ten in the evening, too, and 十二点 midnight; 08:30 and 12:30 are not. */
static bool is_either(const struct when_scan *scan, int hour)
{
    bool digital_noon = when_follows_any(scan->text, scan->at, "12: 12.") != 0;
    return hour >= 1 && hour <= 12 && !digital_noon && governing_part(scan) == PART_NONE &&
           utf8_peek(scan->text, scan->at) != '0';
}

static size_t add_time(struct when_scan *scan, const struct clock_time *time)
{
    int from = hour_in(governing_part(scan), time->hour) * 60 + time->minute;
    int to = time->vague ? (from / 60 + 1) * 60 : from + 1;
    if (from < DAWN)
        move_to_dawn(scan);
    struct when *when = when_add(scan, WHEN_MINUTE, time->to);
    when->range = (struct minute_range){from, to};
    when->either = is_either(scan, time->hour);
    return time->to;
}

static size_t chinese_clock(struct when_scan *scan, int hour, size_t at)
{
    bool arabic = is_digit(utf8_peek(scan->text, scan->at));
    bool tens = hour == 10 && when_follows(scan->text, at, "来点"); /* 十来点 */
    at = tens ? when_follows(scan->text, at, "来") : at;
    size_t to = when_follows(scan->text, at, "点");
    if (!to && (arabic || hour > 1))
        to = when_follows(scan->text, at, "时");
    if (!to || hour > 24)
        return 0;
    struct clock_time time = {.hour = hour, .to = to};
    read_minutes(scan->text, &time);
    time.vague |= tens;
    read_vagueness(scan->text, &time);
    if (!time.sure && !bare_hour_counts(scan, &time, arabic))
        return 0;
    return add_time(scan, &time);
}

/* Two hours side by side, 两三点, 九十点, 十一二点, 8、9点: read as one number the first would be
 * 23. Where the second ends; 0: there are not two. */
static size_t second_hour(struct view text, size_t from, size_t at, int *first)
{
    int number = *first, second;
    bool spelled = !is_digit(utf8_peek(text, from));
    bool two = spelled && at - from == 6 && utf8_peek(text, from) != U'十';
    if (two && (number == 90 || number / 10 + 1 == number % 10)) {
        *first = number / 10;
        return at;
    }
    size_t listed = when_follows(text, at, "、"), to = listed ? listed : at;
    if ((!listed && !(spelled && number > 10)) || !when_number(text, &to, &second))
        return 0;
    return second == (listed ? number : number % 10) + 1 ? to : 0;
}

/* 两三点: from two to three. */
static size_t between_hours(struct when_scan *scan, int first, size_t at)
{
    size_t to = second_hour(scan->text, scan->at, at, &first);
    to = to ? when_follows(scan->text, to, "点") : 0;
    struct clock_time time = {.hour = first, .to = to};
    if (!to || first > 23 || !bare_hour_counts(scan, &time, true))
        return 0;
    int from = hour_in(governing_part(scan), first) * 60, end = from + 61;
    if (from < DAWN)
        move_to_dawn(scan);
    size_t more = when_follows_any(scan->text, to, "多钟 多 钟");
    to = more ? more : to;
    struct when *when = when_add(scan, WHEN_MINUTE, to);
    when->range = (struct minute_range){from, end < MINUTES_A_DAY ? end : MINUTES_A_DAY};
    when->either = is_either(scan, first);
    return to;
}

/* 8到10点, 晚上9-11点: the first hour has no 点 of its own. */
static size_t hours_to_hours(struct when_scan *scan, int first, size_t at)
{
    size_t behind = when_follows_any(scan->text, at, "到 至 - ~"), to = behind;
    int second;
    if (!to || first > 24 || !when_number(scan->text, &to, &second) || second > 24 ||
        second == first)
        return 0;
    size_t end = when_follows(scan->text, to, "点");
    if (!end || when_among(utf8_peek(scan->text, end), "意建要问希诉疑原理看请想"))
        return 0;
    enum day_part part = governing_part(scan);
    int from = hour_in(part, first) * 60;
    struct when *when = when_add(scan, WHEN_MINUTE, at);
    when->range = (struct minute_range){from, from + 1};
    when->either = is_either(scan, first);
    if (scan->n == scan->max)
        return end;
    struct when *until = when_add(scan, WHEN_MINUTE, end);
    until->from = (uint32_t)behind;
    from = second % 24 * 60;
    until->range = (struct minute_range){from, from + 1};
    return end;
}

/* ---- 23:30, 11 pm ---- */

static size_t skip_blanks(struct view text, size_t at)
{
    while (at < text.n && text.p[at] == ' ')
        at++;
    return at;
}

static bool ends_word(struct view text, size_t at)
{
    uint32_t c = utf8_peek(text, at);
    return !(c >= 'a' && c <= 'z') && !is_digit(c);
}

/* am, pm, in the morning, o'clock. */
static bool begins_half(struct view text, size_t at)
{
    char c = at < text.n ? text.p[at] : 0;
    return c == 'a' || c == 'p' || c == 'i' || c == 'o';
}

/* am, pm, in the morning, o'clock behind the number: sets the part of the day; returns the byte
 * behind, or 0. */
static size_t english_half(struct view text, size_t at, enum day_part *part)
{
    size_t from = skip_blanks(text, at);
    *part = PART_NONE;
    if (!begins_half(text, from))
        return 0;
    size_t to = when_follows_any(text, from, "a.m. a.m am");
    to = to ? to : when_follows(text, from, "in the morning");
    *part = PART_DAWN;
    if (!to) {
        to = when_follows_any(text, from, "p.m. p.m pm");
        to = to ? to : when_follows(text, from, "in the afternoon");
        to = to ? to : when_follows(text, from, "in the evening");
        *part = PART_AFTERNOON;
    }
    if (!to) {
        to = when_follows(text, from, "at night");
        *part = PART_NIGHT;
    }
    if (!to) {
        to = when_follows_any(text, from, "o'clock o’clock");
        *part = PART_NONE;
    }
    return to && ends_word(text, to) ? to : 0;
}

static size_t english_clock(struct when_scan *scan, struct clock_time *time)
{
    enum day_part part;
    size_t to = english_half(scan->text, time->to, &part);
    if (to) {
        time->to = to;
        if (part != PART_NONE) {
            scan->part = part;
            scan->part_end = scan->points;
        }
    }
    return to;
}

/* :30 behind an hour: the byte behind it; 0: no minutes stand here. */
static size_t colon_minutes(struct view text, size_t at, int *minute)
{
    bool colon = at + 2 < text.n && text.p[at] == ':' && is_digit((uint32_t)text.p[at + 1]) &&
                 is_digit((uint32_t)text.p[at + 2]);
    *minute = colon ? (text.p[at + 1] - '0') * 10 + (text.p[at + 2] - '0') : 0;
    return colon && *minute <= 59 && !is_digit(utf8_peek(text, at + 3)) ? at + 3 : 0;
}

/* every morning 7.30, at 7.30: the part of the day that the word before gives the hour, if any. */
static bool english_before(struct when_scan *scan)
{
    static const struct {
        const char *word;
        enum day_part part;
    } words[] = {
        {"at ", PART_NONE},         {"around ", PART_NONE},         {"about ", PART_NONE},
        {"morning ", PART_MORNING}, {"afternoon ", PART_AFTERNOON}, {"evening ", PART_EVENING},
        {"night ", PART_NIGHT}};
    struct view before = view_sub(scan->text, 0, scan->at);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!view_ends(before, view_of(words[i].word)))
            continue;
        if (words[i].part != PART_NONE) {
            scan->part = words[i].part;
            scan->part_end = scan->points;
        }
        return true;
    }
    return false;
}

/* .30 behind an hour, as in 早上7.30: the same. A number with two decimals is mostly a sum or a
 * size, so a word must say that it is none. */
static size_t dot_minutes(struct when_scan *scan, size_t at, int *minute)
{
    struct view text = scan->text;
    bool dot = at + 2 < text.n && text.p[at] == '.' && is_digit((uint32_t)text.p[at + 1]) &&
               is_digit((uint32_t)text.p[at + 2]) && !is_digit(utf8_peek(text, at + 3));
    *minute = dot ? (text.p[at + 1] - '0') * 10 + (text.p[at + 2] - '0') : 0;
    enum day_part part;
    bool said = dot && ((scan->part != PART_NONE && scan->points - scan->part_end <= 1) ||
                        english_before(scan) || english_half(text, at + 3, &part));
    return said && *minute <= 59 && !when_among(utf8_peek(text, at + 3), ".元块万千米斤公度%")
               ? at + 3
               : 0;
}

static size_t digital_clock(struct when_scan *scan, int hour, size_t at)
{
    struct view text = scan->text;
    int minute;
    size_t to = colon_minutes(text, at, &minute);
    to = to ? to : dot_minutes(scan, at, &minute);
    if (!to)
        return 0;
    struct clock_time time = {.hour = hour, .minute = minute, .to = to};
    if (utf8_peek(text, to) == ':') /* seconds */
        time.to += is_digit(utf8_peek(text, to + 1)) && is_digit(utf8_peek(text, to + 2)) ? 3 : 0;
    english_clock(scan, &time);
    return add_time(scan, &time);
}

/* to 11 pm, - 11pm; and 11 pm where "between" stands before the first hour. Behind the word. */
static size_t english_until(const struct when_scan *scan, size_t at)
{
    size_t blank = skip_blanks(scan->text, at);
    size_t to = when_follows_any(scan->text, blank, "to - – till until");
    if (!to && when_says_between(scan->text, scan->at))
        to = when_follows(scan->text, blank, "and");
    return to ? skip_blanks(scan->text, to) : 0;
}

/* 11, 11:30: its minute of the half of a day; the byte behind it, 0: no hour of twelve stands here.
 */
static size_t half_clock(struct view text, size_t at, int *minute)
{
    int hour, past;
    if (!is_digit(utf8_peek(text, at)) || !when_number(text, &at, &hour) || hour < 1 || hour > 12)
        return 0;
    size_t to = colon_minutes(text, at, &past);
    *minute = hour % 12 * 60 + past;
    return to ? to : at;
}

/* from 9 to 11 pm, 9:30-11:30pm: the first has no half of the day of its own. */
static size_t english_hours(struct when_scan *scan)
{
    enum day_part part;
    int first, second;
    size_t to = half_clock(scan->text, scan->at, &first);
    to = to ? english_until(scan, to) : 0;
    to = to ? half_clock(scan->text, to, &second) : 0;
    to = to ? english_half(scan->text, to, &part) : 0;
    if (!to || part == PART_NONE)
        return 0;
    bool late = part == PART_AFTERNOON || (part == PART_NIGHT && second >= DAWN);
    int until = second + (late ? MINUTES_A_DAY / 2 : 0);
    int from = when_begin_minute(first, until);
    when_add(scan, WHEN_MINUTE, to);
    when_span(scan, from, until, to);
    return to;
}

static size_t one_clock(struct when_scan *scan, int number, size_t number_end)
{
    size_t to = between_hours(scan, number, number_end);
    if (to || (to = hours_to_hours(scan, number, number_end)) != 0)
        return to;
    if (number <= 24 && (to = chinese_clock(scan, number, number_end)) != 0)
        return to;
    bool plain = is_digit(utf8_peek(scan->text, scan->at)) && number_end - scan->at <= 2 &&
                 scan->previous != ':' && scan->previous != '.' && number <= 24;
    if (!plain)
        return 0;
    if ((to = english_hours(scan)) != 0 || (to = digital_clock(scan, number, number_end)) != 0)
        return to;
    struct clock_time time = {.hour = number, .to = number_end};
    return number <= 12 && english_clock(scan, &time) ? add_time(scan, &time) : 0;
}

/* ---- at seven in the evening, half past ten ---- */

/* thirty, fifteen: minutes behind an hour in words, and where they end. */
static void read_word_minutes(struct view text, struct clock_time *time)
{
    static const struct {
        const char *text;
        int minute;
    } minutes[] = {{" thirty", 30},
                   {" fifteen", 15},
                   {" forty-five", 45},
                   {" forty five", 45},
                   {" twenty", 20}};
    for (size_t i = 0; i < sizeof minutes / sizeof *minutes; i++) {
        size_t to = when_follows(text, time->to, minutes[i].text);
        if (!to)
            continue;
        time->minute = minutes[i].minute;
        time->to = to;
        return;
    }
}

size_t when_english_hour(struct when_scan *scan)
{
    static const char *const hours[] = {"one",   "two",   "three", "four", "five",   "six",
                                        "seven", "eight", "nine",  "ten",  "eleven", "twelve"};
    struct clock_time time = {.hour = 0};
    for (int i = 0; i < 12 && !time.to; i++) {
        time.hour = i + 1;
        time.to = when_follows_word(scan, hours[i]);
    }
    if (!time.to)
        return 0;
    bool half = view_ends(view_sub(scan->text, 0, scan->at), VIEW("half past "));
    if (half)
        time.minute = 30;
    else
        read_word_minutes(scan->text, &time);
    return english_clock(scan, &time) || half ? add_time(scan, &time) : 0;
}

size_t when_clock(struct when_scan *scan, int number, size_t number_end)
{
    take_part_beside(scan, number);
    size_t to = one_clock(scan, number, number_end);
    return to ? when_open_end(scan, to) : 0;
}
