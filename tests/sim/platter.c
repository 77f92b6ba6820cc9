/* platter: a file that remembers what the disk has of it.
 *
 * A file is two byte strings: `seen`, what the process reads and a killed process leaves behind
 * (the page cache), and `safe`, what survives a power cut. Between them stands a list of ranges
 * written since the last sync. A sync copies the ranges; a power cut throws a die for every
 * 512-byte sector of them, so that writes are torn and their order is lost; size, truncation,
 * creation and deletion are thrown for as well. Bytes of a sector that were not written stay as
 * they were, as on every disk SQLite is run on (power-safe overwrite). */
#include "tests/sim/platter.h"

#include <stdlib.h>
#include <string.h>

/* ---- bytes ---- */

void bytes_resize(struct bytes *bytes, size_t n)
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

/* ---- writing and syncing ---- */

void platter_settle(struct platter *file)
{
    file->range_count = 0;
    file->least = file->seen.n;
}

void platter_sync(struct platter *file)
{
    if (file->least < file->safe.n)
        bytes_resize(&file->safe, file->least);
    bytes_resize(&file->safe, file->seen.n);
    for (size_t i = 0; i < file->range_count; i++) {
        struct range range = file->ranges[i];
        size_t to = range.to < file->seen.n ? range.to : file->seen.n;
        if (range.from < to)
            memcpy(file->safe.p + range.from, file->seen.p + range.from, to - range.from);
    }
    file->safe_exists = true;
    platter_settle(file);
}

/* A range that continues the one before is joined to it; where the list is full, to the last. */
static void note_range(struct platter *file, size_t from, size_t to)
{
    struct range *last = file->range_count ? &file->ranges[file->range_count - 1] : NULL;
    if (last && (last->to == from || file->range_count == RANGES_MAX)) {
        last->from = from < last->from ? from : last->from;
        last->to = to > last->to ? to : last->to;
        return;
    }
    file->ranges[file->range_count++] = (struct range){from, to};
}

void platter_write(struct platter *file, size_t at, const void *from, size_t n)
{
    bytes_put(&file->seen, at, from, n);
    note_range(file, at, at + n);
}

/* ---- a power cut ---- */

static size_t size_after_cut(struct chance *chance, const struct platter *file)
{
    size_t smaller = file->seen.n < file->safe.n ? file->seen.n : file->safe.n;
    size_t larger = file->seen.n < file->safe.n ? file->safe.n : file->seen.n;
    switch (chance_below(chance, 3)) {
    case 0:
        return smaller;
    case 1:
        return larger;
    default:
        return smaller + (size_t)chance_below(chance, (int64_t)(larger - smaller) + 1);
    }
}

static void cut_range(struct chance *chance, struct platter *file, struct range range, int64_t kept)
{
    for (size_t from = range.from; from < range.to;) {
        size_t to = (from / SECTOR + 1) * SECTOR;
        to = to < range.to ? to : range.to;
        size_t end = to < file->seen.n ? to : file->seen.n;
        if (end > file->safe.n)
            end = file->safe.n;
        if (from < end && chance_permille(chance, kept))
            memcpy(file->safe.p + from, file->seen.p + from, end - from);
        from = to;
    }
}

void platter_cut(struct chance *chance, struct platter *file)
{
    static const int kept[] = {0, 100, 500, 900, 1000};
    if (file->exists != file->safe_exists && chance_permille(chance, 500))
        file->safe_exists = file->exists;
    bytes_resize(&file->safe, file->safe_exists ? size_after_cut(chance, file) : 0);
    for (size_t i = 0; i < file->range_count; i++)
        cut_range(chance, file, file->ranges[i], kept[chance_below(chance, 5)]);
    file->exists = file->safe_exists;
    bytes_resize(&file->seen, 0);
    bytes_put(&file->seen, 0, file->safe.p, file->safe.n);
    platter_settle(file);
}
