/* entries: what clerks took down, and whom they did not reach when they called back. */
#ifndef ZHIDA_STORE_ENTRIES_H
#define ZHIDA_STORE_ENTRIES_H

#include "gateway/store/store.h"

struct entry_row {
    int64_t case_id, user, at;
    bool visit;          /* across a desk; else by phone */
    struct view outside; /* the number another platform gave it, or empty */
};
enum store_error entries_add(struct store *store, const struct entry_row *row) STORE_CHECKED;
enum store_error entries_get(struct store *store, int64_t case_id, struct arena *arena,
                             struct entry_row *out) STORE_CHECKED;
/* The case of another platform's number. */
enum store_error entries_outside(struct store *store, struct view outside,
                                 int64_t *case_id) STORE_CHECKED;

struct call_back {
    int64_t case_id, tries, next, user;
};
/* STORE_NONE: never tried. */
enum store_error call_back_get(struct store *store, int64_t case_id,
                               struct call_back *out) STORE_CHECKED;
/* One more try that reached nobody; the next one is at `next`. */
enum store_error call_back_missed(struct store *store,
                                  const struct call_back *missed) STORE_CHECKED;

#endif
