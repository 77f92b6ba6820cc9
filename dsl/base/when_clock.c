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
    bool zero = utf8_peek(text, at) == U'零', arabic = is_digit(utf8_peek(text, at));
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
    uint32_t after = utf8_peek(scan->text, time->to);
    bool adjacent = scan->part != PART_NONE && scan->points == scan->part_end;
    if (time->hour == 1 && !arabic)
        return adjacent && !when_among(after, "也都儿点不没");
    if (adjacent)
        return true;
    return !when_among(after, "意建要问希诉疑原理看请想特具:：、点") &&
           !when_among(scan->previous, "第这那有提以下说几.差");
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

/* 十点 may be ten in the evening, too; 08:30 is not. */
static bool is_either(const struct when_scan *scan, int hour)
{
    return hour >= 1 && hour < 12 && governing_part(scan) == PART_NONE &&
           utf8_peek(scan->text, scan->at) != '0';
}

/* 6点|到半夜: the byte behind it; 0: it goes on to no midnight, or to an hour after it. */
static size_t until_midnight(struct view text, size_t at)
{
    size_t to = when_follows_any(text, at, "一直到 直到 到 至");
    to = to ? when_follows_any(text, to, "大半夜 半夜 深夜 午夜") : 0;
    return to && !when_is_numeral(utf8_peek(text, to)) ? to : 0;
}

static size_t add_time(struct when_scan *scan, const struct clock_time *time)
{
    int from = hour_in(governing_part(scan), time->hour) * 60 + time->minute;
    int to = from + (time->vague ? 60 : 1);
    size_t midnight = until_midnight(scan->text, time->to), end = midnight ? midnight : time->to;
    if (from < DAWN)
        move_to_dawn(scan);
    struct when *when = when_add(scan, WHEN_MINUTE, end);
    when->range = (struct minute_range){from, to < MINUTES_A_DAY ? to : MINUTES_A_DAY};
    when->either = is_either(scan, time->hour);
    if (midnight) { /* of the two hours that it may be, the later one is nearer */
        when->range.from += when->either ? MINUTES_A_DAY / 2 : 0;
        when->range.to = MINUTES_A_DAY;
        when->either = false;
        when->span = true;
    }
    return end;
}

static size_t chinese_clock(struct when_scan *scan, int hour, size_t at)
{
    bool arabic = is_digit(utf8_peek(scan->text, scan->at));
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

/* 两三点: from two to three. Read as digits it would be 23, so it is looked at first; 九十 is no
 * hour otherwise. */
static size_t between_hours(struct when_scan *scan, int number, size_t at)
{
    int first = number / 10, second = number == 90 ? 10 : number % 10;
    bool spelled = at - scan->at == 6 && utf8_peek(scan->text, scan->at) != U'十';
    size_t to = when_follows(scan->text, at, "点");
    if (!spelled || !to || second != first + 1)
        return 0;
    enum day_part part = governing_part(scan);
    int from = hour_in(part, first) * 60, end = hour_in(part, second) * 60 + 1;
    if (from >= end)
        return 0;
    struct when *when = when_add(scan, WHEN_MINUTE, to);
    when->range = (struct minute_range){from, end};
    when->either = is_either(scan, second);
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

/* Of the two times that one without its half of the day may mean, the last before `until`. */
static int begin_minute(int early, int until)
{
    int half = MINUTES_A_DAY / 2;
    int from_early = (until - early + MINUTES_A_DAY) % MINUTES_A_DAY;
    int from_late = (until - early - half + MINUTES_A_DAY) % MINUTES_A_DAY;
    return from_late > 0 && (from_late < from_early || !from_early) ? early + half : early;
}

static bool says_between(struct view text, size_t at)
{
    static const char between[] = "between ";
    size_t n = sizeof between - 1;
    return at >= n && when_follows(text, at - n, between);
}

/* to 11 pm, - 11pm; and 11 pm where "between" stands before the first hour. Behind the word. */
static size_t english_until(const struct when_scan *scan, size_t at)
{
    size_t blank = skip_blanks(scan->text, at);
    size_t to = when_follows_any(scan->text, blank, "to - – till until");
    if (!to && says_between(scan->text, scan->at))
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
    int until = second + (part == PART_AFTERNOON ? MINUTES_A_DAY / 2 : 0);
    int from = begin_minute(first, until);
    struct when *when = when_add(scan, WHEN_MINUTE, to);
    when->range = (struct minute_range){from, until > from ? until : MINUTES_A_DAY};
    when->span = true;
    if (until > from || until == 0 || scan->n == scan->max)
        return to;
    when = when_add(scan, WHEN_MINUTE, to);
    when->range = (struct minute_range){0, until};
    when->span = true;
    return to;
}

size_t when_clock(struct when_scan *scan, int number, size_t number_end)
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

/* ---- from one clock time to another ---- */

/* What was done all that while: 从早上六点砸到晚上十点, 十点一直唱到两点. Behind it, or at. */
static size_t done_meanwhile(struct view between)
{
    static const char verbs[] = "砸墙砸 打桩打 打牌打 打麻将打 堵车堵 唱歌唱 跳舞跳 放歌放 喝酒喝 "
                                "吵 闹 砸 响 唱 干 施工 打桩 打牌 打麻将 打 开 放 跳 弄 敲 持续 "
                                "营业 堵 排 停 装修 喊 叫 喝 折腾 作业 忙 轰 钻";
    size_t at = 0;
    for (size_t n; (n = when_follows_any(between, at, "就 一直 开始 都在 在 都")) != 0;)
        at = n;
    size_t verb = when_follows_any(between, at, verbs);
    return verb ? verb : at;
}

/* With which characters the text between the two may end: 到, till, 第二天, 凌晨 ... Mostly it ends
 * with others, for it is half the letter. */
/* clang-format off */
#define JOIN_ENDS(EACH) \
    EACH(U'到') EACH(U'至') EACH('-') EACH('~') EACH(U'一') EACH(U'—') EACH(U'–') EACH('o') EACH('l') \
    EACH('d') EACH(U'天') EACH(U'日') EACH(U'晚') EACH(U'的') EACH(U'晨') EACH(U'上') EACH(U'早') \
    EACH(U'午') EACH(U'里') EACH(U'夜')
/* clang-format on */
static const struct few join_ends = FEW(JOIN_ENDS);

static bool may_join(struct view between)
{
    size_t at = between.n;
    while (at > 0 && ((unsigned char)between.p[--at] & 0xc0) == 0x80)
        ;
    return between.n && few_may(&join_ends, utf8_peek(between, at));
}

/* What may stand between the two: 到, and a day or a part of it that the second belongs to; and,
 * where "between" stands before them. */
static bool joins_times(struct view between, bool said_between, bool *has_part)
{
    static const char parts[] = "凌晨 早上 早晨 清晨 清早 上午 中午 下午 傍晚 晚上 夜里 半夜 深夜";
    between = view_trim(between);
    if (!may_join(between))
        return false;
    size_t at = when_follows_any(between, done_meanwhile(between), "到 至");
    at = at ? at : when_follows_any(between, 0, "直到 - ~ 一 — – to till until");
    at = !at && said_between ? when_follows(between, 0, "and") : at;
    if (!at)
        return false;
    size_t next = when_follows_any(between, at, "第二天 次日 隔天 隔日 当天 当晚 翌日 的");
    at = next ? next : at;
    next = when_follows_any(between, at, parts);
    *has_part = next != 0;
    return (next ? next : at) == between.n;
}

static bool holds_colon(struct view text, const struct when *when)
{
    return view_find(view_sub(text, when->from, when->to), VIEW(":")) != SIZE_MAX;
}

/* 22点, 零点: no hour of twelve. */
static bool on_the_day_clock(struct view text, const struct when *when)
{
    size_t at = when->from;
    int hour;
    return when_number(text, &at, &hour) && (hour > 12 || hour == 0);
}

/* 晚上10点到6点 ends in the morning and 早上8点到6点 in the evening: of the two hours a number may
 * mean, the one that comes first. */
static int end_minute(const struct when *first, int to)
{
    int half = MINUTES_A_DAY / 2, early = to % half;
    int after = (early - first->range.from + MINUTES_A_DAY) % MINUTES_A_DAY;
    int later = (early + half - first->range.from + MINUTES_A_DAY) % MINUTES_A_DAY;
    return after > 0 && after < later ? early : early + half;
}

void when_join_range(struct when_scan *scan)
{
    if (scan->n < 2)
        return;
    struct when *first = &scan->out[scan->n - 2], *second = first + 1;
    bool has_part = false;
    if (first->kind != WHEN_MINUTE || second->kind != WHEN_MINUTE || second->from < first->to ||
        !joins_times(view_sub(scan->text, first->to, second->from),
                     says_between(scan->text, first->from), &has_part))
        return;
    int from = first->range.from, to = second->range.from;
    bool sure = has_part || on_the_day_clock(scan->text, second);
    if (!sure && !holds_colon(scan->text, second))
        to = end_minute(first, to);
    if (from == to)
        return;
    first->either = first->either && !sure;
    first->to = second->to;
    first->range = (struct minute_range){from, to > from ? to : MINUTES_A_DAY};
    second->from = first->from;
    second->range = (struct minute_range){0, to};
    first->span = second->span = true;
    if (to > from || to == 0)
        scan->n--;
    else
        first->either = second->either = false; /* over midnight */
}
