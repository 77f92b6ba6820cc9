/* checkpoint: moves what the log holds into the database, on a thread of its own. */
#ifndef ZHIDA_CHECKPOINT_H
#define ZHIDA_CHECKPOINT_H

#include "gateway/store/db.h"

struct checkpointer;

/* Starts the thread. path and vfs as of the writer. NULL: not possible. */
struct checkpointer *checkpointer_start(const char *path);
void checkpointer_stop(struct checkpointer *checkpointer);

/* The writer says after a commit how many pages the log has; at a threshold the thread is woken. */
void checkpointer_note(struct checkpointer *checkpointer, int64_t pages);
/* Should the writer copy the rest itself, between two batches? Then the next write begins the log
 * anew; else a log that is always written to would grow for ever. */
bool checkpointer_wants_turn(struct checkpointer *checkpointer);
int64_t checkpointer_count(struct checkpointer *checkpointer);

#endif
