/* verify: does the result say what the text said? The trees are compared node by node, by kind,
 * text, number and shape. Left out is what a place alone decides, and how a figure was written
 * where its number says it all. Comments are compared one by one. */
#include "dsl/format/script.h"

/* The same name in the other language. */
static bool same_term(const struct trail *above, const struct node *a, const struct node *b)
{
    const struct terms *terms = terms_for(above, a);
    int value = terms ? terms_find(terms, a->text) : NONE;
    return value != NONE && terms_find(terms, b->text) == value;
}

static bool same_text(const struct trail *above, const struct node *a, const struct node *b)
{
    switch (a->kind) {
    case NODE_DATE:
    case NODE_TIME:
    case NODE_COLUMN: /* as written; what it says is in its children */
    case NODE_CELL:
        return true;
    default:
        return view_eq(a->text, b->text) || same_term(above, a, b);
    }
}

static bool same_number(const struct node *a, const struct node *b)
{
    return a->kind == NODE_AND || a->kind == NODE_OR || a->number == b->number;
}

static const struct node *part(const struct trail *above, const struct node *a,
                               const struct node *b)
{
    if (a->kind != b->kind || a->broken != b->broken || !same_text(above, a, b) ||
        !same_number(a, b))
        return a;
    const struct trail trail = {a, above};
    const struct node *left = a->child, *right = b->child;
    for (; left && right; left = left->next, right = right->next) {
        const struct node *parted = part(&trail, left, right);
        if (parted)
            return parted;
    }
    return left ? left : right ? a : NULL;
}

const struct node *verify_trees(const struct node *a, const struct node *b)
{
    return part(NULL, a, b);
}

bool verify_comments(const struct script *script, const struct tree *tree,
                     const struct source *source)
{
    size_t seen = 0;
    for (size_t i = 0; i < tree->trivia.n; i++) {
        struct span span = tree->trivia.at[i].span;
        if (!script_is_comment(source->text, span))
            continue;
        if (seen == script->comment_count ||
            !view_eq(script->comments[seen].text, view_sub(source->text, span.from, span.to)))
            return false;
        seen++;
    }
    return seen == script->comment_count;
}
