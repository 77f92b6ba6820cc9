/* moves: a case goes from one state to the next, or something is said of it that leaves the state.
 *
 * Who may move it when, and what must be given, stands in one table (case_states.h); here is what a
 * move changes besides: unit, helpers, answer, deadline, clock, and what the citizen is told. Every
 * move is an event row. A move that may not be made changes nothing and says why. */
#include "gateway/turn/self.h"

#include "dsl/base/utf8.h"

static struct view unit_text(const struct turn *turn, struct view code)
{
    const struct rules *rules = &turn->rules->rules;
    int unit = rules_find(rules, NOUN_UNIT, code);
    return unit == NONE ? VIEW("") : rules_display(rules, NOUN_UNIT, unit, LANGUAGE_ZH);
}

/* ---- helpers ---- */

static enum store_error set_helper(struct turn *turn, struct case_full *full, struct view unit,
                                   enum helper_state state)
{
    full->line.helpers = helpers_with(full->line.helpers, unit, state, &turn->scratch);
    return state == HELPER_ASKED || state == HELPER_WATCHES
               ? helpers_add(turn->store, unit, full->line.id)
               : helpers_drop(turn->store, unit, full->line.id);
}

enum store_error move_let_watch(struct turn *turn, struct case_full *full, struct view unit)
{
    bool knows =
        view_eq(unit, full->line.unit) || helper_of(full->line.helpers, unit) != HELPER_NOT;
    return knows || !unit.n ? STORE_OK : set_helper(turn, full, unit, HELPER_WATCHES);
}

/* Whoever was still asked is asked no more, and whoever watched need not any longer. */
static enum store_error drop_helpers(struct turn *turn, struct case_full *full)
{
    enum store_error error = STORE_OK;
    struct view left = full->line.helpers;
    while (left.n && error == STORE_OK) {
        struct view one = view_cut(&left, '\n');
        if (one.n && one.p[one.n - 1] == '^')
            one.n--;
        enum helper_state state = helper_of(full->line.helpers, one);
        if (state == HELPER_ASKED || state == HELPER_WATCHES)
            error = set_helper(turn, full, one, HELPER_NOT);
    }
    return error;
}

/* ---- writing ---- */

enum store_error move_write(struct turn *turn, struct case_full *full, enum case_move move,
                            struct case_event *event, int64_t due_before)
{
    int to = case_move_info(move)->to;
    if (to != CASE_STAYS) {
        full->line.state = (enum case_state)to;
        full->line.flags &= ~(unsigned)CASE_LATE;
        full->since = turn->now;
    }
    full->next_at = clock_next(turn, full);
    event->case_id = full->line.id;
    event->at = turn->now;
    event->move = (int)move;
    event->state = full->line.state;
    if (full->line.due != due_before) {
        event->due = full->line.due;
        event->within = full->due_within;
    }
    turn->cases_look_at = 0;
    turn_count(turn, METRIC_MOVES, 1);
    enum store_error error =
        full->line.state >= CASE_FIRST_FINAL ? drop_helpers(turn, full) : STORE_OK;
    if (error == STORE_OK)
        error = cases_update(turn->store, full);
    if (error == STORE_OK && case_move_info(move)->needs & NEED_UNIT) /* it has another unit now */
        error = findable_put(turn, full);
    if (error == STORE_OK)
        error = cases_add_event(turn->store, full, event);
    return error == STORE_OK ? points_of_case(turn, full) : error;
}

/* ---- may it be made? ---- */

bool move_may(const struct turn *turn, const struct case_full *full, enum case_move move,
              enum mover mover)
{
    const struct case_move_info *info = case_move_info(move);
    const struct case_standing standing = {full->line.flags, full->line.poor_ratings,
                                           full->line.state == CASE_RECEIVED ||
                                               full->line.state == CASE_RETURNED};
    struct clock_info clock = deadline_clock(turn, full);
    if (!case_may(move, full->line.state, mover) || !case_holds(info->when, &standing))
        return false;
    switch (info->when) {
    case WHEN_MAY_EXTEND:
        return clock.extend.count && full->line.due > turn->now;
    case WHEN_MAY_PAUSE:
        return clock.pause.count > 0;
    case WHEN_MAY_REOPEN:
    case WHEN_MAY_REOPEN_AGAIN:
        return deadline_reopen(turn, full) > turn->now;
    default:
        return true;
    }
}

/* Another unit has it by now, or never asked for this one's help. */
static bool is_strange(const struct case_full *full, const struct desk_move *move)
{
    if (move->mover == BY_UNIT)
        return move->unit.n && !view_eq(move->unit, full->line.unit);
    return move->mover == BY_HELPER && helper_of(full->line.helpers, move->unit) == HELPER_NOT;
}

static enum move_result check_helper(const struct turn *turn, const struct case_full *full,
                                     const struct desk_move *move)
{
    enum helper_state state = helper_of(full->line.helpers, move->helper);
    if (move->move == MOVE_RELEASE)
        return state == HELPER_ASKED ? MOVE_MADE : MOVE_NO_UNIT;
    bool known = rules_find(&turn->rules->rules, NOUN_UNIT, move->helper) != NONE;
    bool is_free = state == HELPER_NOT || state == HELPER_WATCHES;
    bool fits = known && is_free && !view_eq(move->helper, full->line.unit);
    return fits ? MOVE_MADE : MOVE_NO_UNIT;
}

static enum move_result check_needs(const struct turn *turn, const struct case_full *full,
                                    const struct desk_move *move)
{
    unsigned needs = case_move_info(move->move)->needs;
    if ((needs & NEED_TEXT) && !move->text.n)
        return MOVE_NEEDS_TEXT;
    if ((needs & NEED_UNIT) && rules_find(&turn->rules->rules, NOUN_UNIT, move->unit) == NONE)
        return MOVE_NO_UNIT;
    if ((needs & NEED_HELPER))
        return check_helper(turn, full, move);
    return MOVE_MADE;
}

static enum move_result check_move(const struct turn *turn, const struct case_full *full,
                                   const struct desk_move *move)
{
    if (is_strange(full, move))
        return MOVE_NO_CASE;
    if (!move_may(turn, full, move->move, move->mover))
        return MOVE_NOT_NOW;
    if (move->move == MOVE_HELP && helper_of(full->line.helpers, move->unit) != HELPER_ASKED)
        return MOVE_NOT_NOW;
    return check_needs(turn, full, move);
}

/* ---- what it changes ---- */

/* What the desk chose with the unit. Without a duty it is no longer known which one another unit's
 * case belongs to: its words stay, its code goes. */
static void change_duty(struct turn *turn, struct case_full *full, const struct desk_move *move)
{
    const struct rules *rules = &turn->rules->rules;
    int duty = move->duty.n ? rules_find(rules, NOUN_DUTY, move->duty) : NONE;
    bool same_unit = view_eq(full->line.unit, move->unit);
    bool same_duty = view_eq(full->line.duty, move->duty);
    full->line.unit = move->unit;
    full->unit_text = unit_text(turn, move->unit);
    if (duty == NONE) {
        if (!same_unit)
            full->line.duty = VIEW("");
        return;
    }
    if (same_duty)
        return;
    full->line.duty = move->duty;
    full->duty_text = rules_display(rules, NOUN_DUTY, duty, LANGUAGE_ZH);
    full->line.category = rules_code(rules, NOUN_CATEGORY, rules_duty(rules, duty).category);
    deadline_begin(turn, full);
}

static enum store_error take_over(struct turn *turn, struct case_full *full,
                                  const struct desk_move *move)
{
    enum store_error error = drop_helpers(turn, full);
    full->line.helpers = VIEW("");
    if (full->line.state == CASE_PAUSED)
        deadline_go(turn, full);
    change_duty(turn, full, move);
    return error;
}

/* The units that the duty names as assistants are asked when the host signs for the first time. */
static enum store_error ask_assists(struct turn *turn, struct case_full *full)
{
    bool asked = false;
    enum store_error error = STORE_OK;
    for (size_t i = 0; i < full->assist_count && error == STORE_OK; i++) {
        struct view unit = full->assists[i];
        enum helper_state state = helper_of(full->line.helpers, unit);
        if (view_eq(unit, full->line.unit) || state == HELPER_ASKED || state == HELPER_DONE)
            continue;
        struct case_event event = {.case_id = full->line.id,
                                   .at = turn->now,
                                   .move = MOVE_INVITE,
                                   .state = CASE_SIGNED,
                                   .mover = BY_ENGINE,
                                   .unit = unit};
        error = set_helper(turn, full, unit, HELPER_ASKED);
        if (error == STORE_OK)
            error = cases_add_event(turn->store, full, &event);
        asked = true;
    }
    return error == STORE_OK && asked ? cases_update(turn->store, full) : error;
}

static enum store_error merge(struct turn *turn, struct case_full *full,
                              const struct desk_move *move)
{
    full->merged = move->other;
    return followers_merge(turn, full, move->other);
}

static enum store_error change(struct turn *turn, struct case_full *full,
                               const struct desk_move *move)
{
    switch (move->move) {
    case MOVE_ARBITRATE:
        full->line.flags |= CASE_ARBITRATED;
        return take_over(turn, full, move);
    case MOVE_ASSIGN:
        return take_over(turn, full, move);
    case MOVE_RETURN:
        full->line.flags |= CASE_WAS_RETURNED;
        return drop_helpers(turn, full);
    case MOVE_DISPUTE:
        return drop_helpers(turn, full);
    case MOVE_ANSWER:
        full->answer = move->text;
        full->line.flags &= ~(unsigned)CASE_EXTENSION_ASKED;
        return drop_helpers(turn, full);
    case MOVE_INVITE:
        return set_helper(turn, full, move->helper, HELPER_ASKED);
    case MOVE_RELEASE:
        return set_helper(turn, full, move->helper, HELPER_NOT);
    case MOVE_HELP:
        return set_helper(turn, full, move->unit, HELPER_DONE);
    case MOVE_EXTEND_ASK:
        full->line.flags |= CASE_EXTENSION_ASKED;
        break;
    case MOVE_EXTEND_GRANT:
        full->line.flags = (full->line.flags & ~(unsigned)CASE_EXTENSION_ASKED) | CASE_EXTENDED;
        deadline_extend(turn, full);
        break;
    case MOVE_EXTEND_REFUSE:
        full->line.flags &= ~(unsigned)CASE_EXTENSION_ASKED;
        break;
    case MOVE_PAUSE:
        full->line.flags |= CASE_WAS_PAUSED;
        deadline_stop(turn, full);
        break;
    case MOVE_RESUME:
        deadline_go(turn, full);
        break;
    case MOVE_REOPEN:
    case MOVE_REOPEN_AGAIN:
        full->line.flags |= CASE_REOPENED;
        full->line.poor_ratings++;
        deadline_redo(turn, full);
        break;
    case MOVE_MERGE:
        return merge(turn, full, move);
    default:
        break;
    }
    return STORE_OK;
}

/* ---- what the citizen is told ---- */

static enum store_error tell_answered(struct turn *turn, const struct case_full *full)
{
    enum store_error error = speak_tell(turn, full, TOLD_ANSWERED);
    return error == STORE_OK ? followers_tell(turn, full, TOLD_FOLLOWED_ANSWERED) : error;
}

/* The citizen hears why: in the words with which the unit asked. */
static enum store_error tell_extended(struct turn *turn, const struct case_full *full)
{
    struct case_event *events;
    size_t count;
    struct view reason = VIEW("-");
    enum store_error error = cases_events(turn->store, full, &turn->scratch, &events, &count);
    for (size_t i = 0; i < count && error == STORE_OK; i++)
        if (events[i].move == MOVE_EXTEND_ASK)
            reason = events[i].text;
    return error == STORE_OK ? speak_tell_why(turn, full, TOLD_EXTENDED, reason) : error;
}

static enum store_error tell_of(struct turn *turn, const struct case_full *full,
                                const struct desk_move *move)
{
    switch (move->move) {
    case MOVE_ASSIGN:
    case MOVE_ARBITRATE:
        return speak_tell(turn, full, TOLD_DISPATCHED);
    case MOVE_SIGN:
        return speak_tell(turn, full, TOLD_SIGNED);
    case MOVE_RETURN:
        return speak_tell(turn, full, TOLD_RETURNED);
    case MOVE_ANSWER:
        return tell_answered(turn, full);
    case MOVE_CLOSE:
        return speak_tell(turn, full, TOLD_CLOSED);
    case MOVE_EXTEND_GRANT:
        return tell_extended(turn, full);
    case MOVE_PAUSE:
        return speak_tell_why(turn, full, TOLD_PAUSED, move->text);
    case MOVE_REOPEN:
        return speak_tell(turn, full, TOLD_REDO);
    case MOVE_REOPEN_AGAIN:
        return speak_tell(turn, full, TOLD_SUPERVISED);
    case MOVE_MERGE:
        return speak_tell_why(turn, full, TOLD_MERGED,
                              case_number_text(turn_prefix(turn), move->other, &turn->scratch));
    default:
        return STORE_OK;
    }
}

/* ---- the desk's moves ---- */

/* The case that takes another one in: open, and not the same. */
static enum store_error find_other(struct turn *turn, const struct desk_move *move,
                                   struct case_full *other, enum move_result *result)
{
    enum store_error error = STORE_OK;
    if (move->move != MOVE_MERGE || *result != MOVE_MADE)
        return error;
    error = cases_get(turn->store, move->other, &turn->scratch, other);
    if (error == STORE_NONE || error == STORE_SEALED) {
        *result = MOVE_NO_OTHER;
        return STORE_OK;
    }
    if (error == STORE_OK &&
        (other->line.id == move->case_id || other->line.state >= CASE_FIRST_FINAL))
        *result = MOVE_NO_OTHER;
    return error;
}

/* The other case says what came into it. */
static enum store_error absorb(struct turn *turn, const struct case_full *into,
                               const struct desk_move *move)
{
    struct case_event event = {
        .case_id = into->line.id,
        .at = turn->now,
        .move = EVENT_ABSORBED,
        .state = into->line.state,
        .mover = move->mover,
        .user = move->user,
        .unit = into->line.unit,
        .text = case_number_text(turn_prefix(turn), move->case_id, &turn->scratch)};
    return cases_add_event(turn->store, into, &event);
}

static struct case_event event_of(const struct turn *turn, const struct case_full *full,
                                  const struct desk_move *move)
{
    (void)turn;
    bool names_helper = move->move == MOVE_INVITE || move->move == MOVE_RELEASE;
    struct view unit = names_helper ? move->helper : move->unit;
    return (struct case_event){.mover = move->mover,
                               .user = move->user,
                               .unit = unit.n ? unit : full->line.unit,
                               .text = move->text};
}

static enum store_error make(struct turn *turn, struct case_full *full,
                             const struct desk_move *move, const struct case_full *other)
{
    int64_t due_before = full->line.due;
    enum store_error error = change(turn, full, move);
    struct case_event event = event_of(turn, full, move);
    if (error == STORE_OK)
        error = move_write(turn, full, move->move, &event, due_before);
    if (error == STORE_OK && move->move == MOVE_SIGN)
        error = ask_assists(turn, full);
    if (error == STORE_OK && move->move == MOVE_MERGE)
        error = absorb(turn, other, move);
    return error == STORE_OK ? tell_of(turn, full, move) : error;
}

static bool is_rating(enum case_move move)
{
    return case_move_info(move)->needs & NEED_RATING;
}

enum store_error move_work(struct turn *turn, const struct desk_move *move,
                           enum move_result *result)
{
    struct case_full full, other;
    enum store_error error = cases_get(turn->store, move->case_id, &turn->scratch, &full);
    if (error == STORE_NONE || error == STORE_SEALED) {
        *result = MOVE_NO_CASE;
        return STORE_OK;
    }
    if (error != STORE_OK)
        return error;
    if (is_rating(move->move))
        return move_rate_for(turn, &full, move, result);
    *result = check_move(turn, &full, move);
    if (*result == MOVE_MADE && (full.line.flags & CASE_CONFIDENTIAL))
        error = complained_check(turn, &full, move, result);
    if (error != STORE_OK)
        return error;
    error = find_other(turn, move, &other, result);
    if (error != STORE_OK || *result != MOVE_MADE)
        return error;
    return make(turn, &full, move, &other);
}
