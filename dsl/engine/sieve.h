/* sieve: the places of a text where a word of the rules, a time or a turn of speech may begin.
 * Private to dsl/engine. */
#ifndef ZHIDA_SIEVE_H
#define ZHIDA_SIEVE_H

#include "dsl/base/stance.h"
#include "dsl/base/when.h"
#include "dsl/engine/layout.h"

/* Characters by number, ascending; room for SIEVE_SLACK more than the text has. */
struct places {
    uint16_t *at;
    uint32_t n;
};
enum { SIEVE_SLACK = 64 };

/* Where a word may begin, a time (when.h), a turn of speech (stance.h); and a bit for each
 * character that may end a clause. */
struct sieved {
    struct places words, times, turns;
    uint64_t *marks;
};

/* Every place where one of them begins is in its list; others are there too, few. By the rules'
 * lanes; the lists from the arena. */
void sieve_text(const struct rules *rules, struct arena *arena, const struct fold_units *units,
                struct sieved *sieved);

/* ---- between sieve.c and sieve_vector.c ---- */

/* What the characters of a text may be, 64 of them a word, a bit for each. PAIR(what, few_places):
 * told by a character and the next; ALONE(what, few): by itself. */
#define SIEVE_PAIRS(PAIR)                                                                          \
    PAIR(weekdays, when_weekdays)                                                                  \
    PAIR(days, when_days)                                                                          \
    PAIR(numbers, when_numbers)                                                                    \
    PAIR(turns, stance_turns)                                                                      \
    PAIR(says, stance_says)                                                                        \
    PAIR(asks, stance_asks)                                                                        \
    PAIR(speakers, stance_speakers)
#define SIEVE_ALONE(ALONE)                                                                         \
    ALONE(marks, stance_marks)                                                                     \
    ALONE(tells, stance_tells)                                                                     \
    ALONE(lacks, stance_lacks)                                                                     \
    ALONE(lacked, stance_lacked)
struct sieve_bits {
#define EACH(what, set) uint64_t what;
    SIEVE_PAIRS(EACH)
    SIEVE_ALONE(EACH)
#undef EACH
    uint64_t digits; /* 0-9, and nothing else */
};

/* The words' places, and, with AVX-512, bits; false: of them nothing was done. */
bool sieve_in_vectors(const struct rules *rules, const struct fold_units *units,
                      struct places *words, struct sieve_bits *bits);

#endif
