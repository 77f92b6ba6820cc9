/* sealed: between seal.h and the rows. An empty value stays empty: nothing is hidden by sealing
 * nothing, and a NULL column needs no case of its own. */
#include "gateway/store/sealed.h"

enum store_error sealed_close(struct store *store, struct view wrapped, int64_t owner,
                              struct seal_place place, struct view plain, struct view *closed)
{
    buf_clear(&store->closed);
    if (plain.n && seal_close(store->seal, wrapped, owner, place, plain, &store->closed) != SEAL_OK)
        return STORE_SEALED;
    *closed = buf_seen(&store->closed);
    return STORE_OK;
}

enum store_error sealed_open(struct store *store, struct view wrapped, int64_t owner,
                             struct seal_place place, struct view closed, struct arena *arena,
                             struct view *plain)
{
    *plain = VIEW("");
    if (!closed.n)
        return STORE_OK;
    return seal_open(store->seal, wrapped, owner, place, closed, arena, plain) == SEAL_OK
               ? STORE_OK
               : STORE_SEALED;
}
