/* file: a whole file into a buffer, and back. */
#ifndef ZHIDA_FILE_H
#define ZHIDA_FILE_H

#include "dsl/base/buf.h"

/* Adds the file's bytes to the buffer. false: it is not whole, and errno says why: that of opening
 * it, EFBIG where the buffer's maximum was not enough, EIO where reading broke off. */
bool file_read(const char *path, struct buf *out);

/* Puts the bytes in the place of a file that exists, all or nothing: whoever reads it meanwhile, or
 * after the power failed, finds the old bytes or the new ones. Keeps its mode; where the path is a
 * link, what it points to is replaced. false: the file is as it was, and errno says why. */
bool file_replace(const char *path, struct view bytes);

#endif
