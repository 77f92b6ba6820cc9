/* surge: the arithmetic of rising counts.
 *
 * The expectation m is the mean of the same weekday over the n weeks before; half a case times the
 * scatter is added to their sum, so that a first case is not infinitely surprising. With scatter s
 * the variance of a new count is s * m, and of a new count against an estimated mean s * m * (1 +
 * 1/n). The negative binomial of that mean and variance has size k = m / (s * (1 + 1/n) - 1); for s
 * = 1 it is exactly what a gamma prior of half a case gives after n Poisson weeks. The upper tail
 * is summed term by term. A series may scatter more than all together, and then counts as it does;
 * that it scatters less is not believed of eight weeks, since just those that seem to would raise
 * the alarms.
 *
 * Many lines are looked at every day, and among hundreds some are always surprising. Benjamini and
 * Hochberg's rule bounds the share of false ones among those marked; on a day when nothing rose
 * every mark is false, so the same number bounds how often such a day has any (tests:
 * test_surge.c). A count that is too small to be called a rise stays in the number of lines: had
 * it been larger, it would have been called one. */
#include "gateway/topics/surge.h"

#include <math.h>
#include <stdlib.h>

enum { WEEK = 7, OWN_DAYS = 20, TERMS_MAX = 100000 };
#define HALF_A_CASE 0.5

static size_t weeks_of(const struct surge_series *series)
{
    size_t weeks = series->count ? (series->count - 1) / WEEK : 0;
    return weeks < SURGE_WEEKS ? weeks : SURGE_WEEKS;
}

/* The mean of one weekday: `back` days before today, and so many weeks up from there. */
static double weekday_mean(const struct surge_series *series, size_t back, size_t weeks)
{
    double sum = 0;
    for (size_t week = 0; week < weeks; week++)
        sum += series->days[series->count - 1 - back - week * WEEK];
    return sum / (double)weeks;
}

/* Squared distances from the weekday's mean over the mean, and how many of them are free. */
static void add_scatter(const struct surge_series *series, double *sum, double *freedom)
{
    size_t weeks = weeks_of(series);
    if (weeks < SURGE_WEEKS_LEAST)
        return;
    for (size_t day = 1; day <= WEEK; day++) {
        double mean = weekday_mean(series, day, weeks);
        for (size_t week = 0; mean > 0 && week < weeks; week++) {
            double off = series->days[series->count - 1 - day - week * WEEK] - mean;
            *sum += off * off / mean;
        }
        *freedom += mean > 0 ? (double)weeks - 1 : 0;
    }
}

double surge_scatter(const struct surge_series *series, size_t count)
{
    double sum = 0, freedom = 0;
    for (size_t i = 0; i < count; i++)
        add_scatter(&series[i], &sum, &freedom);
    return freedom > 0 && sum > freedom ? sum / freedom : 1;
}

/* The logarithm of the gamma function, without the global sign of lgamma(). */
static double log_gamma(double x)
{
    int sign;
    return lgamma_r(x, &sign);
}

/* The chance of `least` or more under the negative binomial of that mean and size, summed from
 * there upwards; where that is less than the mean it is 1, as nothing of the kind is a rise. */
static double tail(double mean, double size, uint32_t least)
{
    double share = size / (size + mean), x = least, sum = 0;
    if (x <= mean)
        return 1;
    double term = exp(log_gamma(size + x) - log_gamma(size) - log_gamma(x + 1) + size * log(share) +
                      x * log1p(-share));
    for (int i = 0; i < TERMS_MAX && term > sum * 1e-12; i++) {
        sum += term;
        term *= (size + x + i) / (x + i + 1) * (1 - share);
    }
    return sum < 1 ? sum : 1;
}

struct surge surge_of(const struct surge_series *series, double scatter)
{
    size_t weeks = weeks_of(series);
    struct surge out = {.today = series->count ? series->days[series->count - 1] : 0, .chance = 1};
    if (weeks < SURGE_WEEKS_LEAST)
        return out;
    double sum = scatter * OWN_DAYS, freedom = OWN_DAYS;
    add_scatter(series, &sum, &freedom);
    double own = sum / freedom > scatter ? sum / freedom : scatter, n = (double)weeks;
    out.known = true;
    out.expected = weekday_mean(series, WEEK, weeks);
    double mean = out.expected + HALF_A_CASE * own / n;
    if (out.today >= SURGE_LEAST)
        out.chance = tail(mean, mean / (own * (1 + 1 / n) - 1), out.today);
    return out;
}

static int by_chance(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

void surge_mark(struct surge *list, size_t count, double rate)
{
    double *chances = calloc(count ? count : 1, sizeof *chances), limit = -1;
    if (!chances)
        return;
    for (size_t i = 0; i < count; i++)
        chances[i] = list[i].chance;
    qsort(chances, count, sizeof *chances, by_chance);
    for (size_t i = 0; i < count; i++)
        if (chances[i] <= rate * (double)(i + 1) / (double)count)
            limit = chances[i];
    for (size_t i = 0; i < count; i++)
        list[i].rose = list[i].known && list[i].today >= SURGE_LEAST && list[i].chance <= limit;
    free(chances);
}
