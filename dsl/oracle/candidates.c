/* candidates: every desk the matter could still belong to, with a weight (matter.h, behind struct
 * decision). Each category that could be meant is worked out as if it were the only one; so a
 * category that lost by little shows the duty it would have decided.
 *
 * A desk is a unit or, where the place is open, a role. The first entry of a desk stands for it and
 * takes the weights of the others. */
#include "dsl/oracle/standing.h"

#include <stdlib.h>

enum { FACTOR_DECIDED = 64, FACTOR_YES = 16, FACTOR_OPEN = 4, FACTOR_OTHERWISE = 2 };

typedef VEC(struct candidate) candidates;

int candidates_categories(const struct model *model, const struct matter *matter,
                          struct score out[SCORES_MAX])
{
    int count = 0;
    bool any_strong = false;
    if (matter->pinned_category >= 0 && (size_t)matter->pinned_category < model->categories.n) {
        out[0] = (struct score){matter->pinned_category, 1, true};
        return 1;
    }
    for (int i = 0; i < matter->category_count; i++)
        any_strong = any_strong || matter->categories[i].strong;
    for (int i = 0; i < matter->category_count; i++)
        if (matter->categories[i].strong == any_strong)
            out[count++] = matter->categories[i];
    return count;
}

static int order(const void *a, const void *b)
{
    const struct candidate *left = a, *right = b;
    if (left->weight != right->weight)
        return left->weight > right->weight ? -1 : 1;
    if (left->category != right->category)
        return left->category < right->category ? -1 : 1;
    if (left->duty == right->duty)
        return 0;
    if (left->duty == NONE || right->duty == NONE)
        return left->duty == NONE ? 1 : -1;
    return left->duty < right->duty ? -1 : 1;
}

static void sort(candidates *list)
{
    if (list->n)
        qsort(list->at, list->n, sizeof *list->at, order);
}

static void add_duty(const struct model *model, struct arena *arena, const struct matter *matter,
                     const struct standing *standing, const struct duty_standing *row, int score,
                     candidates *out)
{
    int factor = row->truth == YES ? FACTOR_YES : FACTOR_OPEN;
    struct route route = route_of_duty(model, arena, matter, row->duty);
    if (standing->kind == STANDS_DECIDED && standing->decided == row->duty)
        factor = FACTOR_DECIDED;
    VEC_ADD(arena, out,
            ((struct candidate){
                row->duty, standing->category, route_resolve(model, matter, route.target),
                (int64_t)score * factor + oracle_standing_duty_score(matter, row->duty)}));
}

static bool falls_through(const struct model *model, struct arena *arena,
                          const struct matter *matter, const struct standing *standing)
{
    struct question question;
    bool worded_open = false;
    if (standing->kind != STANDS_OPEN)
        return !oracle_standing_alive(standing);
    if (question_next(model, arena, matter, standing, &question))
        return false;
    for (size_t i = 0; i < standing->duties.n; i++) {
        const struct duty_standing *row = &standing->duties.at[i];
        if (row->truth == OPEN && model->duties.at[row->duty].words.n &&
            question_may_win(model, arena, matter, standing, row->duty))
            worded_open = true;
    }
    return !(standing->matter_open && worded_open) &&
           oracle_standing_general(model, standing) == NONE;
}

static void add_category(const struct model *model, struct arena *arena,
                         const struct matter *matter, const struct score *score, candidates *out)
{
    struct standing standing = oracle_standing_of(model, arena, matter, score->index);
    for (size_t i = 0; i < standing.duties.n; i++)
        if (standing.duties.at[i].truth != NO)
            add_duty(model, arena, matter, &standing, &standing.duties.at[i], score->score, out);
    if (falls_through(model, arena, matter, &standing)) {
        struct target target = model->categories.at[score->index].otherwise;
        VEC_ADD(arena, out,
                ((struct candidate){NONE, score->index, route_resolve(model, matter, target),
                                    (int64_t)score->score * FACTOR_OTHERWISE}));
    }
}

static bool same_desk(struct target a, struct target b)
{
    if (a.unit != NONE || b.unit != NONE)
        return a.unit == b.unit;
    return a.role == b.role;
}

static void merge_desks(candidates *list)
{
    size_t kept = 0;
    for (size_t i = 0; i < list->n; i++) {
        size_t k = 0;
        while (k < kept && !same_desk(list->at[k].target, list->at[i].target))
            k++;
        if (k < kept)
            list->at[k].weight += list->at[i].weight;
        else
            list->at[kept++] = list->at[i];
    }
    list->n = kept;
}

void candidates_weigh(const struct model *model, struct arena *arena, const struct matter *matter,
                      struct decision *decision)
{
    struct score categories[SCORES_MAX];
    int count = candidates_categories(model, matter, categories);
    candidates list = {0};
    int64_t sum = 0;
    for (int i = 0; i < count; i++)
        add_category(model, arena, matter, &categories[i], &list);
    sort(&list);
    merge_desks(&list);
    sort(&list);
    for (size_t i = 0; i < list.n; i++)
        sum += list.at[i].weight;
    for (size_t i = 0; i < list.n && i < CANDIDATES_MAX; i++)
        decision->candidates[decision->candidate_count++] = list.at[i];
    if (sum > 0)
        decision->confidence = (int)(list.at[0].weight * 1000 / sum);
}
