/* same_rows: what takes all rows at once: how deep the classes go, which rows are one item, which
 * code each has. Part of listing_read. */
#ifndef ZHIDA_EXCHANGE_SAME_ROWS_H
#define ZHIDA_EXCHANGE_SAME_ROWS_H

#include "dsl/exchange/listing.h"

/* The deepest level at which a category has that many items on average; at least 1. */
size_t same_rows_depth(const struct listing *listing, size_t items_per_category);

/* Sets same_as where a row repeats an item of its class, and says what it contradicts. */
void same_rows_find(struct listing *listing);

/* Gives codes where there are none, and others where one is used twice (codes.c). */
void same_rows_give_codes(struct listing *listing);

/* ---- for both ---- */

struct slots {   /* a table of items by some hash */
    size_t *at;  /* index + 1; 0 is free */
    size_t room; /* a power of two */
};

struct slots slots_for(struct arena *arena, size_t n);

/* Of the first levels of the path, or of as many as there are. */
uint64_t item_hash_path(const struct item *item, size_t levels);
bool item_same_path(const struct item *a, const struct item *b, size_t levels);

#endif
