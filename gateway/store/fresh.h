/* fresh: the keys of the last messages: in memory, and on the disk in one row for each transaction.
 * Part of seen.c, which decides what a key is and where it goes when it is no longer fresh. */
#ifndef ZHIDA_FRESH_H
#define ZHIDA_FRESH_H

#include "gateway/store/store.h"

struct fresh_key {
    int64_t number, rest; /* both say who it is: see seen.c */
    int64_t turn, digest;
};

struct fresh;
struct fresh *fresh_new(void);
void fresh_free(struct fresh *fresh);

/* NULL: nobody is there. Valid until the next change. */
const struct fresh_key *fresh_find(const struct fresh *fresh, int64_t number, int64_t rest);
/* Takes a key that is not there; it belongs to the transaction under way. false: no room. */
bool fresh_add(struct fresh *fresh, const struct fresh_key *key);

/* The savepoint inside the transaction: what was added since it was set is taken out again. */
void fresh_save(struct fresh *fresh);
void fresh_undo(struct fresh *fresh);
/* The transaction came to nothing: what is known is read anew before the next. */
void fresh_forget(struct fresh *fresh);

/* Before the first transaction, and after one that came to nothing. */
enum store_error fresh_begin(struct store *store) STORE_CHECKED;
/* Writes what was added as a row of the day. The end of every transaction. */
enum store_error fresh_write(struct store *store) STORE_CHECKED;

/* How many of the transaction under way are in no row yet. */
size_t fresh_added(const struct fresh *fresh);
/* Are there more than are meant to be, or some that are half laid? */
bool fresh_overflows(const struct fresh *fresh);
/* Some of the oldest keys, at most so many, in the order of their numbers and all of *day, to be
 * laid into their table in the transaction under way. They stay here too until the last of those
 * that were read together was given; after a transaction that came to nothing some come again. */
enum store_error fresh_take_some(struct store *store, size_t most, const struct fresh_key **keys,
                                 size_t *count, int64_t *day) STORE_CHECKED;
/* Drops the rows of days before. */
enum store_error fresh_drop_before(struct store *store, int64_t day) STORE_CHECKED;

#endif
