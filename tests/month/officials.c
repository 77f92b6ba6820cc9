/* officials: what is done with the cases. Each case has its own stream of chance, so that what
 * happens to it does not hang on what happens to others. Units are mostly in time, some late, some
 * let a case lie until it is under supervision; some return what is not theirs, and dispute it when
 * it comes back. Citizens rate, or do not; a few find that it was not fixed. */
#include "tests/month/month.h"

static void keep(struct input *input)
{
    *(bool *)input->owner = true;
}

static enum move_result move(struct month *month, const struct desk_move *asked)
{
    bool done = false;
    struct input *input = input_new(INPUT_MOVE);
    input->move = *asked;
    input->moved = MOVE_NO_STORE;
    input->done = keep;
    input->owner = &done;
    if (turn_submit(month->turn, input))
        month_step(month);
    enum move_result result = input->moved;
    month_check(month, done, "a move was worked", asked->case_id);
    month->moves[asked->move] += result == MOVE_MADE;
    month->refused += result != MOVE_MADE;
    input_free(input);
    return result;
}

static struct view some_unit(struct month *month, struct plan *plan)
{
    int count = rules_counts(month->rules).units;
    return rules_code(month->rules, NOUN_UNIT, (int)(month_chance(&plan->chance) % (size_t)count));
}

static struct desk_move by(const struct case_full *full, enum case_move which, enum mover mover)
{
    return (struct desk_move){.case_id = full->line.id,
                              .move = which,
                              .mover = mover,
                              .user = 1,
                              .unit = mover == BY_UNIT ? full->line.unit : VIEW(""),
                              .text = VIEW("按职责办理，情况如上。")};
}

static void assign(struct month *month, struct plan *plan, const struct case_full *full,
                   enum case_move which, enum mover mover)
{
    struct desk_move asked = by(full, which, mover);
    asked.unit = full->line.state == CASE_RECEIVED && full->line.unit.n ? full->line.unit
                                                                        : some_unit(month, plan);
    move(month, &asked);
}

static void merge_into_last(struct month *month, struct plan *plan, const struct case_full *full)
{
    struct desk_move asked = by(full, MOVE_MERGE, BY_DISPATCHER);
    struct plan *into = &month->plans[month->plan_count - 1];
    if (into == plan || plan->absorbed)
        return;
    asked.other = into->case_id;
    into->absorbed |= move(month, &asked) == MOVE_MADE;
}

static void not_signed(struct month *month, struct plan *plan, const struct case_full *full)
{
    bool returned = full->line.flags & CASE_WAS_RETURNED;
    struct desk_move asked = by(full, MOVE_SIGN, BY_UNIT);
    if (full->line.state == CASE_DISPATCHED && month_once_in(&plan->chance, 14))
        asked.move = returned ? MOVE_DISPUTE : MOVE_RETURN;
    if (month_once_in(&plan->chance, 120)) {
        asked = by(full, MOVE_WITHDRAW, BY_CITIZEN);
    } else if (month_once_in(&plan->chance, 100)) {
        merge_into_last(month, plan, full);
        return;
    }
    if (move(month, &asked) == MOVE_NOT_NOW && asked.move != MOVE_SIGN) {
        asked.move = MOVE_SIGN;
        move(month, &asked);
    }
}

static bool ask_helper(struct month *month, struct plan *plan, const struct case_full *full)
{
    struct desk_move asked = by(full, MOVE_INVITE, BY_UNIT);
    asked.helper = some_unit(month, plan);
    return move(month, &asked) == MOVE_MADE;
}

/* The first helper whose part is still open gives it. */
static bool helper_helps(struct month *month, const struct case_full *full)
{
    struct view left = full->line.helpers;
    while (left.n) {
        struct view unit = view_cut(&left, '\n');
        if (helper_of(full->line.helpers, unit) != HELPER_ASKED)
            continue;
        struct desk_move asked = by(full, MOVE_HELP, BY_HELPER);
        asked.unit = unit;
        return move(month, &asked) == MOVE_MADE;
    }
    return false;
}

static void in_hand(struct month *month, struct plan *plan, const struct case_full *full)
{
    if (full->line.flags & CASE_EXTENSION_ASKED) {
        bool grant = !month_once_in(&plan->chance, 4);
        struct desk_move asked =
            by(full, grant ? MOVE_EXTEND_GRANT : MOVE_EXTEND_REFUSE, BY_SUPERVISOR);
        move(month, &asked);
        return;
    }
    struct desk_move asked = by(full, MOVE_ANSWER, BY_UNIT);
    uint64_t die = month_chance(&plan->chance) % 100;
    if (die < 6)
        asked.move = MOVE_PAUSE;
    else if (die < 13)
        asked.move = MOVE_EXTEND_ASK;
    else if (die < 17 && ask_helper(month, plan, full))
        return;
    else if (die < 25 && helper_helps(month, full))
        return;
    if (move(month, &asked) == MOVE_NOT_NOW) {
        asked.move = MOVE_ANSWER;
        move(month, &asked);
    }
}

static void rate(struct month *month, struct plan *plan, const struct case_full *full)
{
    if (plan->unrated)
        return;
    struct desk_move asked = by(full, MOVE_RATE_GOOD, BY_CLERK);
    int mark = month_once_in(&plan->chance, 8) ? 1 : 4;
    for (int i = 0; i < RATE_DIMENSIONS; i++)
        asked.rating[i] = mark;
    move(month, &asked);
}

static void reopen(struct month *month, struct plan *plan, const struct case_full *full)
{
    if (plan->reopened || !month_once_in(&plan->chance, 30))
        return;
    plan->reopened = true;
    struct desk_move asked =
        by(full, full->line.poor_ratings ? MOVE_REOPEN_AGAIN : MOVE_REOPEN, BY_CITIZEN);
    move(month, &asked);
}

static void act(struct month *month, struct plan *plan, const struct case_full *full)
{
    switch (full->line.state) {
    case CASE_RECEIVED:
    case CASE_RETURNED:
        assign(month, plan, full, MOVE_ASSIGN, BY_DISPATCHER);
        break;
    case CASE_DISPUTED:
        assign(month, plan, full, MOVE_ARBITRATE, BY_SUPERVISOR);
        break;
    case CASE_DISPATCHED:
    case CASE_REDO:
    case CASE_SUPERVISED:
        not_signed(month, plan, full);
        break;
    case CASE_SIGNED:
        in_hand(month, plan, full);
        break;
    case CASE_PAUSED:
        if (month_once_in(&plan->chance, 2)) {
            struct desk_move asked = by(full, MOVE_RESUME, BY_CITIZEN);
            move(month, &asked);
        }
        break;
    case CASE_ANSWERED:
        rate(month, plan, full);
        break;
    case CASE_CLOSED:
        reopen(month, plan, full);
        break;
    default:
        break;
    }
}

/* Mostly hours, sometimes days; one in two hundred waits until it is long overdue. */
static int64_t until_next(struct plan *plan, const struct case_full *full)
{
    if (full->line.state == CASE_CLOSED)
        return month_between(&plan->chance, 2 * 86400, 20 * 86400);
    if (month_once_in(&plan->chance, 200))
        return month_between(&plan->chance, 10 * 86400, 25 * 86400);
    if (month_once_in(&plan->chance, 12))
        return month_between(&plan->chance, 2 * 86400, 8 * 86400);
    return month_between(&plan->chance, 1800, 30 * 3600);
}

void officials_work(struct month *month)
{
    for (size_t i = 0; i < month->plan_count; i++) {
        struct case_full full;
        struct plan *plan = &month->plans[i];
        if (!plan->at || plan->at > month->world.now)
            continue;
        arena_reset(&month->step);
        if (cases_get(&month->store, plan->case_id, &month->step, &full) != STORE_OK) {
            month_check(month, false, "a case can be read", plan->case_id);
            plan->at = 0;
            continue;
        }
        act(month, plan, &full);
        arena_reset(&month->step);
        plan = &month->plans[i];
        if (cases_get(&month->store, plan->case_id, &month->step, &full) != STORE_OK)
            continue;
        bool over = full.line.state == CASE_WITHDRAWN || full.line.state == CASE_MERGED ||
                    (full.line.state == CASE_CLOSED &&
                     (plan->reopened || month->world.now > full.since + 31 * 86400LL));
        plan->at = over ? 0 : month->world.now + until_next(plan, &full);
    }
}
