/* talk_danger: which number to call first. */
#ifndef ZHIDA_TALK_DANGER_H
#define ZHIDA_TALK_DANGER_H

#include "dsl/engine/recognise.h"

/* What a text of danger needs: "119 火警", and the others behind it. */
struct danger_numbers {
    struct view first, others;
};
struct danger_numbers danger_numbers_for(const struct recognition *r, struct arena *arena,
                                         bool english);

#endif
