/* listener: the sockets. One thread serves them all; what needs the store goes to the turn, what
 * makes pages goes to a few web threads, and their answers come back over a mailbox that wakes the
 * service once. */
#ifndef ZHIDA_LISTENER_H
#define ZHIDA_LISTENER_H

#include "gateway/net/crowd.h"
#include "gateway/net/routes.h"
#include "gateway/turn/turn.h"

struct listener;

struct listener_setup {
    const char *public_address, *inner_address; /* without port; NULL or "": all */
    int public_port, inner_port;
    struct crowd_limits limits;
    const struct world *world;
    struct turn **turn; /* made after this */
    struct accounts *accounts;
    struct metrics *metrics;
    const struct log *log;
    const struct route *routes; /* copied */
    size_t route_count;
};

/* Opens the sockets. NULL: not possible; why says so. */
struct listener *listener_new(const struct listener_setup *setup, char *why, size_t why_size);
void listener_free(struct listener *listener);

/* Serves until listener_stop; called on the thread that is to serve. */
void listener_run(struct listener *listener);

/* From now on: not ready, new messages are told to come again, apps are told that the service
 * restarts; running requests are finished, for five seconds at most. Then listener_run returns. Any
 * thread. */
void listener_stop(struct listener *listener);

/* For turn_outlets, with self = listener. */
void listener_push(void *self, struct account_entry *account, const struct outbound *message);
void listener_flush(void *self);

#endif
