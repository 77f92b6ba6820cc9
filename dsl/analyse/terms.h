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
    uint32_t text;   /* being counted */
    size_t texts[2]; /* not matched, matched */
};

/* Counts the pairs of characters and the Latin words of a recognised text, less those that belong
 * to a recognised place or time. matched: it came to a category. */
void terms_count(struct term_table *table, const struct recognition *recognition, struct view text,
                 bool matched);

/* The most telling ones: most frequent in unmatched texts, and there at least twice as frequent as
 * in the others. */
void terms_choose(struct term_table *table, struct measured *out);

#endif
