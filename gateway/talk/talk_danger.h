/* talk_danger: which number to call first. */
#ifndef ZHIDA_TALK_DANGER_H
#define ZHIDA_TALK_DANGER_H

#include "dsl/base/arena.h"
#include "dsl/base/view.h"

/* What a folded text of danger needs: "119 火警", and the others behind it. */
struct danger_numbers {
    struct view first, others;
};
struct danger_numbers danger_numbers_for(struct arena *arena, struct view folded, bool english);

#endif
