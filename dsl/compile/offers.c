/* offers: what is known of enterprises, and what is offered: numbers, dates, policies, guides,
 * notices. */
#include "dsl/compile/lower.h"

static void lower_numbers(struct lowering *lowering)
{
    for (size_t i = 0; i < lowering->model->numbers.n; i++) {
        const struct number *number = &lowering->model->numbers.at[i];
        struct image_number one = {
            .named = lower_named(lowering, number->name, number->display),
            .measure = lower_text(lowering, number->measure),
            .unit = number->unit,
            .over = number->over,
            .under = number->under,
        };
        LOWER_ADD(lowering, numbers, one);
    }
    for (size_t i = 0; i < lowering->model->dates.n; i++) {
        const struct date *date = &lowering->model->dates.at[i];
        struct image_date one = {lower_named(lowering, date->name, date->display)};
        LOWER_ADD(lowering, dates, one);
    }
}

static void lower_policies(struct lowering *lowering)
{
    for (size_t i = 0; i < lowering->model->policies.n; i++) {
        const struct policy *policy = &lowering->model->policies.at[i];
        struct image_policy one = {
            .named = lower_named(lowering, policy->name, policy->display),
            .grant_text = lower_text(lowering, policy->grant_text),
            .text = lower_text(lowering, policy->text),
            .push_text = lower_display(lowering, policy->push_text),
            .grant = policy->grant,
            .level = (int32_t)policy->level,
            .way = (int32_t)policy->way,
            .by = policy->by,
            .from = policy->from,
            .to = policy->to,
            .push = policy->push,
        };
        one.when = lower_condition(lowering, policy->when);
        LOWER_ADD(lowering, policies, one);
    }
}

static struct image_run lower_steps(struct lowering *lowering, const struct guide *guide)
{
    struct image_run run = {lower_count(lowering, SECTION_steps), (uint32_t)guide->steps.n};
    for (size_t i = 0; i < guide->steps.n; i++) {
        struct image_step one = {lower_display(lowering, guide->steps.at[i].text),
                                 lower_target(guide->steps.at[i].assign)};
        LOWER_ADD(lowering, steps, one);
    }
    return run;
}

static struct image_run lower_materials(struct lowering *lowering, const struct guide *guide)
{
    struct image_run run = {lower_count(lowering, SECTION_texts), 2 * (uint32_t)guide->materials.n};
    for (size_t i = 0; i < guide->materials.n; i++) {
        struct image_display one = lower_display(lowering, guide->materials.at[i]);
        LOWER_ADD(lowering, texts, one.zh);
        LOWER_ADD(lowering, texts, one.en);
    }
    return run;
}

static struct image_run lower_guide_words(struct lowering *lowering, const struct guide *guide)
{
    struct image_run run = {lower_count(lowering, SECTION_texts), 2 * (uint32_t)guide->words.n};
    for (size_t i = 0; i < guide->words.n; i++) {
        struct image_text first = lower_text(lowering, guide->words.at[i].first);
        struct image_text second = lower_text(lowering, guide->words.at[i].second);
        LOWER_ADD(lowering, texts, first);
        LOWER_ADD(lowering, texts, second);
    }
    return run;
}

static void lower_guides(struct lowering *lowering)
{
    for (size_t i = 0; i < lowering->model->guides.n; i++) {
        const struct guide *guide = &lowering->model->guides.at[i];
        struct image_guide one = {
            .named = lower_named(lowering, guide->name, guide->display),
            .text = lower_text(lowering, guide->text),
            .steps = lower_steps(lowering, guide),
        };
        one.materials = lower_materials(lowering, guide);
        one.words = lower_guide_words(lowering, guide);
        LOWER_ADD(lowering, guides, one);
    }
}

static void lower_notices(struct lowering *lowering)
{
    for (size_t i = 0; i < lowering->model->notices.n; i++) {
        const struct notice *notice = &lowering->model->notices.at[i];
        struct image_notice one = {
            .named = lower_named(lowering, notice->name, notice->display),
            .text = lower_text(lowering, notice->text),
            .to = lower_ints(lowering, notice->to.at, notice->to.n),
            .from = notice->from,
            .to_day = notice->to_day,
        };
        LOWER_ADD(lowering, notices, one);
    }
}

void lower_offers(struct lowering *lowering)
{
    lower_numbers(lowering);
    lower_policies(lowering);
    lower_guides(lowering);
    lower_notices(lowering);
}
