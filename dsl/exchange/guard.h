/* guard: keeps a cell of a CSV from being computed. A spreadsheet runs what begins with = + - or @
 * as a formula, also out of a CSV that a stranger filled; an apostrophe before it makes it text.
 * Putting on and taking off are each other's inverse, so nothing is lost on the way. */
#ifndef ZHIDA_EXCHANGE_GUARD_H
#define ZHIDA_EXCHANGE_GUARD_H

#include "dsl/base/view.h"

/* Apostrophes, then a character that starts a formula? A plain number (-5, +3.2) does not. */
bool guard_needed(struct view cell);

/* Without its first apostrophe, where it is one that guards. */
struct view guard_off(struct view cell);

#endif
