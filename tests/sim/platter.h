/* platter: one file of the simulated disk: what is seen of it and what is safe. */
#ifndef ZHIDA_SIM_PLATTER_H
#define ZHIDA_SIM_PLATTER_H

#include <stddef.h>

#include "tests/sim/chance.h"

enum { FILE_NAME_MAX = 64, SECTOR = 512, RANGES_MAX = 256 };

struct bytes {
    unsigned char *p;
    size_t n, room;
};

struct range {
    size_t from, to;
};

struct platter {
    char name[FILE_NAME_MAX];
    bool exists, safe_exists;
    struct bytes seen, safe;
    struct range ranges[RANGES_MAX];
    size_t range_count;
    size_t least; /* the smallest it was since the last sync */
};

/* Grows with zeros, or shrinks. */
void bytes_resize(struct bytes *bytes, size_t n);
void platter_write(struct platter *file, size_t at, const void *from, size_t n);
/* From here on nothing of it is unsynced. */
void platter_settle(struct platter *file);
void platter_sync(struct platter *file);
/* The power fails: what was not synced is kept or lost at random. */
void platter_cut(struct chance *chance, struct platter *file);

#endif
