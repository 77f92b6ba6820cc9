/* deadlines: by when a case is to be answered, and how that moment changes: another duty, half the
 * time when it is handled again, an extension, a pause.
 *
 * A deadline is computed from the rules' durations and calendar and the working hours of the unit,
 * never typed. The case keeps where its count began and for how long (due_from, due_within), each
 * event that sets a deadline keeps it too, so that every deadline can be followed day by day. A
 * pause keeps the minutes of work that are left and spends them from the day it ends. Where the
 * calendar of a year is missing, plain time serves. A new deadline forgets that the old one was
 * reminded of or missed. */
#include "gateway/turn/self.h"

enum { HALF = 500000, WHOLE = 1000000 };

static int clock_index(const struct turn *turn, const struct case_full *of)
{
    const struct rules *rules = &turn->rules->rules;
    int duty = of->line.duty.n ? rules_find(rules, NOUN_DUTY, of->line.duty) : NONE;
    int clock = duty == NONE ? NONE : rules_duty(rules, duty).clock;
    return clock == NONE ? rules_default_clock(rules) : clock;
}

struct clock_info deadline_clock(const struct turn *turn, const struct case_full *of)
{
    int clock = clock_index(turn, of);
    return clock == NONE ? (struct clock_info){0} : rules_clock(&turn->rules->rules, clock);
}

static int64_t plain_seconds(struct duration d)
{
    switch (d.measure) {
    case MEASURE_MINUTES:
        return (int64_t)d.count * 60;
    case MEASURE_HOURS:
        return (int64_t)d.count * 3600;
    case MEASURE_DAYS:
    case MEASURE_WORKDAYS:
        return (int64_t)d.count * 86400;
    case MEASURE_NONE:
        break;
    }
    return 0;
}

static int unit_of(const struct turn *turn, const struct case_full *of)
{
    return of->line.unit.n ? rules_find(&turn->rules->rules, NOUN_UNIT, of->line.unit) : NONE;
}

static bool is_urgent(const struct case_full *of)
{
    return (of->line.flags & CASE_URGENT) != 0;
}

int64_t deadline_after(const struct turn *turn, const struct case_full *of, struct duration within,
                       int64_t from)
{
    struct due due;
    bool known =
        due_compute(&turn->rules->rules, unit_of(turn, of), within, is_urgent(of), from, &due);
    return known ? due.at : from + plain_seconds(within);
}

int64_t deadline_ahead(const struct turn *turn, const struct case_full *of, struct duration ahead,
                       int64_t at)
{
    struct due due;
    bool known = due_before(&turn->rules->rules, unit_of(turn, of), ahead, is_urgent(of), at, &due);
    return known ? due.at : at - plain_seconds(ahead);
}

int64_t deadline_reopen(const struct turn *turn, const struct case_full *of)
{
    static const struct duration month = {30, MEASURE_DAYS};
    struct duration within = deadline_clock(turn, of).reopen;
    return deadline_after(turn, of, within.count ? within : month, of->since);
}

static void set(struct case_full *full, int64_t from, struct duration within, int64_t due)
{
    full->line.due = due;
    full->due_from = from;
    full->due_within = within;
    full->line.flags &= ~(unsigned)(CASE_REMINDED | CASE_OVERDUE | CASE_ESCALATED);
}

/* How long the case's duty may take, else its clock. */
static struct duration within_of(const struct turn *turn, const struct case_full *of)
{
    const struct rules *rules = &turn->rules->rules;
    int duty = of->line.duty.n ? rules_find(rules, NOUN_DUTY, of->line.duty) : NONE;
    struct duration within = duty == NONE ? (struct duration){0} : rules_duty(rules, duty).within;
    return within.count ? within : deadline_clock(turn, of).handle;
}

void deadline_begin(const struct turn *turn, struct case_full *full)
{
    struct duration within = within_of(turn, full);
    if (within.count)
        set(full, turn->now, within, deadline_after(turn, full, within, turn->now));
}

void deadline_note_filed(const struct turn *turn, struct case_full *full)
{
    full->due_from = turn->now;
    full->due_within = within_of(turn, full);
    if (!full->line.due) /* nothing was promised: the desk keeps a deadline all the same */
        deadline_begin(turn, full);
}

static struct duration scaled(struct duration within, int ratio)
{
    int64_t whole = (int64_t)within.count * ratio, minutes = plain_seconds(within) / 60;
    if (within.measure == MEASURE_WORKDAYS && whole % WHOLE == 0)
        return (struct duration){(int)(whole / WHOLE), MEASURE_WORKDAYS};
    return (struct duration){(int)((minutes * ratio + WHOLE - 1) / WHOLE), MEASURE_MINUTES};
}

/* What a part of the time is in minutes: a working day counts what the unit works on it. */
static struct duration part_of(const struct turn *turn, const struct case_full *full,
                               struct duration within, int ratio)
{
    struct duration part = scaled(within, ratio);
    int64_t seconds, end = deadline_after(turn, full, within, turn->now);
    if (within.measure != MEASURE_WORKDAYS || part.measure == MEASURE_WORKDAYS)
        return part;
    if (!due_work(&turn->rules->rules, unit_of(turn, full), is_urgent(full), turn->now, end,
                  &seconds))
        return part;
    int64_t minutes = (seconds / 60 * ratio + WHOLE - 1) / WHOLE;
    return (struct duration){(int)minutes, MEASURE_MINUTES};
}

void deadline_redo(const struct turn *turn, struct case_full *full)
{
    struct clock_info info = deadline_clock(turn, full);
    struct duration within = within_of(turn, full);
    if (!within.count)
        within =
            (struct duration){(int)((full->line.due - full->line.filed) / 60), MEASURE_MINUTES};
    struct duration part = part_of(turn, full, within, info.redo_ratio ? info.redo_ratio : HALF);
    int64_t due = deadline_after(turn, full, part, turn->now);
    int64_t least = deadline_after(turn, full, info.redo_floor, turn->now);
    bool floor = info.redo_floor.count && least > due;
    set(full, turn->now, floor ? info.redo_floor : part, floor ? least : due);
}

void deadline_extend(const struct turn *turn, struct case_full *full)
{
    struct duration more = deadline_clock(turn, full).extend;
    int64_t from = full->line.due;
    set(full, from, more, deadline_after(turn, full, more, from));
}

void deadline_stop(const struct turn *turn, struct case_full *full)
{
    int64_t seconds = full->line.due - turn->now;
    if (!due_work(&turn->rules->rules, unit_of(turn, full), is_urgent(full), turn->now,
                  full->line.due, &seconds) ||
        seconds < 0)
        seconds = 0;
    full->work_left = full->line.due ? (seconds + 59) / 60 : 0;
}

void deadline_go(const struct turn *turn, struct case_full *full)
{
    struct duration left = {(int)full->work_left, MEASURE_MINUTES};
    if (full->work_left)
        set(full, turn->now, left, deadline_after(turn, full, left, turn->now));
    full->work_left = 0;
}
