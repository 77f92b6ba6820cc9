/* history: which versions of the rules were in force, from when to when, and which were taken back.
 * One file, IMAGES/history, one line an event; it is read whole and only ever added to. */
#ifndef ZHIDA_RULES_HISTORY_H
#define ZHIDA_RULES_HISTORY_H

#include "dsl/base/vec.h"
#include "dsl/base/view.h"

enum history_event {
    HISTORY_FORCE,   /* put in force for good */
    HISTORY_TRY,     /* put in force until it is confirmed, or the time runs out */
    HISTORY_CONFIRM, /* what was on trial stays */
    HISTORY_UNDO,    /* the version in force is taken back by somebody */
    HISTORY_EXPIRE   /* what was on trial is taken back because nobody confirmed it */
};

enum history_state { VERSION_GOOD, VERSION_ON_TRIAL, VERSION_UNDONE, VERSION_EXPIRED };

struct history_version {
    struct view version;
    int64_t from, to;   /* seconds; to: when it last ceased to be in force, 0: it is in force */
    int64_t confirm_by; /* VERSION_ON_TRIAL: seconds; else 0 */
    enum history_state state;
};

struct history {
    struct arena *arena;
    const char *path;
    VEC(struct history_version) versions; /* oldest first; one that came back stands twice */
};

/* Reads IMAGES/history; a missing one is empty. A last line that was cut off is left out, a line
 * that means nothing too. false: it could not be read, and errno says why. */
bool history_read(struct history *history, const char *images, struct arena *arena);

/* Writes an event to the disk, then takes it into memory; the version counts for FORCE and TRY
 * only. false: errno says why, nothing has changed. */
bool history_add(struct history *history, enum history_event event, int64_t at, struct view version,
                 int64_t confirm_by) __attribute__((warn_unused_result));

/* The version in force, or NULL before the first. */
const struct history_version *history_now(const struct history *history);

/* What would be in force if the present one were taken back, or NULL: there is nothing before. */
const struct history_version *history_before(const struct history *history);

/* Was it taken back when it was last in force? */
bool history_was_undone(const struct history *history, struct view version);

#endif
