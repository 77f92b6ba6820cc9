/* media_file: written beside its place, synced, renamed. A crash leaves the whole file, or a part
 * under another name that nobody asks for. */
#include "gateway/store/media_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct seal_place place = {SEAL_MEDIA, 0, 2};

static bool is_id(struct view id)
{
    for (size_t i = 0; i < id.n; i++)
        if (!((id.p[i] >= '0' && id.p[i] <= '9') || (id.p[i] >= 'a' && id.p[i] <= 'f')))
            return false;
    return id.n == 32;
}

static bool path_of(struct buf *out, const char *folder, struct view id, const char *ending)
{
    buf_init(out, 4096);
    buf_print(out, "%s/%.*s%s", folder, VIEW_FMT(id), ending);
    return is_id(id) && !out->full;
}

static bool write_all(int file, struct view bytes)
{
    while (bytes.n) {
        ssize_t n = write(file, bytes.p, bytes.n);
        if (n <= 0)
            return false;
        bytes = view_sub(bytes, (size_t)n, bytes.n);
    }
    return fsync(file) == 0;
}

static bool write_sealed(const char *part, const char *path, struct view closed)
{
    int file = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0)
        return false;
    bool good = write_all(file, closed);
    good = close(file) == 0 && good;
    if (good && rename(part, path) == 0)
        return true;
    unlink(part);
    return false;
}

bool media_file_write(const char *folder, struct seal *seal, struct view id, struct view secret,
                      struct view bytes)
{
    struct buf path, part, closed;
    bool good = path_of(&path, folder, id, "");
    good = path_of(&part, folder, id, ".part") && good;
    buf_init(&closed, MEDIA_BYTES_MAX + SEAL_MORE);
    good = good && bytes.n && seal_close(seal, secret, 0, place, bytes, &closed) == SEAL_OK;
    if (good)
        mkdir(folder, 0700);
    good = good && write_sealed(part.p, path.p, buf_seen(&closed));
    buf_free(&path);
    buf_free(&part);
    buf_free(&closed);
    return good;
}

static bool read_all(int file, struct arena *arena, struct view *out)
{
    struct stat about;
    if (fstat(file, &about) != 0 || about.st_size > MEDIA_BYTES_MAX + SEAL_MORE)
        return false;
    char *bytes = arena_alloc(arena, (size_t)about.st_size + 1);
    ssize_t n = read(file, bytes, (size_t)about.st_size);
    *out = (struct view){bytes, n > 0 ? (size_t)n : 0};
    return n == about.st_size;
}

bool media_file_read(const char *folder, struct seal *seal, struct view id, struct view secret,
                     struct arena *arena, struct view *bytes)
{
    struct buf path;
    struct view closed;
    int file = path_of(&path, folder, id, "") ? open(path.p, O_RDONLY | O_CLOEXEC) : -1;
    buf_free(&path);
    if (file < 0)
        return false;
    bool good = read_all(file, arena, &closed);
    close(file);
    return good && seal_open(seal, secret, 0, place, closed, arena, bytes) == SEAL_OK;
}

bool media_file_drop(const char *folder, struct view id)
{
    struct buf path;
    bool good = path_of(&path, folder, id, "") && (unlink(path.p) == 0 || errno == ENOENT);
    buf_free(&path);
    return good;
}
