/* upload_room: how much strangers may still upload. A token costs nothing, so the limits go by
 * address and by all together, and the disk keeps room for what matters more. Any thread. */
#ifndef ZHIDA_UPLOAD_ROOM_H
#define ZHIDA_UPLOAD_ROOM_H

#include <pthread.h>

#include "dsl/base/view.h"

enum { UPLOAD_SLOTS = 4096 };

struct upload_room {
    pthread_mutex_t lock;
    int64_t hour, all, of_slot[UPLOAD_SLOTS]; /* bytes within the hour */
};

void upload_room_init(struct upload_room *room);

/* Takes n bytes for the address. false: it, or all together, sent enough for this hour. */
bool upload_room_take(struct upload_room *room, struct view peer, int64_t now, size_t n);

/* Has the disk of this folder room for a file and a good deal more? */
bool upload_room_on_disk(const char *folder);

#endif
