/* logit: which of a few classes is a text of? Multinomial logistic regression over single
 * characters and pairs, learned from sentences when rules are compiled: a few thousand take
 * milliseconds, and the same sentences in the same order give the same bytes. */
#ifndef ZHIDA_LOGIT_H
#define ZHIDA_LOGIT_H

#include "dsl/base/arena.h"
#include "dsl/base/view.h"

/* Characters and pairs share slots by chance; with so many that costs little. */
enum { LOGIT_CLASSES = 7, LOGIT_SLOTS = 1 << 16 };

typedef float logit_odds[LOGIT_CLASSES]; /* shares that add up to 1 */

/* How much a character or a pair speaks for each class. */
struct logit_model {
    float scale, unused; /* of a weight; 0: nothing was learned */
    float bias[LOGIT_CLASSES];
    signed char weights[LOGIT_SLOTS][LOGIT_CLASSES];
};

/* A sentence, folded, of a class; a class of which there is none is never heard. weight: so many
 * times it counts. */
struct logit_lesson {
    struct view text;
    int as;
    float weight;
};

/* Learns from n lessons. The arena is used meanwhile. */
void logit_learn(struct logit_model *model, struct arena *arena, const struct logit_lesson *lessons,
                 size_t n);

/* The odds of a folded text; all alike where nothing was learned. */
void logit_ask(const struct logit_model *model, struct view folded, logit_odds shares);

/* The characters and pairs that speak most for a class and against another one, at most `most`, the
 * strongest first; returns how many. They lie in the text. */
size_t logit_reasons(const struct logit_model *model, int as, int against, struct view folded,
                     struct view *reasons, size_t most);

/* ---- for whoever learns so of more classes (sayings_learn.c) ---- */

/* What one of so many traits counts. */
float logit_worth(size_t traits);

/* From sums of weights, to shares that add up to 1. */
void logit_shares(float *sums, size_t n);

/* A number without a common factor with n: by its multiples every lesson is come to once. */
size_t logit_stride(size_t n, size_t round);

#endif
