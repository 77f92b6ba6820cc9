/* what_if: the neighbours of a case. Every variable that the category asks about is given every
 * other value, one at a time; those that decide are gathered by what they decide. Where that does
 * not reach a duty, pairs are tried, areas then by one of each sort only (areas that no condition
 * and no role tells apart).
 *
 * Supposing is cheap because only cases that decide are of interest: how the duties stand is
 * enough, no question has to be weighed. What is told goes through oracle_decide once more. */
#include "dsl/oracle/what_if.h"

#include "dsl/check/boxes.h"
#include "dsl/oracle/standing.h"

enum { PAIRS_MAX = 40000, TELLS_MAX = 48 };

struct search {
    const struct model *model;
    struct arena *arena;
    struct arena scratch;
    const struct matter *matter;
    const struct decision *base;
    int category;
    variables asked; /* what may be changed */
    struct space space;
    oracle_what_ifs *out;
    size_t tried;
};

/* What a supposed case comes to. */
struct outcome {
    bool decided;
    int duty; /* NONE: 否则 */
    struct target target;
};

/* ---- supposing ---- */

static void suppose_time(struct matter *matter, struct minute_range range)
{
    matter->time =
        (struct known_time){.known = true, .source = FROM_GIVEN, .ranges = 1, .range = {range}};
}

static void suppose_weekday(const struct model *model, struct matter *matter, int weekday)
{
    if (matter->dayclass == NONE && matter->has_day)
        matter->dayclass = oracle_dayclass(model, matter->day);
    matter->weekdays = 1u << weekday;
    matter->has_day = false;
}

static void suppose_value(const struct model *model, struct matter *matter,
                          struct variable variable, int value)
{
    switch (variable.kind) {
    case VAR_FACT:
        given_settle_fact(matter, variable.index, value, FROM_GIVEN);
        break;
    case VAR_MATTER:
        given_settle_duty(matter, variable.index, value);
        break;
    case VAR_WEEKDAY:
        suppose_weekday(model, matter, value);
        break;
    case VAR_DAYCLASS:
        matter->dayclass = value;
        break;
    case VAR_AREA:
        given_settle_place(matter, value);
        break;
    case VAR_KIND:
        matter->kind = value;
        break;
    case VAR_CHANNEL:
        matter->channel = value;
        break;
    default:
        break;
    }
}

void oracle_suppose(const struct model *model, struct matter *matter,
                    const struct oracle_change *change, size_t n)
{
    if (change->category) {
        matter->pinned_category = change->values.at[n];
        if (matter->pinned_duty != NONE && matter->pinned_duty != OTHER_MATTER &&
            model->duties.at[matter->pinned_duty].category != change->values.at[n])
            matter->pinned_duty = NONE;
    } else if (change->variable.kind == VAR_TIME) {
        suppose_time(matter, change->ranges.at[n]);
    } else {
        suppose_value(model, matter, change->variable, change->values.at[n]);
    }
}

/* ---- outcomes ---- */

static struct outcome outcome_of(struct search *search, const struct matter *matter, int category)
{
    const struct model *model = search->model;
    struct outcome outcome = {false, NONE, {NONE, NONE}};
    search->tried++;
    arena_reset(&search->scratch);
    struct standing standing = oracle_standing_of(model, &search->scratch, matter, category);
    if (standing.kind == STANDS_EMPTY) {
        outcome.decided = true;
        outcome.target = route_resolve(model, matter, model->categories.at[category].otherwise);
    } else if (standing.kind == STANDS_DECIDED) {
        struct route route = route_of_duty(model, &search->scratch, matter, standing.decided);
        outcome.decided = true;
        outcome.duty = standing.decided;
        outcome.target = route_resolve(model, matter, route.target);
    }
    return outcome;
}

static bool is_decided(const struct decision *decision)
{
    return decision->status == DECIDE_DUTY || decision->status == DECIDE_OTHERWISE;
}

static int duty_of(const struct decision *decision)
{
    return decision->status == DECIDE_DUTY ? decision->duty : NONE;
}

/* A role that only gets its unit, because the place is now known, is nothing else; nor is a duty
 * whose unit would be open again. */
static bool differs(const struct decision *base, struct outcome outcome)
{
    if (!is_decided(base) || duty_of(base) != outcome.duty)
        return true;
    if (outcome.target.unit == NONE ||
        (base->target.unit == NONE && base->target.role == outcome.target.role))
        return false;
    return base->target.unit != outcome.target.unit || base->target.role != outcome.target.role;
}

static bool same_outcome(const struct decision *decision, struct outcome outcome)
{
    return is_decided(decision) && duty_of(decision) == outcome.duty &&
           decision->target.unit == outcome.target.unit &&
           decision->target.role == outcome.target.role;
}

/* ---- what may be changed ---- */

static bool has_role(const struct model *model, const struct category *category)
{
    bool role = category->otherwise.role != NONE;
    for (size_t i = 0; i < category->duties.n; i++) {
        const struct duty *duty = &model->duties.at[category->duties.at[i]];
        role = role || duty->assign.role != NONE;
        for (size_t b = 0; b < duty->branches.n; b++)
            role = role || duty->branches.at[b].assign.role != NONE;
    }
    return role;
}

static void add_variable(struct search *search, struct variable variable)
{
    for (size_t i = 0; i < search->asked.n; i++)
        if (oracle_truth_same_variable(search->asked.at[i], variable))
            return;
    VEC_ADD(search->arena, &search->asked, variable);
}

static void gather(struct search *search)
{
    const struct category *category = &search->model->categories.at[search->category];
    for (size_t i = 0; i < category->duties.n; i++) {
        const struct duty *duty = &search->model->duties.at[category->duties.at[i]];
        oracle_truth_all_variables(search->arena, duty->when, &search->asked);
        for (size_t b = 0; b < duty->branches.n; b++)
            oracle_truth_all_variables(search->arena, duty->branches.at[b].when, &search->asked);
    }
    if (has_role(search->model, category))
        add_variable(search, (struct variable){VAR_AREA, NONE});
    if (category->has_matter)
        add_variable(search, (struct variable){VAR_MATTER, search->category});
    search->space = space_of(search->arena, search->model, search->category, true);
}

static size_t values_of(const struct search *search, struct variable variable)
{
    switch (variable.kind) {
    case VAR_FACT:
        return search->model->facts.at[variable.index].values.n;
    case VAR_TIME:
        return search->space.cuts.n - 1;
    case VAR_WEEKDAY:
        return 7;
    case VAR_DAYCLASS:
        return DAYCLASS_COUNT;
    case VAR_AREA:
        return search->model->areas.n;
    case VAR_KIND:
        return KIND_COUNT;
    case VAR_CHANNEL:
        return CHANNEL_COUNT;
    case VAR_MATTER: /* the category's duties, and none of the worded ones */
        return search->model->categories.at[variable.index].duties.n + 1;
    default:
        return 0;
    }
}

/* The change of a variable to its n-th value; false where that is no value to suppose. */
static bool change_to(const struct search *search, struct variable variable, size_t n,
                      struct oracle_change *change)
{
    const struct category *category = &search->model->categories.at[search->category];
    int value = (int)n;
    *change = (struct oracle_change){.variable = variable};
    if (variable.kind == VAR_TIME) {
        struct minute_range range = {search->space.cuts.at[n], search->space.cuts.at[n + 1]};
        VEC_ADD(search->arena, &change->ranges, range);
        return true;
    }
    if (variable.kind == VAR_MATTER) {
        value = n < category->duties.n ? category->duties.at[n] : OTHER_MATTER;
        if (value != OTHER_MATTER && !search->model->duties.at[value].words.n)
            return false;
    }
    VEC_ADD(search->arena, &change->values, value);
    return true;
}

/* ---- one change ---- */

static struct oracle_what_if *found_before(struct search *search, size_t from,
                                           struct outcome outcome)
{
    for (size_t i = from; i < search->out->n; i++)
        if (same_outcome(&search->out->at[i].decision, outcome))
            return &search->out->at[i];
    return NULL;
}

static bool reached(const struct search *search, int duty)
{
    for (size_t i = 0; i < search->out->n; i++)
        if (duty_of(&search->out->at[i].decision) == duty)
            return true;
    return false;
}

/* Decides for good; false where the oracle sees it otherwise. */
static bool prove(const struct search *search, struct oracle_what_if *one, struct outcome outcome)
{
    struct matter supposed = *search->matter;
    for (int i = 0; i < one->count; i++)
        oracle_suppose(search->model, &supposed, &one->changes[i], 0);
    oracle_decide(search->model, &supposed, &one->decision);
    return is_decided(&one->decision) && duty_of(&one->decision) == outcome.duty;
}

static void add_value(struct search *search, struct oracle_change *to,
                      const struct oracle_change *from)
{
    if (from->values.n)
        VEC_ADD(search->arena, &to->values, from->values.at[0]);
    if (from->ranges.n)
        VEC_ADD(search->arena, &to->ranges, from->ranges.at[0]);
}

static void try_one(struct search *search, size_t from, const struct oracle_change *change)
{
    struct matter supposed = *search->matter;
    oracle_suppose(search->model, &supposed, change, 0);
    int category = change->category ? change->values.at[0] : search->category;
    struct outcome outcome = outcome_of(search, &supposed, category);
    if (!outcome.decided || !differs(search->base, outcome))
        return;
    struct oracle_what_if one = {.count = 1}, *before = found_before(search, from, outcome);
    one.changes[0] = *change;
    if (!prove(search, &one, outcome))
        return;
    if (before)
        add_value(search, &before->changes[0], change);
    else if (search->out->n < TELLS_MAX)
        VEC_ADD(search->arena, search->out, one);
}

static void one_change(struct search *search)
{
    for (size_t v = 0; v < search->asked.n; v++) {
        size_t from = search->out->n; /* values are gathered within a variable */
        for (size_t n = 0; n < values_of(search, search->asked.at[v]); n++) {
            struct oracle_change change;
            if (change_to(search, search->asked.at[v], n, &change))
                try_one(search, from, &change);
        }
    }
}

static void other_categories(struct search *search)
{
    for (int i = 0; search->base->ask == ASK_CATEGORY && i < search->base->choice_count; i++) {
        struct oracle_change change = {.category = true};
        VEC_ADD(search->arena, &change.values, search->base->choices[i]);
        try_one(search, search->out->n, &change);
    }
}

/* ---- two changes ---- */

static void area_atoms(const struct search *search, const struct expr *expr,
                       const struct matter *matter, uint64_t *sort)
{
    if (!expr)
        return;
    for (size_t i = 0; i < expr->kids.n; i++)
        area_atoms(search, expr->kids.at[i], matter, sort);
    if (expr->op == EXPR_AREA)
        *sort = *sort * 31 + (uint64_t)oracle_truth(search->model, matter, expr) + 1;
}

/* Areas that no condition of the category and no role tells apart have the same sort. */
static uint64_t sort_of_area(const struct search *search, int area)
{
    const struct model *model = search->model;
    const struct category *category = &model->categories.at[search->category];
    struct matter there = *search->matter;
    uint64_t sort = 7;
    given_settle_place(&there, area);
    for (size_t i = 0; i < category->duties.n; i++) {
        const struct duty *duty = &model->duties.at[category->duties.at[i]];
        area_atoms(search, duty->when, &there, &sort);
        sort = sort * 31 + (uint64_t)(route_resolve(model, &there, duty->assign).unit + 2);
        for (size_t b = 0; b < duty->branches.n; b++) {
            area_atoms(search, duty->branches.at[b].when, &there, &sort);
            struct target target = route_resolve(model, &there, duty->branches.at[b].assign);
            sort = sort * 31 + (uint64_t)(target.unit + 2);
        }
    }
    return sort;
}

typedef VEC(struct oracle_change) changes;

static changes changes_of(struct search *search, struct variable variable)
{
    changes list = {0};
    VEC(uint64_t) sorts = {0};
    for (size_t n = 0; n < values_of(search, variable); n++) {
        struct oracle_change change;
        bool new_sort = true;
        if (variable.kind == VAR_AREA) {
            uint64_t sort = sort_of_area(search, (int)n);
            for (size_t i = 0; i < sorts.n; i++)
                new_sort = new_sort && sorts.at[i] != sort;
            VEC_ADD(search->arena, &sorts, sort);
        }
        if (new_sort && change_to(search, variable, n, &change))
            VEC_ADD(search->arena, &list, change);
    }
    return list;
}

static bool same_value(const struct oracle_change *a, const struct oracle_change *b)
{
    if (!oracle_truth_same_variable(a->variable, b->variable) || a->ranges.n != b->ranges.n)
        return false;
    return a->ranges.n ? a->ranges.at[0].from == b->ranges.at[0].from
                       : a->values.at[0] == b->values.at[0];
}

/* The case found last, with one more value of its second change. */
static bool goes_on(struct search *search, const struct oracle_change *a,
                    const struct oracle_change *b, struct outcome outcome)
{
    struct oracle_what_if *last = search->out->n ? &search->out->at[search->out->n - 1] : NULL;
    struct oracle_what_if one = {.count = 2};
    if (!last || last->count != 2 || !same_value(&last->changes[0], a) ||
        !oracle_truth_same_variable(last->changes[1].variable, b->variable) ||
        !same_outcome(&last->decision, outcome))
        return false;
    one.changes[0] = *a;
    one.changes[1] = *b;
    if (prove(search, &one, outcome))
        add_value(search, &last->changes[1], b);
    return true;
}

static void try_two(struct search *search, const struct oracle_change *a,
                    const struct oracle_change *b)
{
    struct matter supposed = *search->matter;
    oracle_suppose(search->model, &supposed, a, 0);
    oracle_suppose(search->model, &supposed, b, 0);
    struct outcome outcome = outcome_of(search, &supposed, search->category);
    if (!outcome.decided || !differs(search->base, outcome) || goes_on(search, a, b, outcome) ||
        reached(search, outcome.duty))
        return;
    struct oracle_what_if one = {.count = 2};
    one.changes[0] = *a;
    one.changes[1] = *b;
    if (search->out->n < TELLS_MAX && prove(search, &one, outcome))
        VEC_ADD(search->arena, search->out, one);
}

static void two_changes(struct search *search)
{
    for (size_t a = 0; a < search->asked.n; a++) {
        changes first = changes_of(search, search->asked.at[a]);
        for (size_t b = a + 1; b < search->asked.n; b++) {
            changes second = changes_of(search, search->asked.at[b]);
            for (size_t i = 0; i < first.n; i++)
                for (size_t k = 0; k < second.n && search->tried < PAIRS_MAX; k++)
                    try_two(search, &first.at[i], &second.at[k]);
        }
    }
}

/* ---- all ---- */

/* Fewer changes first; then the answers to what is asked; then another duty before another unit. */
static int rank_of(const struct search *search, const struct oracle_what_if *one)
{
    const struct decision *base = search->base;
    struct variable asked = base->ask == ASK_PLACE ? (struct variable){VAR_AREA, NONE}
                            : base->ask == ASK_MATTER
                                ? (struct variable){VAR_MATTER, base->category}
                                : base->variable;
    bool answers =
        base->status == DECIDE_ASK && oracle_truth_same_variable(one->changes[0].variable, asked);
    bool same = is_decided(base) && duty_of(&one->decision) == duty_of(base);
    return one->count * 4 + (answers ? 0 : 2) + same;
}

static void sort_out(const struct search *search)
{
    oracle_what_ifs *out = search->out;
    for (size_t i = 1; i < out->n; i++)
        for (size_t k = i; k > 0 && rank_of(search, &out->at[k - 1]) > rank_of(search, &out->at[k]);
             k--) {
            struct oracle_what_if swap = out->at[k - 1];
            out->at[k - 1] = out->at[k];
            out->at[k] = swap;
        }
}

void oracle_what_if(const struct model *model, struct arena *arena, const struct matter *matter,
                    const struct decision *decision, bool two, oracle_what_ifs *out)
{
    struct matter then = oracle_as_decided(model, matter);
    struct search search = {.model = model,
                            .arena = arena,
                            .matter = &then,
                            .base = decision,
                            .category = decision->category,
                            .out = out};
    *out = (oracle_what_ifs){0};
    if (decision->status == DECIDE_NOTHING)
        return;
    arena_init(&search.scratch, SIZE_MAX / 2);
    if (search.category == NONE) {
        other_categories(&search);
    } else {
        gather(&search);
        one_change(&search);
        if (two)
            two_changes(&search);
    }
    sort_out(&search);
    arena_free(&search.scratch);
}
