/* board: the message board's entries: a question and its answer, masked, edited, approved. They are
 * public words, so they stand in the open; who made and checked them stands beside. */
#ifndef ZHIDA_STORE_BOARD_H
#define ZHIDA_STORE_BOARD_H

#include "gateway/store/agreed.h"

enum board_state {
    BOARD_DRAFT,         /* being edited, or waits for a second person */
    BOARD_PUBLISHED = 2, /* on the board */
    BOARD_DROPPED,       /* given up */
    BOARD_TAKEN_DOWN     /* was published */
};

struct board_entry {
    int64_t id, case_id;
    enum board_state state;
    struct view title, question, answer;
    struct view category, area, unit; /* codes */
    int64_t filed, answered;
    int64_t made_by, made_at, checked_by, checked_at, ended_by, ended_at; /* users; 0: not yet */
    struct view reason; /* why it was dropped or taken down */
    int64_t same;       /* how many said that it happened to them too */
};

/* Sets *id. */
enum store_error board_add(struct store *store, const struct board_entry *entry,
                           int64_t *id) STORE_CHECKED;
/* Writes texts, state and who did what. */
enum store_error board_update(struct store *store, const struct board_entry *entry) STORE_CHECKED;
enum store_error board_get(struct store *store, int64_t id, struct arena *arena,
                           struct board_entry *out) STORE_CHECKED;
/* The entry of a case that is not dropped or taken down. STORE_NONE: none. */
enum store_error board_of_case(struct store *store, int64_t case_id, struct arena *arena,
                               struct board_entry *out) STORE_CHECKED;
/* Those in a state, newest first, ids below `below` (0: from the newest). */
enum store_error board_list(struct store *store, enum board_state state, int64_t below, size_t max,
                            struct arena *arena, struct board_entry **out,
                            size_t *count) STORE_CHECKED;

/* What a reader of the board looks for; empty or 0: anything. */
enum { BOARD_WORDS = 8 };
struct board_filter {
    struct view category, area;
    int64_t from, to; /* published from this second to before that one; to 0: no end */
    int64_t words[BOARD_WORDS];
    size_t word_count;
    int64_t below;
    size_t max;
};
enum store_error board_search(struct store *store, const struct board_filter *filter,
                              struct arena *arena, struct board_entry **out,
                              size_t *count) STORE_CHECKED;
/* The words by which an entry is found; replaces those it had. None: it is found no more. */
enum store_error board_set_words(struct store *store, int64_t id, const int64_t *words,
                                 size_t count) STORE_CHECKED;
/* One more to whom it happened too. */
enum store_error board_add_same(struct store *store, int64_t id) STORE_CHECKED;

/* Cases whose citizen agreed and that are not on their way to the board, newest first. */
enum store_error board_waiting(struct store *store, size_t max, struct arena *arena, int64_t **ids,
                               size_t *count) STORE_CHECKED;
/* The citizen took the consent back: whatever there is of the case leaves the board. */
enum store_error board_leave(struct store *store, int64_t case_id, int64_t now) STORE_CHECKED;

#endif
