/* due_words: why an answer is due when it is.
 *
 * A case keeps what its deadline was computed from: a beginning and a duration. The computation is
 * made once more; where it gives the deadline that stands in the case it is told: so many days from
 * then on, and which days in between did not count. Where the deadline was moved by something else
 * (a pause, an extension) nothing wrong is told: the page shows the time alone, and the list of
 * what happened shows what moved it. */
#include "dsl/engine/decide.h"
#include "gateway/site/progress.h"

enum { DAYS_TOLD = 400, SKIPPED_TOLD = 24 };

struct counted {
    int64_t start;
    struct duration within;
    bool urgent;
};

/* What the case keeps, or what the rules give its duty. */
static struct duration within_of(const struct site_call *call, const struct case_full *full)
{
    struct view code = full->line.duty;
    int duty = code.n ? rules_find(call->rules, NOUN_DUTY, code) : NONE;
    int clock = duty == NONE ? NONE : rules_duty(call->rules, duty).clock;
    clock = clock == NONE ? rules_default_clock(call->rules) : clock;
    if (full->due_within.count)
        return full->due_within;
    struct duration within =
        duty == NONE ? (struct duration){0} : rules_duty(call->rules, duty).within;
    return within.count || clock == NONE ? within : rules_clock(call->rules, clock).handle;
}

static bool find_count(const struct site_call *call, const struct progress *progress,
                       struct counted *out)
{
    const struct case_full *full = &progress->full;
    struct due due;
    if (!call->rules || !full->line.due)
        return false;
    int unit = full->line.unit.n ? rules_find(call->rules, NOUN_UNIT, full->line.unit) : NONE;
    *out = (struct counted){full->due_from ? full->due_from : full->line.filed,
                            within_of(call, full), (full->line.flags & CASE_URGENT) != 0};
    return out->within.count &&
           due_compute(call->rules, unit, out->within, out->urgent, out->start, &due) &&
           due.at == full->line.due;
}

bool due_is_plain(const struct site_call *call, const struct progress *progress)
{
    struct counted counted;
    return find_count(call, progress, &counted);
}

static enum site_word measure_word(enum measure measure)
{
    switch (measure) {
    case MEASURE_MINUTES:
        return WORD_due_minutes;
    case MEASURE_HOURS:
        return WORD_due_hours;
    case MEASURE_WORKDAYS:
        return WORD_due_workdays;
    case MEASURE_DAYS:
    case MEASURE_NONE:
        break;
    }
    return WORD_due_days;
}

static bool by_the_hour(enum measure measure)
{
    return measure == MEASURE_HOURS || measure == MEASURE_MINUTES;
}

static void put_skipped(struct site_call *call, civil_day from, civil_day to)
{
    int told = 0;
    for (civil_day day = from; day <= to && day - from < DAYS_TOLD && told < SKIPPED_TOLD; day++) {
        int kind = calendar_class(call->rules, day);
        if (kind != DAY_OFF && kind != DAY_HOLIDAY)
            continue;
        if (told++)
            put(call, call->language == LANGUAGE_EN ? ", " : "、");
        else
            put_word(call, WORD_due_skipped);
        put_day(call, civil_seconds((struct civil_time){day, 0, 0}, CHINA_OFFSET_MINUTES));
        put(call, call->language == LANGUAGE_EN ? " (" : "（");
        put_word(call, kind == DAY_HOLIDAY ? WORD_due_holiday : WORD_due_rest);
        put(call, call->language == LANGUAGE_EN ? ")" : "）");
    }
}

/* Saturdays and Sundays on which people work because the calendar says so. */
static bool has_working_weekend(const struct site_call *call, civil_day from, civil_day to)
{
    for (civil_day day = from; day <= to && day - from < DAYS_TOLD; day++)
        if (civil_weekday(day) >= 5 && calendar_class(call->rules, day) == DAY_WORK)
            return true;
    return false;
}

void due_explain(struct site_call *call, const struct progress *progress)
{
    struct counted counted;
    if (!find_count(call, progress, &counted))
        return;
    civil_day from = civil_local(counted.start, CHINA_OFFSET_MINUTES).day;
    civil_day to = civil_local(progress->full.line.due - 1, CHINA_OFFSET_MINUTES).day;
    bool hours = by_the_hour(counted.within.measure);
    put_word(call, WORD_due_from);
    put_moment(call, counted.start);
    put_word(call, WORD_due_count);
    put_number(call, counted.within.count);
    put(call, " ");
    put_word(call, measure_word(counted.within.measure));
    if (hours)
        put_word(call, counted.urgent ? WORD_due_urgent : WORD_due_working);
    if (counted.within.measure != MEASURE_DAYS && !(hours && counted.urgent))
        put_skipped(call, from, to);
    put(call, call->language == LANGUAGE_EN ? "." : "。");
    if (counted.within.measure == MEASURE_WORKDAYS && has_working_weekend(call, from, to))
        put_word(call, WORD_due_working_off);
}
