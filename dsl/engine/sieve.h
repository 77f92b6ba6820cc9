/* sieve: the places of a text where a word of the rules, a time or a turn of speech may begin.
 * Private to dsl/engine. */
#ifndef ZHIDA_SIEVE_H
#define ZHIDA_SIEVE_H

#include "dsl/engine/layout.h"

/* Characters by number, ascending; room for SIEVE_SLACK more than the text has. */
struct places {
    uint16_t *at;
    uint32_t n;
};
enum { SIEVE_SLACK = 64 };

/* Where a word may begin, a time (when.h), a turn of speech or a clause's end (stance.h). */
struct sieved {
    struct places words, times, turns;
};

/* Every place where one of them begins is in its list; others are there too, few. By the rules'
 * lanes; the lists from the arena. */
void sieve_text(const struct rules *rules, struct arena *arena, const struct fold_units *units,
                struct sieved *sieved);

/* Times and turns alone. */
void sieve_speech(const struct fold_units *units, struct sieved *sieved);

/* All of it with vectors; false: not with these lanes. */
bool sieve_in_vectors(const struct rules *rules, const struct fold_units *units,
                      struct sieved *sieved);

#endif
