/* world_real: the only place of the gateway, beside the log's time stamp, that asks the machine. */
#include "gateway/world_real.h"

#include <stdlib.h>
#include <sys/random.h>
#include <time.h>

static int64_t now(void *self)
{
    (void)self;
    return (int64_t)time(NULL);
}

static int64_t micros(void *self)
{
    (void)self;
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return (int64_t)at.tv_sec * 1000000 + at.tv_nsec / 1000;
}

static int64_t ticks(void *self)
{
    return micros(self) / 1000;
}

static void random_bytes(void *self, unsigned char *out, size_t n)
{
    (void)self;
    while (n) {
        ssize_t got = getrandom(out, n, 0);
        if (got < 0)
            abort();
        out += got;
        n -= (size_t)got;
    }
}

struct world world_real(void)
{
    return (struct world){.now = now, .ticks = ticks, .micros = micros, .random = random_bytes};
}
