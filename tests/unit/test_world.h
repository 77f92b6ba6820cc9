/* test_world: a world without a machine: the clock stands where it is put, chance comes from a
 * seed, and nobody is called. */
#ifndef ZHIDA_TEST_WORLD_H
#define ZHIDA_TEST_WORLD_H

#include "dsl/base/hash.h"
#include "gateway/world.h"

struct test_world {
    struct world world;
    int64_t now, ticks;
    uint64_t seed;
};

static inline int64_t test_world_now(void *self)
{
    return ((struct test_world *)self)->now;
}

static inline int64_t test_world_ticks(void *self)
{
    return ((struct test_world *)self)->ticks;
}

static inline void test_world_random(void *self, unsigned char *out, size_t n)
{
    struct test_world *world = self;
    for (size_t i = 0; i < n; i++)
        out[i] = (unsigned char)(hash_mix(++world->seed) >> 32);
}

static inline bool test_world_call(void *self, uint64_t ticket, const struct call *call)
{
    (void)self;
    (void)ticket;
    (void)call;
    return false;
}

/* self must not move afterwards. */
static inline void test_world_init(struct test_world *self, uint64_t seed)
{
    *self = (struct test_world){.seed = seed, .now = 1795000000};
    self->world = (struct world){.self = self,
                                 .now = test_world_now,
                                 .ticks = test_world_ticks,
                                 .random = test_world_random,
                                 .start_call = test_world_call};
}

#endif
