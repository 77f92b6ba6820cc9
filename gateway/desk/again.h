/* again: a filed case decided once more, by the rules in force now. */
#ifndef ZHIDA_AGAIN_H
#define ZHIDA_AGAIN_H

#include "gateway/store/cases.h"
#include "dsl/engine/decide.h"

/* A fact that stood in the stored reasons: its code and its value as displayed. */
struct told_fact {
    struct view fact, value;
};

/* The reasons as talk_explain_pack writes them, in the arena. */
struct view decide_again(const struct rules *rules, const struct case_full *of,
                         const struct told_fact *facts, size_t count, struct arena *arena);

#endif
