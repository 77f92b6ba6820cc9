/* sieve: the places of a text where a word of the rules, or a time, may begin. Private to
 * dsl/engine. */
#ifndef ZHIDA_SIEVE_H
#define ZHIDA_SIEVE_H

#include "dsl/engine/layout.h"

/* Characters by number, ascending; room for SIEVE_SLACK more than the text has. */
struct places {
    uint16_t *at;
    uint32_t n;
};
enum { SIEVE_SLACK = 64 };

/* Every place where a word, or a time (when.h), begins is in its list; others are there too, few.
 * By the rules' lanes; both lists from the arena. */
void sieve_text(const struct rules *rules, struct arena *arena, const struct fold_units *units,
                struct places *words, struct places *times);

/* The same with vectors; false: not with these lanes. */
bool sieve_in_vectors(const struct rules *rules, const struct fold_units *units,
                      struct places *words, struct places *times);

#endif
