/* talk_act: what a message that begins something is meant for. */
#ifndef ZHIDA_TALK_ACT_H
#define ZHIDA_TALK_ACT_H

#include "gateway/talk/talk.h"

/* The message as it is heard where it begins something: its kind is what it is meant for, if that
 * is sure (acts.h), and else what its words say; in the middle of a matter, as it is, and
 * a few words there that are only like danger as no more than near it. copy and
 * recognition are used for it. */
const struct talk_input *act_heard(const struct talk_state *state, const struct talk_input *input,
                                   struct talk_input *copy, struct recognition *recognition);

/* Is the message that begins something surely meant for this? */
bool act_is(const struct talk_state *state, const struct talk_input *input, enum act act);

#endif
