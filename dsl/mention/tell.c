/* tell: what a mention was understood as, in one short form: a sum in yuan, a date and a clock
 * time, a number without its blanks. What has no better form than its words is told by them. */
#include "dsl/mention/mention.h"

#include "dsl/base/utf8.h"

enum { YUAN = 1000000 };

static void tell_clock(int minute, struct buf *out)
{
    buf_print(out, "%02d:%02d", minute / 60, minute % 60);
}

static void tell_day(civil_day day, bool year, bool english, struct buf *out)
{
    struct civil date = civil_from_day(day);
    if (year && !english)
        buf_print(out, "%d年", date.year);
    if (english)
        buf_print(out, "%04d-%02d-%02d", date.year, date.month, date.day);
    else
        buf_print(out, "%d月%d日", date.month, date.day);
}

static void tell_weekdays(unsigned weekdays, bool english, struct buf *out)
{
    static const char *const names[7][2] = {{"一", "Mon"}, {"二", "Tue"}, {"三", "Wed"},
                                            {"四", "Thu"}, {"五", "Fri"}, {"六", "Sat"},
                                            {"日", "Sun"}};
    bool first = true;
    for (int day = 0; day < 7; day++) {
        int last = day;
        if (!(weekdays >> day & 1))
            continue;
        while (last < 6 && weekdays >> (last + 1) & 1)
            last++;
        buf_text(out, first ? english ? "" : "周" : english ? ", " : "、");
        buf_text(out, names[day][english]);
        if (last > day + 1) {
            buf_text(out, english ? " to " : "至周");
            buf_text(out, names[last][english]);
            day = last;
        }
        first = false;
    }
}

static void tell_length(int64_t minutes, bool english, struct buf *out)
{
    static const struct {
        int64_t minutes;
        const char *zh, *en;
    } units[] = {{525600, "年", "years"},
                 {43200, "个月", "months"},
                 {1440, "天", "days"},
                 {60, "小时", "hours"},
                 {1, "分钟", "minutes"}};
    size_t i = 0;
    while (i + 1 < sizeof units / sizeof *units && minutes % units[i].minutes != 0)
        i++;
    buf_print(out, english ? "for %lld %s" : "持续%lld%s", (long long)(minutes / units[i].minutes),
              english ? units[i].en : units[i].zh);
}

static void space(struct buf *out, size_t from)
{
    if (out->n > from)
        buf_byte(out, ' ');
}

static void tell_time(const struct mention_time *time, struct view words, bool english,
                      struct buf *out)
{
    size_t from = out->n;
    if (time->vague || !(time->has_days || time->has_minutes || time->weekdays)) {
        buf_view(out, words);
        return;
    }
    if (time->since)
        buf_text(out, english ? "since" : "自");
    if (time->repeats)
        buf_text(out, english          ? time->weekdays ? "every" : "every day"
                      : time->weekdays ? "每"
                                       : "每天");
    if (time->has_days) {
        if (!time->since || english)
            space(out, from);
        tell_day(time->first, time->has_year, english, out);
        if (time->last > time->first) {
            buf_text(out, english ? " to " : "至");
            tell_day(time->last, false, english, out);
        }
    }
    if (time->weekdays) {
        if (!time->repeats || english)
            space(out, from);
        tell_weekdays(time->weekdays, english, out);
    }
    if (time->has_minutes) {
        space(out, from);
        tell_clock(time->from, out);
        if (time->to != time->from + 1) {
            buf_byte(out, '-');
            tell_clock(time->to % 5 == 1 ? time->to - 1 : time->to, out); /* 两三点 ends at 3:00 */
        }
    } else if (time->part.n) {
        space(out, from);
        buf_view(out, time->part);
    }
    if (time->lasts) {
        space(out, from);
        tell_length(time->lasts, english, out);
    }
}

static void tell_money(const struct mention *mention, struct view words, bool english,
                       struct buf *out)
{
    if (mention->about) {
        buf_view(out, words);
        return;
    }
    buf_print(out, "%lld", (long long)(mention->amount / YUAN));
    int cents = (int)(mention->amount % YUAN / (YUAN / 100));
    if (cents)
        buf_print(out, cents % 10 ? ".%02d" : ".%d", cents % 10 ? cents : cents / 10);
    buf_text(out, english ? " yuan" : "元");
}

/* Digits alone, of whatever width; letters large: a telephone, a card, a plate. */
static void tell_signs(struct view words, struct buf *out)
{
    for (size_t at = 0; at < words.n;) {
        size_t from = at;
        uint32_t c = utf8_next_inline(words, &at);
        if (c >= 0xff01 && c <= 0xff5e)
            c -= 0xfee0;
        if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '+')
            buf_byte(out, (char)c);
        else if (c >= 'a' && c <= 'z')
            buf_byte(out, (char)(c - 'a' + 'A'));
        else if (c >= 0x4e00)
            buf_view(out, view_sub(words, from, at));
    }
}

void mention_tell(const struct mention *mention, struct view words, bool english, struct buf *out)
{
    switch (mention->kind) {
    case MENTION_TIME:
        tell_time(&mention->time, words, english, out);
        break;
    case MENTION_MONEY:
        tell_money(mention, words, english, out);
        break;
    case MENTION_PHONE:
    case MENTION_PLATE:
    case MENTION_IDENTITY:
        tell_signs(words, out);
        break;
    default:
        buf_view(out, words);
    }
}
