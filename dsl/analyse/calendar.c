/* calendar: until when deadlines can be computed. Working days are counted in the calendar's years;
 * a case that comes in late December needs the next year's, which the State Council announces in
 * November. So for every deadline in use the first day is sought on which it can no longer be
 * computed; the earliest of them is told, with the number of duties that fail on that day.
 *
 * It is a finding when that day is near (or past), and information until then: the same rules are
 * sound in June and due for a calendar in December. */
#include "dsl/analyse/charges.h"

enum { NEAR_DAYS = 30, TEN_OCLOCK = 600 };

/* Can the deadline, and its extension, be computed for a case of that day? */
static bool computes(struct ground *ground, int duty, civil_day day)
{
    const struct model *model = ground->model;
    int clock = charges_duty_clock(model, duty), missing = 0;
    bool urgent = model->duties.at[duty].urgent;
    struct duration within = charges_within(model, duty);
    int64_t start = civil_seconds((struct civil_time){day, TEN_OCLOCK, 0}, CHINA_OFFSET_MINUTES);
    int64_t due = start, extended;
    if (!within.count)
        return true;
    arena_reset(&ground->scratch);
    if (!oracle_due(model, NONE, &ground->scratch, within, urgent, start, &due, &missing, NULL))
        return false;
    return clock == NONE || !model->clocks.at[clock].extend.count ||
           oracle_due(model, NONE, &ground->scratch, model->clocks.at[clock].extend, urgent, due,
                      &extended, &missing, NULL);
}

/* The first day from `from` on that does not compute; `end` if all before do. */
static civil_day first_failure(struct ground *ground, int duty, civil_day from, civil_day end)
{
    if (!computes(ground, duty, from))
        return from;
    while (end - from > 1) {
        civil_day middle = from + (end - from) / 2;
        if (computes(ground, duty, middle))
            from = middle;
        else
            end = middle;
    }
    return end;
}

/* Is there an earlier duty with the same deadline and clock? Then it has been looked at. */
static bool looked_at(const struct model *model, int duty, const int *last, int kinds)
{
    const struct duty *self = &model->duties.at[duty];
    for (int i = 0; i < kinds; i++) {
        const struct duty *other = &model->duties.at[last[i]];
        if (self->urgent == other->urgent && self->clock == other->clock &&
            self->within.count == other->within.count &&
            self->within.measure == other->within.measure)
            return true;
    }
    return false;
}

static bool needs_calendar(struct duration duration)
{
    return duration.measure == MEASURE_WORKDAYS || duration.measure == MEASURE_HOURS ||
           duration.measure == MEASURE_MINUTES || duration.measure == MEASURE_DAYS;
}

static struct view date_text(struct ground *ground, civil_day day)
{
    struct civil date = civil_from_day(day);
    return ground_text(ground, "%04d-%02d-%02d", date.year, date.month, date.day);
}

static void report(struct ground *ground, int duty, civil_day day, size_t failing)
{
    const struct model *model = ground->model;
    const struct table *table = &ground->tables[model->duties.at[duty].category];
    size_t at = (size_t)ground->position[duty];
    const struct piece *piece = &table->shapes[at].pieces.at[table->shapes[at].pieces.n - 1];
    struct finding finding =
        ground_finding(ground, ANALYSE_CALENDAR, NONE, ground_duty_span(ground, duty));
    struct view from = date_text(ground, day);
    struct duration within = charges_within(model, duty);
    finding.note = day > ground->wish->today + NEAR_DAYS;
    finding.duties[0] = duty;
    finding.owner = model->duties.at[duty].owner;
    if (!ground_room(ground, &finding))
        return;
    struct buf length;
    buf_init(&length, 256);
    oracle_tell_duration(within, DIAG_ZH, &length);
    struct view zh = buf_keep(&length, ground->arena);
    buf_clear(&length);
    oracle_tell_duration(within, DIAG_EN, &length);
    struct view en = buf_keep(&length, ground->arena);
    buf_free(&length);
    finding.what = ground_both(
        ground,
        ground_text(
            ground, "%.*s 起收到的诉求，日历算不出 %zu 项的到期（连同延期），最先是 %.*s：%.*s",
            VIEW_FMT(from), failing, VIEW_FMT(ground_duty(ground, duty, DIAG_ZH)), VIEW_FMT(zh)),
        ground_text(ground,
                    "from %.*s on the calendar does not reach the deadlines (with extension) of "
                    "%zu duties, first %.*s: %.*s",
                    VIEW_FMT(from), failing, VIEW_FMT(ground_duty(ground, duty, DIAG_EN)),
                    VIEW_FMT(en)));
    finding.fix = ground_both(
        ground, ground_text(ground, "写下一年的日历：日历 %d { … }", civil_from_day(day).year + 1),
        ground_text(ground, "write the next year's: 日历 calendar %d { ... }",
                    civil_from_day(day).year + 1));
    struct charge charge = {1, table->category, duty, piece->target, piece->boxes};
    struct given_case found;
    int unit = piece->target.unit;
    for (size_t u = 0; unit == NONE && u < model->units.n; u++)
        if (model->units.at[u].role == piece->target.role)
            unit = (int)u;
    if (unit != NONE && charge_case(ground, &charge, unit, &found)) {
        found.has_now = true;
        found.now = (struct civil_time){day, TEN_OCLOCK, 0};
        finding.test = case_test(
            ground, &found, ground_text(ground, "日历 %.*s", VIEW_FMT(model->duties.at[duty].code)),
            finding.what);
    }
    ground_add(ground, &finding);
}

void calendar_find(struct ground *ground)
{
    const struct model *model = ground->model;
    if (!model->calendar.n)
        return;
    const struct calendar_year *last = &model->calendar.at[model->calendar.n - 1];
    civil_day end = last->first + last->days, first = model->calendar.at[0].first;
    civil_day from = ground->wish->today > first ? ground->wish->today : first, earliest = end;
    int *kinds = ARENA_ARRAY(ground->arena, model->duties.n + 1, int), n = 0, worst = NONE;
    size_t failing = 0;
    for (int d = 0; d < (int)model->duties.n; d++) {
        if (!needs_calendar(charges_within(model, d)) || looked_at(model, d, kinds, n))
            continue;
        kinds[n++] = d;
        civil_day fails = first_failure(ground, d, from, end);
        if (fails < earliest || (fails == from && worst == NONE)) {
            earliest = fails;
            worst = d;
        }
    }
    for (int d = 0; worst != NONE && d < (int)model->duties.n; d++)
        failing += !computes(ground, d, earliest);
    if (worst != NONE)
        report(ground, worst, earliest, failing);
}
