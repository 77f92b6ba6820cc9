/* file: read in pieces until it ends, whatever its size was said to be, so that pipes and files of
 * /proc are read as well as others. Written beside its place, flushed, then renamed over it: a name
 * never stands for half a file. */
#include "dsl/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

bool file_read(const char *path, struct buf *out)
{
    char piece[65536];
    FILE *in = fopen(path, "rb");
    if (!in)
        return false;
    for (size_t n; !out->full && (n = fread(piece, 1, sizeof piece, in)) > 0;)
        buf_bytes(out, piece, n);
    bool whole = !ferror(in) && !out->full;
    fclose(in);
    if (!whole)
        errno = out->full ? EFBIG : EIO;
    return whole;
}

/* Replacing */

static bool write_all(int file, struct view bytes)
{
    while (bytes.n) {
        ssize_t n = write(file, bytes.p, bytes.n);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        bytes = view_sub(bytes, (size_t)n, bytes.n);
    }
    return true;
}

/* The folder's entry is flushed too, where the system lets a folder be flushed. */
static void flush_folder(const char *path)
{
    char folder[PATH_MAX];
    const char *slash = strrchr(path, '/');
    size_t n = slash && slash > path ? (size_t)(slash - path) : 1;
    memcpy(folder, slash ? path : ".", n);
    folder[n] = 0;
    int opened = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (opened < 0)
        return;
    (void)fsync(opened);
    close(opened);
}

static bool fill(int file, struct view bytes, mode_t mode)
{
    bool good = fchmod(file, mode & 07777) == 0 && write_all(file, bytes) && fsync(file) == 0;
    int why = errno;
    good = close(file) == 0 && good;
    errno = good ? errno : why;
    return good;
}

bool file_replace(const char *path, struct view bytes)
{
    char real[PATH_MAX], part[PATH_MAX + 16];
    struct stat about;
    if (!realpath(path, real) || stat(real, &about) != 0)
        return false;
    snprintf(part, sizeof part, "%s.XXXXXX", real);
    int file = mkstemp(part);
    if (file < 0)
        return false;
    if (fill(file, bytes, about.st_mode) && rename(part, real) == 0) {
        flush_folder(real);
        return true;
    }
    int why = errno;
    unlink(part);
    errno = why;
    return false;
}
