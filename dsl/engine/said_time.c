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

/* Sorted, disjoint, not touching. Few are ever there, so it is emptied, handed on and filled in
 * place, and never copied whole. */
struct minutes {
    int n;
    bool said;
    struct minute_range range[SPAN_RANGES];
};

static void minutes_none(struct minutes *set)
{
    set->n = 0;
    set->said = false;
}

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

static void minutes_add_all(struct minutes *set, const struct minutes *more)
{
    for (int i = 0; i < more->n; i++)
        minutes_add(set, more->range[i]);
    set->said |= more->said;
}

static void minutes_both(const struct minutes *a, const struct minutes *b, struct minutes *both)
{
    minutes_none(both);
    both->said = true;
    for (int i = 0; i < a->n; i++)
        for (int k = 0; k < b->n; k++) {
            int from = a->range[i].from > b->range[k].from ? a->range[i].from : b->range[k].from;
            int to = a->range[i].to < b->range[k].to ? a->range[i].to : b->range[k].to;
            if (from < to)
                minutes_add(both, (struct minute_range){from, to});
        }
}

static void minutes_of_period(const struct rules *rules, int period, struct minutes *set)
{
    struct image_run run = image_periods(rules)[period].ranges;
    minutes_none(set);
    set->said = true;
    for (uint32_t i = 0; i < run.n; i++) {
        struct image_range range = image_ranges(rules)[run.at + i];
        minutes_add(set, (struct minute_range){range.from, range.to});
    }
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
static void minutes_of_periods(const struct rules *rules, const struct recognition *recognition,
                               struct minutes *set)
{
    struct minutes one, both, together;
    size_t count = spans_surely(recognition) ? 0 : recognition->evidence_count;
    minutes_none(set);
    minutes_none(&together);
    for (size_t i = 0; i < count; i++) {
        if (recognition->evidence[i].use != USE_PERIOD)
            continue;
        minutes_of_period(rules, recognition->evidence[i].index, &one);
        minutes_add_all(&together, &one);
        if (set->said) {
            minutes_both(set, &one, &both);
            set->n = 0;
        }
        minutes_add_all(set, set->said ? &both : &one);
    }
    if (!set->n)
        minutes_add_all(set, &together);
}

/* A clock time, or the one twelve hours later. */
static void add_clock(struct minutes *set, const struct when *when, bool later)
{
    int by = later ? MINUTES_A_DAY / 2 : 0;
    by -= when->range.from + by >= MINUTES_A_DAY ? MINUTES_A_DAY : 0;
    struct minute_range range = {when->range.from + by, when->range.to + by};
    if (range.to > MINUTES_A_DAY)
        minutes_add(set, (struct minute_range){0, range.to - MINUTES_A_DAY});
    range.to = range.to > MINUTES_A_DAY ? MINUTES_A_DAY : range.to;
    minutes_add(set, range);
    set->said = true;
}

static void minutes_of_clock(const struct recognition *recognition, struct minutes *set)
{
    minutes_none(set);
    for (size_t i = 0; i < recognition->time_count; i++)
        if (recognition->times[i].kind == WHEN_MINUTE)
            add_clock(set, &recognition->times[i], false);
}

/* From midnight to midnight leaves no hour to ask for. */
static bool is_whole_day(const struct minutes *set)
{
    return set->n == 1 && set->range[0].from == 0 && set->range[0].to == MINUTES_A_DAY;
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
    struct minutes periods, clock, both;
    if (!says_time(recognition))
        return false;
    minutes_of_periods(rules, recognition, &periods);
    minutes_of_clock(recognition, &clock);
    if (!periods.said && !clock.said)
        return false;
    minutes_both(&periods, &clock, &both);
    *time = time_known(!clock.said ? &periods : both.n ? &both : &clock, source);
    time->span = clock_spans(recognition) || (!clock.said && is_whole_day(&periods));
    return true;
}

static void minutes_known(const struct known_time *time, struct minutes *set)
{
    minutes_none(set);
    set->said = time->known;
    for (int i = 0; i < time->ranges; i++)
        minutes_add(set, time->range[i]);
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
    struct minutes both;
    int least = MINUTES_A_DAY;
    minutes_both(a, b, &both);
    if (both.n)
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
static void minutes_later(const struct recognition *recognition, struct minutes *set)
{
    minutes_none(set);
    for (size_t i = 0; i < recognition->time_count; i++)
        if (recognition->times[i].kind == WHEN_MINUTE)
            add_clock(set, &recognition->times[i], recognition->times[i].either);
}

/* Nothing but the hours is said, and twelve hours later they lie nearer to what was known. */
static bool means_later(const struct rules *rules, const struct recognition *recognition,
                        const struct minutes *before, const struct minutes *later)
{
    struct minutes periods, read;
    if (!later->n)
        return false;
    minutes_of_periods(rules, recognition, &periods);
    minutes_of_clock(recognition, &read);
    return !periods.said && minutes_apart(before, later) < minutes_apart(before, &read);
}

bool time_revealed(const struct rules *rules, const struct recognition *recognition,
                   struct known_time *time)
{
    struct known_time said;
    struct minutes before, later;
    if (!time_said(rules, recognition, FROM_WORDS, &said))
        return false;
    minutes_known(time, &before);
    *time = said;
    if (!before.n)
        return true;
    minutes_later(recognition, &later);
    if (!means_later(rules, recognition, &before, &later))
        return true;
    *time = time_known(&later, FROM_WORDS);
    time->span = said.span;
    return true;
}

/* ---- as an answer ---- */

/* The hours twelve later that may be meant, too. */
static void add_either(const struct recognition *recognition, struct minutes *set)
{
    for (size_t i = 0; i < recognition->time_count; i++)
        if (recognition->times[i].kind == WHEN_MINUTE && recognition->times[i].either)
            add_clock(set, &recognition->times[i], true);
}

/* "In the morning": who is asked when may name a period that has no word so short, for elsewhere it
 * would say too little. */
static bool time_named(const struct rules *rules, const struct recognition *recognition,
                       struct known_time *time)
{
    struct minutes named, one;
    minutes_none(&named);
    if (recognition->talk[TALK_DENY] != TALK_ABSENT)
        return false;
    for (int i = 0; i < image_periods_count(rules); i++) {
        if (view_find(recognition->text.text, rules_code(rules, NOUN_PERIOD, i)) == SIZE_MAX)
            continue;
        minutes_of_period(rules, i, &one);
        minutes_add_all(&named, &one);
    }
    *time = time_known(&named, FROM_ANSWER);
    time->span = is_whole_day(&named);
    return named.said;
}

bool time_answered(const struct rules *rules, const struct recognition *recognition,
                   struct known_time *time)
{
    struct known_time said;
    struct minutes before, answer, periods, clock, left;
    if (!time_said(rules, recognition, FROM_ANSWER, &said) &&
        !time_named(rules, recognition, &said))
        return false;
    minutes_known(time, &before);
    minutes_known(&said, &answer);
    minutes_of_periods(rules, recognition, &periods);
    minutes_of_clock(recognition, &clock);
    if (!periods.said)
        add_either(recognition, &answer);
    minutes_both(&before, &answer, &left);
    bool narrows = before.said && left.n;
    bool span = said.span || (narrows && time->span && !clock.said);
    *time = time_known(narrows ? &left : &answer, FROM_ANSWER);
    time->span = span;
    return true;
}
