/* events: what will happen and when, in virtual milliseconds; equal times in the order in which
 * they were put. */
#ifndef ZHIDA_SIM_EVENTS_H
#define ZHIDA_SIM_EVENTS_H

#include "dsl/base/view.h"

enum event_kind {
    EVENT_STEP,    /* the turn thread wakes */
    EVENT_SENDER,  /* the sender looks at what waits for its time */
    EVENT_START,   /* the process is started (again) */
    EVENT_MOOD,    /* faults begin or end, time jumps, a clean stop, a checkpoint */
    EVENT_PERSON,  /* a citizen does something */
    EVENT_SUBMIT,  /* a copy of a message reaches the listener */
    EVENT_CLOSE,   /* a request is closed by whoever made it */
    EVENT_WRITE,   /* the listener writes an answer */
    EVENT_REPORT,  /* the listener tells which passive replies were written */
    EVENT_ANSWER,  /* a provider's answer to a call */
    EVENT_RECEIPT, /* a provider reports what became of a message */
    EVENT_PUSH,    /* a frame reaches a device */
    EVENT_DESK     /* somebody at a desk moves a case */
};

struct event {
    int64_t at;
    uint64_t order;
    enum event_kind kind;
    int life; /* of the process it belongs to; 0: of the world */
    void *thing;
    uint64_t ticket;
    int status;
    struct view body; /* in the memory of the seed */
};

struct events {
    struct event *at; /* a heap */
    size_t count, room;
    uint64_t order;
};

void events_free(struct events *events);
void events_put(struct events *events, struct event event);
/* false: none. */
bool events_take(struct events *events, struct event *out);
/* When the next one happens; INT64_MAX: none. */
int64_t events_next(const struct events *events);

#endif
