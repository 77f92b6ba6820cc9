/* moves: a case goes from one state to the next.
 *
 * Who may move it when stands in one table (case_states.h); here is what a move changes besides:
 * unit, answer, deadline, clock, and what the citizen is told. Every move is an event row. A move
 * that may not be made changes nothing and says why. */
#include "gateway/turn/self.h"

#include "dsl/base/utf8.h"

static struct view unit_text(const struct turn *turn, struct view code)
{
    const struct rules *rules = &turn->rules->rules;
    int unit = rules_find(rules, NOUN_UNIT, code);
    return unit == NONE ? VIEW("") : rules_display(rules, NOUN_UNIT, unit, LANGUAGE_ZH);
}

/* Changes state, writes case and event. */
static enum store_error write_move(struct turn *turn, struct case_full *full, enum case_move move,
                                   struct case_event *event)
{
    int to = case_move_info(move)->to;
    if (to != CASE_STAYS) {
        full->line.state = (enum case_state)to;
        full->since = turn->now;
    }
    full->next_at = clock_next(turn, full);
    event->case_id = full->line.id;
    event->at = turn->now;
    event->move = (int)move;
    event->state = full->line.state;
    turn->cases_look_at = 0;
    turn_count(turn, METRIC_MOVES, 1);
    enum store_error error = cases_update(turn->store, full);
    return error == STORE_OK ? cases_add_event(turn->store, full, event) : error;
}

static enum move_result check_move(const struct turn *turn, const struct case_full *full,
                                   const struct desk_move *move)
{
    if (move->mover == BY_UNIT && move->unit.n && !view_eq(move->unit, full->line.unit))
        return MOVE_NO_CASE; /* it went to another unit in the meantime */
    if (!case_may(move->move, full->line.state, move->mover))
        return MOVE_NOT_NOW;
    if (move->move == MOVE_ASSIGN && rules_find(&turn->rules->rules, NOUN_UNIT, move->unit) == NONE)
        return MOVE_NO_UNIT;
    if ((move->move == MOVE_ANSWER || move->move == MOVE_RETURN) && !move->text.n)
        return MOVE_NEEDS_TEXT;
    return MOVE_MADE;
}

/* What the desk chose with the unit. Without a duty it is no longer known which one another unit's
 * case belongs to: its words stay, its code goes. */
static void change_duty(struct turn *turn, struct case_full *full, const struct desk_move *move)
{
    const struct rules *rules = &turn->rules->rules;
    int duty = move->duty.n ? rules_find(rules, NOUN_DUTY, move->duty) : NONE;
    if (duty == NONE) {
        if (!view_eq(full->line.unit, move->unit))
            full->line.duty = VIEW("");
        return;
    }
    if (view_eq(full->line.duty, move->duty))
        return;
    full->line.duty = move->duty;
    full->duty_text = rules_display(rules, NOUN_DUTY, duty, LANGUAGE_ZH);
    full->line.category = rules_code(rules, NOUN_CATEGORY, rules_duty(rules, duty).category);
    full->line.due = clock_handle(turn, full);
}

static void change(struct turn *turn, struct case_full *full, const struct desk_move *move)
{
    if (move->move == MOVE_ASSIGN) {
        change_duty(turn, full, move);
        full->line.unit = move->unit;
        full->unit_text = unit_text(turn, move->unit);
    } else if (move->move == MOVE_ANSWER)
        full->answer = move->text;
}

static enum store_error tell_answered(struct turn *turn, const struct case_full *full)
{
    enum store_error error = speak_tell(turn, full, TOLD_ANSWERED);
    return error == STORE_OK ? followers_tell(turn, full, TOLD_FOLLOWED_ANSWERED) : error;
}

static enum store_error tell_of(struct turn *turn, const struct case_full *full,
                                enum case_move move)
{
    switch (move) {
    case MOVE_ASSIGN:
        return speak_tell(turn, full, TOLD_DISPATCHED);
    case MOVE_SIGN:
        return speak_tell(turn, full, TOLD_SIGNED);
    case MOVE_RETURN:
        return speak_tell(turn, full, TOLD_RETURNED);
    case MOVE_ANSWER:
        return tell_answered(turn, full);
    case MOVE_CLOSE:
        return speak_tell(turn, full, TOLD_CLOSED);
    default:
        return STORE_OK;
    }
}

enum store_error move_work(struct turn *turn, const struct desk_move *move,
                           enum move_result *result)
{
    struct case_full full;
    enum store_error error = cases_get(turn->store, move->case_id, &turn->scratch, &full);
    if (error == STORE_NONE || error == STORE_SEALED) {
        *result = MOVE_NO_CASE;
        return STORE_OK;
    }
    if (error != STORE_OK)
        return error;
    *result = check_move(turn, &full, move);
    if (*result != MOVE_MADE)
        return STORE_OK;
    change(turn, &full, move);
    struct case_event event = {.mover = move->mover,
                               .user = move->user,
                               .unit = move->unit.n ? move->unit : full.line.unit,
                               .text = move->text};
    error = write_move(turn, &full, move->move, &event);
    return error == STORE_OK ? tell_of(turn, &full, move->move) : error;
}

/* ---- the citizen's moves ---- */

static enum case_move move_of_rating(const struct case_full *full,
                                     const int rating[RATE_DIMENSIONS])
{
    int sum = 0;
    for (int i = 0; i < RATE_DIMENSIONS; i++)
        sum += rating[i];
    if (sum > RATE_POOR_AT * RATE_DIMENSIONS)
        return MOVE_RATE_GOOD;
    return full->line.poor_ratings ? MOVE_RATE_POOR_AGAIN : MOVE_RATE_POOR;
}

enum store_error move_rate(struct turn *turn, int64_t case_id, const int rating[RATE_DIMENSIONS],
                           enum told *told, struct case_brief *brief, bool *tell)
{
    struct case_full full;
    *tell = false;
    enum store_error error = cases_get(turn->store, case_id, &turn->scratch, &full);
    if (error == STORE_NONE || error == STORE_SEALED)
        return STORE_OK;
    enum case_move move = error == STORE_OK ? move_of_rating(&full, rating) : MOVE_RATE_GOOD;
    if (error != STORE_OK || !case_may(move, full.line.state, BY_CITIZEN))
        return error;
    *tell = move != MOVE_RATE_GOOD;
    *told = move == MOVE_RATE_POOR ? TOLD_REDO : TOLD_SUPERVISED;
    if (*tell) {
        full.line.poor_ratings++;
        full.line.due = clock_redo(turn, &full);
    }
    struct case_event event = {.mover = BY_CITIZEN, .unit = full.line.unit};
    memcpy(event.rating, rating, sizeof event.rating);
    error = write_move(turn, &full, move, &event);
    case_brief_of(&full, turn_prefix(turn), &turn->scratch, brief);
    return error;
}

enum store_error move_withdraw(struct turn *turn, int64_t case_id)
{
    struct case_full full;
    enum store_error error = cases_get(turn->store, case_id, &turn->scratch, &full);
    if (error == STORE_NONE || error == STORE_SEALED)
        return STORE_OK;
    if (error != STORE_OK || !case_may(MOVE_WITHDRAW, full.line.state, BY_CITIZEN))
        return error;
    struct case_event event = {.mover = BY_CITIZEN, .unit = full.line.unit};
    error = write_move(turn, &full, MOVE_WITHDRAW, &event);
    return error == STORE_OK ? followers_tell(turn, &full, TOLD_FOLLOWED_ENDED) : error;
}

static struct view both_texts(struct turn *turn, struct view said, struct view more)
{
    struct buf all;
    buf_init(&all, 2 * TALK_TEXT_MAX);
    buf_view(&all, said);
    if (all.n)
        buf_byte(&all, '\n');
    buf_view(&all, utf8_head(more, 2 * TALK_TEXT_MAX - all.n));
    struct view text = buf_keep(&all, &turn->scratch);
    buf_free(&all);
    return text;
}

enum store_error move_add(struct turn *turn, const struct person *person,
                          const struct talk_effects *effects, int64_t *case_id)
{
    struct case_full full;
    int64_t id;
    if (!case_number_parse(turn_prefix(turn), effects->added_case, &id))
        return STORE_OK;
    enum store_error error = cases_get(turn->store, id, &turn->scratch, &full);
    if (error == STORE_NONE || error == STORE_SEALED)
        return STORE_OK;
    if (error != STORE_OK || full.person != person->id)
        return error;
    *case_id = id;
    full.text = both_texts(turn, full.text, effects->added_text);
    if (!full.place.n)
        full.place = effects->added_place;
    struct case_event event = {.case_id = id,
                               .at = turn->now,
                               .move = EVENT_ADDED,
                               .state = full.line.state,
                               .mover = BY_CITIZEN,
                               .unit = full.line.unit,
                               .text = effects->added_text};
    error = cases_update(turn->store, &full);
    return error == STORE_OK ? cases_add_event(turn->store, &full, &event) : error;
}
