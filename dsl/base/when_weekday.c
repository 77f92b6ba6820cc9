/* when_weekday: days of the week: 周六, 星期一到周五, 周一三五, 周末, 工作日, Sunday.
 *
 * 周 is also a plain week: 一周一次 and 周二十 name no day, so what follows and what stands before
 * are looked at first. A finding is a set of days; ranges go over the weekend where they must. */
#include "dsl/base/when_scan.h"

#include "dsl/base/utf8.h"

enum { WORKDAYS = 0x1f, WEEKEND = 0x60, WEEK = 0x7f };

/* 0 Monday ... 6 Sunday, or NONE. */
static int weekday_of(uint32_t c)
{
    switch (c) {
    case U'一':
        return 0;
    case U'二':
        return 1;
    case U'三':
        return 2;
    case U'四':
        return 3;
    case U'五':
        return 4;
    case U'六':
        return 5;
    case U'日':
    case U'天':
        return 6;
    default:
        return NONE;
    }
}

/* 周一次 and 周二十 are no weekdays. */
static bool counts_something(struct view text, size_t at)
{
    uint32_t c = utf8_peek(text, at);
    return c == U'十' || c == U'百' ||
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
        int day = c == U'天' ? NONE : weekday_of(c);
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

/* ---- of which week ---- */

struct week_word {
    const char *text;
    int week;
    const char *not_after; /* 晚上周三, 楼下周三 */
};

/* The week named right before scan->at; NULL: none. */
static const struct week_word *week_before(const struct when_scan *scan)
{
    static const struct week_word words[] = {
        {"上上个", -2, ""},
        {"上上", -2, ""},
        {"上个", -1, ""},
        {"这个", 0, ""},
        {"本", 0, "日基根"},
        {"这", 0, ""},
        {"下个", 1, ""},
        {"last ", -1, ""},
        {"this ", 0, ""},
        {"next ", 1, ""},
        {"上", -1, "晚早马以路网线街地身楼桌天船车堂班"},
        {"下", 1, "楼以之地当乡天时私桥脚手"},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n = strlen(words[i].text), at = scan->at;
        if (at < n || memcmp(scan->text.p + at - n, words[i].text, n) != 0)
            continue;
        uint32_t before = at >= n + 3 ? utf8_peek(scan->text, at - n - 3) : 0;
        return when_among(before, words[i].not_after) ? NULL : &words[i];
    }
    return NULL;
}

static void add_weekdays(struct when_scan *scan, unsigned days, size_t to)
{
    const struct week_word *week = week_before(scan);
    struct when *when = when_add(scan, WHEN_WEEKDAYS, to);
    when->weekdays = days;
    if (!week)
        return;
    when->has_week = true;
    when->week = week->week;
    when->from -= (uint32_t)strlen(week->text);
}

/* 三个工作日 is how long something takes. */
static size_t workdays(const struct when_scan *scan)
{
    bool counted = when_is_numeral(scan->previous) || when_among(scan->previous, "个几");
    return counted ? 0 : when_follows_any(scan->text, scan->at, "工作日");
}

size_t when_weekday(struct when_scan *scan)
{
    struct view text = scan->text;
    size_t work = workdays(scan);
    size_t to = work ? work : when_follows_any(text, scan->at, "周末 双休日 休息日");
    unsigned days = work ? WORKDAYS : to ? WEEKEND : 0;
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
    add_weekdays(scan, days & WEEK, to);
    return to;
}

size_t when_english_weekday(struct when_scan *scan)
{
    static const struct {
        const char *one, *many;
        unsigned days;
    } names[] = {
        {"monday", "mondays", 0x01},       {"tuesday", "tuesdays", 0x02},
        {"wednesday", "wednesdays", 0x04}, {"thursday", "thursdays", 0x08},
        {"friday", "fridays", 0x10},       {"saturday", "saturdays", 0x20},
        {"sunday", "sundays", 0x40},       {"weekend", "weekends", WEEKEND},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t one = when_follows_word(scan, names[i].one);
        size_t to = one ? one : when_follows_word(scan, names[i].many);
        if (!to)
            continue;
        add_weekdays(scan, names[i].days, to);
        return to;
    }
    return 0;
}
