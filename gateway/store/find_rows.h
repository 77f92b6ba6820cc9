/* find_rows: what find.c and find_like.c both read of the rows. Private to gateway/store. */
#ifndef ZHIDA_STORE_FIND_ROWS_H
#define ZHIDA_STORE_FIND_ROWS_H

#include "gateway/store/store.h"

/* Is it among the clues of a fresh row? */
bool find_row_has(struct view clues, uint32_t clue);

struct find_block {
    int64_t number, low, high; /* the least and the greatest id in it */
};
/* Those that may hold ids of from <= id < below, newest first. */
enum store_error find_blocks(struct store *store, int64_t from, int64_t below, struct arena *arena,
                             struct find_block **out, size_t *count) STORE_CHECKED;

#endif
