/* talk_hear: how a text is meant, by the words that the rules listen for (听语). */
#ifndef ZHIDA_TALK_HEAR_H
#define ZHIDA_TALK_HEAR_H

#include "dsl/engine/cue.h"
#include "dsl/engine/recognise.h"

static inline bool talk_hears(const struct recognition *r, enum cue cue)
{
    return cue_heard(r->rules, cue, r->text.text);
}

#endif
