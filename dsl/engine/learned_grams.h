/* grams: what the learned ranking sees of a text: the runs of one to three characters in it, as
 * numbers. `zhida learn` and the ranking count the same grams with this one function. */
#ifndef ZHIDA_LEARNED_GRAMS_H
#define ZHIDA_LEARNED_GRAMS_H

#include "dsl/base/view.h"

enum {
    GRAM_CHARACTERS = 3, /* of the longest */
    GRAM_TEXT_MAX = 800, /* characters of a text that are looked at */
    GRAM_LEAD = 40 /* the first characters, where people say what it is about; up to pairs they
                      count thrice */
};

/* One distinct gram of a text. */
struct gram {
    uint32_t number; /* never 0 */
    uint32_t count;
};

struct grams {
    struct gram *at; /* in the order in which they are met */
    size_t n;
};

/* The grams of a folded text (dsl/base/fold.h); memory from the arena. */
struct grams learned_grams_of(struct arena *arena, struct view folded);

#endif
