/* opening: how a category stands as long as next to nothing is known of what its duties ask for,
 * worked out for the rules in force before anybody asks. */
#ifndef ZHIDA_OPENING_H
#define ZHIDA_OPENING_H

#include "dsl/engine/rules.h"

/* For all categories, by the rules' frequencies as they are now; lives in the arena. Decisions come
 * out the same with it and without. Twenty milliseconds and a megabyte for a city of 4,394 duties.
 */
const struct openings *openings_new(const struct rules *rules, struct arena *arena);

#endif
