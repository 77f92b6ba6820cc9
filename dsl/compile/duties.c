/* duties: what can be asked and who has to act: facts, categories, duties with their branches. Each
 * duty also gets the list of those that go before it, turned round from what authors write
 * (优先于), because deciding asks in that direction. */
#include "dsl/compile/lower.h"

#include "dsl/base/fold.h"

static struct image_run lower_values(struct lowering *lowering, const struct fact_value *at,
                                     size_t n)
{
    struct image_run run = {lower_count(lowering, SECTION_values), (uint32_t)n};
    for (size_t i = 0; i < n; i++) {
        struct image_value one = {
            .named = lower_named(lowering, at[i].name, at[i].display),
            .folded_code = lower_text(lowering, fold_lasting(lowering->arena, at[i].name)),
            .folded = lower_folded(lowering, at[i].display),
        };
        LOWER_ADD(lowering, values, one);
    }
    return run;
}

static void lower_facts(struct lowering *lowering)
{
    for (size_t i = 0; i < lowering->model->facts.n; i++) {
        const struct fact *fact = &lowering->model->facts.at[i];
        struct image_fact one = {.named = lower_named(lowering, fact->name, fact->question),
                                 .category = fact->category};
        one.values = lower_values(lowering, fact->values.at, fact->values.n);
        if (fact->values.n > USE_VALUE_MAX)
            lower_refuse(lowering, USE_VALUE_MAX, "values of the fact", fact->name);
        LOWER_ADD(lowering, facts, one);
    }
}

static void lower_tags(struct lowering *lowering)
{
    for (size_t i = 0; i < lowering->model->tags.n; i++) {
        const struct tag *tag = &lowering->model->tags.at[i];
        struct image_tag one = {.named = lower_named(lowering, tag->name, tag->display)};
        one.values = lower_values(lowering, tag->values.at, tag->values.n);
        LOWER_ADD(lowering, tags, one);
    }
}

static void lower_categories(struct lowering *lowering)
{
    for (size_t i = 0; i < lowering->model->categories.n; i++) {
        const struct category *category = &lowering->model->categories.at[i];
        struct image_category one = {
            .named = lower_named(lowering, category->name, category->display),
            .folded = lower_folded(lowering, category->display),
            .code = lower_text(lowering, category->code),
            .basis = lower_text(lowering, category->basis),
            .facts = lower_ints(lowering, category->facts.at, category->facts.n),
            .otherwise = lower_target(category->otherwise),
            .owner = category->owner,
            .parent = category->parent,
            .clock = category->clock,
        };
        one.duties = lower_ints(lowering, category->duties.at, category->duties.n);
        if (category->duties.n > CATEGORY_DUTIES_MAX)
            lower_refuse(lowering, CATEGORY_DUTIES_MAX, "duties in the category", category->name);
        LOWER_ADD(lowering, categories, one);
    }
}

typedef VEC(int) indices;

static indices *beaten_lists(struct lowering *lowering)
{
    const struct model *model = lowering->model;
    indices *lists = ARENA_ARRAY(lowering->arena, model->duties.n, indices);
    for (size_t i = 0; i < model->duties.n; i++) {
        const struct duty *duty = &model->duties.at[i];
        for (size_t k = 0; k < duty->over.n; k++)
            VEC_ADD(lowering->arena, &lists[duty->over.at[k]], (int)i);
    }
    return lists;
}

static struct image_run lower_branches(struct lowering *lowering, const struct duty *duty)
{
    struct image_run run = {lower_count(lowering, SECTION_branches), (uint32_t)duty->branches.n};
    for (size_t i = 0; i < duty->branches.n; i++) {
        struct image_branch one = {.assign = lower_target(duty->branches.at[i].assign)};
        one.when = lower_condition(lowering, duty->branches.at[i].when);
        LOWER_ADD(lowering, branches, one);
    }
    return run;
}

static struct image_run lower_assists(struct lowering *lowering, const struct duty *duty)
{
    struct image_run run = {lower_count(lowering, SECTION_targets), (uint32_t)duty->assists.n};
    for (size_t i = 0; i < duty->assists.n; i++) {
        struct image_target one = lower_target(duty->assists.at[i]);
        LOWER_ADD(lowering, targets, one);
    }
    return run;
}

static struct image_run lower_texts(struct lowering *lowering, const struct duty *duty)
{
    struct image_run run = {lower_count(lowering, SECTION_texts), (uint32_t)duty->texts.n};
    for (size_t i = 0; i < duty->texts.n; i++) {
        struct image_text one =
            lower_text(lowering, lowering->model->documents.at[duty->texts.at[i]].path);
        LOWER_ADD(lowering, texts, one);
    }
    return run;
}

static uint32_t asks_of(const struct expr *expr)
{
    uint32_t asks = 0;
    if (expr->op != EXPR_AND && expr->op != EXPR_OR && expr->op != EXPR_NOT)
        return asks_bit(expr->variable.kind, expr->variable.index);
    for (size_t i = 0; i < expr->kids.n; i++)
        asks |= asks_of(expr->kids.at[i]);
    return asks;
}

static void lower_claim(struct lowering *lowering, const struct duty *duty,
                        const indices *beaten_by)
{
    struct image_claim one = {
        .category = duty->category,
        .has_words = duty->words.n > 0,
        .asks = duty->when ? asks_of(duty->when) : 0,
        .beaten_by = lower_ints(lowering, beaten_by->at, beaten_by->n),
        .branches = lower_branches(lowering, duty),
        .assign = lower_target(duty->assign),
    };
    one.when = lower_condition(lowering, duty->when);
    LOWER_ADD(lowering, claims, one);
}

static void lower_duty(struct lowering *lowering, const struct duty *duty)
{
    struct image_duty one = {
        .named = lower_named(lowering, duty->code, duty->display),
        .folded = lower_folded(lowering, duty->display),
        .basis = lower_text(lowering, duty->basis),
        .answer = lower_display(lowering, duty->answer),
        .assists = lower_assists(lowering, duty),
        .texts = lower_texts(lowering, duty),
        .within = lower_duration(duty->within),
        .clock = duty->clock,
        .owner = duty->owner,
        .urgent = duty->urgent,
        .collect = duty->collect,
    };
    LOWER_ADD(lowering, duties, one);
}

void lower_duties(struct lowering *lowering)
{
    const indices *beaten_by = beaten_lists(lowering);
    lower_facts(lowering);
    lower_tags(lowering);
    lower_categories(lowering);
    for (size_t i = 0; i < lowering->model->duties.n; i++)
        lower_duty(lowering, &lowering->model->duties.at[i]);
    for (size_t i = 0; i < lowering->model->duties.n; i++)
        lower_claim(lowering, &lowering->model->duties.at[i], &beaten_by[i]);
}
