/* conditions: each comparison becomes one of five leaves (a set of values, a plain tag, areas,
 * times, a bound), with and, or, not above them. Numbers and dates are whole numbers inside, so
 * "more than b" is "at least b + 1" and no comparison but < and >= is needed further on.
 *
 * `=` compares and `在` asks for containment. Each is an error where the other is meant, with the
 * fix at hand, since both readings of a lax spelling occur in practice (is 区域 = 高新园 true in a
 * street of the park?). */
#include "dsl/check/conditions.h"

#include "dsl/check/closed.h"
#include "dsl/check/times.h"
#include "dsl/check/values.h"

struct here {
    struct check *check;
    struct view_point from;
};

static struct expr *lower(struct here *in, const struct node *node);

static struct expr *new_expr(struct here *in, enum expr_op op, const struct node *node)
{
    struct expr *expr = ARENA_NEW(in->check->arena, struct expr);
    expr->op = op;
    expr->variable = (struct variable){VAR_FACT, NONE};
    expr->span = node->span;
    return expr;
}

static struct expr *negated(struct here *in, struct expr *kid, const struct node *node)
{
    struct expr *expr = new_expr(in, EXPR_NOT, node);
    VEC_ADD(in->check->arena, &expr->kids, kid);
    return expr;
}

/* ---- sets: fact, grouped tag, weekday, day class, kind, channel; and areas ---- */

static bool has_value(const struct expr *expr, int value)
{
    for (size_t i = 0; i < expr->values.n; i++)
        if (expr->values.at[i] == value)
            return true;
    return false;
}

static struct expr *set_of(struct here *in, enum expr_op op, struct variable variable,
                           const struct node *node)
{
    struct expr *expr = new_expr(in, op, node);
    bool good = true;
    expr->variable = variable;
    for (const struct node *value = node->child->next; value; value = value->next) {
        int number = finite_value(in->check, variable, value);
        if (number == NONE)
            good = false;
        else if (has_value(expr, number))
            SAY(in->check, DIAG_W0301, value->span, value->text);
        else
            VEC_ADD(in->check->arena, &expr->values, number);
    }
    return good ? expr : NULL;
}

/* ---- times ---- */

static bool add_period(struct here *in, struct expr *expr, const struct node *name)
{
    struct check *check = in->check;
    int index = scope_find(check, SCOPE_PERIOD, in->from.category, name->text);
    int owner = index == NONE ? scope_elsewhere(check, SCOPE_PERIOD, name->text) : NONE;
    if (owner != NONE) {
        SAY(check, DIAG_E0407, name->span, name->text, check->model->categories.at[owner].name);
        return false;
    }
    if (index == NONE)
        index = scope_need(check, SCOPE_PERIOD, in->from.category, name);
    if (index == NONE)
        return false;
    const struct period *period = &check->model->periods.at[index];
    for (size_t i = 0; i < period->ranges.n; i++)
        VEC_ADD(check->arena, &expr->ranges, period->ranges.at[i]);
    return period->ranges.n > 0;
}

static bool add_range(struct here *in, struct expr *expr, const struct node *range)
{
    struct minute_range parts[2];
    size_t n = minutes_read(in->check, range, parts);
    for (size_t i = 0; i < n; i++)
        VEC_ADD(in->check->arena, &expr->ranges, parts[i]);
    return n > 0;
}

static struct expr *times_of(struct here *in, struct variable variable, const struct node *node)
{
    struct expr *expr = new_expr(in, EXPR_TIME, node);
    bool good = true;
    expr->variable = variable;
    for (const struct node *value = node->child->next; value; value = value->next) {
        if (value->broken)
            good = false;
        else if (value->kind == NODE_NAME)
            good = add_period(in, expr, value) && good;
        else if (value->kind == NODE_RANGE && value->child && value->child->kind == NODE_TIME)
            good = add_range(in, expr, value) && good;
        else {
            SAY(in->check, DIAG_E0408, value->span);
            good = false;
        }
    }
    return good ? expr : NULL;
}

/* ---- = != in ---- */

/* From behind the variable's name to the first value: where the operator stands. */
static struct span operator_span(const struct node *node)
{
    const struct node *name = node->child;
    uint32_t to = name->next ? name->next->span.from : node->span.to;
    return (struct span){name->span.file, name->span.to, to};
}

/* In the language the variable's name is written in. */
static struct view spelling(const struct node *node, struct view zh, struct view en)
{
    struct view name = node->child->text;
    return name.n && (unsigned char)name.p[0] >= 0x80 ? zh : en;
}

static struct view values_text(struct here *in, const struct node *node)
{
    const struct node *name = node->child;
    struct span span = {name->span.file, name->next->span.from, node->span.to};
    return source_text(in->check->diags->sources, span);
}

/* 区域 = X: what is meant is 区域 在 X. */
static void complain_use_in(struct here *in, const struct node *node, struct variable variable)
{
    bool unequal = node->kind == NODE_UNEQUAL;
    struct view not_word = unequal ? spelling(node, VIEW("非 "), VIEW("not ")) : VIEW("");
    struct view in_word = spelling(node, VIEW(" 在 "), VIEW(" in "));
    struct view written = values_text(in, node);
    struct view fixed = say_text(in->check, "%.*s%.*s%.*s%.*s", VIEW_FMT(not_word),
                                 VIEW_FMT(node->child->text), VIEW_FMT(in_word), VIEW_FMT(written));
    bool time = variable.kind == VAR_TIME;
    struct diag *diag = SAY(in->check, time ? DIAG_E0410 : DIAG_E0409, node->span,
                            variable_label(in->check, variable));
    bool point = time && node->child->next->kind != NODE_NAME;
    if (point)
        return; /* a single minute: what range is meant only the author knows */
    diag->suggestion = fixed;
    diag_fix(diag, node->span, fixed);
}

/* 声源 在 施工: what is meant is 声源 = 施工. */
static void complain_use_equal(struct here *in, const struct node *node, struct variable variable)
{
    struct diag *diag =
        SAY(in->check, DIAG_E0413, operator_span(node), variable_label(in->check, variable));
    diag->suggestion = VIEW("=");
    diag_fix(diag, operator_span(node), VIEW(" = "));
}

static struct expr *wrong_operator(struct here *in, const struct node *node,
                                   struct variable variable)
{
    SAY(in->check, DIAG_E0414, operator_span(node), variable_label(in->check, variable));
    return NULL;
}

static bool grouped(const struct here *in, struct variable variable)
{
    return variable.kind != VAR_TAG || in->check->model->tags.at[variable.index].values.n > 0;
}

/* ---- bounds ---- */

static bool bound_of(struct here *in, struct variable variable, const struct node *value,
                     int64_t *bound)
{
    if (!value || value->broken)
        return false;
    bool date = variable.kind == VAR_DATE;
    if (value->kind != (date ? NODE_DATE : NODE_NUMBER)) {
        SAY(in->check, date ? DIAG_E0416 : DIAG_E0415, value->span,
            variable_label(in->check, variable));
        return false;
    }
    *bound = value->number;
    return date || number_read(in->check, variable.index, value, bound);
}

static struct expr *bounded(struct here *in, enum expr_op op, struct variable variable,
                            int64_t bound, const struct node *node)
{
    struct expr *expr = new_expr(in, op, node);
    expr->variable = variable;
    expr->bound = bound;
    return expr;
}

/* A number that equals one of the values: at least b and below b + 1. */
static struct expr *numbers_of(struct here *in, struct variable variable, const struct node *node)
{
    struct expr *any = new_expr(in, EXPR_OR, node);
    for (const struct node *value = node->child->next; value; value = value->next) {
        int64_t bound;
        if (!bound_of(in, variable, value, &bound))
            return NULL;
        struct expr *both = new_expr(in, EXPR_AND, value);
        VEC_ADD(in->check->arena, &both->kids, bounded(in, EXPR_LEAST, variable, bound, value));
        VEC_ADD(in->check->arena, &both->kids, bounded(in, EXPR_LESS, variable, bound + 1, value));
        VEC_ADD(in->check->arena, &any->kids, both);
    }
    return any->kids.n == 1 ? any->kids.at[0] : any;
}

static struct expr *equal(struct here *in, const struct node *node, struct variable variable)
{
    switch (variable.kind) {
    case VAR_AREA:
    case VAR_TIME:
        complain_use_in(in, node, variable);
        return NULL;
    case VAR_NUMBER:
    case VAR_DATE:
        return numbers_of(in, variable, node);
    case VAR_TAG:
        if (!grouped(in, variable)) {
            SAY(in->check, DIAG_E0417, node->span, variable_label(in->check, variable));
            return NULL;
        }
        return set_of(in, EXPR_SET, variable, node);
    case VAR_FACT:
    case VAR_MATTER:
    case VAR_WEEKDAY:
    case VAR_DAYCLASS:
    case VAR_KIND:
    case VAR_CHANNEL:
        break;
    }
    return set_of(in, EXPR_SET, variable, node);
}

static struct expr *contained(struct here *in, const struct node *node, struct variable variable)
{
    switch (variable.kind) {
    case VAR_AREA:
        return set_of(in, EXPR_AREA, variable, node);
    case VAR_TIME:
        return times_of(in, variable, node);
    case VAR_WEEKDAY:
    case VAR_DAYCLASS:
        return set_of(in, EXPR_SET, variable, node);
    case VAR_NUMBER:
    case VAR_DATE:
        return wrong_operator(in, node, variable);
    case VAR_TAG:
        if (!grouped(in, variable))
            return wrong_operator(in, node, variable);
        break;
    case VAR_FACT:
    case VAR_MATTER:
    case VAR_KIND:
    case VAR_CHANNEL:
        break;
    }
    complain_use_equal(in, node, variable);
    return NULL;
}

static struct expr *compared(struct here *in, const struct node *node, struct variable variable)
{
    enum node_kind kind = node->kind;
    bool as_date = kind == NODE_BEFORE || kind == NODE_AFTER || kind == NODE_NOT_BEFORE ||
                   kind == NODE_NOT_AFTER;
    enum variable_kind wanted = as_date ? VAR_DATE : VAR_NUMBER;
    if (variable.kind != wanted && !(variable.kind == VAR_DATE && !as_date))
        return wrong_operator(in, node, variable);
    int64_t bound;
    if (!bound_of(in, variable, node->child->next, &bound))
        return NULL;
    bool past = kind == NODE_GREATER || kind == NODE_LESS_EQUAL || kind == NODE_AFTER ||
                kind == NODE_NOT_AFTER;
    bool least = kind == NODE_GREATER || kind == NODE_GREATER_EQUAL || kind == NODE_AFTER ||
                 kind == NODE_NOT_BEFORE;
    return bounded(in, least ? EXPR_LEAST : EXPR_LESS, variable, bound + past, node);
}

/* ---- bare names ---- */

static struct expr *bare_name(struct here *in, const struct node *node, const struct node *parent)
{
    const struct node *name = node->child;
    struct variable variable;
    if (!name)
        return NULL;
    if ((parent && value_after_or(in->check, in->from, node, parent)) ||
        !variable_need(in->check, in->from, name, &variable))
        return NULL;
    if (variable.kind != VAR_TAG || grouped(in, variable)) {
        SAY(in->check, DIAG_E0421, node->span, name->text);
        return NULL;
    }
    struct expr *expr = new_expr(in, EXPR_TAG, node);
    expr->variable = variable;
    return expr;
}

/* ---- and, or, not ---- */

static struct expr *joined(struct here *in, enum expr_op op, const struct node *node)
{
    struct expr *expr = new_expr(in, op, node);
    bool good = true;
    for (const struct node *kid = node->child; kid; kid = kid->next) {
        struct expr *lowered =
            kid->kind == NODE_IS && !kid->broken ? bare_name(in, kid, node) : lower(in, kid);
        if (lowered)
            VEC_ADD(in->check->arena, &expr->kids, lowered);
        else
            good = false;
    }
    return good && expr->kids.n ? expr : NULL;
}

static struct expr *leaf(struct here *in, const struct node *node)
{
    struct variable variable;
    if (!node->child || !node->child->next ||
        !variable_need(in->check, in->from, node->child, &variable))
        return NULL;
    if (node->kind == NODE_EQUAL)
        return equal(in, node, variable);
    if (node->kind == NODE_WITHIN_SET)
        return contained(in, node, variable);
    if (node->kind != NODE_UNEQUAL)
        return compared(in, node, variable);
    struct expr *expr = equal(in, node, variable);
    return expr ? negated(in, expr, node) : NULL;
}

static struct expr *lower(struct here *in, const struct node *node)
{
    if (!node || node->broken)
        return NULL;
    switch ((int)node->kind) {
    case NODE_AND:
        return joined(in, EXPR_AND, node);
    case NODE_OR:
        return joined(in, EXPR_OR, node);
    case NODE_PAREN:
        return lower(in, node->child);
    case NODE_IS:
        return bare_name(in, node, NULL);
    case NODE_NOT: {
        struct expr *kid = lower(in, node->child);
        return kid ? negated(in, kid, node) : NULL;
    }
    default:
        return leaf(in, node);
    }
}

struct expr *condition_read(struct check *check, struct view_point from, const struct node *clause)
{
    struct here in = {check, from};
    return clause && !clause->broken ? lower(&in, clause->child) : NULL;
}
