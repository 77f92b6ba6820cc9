/* case: what the conversation, the desk and the store call a case. */
#ifndef ZHIDA_CASE_H
#define ZHIDA_CASE_H

#include "dsl/base/matter.h"

enum case_state {
#define STATE(name, code, zh, en, final) CASE_##name,
#include "gateway/case/case_states.h"
#undef STATE
    CASE_STATES,
    CASE_STAYS = CASE_STATES,      /* a move that leaves the state as it is */
    CASE_FIRST_FINAL = CASE_CLOSED /* the open ones stand before it */
};

/* What is true of a case besides its state. */
enum {
    CASE_URGENT = 1,
    CASE_ANONYMOUS = 2,
    CASE_EMERGENCY = 4,
    CASE_BY_ENGINE = 8,
    CASE_CONFIDENTIAL = 16, /* the reporter is hidden from handling units */
    CASE_BY_MEMBER = 32,    /* filed by a registered member from the street */
    CASE_WAS_RETURNED = 64,
    CASE_ARBITRATED = 128,
    CASE_EXTENSION_ASKED = 256,
    CASE_EXTENDED = 512,
    CASE_WAS_PAUSED = 1024,
    CASE_REOPENED = 2048,
    CASE_LATE = 4096,        /* not taken in time in this state */
    CASE_REMINDED = 8192,    /* of the deadline it has */
    CASE_OVERDUE = 16384,    /* likewise */
    CASE_ESCALATED = 32768,  /* likewise */
    CASE_ASKED_BACK = 65536, /* whether it is still fixed */
    CASE_SNAPSHOT = 1 << 20  /* a picture and a place, by somebody known: points where it is true */
};

/* Who moves: MOVER(enumerator, bit, code, chinese, english). BY_UNIT is the one that has the case,
 * BY_HELPER one that was asked to help, BY_CLERK speaks in the citizen's name. */
#define CASE_MOVERS(MOVER)                                                                         \
    MOVER(BY_ENGINE, 1, "engine", "系统按规则", "the rules")                                       \
    MOVER(BY_DISPATCHER, 2, "dispatcher", "调度员", "dispatcher")                                  \
    MOVER(BY_UNIT, 4, "unit", "承办单位", "unit")                                                  \
    MOVER(BY_CITIZEN, 8, "citizen", "市民", "citizen")                                             \
    MOVER(BY_SYSTEM, 16, "system", "系统", "system")                                               \
    MOVER(BY_SUPERVISOR, 32, "supervisor", "督办员", "supervisor")                                 \
    MOVER(BY_HELPER, 64, "helper", "协办单位", "helping unit")                                     \
    MOVER(BY_CLERK, 128, "clerk", "话务员", "clerk")                                               \
    MOVER(BY_MEMBER, 256, "member", "街面成员", "member")
enum mover {
#define MOVER_ENUM(name, bit, code, zh, en) name = (bit),
    CASE_MOVERS(MOVER_ENUM)
#undef MOVER_ENUM
};
struct mover_info {
    enum mover mover;
    const char *code, *zh, *en;
};
/* NULL: there is none. */
const struct mover_info *mover_info(enum mover mover);

/* What must be given with a move. */
enum move_need { NEED_TEXT = 1, NEED_UNIT = 2, NEED_HELPER = 4, NEED_OTHER = 8, NEED_RATING = 16 };

/* What must hold of the case beside its state: CONDITION(enumerator, chinese, english). */
#define MOVE_CONDITIONS(CONDITION)                                                                 \
    CONDITION(ALWAYS, "", "")                                                                      \
    CONDITION(FIRST_RETURN, "没有被退回过，也没有仲裁过", "it was never returned or arbitrated")   \
    CONDITION(RETURNED_BEFORE, "曾被退回，且没有仲裁过", "it was returned before, not arbitrated") \
    CONDITION(NOT_ARBITRATED_OR_AT_DESK, "没有仲裁过，或正在调度台",                               \
              "it was not arbitrated, or waits at the desk")                                       \
    CONDITION(FIRST_POOR, "此前没有差评", "no poor rating before")                                 \
    CONDITION(POOR_BEFORE, "此前已有差评", "a poor rating before")                                 \
    CONDITION(MAY_EXTEND, "时限允许延期，尚未到期，没有申请或延过",                                \
              "the clock has an extension, it is not due yet and none was asked for or granted")   \
    CONDITION(EXTENSION_ASKED, "已申请延期", "an extension was asked for")                         \
    CONDITION(MAY_PAUSE, "时限允许暂停，没有暂停过", "the clock may pause, and did not before")    \
    CONDITION(MAY_REOPEN, "办结后的规定天数内，此前没有差评",                                      \
              "within the days of the rules, no poor rating before")                               \
    CONDITION(MAY_REOPEN_AGAIN, "办结后的规定天数内，此前已有差评",                                \
              "within the days of the rules, a poor rating before")
enum move_condition {
#define CONDITION_ENUM(name, zh, en) WHEN_##name,
    MOVE_CONDITIONS(CONDITION_ENUM)
#undef CONDITION_ENUM
        MOVE_CONDITION_COUNT
};

enum case_move {
#define MOVE(name, code, zh, en, from, to, who, needs, when) MOVE_##name,
#include "gateway/case/case_states.h"
#undef MOVE
    CASE_MOVES
};

struct case_state_info {
    const char *code, *zh, *en;
    bool final;
};
struct case_move_info {
    const char *code, *zh, *en;
    unsigned from; /* bits of enum case_state; 0: a new case */
    int to;        /* enum case_state, or CASE_STAYS */
    unsigned who;  /* bits of enum mover */
    unsigned needs;
    enum move_condition when;
};
const struct case_state_info *case_state_info(enum case_state state);
const struct case_move_info *case_move_info(enum case_move move);

/* What a condition looks at. */
struct case_standing {
    unsigned flags;
    int poor_ratings;
    bool at_desk;
};
/* As far as the case itself says; what the clock adds (how long, how often) the turn asks. */
bool case_holds(enum move_condition condition, const struct case_standing *standing);
struct move_condition_info {
    const char *zh, *en;
};
const struct move_condition_info *move_condition_info(enum move_condition condition);

/* By its code; false: there is no such move. */
bool case_move_find(struct view code, enum case_move *move);

/* May who make this move from that state, as far as the state alone decides? */
bool case_may(enum case_move move, enum case_state from, enum mover who);

enum { RATE_DIMENSIONS = 4, RATE_POOR_AT = 2 /* an average of at most this is poor */ };

/* What the conversation may know of a case. Codes, not indices: a case outlives its rules. */
struct case_brief {
    int64_t id;
    struct view number; /* as shown: YX20261121-000123 */
    struct view code;   /* query code */
    enum case_state state;
    struct view duty, unit;           /* display text at the time; empty where there is none */
    struct view duty_code, unit_code; /* or empty */
    int64_t filed, due;
    struct view answer; /* the unit's last answer */
    struct view why;    /* what a message says besides; see enum told */
    int poor_ratings;
};

/* What is filed. */
struct case_filing {
    enum matter_kind kind;
    enum channel_kind channel;
    struct view category, duty, unit, role; /* codes; empty where there is none */
    struct view assists[8];
    size_t assist_count;
    bool dispatched; /* the engine was sure: DISPATCHED, else RECEIVED at the dispatch desk */
    bool urgent, anonymous, emergency;
    bool confidential;   /* units do not learn whose it is */
    bool by_member;      /* says the conversation; the turn looks whether it is so */
    struct view text;    /* the citizen's words, turn by turn, a line each */
    struct view summary; /* one line */
    struct view place;   /* as understood or as written */
    struct view area;    /* code of the area, or empty */
    bool has_point;
    double latitude, longitude;
    struct view contact; /* phone, or empty */
    struct view media[9];
    size_t media_count;
    struct view code;     /* query code */
    int64_t due;          /* 0: none */
    struct view decision; /* packed reasons for the desk: see talk_explain.h */
    int confidence;       /* per mille */
};

#endif
