/* cases: a small search for a case that satisfies a condition.
 *
 * The leaves of a condition cut the values of each variable into classes that no leaf tells apart;
 * of each class one value is tried. The condition is evaluated with three truths (yes, no, still
 * open); while it is open, the variable of its first open leaf is given each of its classes in
 * turn. A condition has few leaves, so this ends at once; a ceiling on the steps keeps a hostile
 * one from running on, and then the answer is "not decided", never a guess.
 *
 * The boxes of dsl/check do the same for one category, with unions kept for many questions. Here
 * the questions are small and many, put together on the fly, and enterprises ask about numbers too.
 * The oracle's truth table (oracle_truth) is what the tests hold this against. */
#include "dsl/lint/cases.h"

#include <assert.h>

#include "dsl/base/measure.h"
#include "dsl/check/boxes.h"

enum { MOST_LEAVES = 64, MOST_STEPS = 20000 };

struct leaf {
    const struct expr *expr;
    int variable;
    int bit; /* of its variable's classes */
    enum truth truth;
};

/* Values that no leaf tells apart: bit i, does leaf i of the variable hold? */
struct class_ {
    uint64_t leaves;
    int64_t value;
    int dayclass;
};

struct variable_cases {
    struct variable variable;
    int leaf[MOST_LEAVES]; /* its leaves */
    int leaf_count;
    VEC(struct class_) classes;
    const struct class_ *chosen;
};

struct search {
    struct cases *cases;
    struct leaf leaves[MOST_LEAVES];
    int leaf_count;
    struct variable_cases variables[MOST_LEAVES];
    int variable_count;
    int steps;
    bool over;
};

/* ---- what the condition asks about ---- */

static bool is_leaf(const struct expr *expr)
{
    return expr->op != EXPR_AND && expr->op != EXPR_OR && expr->op != EXPR_NOT;
}

static struct variable plain(struct variable variable)
{
    if (variable.kind == VAR_DAYCLASS)
        variable.kind = VAR_WEEKDAY;
    return variable;
}

static int variable_of(struct search *search, struct variable variable)
{
    for (int i = 0; i < search->variable_count; i++)
        if (search->variables[i].variable.kind == variable.kind &&
            search->variables[i].variable.index == variable.index)
            return i;
    search->variables[search->variable_count].variable = variable;
    search->variables[search->variable_count].leaf_count = 0;
    search->variables[search->variable_count].classes.n = 0;
    search->variables[search->variable_count].chosen = NULL;
    return search->variable_count++;
}

static int leaf_of(const struct search *search, const struct expr *expr)
{
    for (int i = 0; i < search->leaf_count; i++)
        if (search->leaves[i].expr == expr)
            return i;
    return NONE;
}

static void gather(struct search *search, const struct expr *expr)
{
    for (size_t i = 0; i < expr->kids.n; i++)
        gather(search, expr->kids.at[i]);
    if (!is_leaf(expr) || leaf_of(search, expr) != NONE)
        return;
    if (search->leaf_count == MOST_LEAVES) {
        search->over = true;
        return;
    }
    int variable = variable_of(search, plain(expr->variable));
    struct variable_cases *of = &search->variables[variable];
    search->leaves[search->leaf_count] = (struct leaf){expr, variable, of->leaf_count, OPEN};
    of->leaf[of->leaf_count++] = search->leaf_count++;
}

/* ---- values ---- */

static bool has_value(const struct expr *expr, int64_t value)
{
    for (size_t i = 0; i < expr->values.n; i++)
        if (expr->values.at[i] == value)
            return true;
    return false;
}

static bool in_ranges(const struct expr *expr, int64_t minute)
{
    for (size_t i = 0; i < expr->ranges.n; i++)
        if (minute >= expr->ranges.at[i].from && minute < expr->ranges.at[i].to)
            return true;
    return false;
}

static bool in_areas(const struct model *model, const struct expr *expr, int64_t area)
{
    for (size_t i = 0; i < expr->values.n; i++) {
        const struct area *one = &model->areas.at[expr->values.at[i]];
        if (area >= one->first && area < one->last)
            return true;
    }
    return false;
}

static bool holds(const struct model *model, const struct expr *expr, const struct class_ *value)
{
    switch (expr->op) {
    case EXPR_SET:
        return has_value(expr,
                         expr->variable.kind == VAR_DAYCLASS ? value->dayclass : value->value);
    case EXPR_TAG:
        return value->value == 1;
    case EXPR_AREA:
        return in_areas(model, expr, value->value);
    case EXPR_TIME:
        return in_ranges(expr, value->value);
    case EXPR_LESS:
        return value->value < expr->bound;
    case EXPR_LEAST:
        return value->value >= expr->bound;
    case EXPR_AND:
    case EXPR_OR:
    case EXPR_NOT:
        break;
    }
    return false;
}

static void add_class(struct search *search, struct variable_cases *of, int64_t value, int dayclass)
{
    struct class_ one = {0, value, dayclass};
    for (int i = 0; i < of->leaf_count; i++)
        if (holds(search->cases->model, search->leaves[of->leaf[i]].expr, &one))
            one.leaves |= UINT64_C(1) << i;
    for (size_t i = 0; i < of->classes.n; i++)
        if (of->classes.at[i].leaves == one.leaves)
            return;
    VEC_ADD(search->cases->arena, &of->classes, one);
}

static void add_up_to(struct search *search, struct variable_cases *of, size_t count)
{
    for (size_t value = 0; value < count; value++)
        add_class(search, of, (int64_t)value, NONE);
}

static void add_times(struct search *search, struct variable_cases *of)
{
    add_class(search, of, 0, NONE);
    for (int i = 0; i < of->leaf_count; i++) {
        const struct expr *expr = search->leaves[of->leaf[i]].expr;
        for (size_t r = 0; r < expr->ranges.n; r++) {
            add_class(search, of, expr->ranges.at[r].from, NONE);
            if (expr->ranges.at[r].to < MINUTES_A_DAY)
                add_class(search, of, expr->ranges.at[r].to, NONE);
        }
    }
}

/* Where what is asked about begins and ends, in the order of places; and everywhere else. */
static void add_areas(struct search *search, struct variable_cases *of)
{
    const struct model *model = search->cases->model;
    add_class(search, of, 0, NONE);
    for (int i = 0; i < of->leaf_count; i++) {
        const struct expr *expr = search->leaves[of->leaf[i]].expr;
        for (size_t v = 0; v < expr->values.n; v++) {
            add_class(search, of, model->areas.at[expr->values.at[v]].first, NONE);
            add_class(search, of, model->areas.at[expr->values.at[v]].last, NONE);
        }
    }
    add_class(search, of, (int64_t)model->areas.n, NONE);
}

static void add_days(struct search *search, struct variable_cases *of)
{
    for (size_t atom = 0; atom < DAY_ATOMS; atom++) {
        int weekday, dayclass;
        day_atom(atom, &weekday, &dayclass);
        add_class(search, of, weekday, dayclass);
    }
}

/* Money may be lost and ratios turn negative; people, things, ground and time are not. */
static bool never_negative(const struct model *model, struct variable variable)
{
    if (variable.kind != VAR_NUMBER)
        return false;
    const struct number *number = &model->numbers.at[variable.index];
    const struct measure_word *measure = measure_find(number->measure);
    return number->over == NONE && measure && measure->family != FAMILY_MONEY &&
           measure->family != FAMILY_PERCENT && measure->family != FAMILY_NONE;
}

/* Just below each bound, and each bound itself. */
static void add_bounds(struct search *search, struct variable_cases *of)
{
    bool floor = never_negative(search->cases->model, of->variable);
    for (int i = 0; i < of->leaf_count; i++) {
        int64_t bound = search->leaves[of->leaf[i]].expr->bound;
        if (bound > INT64_MIN && !(floor && bound <= 0))
            add_class(search, of, bound - 1, NONE);
        add_class(search, of, floor && bound < 0 ? 0 : bound, NONE);
    }
}

static void add_classes(struct search *search, struct variable_cases *of)
{
    const struct model *model = search->cases->model;
    switch (of->variable.kind) {
    case VAR_FACT:
        add_up_to(search, of, model->facts.at[of->variable.index].values.n);
        break;
    case VAR_TAG: {
        size_t values = model->tags.at[of->variable.index].values.n;
        add_up_to(search, of, values ? values : 2);
        break;
    }
    case VAR_TIME:
        add_times(search, of);
        break;
    case VAR_WEEKDAY:
    case VAR_DAYCLASS:
        add_days(search, of);
        break;
    case VAR_AREA:
        add_areas(search, of);
        break;
    case VAR_KIND:
        add_up_to(search, of, KIND_COUNT);
        break;
    case VAR_CHANNEL:
        add_up_to(search, of, CHANNEL_COUNT);
        break;
    case VAR_NUMBER:
    case VAR_DATE:
        add_bounds(search, of);
        break;
    case VAR_MATTER:
        add_up_to(search, of, model->duties.n + 1);
        break;
    }
}

/* ---- searching ---- */

/* *open receives the first leaf that keeps the condition open. */
static enum truth truth_of(const struct search *search, const struct expr *expr, int *open)
{
    if (is_leaf(expr)) {
        int leaf = leaf_of(search, expr);
        if (search->leaves[leaf].truth == OPEN && *open == NONE)
            *open = leaf;
        return search->leaves[leaf].truth;
    }
    if (expr->op == EXPR_NOT) {
        enum truth kid = truth_of(search, expr->kids.at[0], open);
        return kid == OPEN ? OPEN : kid == YES ? NO : YES;
    }
    enum truth ends = expr->op == EXPR_AND ? NO : YES;
    bool some_open = false;
    int first_open = NONE;
    for (size_t i = 0; i < expr->kids.n; i++) {
        enum truth kid = truth_of(search, expr->kids.at[i], &first_open);
        if (kid == ends)
            return ends;
        some_open |= kid == OPEN;
    }
    if (some_open && *open == NONE)
        *open = first_open;
    return some_open ? OPEN : ends == NO ? YES : NO;
}

static void choose(struct search *search, struct variable_cases *of, const struct class_ *chosen)
{
    of->chosen = chosen;
    for (int i = 0; i < of->leaf_count; i++)
        search->leaves[of->leaf[i]].truth = !chosen ? OPEN : chosen->leaves >> i & 1 ? YES : NO;
}

static bool search_on(struct search *search, const struct expr *expr)
{
    int open = NONE;
    enum truth truth = truth_of(search, expr, &open);
    if (truth != OPEN)
        return truth == YES;
    assert(open != NONE); /* what is open is so by some leaf */
    struct variable_cases *of = &search->variables[search->leaves[open].variable];
    for (size_t i = 0; i < of->classes.n && !search->over; i++) {
        search->over = ++search->steps > MOST_STEPS;
        choose(search, of, &of->classes.at[i]);
        if (search_on(search, expr))
            return true;
    }
    choose(search, of, NULL);
    return false;
}

/* What the search left open may be anything. */
static void keep_case(struct search *search)
{
    struct cases *cases = search->cases;
    cases->found.n = 0;
    for (int i = 0; i < search->variable_count; i++) {
        const struct variable_cases *of = &search->variables[i];
        if (of->chosen)
            VEC_ADD(cases->arena, &cases->found,
                    ((struct case_value){of->variable, of->chosen->value, of->chosen->dayclass}));
    }
}

enum found cases_find(struct cases *cases, const struct expr *expr)
{
    if (!expr)
        return FOUND_ONE;
    struct search search;
    search.cases = cases;
    search.leaf_count = search.variable_count = search.steps = 0;
    search.over = false;
    gather(&search, expr);
    for (int i = 0; i < search.variable_count && !search.over; i++) {
        search.variables[i].classes.at = NULL;
        search.variables[i].classes.room = 0;
        add_classes(&search, &search.variables[i]);
    }
    if (!search.over && search_on(&search, expr) && !search.over) {
        keep_case(&search);
        return FOUND_ONE;
    }
    return search.over ? NOT_DECIDED : FOUND_NONE;
}

/* ---- putting together ---- */

static struct expr *node_of(struct arena *arena, enum expr_op op)
{
    struct expr *expr = ARENA_NEW(arena, struct expr);
    expr->op = op;
    expr->variable = (struct variable){VAR_AREA, NONE};
    return expr;
}

/* The parts are only read. */
static void add_kid(struct arena *arena, struct expr *expr, const struct expr *kid)
{
    VEC_ADD(arena, &expr->kids, (struct expr *)(uintptr_t)kid);
}

struct expr *cases_and(struct arena *arena, const struct expr *a, const struct expr *b)
{
    struct expr *expr = node_of(arena, EXPR_AND);
    if (a)
        add_kid(arena, expr, a);
    if (b)
        add_kid(arena, expr, b);
    return expr;
}

struct expr *cases_not(struct arena *arena, const struct expr *a)
{
    struct expr *expr = node_of(arena, EXPR_NOT);
    add_kid(arena, expr, a ? a : node_of(arena, EXPR_AND));
    return expr;
}

struct expr *cases_in_areas(struct arena *arena)
{
    return node_of(arena, EXPR_AREA);
}

struct expr *cases_constant(struct arena *arena, bool holds_always)
{
    return node_of(arena, holds_always ? EXPR_AND : EXPR_OR);
}
