/* past: the cases that a gateway keeps, handed to the author tools one after the other. */
#ifndef ZHIDA_PAST_H
#define ZHIDA_PAST_H

#include "dsl/tools/tools.h"

/* tool.past: opens the data folder for reading. A gateway may be
 * running there. newest first. */
bool past_cases(const char *data, const char *key_file, struct arena *arena, void *self,
                void (*each)(void *self, const struct past_case *one), struct view *why);

#endif
