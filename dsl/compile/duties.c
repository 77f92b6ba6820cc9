/* duties: what can be asked and who has to act: facts, categories, duties with their branches. Each
 * duty also gets the list of those that go before it, turned round from what authors write
 * (优先于), because deciding asks in that direction. */
#include "dsl/compile/build.h"

#include "dsl/base/fold.h"

static struct image_run build_values(struct build *build, const struct fact_value *at, size_t n)
{
    struct image_run run = {build_count(build, SECTION_values), (uint32_t)n};
    for (size_t i = 0; i < n; i++) {
        struct image_value one = {
            .named = build_named(build, at[i].name, at[i].display),
            .folded_code = build_text(build, fold_word(build->arena, at[i].name)),
            .folded = build_folded(build, at[i].display),
        };
        BUILD_ADD(build, values, one);
    }
    return run;
}

static void build_facts(struct build *build)
{
    for (size_t i = 0; i < build->model->facts.n; i++) {
        const struct fact *fact = &build->model->facts.at[i];
        struct image_fact one = {.named = build_named(build, fact->name, fact->question),
                                 .category = fact->category};
        one.values = build_values(build, fact->values.at, fact->values.n);
        build->too_big |= fact->values.n > USE_VALUE_MAX;
        BUILD_ADD(build, facts, one);
    }
}

static void build_tags(struct build *build)
{
    for (size_t i = 0; i < build->model->tags.n; i++) {
        const struct tag *tag = &build->model->tags.at[i];
        struct image_tag one = {.named = build_named(build, tag->name, tag->display)};
        one.values = build_values(build, tag->values.at, tag->values.n);
        BUILD_ADD(build, tags, one);
    }
}

static void build_categories(struct build *build)
{
    for (size_t i = 0; i < build->model->categories.n; i++) {
        const struct category *category = &build->model->categories.at[i];
        struct image_category one = {
            .named = build_named(build, category->name, category->display),
            .folded = build_folded(build, category->display),
            .code = build_text(build, category->code),
            .basis = build_text(build, category->basis),
            .facts = build_ints(build, category->facts.at, category->facts.n),
            .otherwise = build_target(category->otherwise),
            .owner = category->owner,
            .parent = category->parent,
            .clock = category->clock,
        };
        one.duties = build_ints(build, category->duties.at, category->duties.n);
        build->too_big |= category->duties.n > CATEGORY_DUTIES_MAX;
        BUILD_ADD(build, categories, one);
    }
}

typedef VEC(int) indices;

static indices *beaten_lists(struct build *build)
{
    const struct model *model = build->model;
    indices *lists = ARENA_ARRAY(build->arena, model->duties.n, indices);
    for (size_t i = 0; i < model->duties.n; i++) {
        const struct duty *duty = &model->duties.at[i];
        for (size_t k = 0; k < duty->over.n; k++)
            VEC_ADD(build->arena, &lists[duty->over.at[k]], (int)i);
    }
    return lists;
}

static struct image_run build_branches(struct build *build, const struct duty *duty)
{
    struct image_run run = {build_count(build, SECTION_branches), (uint32_t)duty->branches.n};
    for (size_t i = 0; i < duty->branches.n; i++) {
        struct image_branch one = {.assign = build_target(duty->branches.at[i].assign)};
        one.when = build_condition(build, duty->branches.at[i].when);
        BUILD_ADD(build, branches, one);
    }
    return run;
}

static struct image_run build_assists(struct build *build, const struct duty *duty)
{
    struct image_run run = {build_count(build, SECTION_targets), (uint32_t)duty->assists.n};
    for (size_t i = 0; i < duty->assists.n; i++) {
        struct image_target one = build_target(duty->assists.at[i]);
        BUILD_ADD(build, targets, one);
    }
    return run;
}

static void build_duty(struct build *build, const struct duty *duty, const indices *beaten_by)
{
    struct image_duty one = {
        .named = build_named(build, duty->code, duty->display),
        .folded = build_folded(build, duty->display),
        .basis = build_text(build, duty->basis),
        .answer = build_text(build, duty->answer),
        .branches = build_branches(build, duty),
        .assists = build_assists(build, duty),
        .beaten_by = build_ints(build, beaten_by->at, beaten_by->n),
        .within = build_duration(duty->within),
        .assign = build_target(duty->assign),
        .category = duty->category,
        .clock = duty->clock,
        .owner = duty->owner,
        .urgent = duty->urgent,
        .has_words = duty->words.n > 0,
        .collect = duty->collect,
    };
    one.when = build_condition(build, duty->when);
    BUILD_ADD(build, duties, one);
}

void build_duties(struct build *build)
{
    const indices *beaten_by = beaten_lists(build);
    build_facts(build);
    build_tags(build);
    build_categories(build);
    for (size_t i = 0; i < build->model->duties.n; i++)
        build_duty(build, &build->model->duties.at[i], &beaten_by[i]);
}
