/* when_clock: the time of day as people write it: 23:30, 晚上11点半, 早上六点, 凌晨两点多, 8点20分,
 * 11 pm.
 *
 * An hour takes its half of the day from the part of the day named just before it (晚上八点), or a
 * few words before (晚上装修到八点); without one it is read on the 24-hour clock. 点 is also a
 * measure of other things: 一点 is mostly "a little" and 三点意见 are three remarks, so a bare
 * small number counts only where nothing speaks against it. */
#include "dsl/base/when_scan.h"

enum { PART_REACH = 10 /* code points from a part of the day to the hour it governs */ };

struct clock_time {
    int hour, minute;
    bool vague; /* 多, 左右: the hour that begins there */
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
    bool zero = when_peek(text, at) == U'零', arabic = is_digit(when_peek(text, at));
    int minute;
    if (!when_number(text, &at, &minute) || minute > 59)
        return;
    size_t unit = when_follows(text, at, "分");
    bool two_digits = arabic ? at - time->to == 2 : minute >= 10 || zero;
    if (unit || two_digits)
        *time = (struct clock_time){time->hour, minute, false, true, unit ? unit : at};
}

static void read_vagueness(struct view text, struct clock_time *time)
{
    size_t to = when_follows_any(text, time->to, "多钟 多 左右 前后 来钟 许 出头");
    if (!to)
        return;
    time->vague = time->sure = true;
    time->to = to;
}

/* A bare "N点": a time, or a number of points, or "a little"? */
static bool bare_hour_counts(const struct when_scan *scan, const struct clock_time *time,
                             bool arabic)
{
    uint32_t after = when_peek(scan->text, time->to);
    bool adjacent = scan->part != PART_NONE && scan->points == scan->part_end;
    if (time->hour == 1 && !arabic)
        return adjacent && !when_among(after, "也都儿点不没");
    if (adjacent)
        return true;
    return !when_among(after, "意建要问希诉疑原理看请想:：、点") &&
           !when_among(scan->previous, "第这那有提以下说几.差");
}

static enum day_part governing_part(const struct when_scan *scan)
{
    return scan->points - scan->part_end <= PART_REACH ? scan->part : PART_NONE;
}

static size_t add_time(struct when_scan *scan, const struct clock_time *time)
{
    int from = hour_in(governing_part(scan), time->hour) * 60 + time->minute;
    int to = from + (time->vague ? 60 : 1);
    struct when *when = when_add(scan, WHEN_MINUTE, time->to);
    when->range = (struct minute_range){from, to < MINUTES_A_DAY ? to : MINUTES_A_DAY};
    return time->to;
}

static size_t chinese_clock(struct when_scan *scan, int hour, size_t at)
{
    bool arabic = is_digit(when_peek(scan->text, scan->at));
    size_t to = when_follows(scan->text, at, "点");
    if (!to && (arabic || hour > 1))
        to = when_follows(scan->text, at, "时");
    if (!to || hour > 24)
        return 0;
    struct clock_time time = {.hour = hour, .to = to};
    read_minutes(scan->text, &time);
    read_vagueness(scan->text, &time);
    if (!time.sure && !bare_hour_counts(scan, &time, arabic))
        return 0;
    return add_time(scan, &time);
}

/* 两三点: from two to three. Read as digits it would be 23, so it is looked at first. */
static size_t between_hours(struct when_scan *scan, int number, size_t at)
{
    int first = number / 10, second = number % 10;
    bool spelled = at - scan->at == 6 && when_peek(scan->text, scan->at) != U'十';
    size_t to = when_follows(scan->text, at, "点");
    if (!spelled || !to || second != first + 1)
        return 0;
    enum day_part part = governing_part(scan);
    int from = hour_in(part, first) * 60, end = hour_in(part, second) * 60 + 1;
    if (from >= end)
        return 0;
    when_add(scan, WHEN_MINUTE, to)->range = (struct minute_range){from, end};
    return to;
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
    uint32_t c = when_peek(text, at);
    return !(c >= 'a' && c <= 'z') && !is_digit(c);
}

/* am, pm, o'clock behind the number: sets the part of the day; returns the byte behind, or 0. */
static size_t english_half(struct view text, size_t at, enum day_part *part)
{
    size_t from = skip_blanks(text, at);
    size_t to = when_follows_any(text, from, "a.m. a.m am");
    *part = PART_DAWN;
    if (!to) {
        to = when_follows_any(text, from, "p.m. p.m pm");
        *part = PART_AFTERNOON;
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

static size_t digital_clock(struct when_scan *scan, int hour, size_t at)
{
    struct view text = scan->text;
    bool colon = at + 2 < text.n && text.p[at] == ':' && is_digit((uint32_t)text.p[at + 1]) &&
                 is_digit((uint32_t)text.p[at + 2]);
    int minute = colon ? (text.p[at + 1] - '0') * 10 + (text.p[at + 2] - '0') : 0;
    if (!colon || minute > 59 || is_digit(when_peek(text, at + 3)))
        return 0;
    struct clock_time time = {.hour = hour, .minute = minute, .to = at + 3};
    if (when_peek(text, at + 3) == ':') /* seconds */
        time.to += is_digit(when_peek(text, at + 4)) && is_digit(when_peek(text, at + 5)) ? 3 : 0;
    english_clock(scan, &time);
    return add_time(scan, &time);
}

size_t when_clock(struct when_scan *scan, int number, size_t number_end)
{
    size_t to = between_hours(scan, number, number_end);
    if (to)
        return to;
    if (number <= 24 && (to = chinese_clock(scan, number, number_end)) != 0)
        return to;
    bool plain = is_digit(when_peek(scan->text, scan->at)) && number_end - scan->at <= 2 &&
                 scan->previous != ':' && scan->previous != '.' && number <= 24;
    if (!plain)
        return 0;
    if ((to = digital_clock(scan, number, number_end)) != 0)
        return to;
    struct clock_time time = {.hour = number, .to = number_end};
    return number <= 12 && english_clock(scan, &time) ? add_time(scan, &time) : 0;
}
