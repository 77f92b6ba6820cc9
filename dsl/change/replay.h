/* replay: past cases run through two versions of the rules: which would go elsewhere, how many, and
 * some of them to look at. The engine decides, with nothing asked: the first candidate is the desk
 * a case would come to as it stands. */
#ifndef ZHIDA_REPLAY_H
#define ZHIDA_REPLAY_H

#include "dsl/base/vec.h"
#include "dsl/engine/rules.h"

enum { REPLAY_EXAMPLES = 5 };

/* Cases that went one way before and go another way now. */
struct replay_shift {
    struct view old_desk, new_desk; /* unit, or role where the place is open; "-": none */
    struct view old_duty, new_duty; /* codes; "-": 否则, or none */
    size_t count;
    struct view examples[REPLAY_EXAMPLES]; /* texts, the first ones met */
    size_t example_count;
};

struct replay {
    struct arena *arena;
    struct rules old, new; /* with openings */
    struct arena scratch;
    VEC(struct replay_shift) shifts;
    int *slots; /* open addressing over shifts */
    size_t slot_count;
    size_t texts;       /* all that were run */
    size_t elsewhere;   /* to another desk */
    size_t other_duty;  /* same desk, another duty */
    size_t found, lost; /* a desk now and none before; none now and one before: of elsewhere */
    size_t asked_more, asked_less; /* no duty without a question now, but before; the other way */
};

void replay_begin(struct replay *replay, struct arena *arena, const struct rules *old,
                  const struct rules *new);

/* One past case: what was written, and the place's code where it is known (else empty). */
void replay_case(struct replay *replay, struct view text, struct view area);

/* Sorts the shifts, those of most cases first; other desks before other duties. */
void replay_end(struct replay *replay);

#endif
