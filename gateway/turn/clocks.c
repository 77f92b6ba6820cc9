/* clocks: what time does to a case: a reminder before it is due, a mark when it is overdue, closing
 * when nobody rates the answer, half the time when it is handled again.
 *
 * A case carries the time its clock strikes next; the turn looks when the earliest one is due. A
 * strike is an input like any other, with a savepoint and a place in the crash marker. Deadlines
 * come from the rules' clock and calendar; where the calendar of a year is missing, plain time
 * since filing serves. */
#include "gateway/turn/self.h"

enum { RATING_SECONDS = 7 * 86400, STRIKES_MAX = 100 };

static int clock_of(const struct turn *turn, const struct case_full *of)
{
    const struct rules *rules = &turn->rules->rules;
    int duty = of->line.duty.n ? rules_find(rules, NOUN_DUTY, of->line.duty) : NONE;
    int clock = duty == NONE ? NONE : rules_duty(rules, duty).clock;
    return clock == NONE ? rules_default_clock(rules) : clock;
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

static bool waits_for_unit(enum case_state state)
{
    return state == CASE_RECEIVED || state == CASE_DISPATCHED || state == CASE_SIGNED ||
           state == CASE_RETURNED || state == CASE_REDO || state == CASE_SUPERVISED;
}

int64_t clock_next(const struct turn *turn, const struct case_full *of)
{
    if (of->line.state == CASE_ANSWERED)
        return turn->now + RATING_SECONDS;
    if (!of->line.due || !waits_for_unit(of->line.state))
        return 0;
    int clock = clock_of(turn, of);
    int64_t ahead =
        clock == NONE ? 0 : plain_seconds(rules_clock(&turn->rules->rules, clock).remind);
    int64_t reminder = of->line.due - ahead;
    if (ahead && reminder > turn->now)
        return reminder;
    return of->line.due > turn->now ? of->line.due : 0;
}

static struct duration scaled(struct duration within, int ratio)
{
    int64_t minutes = plain_seconds(within) / 60;
    if (within.measure == MEASURE_WORKDAYS && (int64_t)within.count * ratio % 1000000 == 0)
        return (struct duration){(int)((int64_t)within.count * ratio / 1000000), MEASURE_WORKDAYS};
    return (struct duration){(int)(minutes * ratio / 1000000), MEASURE_MINUTES};
}

static struct clock_info clock_info_of(const struct turn *turn, const struct case_full *of)
{
    int clock = clock_of(turn, of);
    return clock == NONE ? (struct clock_info){0} : rules_clock(&turn->rules->rules, clock);
}

/* How long the case's duty may take, else its clock. */
static struct duration within_of(const struct turn *turn, const struct case_full *of)
{
    const struct rules *rules = &turn->rules->rules;
    int duty = of->line.duty.n ? rules_find(rules, NOUN_DUTY, of->line.duty) : NONE;
    struct duration within = duty == NONE ? (struct duration){0} : rules_duty(rules, duty).within;
    return within.count ? within : clock_info_of(turn, of).handle;
}

int64_t clock_handle(const struct turn *turn, const struct case_full *of)
{
    struct duration within = within_of(turn, of);
    struct due due;
    bool urgent = (of->line.flags & CASE_URGENT) != 0;
    if (!within.count || !due_compute(&turn->rules->rules, within, urgent, turn->now, &due))
        return of->line.due;
    return due.at;
}

int64_t clock_redo(const struct turn *turn, const struct case_full *of)
{
    const struct rules *rules = &turn->rules->rules;
    struct clock_info info = clock_info_of(turn, of);
    struct duration within = within_of(turn, of);
    int ratio = info.redo_ratio ? info.redo_ratio : 500000;
    struct due due, least;
    bool urgent = (of->line.flags & CASE_URGENT) != 0;
    if (!within.count || !due_compute(rules, scaled(within, ratio), urgent, turn->now, &due))
        due.at = turn->now + (of->line.due - of->line.filed) / 2;
    if (info.redo_floor.count && due_compute(rules, info.redo_floor, urgent, turn->now, &least) &&
        least.at > due.at)
        due.at = least.at;
    return due.at;
}

/* ---- striking ---- */

static enum store_error note(struct turn *turn, struct case_full *of, int what)
{
    struct case_event event = {.case_id = of->line.id,
                               .at = turn->now,
                               .move = what,
                               .state = of->line.state,
                               .mover = BY_SYSTEM,
                               .unit = of->line.unit};
    of->next_at = clock_next(turn, of);
    enum store_error error = cases_update(turn->store, of);
    return error == STORE_OK ? cases_add_event(turn->store, of, &event) : error;
}

static enum store_error close_unrated(struct turn *turn, int64_t case_id)
{
    enum move_result result;
    struct desk_move move = {.case_id = case_id,
                             .move = MOVE_CLOSE,
                             .mover = BY_SYSTEM,
                             .unit = VIEW(""),
                             .text = VIEW("")};
    return move_work(turn, &move, &result);
}

enum store_error clock_strike(struct turn *turn, int64_t case_id)
{
    struct case_full full;
    enum store_error error = cases_get(turn->store, case_id, &turn->scratch, &full);
    if (error != STORE_OK)
        return error;
    if (full.line.state == CASE_ANSWERED)
        return close_unrated(turn, case_id);
    return note(turn, &full, full.line.due > turn->now ? EVENT_REMINDED : EVENT_OVERDUE);
}

static enum store_error look_again(struct turn *turn)
{
    int64_t at;
    enum store_error error = cases_next_due(turn->store, &at);
    if (error != STORE_OK && error != STORE_NONE)
        return error;
    turn->cases_look_at = error == STORE_OK ? at : turn->now + 3600;
    return STORE_OK;
}

/* One strike alone: a case whose clock cannot be worked is left for an hour. */
static enum store_error strike_alone(struct turn *turn, int64_t case_id)
{
    struct input marker = {.kind = INPUT_TIMER, .timer_case = case_id};
    uint64_t key = message_marker_key(&marker);
    enum store_error error = store_save(turn->store);
    if (error != STORE_OK)
        return error;
    struct handing **before = turn->handings_end;
    crash_marker_enter(turn->setup.marker, TURN_SLOT, key);
    error = crash_marker_strikes(turn->setup.marker, key) < PARK_STRIKES
                ? clock_strike(turn, case_id)
                : STORE_CONFLICT;
    crash_marker_leave(turn->setup.marker, TURN_SLOT);
    if (error == STORE_OK)
        return store_keep(turn->store);
    if (error == STORE_FULL || error == STORE_BROKEN)
        return error;
    *before = NULL;
    turn->handings_end = before;
    log_event(turn->setup.log, LOG_ERROR, "clock_failed", LOG_NUMBER("case", case_id),
              LOG_WORD("reason", store_error_text(error)));
    error = store_undo(turn->store);
    return error == STORE_OK ? cases_put_off(turn->store, case_id, turn->now + 3600) : error;
}

enum store_error clocks_work(struct turn *turn, size_t *worked)
{
    if (turn->cases_look_at > turn->now)
        return STORE_OK;
    int64_t *ids;
    size_t count;
    enum store_error error =
        cases_due(turn->store, turn->now, STRIKES_MAX, &turn->batch, &ids, &count);
    for (size_t i = 0; i < count && error == STORE_OK; i++) {
        arena_reset(&turn->scratch);
        error = strike_alone(turn, ids[i]);
        (*worked)++;
    }
    return error == STORE_OK ? look_again(turn) : error;
}
