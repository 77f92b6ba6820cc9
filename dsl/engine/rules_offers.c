/* rules_offers: what a district offers: policies, guides, notices, and the numbers of enterprises
 * that policies ask about. Look-ups, as in rules.c. */
#include "dsl/engine/rules_item.h"

struct policy_info rules_policy(const struct rules *rules, int policy)
{
    const struct image_policy *one = rules_item(rules, SECTION_policies, policy);
    return (struct policy_info){
        .level = (enum policy_level)one->level,
        .way = (enum policy_way)one->way,
        .by = one->by,
        .from = one->from,
        .to = one->to,
        .grant = one->grant,
        .grant_text = image_view(rules, one->grant_text),
        .text = image_view(rules, one->text),
        .push = one->push,
        .push_text = {rules_said(rules, one->push_text, LANGUAGE_ZH),
                      rules_said(rules, one->push_text, LANGUAGE_EN)},
    };
}

struct guide_info rules_guide(const struct rules *rules, int guide)
{
    const struct image_guide *one = rules_item(rules, SECTION_guides, guide);
    return (struct guide_info){image_view(rules, one->text), (int)one->steps.n};
}

/* Chinese where there is no English. */
static struct view one_of(const struct rules *rules, struct image_text zh, struct image_text en,
                          enum text_language language)
{
    return image_view(rules, language == LANGUAGE_EN && en.n ? en : zh);
}

struct guide_step_info rules_guide_step(const struct rules *rules, int guide, int step,
                                        enum text_language language)
{
    const struct image_guide *one = rules_item(rules, SECTION_guides, guide);
    assert(step >= 0 && (uint32_t)step < one->steps.n);
    const struct image_step *at = &image_steps(rules)[one->steps.at + (uint32_t)step];
    return (struct guide_step_info){one_of(rules, at->text.zh, at->text.en, language),
                                    rules_target_of(at->assign)};
}

int rules_guide_material_count(const struct rules *rules, int guide)
{
    const struct image_guide *one = rules_item(rules, SECTION_guides, guide);
    return (int)one->materials.n / 2;
}

struct view rules_guide_material(const struct rules *rules, int guide, int material,
                                 enum text_language language)
{
    const struct image_guide *one = rules_item(rules, SECTION_guides, guide);
    assert(material >= 0 && 2 * (uint32_t)material < one->materials.n);
    const struct image_text *both = image_texts(rules) + one->materials.at + 2 * (uint32_t)material;
    return one_of(rules, both[0], both[1], language);
}

/* A sequence counts by both its parts. */
size_t rules_guide_named(const struct rules *rules, int guide, struct view folded, size_t *at)
{
    const struct image_guide *one = rules_item(rules, SECTION_guides, guide);
    const struct image_text *words = image_texts(rules) + one->words.at;
    size_t longest = 0;
    for (uint32_t i = 0; i < one->words.n; i += 2) {
        struct view first = image_view(rules, words[i]), second = image_view(rules, words[i + 1]);
        size_t from = view_find(folded, first), n = first.n + second.n;
        if (n <= longest || from == SIZE_MAX ||
            view_find(view_sub(folded, from + first.n, folded.n), second) == SIZE_MAX)
            continue;
        longest = n;
        *at = from;
    }
    return longest;
}

struct notice_info rules_notice(const struct rules *rules, int notice)
{
    const struct image_notice *one = rules_item(rules, SECTION_notices, notice);
    return (struct notice_info){
        .name = image_view(rules, one->named.code),
        .display = {rules_said_or_code(rules, &one->named, LANGUAGE_ZH),
                    rules_said_or_code(rules, &one->named, LANGUAGE_EN)},
        .text = image_view(rules, one->text),
        .from = one->from,
        .to = one->to_day,
        .area_count = (int)one->to.n,
    };
}

int rules_notice_area(const struct rules *rules, int notice, int position)
{
    const struct image_notice *one = rules_item(rules, SECTION_notices, notice);
    assert(position >= 0 && (uint32_t)position < one->to.n);
    return image_ints(rules)[one->to.at + (uint32_t)position];
}

struct view rules_number_measure(const struct rules *rules, int number, int64_t *unit)
{
    const struct image_number *one = rules_item(rules, SECTION_numbers, number);
    *unit = one->unit;
    return image_view(rules, one->measure);
}

bool rules_number_derived(const struct rules *rules, int number, int *over, int *under)
{
    const struct image_number *one = rules_item(rules, SECTION_numbers, number);
    *over = one->over;
    *under = one->under;
    return one->over != NONE;
}
