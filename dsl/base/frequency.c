/* frequency: counts of past cases become weights. A duty that never happened still might, so it
 * counts one; the rest is scaled so that no sum of them overflows, which leaves the rare ones alike
 * and the common ones apart. */
#include "dsl/base/frequency.h"

struct frequency *frequency_of_counts(struct arena *arena, const uint32_t *counts, int duties)
{
    struct frequency *frequency = ARENA_NEW(arena, struct frequency);
    uint64_t most = FREQUENCY_MAX - 1;
    frequency->count = duties;
    frequency->weight = ARENA_ARRAY(arena, (size_t)duties + 1, uint16_t);
    for (int i = 0; i < duties; i++)
        most = counts[i] > most ? counts[i] : most;
    for (int i = 0; i < duties; i++)
        frequency->weight[i] = (uint16_t)(1 + (uint64_t)counts[i] * (FREQUENCY_MAX - 1) / most);
    return frequency;
}
