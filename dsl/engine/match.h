/* match: every word of the rules that occurs in a text, longest first at each place. Private to
 * dsl/engine. */
#ifndef ZHIDA_MATCH_H
#define ZHIDA_MATCH_H

#include "dsl/base/vec.h"
#include "dsl/engine/sieve.h"

/* An occurrence that counts for something: `seen` are the layers (LAYER_...) in which it does. It
 * is gone from LAYER_MATTER and LAYER_TALK where a longer word of that layer hides it. */
struct match {
    uint32_t word, seen;
    uint32_t from, to; /* characters */
};

struct matches {
    VEC(struct match) list; /* by from, longer ones first */
};

/* Fills matches; memory from the arena. The text is folded, units are its characters, and places
 * where words may begin: the list is used up. */
void match_words(const struct rules *rules, struct arena *arena, struct view text,
                 const struct fold_units *units, struct places *places, struct matches *matches);

#endif
