/* said_time: what one text says of the time of day: by periods (晚上), by clock times (八九点), as
 * an answer to the question for it, or beside what was known before (matter.h, rule 4).
 *
 * Times are sets of at most a few ranges, sorted and disjoint. Intersection, union and distance
 * work on the boundaries alone, minute tables are left to the reference interpreter.
 *
 * An hour that names no half of the day is the hard part. Alone it is read on the 24-hour clock; as
 * an answer it may be either; beside something known it is the one that lies nearer, for who said
 * "in the evening" and then "eight or nine, rather" means the evening still. */
#include "dsl/engine/said.h"

#include "dsl/engine/layout.h"

enum { SPAN_RANGES = 32 };

/* Sorted, disjoint, not touching. */
struct minutes {
    struct minute_range range[SPAN_RANGES];
    int n;
    bool said;
};

static void minutes_add(struct minutes *set, struct minute_range range)
{
    int at = 0, last;
    while (at < set->n && set->range[at].to < range.from)
        at++;
    for (last = at; last < set->n && set->range[last].from <= range.to; last++) {
        if (set->range[last].from < range.from)
            range.from = set->range[last].from;
        if (set->range[last].to > range.to)
            range.to = set->range[last].to;
    }
    if (last == at && set->n == SPAN_RANGES)
        return;
    memmove(&set->range[at + 1], &set->range[last], (size_t)(set->n - last) * sizeof set->range[0]);
    set->n += 1 - (last - at);
    set->range[at] = range;
}

static struct minutes minutes_both(const struct minutes *a, const struct minutes *b)
{
    struct minutes both = {.said = true};
    for (int i = 0; i < a->n; i++)
        for (int k = 0; k < b->n; k++) {
            int from = a->range[i].from > b->range[k].from ? a->range[i].from : b->range[k].from;
            int to = a->range[i].to < b->range[k].to ? a->range[i].to : b->range[k].to;
            if (from < to)
                minutes_add(&both, (struct minute_range){from, to});
        }
    return both;
}

static struct minutes minutes_of_period(const struct rules *rules, int period)
{
    struct image_run run = image_periods(rules)[period].ranges;
    struct minutes set = {.said = true};
    for (uint32_t i = 0; i < run.n; i++) {
        struct image_range range = image_ranges(rules)[run.at + i];
        minutes_add(&set, (struct minute_range){range.from, range.to});
    }
    return set;
}

/* From one hour to another, both halves of the day known: the periods beside them (早上, 晚上) are
 * what says so, and say no more. */
static bool spans_surely(const struct recognition *recognition)
{
    bool spans = false;
    for (size_t i = 0; i < recognition->time_count; i++) {
        const struct when *when = &recognition->times[i];
        if (when->kind != WHEN_MINUTE)
            continue;
        if (!when->span || when->either)
            return false;
        spans = true;
    }
    return spans;
}

/* What the periods that were seen have in common; all together where they have nothing. */
static struct minutes minutes_of_periods(const struct rules *rules,
                                         const struct recognition *recognition)
{
    struct minutes common = {0}, together = {0};
    for (size_t i = 0; i < recognition->evidence_count && !spans_surely(recognition); i++) {
        if (recognition->evidence[i].use != USE_PERIOD)
            continue;
        struct minutes one = minutes_of_period(rules, recognition->evidence[i].index);
        common = common.said ? minutes_both(&common, &one) : one;
        for (int k = 0; k < one.n; k++)
            minutes_add(&together, one.range[k]);
        together.said = true;
    }
    return common.n ? common : together;
}

/* A clock time, or the one twelve hours later. */
static void add_clock(struct minutes *set, const struct when *when, bool later)
{
    int by = later ? MINUTES_A_DAY / 2 : 0;
    struct minute_range range = {when->range.from + by, when->range.to + by};
    if (range.to > MINUTES_A_DAY)
        minutes_add(set, (struct minute_range){0, range.to - MINUTES_A_DAY});
    range.to = range.to > MINUTES_A_DAY ? MINUTES_A_DAY : range.to;
    minutes_add(set, range);
    set->said = true;
}

static struct minutes minutes_of_clock(const struct recognition *recognition)
{
    struct minutes set = {0};
    for (size_t i = 0; i < recognition->time_count; i++)
        if (recognition->times[i].kind == WHEN_MINUTE)
            add_clock(&set, &recognition->times[i], false);
    return set;
}

static bool clock_spans(const struct recognition *recognition)
{
    for (size_t i = 0; i < recognition->time_count; i++)
        if (recognition->times[i].kind == WHEN_MINUTE && recognition->times[i].span)
            return true;
    return false;
}

static struct known_time time_known(const struct minutes *set, enum known_source source)
{
    struct known_time time = {.known = true, .source = source};
    const int most = (int)(sizeof time.range / sizeof *time.range);
    for (; time.ranges < set->n && time.ranges < most; time.ranges++)
        time.range[time.ranges] = set->range[time.ranges];
    return time;
}

/* Most texts say nothing of it. */
static bool says_time(const struct recognition *recognition)
{
    bool says = recognition->time_count > 0;
    for (size_t i = 0; i < recognition->evidence_count; i++)
        says |= recognition->evidence[i].use == USE_PERIOD;
    return says;
}

/* By periods and clock times; false: nothing is said. */
static bool time_said(const struct rules *rules, const struct recognition *recognition,
                      enum known_source source, struct known_time *time)
{
    if (!says_time(recognition))
        return false;
    struct minutes periods = minutes_of_periods(rules, recognition);
    struct minutes clock = minutes_of_clock(recognition);
    if (!periods.said && !clock.said)
        return false;
    struct minutes all = periods;
    if (clock.said) {
        struct minutes both = minutes_both(&periods, &clock);
        all = both.n ? both : clock;
    }
    *time = time_known(&all, source);
    time->span = clock_spans(recognition);
    return true;
}

static struct minutes minutes_known(const struct known_time *time)
{
    struct minutes set = {.said = time->known};
    for (int i = 0; i < time->ranges; i++)
        minutes_add(&set, time->range[i]);
    return set;
}

/* ---- beside what was known ---- */

/* From the last minute of a to the first of b. */
static int minutes_between(struct minute_range a, struct minute_range b)
{
    return (b.from - (a.to - 1) + MINUTES_A_DAY) % MINUTES_A_DAY;
}

/* How far apart two sets lie around the clock; 0: they share a minute. */
static int minutes_apart(const struct minutes *a, const struct minutes *b)
{
    int least = MINUTES_A_DAY;
    if (minutes_both(a, b).n)
        return 0;
    for (int i = 0; i < a->n; i++)
        for (int k = 0; k < b->n; k++) {
            int after = minutes_between(a->range[i], b->range[k]);
            int before = minutes_between(b->range[k], a->range[i]);
            int nearer = after < before ? after : before;
            least = nearer < least ? nearer : least;
        }
    return least;
}

/* As the clock times are read, with those that name no half of the day twelve hours later. */
static struct minutes minutes_later(const struct recognition *recognition)
{
    struct minutes set = {0};
    for (size_t i = 0; i < recognition->time_count; i++)
        if (recognition->times[i].kind == WHEN_MINUTE)
            add_clock(&set, &recognition->times[i], recognition->times[i].either);
    return set;
}

bool time_revealed(const struct rules *rules, const struct recognition *recognition,
                   struct known_time *time)
{
    struct known_time said;
    if (!time_said(rules, recognition, FROM_WORDS, &said))
        return false;
    struct minutes before = minutes_known(time), read = minutes_of_clock(recognition);
    struct minutes later = minutes_later(recognition);
    *time = said;
    if (!before.n || !later.n || minutes_of_periods(rules, recognition).said ||
        minutes_apart(&before, &later) >= minutes_apart(&before, &read))
        return true;
    *time = time_known(&later, FROM_WORDS);
    time->span = said.span;
    return true;
}

/* ---- as an answer ---- */

/* With the hours twelve later that may be meant, too. */
static struct minutes minutes_either(const struct recognition *recognition, struct minutes set)
{
    for (size_t i = 0; i < recognition->time_count; i++)
        if (recognition->times[i].kind == WHEN_MINUTE && recognition->times[i].either)
            add_clock(&set, &recognition->times[i], true);
    return set;
}

bool time_answered(const struct rules *rules, const struct recognition *recognition,
                   struct known_time *time)
{
    struct known_time said;
    if (!time_said(rules, recognition, FROM_ANSWER, &said))
        return false;
    struct minutes before = minutes_known(time), answer = minutes_known(&said);
    if (!minutes_of_periods(rules, recognition).said)
        answer = minutes_either(recognition, answer);
    struct minutes left = minutes_both(&before, &answer);
    bool narrows = before.said && left.n;
    bool span = said.span || (narrows && time->span && !minutes_of_clock(recognition).said);
    *time = time_known(narrows ? &left : &answer, FROM_ANSWER);
    time->span = span;
    return true;
}
