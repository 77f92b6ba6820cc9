/* talk_away: does a text turn away from what was talked of ("never mind that, how do I ...")? */
#ifndef ZHIDA_TALK_AWAY_H
#define ZHIDA_TALK_AWAY_H

#include "dsl/engine/recognise.h"

enum away {
    AWAY_NONE,
    AWAY_PERHAPS, /* "forget it, ...", "by the way, ...": what follows says whether it does */
    AWAY_PLAINLY  /* "leave that, ..." */
};

/* rest: what is said behind it, as it was written; the whole text where it does not turn away. */
enum away away_from(const struct recognition *r, struct view *rest);

/* Words of a matter with what happened to it, and no word of place behind: 路灯坏了, but not
 * 坏的路灯下面. */
bool away_names_trouble(const struct recognition *r);

#endif
