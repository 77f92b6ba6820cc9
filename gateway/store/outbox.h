/* outbox: what is to be sent, one row a message until the provider has it. A reply's text stands in
 * its turn's row (id / OUTBOX_PARTS, part id % OUTBOX_PARTS); only offers carry their own. */
#ifndef ZHIDA_STORE_OUTBOX_H
#define ZHIDA_STORE_OUTBOX_H

#include "gateway/store/turns.h"

enum { OUTBOX_PARTS = 4 };

enum outbox_state {
    OUTBOX_READY,   /* waits for its due time */
    OUTBOX_LEASED,  /* the sender has it */
    OUTBOX_PASSIVE, /* goes in the answer of a request that is still open */
    OUTBOX_APP,     /* kept for the app until it says that it has it */
    OUTBOX_SENT,    /* the provider has it, its receipt is awaited */
    OUTBOX_PARKED   /* a person must look at it: unknown outcome of an offer, or too many tries */
};

struct outbox_row {
    int64_t id, person, account;
    enum outbound_class class_;
    enum outbox_state state;
    int64_t due; /* milliseconds of the world's ticks do not survive: seconds since the epoch */
    int attempts;
    uint64_t sequence;
    int64_t about;    /* case or campaign; 0: none */
    struct view body; /* packed outbound of an offer; empty: in the turn's row */
    bool idempotent;  /* sent with our key: may go again after an unknown outcome */
};

enum store_error outbox_add(struct store *store, const struct person *person,
                            const struct outbox_row *row) STORE_CHECKED;
enum store_error outbox_get(struct store *store, int64_t id, struct arena *arena,
                            struct outbox_row *out) STORE_CHECKED;
/* Moves a row; due and attempts as given. */
enum store_error outbox_move(struct store *store, int64_t id, enum outbox_state state, int64_t due,
                             int attempts, bool idempotent) STORE_CHECKED;
/* The provider has it: gone, or SENT where a receipt will come. */
enum store_error outbox_delivered(struct store *store, int64_t id, const struct seal_hash *receipt,
                                  int64_t now) STORE_CHECKED;
/* Drops it if it is passive, or was and has not been leased yet. */
enum store_error outbox_drop_passive(struct store *store, int64_t id) STORE_CHECKED;
enum store_error outbox_drop(struct store *store, int64_t id) STORE_CHECKED;
/* The row a receipt belongs to; STORE_NONE: not known (yet). */
enum store_error outbox_by_receipt(struct store *store, const struct seal_hash *receipt,
                                   int64_t *id) STORE_CHECKED;

/* Rows of an account and class that are due, oldest first; at most max. */
enum store_error outbox_due(struct store *store, int64_t account, enum outbound_class class_,
                            int64_t now, size_t max, struct arena *arena, struct outbox_row **rows,
                            size_t *count) STORE_CHECKED;
/* When the next one of an account is due; STORE_NONE: none waits. */
enum store_error outbox_next_due(struct store *store, int64_t account, int64_t *due) STORE_CHECKED;
/* Rows that were leased or passive when the process ended. */
enum store_error outbox_orphans(struct store *store, size_t max, int64_t after, struct arena *arena,
                                struct outbox_row **rows, size_t *count) STORE_CHECKED;
/* An app's rows behind a sequence number, in order; and those up to it are dropped. */
enum store_error outbox_of_app(struct store *store, int64_t person, uint64_t after, size_t max,
                               struct arena *arena, struct outbox_row **rows,
                               size_t *count) STORE_CHECKED;
enum store_error outbox_app_has(struct store *store, int64_t person, uint64_t upto) STORE_CHECKED;
/* How many rows stand in each state (DB scan: for metrics now and then). */
enum store_error outbox_count(struct store *store, int64_t counts[OUTBOX_PARKED + 1]) STORE_CHECKED;

/* The message of a row, with recipient, key and sequence filled. */
enum store_error outbox_message(struct store *store, const struct outbox_row *row,
                                struct arena *arena, struct outbound *out) STORE_CHECKED;

/* outbound <-> bytes. */
void outbound_pack(const struct outbound *message, struct buf *out);
bool outbound_unpack(struct reader *in, struct outbound *out);

#endif
