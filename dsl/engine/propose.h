/* propose: what the learned ranking adds to what the words reveal. Private to dsl/engine.
 *
 * Only where rules have a ranking attached; the reference interpreter knows none. It never
 * outweighs words: it speaks where they say nothing, and orders what they leave open. */
#ifndef ZHIDA_PROPOSE_H
#define ZHIDA_PROPOSE_H

#include "dsl/engine/learned.h"

/* Ranks the desks for a text that was read, by the rules' own candidates too; memory from the
 * arena. */
struct learned_ranking *propose_ranking(const struct rules *rules, struct arena *arena,
                                        const struct recognition *recognition);

/* Adds to a matter, behind the words. Sure of the desk: its duty's category, where no word names
 * one, or where it is among those the words are open between. Likely: the first two as a question,
 * where no word names a category. Else nothing. */
void propose_reveal(const struct rules *rules, struct matter *matter,
                    const struct learned_ranking *ranking);

#endif
