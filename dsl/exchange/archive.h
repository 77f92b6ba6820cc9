/* archive: the parts of a workbook, out of its zip. The only header that knows libzip and expat. */
#ifndef ZHIDA_EXCHANGE_ARCHIVE_H
#define ZHIDA_EXCHANGE_ARCHIVE_H

#include "dsl/exchange/sheet.h"

enum {
    ARCHIVE_PARTS_MAX = 10000,
    ARCHIVE_BYTES_MAX = 256 << 20, /* of all parts that are read, inflated */
    ARCHIVE_RATIO_MAX = 1000,      /* inflated to packed, past the first megabyte */
    ARCHIVE_DEPTH_MAX = 64
};

struct archive;

/* Opens the bytes, which stay the caller's. NULL: *result says why. To be closed. */
struct archive *archive_open(struct view bytes, enum sheet_result *result);
void archive_close(struct archive *archive);

/* What is called while a part is walked: elements by their local name, attributes as expat gives
 * them (name, value, ..., NULL; names may carry a prefix), text in pieces. A callback that returns
 * false ends the walk with SHEET_TOO_LARGE. */
struct archive_walk {
    void *context;
    bool (*open)(void *context, const char *name, const char **attributes);
    bool (*close)(void *context, const char *name);
    bool (*text)(void *context, const char *bytes, size_t n);
};

/* Walks a part ("xl/workbook.xml"). A part that is not there: SHEET_NOT_WORKBOOK, and no
 * callback. */
enum sheet_result archive_walk(struct archive *archive, const char *part,
                               const struct archive_walk *walk) __attribute__((warn_unused_result));

bool archive_has(struct archive *archive, const char *part);

/* An attribute by its local name, or NULL. */
const char *archive_attribute(const char **attributes, const char *name);

#endif
