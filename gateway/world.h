/* world: everything that is not a function of its arguments, behind one struct: the clock,
 * randomness, and what the network does. Turn, store and sender take it as a parameter, so that the
 * same code runs against the machine (world_real.c) and in a simulated world from one seed
 * (tests/sim). Files go through SQLite's VFS, which the simulation replaces too. */
#ifndef ZHIDA_WORLD_H
#define ZHIDA_WORLD_H

#include "adapters/adapter.h"

struct world {
    void *self;
    /* Seconds since the epoch, and milliseconds that never go back. */
    int64_t (*now)(void *self);
    int64_t (*ticks)(void *self);
    /* Microseconds for measuring; may be NULL. */
    int64_t (*micros)(void *self);
    void (*random)(void *self, unsigned char *out, size_t n);
    /* Starts a call to a provider; the response comes back through sender_done with the ticket.
     * false: too many are under way. self is `caller`. */
    void *caller;
    bool (*start_call)(void *self, uint64_t ticket, const struct call *call);
    /* The same for a file; guarded: only to public addresses. */
    bool (*start_fetch)(void *self, uint64_t ticket, const struct call *call, bool guarded);
    /* The name of the SQLite VFS to use, or NULL for the default. */
    const char *vfs;
};

#endif
