/* said_time: the time of day that a text says (rule 4 of matter.h), new, or as an answer. Times are
 * a table of 1,440 minutes: what periods say, what clock times say, and the two together are
 * operations on that table; ranges are made of it only at the end. */
#include "dsl/oracle/oracle.h"

struct minutes {
    bool in[MINUTES_A_DAY];
    bool said;
};

static bool any_minute(const struct minutes *minutes)
{
    for (int i = 0; i < MINUTES_A_DAY; i++)
        if (minutes->in[i])
            return true;
    return false;
}

static bool period_holds(const struct period *period, int minute)
{
    for (size_t i = 0; i < period->ranges.n; i++)
        if (minute >= period->ranges.at[i].from && minute < period->ranges.at[i].to)
            return true;
    return false;
}

static bool says_period(const struct oracle_reading *reading, int period)
{
    for (size_t i = 0; i < reading->evidence.n; i++)
        if (reading->evidence.at[i].use == ORACLE_PERIOD && reading->evidence.at[i].index == period)
            return true;
    return false;
}

/* Hours from one to another, and of no other hour is it open whether it is before noon. */
static bool is_whole_span(const struct oracle_reading *reading)
{
    size_t hours = 0, sure = 0;
    for (size_t t = 0; t < reading->time_count; t++) {
        const struct when *when = &reading->times[t];
        hours += when->kind == WHEN_MINUTE;
        sure += when->kind == WHEN_MINUTE && when->span && !when->either;
    }
    return hours && hours == sure;
}

/* What the periods that were seen have in common; all of them together if they have nothing. */
static struct minutes minutes_of_periods(const struct model *model,
                                         const struct oracle_reading *reading)
{
    struct minutes common = {0}, together = {0};
    for (size_t p = 0; p < model->periods.n; p++) {
        if (!says_period(reading, (int)p) || is_whole_span(reading))
            continue;
        for (int i = 0; i < MINUTES_A_DAY; i++) {
            bool in = period_holds(&model->periods.at[p], i);
            common.in[i] = in && (common.in[i] || !common.said);
            together.in[i] = together.in[i] || in;
        }
        common.said = together.said = true;
    }
    return any_minute(&common) ? common : together;
}

static struct minutes minutes_of_clock(const struct oracle_reading *reading)
{
    struct minutes minutes = {0};
    for (size_t t = 0; t < reading->time_count; t++) {
        const struct when *when = &reading->times[t];
        if (when->kind != WHEN_MINUTE)
            continue;
        minutes.said = true;
        for (int i = when->range.from; i < when->range.to && i < MINUTES_A_DAY; i++)
            minutes.in[i] = true;
    }
    return minutes;
}

static struct minutes minutes_of_both(const struct minutes *periods, const struct minutes *clock)
{
    struct minutes both = {.said = true};
    for (int i = 0; i < MINUTES_A_DAY; i++)
        both.in[i] = periods->in[i] && clock->in[i];
    return any_minute(&both) ? both : *clock;
}

static struct known_time time_of(const struct minutes *minutes, enum known_source source)
{
    struct known_time time = {.known = true, .source = source};
    const int most = (int)(sizeof time.range / sizeof *time.range);
    for (int i = 0; i < MINUTES_A_DAY; i++) {
        if (!minutes->in[i])
            continue;
        if (i > 0 && minutes->in[i - 1])
            time.range[time.ranges - 1].to = i + 1;
        else if (time.ranges < most)
            time.range[time.ranges++] = (struct minute_range){i, i + 1};
        else
            break;
    }
    return time;
}

static bool spans(const struct oracle_reading *reading)
{
    bool spans = false;
    for (size_t t = 0; t < reading->time_count; t++)
        spans = spans || reading->times[t].span;
    return spans;
}

static bool every_minute(const struct minutes *minutes)
{
    for (int i = 0; i < MINUTES_A_DAY; i++)
        if (!minutes->in[i])
            return false;
    return true;
}

static struct minutes minutes_known(const struct known_time *known)
{
    struct minutes minutes = {.said = known->known};
    for (int r = 0; r < known->ranges; r++)
        for (int i = known->range[r].from; i < known->range[r].to; i++)
            minutes.in[i] = true;
    return minutes;
}

bool oracle_name_time(const struct model *model, const struct oracle_reading *reading,
                      struct known_time *said)
{
    struct minutes named = {0};
    for (size_t p = 0; p < model->periods.n && !reading->talk[TALK_DENY]; p++) {
        if (view_find(reading->text.text, model->periods.at[p].name) == SIZE_MAX)
            continue;
        named.said = true;
        for (int i = 0; i < MINUTES_A_DAY; i++)
            named.in[i] = named.in[i] || period_holds(&model->periods.at[p], i);
    }
    if (!named.said)
        return false;
    *said = time_of(&named, FROM_WORDS);
    said->span = every_minute(&named);
    return true;
}

/* What a typed answer says, beside what was known of the time before. */
void oracle_answer_time(const struct model *model, const struct oracle_reading *reading,
                        const struct known_time *known, struct known_time *said)
{
    struct minutes meant = minutes_known(said), before = minutes_known(known), left = {0};
    bool period = minutes_of_periods(model, reading).said;
    bool clock = minutes_of_clock(reading).said;
    for (size_t t = 0; t < reading->time_count && !period; t++)
        for (int i = 0; reading->times[t].either && i < MINUTES_A_DAY; i++)
            if (i >= reading->times[t].range.from && i < reading->times[t].range.to)
                meant.in[(i + MINUTES_A_DAY / 2) % MINUTES_A_DAY] = true;
    for (int i = 0; i < MINUTES_A_DAY; i++)
        left.in[i] = before.in[i] && meant.in[i];
    bool narrowed = any_minute(&left);
    bool span = said->span || (!clock && narrowed && known->span);
    *said = time_of(narrowed ? &left : &meant, FROM_ANSWER);
    said->span = span;
}

/* The steps around the clock, either way, from a minute of the one to the nearest of the other. */
static int steps_apart(const struct minutes *a, const struct minutes *b)
{
    for (int steps = 0; steps < MINUTES_A_DAY; steps++)
        for (int i = 0; i < MINUTES_A_DAY; i++)
            if (a->in[i] && (b->in[(i + steps) % MINUTES_A_DAY] ||
                             b->in[(i + MINUTES_A_DAY - steps) % MINUTES_A_DAY]))
                return steps;
    return MINUTES_A_DAY;
}

/* Twelve hours later where the text leaves it open and what was known lies nearer to that. */
static struct minutes nearer_half(const struct oracle_reading *reading, const struct minutes *read,
                                  const struct known_time *known)
{
    struct minutes later = {.said = true}, before = minutes_known(known);
    if (!any_minute(&before))
        return *read;
    for (size_t t = 0; t < reading->time_count; t++) {
        const struct when *when = &reading->times[t];
        int shift = when->either ? MINUTES_A_DAY / 2 : 0;
        for (int i = when->range.from; when->kind == WHEN_MINUTE && i < when->range.to; i++)
            later.in[(i + shift) % MINUTES_A_DAY] = true;
    }
    return steps_apart(&before, &later) < steps_apart(&before, read) ? later : *read;
}

bool oracle_reveal_time(const struct model *model, struct matter *matter,
                        const struct oracle_reading *reading)
{
    struct minutes periods = minutes_of_periods(model, reading);
    struct minutes clock = minutes_of_clock(reading);
    if (!periods.said && !clock.said)
        return false;
    struct minutes minutes = !clock.said     ? periods
                             : !periods.said ? nearer_half(reading, &clock, &matter->time)
                                             : minutes_of_both(&periods, &clock);
    matter->time = time_of(&minutes, FROM_WORDS);
    matter->time.span = spans(reading) || (!clock.said && every_minute(&periods));
    return true;
}
