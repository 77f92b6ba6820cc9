/* talk_danger: is somebody in danger, and which number to call first. */
#ifndef ZHIDA_TALK_DANGER_H
#define ZHIDA_TALK_DANGER_H

#include "dsl/engine/recognise.h"

/* Is the text like those that tell of danger? No text is not. */
bool danger_heard(const struct recognition *r);

/* Is it like those, but a question that a document answers? */
bool danger_asked_about(const struct recognition *r);

/* Is it like those that tell of what may be danger, or become one? */
bool danger_near(const struct recognition *r);

/* A few words that may as well be an answer or a remark, where what was said before is not near
 * danger itself: only a line is said. Who is needed for fire and water is never kept waiting. */
bool danger_may_be_remark(const struct recognition *r, struct view said);
/* Were they heard as danger but for that? */
bool danger_was_remark(const struct recognition *r);

/* What a text of danger needs: "119 火警", and the others behind it. */
struct danger_numbers {
    struct view first, others;
};
struct danger_numbers danger_numbers_for(const struct recognition *r, struct arena *arena,
                                         bool english);

#endif
