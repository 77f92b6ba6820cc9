/* moved_clock: a clock for a process under test, preloaded into it. What asks the time of day gets
 * it moved by ZHIDA_TEST_MOVE seconds, so that a test of the quiet hours need not wait for the
 * night. Clocks that only measure are left alone. */
#include <stdlib.h>
#include <time.h>

time_t time(time_t *out)
{
    struct timespec now;
    const char *moved = getenv("ZHIDA_TEST_MOVE");
    clock_gettime(CLOCK_REALTIME, &now);
    time_t told = now.tv_sec + (moved ? strtoll(moved, NULL, 10) : 0);
    if (out)
        *out = told;
    return told;
}
