/* idea: the tables of suggestions, wishes and points, and the look-ups in them. What may be done
 * when, and by whom, is asked here and nowhere else: by the conversation before it offers a choice,
 * by the desk before it shows a button, and by the turn before it writes. */
#include "gateway/case/idea.h"

static const struct idea_state_info states[] = {
#define STATE(name, code, zh, en, final) {code, zh, en, final},
#include "gateway/case/idea_states.h"
#undef STATE
};

static const struct idea_move_info moves[] = {
#define MOVE(name, code, zh, en, on, from, to, who, needs)                                         \
    {code, zh, en, on, from, IDEA_##to, who, needs},
#include "gateway/case/idea_states.h"
#undef MOVE
};

const struct idea_state_info *idea_state_info(enum idea_state state)
{
    return &states[state < IDEA_STATES ? state : IDEA_NEW];
}

const struct idea_move_info *idea_move_info(enum idea_move move)
{
    return &moves[move];
}

enum idea_move idea_move_find(enum idea_kind kind, struct view code)
{
    for (int move = 0; move < IDEA_MOVES; move++)
        if (view_is(code, moves[move].code) && (moves[move].on >> kind & 1))
            return (enum idea_move)move;
    return IDEA_MOVES;
}

bool idea_may(enum idea_move move, enum idea_kind kind, enum idea_state from, unsigned who)
{
    const struct idea_move_info *info = &moves[move];
    return (info->on >> kind & 1) && (info->from >> from & 1) && (info->who & who);
}

const struct idea_verdict_info *idea_verdict_info(enum idea_verdict verdict)
{
    static const struct idea_verdict_info verdicts[] = {
#define VERDICT(name, code, zh, en) {code, zh, en},
        IDEA_VERDICTS(VERDICT)
#undef VERDICT
    };
    return &verdicts[verdict < VERDICTS ? verdict : VERDICT_NONE];
}

const struct point_info *point_info(enum point_reason reason)
{
    static const struct point_info points[] = {
#define POINT(name, code, zh, en, points) {code, zh, en, points},
        IDEA_POINTS(POINT)
#undef POINT
    };
    return &points[reason];
}
