/* clocks: what time does to a case. It is noticed when nobody takes it, reminded of before it is
 * due, marked when it is overdue, escalated when it stays so; a pause ends, an answer that nobody
 * rates is closed, and some weeks after closing the citizen is asked whether it is still fixed.
 *
 * The moments of a case follow from its state, its deadline and the rules' clock; what has happened
 * stands in its flags. So the next strike is always the earliest moment that has not happened,
 * after a stop of the process as well as under changed rules, and none strikes twice. The case
 * keeps when that is; the turn looks when the earliest one of all is due. A strike is an input like
 * any other, with a savepoint and a place in the crash marker. */
#include "gateway/turn/self.h"

enum { RATING_DAYS = 7, STRIKES_MAX = 100 };

enum strike {
    STRIKE_NONE,
    STRIKE_LATE,
    STRIKE_REMIND,
    STRIKE_OVERDUE,
    STRIKE_ESCALATE,
    STRIKE_RESUME,
    STRIKE_CLOSE,
    STRIKE_ASK_BACK
};

struct moment {
    int64_t at;
    enum strike kind;
};

static void consider(struct moment *first, int64_t at, enum strike kind)
{
    if (at && (first->kind == STRIKE_NONE || at < first->at))
        *first = (struct moment){at, kind};
}

/* When a duration of the clock that began with the state is over; 0: the rules give none. */
static int64_t in_state(const struct turn *turn, const struct case_full *of, struct duration d)
{
    return d.count ? deadline_after(turn, of, d, of->since) : 0;
}

static bool is_taken(enum case_state state)
{
    return state == CASE_SIGNED;
}

static void consider_deadline(const struct turn *turn, const struct case_full *of,
                              const struct clock_info *clock, struct moment *first)
{
    unsigned flags = of->line.flags;
    int64_t due = of->line.due;
    if (!due)
        return;
    int64_t reminder = clock->remind.count ? deadline_ahead(turn, of, clock->remind, due) : 0;
    if (!(flags & CASE_REMINDED) && reminder > of->due_from)
        consider(first, reminder, STRIKE_REMIND);
    if (!(flags & CASE_OVERDUE))
        consider(first, due, STRIKE_OVERDUE);
    if (!(flags & CASE_ESCALATED) && clock->escalate.count)
        consider(first, deadline_after(turn, of, clock->escalate, due), STRIKE_ESCALATE);
}

static struct moment next_moment(const struct turn *turn, const struct case_full *of)
{
    static const struct duration week = {RATING_DAYS, MEASURE_DAYS};
    struct moment first = {0, STRIKE_NONE};
    struct clock_info clock = deadline_clock(turn, of);
    switch (of->line.state) {
    case CASE_ANSWERED:
        consider(&first, in_state(turn, of, clock.rating.count ? clock.rating : week),
                 STRIKE_CLOSE);
        break;
    case CASE_PAUSED:
        consider(&first, in_state(turn, of, clock.pause), STRIKE_RESUME);
        break;
    case CASE_CLOSED:
        if (!(of->line.flags & CASE_ASKED_BACK) && of->person)
            consider(&first, in_state(turn, of, clock.ask_back), STRIKE_ASK_BACK);
        break;
    case CASE_WITHDRAWN:
    case CASE_MERGED:
        break;
    default:
        if (!is_taken(of->line.state) && !(of->line.flags & CASE_LATE))
            consider(&first, in_state(turn, of, clock.accept), STRIKE_LATE);
        consider_deadline(turn, of, &clock, &first);
    }
    return first;
}

int64_t clock_next(const struct turn *turn, const struct case_full *of)
{
    return next_moment(turn, of).at;
}

/* ---- striking ---- */

static enum store_error note(struct turn *turn, struct case_full *of, int what, unsigned flag,
                             struct view unit)
{
    struct case_event event = {.case_id = of->line.id,
                               .at = turn->now,
                               .move = what,
                               .state = of->line.state,
                               .mover = BY_SYSTEM,
                               .unit = unit};
    of->line.flags |= flag;
    of->next_at = clock_next(turn, of);
    enum store_error error = cases_update(turn->store, of);
    return error == STORE_OK ? cases_add_event(turn->store, of, &event) : error;
}

static enum store_error move_by_itself(struct turn *turn, int64_t case_id, enum case_move move)
{
    enum move_result result;
    struct desk_move asked = {.case_id = case_id, .move = move, .mover = BY_SYSTEM};
    return move_work(turn, &asked, &result);
}

static struct view escalate_to(const struct turn *turn, const struct case_full *of)
{
    int unit = deadline_clock(turn, of).escalate_to.unit;
    return unit == NONE ? of->line.unit : rules_code(&turn->rules->rules, NOUN_UNIT, unit);
}

/* Whom it is escalated to sees it, unless a confidential report could be about that very unit. */
static enum store_error escalate(struct turn *turn, struct case_full *of)
{
    struct view unit = escalate_to(turn, of);
    bool watches = !(of->line.flags & CASE_CONFIDENTIAL);
    enum store_error error = watches ? move_let_watch(turn, of, unit) : STORE_OK;
    return error == STORE_OK ? note(turn, of, EVENT_ESCALATED, CASE_ESCALATED, unit) : error;
}

static enum store_error ask_back(struct turn *turn, struct case_full *of)
{
    enum store_error error = note(turn, of, EVENT_ASKED_BACK, CASE_ASKED_BACK, of->line.unit);
    return error == STORE_OK ? speak_tell(turn, of, TOLD_ASKED_BACK) : error;
}

static enum store_error strike(struct turn *turn, struct case_full *of, enum strike kind)
{
    switch (kind) {
    case STRIKE_LATE:
        return note(turn, of, EVENT_LATE, CASE_LATE, of->line.unit);
    case STRIKE_REMIND:
        return note(turn, of, EVENT_REMINDED, CASE_REMINDED, of->line.unit);
    case STRIKE_OVERDUE:
        return note(turn, of, EVENT_OVERDUE, CASE_OVERDUE, of->line.unit);
    case STRIKE_ESCALATE:
        return escalate(turn, of);
    case STRIKE_RESUME:
        return move_by_itself(turn, of->line.id, MOVE_RESUME);
    case STRIKE_CLOSE:
        return move_by_itself(turn, of->line.id, MOVE_CLOSE);
    case STRIKE_ASK_BACK:
        return ask_back(turn, of);
    case STRIKE_NONE:
        break;
    }
    return STORE_OK;
}

enum store_error clock_strike(struct turn *turn, int64_t case_id)
{
    struct case_full full;
    enum store_error error = cases_get(turn->store, case_id, &turn->scratch, &full);
    if (error != STORE_OK)
        return error;
    struct moment moment = next_moment(turn, &full);
    if (moment.kind != STRIKE_NONE && moment.at <= turn->now)
        return strike(turn, &full, moment.kind);
    full.next_at = moment.at; /* the rules have changed since */
    return cases_update(turn->store, &full);
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
