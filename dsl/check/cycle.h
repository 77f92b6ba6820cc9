/* cycle: does a chain of parents come back to where it began? */
#ifndef ZHIDA_CYCLE_H
#define ZHIDA_CYCLE_H

#include "dsl/base/terms.h"

typedef int cycle_parent(const void *model, int index);

/* Follows parents from start, at most count steps; true when they lead back to start. */
static inline bool cycle_found(const void *model, cycle_parent *parent, int start, int count)
{
    int at = parent(model, start);
    for (int steps = 0; at != NONE && steps <= count; steps++) {
        if (at == start)
            return true;
        at = parent(model, at);
    }
    return false;
}

#endif
