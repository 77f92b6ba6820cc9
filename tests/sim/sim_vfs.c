/* sim_vfs: files that remember what the platter has.
 *
 * A file is two byte strings: `seen`, what the process reads and a killed process leaves behind (the
 * page cache), and `safe`, what survives a power cut. Between them stands a list of ranges written
 * since the last sync. A sync copies the ranges; a power cut throws a die for every 512-byte sector
 * of them, so that writes are torn and their order is lost; size, truncation, creation and deletion
 * are thrown for as well. Bytes of a sector that were not written stay as they were, as on every
 * disk SQLite is run on (power-safe overwrite).
 *
 * Death is a flag: the process's code runs on to where it can be taken apart, but nothing it does
 * changes a byte. The die falls inside a writing operation, so a write may be half done.
 *
 * No shared memory: the store opens with exclusive locking where a VFS is named. */
#include "tests/sim/sim_vfs.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILES_MAX = 16, NAME_MAX_BYTES = 64, SECTOR = 512, RANGES_MAX = 256 };

struct bytes {
    unsigned char *p;
    size_t n, room;
};

struct range {
    size_t from, to;
};

struct node {
    char name[NAME_MAX_BYTES];
    bool exists, safe_exists;
    struct bytes seen, safe;
    struct range ranges[RANGES_MAX];
    size_t range_count;
    size_t least; /* the smallest it was since the last sync */
};

struct disk {
    sqlite3_vfs vfs;
    char vfs_name[32];
    struct chance *chance;
    void *self;
    void (*died)(void *self);
    void (*pause)(void *self, int64_t milliseconds);
    struct disk_faults faults;
    bool dead;
    int64_t operations;
    struct node nodes[FILES_MAX];
};

struct file {
    sqlite3_file base;
    struct disk *disk;
    struct node *node;
    bool passing; /* a nameless file: gone when closed */
};

/* ---- bytes ---- */

static void bytes_resize(struct bytes *bytes, size_t n)
{
    if (n > bytes->room) {
        size_t room = bytes->room ? bytes->room : 65536;
        while (room < n)
            room *= 2;
        bytes->p = realloc(bytes->p, room);
        if (!bytes->p)
            abort();
        bytes->room = room;
    }
    if (n > bytes->n)
        memset(bytes->p + bytes->n, 0, n - bytes->n);
    bytes->n = n;
}

static void bytes_put(struct bytes *bytes, size_t at, const void *from, size_t n)
{
    if (at + n > bytes->n)
        bytes_resize(bytes, at + n);
    if (n)
        memcpy(bytes->p + at, from, n);
}

/* ---- nodes ---- */

static void forget_ranges(struct node *node)
{
    node->range_count = 0;
    node->least = node->seen.n;
}

static void sync_node(struct node *node)
{
    if (node->least < node->safe.n)
        bytes_resize(&node->safe, node->least);
    bytes_resize(&node->safe, node->seen.n);
    for (size_t i = 0; i < node->range_count; i++) {
        struct range range = node->ranges[i];
        size_t to = range.to < node->seen.n ? range.to : node->seen.n;
        if (range.from < to)
            memcpy(node->safe.p + range.from, node->seen.p + range.from, to - range.from);
    }
    node->safe_exists = true;
    forget_ranges(node);
}

/* A range that continues the one before is joined to it; where the list is full, to the last. */
static void note_range(struct node *node, size_t from, size_t to)
{
    struct range *last = node->range_count ? &node->ranges[node->range_count - 1] : NULL;
    if (last && (last->to == from || node->range_count == RANGES_MAX)) {
        last->from = from < last->from ? from : last->from;
        last->to = to > last->to ? to : last->to;
        return;
    }
    node->ranges[node->range_count++] = (struct range){from, to};
}

static struct node *find(struct disk *disk, const char *name)
{
    for (size_t i = 0; i < FILES_MAX; i++)
        if (disk->nodes[i].name[0] && strcmp(disk->nodes[i].name, name) == 0)
            return &disk->nodes[i];
    return NULL;
}

static struct node *node_new(struct disk *disk, const char *name)
{
    for (size_t i = 0; i < FILES_MAX; i++)
        if (!disk->nodes[i].name[0]) {
            snprintf(disk->nodes[i].name, NAME_MAX_BYTES, "%s", name);
            return &disk->nodes[i];
        }
    abort();
}

/* ---- a power cut ---- */

static size_t size_after_cut(struct chance *chance, const struct node *node)
{
    size_t smaller = node->seen.n < node->safe.n ? node->seen.n : node->safe.n;
    size_t larger = node->seen.n < node->safe.n ? node->safe.n : node->seen.n;
    switch (chance_below(chance, 3)) {
    case 0:
        return smaller;
    case 1:
        return larger;
    default:
        return smaller + (size_t)chance_below(chance, (int64_t)(larger - smaller) + 1);
    }
}

static void cut_range(struct disk *disk, struct node *node, struct range range, int64_t kept)
{
    for (size_t from = range.from; from < range.to;) {
        size_t to = (from / SECTOR + 1) * SECTOR;
        to = to < range.to ? to : range.to;
        size_t end = to < node->seen.n ? to : node->seen.n;
        if (end > node->safe.n)
            end = node->safe.n;
        if (from < end && chance_permille(disk->chance, kept))
            memcpy(node->safe.p + from, node->seen.p + from, end - from);
        from = to;
    }
}

static void cut_node(struct disk *disk, struct node *node)
{
    static const int kept[] = {0, 100, 500, 900, 1000};
    if (node->exists != node->safe_exists && chance_permille(disk->chance, 500))
        node->safe_exists = node->exists;
    bytes_resize(&node->safe, node->safe_exists ? size_after_cut(disk->chance, node) : 0);
    for (size_t i = 0; i < node->range_count; i++)
        cut_range(disk, node, node->ranges[i], kept[chance_below(disk->chance, 5)]);
    node->exists = node->safe_exists;
    bytes_resize(&node->seen, 0);
    bytes_put(&node->seen, 0, node->safe.p, node->safe.n);
    forget_ranges(node);
}

void disk_revive(struct disk *disk, bool power)
{
    for (size_t i = 0; power && i < FILES_MAX; i++)
        if (disk->nodes[i].name[0])
            cut_node(disk, &disk->nodes[i]);
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

int64_t disk_operations(const struct disk *disk)
{
    return disk->operations;
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
    disk->operations++;
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
        *file->node = (struct node){.name = ""};
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

static void put(struct node *node, const void *from, size_t n, size_t at)
{
    bytes_put(&node->seen, at, from, n);
    note_range(node, at, at + n);
}

static int file_write(sqlite3_file *base, const void *from, int amount, sqlite3_int64 offset)
{
    struct file *file = (struct file *)base;
    struct disk *disk = file->disk;
    size_t n = (size_t)amount, at = (size_t)offset;
    switch (writing(disk, false)) {
    case FATE_DEATH:
        put(file->node, from, (size_t)chance_below(disk->chance, amount + 1), at);
        disk_kill(disk);
        return SQLITE_IOERR_WRITE;
    case FATE_ERROR:
        if (!disk->dead)
            put(file->node, from, (size_t)chance_below(disk->chance, amount + 1), at);
        return SQLITE_IOERR_WRITE;
    case FATE_FINE:
        break;
    }
    if (disk->faults.full && at + n > file->node->seen.n)
        return SQLITE_FULL;
    put(file->node, from, n, at);
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
    struct node *node = file->node;
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
            sync_node(file->node);
        if (fate == FATE_DEATH)
            disk_kill(disk);
        return SQLITE_IOERR_FSYNC;
    }
    sync_node(file->node);
    bool slow = chance_permille(disk->chance, disk->faults.slow_permille);
    disk->pause(disk->self, slow ? chance_between(disk->chance, 300, 7000)
                                 : chance_below(disk->chance, 6));
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
static void create(struct node *node)
{
    node->exists = true;
    node->safe_exists = false;
    bytes_resize(&node->seen, 0);
    bytes_resize(&node->safe, 0);
    forget_ranges(node);
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
    struct node *node = name ? find(disk, name) : NULL;
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
    struct node *node = find(disk, name);
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
    const struct node *node = find(disk, name);
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
                              .mxPathname = NAME_MAX_BYTES - 1,
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
