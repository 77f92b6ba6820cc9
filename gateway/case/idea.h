/* idea: what the conversation, the desk and the store call a suggestion or a small wish, and what
 * points are given for. Tables; the rows are in gateway/store/ideas.h and ledger.h. */
#ifndef ZHIDA_IDEA_H
#define ZHIDA_IDEA_H

#include "dsl/base/view.h"

enum idea_kind { IDEA_SUGGESTION, IDEA_WISH, IDEA_KINDS };

enum idea_state {
#define STATE(name, code, zh, en, final) IDEA_##name,
#include "gateway/case/idea_states.h"
#undef STATE
    IDEA_STATES,
    IDEA_STAYS = IDEA_STATES
};

/* Who makes a move. BY_SECOND: somebody who may approve and did not make the move before. */
enum idea_mover {
    BY_OWNER = 1,
    BY_EDITOR_ONE = 2,
    BY_UNIT_ASKED = 4,
    BY_SECOND = 8,
    BY_MEMBER_ONE = 16
};
enum { ON_SUGGESTION = 1u << IDEA_SUGGESTION, ON_WISH = 1u << IDEA_WISH };
enum idea_needs {
    NEEDS_TEXT = 1,
    NEEDS_UNIT = 2,
    NEEDS_VERDICT = 4,
    NEEDS_SHOWN = 8, /* title and text for everybody */
    NEEDS_LEADER = 16,
    NEEDS_TAKER = 32,
    NEEDS_PROOF = 64 /* a picture or a text */
};

enum idea_move {
#define MOVE(name, code, zh, en, on, from, to, who, needs) IDEA_MOVE_##name,
#include "gateway/case/idea_states.h"
#undef MOVE
    IDEA_MOVES,
    IDEA_FILED = 100 /* the first row */
};

struct idea_state_info {
    const char *code, *zh, *en;
    bool final;
};
struct idea_move_info {
    const char *code, *zh, *en;
    unsigned on, from;
    enum idea_state to;
    unsigned who, needs;
};
const struct idea_state_info *idea_state_info(enum idea_state state);
const struct idea_move_info *idea_move_info(enum idea_move move);
/* By its code among those of the kind; IDEA_MOVES: there is none. */
enum idea_move idea_move_find(enum idea_kind kind, struct view code);
/* May who (bits of enum idea_mover) make it now? */
bool idea_may(enum idea_move move, enum idea_kind kind, enum idea_state from, unsigned who);

/* What a unit says of a suggestion. */
#define IDEA_VERDICTS(VERDICT)                                                                     \
    VERDICT(NONE, "", "", "")                                                                      \
    VERDICT(ADOPTED, "adopted", "采纳", "adopted")                                                 \
    VERDICT(PART, "part", "部分采纳", "adopted in part")                                           \
    VERDICT(NOT, "not", "暂不采纳", "not adopted")
enum idea_verdict {
#define VERDICT(name, code, zh, en) VERDICT_##name,
    IDEA_VERDICTS(VERDICT)
#undef VERDICT
        VERDICTS
};
struct idea_verdict_info {
    const char *code, *zh, *en;
};
const struct idea_verdict_info *idea_verdict_info(enum idea_verdict verdict);

/* Points: POINT(enumerator, code, chinese, english, how many where the district says nothing).
 * Those below POINT_AWARDS are given; the others are booked by hand. */
#define IDEA_POINTS(POINT)                                                                         \
    POINT(ADOPTED, "adopted", "建议采纳", "suggestion adopted", 10)                                \
    POINT(PART, "part", "建议部分采纳", "suggestion adopted in part", 5)                           \
    POINT(SNAPSHOT, "snapshot", "随手拍属实", "snapshot confirmed", 2)                             \
    POINT(PATROL, "patrol", "街面处置属实", "resolved on the spot, checked", 3)                    \
    POINT(WISH, "wish", "实现微心愿", "made a wish come true", 8)                                  \
    POINT(REDEEMED, "redeemed", "兑换", "redeemed", 0)                                             \
    POINT(REVERSED, "reversed", "冲正", "reversed", 0)
enum point_reason {
#define POINT(name, code, zh, en, points) POINT_##name,
    IDEA_POINTS(POINT)
#undef POINT
        POINT_REASONS,
    POINT_AWARDS = POINT_REDEEMED
};
enum { POINTS_A_DAY = 30, POINTS_AT_ONCE = 1000000 };
struct point_info {
    const char *code, *zh, *en;
    int points;
};
const struct point_info *point_info(enum point_reason reason);

enum {
    SUGGESTIONS_A_DAY = 10, /* of one person */
    WISHES_A_DAY = 3,
    APPLICATIONS_A_DAY = 2
};

#endif
