/* parked: inputs that failed alone, put aside whole so that a person can look and run them again.
 */
#ifndef ZHIDA_STORE_PARKED_H
#define ZHIDA_STORE_PARKED_H

#include "gateway/store/store.h"

struct parked_row {
    int64_t id, at, account;
    struct view reason; /* constant text */
    struct view body;   /* the sender, packed, then the rest of the input; sealed */
};
enum store_error parked_add(struct store *store, const struct parked_row *row) STORE_CHECKED;
enum store_error parked_list(struct store *store, int64_t after, size_t max, struct arena *arena,
                             struct parked_row **rows, size_t *count) STORE_CHECKED;
enum store_error parked_drop(struct store *store, int64_t id) STORE_CHECKED;
enum store_error parked_count(struct store *store, int64_t *count) STORE_CHECKED;

#endif
