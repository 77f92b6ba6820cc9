/* case: what the conversation, the desk and the store call a case. */
#ifndef ZHIDA_CASE_H
#define ZHIDA_CASE_H

#include "dsl/base/matter.h"

enum case_state {
#define STATE(name, code, zh, en, final) CASE_##name,
#include "gateway/case/case_states.h"
#undef STATE
    CASE_STATES
};

enum mover { BY_ENGINE = 1, BY_DISPATCHER = 2, BY_UNIT = 4, BY_CITIZEN = 8, BY_SYSTEM = 16 };

enum case_move {
#define MOVE(name, code, zh, en, from, to, who) MOVE_##name,
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
    enum case_state to;
    unsigned who; /* bits of enum mover */
};
const struct case_state_info *case_state_info(enum case_state state);
const struct case_move_info *case_move_info(enum case_move move);

/* May who make this move from that state? */
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
