/* shelf: which documents lie in a folder, before any of them is read for good. */
#ifndef ZHIDA_SHELF_H
#define ZHIDA_SHELF_H

#include "dsl/base/vec.h"
#include "dsl/base/view.h"

enum { SHELF_FILES_MAX = 200000, SHELF_DEEP = 8 };

struct shelf_file {
    struct view path;  /* as it is named to citizens: "documents/x.md" */
    struct view place; /* where it lies; NUL behind it */
    uint64_t hash;     /* of its content; 0 until shelf_hash */
};

struct shelf {
    VEC(struct shelf_file) files; /* by folder, in the order of their names */
};

/* Adds the documents of a format that is known (formats.h) below folder, sub-folders included;
 * their paths begin with `named` and a slash, or stand alone where it is empty; then names without
 * an ending count too, as plain text. A folder that is not there has none. */
void shelf_add(struct arena *arena, const char *folder, struct view named, struct shelf *shelf);

/* Reads every file once: its hash, and the hash of all with their paths. */
uint64_t shelf_hash(struct shelf *shelf, uint64_t seed);

/* Changes when a file comes, goes, is written or grows: a quick look that opens nothing. */
uint64_t shelf_stamp(const struct shelf *shelf);

#endif
