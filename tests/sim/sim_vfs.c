/* sim_vfs: the simulated disk as SQLite sees it.
 *
 * Death is a flag: the process's code runs on to where it can be taken apart, but nothing it does
 * changes a byte. The die falls inside a writing operation, so a write may be half done.
 *
 * No shared memory: the store opens with exclusive locking where a VFS is named. */
#include "tests/sim/sim_vfs.h"

#include "tests/sim/platter.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILES_MAX = 16 };

struct disk {
    sqlite3_vfs vfs;
    char vfs_name[32];
    struct chance *chance;
    void *self;
    void (*died)(void *self);
    void (*pause)(void *self, int64_t milliseconds);
    struct disk_faults faults;
    bool dead;
    struct platter nodes[FILES_MAX];
};

struct file {
    sqlite3_file base;
    struct disk *disk;
    struct platter *node;
    bool passing; /* a nameless file: gone when closed */
};

/* ---- finding ---- */

static struct platter *find(struct disk *disk, const char *name)
{
    for (size_t i = 0; i < FILES_MAX; i++)
        if (disk->nodes[i].name[0] && strcmp(disk->nodes[i].name, name) == 0)
            return &disk->nodes[i];
    return NULL;
}

static struct platter *node_new(struct disk *disk, const char *name)
{
    for (size_t i = 0; i < FILES_MAX; i++)
        if (!disk->nodes[i].name[0]) {
            snprintf(disk->nodes[i].name, FILE_NAME_MAX, "%s", name);
            return &disk->nodes[i];
        }
    abort();
}

/* ---- life and death ---- */

void disk_revive(struct disk *disk, bool power)
{
    for (size_t i = 0; power && i < FILES_MAX; i++)
        if (disk->nodes[i].name[0])
            platter_cut(disk->chance, &disk->nodes[i]);
    disk->dead = false;
}

void disk_kill(struct disk *disk)
{
    if (disk->dead)
        return;
    disk->dead = true;
    disk->died(disk->self);
}

bool disk_dead(const struct disk *disk)
{
    return disk->dead;
}

struct disk_faults *disk_faults(struct disk *disk)
{
    return &disk->faults;
}

/* ---- faults ---- */

enum fate { FATE_FINE, FATE_DEATH, FATE_ERROR };

static enum fate writing(struct disk *disk, bool sync)
{
    struct disk_faults *faults = &disk->faults;
    if (disk->dead)
        return FATE_ERROR;
    bool waits = faults->dies_in == 1 && faults->at_sync && !sync;
    if (faults->dies_in && !waits && --faults->dies_in == 0)
        return FATE_DEATH;
    return faults->fails_in && --faults->fails_in == 0 ? FATE_ERROR : FATE_FINE;
}

/* ---- a file's methods ---- */

static int file_close(sqlite3_file *base)
{
    struct file *file = (struct file *)base;
    if (file->passing) {
        free(file->node->seen.p);
        free(file->node->safe.p);
        *file->node = (struct platter){.name = ""};
    }
    return SQLITE_OK;
}

static int file_read(sqlite3_file *base, void *to, int amount, sqlite3_int64 offset)
{
    struct file *file = (struct file *)base;
    const struct bytes *seen = &file->node->seen;
    size_t n = (size_t)amount, at = (size_t)offset;
    if (file->disk->dead)
        return SQLITE_IOERR_READ;
    size_t have = at >= seen->n ? 0 : seen->n - at < n ? seen->n - at : n;
    if (have)
        memcpy(to, seen->p + at, have);
    memset((char *)to + have, 0, n - have);
    return have == n ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

static int file_write(sqlite3_file *base, const void *from, int amount, sqlite3_int64 offset)
{
    struct file *file = (struct file *)base;
    struct disk *disk = file->disk;
    size_t n = (size_t)amount, at = (size_t)offset;
    switch (writing(disk, false)) {
    case FATE_DEATH:
        platter_write(file->node, at, from, (size_t)chance_below(disk->chance, amount + 1));
        disk_kill(disk);
        return SQLITE_IOERR_WRITE;
    case FATE_ERROR:
        if (!disk->dead)
            platter_write(file->node, at, from, (size_t)chance_below(disk->chance, amount + 1));
        return SQLITE_IOERR_WRITE;
    case FATE_FINE:
        break;
    }
    if (disk->faults.full && at + n > file->node->seen.n)
        return SQLITE_FULL;
    platter_write(file->node, at, from, n);
    return SQLITE_OK;
}

static int file_truncate(sqlite3_file *base, sqlite3_int64 size)
{
    struct file *file = (struct file *)base;
    enum fate fate = writing(file->disk, false);
    if (fate == FATE_DEATH)
        disk_kill(file->disk);
    if (fate != FATE_FINE)
        return SQLITE_IOERR_TRUNCATE;
    struct platter *node = file->node;
    bytes_resize(&node->seen, (size_t)size);
    if (node->least > (size_t)size)
        node->least = (size_t)size;
    return SQLITE_OK;
}

/* A sync that dies or fails may have reached the disk, or not. */
static int file_sync(sqlite3_file *base, int flags)
{
    (void)flags;
    struct file *file = (struct file *)base;
    struct disk *disk = file->disk;
    enum fate fate = writing(disk, true);
    if (fate != FATE_FINE) {
        if (!disk->dead && !disk->faults.at_sync && chance_permille(disk->chance, 500))
            platter_sync(file->node);
        if (fate == FATE_DEATH)
            disk_kill(disk);
        return SQLITE_IOERR_FSYNC;
    }
    platter_sync(file->node);
    bool slow = chance_permille(disk->chance, disk->faults.slow_permille);
    disk->pause(disk->self,
                slow ? chance_between(disk->chance, 300, 7000) : chance_below(disk->chance, 6));
    return SQLITE_OK;
}

static int file_size(sqlite3_file *base, sqlite3_int64 *size)
{
    *size = (sqlite3_int64)((struct file *)base)->node->seen.n;
    return SQLITE_OK;
}

static int file_lock(sqlite3_file *base, int level)
{
    (void)base, (void)level;
    return SQLITE_OK;
}

static int file_reserved(sqlite3_file *base, int *reserved)
{
    (void)base;
    *reserved = 0;
    return SQLITE_OK;
}

static int file_control(sqlite3_file *base, int op, void *argument)
{
    (void)base, (void)op, (void)argument;
    return SQLITE_NOTFOUND;
}

static int file_sector(sqlite3_file *base)
{
    (void)base;
    return SECTOR;
}

static int file_device(sqlite3_file *base)
{
    (void)base;
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

static const sqlite3_io_methods methods = {.iVersion = 1,
                                           .xClose = file_close,
                                           .xRead = file_read,
                                           .xWrite = file_write,
                                           .xTruncate = file_truncate,
                                           .xSync = file_sync,
                                           .xFileSize = file_size,
                                           .xLock = file_lock,
                                           .xUnlock = file_lock,
                                           .xCheckReservedLock = file_reserved,
                                           .xFileControl = file_control,
                                           .xSectorSize = file_sector,
                                           .xDeviceCharacteristics = file_device};

/* ---- the VFS's methods ---- */

/* A new file of an old name: whatever stood there is gone for good. */
static void create(struct platter *node)
{
    node->exists = true;
    node->safe_exists = false;
    bytes_resize(&node->seen, 0);
    bytes_resize(&node->safe, 0);
    platter_settle(node);
}

static int vfs_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *base, int flags,
                    int *out_flags)
{
    struct disk *disk = vfs->pAppData;
    struct file *file = (struct file *)base;
    char passing[32];
    base->pMethods = NULL;
    if (disk->dead)
        return SQLITE_CANTOPEN;
    snprintf(passing, sizeof passing, "passing-%llu",
             (unsigned long long)chance_next(disk->chance));
    struct platter *node = name ? find(disk, name) : NULL;
    if ((!node || !node->exists) && !(flags & SQLITE_OPEN_CREATE))
        return SQLITE_CANTOPEN;
    if (!node)
        node = node_new(disk, name ? name : passing);
    if (!node->exists)
        create(node);
    *file = (struct file){{&methods}, disk, node, name == NULL};
    if (out_flags)
        *out_flags = flags;
    return SQLITE_OK;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *name, int sync_folder)
{
    struct disk *disk = vfs->pAppData;
    struct platter *node = find(disk, name);
    enum fate fate = writing(disk, false);
    if (fate == FATE_DEATH)
        disk_kill(disk);
    if (fate != FATE_FINE)
        return SQLITE_IOERR_DELETE;
    if (!node || !node->exists)
        return SQLITE_IOERR_DELETE_NOENT;
    node->exists = false;
    if (sync_folder)
        node->safe_exists = false;
    return SQLITE_OK;
}

static int vfs_access(sqlite3_vfs *vfs, const char *name, int flags, int *there)
{
    (void)flags;
    struct disk *disk = vfs->pAppData;
    const struct platter *node = find(disk, name);
    if (disk->dead)
        return SQLITE_IOERR_ACCESS;
    *there = node && node->exists;
    return SQLITE_OK;
}

static int vfs_full_name(sqlite3_vfs *vfs, const char *name, int room, char *out)
{
    (void)vfs;
    snprintf(out, (size_t)room, "%s", name);
    return SQLITE_OK;
}

static int vfs_randomness(sqlite3_vfs *vfs, int n, char *out)
{
    struct disk *disk = vfs->pAppData;
    for (int i = 0; i < n; i++)
        out[i] = (char)chance_below(disk->chance, 256);
    return n;
}

static int vfs_sleep(sqlite3_vfs *vfs, int micros)
{
    struct disk *disk = vfs->pAppData;
    disk->pause(disk->self, micros / 1000 + 1);
    return micros;
}

static int vfs_time(sqlite3_vfs *vfs, double *julian)
{
    (void)vfs;
    *julian = 2461366.0;
    return SQLITE_OK;
}

static int vfs_last_error(sqlite3_vfs *vfs, int n, char *out)
{
    (void)vfs, (void)n, (void)out;
    return 0;
}

/* ---- life ---- */

struct disk *disk_new(struct chance *chance, void *self, void (*died)(void *self),
                      void (*pause)(void *self, int64_t milliseconds))
{
    struct disk *disk = calloc(1, sizeof *disk);
    if (!disk)
        abort();
    disk->chance = chance;
    disk->self = self;
    disk->died = died;
    disk->pause = pause;
    snprintf(disk->vfs_name, sizeof disk->vfs_name, "simulated");
    disk->vfs = (sqlite3_vfs){.iVersion = 1,
                              .szOsFile = sizeof(struct file),
                              .mxPathname = FILE_NAME_MAX - 1,
                              .zName = disk->vfs_name,
                              .pAppData = disk,
                              .xOpen = vfs_open,
                              .xDelete = vfs_delete,
                              .xAccess = vfs_access,
                              .xFullPathname = vfs_full_name,
                              .xRandomness = vfs_randomness,
                              .xSleep = vfs_sleep,
                              .xCurrentTime = vfs_time,
                              .xGetLastError = vfs_last_error};
    if (sqlite3_vfs_register(&disk->vfs, 1) != SQLITE_OK)
        abort();
    sqlite3_randomness(0, NULL);
    return disk;
}

void disk_free(struct disk *disk)
{
    sqlite3_vfs_unregister(&disk->vfs);
    for (size_t i = 0; i < FILES_MAX; i++) {
        free(disk->nodes[i].seen.p);
        free(disk->nodes[i].safe.p);
    }
    free(disk);
}

const char *disk_vfs(const struct disk *disk)
{
    return disk->vfs_name;
}
