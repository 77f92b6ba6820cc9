/* pace: how many inputs a batch takes. */
#ifndef ZHIDA_PACE_H
#define ZHIDA_PACE_H

#include <stddef.h>
#include <stdint.h>

struct pace {
    int64_t commit; /* microseconds of a commit, the last ones weighing most; 0: none yet */
    int64_t input;  /* nanoseconds of an input's work, likewise */
};

/* At least one, at most max. Before anything was measured: max. */
size_t pace_room(const struct pace *pace, size_t max);

/* Notes a batch: its inputs, the microseconds of its work and of its commit. */
void pace_note(struct pace *pace, size_t inputs, int64_t work, int64_t commit);

#endif
