/* media: pictures, voices and files. The bytes lie sealed in DATA/media, one file each, under a
 * random name; the row says what it is. A row may be there before the bytes (WANTED). */
#ifndef ZHIDA_STORE_MEDIA_H
#define ZHIDA_STORE_MEDIA_H

#include "gateway/store/store.h"

enum media_state { MEDIA_WANTED, MEDIA_HERE, MEDIA_REFUSED };

struct media_row {
    struct view id; /* 32 hexadecimal digits */
    enum media_state state;
    int64_t person, account, at, size;
    struct view type;   /* as found in the bytes, never as claimed */
    struct view source; /* WANTED: channel's media id or address, sealed */
    int source_kind;    /* enum inbound_kind */
    int attempts;
    struct view secret; /* wrapped */
};
enum store_error media_add(struct store *store, const struct media_row *row) STORE_CHECKED;
enum store_error media_get(struct store *store, struct view id, struct arena *arena,
                           struct media_row *out) STORE_CHECKED;
enum store_error media_settle(struct store *store, const struct media_row *row) STORE_CHECKED;
enum store_error media_wanted(struct store *store, size_t max, struct arena *arena,
                              struct media_row **rows, size_t *count) STORE_CHECKED;

#endif
