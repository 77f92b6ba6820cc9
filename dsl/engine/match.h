/* match: every word of the rules that occurs in a text, longest first at each place. Private to
 * dsl/engine. */
#ifndef ZHIDA_MATCH_H
#define ZHIDA_MATCH_H

#include "dsl/engine/sieve.h"

/* An occurrence that counts for something: `seen` are the layers (LAYER_...) in which it does. It
 * is gone from LAYER_MATTER and LAYER_TALK where a longer word of that layer hides it. */
struct match {
    uint32_t word, seen;
    uint32_t from, to;     /* characters */
    struct image_run uses; /* of the word */
};

/* By from, longer ones first. */
struct matches {
    struct match *at;
    size_t n;
};

/* Fills matches; memory from the arena. The text is folded, units are its characters, and places
 * where words may begin: the list is used up. */
void match_words(const struct rules *rules, struct arena *arena, struct view text,
                 const struct fold_units *units, struct places *places, struct matches *matches);

/* ---- between match.c and match_vector.c ---- */

enum { MATCH_SLACK = 16 };

/* Keeps the places where a word may begin, and writes the lengths it may have (bit n-1: of n
 * characters); *words is the number of these bits. There is room for MATCH_SLACK more. false: there
 * are no vectors, and nothing was done. */
bool match_lengths_in_vectors(const struct rules *rules, const struct fold_units *units,
                              struct places *places, uint32_t *lengths, uint32_t *words);

#endif
