/* read: the small readers over the tree that every pass needs. They take NULL and broken nodes
 * without a word: what is missing or did not parse has been said by the parser. */
#include "dsl/check/check.h"

struct view text_of(const struct node *node)
{
    return node && !node->broken ? node->text : (struct view){0};
}

const struct node *clause_name(const struct node *block, enum node_kind clause)
{
    const struct node *node = node_child(block, clause);
    return node ? node_child(node, NODE_NAME) : NULL;
}

struct view clause_text(const struct node *block, enum node_kind clause)
{
    const struct node *node = node_child(block, clause);
    if (!node)
        return (struct view){0};
    const struct node *string = node_child(node, NODE_STRING);
    return text_of(string ? string : node_child(node, NODE_NAME));
}

struct display display_of(const struct node *block)
{
    const struct node *node = node_child(block, NODE_DISPLAY);
    struct display display = {0};
    if (!node || node->broken || !node->child)
        return display;
    display.zh = text_of(node->child);
    display.en = text_of(node->child->next);
    return display;
}

struct display display_or_name(const struct node *block)
{
    struct display display = display_of(block);
    if (!display.zh.n)
        display.zh = text_of(node_child(block, NODE_NAME));
    return display;
}

struct view display_both(struct check *check, struct display display)
{
    if (!display.en.n)
        return display.zh;
    return diag_both(check->arena, display.zh, display.en);
}

struct span name_span(const struct node *block)
{
    const struct node *name = node_child(block, NODE_NAME);
    if (block->kind == NODE_DUTY || block->kind == NODE_TEST || block->kind == NODE_RETIRE || !name)
        name = node_child(block, NODE_STRING);
    return name ? name->span : block->span;
}

bool whole(const struct check *check)
{
    return check->district != NULL;
}

static struct target nobody(void)
{
    return (struct target){NONE, NONE};
}

bool target_is_set(struct target target)
{
    return target.unit != NONE || target.role != NONE;
}

bool target_same(struct target a, struct target b)
{
    return a.unit == b.unit && a.role == b.role;
}

struct view target_label(struct check *check, struct target target)
{
    if (target.unit != NONE)
        return check->model->units.at[target.unit].name;
    if (target.role != NONE)
        return check->model->roles.at[target.role].name;
    return BOTH("（没有写）", "(nobody)");
}

struct target target_need(struct check *check, const struct node *name)
{
    struct target target = nobody();
    if (!name || name->broken || !name->text.n)
        return target;
    target.unit = scope_find(check, SCOPE_UNIT, NONE, name->text);
    if (target.unit == NONE)
        target.role = scope_find(check, SCOPE_ROLE, NONE, name->text);
    if (target_is_set(target))
        return target;
    size_t units, roles;
    const struct view *unit_names = scope_names(check, SCOPE_UNIT, NONE, &units);
    const struct view *role_names = scope_names(check, SCOPE_ROLE, NONE, &roles);
    struct view *names = ARENA_ARRAY(check->arena, units + roles + 1, struct view);
    memcpy(names, unit_names, units * sizeof *names);
    memcpy(names + units, role_names, roles * sizeof *names);
    struct diag *diag = SAY(check, DIAG_E0306, name->span, name->text);
    if (!say_shown(check, diag, name->span, name->text, SCOPE_UNIT))
        say_nearest(diag, name->span, name->text, names, units + roles);
    return target;
}

int unit_need(struct check *check, const struct node *name)
{
    if (name && !name->broken && scope_find(check, SCOPE_ROLE, NONE, name->text) != NONE) {
        SAY(check, DIAG_E0307, name->span, name->text);
        return NONE;
    }
    return scope_need(check, SCOPE_UNIT, NONE, name);
}
