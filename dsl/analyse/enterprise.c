/* enterprise: boxes know intervals, the register knows figures. Tags, dates and plain numbers are
 * taken out of their interval as they come. A ratio is no figure of its own: its interval demands
 * something of two others, which may stand in the box themselves and in other ratios. So the
 * figures that ratios are made of are chosen one after the other, each out of a handful of values
 * that its own interval and the ratios with figures already chosen suggest, and the whole is tried
 * until it fits: a search with a limit, not an equation.
 *
 * That nothing fits is proved only where it is plain: a ratio whose two intervals cannot bring it
 * about, figures being positive. Otherwise the answer is that it was not decided. */
#include "dsl/analyse/enterprise.h"

enum { FIGURES_MAX = 24, CHOICES_PER_FIGURE = 24, STEPS_MAX = 200000, MILLION = 1000000 };

struct interval {
    int64_t low, high; /* [low, high) */
};

struct ratio {
    size_t over, under; /* positions among the figures */
    struct interval wanted;
};

struct search {
    const struct model *model;
    int number[FIGURES_MAX]; /* the model's */
    struct interval range[FIGURES_MAX];
    int64_t value[FIGURES_MAX];
    size_t figures;
    struct ratio ratios[FIGURES_MAX];
    size_t ratio_count;
    long steps;
};

static struct interval interval_of(const struct dimension *d, const uint64_t *box)
{
    struct interval all = {INT64_MIN, INT64_MAX};
    int first = box_atom(d, box, 0), last = first;
    while (box_atom(d, box, (size_t)last + 1) == last + 1) /* one stretch of it */
        last++;
    if (first > 0)
        all.low = d->bounds.at[first - 1];
    if ((size_t)last < d->bounds.n)
        all.high = d->bounds.at[last];
    return all;
}

/* ---- figures ---- */

static size_t figure_of(struct search *search, const struct space *space, const uint64_t *box,
                        int number)
{
    for (size_t i = 0; i < search->figures; i++)
        if (search->number[i] == number)
            return i;
    const struct dimension *d = space_dimension(space, VAR_NUMBER, number);
    search->number[search->figures] = number;
    search->range[search->figures] =
        d ? interval_of(d, box) : (struct interval){INT64_MIN, INT64_MAX};
    if (search->range[search->figures].low < 0 && search->range[search->figures].high > 0)
        search->range[search->figures].low = 0; /* amounts and heads: none is below nothing */
    return search->figures++;
}

/* false: more figures than the search has room for. */
static bool gather(struct search *search, const struct space *space, const uint64_t *box)
{
    for (size_t i = 0; i < space->dimensions.n; i++) {
        const struct dimension *d = &space->dimensions.at[i];
        if (d->kind != VAR_NUMBER || box_is_full(space, d, box))
            continue;
        const struct number *number = &search->model->numbers.at[d->index];
        if (search->figures + 2 > FIGURES_MAX)
            return false;
        if (number->over == NONE) {
            figure_of(search, space, box, d->index);
            continue;
        }
        size_t over = figure_of(search, space, box, number->over);
        size_t under = figure_of(search, space, box, number->under);
        search->ratios[search->ratio_count++] = (struct ratio){over, under, interval_of(d, box)};
    }
    return true;
}

static bool in_range(struct interval range, int64_t value)
{
    return value >= range.low && value < range.high;
}

static bool ratio_holds(const struct search *search, const struct ratio *ratio)
{
    __int128 over = (__int128)search->value[ratio->over] * MILLION;
    __int128 under = search->value[ratio->under];
    return under > 0 &&
           (ratio->wanted.low == INT64_MIN || over >= (__int128)ratio->wanted.low * under) &&
           (ratio->wanted.high == INT64_MAX || over < (__int128)ratio->wanted.high * under);
}

/* Can the two intervals bring the ratio about at all? */
static bool ratio_possible(const struct search *search, const struct ratio *ratio)
{
    struct interval over = search->range[ratio->over], under = search->range[ratio->under];
    __int128 most_under = under.high == INT64_MAX ? (__int128)INT64_MAX : under.high - 1;
    __int128 least_under = under.low < 1 ? 1 : under.low;
    if (most_under < 1 || ratio->wanted.high <= 0)
        return false;
    if (ratio->wanted.high != INT64_MAX &&
        (__int128)over.low * MILLION >= (__int128)ratio->wanted.high * most_under)
        return false;
    return over.high == INT64_MAX || ratio->wanted.low == INT64_MIN ||
           (__int128)(over.high - 1) * MILLION >= (__int128)ratio->wanted.low * least_under;
}

/* ---- choosing ---- */

struct choices {
    int64_t at[CHOICES_PER_FIGURE];
    size_t n;
};

static void suggest(struct choices *choices, struct interval range, __int128 value)
{
    if (value < INT64_MIN || value > INT64_MAX || !in_range(range, (int64_t)value))
        return;
    for (size_t i = 0; i < choices->n; i++)
        if (choices->at[i] == (int64_t)value)
            return;
    if (choices->n < CHOICES_PER_FIGURE)
        choices->at[choices->n++] = (int64_t)value;
}

static __int128 rounded(__int128 value, int64_t step, bool up)
{
    __int128 down = value / step * step;
    if (down > value)
        down -= step;
    return up && down < value ? down + step : down;
}

/* What a ratio with the other figure chosen suggests: the least, the middle, the most, rounded to
 * the step. */
static void suggest_by(struct search *search, size_t figure, const struct ratio *ratio,
                       size_t chosen, int64_t step, struct choices *choices)
{
    __int128 low = ratio->wanted.low < 0 ? 0 : ratio->wanted.low;
    __int128 high = ratio->wanted.high == INT64_MAX ? 2 * low + 2 * MILLION : ratio->wanted.high;
    struct interval range = search->range[figure];
    __int128 other = search->value[figure == ratio->over ? ratio->under : ratio->over], a, b;
    if ((figure == ratio->over ? ratio->under : ratio->over) >= chosen || other <= 0)
        return;
    if (figure == ratio->over) {
        a = (low * other + MILLION - 1) / MILLION;
        b = (high * other - 1) / MILLION;
    } else {
        a = high > 0 ? other * MILLION / high + 1 : 1;
        b = low > 0 ? other * MILLION / low : 4 * a;
    }
    suggest(choices, range, rounded(a, step, true));
    suggest(choices, range, rounded((a + b) / 2, step, false));
    suggest(choices, range, rounded(b, step, false));
    suggest(choices, range, a);
    suggest(choices, range, b);
}

static struct choices choices_of(struct search *search, size_t figure)
{
    static const int64_t sizes[] = {1000, 100, 10, 1, 10000, 100000};
    struct choices choices = {.n = 0};
    struct interval range = search->range[figure];
    int64_t unit = search->model->numbers.at[search->number[figure]].unit;
    int64_t step = (unit > 1 ? unit : 1) * MILLION;
    for (size_t i = 0; i < search->ratio_count; i++)
        if (search->ratios[i].over == figure || search->ratios[i].under == figure)
            suggest_by(search, figure, &search->ratios[i], figure, step, &choices);
    if (range.low != INT64_MIN) {
        suggest(&choices, range, rounded(range.low, step, true));
        suggest(&choices, range, rounded(2 * (__int128)range.low, step, true));
        suggest(&choices, range, range.low);
    }
    if (range.high != INT64_MAX) {
        suggest(&choices, range, rounded((__int128)range.high - 1, step, false));
        suggest(&choices, range, rounded((__int128)range.high / 2, step, false));
        suggest(&choices, range, (__int128)range.high - 1);
    }
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        suggest(&choices, range, (__int128)sizes[i] * step);
    return choices;
}

static bool fits_so_far(const struct search *search, size_t chosen)
{
    for (size_t i = 0; i < search->ratio_count; i++)
        if (search->ratios[i].over < chosen && search->ratios[i].under < chosen &&
            !ratio_holds(search, &search->ratios[i]))
            return false;
    return true;
}

static bool choose(struct search *search, size_t figure)
{
    if (figure == search->figures)
        return true;
    struct choices choices = choices_of(search, figure);
    for (size_t i = 0; i < choices.n && search->steps++ < STEPS_MAX; i++) {
        search->value[figure] = choices.at[i];
        if (fits_so_far(search, figure + 1) && choose(search, figure + 1))
            return true;
    }
    return false;
}

/* ---- the enterprise ---- */

static void give(struct ground *ground, figures *out, enum variable_kind kind, int index, int value,
                 int64_t exact)
{
    bool plain = kind == VAR_TAG && !ground->model->tags.at[index].values.n;
    VEC_ADD(ground->arena, out,
            ((struct setting){.variable = {kind, index},
                              .value = value,
                              .negated = plain && value == 0,
                              .exact = exact}));
}

static int64_t day_in(struct interval range)
{
    if (range.low != INT64_MIN)
        return range.low;
    return range.high - 1;
}

enum enterprise_found enterprise_of(struct ground *ground, const struct space *space,
                                    const uint64_t *box, figures *out)
{
    struct search search = {.model = ground->model};
    out->n = 0;
    if (!gather(&search, space, box))
        return ENTERPRISE_UNDECIDED;
    for (size_t i = 0; i < search.ratio_count; i++)
        if (!ratio_possible(&search, &search.ratios[i]))
            return ENTERPRISE_NONE;
    if (!choose(&search, 0))
        return ENTERPRISE_UNDECIDED;
    for (size_t i = 0; i < space->dimensions.n; i++) {
        const struct dimension *d = &space->dimensions.at[i];
        if (d->kind == VAR_TAG && !box_is_full(space, d, box))
            give(ground, out, VAR_TAG, d->index, box_atom(d, box, 0), 0);
        if (d->kind == VAR_DATE && !box_is_full(space, d, box))
            give(ground, out, VAR_DATE, d->index, 0, day_in(interval_of(d, box)));
    }
    for (size_t i = 0; i < search.figures; i++)
        give(ground, out, VAR_NUMBER, search.number[i], 0, search.value[i]);
    return ENTERPRISE_FOUND;
}

void enterprise_put(const struct model *model, const figures *enterprise, struct buf *out)
{
    for (size_t i = 0; i < enterprise->n; i++) {
        const struct setting *setting = &enterprise->at[i];
        buf_text(out, i ? "、" : "企业 ");
        if (setting->negated)
            buf_text(out, "非 ");
        oracle_tell_variable(model, setting->variable, out);
        if (setting->variable.kind == VAR_TAG) {
            if (!model->tags.at[setting->variable.index].values.n)
                continue;
            buf_text(out, " = ");
            oracle_tell_value(model, setting->variable, setting->value, out);
        } else {
            buf_text(out, " = ");
            oracle_tell_exact(model, setting->variable, setting->exact, out);
        }
    }
}
