/* change: which rules are in force, and how that changes: put in force for good, put on trial
 * until somebody confirms them, taken back. One thread at a time. */
#ifndef ZHIDA_RULES_CHANGE_H
#define ZHIDA_RULES_CHANGE_H

#include "gateway/metrics.h"
#include "gateway/rules/folder.h"
#include "gateway/rules/history.h"
#include "gateway/world.h"

struct rules_change {
    const char *folder, *images;
    struct rulebook *book;
    const struct world *world;
    struct metrics *metrics;
    const struct log *log;
    struct arena arena; /* of the history */
    struct history history;
};

enum change_result {
    CHANGE_DONE,
    CHANGE_NONE,      /* nothing to do: the same rules; nothing on trial; nothing before these */
    CHANGE_ERRORS,    /* the rules do not compile; those in force stay */
    CHANGE_IMPOSSIBLE /* a file could not be read or written; the log and errno say which */
};

/* At the start, with everything but arena and history set: the folder's rules, unless they were
 * taken back before or do not compile; then those that were in force last. Rules on trial when the
 * process ended count as not confirmed. CHANGE_ERRORS, CHANGE_IMPOSSIBLE: there are none to run. */
enum change_result change_start(struct rules_change *change) __attribute__((warn_unused_result));
void change_end(struct rules_change *change);

/* Compiles the folder anew and puts it in force; with seconds > 0 on trial for so long. */
enum change_result change_reload(struct rules_change *change, int64_t seconds,
                                 const struct rules_report *report);

/* What is on trial stays. */
enum change_result change_confirm(struct rules_change *change);

/* Takes back what is in force; the version before it is in force again. */
enum change_result change_undo(struct rules_change *change);

/* Takes back what was on trial for too long. Milliseconds until it has to be looked at again, or
 * -1: nothing is on trial. */
int change_tick(struct rules_change *change);

#endif
