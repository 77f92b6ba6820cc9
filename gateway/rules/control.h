/* control: the door for whoever runs the gateway: signals, and a socket in the data folder for
 * `zhida reload`, `confirm` and `undo`. Only the owner of the folder, or root, gets in. */
#ifndef ZHIDA_RULES_CONTROL_H
#define ZHIDA_RULES_CONTROL_H

#include "gateway/rules/change.h"

/* What may be asked: COMMAND(enumerator, word). */
#define CONTROL_COMMANDS(COMMAND)                                                                  \
    COMMAND(RELOAD, "reload")                                                                      \
    COMMAND(CONFIRM, "confirm")                                                                    \
    COMMAND(UNDO, "undo")

struct control_setup {
    const char *data; /* the socket is DATA/control */
    struct rules_change *change;
    const struct log *log;
    void *self;
    void (*changed)(void *self); /* other rules are in force, or the folder was looked at again */
    void (*stop)(void *self);    /* SIGTERM or SIGINT came */
};

struct control;

/* Starts the thread; SIGHUP, SIGTERM and SIGINT must be blocked in every thread already. NULL:
 * errno says why. */
struct control *control_start(const struct control_setup *setup);
void control_stop(struct control *control);

/* The other side: sends a request to the gateway on a data folder, appends its answer to out.
 * The exit code, or -1: no gateway is running there (errno). */
int control_ask(const char *data, const char *command, int64_t seconds, enum diag_language language,
                bool color, struct buf *out);

#endif
