/* What rose against its own past: the tail is the negative binomial's, quiet days stay quiet as
 * often as was promised, planted rises are found, and short pasts say nothing. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "dsl/base/hash.h"
#include "gateway/topics/surge.h"

enum { PAST = SURGE_WEEKS * 7, DAYS = PAST + 1, SERIES = 120, QUIET_DAYS = 1500, RISES = 400 };

/* ---- chance ---- */

static double uniform(uint64_t *seed)
{
    return ((double)(hash_mix(++*seed) >> 11) + 0.5) / 9007199254740992.0;
}

static double normal(uint64_t *seed)
{
    return sqrt(-2 * log(uniform(seed))) * cos(6.283185307179586 * uniform(seed));
}

/* Marsaglia and Tsang, with the usual way round for shapes below one. */
static double gamma_of(uint64_t *seed, double shape)
{
    if (shape < 1)
        return gamma_of(seed, shape + 1) * pow(uniform(seed), 1 / shape);
    double d = shape - 1.0 / 3, c = 1 / sqrt(9 * d);
    for (;;) {
        double x = normal(seed), v = 1 + c * x;
        v = v * v * v;
        if (v > 0 && log(uniform(seed)) < 0.5 * x * x + d - d * v + d * log(v))
            return d * v;
    }
}

static uint32_t poisson(uint64_t *seed, double mean)
{
    double limit = exp(-mean), product = uniform(seed);
    uint32_t n = 0;
    for (; product > limit && n < 10000; n++)
        product *= uniform(seed);
    return n;
}

/* A count whose variance is `scatter` times its mean. */
static uint32_t count_of(uint64_t *seed, double mean, double scatter)
{
    if (scatter <= 1)
        return poisson(seed, mean);
    return poisson(seed, gamma_of(seed, mean / (scatter - 1)) * (scatter - 1));
}

static double level(int series)
{
    static const double levels[] = {0.05, 0.3, 0.8, 2, 5, 12, 30};
    return levels[series % 7];
}

static double of_weekday(int day)
{
    return day % 7 < 5 ? 1.15 : 0.65;
}

struct city {
    uint32_t days[SERIES][DAYS];
    struct surge list[SERIES];
};

static void live(struct city *city, uint64_t *seed, double scatter)
{
    for (int s = 0; s < SERIES; s++)
        for (int day = 0; day < DAYS; day++)
            city->days[s][day] = count_of(seed, level(s) * of_weekday(day), scatter);
}

static int look(struct city *city, double rate)
{
    struct surge_series series[SERIES];
    int marked = 0;
    for (int s = 0; s < SERIES; s++)
        series[s] = (struct surge_series){city->days[s], DAYS};
    double scatter = surge_scatter(series, SERIES);
    for (int s = 0; s < SERIES; s++)
        city->list[s] = surge_of(&series[s], scatter);
    surge_mark(city->list, SERIES, rate);
    for (int s = 0; s < SERIES; s++)
        marked += city->list[s].rose;
    return marked;
}

/* ---- the tests ---- */

/* A constant past of 4 a day: size 36, mean 4.0625, by hand from the definition. */
static void the_tail_is_the_negative_binomials(void **state)
{
    (void)state;
    uint32_t days[DAYS];
    for (int i = 0; i < DAYS; i++)
        days[i] = 4;
    days[PAST] = 11;
    struct surge one = surge_of(&(struct surge_series){days, DAYS}, 1);
    double mean = 4 + 0.5 / 8, size = mean * 8, share = size / (size + mean), below = 0;
    double term = pow(share, size);
    for (int n = 0; n < 11; n++) {
        below += term;
        term *= (size + n) / (n + 1) * (1 - share);
    }
    assert_true(one.known && one.today == 11);
    assert_true(fabs(one.expected - 4) < 1e-9);
    assert_true(fabs(one.chance - (1 - below)) < 1e-9);
    assert_true(one.chance > 0.001 && one.chance < 0.01);
}

static void large_counts_have_a_tail_too(void **state)
{
    (void)state;
    uint32_t days[DAYS];
    for (int i = 0; i < DAYS; i++)
        days[i] = 5000;
    struct surge same = surge_of(&(struct surge_series){days, DAYS}, 1);
    days[PAST] = 5600;
    struct surge more = surge_of(&(struct surge_series){days, DAYS}, 1);
    assert_true(same.chance > 0.3);
    assert_true(more.chance > 1e-20 && more.chance < 1e-9);
}

static void a_short_past_says_nothing(void **state)
{
    (void)state;
    uint32_t days[DAYS] = {0};
    days[20] = 3; /* the last of 21 days: two weeks back */
    struct surge one = surge_of(&(struct surge_series){days, 21}, 1);
    assert_true(!one.known && one.chance >= 1);
    surge_mark(&one, 1, 0.05);
    assert_false(one.rose);
    days[21] = 50;
    one = surge_of(&(struct surge_series){days, 22}, 1);
    assert_true(one.known && one.chance < 1e-6);
    assert_false(surge_of(&(struct surge_series){days, 0}, 1).known);
}

static void two_are_no_rise(void **state)
{
    (void)state;
    uint32_t days[DAYS] = {0};
    days[PAST] = SURGE_LEAST - 1;
    struct surge one = surge_of(&(struct surge_series){days, DAYS}, 1);
    surge_mark(&one, 1, 0.99);
    assert_false(one.rose);
    days[PAST] = SURGE_LEAST;
    one = surge_of(&(struct surge_series){days, DAYS}, 1);
    surge_mark(&one, 1, 0.05);
    assert_true(one.rose);
}

static void the_scatter_is_found(void **state)
{
    (void)state;
    static struct city city;
    uint64_t seed = 11;
    for (int scatter = 1; scatter < 4; scatter++) {
        struct surge_series series[SERIES];
        live(&city, &seed, scatter);
        for (int s = 0; s < SERIES; s++)
            series[s] = (struct surge_series){city.days[s], DAYS};
        double found = surge_scatter(series, SERIES);
        assert_true(found > scatter * 0.85 && found < scatter * 1.15);
    }
}

/* No more than one day in twenty has a mark though nothing happened, whatever the scatter. */
static void quiet_days_stay_quiet(void **state)
{
    (void)state;
    static struct city city;
    static const double scatters[] = {1, 1.5, 2.5};
    uint64_t seed = 2026;
    for (size_t i = 0; i < 3; i++) {
        int alarmed = 0;
        for (int day = 0; day < QUIET_DAYS / 3; day++) {
            live(&city, &seed, scatters[i]);
            alarmed += look(&city, 0.05) > 0;
        }
        double share = alarmed / (QUIET_DAYS / 3.0);
        print_message("# scatter %.1f: a false mark on %.1f %% of quiet days\n", scatters[i],
                      100 * share);
        /* three standard errors of 500 days above the promise */
        assert_true(share <= 0.05 + 3 * sqrt(0.05 * 0.95 / (QUIET_DAYS / 3.0)));
    }
}

/* Fivefold on a mean of five, ninefold on two, ten cases where there is hardly ever one. */
static void planted_rises_are_found(void **state)
{
    (void)state;
    static struct city city;
    static const struct {
        int series;
        double mean;
        double least; /* share that must be found */
    } rises[] = {{4, 25, 0.85}, {3, 18, 0.85}, {0, 10, 0.85}};
    uint64_t seed = 77;
    int found[3] = {0};
    for (int day = 0; day < RISES / 4; day++) {
        live(&city, &seed, 1.5);
        for (size_t i = 0; i < 3; i++)
            city.days[rises[i].series][PAST] = poisson(&seed, rises[i].mean);
        look(&city, 0.05);
        for (size_t i = 0; i < 3; i++)
            found[i] += city.list[rises[i].series].rose;
    }
    for (size_t i = 0; i < 3; i++) {
        double share = found[i] / (RISES / 4.0);
        print_message("# to %.0f from %.2f: found on %.0f %% of days\n", rises[i].mean,
                      level(rises[i].series), 100 * share);
        assert_true(share >= rises[i].least);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_tail_is_the_negative_binomials),
        cmocka_unit_test(large_counts_have_a_tail_too),
        cmocka_unit_test(a_short_past_says_nothing),
        cmocka_unit_test(two_are_no_rise),
        cmocka_unit_test(the_scatter_is_found),
        cmocka_unit_test(quiet_days_stay_quiet),
        cmocka_unit_test(planted_rises_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
