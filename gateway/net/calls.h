/* calls: HTTP calls to providers, many at once, on the sender's thread. */
#ifndef ZHIDA_CALLS_H
#define ZHIDA_CALLS_H

#include "adapters/adapter.h"

struct calls;

/* done is called from calls_poll; body is gone after it. status 0: no answer came; body is "unsent"
 * where no byte of the request left the house, else the reason. */
struct calls *calls_new(void *self,
                        void (*done)(void *self, uint64_t ticket, int status, struct view body));
/* What is under way ends unanswered. */
void calls_free(struct calls *calls);

/* false: too many are under way, or the call is malformed. */
bool calls_start(struct calls *calls, uint64_t ticket, const struct call *call);
/* As calls_start for a file of up to 10 MB. guarded: the address came from outside, so only http
 * and https to public addresses. */
bool calls_fetch(struct calls *calls, uint64_t ticket, const struct call *call, bool guarded);

/* Moves bytes and reports what is done; waits at most so long for something to happen. */
void calls_poll(struct calls *calls, int milliseconds);
/* Ends a wait; any thread. */
void calls_wake(struct calls *calls);

#endif
