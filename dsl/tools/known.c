/* known: what is known of a matter, each piece with where it comes from: the words, an answer, what
 * was set, the time of the message. */
#include "dsl/check/closed.h"
#include "dsl/tools/shown.h"

/* ---- sources ---- */

static void tell_part(const struct oracle_reading *reading, size_t from, size_t to, bool *any,
                      struct buf *out)
{
    size_t first, last;
    struct view part = shown_part(reading, from, to, &first, &last);
    buf_print(out, "%s“%.*s”", *any ? "、" : "", VIEW_FMT(part));
    *any = true;
}

/* The words, in every text, that reveal something; false: there are none. */
static bool tell_words(const struct shown *shown, enum oracle_use use, int index, int value,
                       struct buf *out)
{
    bool any = false;
    for (size_t r = 0; r < shown->read->n; r++) {
        const struct oracle_reading *reading = shown->read->at[r];
        for (size_t i = 0; i < reading->evidence.n; i++) {
            const struct oracle_evidence *one = &reading->evidence.at[i];
            if (one->use == use && (one->index == index || index == NONE) && one->value == value)
                tell_part(reading, one->from, one->to, &any, out);
        }
    }
    return any;
}

void shown_tell_fact_source(const struct shown *shown, const struct known *known, struct buf *out)
{
    if (known->source == FROM_GIVEN)
        buf_text(out, shown_say(shown, "设", "given"));
    else if (known->source == FROM_ANSWER)
        buf_text(out, shown_say(shown, "回答", "the answer"));
    if (known->source == FROM_GIVEN || known->value == NONE)
        return;
    if (known->source == FROM_ANSWER)
        buf_byte(out, ' ');
    if (!tell_words(shown, ORACLE_VALUE, known->fact, known->value, out) &&
        known->source == FROM_WORDS)
        buf_text(out, shown_say(shown, "原文", "the text"));
}

static void tell_times_of(const struct oracle_reading *reading, bool *any, struct buf *out)
{
    for (size_t i = 0; i < reading->evidence.n; i++)
        if (reading->evidence.at[i].use == ORACLE_PERIOD)
            tell_part(reading, reading->evidence.at[i].from, reading->evidence.at[i].to, any, out);
    for (size_t i = 0; i < reading->time_count; i++)
        if (reading->times[i].kind == WHEN_MINUTE)
            tell_part(reading, reading->times[i].from, reading->times[i].to, any, out);
}

void shown_tell_time_source(const struct shown *shown, struct buf *out)
{
    const struct known_time *time = &shown->matter->time;
    if (time->source == FROM_MESSAGE || time->source == FROM_GIVEN) {
        buf_text(out, time->source == FROM_GIVEN
                          ? shown_say(shown, "设", "given")
                          : shown_say(shown, "收到的时刻", "the message's time"));
        return;
    }
    bool any = false;
    for (size_t r = shown->read->n; r > 0 && !any; r--) /* the last text that says one counts */
        tell_times_of(shown->read->at[r - 1], &any, out);
}

void shown_tell_place_source(const struct shown *shown, int area, struct buf *out)
{
    if (!tell_words(shown, ORACLE_AREA, area, NONE, out))
        buf_text(out, shown_say(shown, "设", "given"));
}

/* ---- pieces ---- */

static void begin_source(const struct shown *shown, struct buf *out)
{
    buf_text(out, shown_say(shown, "  来自 ", "  from "));
}

static void print_fact(const struct shown *shown, const struct known *known, struct buf *out)
{
    const struct fact *fact = &shown->model->facts.at[known->fact];
    buf_print(out, "%*s%.*s = ", shown->indent, "", VIEW_FMT(fact->name));
    if (known->value == NONE)
        buf_text(out, shown_say(shown, "不知道", "not known"));
    else
        buf_view(out, fact->values.at[known->value].name);
    begin_source(shown, out);
    shown_tell_fact_source(shown, known, out);
    buf_byte(out, '\n');
}

static void print_time(const struct shown *shown, struct buf *out)
{
    const struct known_time *time = &shown->matter->time;
    if (!time->known && !time->unknown)
        return;
    buf_print(out, "%*s%s ", shown->indent, "", shown_say(shown, "时刻", "time"));
    if (time->unknown) {
        buf_print(out, "%s\n", shown_say(shown, "不知道", "not known"));
        return;
    }
    shown_tell_times(time->range, time->ranges, out);
    begin_source(shown, out);
    shown_tell_time_source(shown, out);
    buf_byte(out, '\n');
}

static const char *term(const struct shown *shown, const struct terms *terms, int value)
{
    return shown_say(shown, terms->at[value].zh, terms->at[value].en);
}

static void print_day(const struct shown *shown, struct buf *out)
{
    const struct matter *matter = shown->matter;
    if (matter->has_day) {
        int dayclass = oracle_dayclass(shown->model, matter->day);
        buf_print(out, "%*s%s ", shown->indent, "", shown_say(shown, "日子", "day"));
        shown_tell_day(matter->day, out);
        buf_print(out, " %s %s\n", term(shown, &terms_weekday, civil_weekday(matter->day)),
                  dayclass == NONE ? shown_say(shown, "（日历还没有）", "(no calendar yet)")
                                   : term(shown, &terms_dayclass, dayclass));
    }
    for (int day = 0; day < 7; day++)
        if (matter->weekdays >> day & 1)
            buf_print(out, "%*s%s %s\n", shown->indent, "", shown_say(shown, "星期", "weekday"),
                      term(shown, &terms_weekday, day));
    if (matter->dayclass != NONE)
        buf_print(out, "%*s%s %s\n", shown->indent, "", shown_say(shown, "日类", "day class"),
                  term(shown, &terms_dayclass, matter->dayclass));
}

static void print_places(const struct shown *shown, struct buf *out)
{
    for (int i = 0; i < shown->matter->place_count; i++) {
        buf_print(out, "%*s%s %.*s", shown->indent, "", shown_say(shown, "区域", "area"),
                  VIEW_FMT(shown->model->areas.at[shown->matter->places[i]].name));
        begin_source(shown, out);
        shown_tell_place_source(shown, shown->matter->places[i], out);
        buf_byte(out, '\n');
    }
    if (shown->matter->place_unknown)
        buf_print(out, "%*s%s %s\n", shown->indent, "", shown_say(shown, "区域", "area"),
                  shown_say(shown, "不知道", "not known"));
}

void shown_known(const struct shown *shown, struct buf *out)
{
    const struct matter *matter = shown->matter;
    for (int i = 0; i < matter->fact_count; i++)
        print_fact(shown, &matter->facts[i], out);
    print_time(shown, out);
    print_day(shown, out);
    print_places(shown, out);
    buf_print(out, "%*s%s %s\n", shown->indent, "", shown_say(shown, "类型", "kind"),
              term(shown, &terms_kind, matter->kind));
    if (matter->channel != NONE)
        buf_print(out, "%*s%s %s\n", shown->indent, "", shown_say(shown, "渠道", "channel"),
                  terms_channel.at[matter->channel].en);
}
