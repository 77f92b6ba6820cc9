/* crowd: how much one address may have of the public listener at a time. Wide, since a whole office
 * or a mobile network may stand behind one address. Only the service thread touches it. */
#ifndef ZHIDA_CROWD_H
#define ZHIDA_CROWD_H

#include "dsl/base/view.h"

/* LIMIT(enumerator, name for --limit, how many unless told otherwise, what is counted) */
#define CROWD_LIMITS(LIMIT)                                                                        \
    LIMIT(CONNECTIONS, "connections", 2000, "open connections")                                    \
    LIMIT(APPS, "apps", 1000, "open app connections and chat pages")                               \
    LIMIT(NEWCOMERS, "newcomers", 2000, "new conversations of apps within an hour")

enum crowd_kind {
#define LIMIT(kind, name, most, meaning) CROWD_##kind,
    CROWD_LIMITS(LIMIT)
#undef LIMIT
        CROWD_KINDS
};

struct crowd_limits {
    int64_t most[CROWD_KINDS]; /* 0: as many as come */
};
struct crowd_limits crowd_defaults(void);
const char *crowd_name(enum crowd_kind kind);
/* "connections=500". false: not a limit, or no number. */
bool crowd_set(struct crowd_limits *limits, struct view setting);

struct crowd;

/* seed: of this process, so that nobody can know who shares whose counter. */
struct crowd *crowd_new(const struct crowd_limits *limits, uint64_t seed);
void crowd_free(struct crowd *crowd);

/* The counter of an address; 0: it is not counted, because it is of this machine: a proxy that
 * names nobody, or somebody who needs no limit. */
int crowd_slot(const struct crowd *crowd, struct view address);

/* Has this counter room for one more? now: seconds, for what is counted by the hour. */
bool crowd_has_room(struct crowd *crowd, int slot, enum crowd_kind kind, int64_t now);
void crowd_enter(struct crowd *crowd, int slot, enum crowd_kind kind);
/* Of what is open, not of what is counted by the hour. */
void crowd_leave(struct crowd *crowd, int slot, enum crowd_kind kind);

#endif
