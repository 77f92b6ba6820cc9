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
/* Each has a class: those of pairs among themselves, and so the others. */
enum {
#define EACH(what, set) SIEVE_##what,
    SIEVE_PAIRS(EACH) SIEVE_PAIR_CLASSES
};
enum { SIEVE_ALONE(EACH) SIEVE_ALONE_CLASSES };
#undef EACH
_Static_assert((int)SIEVE_PAIR_CLASSES <= 8 && (int)SIEVE_ALONE_CLASSES <= 8, "a byte each");

/* By fold_unit_bit() what a character may be, a bit for each class: of pairs as the first, as the
 * second and by itself; and of the others. The planes one by one, and all of them in one number,
 * the first lowest. Made by sievegen.c. */
enum sieve_plane { SIEVE_FIRST, SIEVE_SECOND, SIEVE_ITSELF, SIEVE_MARK, SIEVE_PLANES };
struct sieve_classes {
    uint32_t all[FOLD_UNIT_BITS];
    unsigned char planes[SIEVE_PLANES][FOLD_UNIT_BITS];
};
extern const struct sieve_classes sieve_classes;

struct sieve_bits {
    union {
        struct {
#define EACH(what, set) uint64_t what;
            SIEVE_PAIRS(EACH)
            SIEVE_ALONE(EACH)
#undef EACH
        };
        uint64_t of[SIEVE_PAIR_CLASSES + SIEVE_ALONE_CLASSES]; /* the same by class */
    };
    uint64_t digits; /* 0-9, and nothing else */
};

/* Adds the places of these bits, the lowest of which is `from`; only with AVX-512. */
void sieve_list_in_vectors(struct places *places, uint32_t from, uint64_t bits);

/* The words' places, and, with AVX-512, bits; false: of them nothing was done. */
bool sieve_in_vectors(const struct rules *rules, const struct fold_units *units,
                      struct places *words, struct sieve_bits *bits);

#endif
