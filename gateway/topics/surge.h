/* surge: did a count rise against its own past? Counts per day in, an expectation and the chance of
 * so many or more out. Pure arithmetic.
 *
 * Today is held against the same weekday of the weeks before. Counts of complaints scatter more
 * than chance alone (one event brings several), so the scatter is estimated from all days around
 * their weekday's mean, and never below what all series show together, or Poisson's. The
 * distribution is the negative binomial with that scatter, widened by what is not known of the
 * mean, since eight weeks are few. */
#ifndef ZHIDA_TOPICS_SURGE_H
#define ZHIDA_TOPICS_SURGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    SURGE_WEEKS = 8,       /* of the past */
    SURGE_WEEKS_LEAST = 3, /* before that nothing is said of rising */
    SURGE_LEAST = 3        /* a smaller count is no rise, however unexpected */
};

/* Of one class in one area. days[0] is the oldest, days[count - 1] today. */
struct surge_series {
    const uint32_t *days;
    size_t count;
};

struct surge {
    bool known; /* the past is long enough */
    uint32_t today;
    double expected; /* mean of the same weekday */
    double chance;   /* of today's count or more, were nothing out of the ordinary; 1: not known */
    bool rose;       /* set by surge_mark */
};

/* Scatter over the mean of many series together: 1 is Poisson's, 2 twice as much. */
double surge_scatter(const struct surge_series *series, size_t count);

/* scatter: what surge_scatter() says of all. */
struct surge surge_of(const struct surge_series *series, double scatter);

/* Marks what rose so that of a quiet day's list no more than `rate` days in 100 * rate have any
 * mark at all (Benjamini and Hochberg over all of the list, also those that stand at nought). */
void surge_mark(struct surge *list, size_t count, double rate);

#endif
