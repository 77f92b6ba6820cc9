/* line_diff: what changed from one text to another, as `diff -u` shows it. */
#ifndef ZHIDA_LINE_DIFF_H
#define ZHIDA_LINE_DIFF_H

#include "dsl/base/buf.h"

/* Writes the differing places with three lines around each, under "--- path" and "+++ path";
 * nothing where the texts are equal. */
void line_diff(struct arena *arena, const char *path, struct view before, struct view after,
               struct buf *out);

#endif
