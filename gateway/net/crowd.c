/* crowd: a fixed number of counters that addresses share by a seeded hash.
 *
 * A table of addresses would itself be something to fill; counters are not. Two addresses may share
 * one and then share its limit, which is wide enough for that. What is counted by the hour is
 * forgotten for all when the hour turns. */
#include "gateway/net/crowd.h"

#include <stdlib.h>

#include "dsl/base/hash.h"
#include "gateway/net/peer.h"

enum { SLOTS = 16384 };

struct crowd {
    struct crowd_limits limits;
    uint64_t seed;
    int64_t hour;
    int32_t count[CROWD_KINDS][SLOTS];
};

static const struct {
    const char *name;
    int64_t most;
} table[CROWD_KINDS] = {
#define LIMIT(kind, name, most, meaning) {name, most},
    CROWD_LIMITS(LIMIT)
#undef LIMIT
};

struct crowd_limits crowd_defaults(void)
{
    struct crowd_limits limits;
    for (int kind = 0; kind < CROWD_KINDS; kind++)
        limits.most[kind] = table[kind].most;
    return limits;
}

const char *crowd_name(enum crowd_kind kind)
{
    return table[kind].name;
}

bool crowd_set(struct crowd_limits *limits, struct view setting)
{
    struct view rest = setting, name = view_cut(&rest, '=');
    for (int kind = 0; kind < CROWD_KINDS; kind++)
        if (view_is(name, table[kind].name))
            return view_int(rest, 0, 1000000, &limits->most[kind]);
    return false;
}

struct crowd *crowd_new(const struct crowd_limits *limits, uint64_t seed)
{
    struct crowd *crowd = calloc(1, sizeof *crowd);
    if (!crowd)
        abort();
    crowd->limits = *limits;
    crowd->seed = seed;
    return crowd;
}

void crowd_free(struct crowd *crowd)
{
    free(crowd);
}

int crowd_slot(const struct crowd *crowd, struct view address)
{
    unsigned char key[PEER_KEY];
    if (!address.n || peer_is_here(address))
        return 0;
    uint64_t hash = peer_key(address, key) ? hash_bytes(key, sizeof key, crowd->seed)
                                           : hash_bytes(address.p, address.n, crowd->seed);
    return 1 + (int)(hash % SLOTS);
}

static void turn_hour(struct crowd *crowd, int64_t hour)
{
    if (crowd->hour == hour)
        return;
    crowd->hour = hour;
    memset(crowd->count[CROWD_NEWCOMERS], 0, sizeof crowd->count[CROWD_NEWCOMERS]);
}

bool crowd_has_room(struct crowd *crowd, int slot, enum crowd_kind kind, int64_t now)
{
    turn_hour(crowd, now / 3600);
    return !slot || !crowd->limits.most[kind] ||
           crowd->count[kind][slot - 1] < crowd->limits.most[kind];
}

void crowd_enter(struct crowd *crowd, int slot, enum crowd_kind kind)
{
    if (slot)
        crowd->count[kind][slot - 1]++;
}

void crowd_leave(struct crowd *crowd, int slot, enum crowd_kind kind)
{
    if (slot)
        crowd->count[kind][slot - 1]--;
}
