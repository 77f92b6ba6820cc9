/* file: read in pieces until it ends, whatever its size was said to be, so that pipes and files of
 * /proc are read as well as others. */
#include "dsl/base/file.h"

#include <errno.h>
#include <stdio.h>

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
