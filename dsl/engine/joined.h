/* joined: two matters that one clause joins (matter.h, rule 8, where nothing is listed). Private to
 * dsl/engine. */
#ifndef ZHIDA_JOINED_H
#define ZHIDA_JOINED_H

#include "dsl/engine/several.h"

/* As several_matters(). */
int joined_matters(const struct rules *rules, struct arena *arena,
                   const struct recognition *recognition, struct civil_time now,
                   struct one_matter out[MATTERS_MAX]);

#endif
