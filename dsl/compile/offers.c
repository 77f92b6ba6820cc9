/* offers: what is known of enterprises, and what is offered: numbers, dates, policies, guides,
 * notices. */
#include "dsl/compile/build.h"

static void build_numbers(struct build *build)
{
    for (size_t i = 0; i < build->model->numbers.n; i++) {
        const struct number *number = &build->model->numbers.at[i];
        struct image_number one = {
            .named = build_named(build, number->name, number->display),
            .measure = build_text(build, number->measure),
            .unit = number->unit,
            .over = number->over,
            .under = number->under,
        };
        BUILD_ADD(build, numbers, one);
    }
    for (size_t i = 0; i < build->model->dates.n; i++) {
        const struct date *date = &build->model->dates.at[i];
        struct image_date one = {build_named(build, date->name, date->display)};
        BUILD_ADD(build, dates, one);
    }
}

static void build_policies(struct build *build)
{
    for (size_t i = 0; i < build->model->policies.n; i++) {
        const struct policy *policy = &build->model->policies.at[i];
        struct image_policy one = {
            .named = build_named(build, policy->name, policy->display),
            .grant_text = build_text(build, policy->grant_text),
            .text = build_text(build, policy->text),
            .push_text = build_display(build, policy->push_text),
            .grant = policy->grant,
            .level = (int32_t)policy->level,
            .way = (int32_t)policy->way,
            .by = policy->by,
            .from = policy->from,
            .to = policy->to,
            .push = policy->push,
        };
        one.when = build_condition(build, policy->when);
        BUILD_ADD(build, policies, one);
    }
}

static struct image_run build_steps(struct build *build, const struct guide *guide)
{
    struct image_run run = {build_count(build, SECTION_steps), (uint32_t)guide->steps.n};
    for (size_t i = 0; i < guide->steps.n; i++) {
        struct image_step one = {build_text(build, guide->steps.at[i].text),
                                 build_target(guide->steps.at[i].assign)};
        BUILD_ADD(build, steps, one);
    }
    return run;
}

static struct image_run build_materials(struct build *build, const struct guide *guide)
{
    struct image_run run = {build_count(build, SECTION_texts), (uint32_t)guide->materials.n};
    for (size_t i = 0; i < guide->materials.n; i++) {
        struct image_text one = build_text(build, guide->materials.at[i]);
        BUILD_ADD(build, texts, one);
    }
    return run;
}

static void build_guides(struct build *build)
{
    for (size_t i = 0; i < build->model->guides.n; i++) {
        const struct guide *guide = &build->model->guides.at[i];
        struct image_guide one = {
            .named = build_named(build, guide->name, guide->display),
            .text = build_text(build, guide->text),
            .steps = build_steps(build, guide),
        };
        one.materials = build_materials(build, guide);
        BUILD_ADD(build, guides, one);
    }
}

static void build_notices(struct build *build)
{
    for (size_t i = 0; i < build->model->notices.n; i++) {
        const struct notice *notice = &build->model->notices.at[i];
        struct image_notice one = {
            .named = build_named(build, notice->name, notice->display),
            .text = build_text(build, notice->text),
            .to = build_ints(build, notice->to.at, notice->to.n),
            .from = notice->from,
            .to_day = notice->to_day,
        };
        BUILD_ADD(build, notices, one);
    }
}

void build_offers(struct build *build)
{
    build_numbers(build);
    build_policies(build);
    build_guides(build);
    build_notices(build);
}
