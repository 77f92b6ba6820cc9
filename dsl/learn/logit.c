/* logit: the likelihood is concave, so Newton's steps with a little weight decay end at its top;
 * twenty are more than enough. A step that makes it worse is halved. */
#include "dsl/learn/logit.h"

#include <math.h>
#include <string.h>

enum { STEPS = 20, HALVINGS = 12, ROWS_MAX = 512 };

struct slope {
    size_t n;
    double likelihood;
    double gradient[LOGIT_FACTORS_MAX];
    double curvature[LOGIT_FACTORS_MAX][LOGIT_FACTORS_MAX];
};

static const double decay = 1e-3;

static size_t count_of(const struct logit_case *one)
{
    return one->count < ROWS_MAX ? one->count : ROWS_MAX;
}

static double dot(const float *row, const double *weights, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += (double)row[i] * weights[i];
    return sum;
}

/* By row; the logarithm of the first one's. */
static double share_out(const struct logit_case *one, const double *weights, size_t n,
                        double shares[ROWS_MAX])
{
    double first = dot(one->rows, weights, n), top = first;
    size_t count = count_of(one);
    for (size_t r = 1; r < count; r++) {
        shares[r] = dot(one->rows + r * n, weights, n);
        top = shares[r] > top ? shares[r] : top;
    }
    double all = shares[0] = exp(first - top);
    for (size_t r = 1; r < count; r++)
        all += shares[r] = exp(shares[r] - top);
    for (size_t r = 0; r < count; r++)
        shares[r] /= all;
    return first - top - log(all);
}

double logit_share(const struct logit_case *one, size_t factors, const double *weights)
{
    double shares[ROWS_MAX];
    return exp(share_out(one, weights, factors, shares));
}

static void add_case(const struct logit_case *one, const double *weights, struct slope *slope)
{
    double shares[ROWS_MAX], mean[LOGIT_FACTORS_MAX] = {0};
    size_t n = slope->n, count = count_of(one);
    slope->likelihood += share_out(one, weights, n, shares);
    for (size_t r = 0; r < count; r++)
        for (size_t i = 0; i < n; i++)
            mean[i] += shares[r] * (double)one->rows[r * n + i];
    for (size_t i = 0; i < n; i++)
        slope->gradient[i] += (double)one->rows[i] - mean[i];
    for (size_t r = 0; r < count; r++)
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; j <= i; j++)
                slope->curvature[i][j] += shares[r] * ((double)one->rows[r * n + i] - mean[i]) *
                                          ((double)one->rows[r * n + j] - mean[j]);
}

static void take_slope(const struct logit_case *cases, size_t count, const double *weights,
                       struct slope *slope)
{
    size_t n = slope->n;
    memset(slope, 0, sizeof *slope);
    slope->n = n;
    for (size_t c = 0; c < count; c++)
        add_case(&cases[c], weights, slope);
    for (size_t i = 0; i < n; i++) {
        slope->likelihood -= decay * weights[i] * weights[i] / 2 * (double)count;
        slope->gradient[i] -= decay * weights[i] * (double)count;
        slope->curvature[i][i] += decay * (double)count;
        for (size_t j = i + 1; j < n; j++)
            slope->curvature[i][j] = slope->curvature[j][i];
    }
}

static double *swap_best(double rows[][LOGIT_FACTORS_MAX + 1], size_t at, size_t n)
{
    size_t best = at;
    double kept[LOGIT_FACTORS_MAX + 1];
    for (size_t r = at + 1; r < n; r++)
        if (fabs(rows[r][at]) > fabs(rows[best][at]))
            best = r;
    memcpy(kept, rows[at], sizeof kept);
    memcpy(rows[at], rows[best], sizeof kept);
    memcpy(rows[best], kept, sizeof kept);
    return rows[at];
}

/* step: curvature * step = gradient, by elimination. */
static void solve(const struct slope *slope, double *step)
{
    size_t n = slope->n;
    double rows[LOGIT_FACTORS_MAX][LOGIT_FACTORS_MAX + 1];
    for (size_t i = 0; i < n; i++) {
        memcpy(rows[i], slope->curvature[i], n * sizeof **rows);
        rows[i][n] = slope->gradient[i];
    }
    for (size_t i = 0; i < n; i++) {
        const double *pivot = swap_best(rows, i, n);
        for (size_t r = i + 1; r < n; r++) {
            double part = rows[r][i] / pivot[i];
            for (size_t c = i; c <= n; c++)
                rows[r][c] -= part * pivot[c];
        }
    }
    for (size_t i = n; i-- > 0;) {
        step[i] = rows[i][n];
        for (size_t c = i + 1; c < n; c++)
            step[i] -= rows[i][c] * step[c];
        step[i] /= rows[i][i];
    }
}

void logit_fit(const struct logit_case *cases, size_t count, size_t factors, double *weights)
{
    struct slope slope = {.n = factors};
    memset(weights, 0, factors * sizeof *weights);
    take_slope(cases, count, weights, &slope);
    for (int i = 0; i < STEPS; i++) {
        double step[LOGIT_FACTORS_MAX] = {0}, tried[LOGIT_FACTORS_MAX], part = 1;
        struct slope next = {.n = factors};
        solve(&slope, step);
        for (int half = 0; half < HALVINGS; half++) {
            for (size_t f = 0; f < factors; f++)
                tried[f] = weights[f] + part * step[f];
            take_slope(cases, count, tried, &next);
            if (next.likelihood > slope.likelihood)
                break;
            part /= 2;
        }
        if (next.likelihood <= slope.likelihood + 1e-9)
            return;
        memcpy(weights, tried, factors * sizeof *weights);
        slope = next;
    }
}
