/* case: the table of states and moves, made readable. Everything that moves a case asks case_may()
 * first, whoever it is. */
#include "gateway/case/case.h"

static const struct case_state_info states[CASE_STATES] = {
#define STATE(name, code, zh, en, final) [CASE_##name] = {code, zh, en, final},
#include "gateway/case/case_states.h"
#undef STATE
};

static const struct case_move_info moves[CASE_MOVES] = {
#define MOVE(name, code, zh, en, from, to, who)                                                    \
    [MOVE_##name] = {code, zh, en, from, CASE_##to, who},
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

bool case_may(enum case_move move, enum case_state from, enum mover who)
{
    return (moves[move].from & 1u << from) && (moves[move].who & (unsigned)who);
}
