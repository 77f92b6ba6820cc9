/* use_image: how an image is damaged, and everything it can then be asked: what opens must answer
 * without leaving its bytes. */
#ifndef ZHIDA_USE_IMAGE_H
#define ZHIDA_USE_IMAGE_H

#include <stddef.h>

#include "dsl/base/hash.h"
#include "dsl/engine/cue.h"
#include "dsl/engine/decide.h"
#include "dsl/engine/layout.h"
#include "dsl/engine/match.h"
#include "dsl/engine/near.h"
#include "dsl/engine/opening.h"
#include "dsl/engine/recognise.h"

/* Makes the checksum right again, as somebody would who edits an image on purpose. */
static inline void image_reseal(char *image, size_t n)
{
    struct image_header header;
    memcpy(&header, image, sizeof header);
    header.checksum = image_checksum(image, n);
    for (int i = 0; i < 16; i++)
        header.checksum_text[i] = "0123456789abcdef"[header.checksum >> (60 - 4 * i) & 15];
    memcpy(image, &header, sizeof header);
}

/* Rules with something in every section. */
#define IMAGE_OF_ALL "tests/fuzz/district"

/* A byte of a section that is not empty, or (SECTION_COUNT) of the table that says where sections
 * lie, in a copy of the whole image. By section: nearly all bytes of an image are weights, on which
 * nothing depends. */
static inline char *image_byte(char *copy, const char *whole, uint32_t section, uint32_t at)
{
    struct image_header header;
    memcpy(&header, whole, sizeof header);
    if (section == SECTION_COUNT)
        return copy + offsetof(struct image_header, sections) + at % sizeof header.sections;
    uint32_t n = header.sections[section].count * image_item_size((enum image_section)section);
    return copy + header.sections[section].offset + at % n;
}

static inline size_t image_use_cues(const struct rules *rules, struct view text)
{
    size_t sum = (size_t)cue_like(rules, text) + (size_t)cue_gravest(rules, text) +
                 (size_t)cue_act(rules, text, true);
    for (int cue = 0; cue < CUE_COUNT; cue++) {
        size_t at;
        sum += cue_heard(rules, (enum cue)cue, text);
        sum += cue_leads(rules, (enum cue)cue, text);
        sum += cue_find(rules, (enum cue)cue, text, &at);
    }
    return sum;
}

/* Every section has its share of what is asked. */
static inline float image_use_asked(const struct rules *rules, const struct recognition *r)
{
    const struct saying_meant *asked = asked_of(r);
    float sum = 0;
    for (int i = 0; asked && i < rules_heading_count(rules); i++)
        sum += asked->shares[i];
    return sum;
}

static inline void image_use_texts(const struct rules *rules, struct arena *arena)
{
    static const char *const texts[] = {"半夜打桩太吵,花园小区", "店里喇叭炸街", "请问好", "噪音",
                                        "咚咚咚地砸墙,轰隆隆"};
    const struct civil_time now = {20778, 23 * 60 + 5, 0};
    struct rules held = *rules; /* as the gateway holds them */
    held.near = near_index_new(rules, arena);
    held.openings = openings_new(rules, arena);
    rules = &held;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct matter matter = matter_empty(), back;
        struct decision decision;
        struct recognition *r = recognise(rules, arena, view_of(texts[i]));
        matter_reveal(rules, &matter, r, now);
        decide(rules, &matter, &decision);
        matter_answer(rules, &matter, &decision, NONE, r, now);
        struct near near[NEAR_OFFERED];
        (void)near_offered(arena, r, near);
        (void)image_use_cues(rules, r->text.text);
        (void)image_use_asked(rules, r);
        struct buf packed;
        buf_init(&packed, 1 << 16);
        matter_pack(rules, &matter, &packed);
        if (matter_unpack(rules, buf_seen(&packed), &back))
            decide(rules, &back, &decision);
        buf_free(&packed);
    }
}

static inline size_t image_use_duties(const struct rules *rules, struct rules_counts n)
{
    size_t sum = 0;
    for (int i = 0; i < n.duties; i++) {
        struct duty_info duty = rules_duty(rules, i);
        sum += hash_view(duty.answer[LANGUAGE_ZH]) + hash_view(duty.basis);
        for (int k = 0; k < duty.text_count; k++)
            sum += hash_view(rules_duty_text(rules, i, k));
    }
    for (int i = 0; i < n.categories; i++)
        for (int k = 0; k < rules_category(rules, i).duty_count; k++)
            sum += (size_t)rules_category_duty(rules, i, k);
    return sum;
}

static inline size_t image_use_places(const struct rules *rules, int areas)
{
    size_t sum = (size_t)rules_nearest_area(rules, 30, 120, 1e6) +
                 (size_t)rules_area_at(rules, 30.005, 120.005, 1e6);
    for (int area = 0; area < areas; area++)
        for (int ring = 0; ring < rules_area_rings(rules, area); ring++) {
            struct area_ring corners = rules_area_ring(rules, area, ring);
            for (size_t i = 0; i < corners.n; i++)
                sum += corners.at[i].latitude > 0;
        }
    return sum;
}

static inline size_t image_use_settings(const struct rules *rules, int channels)
{
    size_t sum = 0;
    struct endpoint_info endpoint;
    for (int i = 0; i < channels; i++)
        for (int k = 0; k < rules_channel(rules, i).setting_count; k++)
            sum += hash_view(rules_channel_setting(rules, i, k).value);
    if (rules_endpoint(rules, &endpoint))
        for (int k = 0; k < endpoint.setting_count; k++)
            sum += hash_view(rules_endpoint_setting(rules, k).value);
    return sum;
}

static inline size_t image_use_services(const struct rules *rules, struct rules_counts n)
{
    size_t sum = 0, at = 0;
    for (int i = 0; i < n.guides; i++) {
        for (int k = 0; k < rules_guide(rules, i).step_count; k++)
            sum += hash_view(rules_guide_step(rules, i, k, LANGUAGE_EN).text);
        for (int k = 0; k < rules_guide_material_count(rules, i); k++)
            sum += hash_view(rules_guide_material(rules, i, k, LANGUAGE_EN));
        sum += rules_guide_named(rules, i, VIEW("我要开店"), &at);
    }
    for (int i = 0; i < n.notices; i++)
        for (int k = 0; k < rules_notice(rules, i).area_count; k++)
            sum += (size_t)rules_notice_area(rules, i, k);
    for (int i = 0; i < n.units; i++)
        sum += hash_view(rules_unit(rules, i).contact) + hash_view(rules_unit(rules, i).remit);
    return sum;
}

static inline size_t image_use_nouns(const struct rules *rules)
{
    struct rules_counts n = rules_counts(rules);
    const int counts[] = {n.areas,   n.units, n.roles,    n.facts,  n.categories, n.duties, n.tags,
                          n.numbers, n.dates, n.policies, n.guides, n.clocks,     n.periods};
    size_t sum = 0;
    for (int noun = 0; noun <= NOUN_PERIOD; noun++)
        for (int i = 0; i < counts[noun]; i++) {
            struct view code = rules_code(rules, (enum rules_noun)noun, i);
            struct view shown = rules_display(rules, (enum rules_noun)noun, i, LANGUAGE_EN);
            sum += hash_view(code) + hash_view(shown);
            sum += (size_t)rules_find(rules, (enum rules_noun)noun, code);
        }
    for (int i = 0; i < n.roles; i++)
        for (int area = 0; area < n.areas; area++)
            sum += (size_t)rules_role_unit(rules, i, area);
    for (int phrase = 0; phrase < PHRASE_COUNT; phrase++)
        sum += hash_view(rules_phrase(rules, (enum phrase)phrase, LANGUAGE_EN));
    for (int i = 0; i < rules_heading_count(rules); i++)
        sum += hash_view(rules_heading(rules, i).path) + hash_view(rules_heading(rules, i).text);
    return sum + image_use_duties(rules, n) + image_use_places(rules, n.areas) +
           image_use_settings(rules, n.channels) + image_use_services(rules, n);
}

static inline void image_use_offers(const struct rules *rules, struct arena *arena)
{
    struct enterprise_facts facts = enterprise_facts_new(rules, arena);
    struct policy_answer answer;
    struct due due;
    for (int i = 0; i < rules_counts(rules).policies; i++) {
        rules_policy(rules, i);
        policy_match(rules, i, &facts, 20778, &answer);
    }
    for (int i = 0; i < rules_counts(rules).numbers; i++)
        facts.has_number[i] = true;
    for (int i = 0; i < rules_counts(rules).policies; i++)
        policy_match(rules, i, &facts, 20778, &answer);
    bool there =
        due_compute(rules, NONE, (struct duration){30, MEASURE_HOURS}, false, 1795224600, &due);
    there |=
        due_compute(rules, NONE, (struct duration){30, MEASURE_WORKDAYS}, false, 1795224600, &due);
    (void)there;
}

#endif
