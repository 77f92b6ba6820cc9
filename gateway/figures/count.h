/* count: a case and its events become a fact, a fact becomes counts. Pure. */
#ifndef ZHIDA_FIGURES_COUNT_H
#define ZHIDA_FIGURES_COUNT_H

#include "gateway/store/figures.h"

/* What is counted of the case; its views are the source's. */
struct case_fact fact_make(const struct fact_source *source);

/* Adds `times` (1 or -1) what the fact counts. */
void figure_count(struct figure *figure, const struct case_fact *fact, int times);
void figure_sum(struct figure *figure, const struct figure *more);

/* The longest time of a bucket in seconds; INT64_MAX of the last. */
int64_t bucket_limit(int bucket);
int bucket_of(int64_t seconds);
/* The time that `share` (0..1) of those with an answer did not pass, taken as even inside a bucket;
 * in the last bucket its lower end. Negative: nothing was answered. */
double figure_quantile(const struct figure *figure, double share);

bool fact_equal(const struct case_fact *a, const struct case_fact *b);

#endif
