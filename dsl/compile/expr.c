/* expr: a condition becomes a row of nodes in pre-order. A node is written when its kids' number
 * of nodes is known, so the tree is walked twice: once to count, once to write. */
#include "dsl/compile/lower.h"

static bool inner(const struct expr *expr)
{
    return expr->op == EXPR_AND || expr->op == EXPR_OR || expr->op == EXPR_NOT;
}

static uint32_t nodes_of(struct lowering *lowering, const struct expr *expr, int depth)
{
    uint32_t n = 1;
    if (depth > NODE_DEPTH_MAX) {
        lower_refuse(lowering, NODE_DEPTH_MAX, "conditions inside one another", VIEW(""));
        return n;
    }
    for (size_t i = 0; inner(expr) && i < expr->kids.n; i++)
        n += nodes_of(lowering, expr->kids.at[i], depth + 1);
    return n;
}

static bool has_index(enum variable_kind kind)
{
    return kind == VAR_FACT || kind == VAR_MATTER || kind == VAR_TAG || kind == VAR_NUMBER ||
           kind == VAR_DATE;
}

/* One bound of a number, or the values of a set as bits. */
static int64_t bound_of(const struct expr *expr)
{
    uint64_t bits = 0;
    if (expr->op != EXPR_SET)
        return expr->bound;
    for (size_t i = 0; i < expr->values.n; i++)
        bits |= asked_bit(expr->values.at[i]);
    return (int64_t)bits;
}

static void write_node(struct lowering *lowering, const struct expr *expr, int depth)
{
    struct image_node node = {.op = (int32_t)expr->op, .index = NONE, .bound = bound_of(expr)};
    node.size = nodes_of(lowering, expr, depth);
    if (!inner(expr)) {
        node.kind = (int32_t)expr->variable.kind;
        node.index = has_index(expr->variable.kind) ? expr->variable.index : NONE;
        node.list = expr->op == EXPR_TIME ? lower_ranges(lowering, expr->ranges.at, expr->ranges.n)
                                          : lower_ints(lowering, expr->values.at, expr->values.n);
    }
    LOWER_ADD(lowering, nodes, node);
    for (size_t i = 0; inner(expr) && i < expr->kids.n && !lowering->limit.n; i++)
        write_node(lowering, expr->kids.at[i], depth + 1);
}

int32_t lower_condition(struct lowering *lowering, const struct expr *expr)
{
    if (!expr)
        return NONE;
    int32_t first = (int32_t)lower_count(lowering, SECTION_nodes);
    write_node(lowering, expr, 0);
    return first;
}
