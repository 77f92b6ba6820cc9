/* sim_vfs: a disk in memory for one process at a time, as an SQLite VFS. It knows for every file
 * what was synced and what is only written, and loses as much of the latter as a real one may. */
#ifndef ZHIDA_SIM_VFS_H
#define ZHIDA_SIM_VFS_H

#include "tests/sim/chance.h"

struct disk;

/* What goes wrong, counted in writing operations (write, sync, truncate, delete); 0: nothing. */
struct disk_faults {
    int64_t dies_in;   /* the process ends in the midst of this one */
    bool at_sync;      /* or rather before the first sync from then on, with all written */
    int64_t fails_in;  /* this one gives an I/O error */
    bool full;         /* files cannot grow */
    int slow_permille; /* of the syncs take long */
};

/* died() is called once in the moment of death; pause() when a sync takes that many milliseconds.
 */
struct disk *disk_new(struct chance *chance, void *self, void (*died)(void *self),
                      void (*pause)(void *self, int64_t milliseconds));
void disk_free(struct disk *disk);

/* The VFS's name for sqlite3_open_v2; registered as the default too, so that the engine's own
 * randomness comes from the seed. */
const char *disk_vfs(const struct disk *disk);

struct disk_faults *disk_faults(struct disk *disk);

/* From here on every operation fails and changes nothing: the process is dead, but its code still
 * runs to its end. */
void disk_kill(struct disk *disk);
bool disk_dead(const struct disk *disk);

/* The process is gone; another one may come. power: what was not synced is lost at random. */
void disk_revive(struct disk *disk, bool power);

#endif
