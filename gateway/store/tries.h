/* tries: how often a wrong password was given, by name and by address. Kept by keyed hash: what
 * people type into a login field is at times their password. */
#ifndef ZHIDA_STORE_TRIES_H
#define ZHIDA_STORE_TRIES_H

#include "gateway/store/store.h"

struct tries {
    int64_t count, since, closed_until; /* closed_until 0: open */
};

/* All zero where nothing was counted. what: "login" or "peer". */
enum store_error tries_get(struct store *store, const char *what, struct view name,
                           struct tries *out) STORE_CHECKED;
/* A count of 0 takes the row away. */
enum store_error tries_put(struct store *store, const char *what, struct view name,
                           const struct tries *tries) STORE_CHECKED;
/* Forgets those that began before, unless their door is closed since. */
enum store_error tries_sweep(struct store *store, int64_t before) STORE_CHECKED;

#endif
