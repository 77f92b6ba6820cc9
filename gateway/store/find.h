/* find: which cases stand under which clues. A clue is 32 bits of a keyed hash (topics/clues.h): of
 * two characters that stand side by side in what was said, of a number, of a unit's code. The rows
 * know nothing but hashes; several clues intersect here, and what comes out are case ids. */
#ifndef ZHIDA_STORE_FIND_H
#define ZHIDA_STORE_FIND_H

#include "gateway/store/store.h"

enum {
    FIND_CLUES_MAX = 320, /* of one case */
    FIND_ASKED_MAX = 24,  /* of one question; what is more is left to whoever reads the cases */
    FIND_BLOCK = 1024     /* cases that share their lists */
};

/* Puts a case under its clues. A case may be put again when its words have
 * changed: it is then found by the old ones and the new. */
enum store_error find_add(struct store *store, int64_t case_id, const uint32_t *clues,
                          size_t count) STORE_CHECKED;

/* Fresh rows are laid into lists, FIND_BLOCK together, by the writer (store->laying). Each call
 * does what as many cases cost, so that nobody waits for a whole block; FIND_BLOCK does one. Never
 * inside a savepoint. */
enum store_error find_settle(struct store *store, size_t cases) STORE_CHECKED;
/* A block is under way, or there is enough for one. */
bool find_laying_waits(const struct find_laying *laying);
/* NULL: no memory. */
struct find_laying *find_laying_new(void);
/* What was written since the last commit is not there. NULL is nobody's. */
void find_laying_forget(struct find_laying *laying);
void find_laying_free(struct find_laying *laying);

struct find_query {
    uint32_t clues[FIND_ASKED_MAX];
    size_t count;        /* at least one */
    int64_t from, below; /* ids: from <= id < below */
    size_t max;
};
/* Cases that stand under all of the clues, newest first, each once. Fewer than max: there are no
 * more. */
enum store_error find_cases(struct store *store, const struct find_query *query,
                            struct arena *arena, int64_t **ids, size_t *count) STORE_CHECKED;

/* ---- cases like one (find_like.c) ---- */

enum {
    FIND_LIKE_CLUES = 96,
    FIND_LIKE_BLOCKS = 48 /* the newest, and what is fresh */
};
struct find_like_query {
    uint32_t clues[FIND_LIKE_CLUES]; /* each once */
    size_t count;
    int64_t but; /* not this case */
    size_t max;
};
struct find_like {
    int64_t id;
    double score; /* what is shared, of what might be: 0..1; rare clues are worth more */
};
/* Those that share most with the clues, best first. */
enum store_error find_like(struct store *store, const struct find_like_query *query,
                           struct arena *arena, struct find_like **out,
                           size_t *count) STORE_CHECKED;

/* The cases stand nowhere any more, nor do their clues. A walk through each block that holds one of
 * them: some 20 ms, so several are dropped together. */
enum store_error find_drop(struct store *store, const int64_t *ids, size_t count) STORE_CHECKED;

/* Cases filed before there were clues: those below *mark are still to be put. 0: none. */
enum store_error find_mark(struct store *store, int64_t *mark) STORE_CHECKED;
enum store_error find_set_mark(struct store *store, int64_t mark) STORE_CHECKED;
/* Ids below the mark, newest first. */
enum store_error find_unput(struct store *store, int64_t mark, size_t max, int64_t *ids,
                            size_t *count) STORE_CHECKED;

#endif
