/* terms: which characters stand together in texts that nothing recognised. Private to dsl/analyse.
 */
#ifndef ZHIDA_ANALYSE_TERMS_H
#define ZHIDA_ANALYSE_TERMS_H

#include "dsl/analyse/measured.h"
#include "dsl/engine/recognise.h"

struct term_count {
    uint64_t key;                      /* 0: free */
    uint32_t unmatched, matched, last; /* last: the text + 1 that counted last */
    struct view text, witness;
};

struct term_table {
    struct arena *arena;
    struct term_count *at;
    size_t room, n;
    uint32_t text;            /* being counted */
    uint32_t unmatched;       /* texts */
    VEC(struct view) matched; /* texts, as written, to compare with */
};

/* Counts the pairs of characters and the Latin words of a text without a category, less those that
 * belong to a recognised place or time. The original must stay. */
void terms_count(struct term_table *table, const struct recognition *recognition,
                 struct view original);

/* Notes a text that came to a category. It must stay. */
void terms_note_matched(struct term_table *table, struct view original);

/* The most telling ones: most frequent in texts without a category, and there at least twice as
 * frequent as in the others. scratch is emptied again and again. */
void terms_choose(struct term_table *table, struct arena *scratch, struct measured *out);

#endif
