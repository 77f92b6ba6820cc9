/* logit: what each factor counts when one of several is to be chosen, so that the choices made
 * become as likely as can be (a conditional logit, by Newton's method). Private to dsl/learn. */
#ifndef ZHIDA_LEARN_LOGIT_H
#define ZHIDA_LEARN_LOGIT_H

#include <stdbool.h>
#include <stddef.h>

enum { LOGIT_FACTORS_MAX = 16 };

/* One case: `count` choices, each a row of factors; the chosen one is the first. */
struct logit_case {
    const float *rows;
    size_t count;
};

/* factors: how many a row has. Fills weights. The same for the same cases, always. */
void logit_fit(const struct logit_case *cases, size_t count, size_t factors, double *weights);

/* The share of the case's chosen one. */
double logit_share(const struct logit_case *one, size_t factors, const double *weights);

#endif
