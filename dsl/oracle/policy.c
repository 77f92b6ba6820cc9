/* policy: an enterprise's settings held against a policy's condition: yes, no, or depends; and for
 * what is not yes, every condition that fails or is open, with the distance.
 *
 * Numbers are exact: a ratio is compared as a fraction, never rounded. A ratio whose denominator is
 * zero or unknown, like any unknown number, leaves its condition open. */
#include "dsl/oracle/standing.h"

struct enterprise {
    const struct model *model;
    const struct setting *given;
    size_t count;
};

/* over / under, under > 0. */
struct fraction {
    __int128 over, under;
};

static const struct setting *last_given(const struct enterprise *enterprise,
                                        struct variable variable)
{
    const struct setting *last = NULL;
    for (size_t i = 0; i < enterprise->count; i++)
        if (oracle_truth_same_variable(enterprise->given[i].variable, variable))
            last = &enterprise->given[i];
    return last;
}

static bool plain_number(const struct enterprise *enterprise, int number, int64_t *value)
{
    const struct setting *set = last_given(enterprise, (struct variable){VAR_NUMBER, number});
    if (set)
        *value = set->exact;
    return set != NULL;
}

static bool number_of(const struct enterprise *enterprise, int index, struct fraction *out)
{
    const struct number *number = &enterprise->model->numbers.at[index];
    int64_t over, under;
    if (number->over == NONE) {
        if (!plain_number(enterprise, index, &over))
            return false;
        *out = (struct fraction){over, 1};
        return true;
    }
    if (!plain_number(enterprise, number->over, &over) ||
        !plain_number(enterprise, number->under, &under) || under == 0)
        return false;
    *out = (struct fraction){(__int128)over * 1000000, under};
    if (under < 0)
        *out = (struct fraction){-out->over, -out->under};
    return true;
}

/* The number or date an atom asks about. */
static bool measured(const struct enterprise *enterprise, struct variable variable,
                     struct fraction *out)
{
    if (variable.kind == VAR_NUMBER)
        return number_of(enterprise, variable.index, out);
    const struct setting *set = last_given(enterprise, variable);
    if (set)
        *out = (struct fraction){set->exact, 1};
    return set != NULL;
}

static enum truth compare_truth(const struct enterprise *enterprise, const struct expr *expr)
{
    struct fraction have;
    if (!measured(enterprise, expr->variable, &have))
        return OPEN;
    bool less = have.over < (__int128)expr->bound * have.under;
    return less == (expr->op == EXPR_LESS) ? YES : NO;
}

static enum truth tag_truth(const struct enterprise *enterprise, const struct expr *expr)
{
    const struct setting *set = last_given(enterprise, expr->variable);
    if (!set)
        return OPEN;
    if (expr->op == EXPR_TAG)
        return set->negated ? NO : YES;
    for (size_t i = 0; i < expr->values.n; i++)
        if (expr->values.at[i] == set->value)
            return YES;
    return NO;
}

static enum truth inverse(enum truth truth)
{
    return truth == OPEN ? OPEN : truth == YES ? NO : YES;
}

static enum truth oracle_truth_of(const struct enterprise *enterprise, const struct expr *expr)
{
    switch (expr->op) {
    case EXPR_TAG:
    case EXPR_SET:
        return tag_truth(enterprise, expr);
    case EXPR_LESS:
    case EXPR_LEAST:
        return compare_truth(enterprise, expr);
    case EXPR_NOT:
        return inverse(oracle_truth_of(enterprise, expr->kids.at[0]));
    case EXPR_AREA:
    case EXPR_TIME:
        return OPEN;
    case EXPR_AND:
    case EXPR_OR:
        break;
    }
    enum truth settles = expr->op == EXPR_AND ? NO : YES, all = inverse(settles);
    for (size_t i = 0; i < expr->kids.n; i++) {
        enum truth truth = oracle_truth_of(enterprise, expr->kids.at[i]);
        if (truth == settles)
            return settles;
        if (truth == OPEN)
            all = OPEN;
    }
    return all;
}

enum truth oracle_policy_truth(const struct model *model, const struct setting *given, size_t count,
                               const struct expr *expr)
{
    struct enterprise enterprise = {model, given, count};
    return expr ? oracle_truth_of(&enterprise, expr) : YES;
}

static int64_t have_of(const struct enterprise *enterprise, const struct expr *expr)
{
    struct fraction have;
    if (expr->op == EXPR_LESS || expr->op == EXPR_LEAST)
        return measured(enterprise, expr->variable, &have) ? (int64_t)(have.over / have.under) : 0;
    const struct setting *set = last_given(enterprise, expr->variable);
    return !set ? 0 : expr->op == EXPR_TAG ? !set->negated : set->value;
}

/* Every atom that keeps the expression from being wanted (YES or NO). */
static void add_gaps(const struct enterprise *enterprise, struct arena *arena,
                     const struct expr *expr, enum truth wanted, struct oracle_answer *answer)
{
    enum truth truth = oracle_truth_of(enterprise, expr);
    if (truth == wanted)
        return;
    if (expr->op == EXPR_NOT)
        wanted = inverse(wanted);
    for (size_t i = 0; i < expr->kids.n; i++)
        add_gaps(enterprise, arena, expr->kids.at[i], wanted, answer);
    if (!expr->kids.n)
        VEC_ADD(arena, &answer->gaps,
                ((struct oracle_gap){.variable = expr->variable,
                                     .open = truth == OPEN,
                                     .is_least = (expr->op == EXPR_LEAST) == (wanted == YES),
                                     .bound = expr->bound,
                                     .have = have_of(enterprise, expr)}));
}

void oracle_policy(const struct model *model, struct arena *arena, int policy,
                   const struct setting *given, size_t count, civil_day today,
                   struct oracle_answer *answer)
{
    const struct policy *self = &model->policies.at[policy];
    struct enterprise enterprise = {model, given, count};
    *answer = (struct oracle_answer){.truth = YES};
    answer->in_window = self->from > self->to || (today >= self->from && today <= self->to);
    if (!self->when)
        return;
    answer->truth = oracle_truth_of(&enterprise, self->when);
    add_gaps(&enterprise, arena, self->when, YES, answer);
}
