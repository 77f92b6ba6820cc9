/* learned_gist: what a text's gist says of each desk. Private to dsl/engine. */
#ifndef ZHIDA_LEARNED_GIST_H
#define ZHIDA_LEARNED_GIST_H

#include "dsl/engine/learned_rank.h"

/* The logarithm of each desk's share by the gist alone, into the desks' factor; 0 for all where the
 * ranking has no gist. */
void learned_weigh_gist(const struct learned *learned, struct arena *arena,
                        const struct learned_shares *shares, learned_factors *factors);

#endif
