/* shown: texts with what was found in them. A place in a text that has several meanings (one word,
 * two values) gets one number and a line for each; what had no part in the decision says so, for
 * that is what an author looks for when a word does not do what he meant. */
#include "dsl/tools/shown.h"

#include "dsl/base/utf8.h"
#include "dsl/check/closed.h"
#include "dsl/tools/text_marks.h"

enum { PARTS_MAX = 64 };

const char *shown_say(const struct shown *shown, const char *zh, const char *en)
{
    return shown->language == DIAG_ZH ? zh : en;
}

struct view shown_display(const struct shown *shown, struct display display)
{
    return shown->language == DIAG_EN && display.en.n ? display.en : display.zh;
}

struct view shown_part(const struct oracle_reading *reading, size_t from, size_t to, size_t *first,
                       size_t *last)
{
    struct view part = fold_original(&reading->text, from, to);
    struct view before = {reading->text.original.p, (size_t)(part.p - reading->text.original.p)};
    *first = utf8_length(before) + 1;
    *last = *first + utf8_length(part) - 1;
    return part;
}

/* ---- times ---- */

void shown_tell_day(civil_day day, struct buf *out)
{
    struct civil date = civil_from_day(day);
    buf_print(out, "%04d-%02d-%02d", date.year, date.month, date.day);
}

void shown_tell_moment(struct civil_time time, struct buf *out)
{
    shown_tell_day(time.day, out);
    buf_print(out, " %02d:%02d", time.minute / 60, time.minute % 60);
}

void shown_tell_times(const struct minute_range *ranges, int count, struct buf *out)
{
    for (int i = 0; i < count; i++) {
        buf_print(out, "%s%02d:%02d", i ? "、" : "", ranges[i].from / 60, ranges[i].from % 60);
        if (ranges[i].to != ranges[i].from + 1)
            buf_print(out, "..%02d:%02d", ranges[i].to / 60, ranges[i].to % 60);
    }
}

/* ---- meanings ---- */

void shown_tell_use(const struct shown *shown, const struct oracle_evidence *evidence,
                    struct buf *out)
{
    const struct model *model = shown->model;
    int index = evidence->index;
    switch (evidence->use) {
    case ORACLE_CATEGORY:
        buf_print(out, "%s %.*s", shown_say(shown, "类别", "category"),
                  VIEW_FMT(model->categories.at[index].name));
        break;
    case ORACLE_DUTY:
        buf_print(out, "%s \"%.*s\" %.*s", shown_say(shown, "事项", "duty"),
                  VIEW_FMT(model->duties.at[index].code),
                  VIEW_FMT(shown_display(shown, model->duties.at[index].display)));
        break;
    case ORACLE_VALUE:
        buf_print(out, "%s %.*s = %.*s", shown_say(shown, "要素", "fact"),
                  VIEW_FMT(model->facts.at[index].name),
                  VIEW_FMT(model->facts.at[index].values.at[evidence->value].name));
        break;
    case ORACLE_PERIOD:
        buf_print(out, "%s %.*s ", shown_say(shown, "时段", "period"),
                  VIEW_FMT(model->periods.at[index].name));
        shown_tell_times(model->periods.at[index].ranges.at, (int)model->periods.at[index].ranges.n,
                         out);
        break;
    case ORACLE_AREA:
        buf_print(out, "%s %.*s", shown_say(shown, "区域", "area"),
                  VIEW_FMT(model->areas.at[index].name));
        break;
    }
}

static void tell_weekdays(const struct shown *shown, unsigned days, struct buf *out)
{
    buf_text(out, shown_say(shown, "星期", "weekday"));
    for (int day = 0; day < 7; day++)
        if (days >> day & 1)
            buf_print(out, " %s",
                      shown_say(shown, terms_weekday.at[day].zh, terms_weekday.at[day].en));
}

void shown_tell_when(const struct shown *shown, const struct when *when, struct buf *out)
{
    switch (when->kind) {
    case WHEN_MINUTE:
        buf_print(out, "%s ", shown_say(shown, "时刻", "time"));
        shown_tell_times(&when->range, 1, out);
        break;
    case WHEN_DAY:
        if (when->has_offset)
            buf_print(out, shown_say(shown, "日子：今天 %+d 天", "day: today %+d"),
                      when->day_offset);
        else if (!when->month)
            buf_print(out, shown_say(shown, "日子：%d 日", "day: the %d of the month"),
                      when->day_of_month);
        else
            buf_print(out, shown_say(shown, "日子：%d 月 %d 日", "day: month %d, day %d"),
                      when->month, when->day_of_month);
        break;
    case WHEN_WEEKDAYS:
        tell_weekdays(shown, when->weekdays, out);
        break;
    }
}

/* ---- a text ---- */

/* The places of a text that mean something, in order, each once. */
struct parts {
    struct mark at[PARTS_MAX]; /* from and to are bytes of the folded text here */
    size_t n;
};

static void add_part(struct parts *parts, size_t from, size_t to)
{
    size_t at = 0;
    while (at < parts->n &&
           (parts->at[at].from < from || (parts->at[at].from == from && parts->at[at].to > to)))
        at++;
    bool there = at < parts->n && parts->at[at].from == from && parts->at[at].to == to;
    if (there || parts->n == PARTS_MAX)
        return;
    memmove(&parts->at[at + 1], &parts->at[at], (parts->n - at) * sizeof parts->at[0]);
    parts->at[at] = (struct mark){from, to, 0};
    parts->n++;
}

static struct parts parts_of(const struct oracle_reading *reading)
{
    struct parts parts = {.n = 0};
    for (size_t i = 0; i < reading->evidence.n; i++)
        add_part(&parts, reading->evidence.at[i].from, reading->evidence.at[i].to);
    for (size_t i = 0; i < reading->passed.n; i++)
        add_part(&parts, reading->passed.at[i].from, reading->passed.at[i].to);
    for (size_t i = 0; i < reading->time_count; i++)
        add_part(&parts, reading->times[i].from, reading->times[i].to);
    for (size_t i = 0; i < parts.n; i++)
        parts.at[i].number = (int)i + 1;
    return parts;
}

static void print_marks(const struct shown *shown, const struct oracle_reading *reading,
                        const struct parts *parts, struct buf *out)
{
    struct mark marks[PARTS_MAX] = {{0, 0, 0}};
    struct view whole = reading->text.original;
    size_t first, last;
    for (size_t i = 0; i < parts->n; i++) {
        struct view part = shown_part(reading, parts->at[i].from, parts->at[i].to, &first, &last);
        marks[i].from = (size_t)(part.p - whole.p);
        marks[i].to = marks[i].from + part.n;
        marks[i].number = parts->at[i].number;
    }
    text_marks_print(whole, marks, parts->n, shown->indent + 2, out);
}

static void begin_line(const struct shown *shown, const struct oracle_reading *reading,
                       const struct mark *mark, struct buf *out)
{
    size_t first, last;
    struct view part = shown_part(reading, mark->from, mark->to, &first, &last);
    buf_print(out, "%*s%2d ", shown->indent, "", mark->number);
    if (first == last)
        buf_print(out, shown_say(shown, "第 %zu 字  ", "character %zu  "), first);
    else
        buf_print(out, shown_say(shown, "第 %zu-%zu 字  ", "characters %zu-%zu  "), first, last);
    buf_print(out, "%.*s  ", VIEW_FMT(part));
}

static void print_meaning(const struct shown *shown, const struct oracle_evidence *evidence,
                          struct buf *out)
{
    int worth = evidence->use == ORACLE_VALUE ? evidence->word->weight / 2 : evidence->word->weight;
    shown_tell_use(shown, evidence, out);
    if (evidence->category != NONE)
        buf_print(out, "  (%.*s +%d)",
                  VIEW_FMT(shown->model->categories.at[evidence->category].name), worth);
    if (!oracle_was_used(shown->trace, evidence))
        buf_text(out, shown_say(shown, "  没用上", "  not used"));
    buf_byte(out, '\n');
}

/* A word that counts for nothing here, and why. */
static void print_passed(const struct shown *shown, const struct oracle_evidence *evidence,
                         struct buf *out)
{
    shown_tell_use(shown, evidence, out);
    buf_text(out, evidence->stance == STANCE_DENIED
                      ? shown_say(shown, "  否认了，不算\n", "  denied: does not count\n")
                      : shown_say(shown, "  别人说的，不如市民自己说的\n",
                                  "  said by others: the citizen's own words go before\n"));
}

static void print_part(const struct shown *shown, const struct oracle_reading *reading,
                       const struct mark *mark, struct buf *out)
{
    for (size_t i = 0; i < reading->evidence.n; i++) {
        const struct oracle_evidence *one = &reading->evidence.at[i];
        if (one->from != mark->from || one->to != mark->to)
            continue;
        begin_line(shown, reading, mark, out);
        print_meaning(shown, one, out);
    }
    for (size_t i = 0; i < reading->passed.n; i++) {
        const struct oracle_evidence *one = &reading->passed.at[i];
        if (one->from != mark->from || one->to != mark->to)
            continue;
        begin_line(shown, reading, mark, out);
        print_passed(shown, one, out);
    }
    for (size_t i = 0; i < reading->time_count; i++) {
        const struct when *when = &reading->times[i];
        if (when->from != mark->from || when->to != mark->to)
            continue;
        begin_line(shown, reading, mark, out);
        shown_tell_when(shown, when, out);
        buf_byte(out, '\n');
    }
}

void shown_text(const struct shown *shown, size_t reading, struct buf *out)
{
    const struct oracle_reading *self = shown->read->at[reading];
    struct parts parts = parts_of(self);
    print_marks(shown, self, &parts, out);
    for (size_t i = 0; i < parts.n; i++)
        print_part(shown, self, &parts.at[i], out);
}
