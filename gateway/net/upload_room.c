/* upload_room: a counter for each slot of addresses and one for all, begun anew every hour. Two
 * addresses may share a slot and then share its room: it is wide, and there are many slots. Behind
 * a proxy the address is the one the proxy names (peer.h). */
#include "gateway/net/upload_room.h"

#include <string.h>
#include <sys/statvfs.h>

#include "dsl/base/hash.h"

#define SLOT_BYTES ((int64_t)512 << 20)
#define ALL_BYTES ((int64_t)8 << 30)
#define DISK_KEPT ((uint64_t)256 << 20)

void upload_room_init(struct upload_room *room)
{
    *room = (struct upload_room){.hour = 0};
    pthread_mutex_init(&room->lock, NULL);
}

static void turn_hour(struct upload_room *room, int64_t hour)
{
    if (room->hour == hour)
        return;
    room->hour = hour;
    room->all = 0;
    memset(room->of_slot, 0, sizeof room->of_slot);
}

bool upload_room_take(struct upload_room *room, struct view peer, int64_t now, size_t n)
{
    size_t slot = hash_view(peer) % UPLOAD_SLOTS;
    int64_t bytes = (int64_t)n;
    pthread_mutex_lock(&room->lock);
    turn_hour(room, now / 3600);
    bool takes = room->of_slot[slot] + bytes <= SLOT_BYTES && room->all + bytes <= ALL_BYTES;
    if (takes) {
        room->of_slot[slot] += bytes;
        room->all += bytes;
    }
    pthread_mutex_unlock(&room->lock);
    return takes;
}

bool upload_room_on_disk(const char *folder)
{
    struct statvfs disk;
    return statvfs(folder, &disk) != 0 || (uint64_t)disk.f_bavail * disk.f_frsize >= DISK_KEPT;
}
