/* chain: the record of who looked at what and who did what, so that nothing in it can be changed,
 * taken out or put in between without being found.
 *
 * Every row of the audit and every event of a case gets a link when it is written:
 *
 *     hash(n) = SHA-256(hash(n - 1), n, kind, the row's own bytes)
 *
 * No key is in it: whoever has a copy of the database can hold it to the rows, without the gateway
 * and without its secrets. Words in events are hashed as they stand, sealed. What a chain alone
 * cannot show is its own end cut off, or all of it made anew; for that its head is written down
 * outside from time to time (an anchor). */
#ifndef ZHIDA_STORE_CHAIN_H
#define ZHIDA_STORE_CHAIN_H

#include "gateway/store/desk.h"

enum chain_kind { CHAIN_LET_GO, CHAIN_AUDIT, CHAIN_EVENT };
struct chain_link {
    int64_t id;
    enum chain_kind kind;
    int64_t object, part; /* AUDIT: the row; EVENT: case and place in its line */
    unsigned char hash[CHAIN_HASH];
};

/* Adds a link for a row that was just written; row: its bytes as chain_put_... makes them. */
enum store_error chain_link_add(struct store *store, enum chain_kind kind, int64_t object,
                                int64_t part, struct view row) STORE_CHECKED;
/* Links all rows that were there before there was a chain; for the migration alone. */
enum store_error chain_adopt(struct store *store) STORE_CHECKED;

/* The rows' bytes, behind what the buffer holds. */
void chain_put_audit(struct buf *out, const struct audit_row *row);
struct chain_event {
    int64_t case_id, n, at, move, state, mover, user, due, within, rating;
    struct view unit, body; /* body: sealed */
};
void chain_put_event(struct buf *out, const struct chain_event *event);

/* STORE_NONE: there is no link yet, or none of this number. */
enum store_error chain_head(struct store *store, struct chain_link *out) STORE_CHECKED;
enum store_error chain_get(struct store *store, int64_t id, struct chain_link *out) STORE_CHECKED;
/* Links behind `after`, oldest first. */
enum store_error chain_list(struct store *store, int64_t after, size_t max, struct chain_link *out,
                            size_t *count) STORE_CHECKED;
/* The bytes of the row a link belongs to, and for an audit row the row itself (kept in the arena;
 * audit may be NULL). STORE_NONE: the row is gone. */
enum store_error chain_row(struct store *store, const struct chain_link *link, struct arena *arena,
                           struct buf *bytes, struct audit_row *audit) STORE_CHECKED;
/* The hash a link must have behind another one. */
void chain_hash(const unsigned char before[CHAIN_HASH], int64_t id, enum chain_kind kind,
                struct view row, unsigned char out[CHAIN_HASH]);

#endif
