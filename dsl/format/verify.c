/* verify: does the result say what the text said? The trees are compared node by node, by kind,
 * text, number and shape. Left out is what a place alone decides, and how a figure was written
 * where its number says it all. Comments are compared one by one. */
#include "dsl/format/script.h"

static bool same_text(const struct node *a, const struct node *b)
{
    switch (a->kind) {
    case NODE_DATE:
    case NODE_TIME:
    case NODE_COLUMN: /* as written; what it says is in its children */
    case NODE_CELL:
        return true;
    default:
        return view_eq(a->text, b->text);
    }
}

static bool same_number(const struct node *a, const struct node *b)
{
    return a->kind == NODE_AND || a->kind == NODE_OR || a->number == b->number;
}

const struct node *verify_trees(const struct node *a, const struct node *b)
{
    if (a->kind != b->kind || a->broken != b->broken || !same_text(a, b) || !same_number(a, b))
        return a;
    const struct node *left = a->child, *right = b->child;
    for (; left && right; left = left->next, right = right->next) {
        const struct node *parted = verify_trees(left, right);
        if (parted)
            return parted;
    }
    return left ? left : right ? a : NULL;
}

bool verify_comments(const struct script *a, const struct script *b)
{
    if (a->comment_count != b->comment_count)
        return false;
    for (size_t i = 0; i < a->comment_count; i++) {
        if (!view_eq(a->comments[i].text, b->comments[i].text))
            return false;
    }
    return true;
}
