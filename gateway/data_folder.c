/* data_folder: the names, once, for everything that opens the store from outside: the gateway, the
 * command that adds users, the one that loads the register. The key stands beside the folder and
 * not in it, so that a copy of the folder gives nobody's words away. */
#include "gateway/data_folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "dsl/base/buf.h"

enum { PATH_LENGTH_MOST = 4000 };

static const char *joined(struct view dir, const char *rest, struct arena *arena)
{
    struct buf path;
    buf_init(&path, PATH_LENGTH_MOST);
    buf_view(&path, dir);
    buf_text(&path, rest);
    struct view kept = buf_keep(&path, arena);
    buf_free(&path);
    return kept.p;
}

void data_folder_name(const char *dir, struct arena *arena, struct data_folder *out)
{
    struct view trimmed = view_of(dir);
    while (trimmed.n > 1 && trimmed.p[trimmed.n - 1] == '/')
        trimmed.n--;
    *out = (struct data_folder){.path = joined(trimmed, "", arena),
                                .database = joined(trimmed, "/zhida.db", arena),
                                .media = joined(trimmed, "/media", arena),
                                .marker = joined(trimmed, "/at-work", arena),
                                .enterprises = joined(trimmed, "/enterprises.db", arena),
                                .images = joined(trimmed, "/rules", arena),
                                .key = joined(trimmed, ".key", arena)};
}

static bool make(const char *path)
{
    return mkdir(path, 0700) == 0 || errno == EEXIST;
}

bool data_folder_make(const struct data_folder *folder)
{
    return make(folder->path) && make(folder->media);
}

int data_folder_lock(const struct data_folder *folder)
{
    char path[PATH_LENGTH_MOST + 16];
    snprintf(path, sizeof path, "%s/in-use", folder->path);
    int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file >= 0 && flock(file, LOCK_EX | LOCK_NB) == 0)
        return file;
    if (file >= 0)
        close(file);
    return -1;
}
