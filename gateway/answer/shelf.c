/* shelf: the folder is walked in the order of names, so that the same files give the same hash and
 * the same index anywhere. Nothing is kept but names and hashes: ten thousand documents are read
 * one after another, and memory holds one at a time.
 *
 * A hash over content rather than times: documents come by git, rsync and copying, which all have
 * their own idea of when a file was changed. The quick look (shelf_stamp) goes by times and sizes;
 * it only says when it is worth to look closely. */
#include "gateway/answer/shelf.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "dsl/base/file.h"
#include "dsl/base/hash.h"
#include "gateway/answer/formats.h"

enum { PLACE_ROOM = 4096, UNREADABLE = 1 };

struct walk {
    struct arena *arena;
    struct shelf *shelf;
    bool bare; /* names without an ending too */
    char place[PLACE_ROOM], path[PLACE_ROOM];
};

static void add_file(struct walk *walk)
{
    struct shelf_file file = {.path = view_keep(walk->arena, view_of(walk->path)),
                              .place = view_keep(walk->arena, view_of(walk->place))};
    if (walk->shelf->files.n < SHELF_FILES_MAX)
        VEC_ADD(walk->arena, &walk->shelf->files, file);
}

/* The name goes behind what stands in a path; false: there is no room. */
static bool go_down(char *path, size_t length, const char *name)
{
    int n = snprintf(path + length, PLACE_ROOM - length, "%s%s", length ? "/" : "", name);
    return n > 0 && (size_t)n < PLACE_ROOM - length;
}

static void walk_folder(struct walk *walk, int deep)
{
    struct dirent **names;
    size_t place = strlen(walk->place), path = strlen(walk->path);
    int count = scandir(walk->place, &names, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        const char *name = names[i]->d_name;
        struct stat about;
        bool fits = name[0] != '.' && go_down(walk->place, place, name) &&
                    go_down(walk->path, path, name) && stat(walk->place, &about) == 0;
        if (fits && S_ISDIR(about.st_mode) && deep > 0)
            walk_folder(walk, deep - 1);
        else if (fits && S_ISREG(about.st_mode) &&
                 (format_is_known(view_of(name)) || (walk->bare && format_is_bare(view_of(name)))))
            add_file(walk);
        walk->place[place] = walk->path[path] = 0;
        free(names[i]);
    }
    if (count >= 0)
        free(names);
}

void shelf_add(struct arena *arena, const char *folder, struct view named, struct shelf *shelf)
{
    struct walk *walk = ARENA_NEW(arena, struct walk);
    walk->arena = arena;
    walk->shelf = shelf;
    walk->bare = !named.n;
    snprintf(walk->path, sizeof walk->path, "%.*s", VIEW_FMT(named));
    int n = snprintf(walk->place, sizeof walk->place, "%s", folder);
    if (n > 0 && (size_t)n < sizeof walk->place)
        walk_folder(walk, SHELF_DEEP);
}

uint64_t shelf_hash(struct shelf *shelf, uint64_t seed)
{
    struct buf text;
    buf_init(&text, FORMAT_BYTES_MAX);
    for (size_t i = 0; i < shelf->files.n; i++) {
        struct shelf_file *file = &shelf->files.at[i];
        buf_clear(&text);
        file->hash = file_read(file->place.p, &text) ? hash_block(text.p, text.n, 0) : UNREADABLE;
        seed = hash_bytes(file->path.p, file->path.n, seed);
        seed = hash_bytes(&file->hash, sizeof file->hash, seed);
    }
    buf_free(&text);
    return seed;
}

uint64_t shelf_stamp(const struct shelf *shelf)
{
    uint64_t stamp = 0;
    for (size_t i = 0; i < shelf->files.n; i++) {
        struct stat about = {0};
        const struct shelf_file *file = &shelf->files.at[i];
        if (stat(file->place.p, &about) != 0)
            about.st_size = -1;
        const int64_t marks[] = {about.st_size, about.st_mtim.tv_sec, about.st_mtim.tv_nsec,
                                 (int64_t)about.st_ino};
        stamp = hash_bytes(file->path.p, file->path.n, stamp);
        stamp = hash_bytes(marks, sizeof marks, stamp);
    }
    return stamp;
}
