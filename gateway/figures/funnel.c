/* funnel: counters of a batch, then rows. They are gathered in memory, since every message counts
 * and all of a batch change the same row; whoever undoes a message puts the counters back. */
#include "gateway/figures/funnel.h"

void funnel_count(struct funnel *funnel, int day, int channel, unsigned steps)
{
    if (channel < 0 || channel >= CHANNEL_COUNT || !steps)
        return;
    funnel->day = day;
    for (int i = 0; i < FUNNEL_STEPS_COUNT; i++)
        funnel->n[channel][i] += steps >> i & 1;
}

enum store_error funnel_write(struct store *store, struct funnel *funnel)
{
    static const int64_t nothing[FUNNEL_STEPS_COUNT];
    enum store_error error = STORE_OK;
    for (int channel = 0; funnel->day && channel < CHANNEL_COUNT && error == STORE_OK; channel++) {
        struct funnel_row row = {.day = funnel->day, .channel = channel};
        memcpy(row.n, funnel->n[channel], sizeof row.n);
        if (memcmp(row.n, nothing, sizeof nothing) != 0)
            error = funnel_add(store, &row);
    }
    if (error == STORE_OK)
        *funnel = (struct funnel){0};
    return error;
}

static const struct funnel_info infos[FUNNEL_STEPS_COUNT] = {
#define STEP(name, zh, en, what, what_en) {#name, zh, en, what, what_en},
    FUNNEL_STEPS(STEP)
#undef STEP
};

const struct funnel_info *funnel_info(enum funnel_step step)
{
    return &infos[step];
}
