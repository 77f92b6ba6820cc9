/* use_image: everything an image can be asked, for those who damage images: whoever opens must be
 * able to answer without leaving his bytes. */
#ifndef ZHIDA_USE_IMAGE_H
#define ZHIDA_USE_IMAGE_H

#include "dsl/base/hash.h"
#include "dsl/engine/cue.h"
#include "dsl/engine/decide.h"
#include "dsl/engine/layout.h"
#include "dsl/engine/match.h"
#include "dsl/engine/near.h"
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

static inline void image_use_texts(const struct rules *rules, struct arena *arena)
{
    static const char *const texts[] = {"半夜打桩太吵,花园小区", "店里喇叭炸街", "请问好", "噪音",
                                        "咚咚咚地砸墙,轰隆隆"};
    const struct civil_time now = {20778, 23 * 60 + 5, 0};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct matter matter = matter_empty(), back;
        struct decision decision;
        struct recognition *r = recognise(rules, arena, view_of(texts[i]));
        matter_reveal(rules, &matter, r, now);
        decide(rules, &matter, &decision);
        matter_answer(rules, &matter, &decision, NONE, r, now);
        struct near near[NEAR_OFFERED];
        (void)near_offered(arena, r, near);
        (void)cue_heard(rules, CUE_no_matter, r->text.text);
        struct buf packed;
        buf_init(&packed, 1 << 16);
        matter_pack(rules, &matter, &packed);
        if (matter_unpack(rules, buf_seen(&packed), &back))
            decide(rules, &back, &decision);
        buf_free(&packed);
    }
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
    for (int i = 0; i < n.duties; i++)
        sum += rules_duty(rules, i).answer[LANGUAGE_ZH].n;
    for (int i = 0; i < n.roles; i++)
        for (int area = 0; area < n.areas; area++)
            sum += (size_t)rules_role_unit(rules, i, area);
    for (int phrase = 0; phrase < PHRASE_COUNT; phrase++)
        sum += hash_view(rules_phrase(rules, (enum phrase)phrase, LANGUAGE_EN));
    for (int cue = 0; cue < CUE_COUNT; cue++)
        sum += cue_leads(rules, (enum cue)cue, VIEW("怎么"));
    return sum + (size_t)rules_nearest_area(rules, 30, 120, 1e6);
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
