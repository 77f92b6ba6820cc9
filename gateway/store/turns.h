/* turns: what was said, one packed and sealed row a turn, and the keys that were seen. The rows of
 * a person hang together by `before`, so that the newest leads to all without an index. */
#ifndef ZHIDA_STORE_TURNS_H
#define ZHIDA_STORE_TURNS_H

#include "adapters/message.h"
#include "gateway/store/people.h"

enum { REPLIES_MAX = 3 };

struct turn_row {
    int64_t id, person, before, at;
    int64_t version; /* of the rules: store_version_hash() */
    int64_t case_id; /* filed in it, or that it tells of; 0: none */
    bool spoken;     /* message is what the citizen said; else zhida spoke by itself */
    struct inbound message;
    struct outbound replies[REPLIES_MAX];
    size_t reply_count;
};

/* Appends a row. id and before are set by the caller (store->next_turn). */
enum store_error turns_add(struct store *store, const struct person *person,
                           const struct turn_row *row) STORE_CHECKED;
enum store_error turns_get(struct store *store, int64_t id, struct arena *arena,
                           struct turn_row *out) STORE_CHECKED;
/* The last turns of a person up to `from` (0: the newest), newest first. */
enum store_error turns_of_person(struct store *store, int64_t person, int64_t from, size_t max,
                                 struct arena *arena, struct turn_row **rows,
                                 size_t *count) STORE_CHECKED;

/* inbound <-> bytes. */
void inbound_pack(const struct inbound *message, struct buf *out);
void inbound_unpack(struct reader *in, struct inbound *message);

/* A message's key, kept for SEEN_DAYS. */
enum { SEEN_TABLES = 4, SEEN_DAYS = SEEN_TABLES - 1 };
struct seen_key {
    struct seal_hash hash;
    int64_t at; /* seconds: a time that belongs to the key, so that every repeat has it; or 0 */
    bool has_before;         /* there may be keys of an older zhida */
    struct seal_hash before; /* then: as that one hashed it */
};
/* Of what makes up a message's key. */
struct seen_key seen_key_of(const struct store *store, const struct view *parts, size_t count,
                            int64_t at);
struct seen {
    int64_t turn;
    int64_t digest;
};
/* Remembers the key; STORE_CONFLICT: it was seen, *before is filled. */
enum store_error seen_add(struct store *store, const struct seen_key *key, struct seen seen,
                          struct seen *before) STORE_CHECKED;
/* Only looks. STORE_OK: *found is filled; STORE_NONE: never seen. */
enum store_error seen_find(struct store *store, const struct seen_key *key,
                           struct seen *found) STORE_CHECKED;
/* Finds out which tables hold keys of older forms (seen.c); once, after opening. */
enum store_error seen_find_old(struct store *store) STORE_CHECKED;
/* Writes the keys of the transaction under way; the last thing before it is committed. */
enum store_error seen_settle(struct store *store) STORE_CHECKED;
/* Goes to another day: empties the table that is next to be filled. */
enum store_error seen_turn_day(struct store *store, int64_t day) STORE_CHECKED;

#endif
