/* funnel: what talks come to, per day and channel: begun, something said, understood, answered at
 * once, filed, handed to a person, joined to a case that is there. A talk counts in a step once,
 * on the day it got there; the conversation itself says where it got (talk.h). */
#ifndef ZHIDA_FIGURES_FUNNEL_H
#define ZHIDA_FIGURES_FUNNEL_H

#include "dsl/base/matter.h"
#include "gateway/store/figures.h"

/* Counted and not written yet, all of one day. */
struct funnel {
    int day; /* yyyymmdd; 0: nothing */
    int64_t n[CHANNEL_COUNT][FUNNEL_STEPS_COUNT];
};

/* steps: bits of enum funnel_step. */
void funnel_count(struct funnel *funnel, int day, int channel, unsigned steps);
enum store_error funnel_write(struct store *store, struct funnel *funnel) STORE_CHECKED;

struct funnel_info {
    const char *code, *zh, *en, *what, *what_en;
};
const struct funnel_info *funnel_info(enum funnel_step step);

#endif
