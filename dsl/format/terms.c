/* terms: names that are the language's own and not an author's: 时刻, 周六, 照片, 免申即享. Which
 * set a name belongs to is told by its place; no fact and no tag may have the name of a built-in
 * one, so there the name alone decides. Identifiers (sms, zh) are left out: they are the same in
 * both languages. */
#include "dsl/format/script.h"

static enum node_kind kind_above(const struct trail *trail)
{
    return trail ? trail->node->kind : NODE_RULES;
}

/* The values of a built-in fact. */
static const struct terms *values_of(const struct node *operand)
{
    if (!operand || operand->kind != NODE_NAME)
        return NULL;
    switch (terms_find(&terms_built_in, operand->text)) {
    case BUILT_IN_WEEKDAY:
        return &terms_weekday;
    case BUILT_IN_DAYCLASS:
        return &terms_dayclass;
    case BUILT_IN_KIND:
        return &terms_kind;
    default:
        return NULL;
    }
}

static const struct terms *of_list(enum node_kind clause)
{
    if (clause == NODE_COLLECT)
        return &terms_collect;
    return clause == NODE_BECAUSE || clause == NODE_ONLY_BECAUSE ? &terms_built_in : NULL;
}

const struct terms *terms_for(const struct trail *above, const struct node *name)
{
    if (name->kind != NODE_NAME || !above)
        return NULL;
    const struct node *parent = above->node;
    switch (kind_above(above)) {
    case NODE_LEVEL:
        return &terms_level;
    case NODE_WAY:
        return &terms_way;
    case NODE_EXPECT_KIND:
        return &terms_kind;
    case NODE_EXPECT_POLICY:
        return name == parent->child ? NULL : &terms_answer;
    case NODE_EXPECT_ASK:
    case NODE_GIVEN: /* a heading of a table */
        return &terms_built_in;
    case NODE_NAMES:
        return of_list(kind_above(above->above));
    case NODE_SETTING:
        if (kind_above(above->above) != NODE_GIVEN)
            return NULL;
        return name == parent->child ? &terms_built_in : values_of(parent->child);
    case NODE_OPTION:
        return name == parent->child ? &terms_endpoint : &terms_whether;
    case NODE_EQUAL:
    case NODE_UNEQUAL:
    case NODE_WITHIN_SET:
    case NODE_LESS:
    case NODE_LESS_EQUAL:
    case NODE_GREATER:
    case NODE_GREATER_EQUAL:
        return name == parent->child ? &terms_built_in : values_of(parent->child);
    default:
        return NULL;
    }
}
