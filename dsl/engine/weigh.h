/* weigh: the citizen's own words against those of others. Private to dsl/engine. */
#ifndef ZHIDA_WEIGH_H
#define ZHIDA_WEIGH_H

#include "dsl/engine/recognise.h"

/* Moves what is denied, and what others said and the citizen's own words outweigh (matter.h, rule
 * 7), from evidence to passed; both stay in order of place. */
void evidence_weigh(struct recognition *recognition, struct arena *arena);

#endif
