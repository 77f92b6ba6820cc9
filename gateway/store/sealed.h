/* sealed: what the store's own files share: values sealed on their way in, opened on their way out.
 */
#ifndef ZHIDA_STORE_SEALED_H
#define ZHIDA_STORE_SEALED_H

#include "gateway/store/store.h"

/* The sealed form; stands in store->closed until the next call. */
enum store_error sealed_close(struct store *store, struct view wrapped, int64_t owner,
                              struct seal_place place, struct view plain,
                              struct view *closed) STORE_CHECKED;

/* The plain form, in the arena; an empty value opens to an empty one. */
enum store_error sealed_open(struct store *store, struct view wrapped, int64_t owner,
                             struct seal_place place, struct view closed, struct arena *arena,
                             struct view *plain) STORE_CHECKED;

#endif
