/* case: the table of states and moves, made readable. Everything that moves a case asks case_may()
 * first, whoever it is. */
#include "gateway/case/case.h"

static const struct case_state_info states[CASE_STATES] = {
#define STATE(name, code, zh, en, final) [CASE_##name] = {code, zh, en, final},
#include "gateway/case/case_states.h"
#undef STATE
};

static const struct case_move_info moves[CASE_MOVES] = {
#define MOVE(name, code, zh, en, from, to, who, needs, when)                                       \
    [MOVE_##name] = {code, zh, en, from, CASE_##to, who, needs, WHEN_##when},
#include "gateway/case/case_states.h"
#undef MOVE
};

const struct case_state_info *case_state_info(enum case_state state)
{
    return &states[state];
}

const struct case_move_info *case_move_info(enum case_move move)
{
    return &moves[move];
}

bool case_move_find(struct view code, enum case_move *move)
{
    for (int i = 0; i < CASE_MOVES; i++)
        if (view_is(code, moves[i].code)) {
            *move = (enum case_move)i;
            return true;
        }
    return false;
}

bool case_may(enum case_move move, enum case_state from, enum mover who)
{
    return (moves[move].from & 1u << from) && (moves[move].who & (unsigned)who);
}

static const struct mover_info movers[] = {
#define MOVER_INFO(name, bit, code, zh, en) {name, code, zh, en},
    CASE_MOVERS(MOVER_INFO)
#undef MOVER_INFO
};

const struct mover_info *mover_info(enum mover mover)
{
    for (size_t i = 0; i < sizeof movers / sizeof *movers; i++)
        if (movers[i].mover == mover)
            return &movers[i];
    return NULL;
}

static const struct move_condition_info conditions[MOVE_CONDITION_COUNT] = {
#define CONDITION_INFO(name, zh, en) {zh, en},
    MOVE_CONDITIONS(CONDITION_INFO)
#undef CONDITION_INFO
};

const struct move_condition_info *move_condition_info(enum move_condition condition)
{
    return &conditions[condition];
}

bool case_holds(enum move_condition condition, const struct case_standing *standing)
{
    unsigned flags = standing->flags;
    switch (condition) {
    case WHEN_FIRST_RETURN:
        return !(flags & (CASE_WAS_RETURNED | CASE_ARBITRATED));
    case WHEN_RETURNED_BEFORE:
        return (flags & CASE_WAS_RETURNED) && !(flags & CASE_ARBITRATED);
    case WHEN_NOT_ARBITRATED_OR_AT_DESK:
        return standing->at_desk || !(flags & CASE_ARBITRATED);
    case WHEN_FIRST_POOR:
    case WHEN_MAY_REOPEN:
        return standing->poor_ratings == 0;
    case WHEN_POOR_BEFORE:
    case WHEN_MAY_REOPEN_AGAIN:
        return standing->poor_ratings > 0;
    case WHEN_MAY_EXTEND:
        return !(flags & (CASE_EXTENSION_ASKED | CASE_EXTENDED | CASE_OVERDUE));
    case WHEN_EXTENSION_ASKED:
        return flags & CASE_EXTENSION_ASKED;
    case WHEN_MAY_PAUSE:
        return !(flags & CASE_WAS_PAUSED);
    case WHEN_ALWAYS:
    case MOVE_CONDITION_COUNT:
        break;
    }
    return true;
}
