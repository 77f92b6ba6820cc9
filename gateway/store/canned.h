/* canned: answers a unit keeps ready. Written by officers, about no citizen: they stand in the
 * open.
 */
#ifndef ZHIDA_STORE_CANNED_H
#define ZHIDA_STORE_CANNED_H

#include "gateway/store/store.h"

enum { CANNED_TITLE_MAX = 240, CANNED_BODY_MAX = 8000, CANNED_MOST = 500 /* of a unit */ };

struct canned {
    int64_t id;
    struct view unit, duty; /* codes; duty empty: for all of its duties */
    struct view title, body;
    int64_t used, changed, user;
};
/* Those of the unit, most used first; duty not empty: for it or for all, its own first. */
enum store_error canned_list(struct store *store, struct view unit, struct view duty,
                             struct arena *arena, struct canned **out, size_t *count) STORE_CHECKED;
/* id 0: a new one. STORE_NONE: the unit has none of that id. */
enum store_error canned_put(struct store *store, const struct canned *canned) STORE_CHECKED;
enum store_error canned_drop(struct store *store, struct view unit, int64_t id) STORE_CHECKED;
enum store_error canned_use(struct store *store, struct view unit, int64_t id) STORE_CHECKED;

#endif
