/* parts: parts of a condition that cannot hold where they stand, or cannot fail to.
 *
 * A part stands in a context: in `A 且 B` part B is only asked where A holds, in `A 或 B` only
 * where A does not, in a 其中 only where the duty's own condition holds. Within its context a part
 * that no case satisfies, or that every case satisfies, says something else than its author meant:
 * a value too many, a comparison turned round, the same thing twice. A condition that as a whole
 * never holds is an error already (E0422), a branch that never applies a warning of its own.
 *
 * Most conditions ask about each variable once, and none of their leaves is empty or full; those
 * are seen to be sound without a search. */
#include "dsl/lint/cases.h"
#include "dsl/lint/run.h"

struct look {
    struct lint_run *run;
    struct cases cases;
};

/* ---- conditions that need no search ---- */

static bool is_leaf(const struct expr *expr)
{
    return expr->op != EXPR_AND && expr->op != EXPR_OR && expr->op != EXPR_NOT;
}

static size_t size_of(const struct model *model, struct variable variable)
{
    switch (variable.kind) {
    case VAR_FACT:
        return model->facts.at[variable.index].values.n;
    case VAR_TAG:
        return model->tags.at[variable.index].values.n;
    case VAR_WEEKDAY:
        return 7;
    case VAR_DAYCLASS:
        return DAYCLASS_COUNT;
    case VAR_KIND:
        return KIND_COUNT;
    case VAR_CHANNEL:
        return CHANNEL_COUNT;
    default:
        return SIZE_MAX;
    }
}

/* May the leaf, taken alone, be empty or full? */
static bool leaf_is_suspect(const struct model *model, const struct expr *leaf)
{
    int minutes = 0;
    for (size_t i = 0; i < leaf->ranges.n; i++)
        minutes += leaf->ranges.at[i].to - leaf->ranges.at[i].from;
    bool bound = leaf->op == EXPR_LESS || leaf->op == EXPR_LEAST;
    return (leaf->op == EXPR_SET && leaf->values.n >= size_of(model, leaf->variable)) ||
           minutes >= MINUTES_A_DAY || leaf->ranges.n > 2 || (bound && leaf->bound <= 0);
}

enum { MOST_SEEN = 16 };

struct seen {
    struct variable at[MOST_SEEN];
    size_t n;
};

static bool same_question(struct variable a, struct variable b)
{
    bool days = (a.kind == VAR_WEEKDAY || a.kind == VAR_DAYCLASS) &&
                (b.kind == VAR_WEEKDAY || b.kind == VAR_DAYCLASS);
    return days || (a.kind == b.kind && a.index == b.index);
}

static bool is_suspect(const struct model *model, const struct expr *expr, struct seen *seen)
{
    for (size_t i = 0; i < expr->kids.n; i++)
        if (is_suspect(model, expr->kids.at[i], seen))
            return true;
    if (!is_leaf(expr))
        return false;
    for (size_t i = 0; i < seen->n; i++)
        if (same_question(seen->at[i], expr->variable))
            return true;
    if (seen->n == MOST_SEEN)
        return true;
    seen->at[seen->n++] = expr->variable;
    return leaf_is_suspect(model, expr);
}

/* ---- why ---- */

static const struct expr *first_leaf(const struct expr *expr)
{
    while (!is_leaf(expr))
        expr = expr->kids.at[0];
    return expr;
}

/* A leaf of the other parts that settles this one by itself. */
static const struct expr *settled_by(struct look *look, const struct expr *other,
                                     const struct expr *part, bool holds)
{
    struct arena *arena = look->run->arena;
    for (size_t i = 0; i < other->kids.n; i++) {
        const struct expr *found = settled_by(look, other->kids.at[i], part, holds);
        if (found)
            return found;
    }
    if (!is_leaf(other) || !same_question(other->variable, first_leaf(part)->variable) ||
        other == first_leaf(part))
        return NULL;
    const struct expr *wanted = holds ? cases_not(arena, part) : part;
    bool with = cases_find(&look->cases, cases_and(arena, other, wanted)) == FOUND_NONE;
    bool without =
        cases_find(&look->cases, cases_and(arena, cases_not(arena, other), wanted)) == FOUND_NONE;
    return with || without ? other : NULL;
}

static void say_part(struct look *look, const struct expr *part, const struct expr *context,
                     bool holds)
{
    struct lint_run *run = look->run;
    struct view written = source_text(run->diags->sources, part->span);
    struct diag *diag = holds ? FOUND(run, part_always, part->span, written)
                              : FOUND(run, part_never, part->span, written);
    const struct expr *reason = context ? settled_by(look, context, part, holds) : NULL;
    if (reason)
        lint_label(run, diag, reason->span, BOTH("这里已经定了", "this settles it already"));
    else
        lint_label(run, diag, part->span,
                   holds ? BOTH("所有取值都在里面", "every value there is lies within")
                         : BOTH("没有一个取值在里面", "no value there is lies within"));
}

/* ---- looking ---- */

static void look_into(struct look *look, const struct expr *context, const struct expr *expr);

/* Each kid where the others leave the question to it; one that was found fault with counts no more,
 * so that of two equal ones the second is named and the first stays. */
static void look_at_kids(struct look *look, const struct expr *context, const struct expr *expr)
{
    struct arena *arena = look->run->arena;
    bool *gone = ARENA_ARRAY(arena, expr->kids.n + 1, bool);
    for (size_t last = expr->kids.n; last-- > 0;) {
        struct expr *here = cases_and(arena, context, NULL);
        for (size_t i = 0; i < expr->kids.n; i++) {
            struct expr *kid = expr->kids.at[i];
            if (i != last && !gone[i])
                VEC_ADD(arena, &here->kids, expr->op == EXPR_AND ? kid : cases_not(arena, kid));
        }
        size_t before = look->run->diags->list.n;
        look_into(look, here, expr->kids.at[last]);
        gone[last] = look->run->diags->list.n > before;
    }
}

static void look_into(struct look *look, const struct expr *context, const struct expr *expr)
{
    struct arena *arena = look->run->arena;
    if (cases_find(&look->cases, cases_and(arena, context, expr)) == FOUND_NONE)
        say_part(look, expr, context, false);
    else if (cases_find(&look->cases, cases_and(arena, context, cases_not(arena, expr))) ==
             FOUND_NONE)
        say_part(look, expr, context, true);
    else if (expr->op == EXPR_NOT)
        look_into(look, context, expr->kids.at[0]);
    else if (!is_leaf(expr))
        look_at_kids(look, context, expr);
}

static void look_at_duty(struct look *look, const struct duty *duty)
{
    const struct model *model = look->run->model;
    struct seen seen = {.n = 0};
    bool suspect = duty->when && is_suspect(model, duty->when, &seen);
    if (suspect && cases_find(&look->cases, duty->when) == FOUND_ONE)
        look_into(look, NULL, duty->when);
    for (size_t i = 0; i < duty->branches.n; i++) {
        const struct expr *when = duty->branches.at[i].when;
        struct seen both = seen;
        if (!suspect && !is_suspect(model, when, &both))
            continue;
        struct expr *context = cases_and(look->run->arena, duty->when, NULL);
        if (cases_find(&look->cases, cases_and(look->run->arena, context, when)) == FOUND_ONE)
            look_into(look, context, when);
    }
}

static void look_at_policy(struct look *look, const struct policy *policy, const struct node *block)
{
    struct lint_run *run = look->run;
    struct seen seen = {.n = 0};
    if (!policy->when || !is_suspect(run->model, policy->when, &seen))
        return;
    const struct node *clause = node_child(block, NODE_WHEN);
    struct span span = clause ? clause->span : place_name(block);
    if (cases_find(&look->cases, policy->when) == FOUND_NONE)
        FOUND(run, policy_for_nobody, span, policy->name);
    else if (cases_find(&look->cases, cases_not(run->arena, policy->when)) == FOUND_NONE)
        FOUND(run, policy_for_everybody, span, policy->name);
    else
        look_into(look, NULL, policy->when);
}

void look_at_parts(struct lint_run *run)
{
    const struct model *model = run->model;
    struct look look = {run, {.arena = run->arena, .model = model}};
    for (size_t i = 0; i < model->duties.n; i++)
        look_at_duty(&look, &model->duties.at[i]);
    for (size_t i = 0; i < model->policies.n; i++)
        look_at_policy(&look, &model->policies.at[i], run->places.policies.at[i]);
}
