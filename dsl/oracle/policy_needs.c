/* policy_needs: what an enterprise would have to show to be given a policy. Down the condition: of
 * an "and" everything that is missing, of an "or" what is missing least. Each comparison becomes a
 * setting: the bound itself for "at least", the last value below it for "less than"; of a ratio the
 * numerator is set. Two demands on one number are settled together. The settings are then held
 * against the policy once more, and only a yes is told. */
#include "dsl/oracle/what_if.h"

#include "dsl/oracle/standing.h"

enum { NEEDS_MAX = 32 };

struct wanting {
    const struct model *model;
    struct arena *arena;
    const struct setting *given;
    size_t count;
};

/* A comparison that has to come out the other way. */
struct demand {
    const struct expr *atom;
    bool holds;
};
typedef VEC(struct demand) demands;

static enum truth wanted_truth(bool holds)
{
    return holds ? YES : NO;
}

static demands demand(const struct wanting *wanting, const struct expr *expr, bool holds);

static demands demand_all(const struct wanting *wanting, const struct expr *expr, bool holds)
{
    demands all = {0};
    for (size_t i = 0; i < expr->kids.n; i++) {
        demands one = demand(wanting, expr->kids.at[i], holds);
        for (size_t k = 0; k < one.n; k++)
            VEC_ADD(wanting->arena, &all, one.at[k]);
    }
    return all;
}

static demands demand_least(const struct wanting *wanting, const struct expr *expr, bool holds)
{
    demands least = {0};
    for (size_t i = 0; i < expr->kids.n; i++) {
        demands one = demand(wanting, expr->kids.at[i], holds);
        if (i == 0 || one.n < least.n)
            least = one;
    }
    return least;
}

static demands demand(const struct wanting *wanting, const struct expr *expr, bool holds)
{
    demands none = {0};
    if (oracle_policy_truth(wanting->model, wanting->given, wanting->count, expr) ==
        wanted_truth(holds))
        return none;
    if (expr->op == EXPR_NOT)
        return demand(wanting, expr->kids.at[0], !holds);
    if (expr->kids.n)
        return (expr->op == EXPR_AND) == holds ? demand_all(wanting, expr, holds)
                                               : demand_least(wanting, expr, holds);
    VEC_ADD(wanting->arena, &none, ((struct demand){expr, holds}));
    return none;
}

/* ---- settings ---- */

static const struct setting *last_given(const struct wanting *wanting, struct variable variable)
{
    const struct setting *last = NULL;
    for (size_t i = 0; i < wanting->count; i++)
        if (oracle_truth_same_variable(wanting->given[i].variable, variable))
            last = &wanting->given[i];
    return last;
}

static struct oracle_need *need_of(const struct wanting *wanting, oracle_needs *needs,
                                   struct variable variable)
{
    for (size_t i = 0; i < needs->n; i++)
        if (oracle_truth_same_variable(needs->at[i].setting.variable, variable))
            return &needs->at[i];
    struct oracle_need *need = VEC_PUSH(wanting->arena, needs);
    const struct setting *have = last_given(wanting, variable);
    *need = (struct oracle_need){.setting = {.variable = variable}, .bound = variable};
    need->known = have != NULL;
    if (have) {
        need->setting = *have;
        need->have = have->exact;
    }
    return need;
}

static bool need_tag(const struct wanting *wanting, oracle_needs *needs,
                     const struct demand *demand)
{
    const struct expr *atom = demand->atom;
    struct oracle_need *need = need_of(wanting, needs, atom->variable);
    if (atom->op == EXPR_TAG) {
        need->setting.negated = !demand->holds;
        need->setting.value = demand->holds;
        return true;
    }
    const struct tag *tag = &wanting->model->tags.at[atom->variable.index];
    for (size_t v = 0; v < tag->values.n; v++) {
        bool listed = false;
        for (size_t i = 0; i < atom->values.n; i++)
            listed = listed || atom->values.at[i] == (int)v;
        if (listed == demand->holds) {
            need->setting.value = (int)v;
            return true;
        }
    }
    return false;
}

enum { WHOLE = 1000000 }; /* of the base unit: a yuan, a person */

static bool wants_least(const struct demand *demand)
{
    return (demand->atom->op == EXPR_LEAST) == demand->holds;
}

/* The next whole number that satisfies it too: nobody has a millionth of a yuan. */
static int64_t to_whole(__int128 value, bool least)
{
    __int128 rest = value % WHOLE;
    if (rest < 0)
        rest += WHOLE;
    __int128 whole = !rest ? value : least ? value - rest + WHOLE : value - rest;
    return whole > INT64_MAX ? INT64_MAX : whole < INT64_MIN ? INT64_MIN : (int64_t)whole;
}

/* The value of a plain number or date that just satisfies the demand. */
static int64_t edge(const struct demand *demand)
{
    bool least = wants_least(demand);
    int64_t value = least ? demand->atom->bound : demand->atom->bound - 1;
    return demand->atom->variable.kind == VAR_DATE ? value : to_whole(value, least);
}

/* What a ratio is measured on: the denominator as it is, or a hundred of its measure. */
static int64_t denominator(const struct wanting *wanting, oracle_needs *needs, int index)
{
    const struct setting *under = last_given(wanting, (struct variable){VAR_NUMBER, index});
    if (under)
        return under->exact;
    const struct number *number = &wanting->model->numbers.at[index];
    struct oracle_need *need = need_of(wanting, needs, (struct variable){VAR_NUMBER, index});
    if (!need->setting.exact)
        need->setting.exact = (int64_t)100 * WHOLE * (number->unit > 1 ? number->unit : 1);
    return need->setting.exact;
}

/* over / under >= or < bound: which numerator does, as exactly as settings are. */
static bool need_ratio(const struct wanting *wanting, oracle_needs *needs,
                       const struct demand *demand)
{
    const struct number *number = &wanting->model->numbers.at[demand->atom->variable.index];
    int64_t under = denominator(wanting, needs, number->under);
    bool least = wants_least(demand);
    if (under <= 0)
        return false;
    __int128 product = (__int128)demand->atom->bound * under, over = product / WHOLE;
    if (least)
        over += product > 0 && product % WHOLE != 0;
    else
        over -= product % WHOLE == 0;
    struct oracle_need *need = need_of(wanting, needs, (struct variable){VAR_NUMBER, number->over});
    need->setting.exact = to_whole(over, least);
    need->bound = demand->atom->variable;
    return true;
}

static bool need_for(const struct wanting *wanting, oracle_needs *needs,
                     const struct demand *demand)
{
    struct variable variable = demand->atom->variable;
    if (variable.kind == VAR_TAG)
        return need_tag(wanting, needs, demand);
    if (variable.kind == VAR_NUMBER && wanting->model->numbers.at[variable.index].over != NONE)
        return need_ratio(wanting, needs, demand);
    need_of(wanting, needs, variable)->setting.exact = edge(demand);
    return true;
}

bool oracle_policy_needs(const struct model *model, struct arena *arena, int policy,
                         const struct setting *given, size_t count, oracle_needs *out)
{
    struct wanting wanting = {model, arena, given, count};
    const struct expr *when = model->policies.at[policy].when;
    struct oracle_answer answer;
    *out = (oracle_needs){0};
    if (!when)
        return true;
    demands missing = demand(&wanting, when, true);
    if (missing.n > NEEDS_MAX)
        return false;
    for (size_t i = 0; i < missing.n; i++)
        if (!need_for(&wanting, out, &missing.at[i]))
            return false;
    struct setting *all = ARENA_ARRAY(arena, count + out->n, struct setting);
    if (count)
        memcpy(all, given, count * sizeof *all);
    for (size_t i = 0; i < out->n; i++)
        all[count + i] = out->at[i].setting;
    oracle_policy(model, arena, policy, all, count + out->n, 0, &answer);
    return answer.truth == YES;
}
