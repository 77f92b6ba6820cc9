/* child: a program run beside the gateway, for what it writes: no shell, nothing on its input, and
 * an end to its time, its memory and its words. */
#ifndef ZHIDA_CHILD_H
#define ZHIDA_CHILD_H

#include "dsl/base/buf.h"

enum child_result {
    CHILD_GOOD,    /* it ended by itself with exit code 0 */
    CHILD_FAILED,  /* with another one, or by a signal */
    CHILD_MISSING, /* there is no such program on PATH */
    CHILD_TOO_LONG,
    CHILD_TOO_MUCH,  /* it wrote more than the buffer holds */
    CHILD_IMPOSSIBLE /* the machine had no process or pipe to give */
};

struct child_limits {
    int seconds;   /* of the clock, and of the processor */
    int megabytes; /* of address space */
};

/* Is the program on PATH? */
bool child_is_there(const char *program);

/* Runs argv[0] (found on PATH) with arguments, NULL behind them, and appends what it writes. */
enum child_result child_run(const char *const *argv, struct child_limits limits, struct buf *out)
    __attribute__((warn_unused_result));

#endif
