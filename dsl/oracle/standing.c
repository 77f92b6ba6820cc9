/* standing: how the duties of one category stand (rules 2 to 4 of matter.h).
 *
 * The implicit fact 事由 (which duty's words were meant) is settled first; then each duty is the
 * conjunction of "事由 is this" and its own condition; then, if nothing has to be asked before, the
 * first duty is taken that holds and has nobody over it who holds or still might. */
#include "dsl/oracle/standing.h"

/* What is known of the matter within the category. */
struct meant {
    enum { MEANT_NOTHING, MEANT_ONE, MEANT_SEVERAL, MEANT_OTHER } kind;
    int duty;        /* MEANT_ONE */
    indices several; /* MEANT_SEVERAL, best first */
};

int oracle_standing_duty_score(const struct matter *matter, int duty)
{
    for (int i = 0; i < matter->duty_count; i++)
        if (matter->duties[i].index == duty)
            return matter->duties[i].score;
    return 0;
}

static bool worded(const struct model *model, int duty)
{
    return model->duties.at[duty].words.n > 0;
}

static bool of_category(const struct model *model, int duty, int category)
{
    return duty >= 0 && (size_t)duty < model->duties.n &&
           model->duties.at[duty].category == category;
}

static struct meant meant_by_words(const struct model *model, struct arena *arena,
                                   const struct matter *matter, int category)
{
    struct meant meant = {.kind = MEANT_NOTHING, .duty = NONE};
    int best = 0;
    for (int i = 0; i < matter->duty_count; i++) {
        const struct score *score = &matter->duties[i];
        if (!of_category(model, score->index, category))
            continue;
        if (!meant.several.n)
            best = score->score;
        if (WITHIN_MARGIN(best, score->score))
            VEC_ADD(arena, &meant.several, score->index);
    }
    if (meant.several.n == 1) {
        meant.kind = MEANT_ONE;
        meant.duty = meant.several.at[0];
    } else if (meant.several.n > 1) {
        meant.kind = MEANT_SEVERAL;
    }
    return meant;
}

static struct meant what_is_meant(const struct model *model, struct arena *arena,
                                  const struct matter *matter, int category)
{
    if (matter->pinned_duty == OTHER_MATTER)
        return (struct meant){.kind = MEANT_OTHER, .duty = NONE};
    if (of_category(model, matter->pinned_duty, category))
        return (struct meant){.kind = MEANT_ONE, .duty = matter->pinned_duty};
    return meant_by_words(model, arena, matter, category);
}

static bool among(const indices *list, int index)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->at[i] == index)
            return true;
    return false;
}

/* With nothing said about the matter: can a duty without words still match? */
static bool plain_alive(const struct model *model, const struct standing *standing)
{
    for (size_t i = 0; i < standing->duties.n; i++)
        if (!worded(model, standing->duties.at[i].duty) && standing->duties.at[i].condition != NO)
            return true;
    return false;
}

static enum truth matter_truth(const struct model *model, const struct standing *standing,
                               const struct meant *meant, int duty)
{
    switch (meant->kind) {
    case MEANT_ONE:
        return duty == meant->duty ? YES : NO;
    case MEANT_OTHER:
        return worded(model, duty) ? NO : YES;
    case MEANT_SEVERAL:
        return among(&meant->several, duty) ? OPEN : NO;
    case MEANT_NOTHING:
        break;
    }
    if (!worded(model, duty))
        return YES;
    return plain_alive(model, standing) ? NO : OPEN;
}

static enum truth both(enum truth a, enum truth b)
{
    if (a == NO || b == NO)
        return NO;
    return a == YES && b == YES ? YES : OPEN;
}

/* Several duties' words were seen: those that can still hold by their condition. One alone is it.
 */
static void narrow_several(const struct standing *standing, struct meant *meant,
                           struct arena *arena)
{
    indices left = {0};
    for (size_t s = 0; s < meant->several.n; s++)
        for (size_t i = 0; i < standing->duties.n; i++)
            if (standing->duties.at[i].duty == meant->several.at[s] &&
                standing->duties.at[i].condition != NO)
                VEC_ADD(arena, &left, meant->several.at[s]);
    meant->several = left;
    if (left.n == 1) {
        meant->kind = MEANT_ONE;
        meant->duty = left.at[0];
    }
}

int oracle_standing_over(const struct model *model, const struct standing *standing, int duty)
{
    for (size_t i = 0; i < standing->duties.n; i++) {
        const struct duty_standing *other = &standing->duties.at[i];
        const struct duty *over = &model->duties.at[other->duty];
        for (size_t k = 0; other->truth != NO && k < over->over.n; k++)
            if (over->over.at[k] == duty)
                return other->duty;
    }
    return NONE;
}

int oracle_standing_alive(const struct standing *standing)
{
    int alive = 0;
    for (size_t i = 0; i < standing->duties.n; i++)
        alive += standing->duties.at[i].truth != NO;
    return alive;
}

/* The first fact with two values in a condition or branch of a duty that is not NO, or NONE. */
static int doubled_fact(const struct model *model, struct arena *arena, const struct matter *matter,
                        const struct standing *standing)
{
    variables asked = {0};
    for (size_t i = 0; i < standing->duties.n; i++) {
        const struct duty *duty = &model->duties.at[standing->duties.at[i].duty];
        if (standing->duties.at[i].truth == NO)
            continue;
        oracle_truth_all_variables(arena, duty->when, &asked);
        for (size_t b = 0; b < duty->branches.n; b++)
            oracle_truth_all_variables(arena, duty->branches.at[b].when, &asked);
    }
    for (size_t i = 0; i < asked.n; i++)
        if (asked.at[i].kind == VAR_FACT && oracle_truth_fact_doubled(matter, asked.at[i].index))
            return asked.at[i].index;
    return NONE;
}

int oracle_standing_general(const struct model *model, const struct standing *standing)
{
    for (size_t i = 0; i < standing->duties.n; i++) {
        int duty = standing->duties.at[i].duty;
        bool excepted = standing->duties.at[i].truth != YES;
        for (size_t k = 0; k < standing->duties.n && !excepted; k++) {
            const struct duty *over = &model->duties.at[standing->duties.at[k].duty];
            for (size_t n = 0; standing->duties.at[k].truth == YES && n < over->over.n; n++)
                excepted = excepted || over->over.at[n] == duty;
        }
        if (!excepted)
            return duty;
    }
    return NONE;
}

static int first_unbeaten(const struct model *model, const struct standing *standing)
{
    for (size_t i = 0; i < standing->duties.n; i++) {
        const struct duty_standing *row = &standing->duties.at[i];
        if (row->truth == YES && oracle_standing_over(model, standing, row->duty) == NONE)
            return row->duty;
    }
    return NONE;
}

static void conclude(const struct model *model, struct arena *arena, const struct matter *matter,
                     const struct meant *meant, struct standing *standing)
{
    standing->matter_open = meant->kind == MEANT_NOTHING;
    standing->fact = doubled_fact(model, arena, matter, standing);
    if (meant->kind == MEANT_SEVERAL && meant->several.n > 1) {
        standing->kind = STANDS_BETWEEN_MATTERS;
        standing->matters = meant->several;
    } else if (standing->fact != NONE) {
        standing->kind = STANDS_BETWEEN_VALUES;
    } else if ((standing->decided = first_unbeaten(model, standing)) != NONE) {
        standing->kind = STANDS_DECIDED;
    } else {
        standing->kind = oracle_standing_alive(standing) ? STANDS_OPEN : STANDS_EMPTY;
    }
}

struct standing oracle_standing_of(const struct model *model, struct arena *arena,
                                   const struct matter *matter, int category)
{
    struct standing standing = {.category = category, .decided = NONE, .fact = NONE};
    struct meant meant = what_is_meant(model, arena, matter, category);
    const struct category *self = &model->categories.at[category];
    for (size_t i = 0; i < self->duties.n; i++) {
        int duty = self->duties.at[i];
        enum truth condition = oracle_truth(model, matter, model->duties.at[duty].when);
        VEC_ADD(arena, &standing.duties, ((struct duty_standing){duty, condition, OPEN}));
    }
    if (meant.kind == MEANT_SEVERAL)
        narrow_several(&standing, &meant, arena);
    for (size_t i = 0; i < standing.duties.n; i++) {
        struct duty_standing *row = &standing.duties.at[i];
        row->truth = both(row->condition, matter_truth(model, &standing, &meant, row->duty));
    }
    conclude(model, arena, matter, &meant, &standing);
    return standing;
}
