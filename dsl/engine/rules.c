/* rules: what stands in an image, handed out as plain values. Every function is a look-up in one
 * section; nothing is computed, nothing is kept. Callers give indices that they got from here or
 * from a matter; an index that is not there is a mistake of the program and stops it, because
 * answering with some other desk's name would be worse.
 *
 * Codes are found by binary search in lists that the compiler sorted; a damaged list can only make
 * a code unknown. */
#include "dsl/engine/rules_item.h"

/* ---- nouns ---- */

static const struct image_named *named(const struct rules *rules, enum rules_noun noun, int index)
{
    return rules_item(rules, (enum image_section)image_noun_sections[noun], index);
}

struct view rules_code(const struct rules *rules, enum rules_noun noun, int index)
{
    return image_view(rules, named(rules, noun, index)->code);
}

struct view rules_display(const struct rules *rules, enum rules_noun noun, int index,
                          enum text_language language)
{
    return rules_said_or_code(rules, named(rules, noun, index), language);
}

int rules_find(const struct rules *rules, enum rules_noun noun, struct view code)
{
    struct image_run run = image_district(rules)->names[noun];
    const int32_t *sorted = image_ints(rules) + run.at;
    uint32_t low = 0, high = run.n;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        int order = view_compare(rules_code(rules, noun, sorted[middle]), code);
        if (order == 0)
            return sorted[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NONE;
}

/* ---- values ---- */

static struct image_run values_of(const struct rules *rules, enum rules_noun noun, int index)
{
    const void *at = named(rules, noun, index);
    return noun == NOUN_TAG ? ((const struct image_tag *)at)->values
                            : ((const struct image_fact *)at)->values;
}

static const struct image_value *value_at(const struct rules *rules, enum rules_noun noun,
                                          int index, int value)
{
    struct image_run run = values_of(rules, noun, index);
    assert(value >= 0 && (uint32_t)value < run.n);
    return &image_values(rules)[run.at + (uint32_t)value];
}

int rules_value_count(const struct rules *rules, enum rules_noun noun, int index)
{
    return (int)values_of(rules, noun, index).n;
}

struct view rules_value_code(const struct rules *rules, enum rules_noun noun, int index, int value)
{
    return image_view(rules, value_at(rules, noun, index, value)->named.code);
}

struct view rules_value_display(const struct rules *rules, enum rules_noun noun, int index,
                                int value, enum text_language language)
{
    return rules_said_or_code(rules, &value_at(rules, noun, index, value)->named, language);
}

int rules_find_value(const struct rules *rules, enum rules_noun noun, int index, struct view code)
{
    int count = rules_value_count(rules, noun, index);
    for (int value = 0; value < count; value++)
        if (view_eq(rules_value_code(rules, noun, index, value), code))
            return value;
    return NONE;
}

/* ---- the district ---- */

uint64_t rules_learned(const struct rules *rules)
{
    return image_district(rules)->learned;
}

struct view rules_version(const struct rules *rules)
{
    return (struct view){image_header(rules)->checksum_text, 16};
}

struct rules_counts rules_counts(const struct rules *rules)
{
    return (struct rules_counts){
        .areas = image_areas_count(rules),
        .units = image_units_count(rules),
        .roles = image_roles_count(rules),
        .facts = image_facts_count(rules),
        .categories = image_categories_count(rules),
        .duties = image_duties_count(rules),
        .tags = image_tags_count(rules),
        .numbers = image_numbers_count(rules),
        .dates = image_dates_count(rules),
        .policies = image_policies_count(rules),
        .guides = image_guides_count(rules),
        .notices = image_notices_count(rules),
        .channels = image_channels_count(rules),
        .clocks = image_clocks_count(rules),
        .periods = image_periods_count(rules),
    };
}

struct view rules_district_code(const struct rules *rules)
{
    return image_view(rules, image_district(rules)->named.code);
}

struct view rules_district_name(const struct rules *rules, enum text_language language)
{
    return rules_said_or_code(rules, &image_district(rules)->named, language);
}

struct view rules_hotline(const struct rules *rules)
{
    return image_view(rules, image_district(rules)->hotline);
}

struct handover_info rules_handover(const struct rules *rules)
{
    int most = image_district(rules)->questions_most;
    int silence = image_district(rules)->silence_most;
    return (struct handover_info){most > 0 ? most : QUESTIONS_USUAL,
                                  image_district(rules)->sure_least,
                                  silence > 0 ? silence : SILENCE_USUAL};
}

int rules_default_clock(const struct rules *rules)
{
    return image_district(rules)->clock;
}

bool rules_speaks(const struct rules *rules, enum text_language language)
{
    return image_district(rules)->languages >> language & 1;
}

/* ---- duties, categories, units, clocks ---- */

static struct duration duration_of(struct image_duration duration)
{
    return (struct duration){duration.count, (enum measure)duration.measure};
}

struct duty_info rules_duty(const struct rules *rules, int duty)
{
    const struct image_duty *one = rules_item(rules, SECTION_duties, duty);
    const struct image_claim *claim = &image_claims(rules)[duty];
    return (struct duty_info){
        .category = claim->category,
        .clock = one->clock,
        .owner = one->owner,
        .urgent = one->urgent != 0,
        .has_words = claim->has_words != 0,
        .within = duration_of(one->within),
        .collect = one->collect,
        .basis = image_view(rules, one->basis),
        .answer = {image_view(rules, one->answer.zh), image_view(rules, one->answer.en)},
        .text_count = (int)one->texts.n,
    };
}

struct view rules_duty_text(const struct rules *rules, int duty, int text)
{
    const struct image_duty *one = rules_item(rules, SECTION_duties, duty);
    assert(text >= 0 && (uint32_t)text < one->texts.n);
    return image_view(rules, image_texts(rules)[one->texts.at + (uint32_t)text]);
}

int rules_heading_count(const struct rules *rules)
{
    return image_headings_count(rules);
}

struct heading rules_heading(const struct rules *rules, int heading)
{
    const struct image_heading *one = rules_item(rules, SECTION_headings, heading);
    return (struct heading){image_view(rules, one->path), image_view(rules, one->text)};
}

struct category_info rules_category(const struct rules *rules, int category)
{
    const struct image_category *one = rules_item(rules, SECTION_categories, category);
    return (struct category_info){
        .code = image_view(rules, one->code),
        .basis = image_view(rules, one->basis),
        .owner = one->owner,
        .parent = one->parent,
        .clock = one->clock,
        .fact_count = (int)one->facts.n,
        .duty_count = (int)one->duties.n,
        .otherwise = rules_target_of(one->otherwise),
    };
}

int rules_category_duty(const struct rules *rules, int category, int position)
{
    const struct image_category *one = rules_item(rules, SECTION_categories, category);
    assert(position >= 0 && (uint32_t)position < one->duties.n);
    return image_ints(rules)[one->duties.at + (uint32_t)position];
}

struct unit_info rules_unit(const struct rules *rules, int unit)
{
    const struct image_unit *one = rules_item(rules, SECTION_units, unit);
    return (struct unit_info){one->role, one->parent, image_view(rules, one->remit),
                              image_view(rules, one->contact)};
}

struct clock_info rules_clock(const struct rules *rules, int clock)
{
    const struct image_clock *one = rules_item(rules, SECTION_clocks, clock);
    return (struct clock_info){
        .accept = duration_of(one->accept),
        .handle = duration_of(one->handle),
        .remind = duration_of(one->remind),
        .escalate = duration_of(one->escalate),
        .extend = duration_of(one->extend),
        .redo_floor = duration_of(one->redo_floor),
        .pause = duration_of(one->pause),
        .rating = duration_of(one->rating),
        .reopen = duration_of(one->reopen),
        .ask_back = duration_of(one->ask_back),
        .escalate_to = rules_target_of(one->escalate_to),
        .supervise = rules_target_of(one->supervise),
        .redo_ratio = one->redo_ratio,
    };
}

/* ---- places ---- */

struct area_info rules_area(const struct rules *rules, int area)
{
    const struct image_area *one = rules_item(rules, SECTION_areas, area);
    return (struct area_info){one->parent,         one->first,    one->last,
                              one->has_point != 0, one->latitude, one->longitude};
}

/* Has it an outline, or an area above it up to (not including) `top`? */
static bool is_outlined(const struct rules *rules, int area, int top)
{
    for (; area != NONE && area != top; area = image_areas(rules)[area].parent)
        if (image_areas(rules)[area].rings.n)
            return true;
    return false;
}

/* The area of [first, last) whose point is nearest; around NONE: of all; else no outlined one below
 * `around`, for the point is in none of these. */
static int nearest_in(const struct rules *rules, int first, int last, bool outlined, int around,
                      struct geo_point at, double within_meters)
{
    int nearest = NONE;
    double best = within_meters;
    for (int i = first; i < last; i++) {
        const struct image_area *area = &image_areas(rules)[i];
        if (!area->has_point || (!outlined && is_outlined(rules, i, around)))
            continue;
        double away = geo_metres((struct geo_point){area->latitude, area->longitude}, at);
        if (away < best || (away <= best && nearest == NONE)) {
            best = away;
            nearest = i;
        }
    }
    return nearest;
}

int rules_nearest_area(const struct rules *rules, double latitude, double longitude,
                       double within_meters)
{
    return nearest_in(rules, 0, image_areas_count(rules), true, NONE,
                      (struct geo_point){latitude, longitude}, within_meters);
}

static bool area_holds(const struct rules *rules, const struct image_area *area,
                       struct geo_point at)
{
    bool inside = false;
    for (uint32_t i = 0; i < area->rings.n; i++) {
        struct image_run run = image_rings(rules)[area->rings.at + i].corners;
        inside ^= geo_ring_holds(image_corners(rules) + run.at, run.n, at);
    }
    return inside;
}

int rules_area_rings(const struct rules *rules, int area)
{
    const struct image_area *one = rules_item(rules, SECTION_areas, area);
    return (int)one->rings.n;
}

struct area_ring rules_area_ring(const struct rules *rules, int area, int ring)
{
    const struct image_area *one = rules_item(rules, SECTION_areas, area);
    struct image_run run = image_rings(rules)[one->rings.at + (uint32_t)ring].corners;
    return (struct area_ring){image_corners(rules) + run.at, run.n};
}

int rules_area_at(const struct rules *rules, double latitude, double longitude,
                  double within_meters)
{
    struct geo_point at = {latitude, longitude};
    int area = NONE, all = image_areas_count(rules);
    for (int i = 0; i < all; i++) /* what lies below comes later */
        if (area_holds(rules, &image_areas(rules)[i], at))
            area = i;
    if (area == NONE)
        return nearest_in(rules, 0, all, false, NONE, at, within_meters);
    int last = image_areas(rules)[area].last;
    int below = nearest_in(rules, area + 1, last, false, area, at, within_meters);
    return below == NONE ? area : below;
}

static int player_at(const struct rules *rules, struct image_run run, int area)
{
    const struct image_player *players = image_players(rules) + run.at;
    uint32_t low = 0, high = run.n;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (players[middle].area < area)
            low = middle + 1;
        else
            high = middle;
    }
    return low < run.n && players[low].area == area ? players[low].unit : NONE;
}

int rules_role_unit(const struct rules *rules, int role, int area)
{
    const struct image_role *one = rules_item(rules, SECTION_roles, role);
    int unit = NONE;
    while (area != NONE && unit == NONE) {
        unit = player_at(rules, one->players, area);
        area = ((const struct image_area *)rules_item(rules, SECTION_areas, area))->parent;
    }
    return unit;
}

/* ---- phrases, channels, a model ---- */

struct view rules_phrase(const struct rules *rules, enum phrase phrase, enum text_language language)
{
    const struct image_phrase *one = rules_item(rules, SECTION_phrases, (int)phrase);
    return rules_said(rules, one->text, language);
}

struct channel_info rules_channel(const struct rules *rules, int channel)
{
    const struct image_channel *one = rules_item(rules, SECTION_channels, channel);
    return (struct channel_info){image_view(rules, one->name), (enum channel_kind)one->kind,
                                 (int)one->settings.n};
}

static struct channel_entry entry_of(const struct rules *rules, const struct image_setting *at)
{
    struct channel_entry entry = {.key = image_view(rules, at->key),
                                  .value = image_view(rules, at->value)};
    entry.from = at->from == SETTING_ENV    ? SETTING_ENV
                 : at->from == SETTING_FILE ? SETTING_FILE
                                            : SETTING_TEXT;
    return entry;
}

struct channel_entry rules_channel_setting(const struct rules *rules, int channel, int setting)
{
    const struct image_channel *one = rules_item(rules, SECTION_channels, channel);
    assert(setting >= 0 && (uint32_t)setting < one->settings.n);
    const struct image_setting *at = &image_settings(rules)[one->settings.at + (uint32_t)setting];
    return entry_of(rules, at);
}

bool rules_endpoint(const struct rules *rules, struct endpoint_info *info)
{
    if (!image_endpoints_count(rules))
        return false;
    const struct image_endpoint *one = rules_item(rules, SECTION_endpoints, 0);
    *info = (struct endpoint_info){image_view(rules, one->name), (int)one->settings.n};
    return true;
}

struct channel_entry rules_endpoint_setting(const struct rules *rules, int setting)
{
    const struct image_endpoint *one = rules_item(rules, SECTION_endpoints, 0);
    assert(setting >= 0 && (uint32_t)setting < one->settings.n);
    return entry_of(rules, &image_settings(rules)[one->settings.at + (uint32_t)setting]);
}
