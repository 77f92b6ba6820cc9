/* kept: what took long to work out is given again for a while, so that ten people who look at the
 * same chart do not have it drawn ten times. An answer is kept a hundred times as long as it took
 * the processor, a minute at most; what took less than KEPT_LEAST_MS is worked out anew each time.
 * For answers that may be some seconds old: sums, and what they are sums of. */
#ifndef ZHIDA_WEB_KEPT_H
#define ZHIDA_WEB_KEPT_H

#include "dsl/base/buf.h"

enum { KEPT_LEAST_MS = 50, KEPT_TIMES = 100, KEPT_MOST_MS = 60000, KEPT_ANSWERS = 32 };

/* Used by several threads at once. */
struct kept;

/* NULL: no memory. */
struct kept *kept_new(void);
void kept_free(struct kept *kept);

/* Writes the answer that is kept for the key behind what stands in `out`. false: none is, and
 * nothing was written. now: milliseconds of any clock that never goes back. */
bool kept_find(struct kept *kept, struct view key, int64_t now, struct buf *out);

/* Keeps a copy, if the answer is worth it; the one that ends first makes room. took: milliseconds.
 */
void kept_put(struct kept *kept, struct view key, int64_t now, int64_t took, struct view answer);

#endif
