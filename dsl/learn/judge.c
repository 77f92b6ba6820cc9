/* judge: from tickets held out to weights.
 *
 * Three small fits, one upon the other. Factors: the desk a ticket belonged to is the choice, the
 * others are what it was chosen from (a conditional logit), and tickets that nobody could have sent
 * there are left out in the end. Signs: whether the first of the ranking was right (a logit of
 * two). The curve: scores in bins of equal count, the share that was right in each, made rising by
 * pooling neighbours that fall. Each has a handful of numbers and thousands of tickets, so what
 * they say of the tickets they were drawn from holds for others too. */
#include "dsl/learn/judge.h"

#include <math.h>
#include <stdlib.h>

#include "dsl/learn/logit.h"

enum {
    CHOICES = 500,       /* desks that a choice is made from */
    ROWS_MOST = 1500000, /* desks of all choices together; of more, fewer tickets */
    BINS_MOST = 60,
    BIN_LEAST = 30,
    TRIMMINGS = 2
};
static const double findable = 0.02; /* share of a ticket's desk, among all */

_Static_assert((int)LEARNED_FACTOR_COUNT <= (int)LOGIT_FACTORS_MAX,
               "a factor is one of the logit's");
_Static_assert((int)LEARNED_SIGN_COUNT <= (int)LOGIT_FACTORS_MAX, "a sign is one of the logit's");

struct judged {
    struct learned_ranking ranking;
    const struct held *held;
    bool right;
};

/* ---- factors ---- */

struct near_desk {
    int desk;
    float score;
};

static int by_score(const void *a, const void *b)
{
    const struct near_desk *x = a, *y = b;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return x->desk - y->desk;
}

static float rough_score(const float *factors)
{
    return factors[LEARNED_FACTOR_WORDS] + factors[LEARNED_FACTOR_WORDS_BOTH] +
           factors[LEARNED_FACTOR_WORDS_HEAD] / 2 + factors[LEARNED_FACTOR_WORDS_TAIL] / 2 +
           factors[LEARNED_FACTOR_ALIKE] / 2 + factors[LEARNED_FACTOR_RULES] / 2;
}

/* The case's rows: the desk it belonged to, then those that came nearest. */
static struct logit_case case_of(const struct held *held, size_t desks, struct near_desk *scratch,
                                 struct arena *arena)
{
    size_t count = 1, most = desks < CHOICES ? desks : CHOICES;
    learned_factors *rows = ARENA_ARRAY(arena, most + 1, learned_factors);
    for (size_t i = 0; i < desks; i++)
        scratch[i] = (struct near_desk){(int)i, rough_score(held->weighing.factors[i])};
    qsort(scratch, desks, sizeof *scratch, by_score);
    memcpy(rows[0], held->weighing.factors[held->ticket->desk], sizeof *rows);
    for (size_t i = 0; i < most; i++)
        if (scratch[i].desk != held->ticket->desk)
            memcpy(rows[count++], held->weighing.factors[scratch[i].desk], sizeof *rows);
    return (struct logit_case){rows[0], count};
}

/* Fits, and again without the cases whose choice nothing speaks for: of past tickets some went
 * where their text does not tell, and while those count, how many tickets a desk gets seems to
 * count more than what is said. (How sure a ranking may be is
 * judged with them.) Were they more than half, they would be no exception, and stay. */
static void fit_findable(struct logit_case *cases, size_t n, double *factors)
{
    logit_fit(cases, n, LEARNED_FACTOR_COUNT, factors);
    for (int round = 0; round < TRIMMINGS; round++) {
        size_t left = 0;
        for (size_t i = 0; i < n; i++)
            if (logit_share(&cases[i], LEARNED_FACTOR_COUNT, factors) >= findable)
                cases[left++] = cases[i];
        if (left * 2 < n)
            return;
        n = left;
        logit_fit(cases, n, LEARNED_FACTOR_COUNT, factors);
    }
}

/* All desks stand in a choice, as they will when texts are ranked: were only those taken that come
 * near by some factors, those factors would seem to speak against a desk. */
static void weigh_factors(const struct held_list *held, size_t desks, struct arena *arena,
                          double *factors)
{
    size_t rows = desks < CHOICES ? desks : CHOICES, n = 0;
    size_t step = held->list.n * rows / ROWS_MOST + 1;
    struct logit_case *cases = ARENA_ARRAY(arena, held->list.n, struct logit_case);
    struct near_desk *scratch = ARENA_ARRAY(arena, desks, struct near_desk);
    for (size_t i = 0; i < held->list.n; i += step)
        cases[n++] = case_of(&held->list.at[i], desks, scratch, arena);
    fit_findable(cases, n, factors);
}

/* ---- rankings, with what is known so far ---- */

static bool rank_all(const struct held_list *held, const struct draft *draft, struct judged *judged)
{
    struct buf bytes;
    struct learned learned;
    buf_init(&bytes, 1 << 26);
    pack_draft(draft, NULL, &bytes);
    bool sound = !bytes.full && learned_open(&learned, bytes.p, bytes.n) == LEARNED_OK;
    for (size_t i = 0; sound && i < held->list.n; i++) {
        const struct held *one = &held->list.at[i];
        judged[i].held = one;
        learned_order(&learned, &one->weighing, one->votes, &judged[i].ranking);
        judged[i].right = judged[i].ranking.choices[0].desk == one->ticket->desk;
    }
    buf_free(&bytes);
    return sound;
}

/* ---- signs ---- */

static void weigh_signs(const struct judged *judged, size_t n, struct arena *arena, double *signs)
{
    struct logit_case *cases = ARENA_ARRAY(arena, n, struct logit_case);
    for (size_t i = 0; i < n; i++) {
        float *rows = ARENA_ARRAY(arena, (size_t)LEARNED_SIGN_COUNT * 2, float);
        float *own = judged[i].right ? rows : rows + LEARNED_SIGN_COUNT;
        memcpy(own, judged[i].ranking.signs, sizeof judged[i].ranking.signs);
        cases[i] = (struct logit_case){rows, 2};
    }
    logit_fit(cases, n, LEARNED_SIGN_COUNT, signs);
}

/* ---- the curve ---- */

static int by_certainty(const void *a, const void *b)
{
    const struct judged *const *x = a, *const *y = b;
    double one = (*x)->ranking.score, other = (*y)->ranking.score;
    if (one != other)
        return one < other ? -1 : 1;
    return *x < *y ? -1 : *x > *y;
}

static const struct judged **sorted_of(const struct judged *judged, size_t n, struct arena *arena)
{
    const struct judged **sorted = ARENA_ARRAY(arena, n, const struct judged *);
    for (size_t i = 0; i < n; i++)
        sorted[i] = &judged[i];
    if (n)
        qsort(sorted, n, sizeof *sorted, by_certainty);
    return sorted;
}

struct pool {
    double score, right, count;
};

/* Pools neighbours until shares rise; how many are left. */
static size_t pool_falling(struct pool *pools, size_t n)
{
    size_t left = 0;
    for (size_t i = 0; i < n; i++) {
        pools[left++] = pools[i];
        while (left > 1 && pools[left - 2].right / pools[left - 2].count >=
                               pools[left - 1].right / pools[left - 1].count) {
            pools[left - 2].score += pools[left - 1].score;
            pools[left - 2].right += pools[left - 1].right;
            pools[left - 2].count += pools[left - 1].count;
            left--;
        }
    }
    return left;
}

/* Bins of the sorted tickets, pooled, as points between which the confidence rises straight; the
 * ends lead to never and always, so that no two scores have the same confidence. */
static void draw_curve(const struct judged **sorted, size_t n, struct draft *draft,
                       struct arena *arena)
{
    size_t bins = n / BIN_LEAST < BINS_MOST ? n / BIN_LEAST : BINS_MOST;
    bins = bins ? bins : 1;
    struct pool *pools = ARENA_ARRAY(arena, bins, struct pool);
    for (size_t i = 0; i < n; i++) {
        struct pool *pool = &pools[i * bins / n];
        pool->score += sorted[i]->ranking.score;
        pool->right += sorted[i]->right;
        pool->count++;
    }
    bins = n ? pool_falling(pools, bins) : 0;
    struct learned_point *curve = ARENA_ARRAY(arena, bins + 2, struct learned_point);
    const float beyond = 12;
    for (size_t i = 0; i < bins; i++)
        curve[i + 1] =
            (struct learned_point){(float)(pools[i].score / pools[i].count),
                                   (float)((pools[i].right + 0.5) / (pools[i].count + 1))};
    curve[0] = (struct learned_point){bins ? curve[1].score - beyond : -1, 0};
    curve[bins + 1] = (struct learned_point){bins ? curve[bins].score + beyond : 1, 1};
    draft->curve = curve;
    draft->curve_count = bins + 2;
}

/* ---- figures ---- */

static bool in_three(const struct judged *judged)
{
    for (int i = 0; i < judged->ranking.count && i < 3; i++)
        if (judged->ranking.choices[i].desk == judged->held->ticket->desk)
            return true;
    return false;
}

static double macro_f1(const struct judged *judged, size_t n, size_t desks, struct arena *arena)
{
    double *hit = ARENA_ARRAY(arena, desks, double), *said = ARENA_ARRAY(arena, desks, double);
    double *was = ARENA_ARRAY(arena, desks, double), sum = 0, count = 0;
    for (size_t i = 0; i < n; i++) {
        said[judged[i].ranking.choices[0].desk]++;
        was[judged[i].held->ticket->desk]++;
        hit[judged[i].held->ticket->desk] += judged[i].right;
    }
    for (size_t i = 0; i < desks; i++) {
        count += was[i] > 0;
        sum += was[i] > 0 ? 2 * hit[i] / (was[i] + said[i]) : 0;
    }
    return count > 0 ? sum / count : 0;
}

static void count_figures(const struct judged *judged, size_t n, struct learn_figures *figures)
{
    for (size_t i = 0; i < n; i++) {
        const struct learned_ranking *ranking = &judged[i].ranking;
        int ruled = judged[i].held->votes.first, desk = judged[i].held->ticket->desk;
        int bin = (int)(ranking->confidence * LEARN_BINS);
        bin = bin < LEARN_BINS ? bin : LEARN_BINS - 1;
        figures->bins[bin].count++;
        figures->bins[bin].right += judged[i].right;
        figures->bins[bin].said += ranking->confidence;
        figures->right += judged[i].right;
        figures->right_in_three += in_three(&judged[i]);
        figures->ruled_right += ruled == desk;
        figures->changed += ruled != ranking->choices[0].desk;
        figures->changed_better += judged[i].right && ruled != desk;
        figures->changed_worse += !judged[i].right && ruled == desk;
    }
    for (int i = 0; i < LEARN_BINS; i++) {
        struct learn_bin *bin = &figures->bins[i];
        bin->low = (double)i / LEARN_BINS;
        bin->high = (double)(i + 1) / LEARN_BINS;
        bin->said /= bin->count ? (double)bin->count : 1;
    }
}

/* The greatest share, from the surest down, of which the precision is kept. */
static struct learn_step step_of(const struct judged **sorted, size_t n, double precision)
{
    struct learn_step step = {precision, 0, 2};
    size_t right = 0;
    for (size_t i = 0; i < n; i++) {
        right += sorted[n - 1 - i]->right;
        if ((double)right >= precision * (double)(i + 1)) {
            step.share = (double)(i + 1) / (double)n;
            step.from = sorted[n - 1 - i]->ranking.confidence;
        }
    }
    return step;
}

static void take_steps(const struct judged **sorted, size_t n, double precision,
                       struct draft *draft, struct learn_figures *figures)
{
    static const double asked[] = {0.8, 0.85, 0.9, 0.925, 0.95, 0.97, 0.98, 0.988, 0.99, 0.995};
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
        figures->steps[figures->step_count++] = step_of(sorted, n, asked[i]);
    struct learn_step sure = step_of(sorted, n, precision);
    draft->sure = figures->sure = sure.from;
    draft->precision = precision;
    figures->sure_share = sure.share;
}

bool judge(const struct making *making, const struct held_list *held, struct draft *draft,
           struct arena *arena, struct learn_figures *figures)
{
    size_t n = held->list.n, desks = making->tickets->desks.n;
    struct judged *judged = ARENA_ARRAY(arena, n, struct judged);
    weigh_factors(held, desks, arena, draft->factors);
    if (!rank_all(held, draft, judged))
        return false;
    weigh_signs(judged, n, arena, draft->signs);
    if (!rank_all(held, draft, judged))
        return false;
    draw_curve(sorted_of(judged, n, arena), n, draft, arena);
    if (!rank_all(held, draft, judged))
        return false;
    figures->held = n;
    figures->later = held->later;
    figures->macro_f1 = macro_f1(judged, n, desks, arena);
    count_figures(judged, n, figures);
    take_steps(sorted_of(judged, n, arena), n, making->order->precision, draft, figures);
    return true;
}
