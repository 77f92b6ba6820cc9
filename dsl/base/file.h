/* file: a whole file into a buffer. */
#ifndef ZHIDA_FILE_H
#define ZHIDA_FILE_H

#include "dsl/base/buf.h"

/* Adds the file's bytes to the buffer. false: it is not whole, and errno says why: that of opening
 * it, EFBIG where the buffer's maximum was not enough, EIO where reading broke off. */
bool file_read(const char *path, struct buf *out);

#endif
