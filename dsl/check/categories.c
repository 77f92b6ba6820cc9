/* categories: the head of each class and what its blocks inherit from it: owner, clock, the names
 * of its facts and periods. A sub-category takes owner and clock from its parent where it has none
 * of its own. Its facts it does not take: a fact belongs to the question of one category. */
#include "dsl/check/check.h"
#include "dsl/check/cycle.h"

void fact_declare(struct check *check, const struct node *node, int category)
{
    struct model *model = check->model;
    int index = (int)model->facts.n;
    struct fact *fact = VEC_PUSH(model->arena, &model->facts);
    *fact = (struct fact){.name = text_of(node_child(node, NODE_NAME)),
                          .question = display_or_name(node),
                          .category = category,
                          .span = node->span};
    scope_add(check, SCOPE_FACT, category, index, node, fact->name);
    if (category != NONE)
        VEC_ADD(model->arena, &model->categories.at[category].facts, index);
}

void period_declare(struct check *check, const struct node *node, int category)
{
    struct model *model = check->model;
    int index = (int)model->periods.n;
    struct period *period = VEC_PUSH(model->arena, &model->periods);
    *period = (struct period){
        .name = text_of(node_child(node, NODE_NAME)), .category = category, .span = node->span};
    scope_add(check, SCOPE_PERIOD, category, index, node, period->name);
    if (category != NONE)
        VEC_ADD(model->arena, &model->categories.at[category].periods, index);
}

static void duty_declare(struct check *check, const struct node *node, int category)
{
    struct model *model = check->model;
    int index = (int)model->duties.n;
    struct duty *duty = VEC_PUSH(model->arena, &model->duties);
    *duty = (struct duty){.code = text_of(node_child(node, NODE_STRING)),
                          .display = display_of(node),
                          .category = category,
                          .assign = {NONE, NONE},
                          .clock = NONE,
                          .owner = NONE,
                          .span = node->span};
    scope_add(check, SCOPE_DUTY, NONE, index, node, duty->code);
    VEC_ADD(model->arena, &model->categories.at[category].duties, index);
}

void categories_declare(struct check *check, const struct node *block)
{
    struct model *model = check->model;
    int index = (int)model->categories.n;
    struct category *category = VEC_PUSH(model->arena, &model->categories);
    *category = (struct category){.name = text_of(node_child(block, NODE_NAME)),
                                  .display = display_or_name(block),
                                  .code = clause_text(block, NODE_CODE),
                                  .basis = clause_text(block, NODE_BASIS),
                                  .owner = NONE,
                                  .parent = NONE,
                                  .otherwise = {NONE, NONE},
                                  .clock = NONE,
                                  .span = block->span};
    scope_add(check, SCOPE_CATEGORY, NONE, index, block, category->name);
    for (const struct node *node = block->child; node; node = node->next) {
        if (node->kind == NODE_FACT)
            fact_declare(check, node, index);
        else if (node->kind == NODE_PERIOD)
            period_declare(check, node, index);
        else if (node->kind == NODE_DUTY)
            duty_declare(check, node, index);
    }
}

static void fill(struct check *check, int index, const struct node *block)
{
    struct category *category = &check->model->categories.at[index];
    say_heading(check, index, NONE);
    category->owner = unit_need(check, clause_name(block, NODE_OWNER));
    category->parent = scope_need(check, SCOPE_CATEGORY, NONE, clause_name(block, NODE_PARENT));
    category->clock = clock_need(check, block);
    const struct node *otherwise = node_child(block, NODE_OTHERWISE);
    if (otherwise)
        category->otherwise = target_need(check, clause_name(otherwise, NODE_ASSIGN));
    if (node_child(block, NODE_RECOGNISE))
        words_read(check, block, &category->words);
}

static int parent_of(const void *model, int index)
{
    return ((const struct model *)model)->categories.at[index].parent;
}

static void inherit(struct model *model, struct category *category)
{
    for (int above = category->parent; above != NONE; above = model->categories.at[above].parent) {
        const struct category *parent = &model->categories.at[above];
        if (category->owner == NONE)
            category->owner = parent->owner;
        if (category->clock == NONE)
            category->clock = parent->clock;
    }
    if (category->clock == NONE)
        category->clock = model->clock;
}

void categories_fill(struct check *check)
{
    struct scope *scope = &check->scopes[SCOPE_CATEGORY];
    struct model *model = check->model;
    for (size_t i = 0; i < scope->entries.n; i++)
        fill(check, (int)i, scope->entries.at[i].node);
    say_heading(check, NONE, NONE);
    for (int i = 0; i < (int)model->categories.n; i++)
        if (cycle_found(model, parent_of, i, (int)model->categories.n)) {
            SAY(check, DIAG_E0308, name_span(scope->entries.at[i].node),
                model->categories.at[i].name);
            model->categories.at[i].parent = NONE;
        }
    for (size_t i = 0; i < model->categories.n; i++)
        inherit(model, &model->categories.at[i]);
}
