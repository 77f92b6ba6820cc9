/* media: pictures, voices and files. The bytes lie sealed in DATA/media, one file each, under a
 * random name; the row says what it is. A row may be there before the bytes (WANTED). */
#ifndef ZHIDA_STORE_MEDIA_H
#define ZHIDA_STORE_MEDIA_H

#include "gateway/store/store.h"

enum media_state {
    MEDIA_WANTED,  /* still with the channel */
    MEDIA_HERE,    /* a message names it */
    MEDIA_REFUSED, /* will never come */
    MEDIA_LOOSE,   /* uploaded, and no message has named it yet */
    MEDIA_GOING    /* nobody can name it any more; its file is being removed */
};

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

/* A message names it: LOOSE becomes HERE, whatever else it is stays. */
enum store_error media_claim(struct store *store, struct view id) STORE_CHECKED;
/* LOOSE since before then, and all that are GOING, oldest first. */
enum store_error media_loose(struct store *store, int64_t until, size_t max, struct arena *arena,
                             struct view **ids, size_t *count) STORE_CHECKED;
/* All of a person's that are not GOING (reads the whole table). */
enum store_error media_of_person(struct store *store, int64_t person, size_t max,
                                 struct arena *arena, struct view **ids,
                                 size_t *count) STORE_CHECKED;
/* Becomes GOING, and its secret is destroyed: nobody can read it any more. And then, its file being
 * gone, the row. */
enum store_error media_let_go(struct store *store, struct view id) STORE_CHECKED;
enum store_error media_drop(struct store *store, struct view id) STORE_CHECKED;

#endif
