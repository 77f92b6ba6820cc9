/* image: opening a compiled district. Whoever compiled it may be trusted; the disk, the copy and
 * the person who edited it may not. So after magic, version, byte order and checksum every string,
 * index and run of every section is held against the section it points into, and what loops or
 * recursion rely on (parents before children, nesting of conditions, one empty slot in the hash
 * table) is checked as well. From then on nobody asks again.
 *
 * What a field refers to stands in one table (image_fields.c); what a table cannot say stands in a
 * function per section here. The checks promise safety, not sense: a damaged image that
 * passes may decide wrongly, but it reads no byte that is not its own. */
#include "dsl/engine/image_fields.h"

#include "dsl/base/hash.h"

#include <stddef.h>

const unsigned char image_noun_sections[NOUN_COUNT] = {
    SECTION_areas,  SECTION_units,  SECTION_roles,   SECTION_facts, SECTION_categories,
    SECTION_duties, SECTION_tags,   SECTION_numbers, SECTION_dates, SECTION_policies,
    SECTION_guides, SECTION_clocks, SECTION_periods};

uint32_t image_item_size(enum image_section section)
{
    static const uint32_t sizes[] = {
#define SECTION(name, type) sizeof(type),
        IMAGE_SECTIONS(SECTION)
#undef SECTION
    };
    return sizes[section];
}

uint64_t image_checksum(const void *image, size_t size)
{
    size_t from = offsetof(struct image_header, size);
    return hash_block((const unsigned char *)image + from, size - from, IMAGE_VERSION);
}

/* ---- what a table cannot say ---- */

static bool district_fits(const struct rules *rules)
{
    if (image_count(rules, SECTION_district) != 1 ||
        image_count(rules, SECTION_phrases) != PHRASE_COUNT ||
        image_count(rules, SECTION_cues) != CUE_COUNT ||
        image_count(rules, SECTION_likeness) != 1 || image_count(rules, SECTION_acts) != 1)
        return false;
    if (image_count(rules, SECTION_units) + (uint64_t)image_count(rules, SECTION_roles) > DESKS_MAX)
        return false;
    for (int noun = 0; noun < NOUN_COUNT; noun++)
        if (!image_indices_fit(rules, image_district(rules)->names[noun],
                               image_count(rules, image_noun_sections[noun])))
            return false;
    return true;
}

static bool areas_fit(const struct rules *rules)
{
    const struct image_area *areas = image_areas(rules);
    int count = image_areas_count(rules);
    for (int i = 0; i < count; i++)
        if (areas[i].parent >= i || areas[i].first != i || areas[i].last <= i ||
            areas[i].last > count)
            return false;
    return true;
}

static bool numbers_fit(const struct rules *rules)
{
    const struct image_number *numbers = image_numbers(rules);
    for (int i = 0; i < image_numbers_count(rules); i++)
        if ((numbers[i].over == NONE) != (numbers[i].under == NONE))
            return false;
    return true;
}

static bool duties_fit(const struct rules *rules)
{
    if (image_claims_count(rules) != image_duties_count(rules))
        return false;
    for (int i = 0; i < image_categories_count(rules); i++) {
        struct image_run run = image_categories(rules)[i].duties;
        if (run.n > CATEGORY_DUTIES_MAX)
            return false;
        for (uint32_t d = 0; d < run.n; d++)
            if (image_claims(rules)[image_ints(rules)[run.at + d]].category != i)
                return false;
    }
    return true;
}

static bool ranges_fit(const struct rules *rules)
{
    const struct image_range *ranges = image_ranges(rules);
    for (int i = 0; i < image_ranges_count(rules); i++)
        if (ranges[i].from < 0 || ranges[i].from >= ranges[i].to || ranges[i].to > MINUTES_A_DAY)
            return false;
    return true;
}

static bool years_fit(const struct rules *rules)
{
    for (int i = 0; i < image_days_count(rules); i++)
        if (image_days(rules)[i] >= DAYCLASS_COUNT)
            return false;
    for (int i = 0; i < image_years_count(rules); i++) {
        const struct image_year *year = &image_years(rules)[i];
        if (year->days.n > 366 || year->first < -800000 || year->first > 3000000)
            return false;
    }
    return true;
}

/* What the variable's index must be below; 0: it has none. */
static uint32_t variable_limit(const struct rules *rules, int kind)
{
    switch (kind) {
    case VAR_FACT:
        return image_count(rules, SECTION_facts);
    case VAR_MATTER:
        return image_count(rules, SECTION_categories);
    case VAR_TAG:
        return image_count(rules, SECTION_tags);
    case VAR_NUMBER:
        return image_count(rules, SECTION_numbers);
    case VAR_DATE:
        return image_count(rules, SECTION_dates);
    default:
        return 0;
    }
}

/* A fact's value is looked up where a text reveals it; other values are only compared. */
static bool set_fits(const struct rules *rules, const struct image_node *node)
{
    switch (node->kind) {
    case VAR_FACT:
        return image_indices_fit(rules, node->list, image_facts(rules)[node->index].values.n);
    case VAR_TIME:
    case VAR_AREA:
    case VAR_NUMBER:
    case VAR_DATE:
        return false;
    default:
        return image_run_fits(node->list, image_count(rules, SECTION_ints));
    }
}

static bool atom_fits(const struct rules *rules, const struct image_node *node)
{
    uint32_t limit = variable_limit(rules, node->kind);
    if (limit ? !image_index_fits(node->index, limit, false) : node->index != NONE)
        return false;
    switch (node->op) {
    case OP_TIME:
        return node->kind == VAR_TIME &&
               image_run_fits(node->list, image_count(rules, SECTION_ranges));
    case OP_AREA:
        return node->kind == VAR_AREA &&
               image_indices_fit(rules, node->list, image_count(rules, SECTION_areas));
    case OP_SET:
        return set_fits(rules, node);
    case OP_TAG:
        return node->kind == VAR_TAG;
    default:
        return node->kind == VAR_NUMBER || node->kind == VAR_DATE;
    }
}

/* The node at `at` and all below it lie before `end` and are not nested too deeply. */
static bool tree_fits(const struct rules *rules, uint32_t at, uint32_t end, int depth)
{
    const struct image_node *node = &image_nodes(rules)[at];
    if (depth > NODE_DEPTH_MAX || node->size == 0 || node->size > end - at)
        return false;
    if (node->op > OP_NOT)
        return node->size == 1 && atom_fits(rules, node);
    uint32_t kids = 0;
    for (uint32_t kid = at + 1; kid < at + node->size; kids++) {
        if (!tree_fits(rules, kid, at + node->size, depth + 1))
            return false;
        kid += image_nodes(rules)[kid].size;
    }
    return node->op != OP_NOT || kids == 1;
}

/* Trees stand one behind the other; an index into the middle of one is still a tree of its own. */
static bool nodes_fit(const struct rules *rules)
{
    uint32_t count = image_count(rules, SECTION_nodes);
    for (uint32_t at = 0; at < count; at += image_nodes(rules)[at].size)
        if (!tree_fits(rules, at, count, 0))
            return false;
    return true;
}

static bool use_fits(const struct rules *rules, struct image_use use)
{
    static const unsigned char sections[] = {SECTION_categories, SECTION_duties, SECTION_facts,
                                             SECTION_periods, SECTION_areas};
    uint32_t kind = USE_KIND(use);
    if (kind == USE_TALK)
        return use.index < TALK_LISTS;
    if (kind == USE_FIRST)
        return use.index + 1 < image_count(rules, SECTION_sequences);
    if (kind > USE_TALK || use.index >= image_count(rules, sections[kind]))
        return false;
    return kind != USE_VALUE || USE_VALUE_OF(use) < image_facts(rules)[use.index].values.n;
}

/* Each word's uses end where the next one's begin. */
static bool uses_fit(const struct rules *rules)
{
    const struct image_word *words = image_words(rules);
    const struct image_sequence *sequences = image_sequences(rules);
    int word_count = image_words_count(rules), sequence_count = image_sequences_count(rules);
    if (word_count < 1 || sequence_count < 1)
        return false;
    for (int i = 0; i + 1 < word_count; i++)
        if (words[i].uses > words[i + 1].uses || words[i].text.n == 0)
            return false;
    for (int i = 0; i + 1 < sequence_count; i++)
        if (sequences[i].uses > sequences[i + 1].uses ||
            sequences[i].first + 1 >= (uint32_t)word_count ||
            sequences[i].second + 1 >= (uint32_t)word_count)
            return false;
    for (int i = 0; i < image_uses_count(rules); i++)
        if (!use_fits(rules, image_uses(rules)[i]))
            return false;
    return true;
}

static bool power_of_two(uint32_t n)
{
    return n != 0 && (n & (n - 1)) == 0;
}

static bool slot_fits(const struct rules *rules, struct image_slot slot)
{
    struct image_run uses = slot_run(slot);
    uses.n = uses.n == SLOT_USES_MANY ? 0 : uses.n;
    return slot_number(slot) + 1 < image_count(rules, SECTION_words) &&
           slot_points(slot) <= WORD_POINTS_MAX &&
           image_run_fits(uses, image_count(rules, SECTION_uses));
}

/* A look-up ends, for one slot is free that stands last among its like. */
static bool slots_fit(const struct rules *rules)
{
    const struct image_slot *slots = image_slots(rules);
    uint32_t n = image_count(rules, SECTION_slots), empty = 0;
    if (!power_of_two(n) || n < 2 * SLOTS_TOGETHER)
        return false;
    for (uint32_t i = 0; i < n; i++) {
        if (slots[i].word ? !slot_fits(rules, slots[i]) : slots[i].uses != 0)
            return false;
        empty += i % SLOTS_TOGETHER == SLOTS_TOGETHER - 1 && !slots[i].word;
    }
    return empty > 0;
}

static bool tables_fit(const struct rules *rules)
{
    return slots_fit(rules) && power_of_two(image_count(rules, SECTION_pairs)) &&
           power_of_two(image_count(rules, SECTION_sieve)) &&
           power_of_two(image_count(rules, SECTION_triples)) &&
           image_count(rules, SECTION_ones) == FOLD_UNIT_BITS / 32 &&
           image_count(rules, SECTION_singles) == SINGLE_BITS / 32;
}

static bool traits_fit(const struct sayings *counted)
{
    const struct saying_trait *traits = counted->traits, *last = traits + counted->trait_count;
    if (last->at != counted->has_count || last->votes != counted->vote_count)
        return false;
    for (; traits < last; traits++)
        if (traits->at > traits[1].at || traits->votes > traits[1].votes)
            return false;
    for (size_t i = 0; i < counted->has_count; i++)
        if (counted->has[i].of >= counted->thing_count)
            return false;
    for (size_t i = 0; i < counted->vote_count; i++)
        if (counted->votes[i].group >= counted->group_count)
            return false;
    return true;
}

/* Of so many things and the one behind them, in groups; or nothing at all. */
static bool counted_fits(const struct sayings *counted, uint32_t traits, uint32_t of)
{
    if (!counted->thing_count)
        return !counted->has_count && !traits && !counted->vote_count && !counted->group_count;
    if (!traits || !of || counted->thing_count != (size_t)of + 1 ||
        counted->thing_count > SAYING_THINGS_MAX || !counted->group_count)
        return false;
    for (size_t i = 0; i < counted->thing_count; i++)
        if (!image_index_fits(counted->things[i].group, (uint32_t)counted->group_count, false))
            return false;
    return traits_fit(counted);
}

static bool sayings_fit(const struct rules *rules)
{
    struct sayings said = image_said(rules), asked = image_asked(rules);
    if (said.thing_count && said.group_count != (size_t)image_count(rules, SECTION_categories) + 1)
        return false;
    return counted_fits(&said, image_count(rules, SECTION_saying_traits),
                        image_count(rules, SECTION_duties)) &&
           counted_fits(&asked, image_count(rules, SECTION_asked_traits),
                        image_count(rules, SECTION_headings));
}

/* ---- opening ---- */

static bool sections_fit(const struct rules *rules)
{
    const struct image_header *header = image_header(rules);
    if (header->section_count != SECTION_COUNT || header->size != rules->size)
        return false;
    for (int i = 0; i < SECTION_COUNT; i++) {
        uint64_t bytes =
            (uint64_t)header->sections[i].count * image_item_size((enum image_section)i);
        uint32_t offset = header->sections[i].offset;
        if (offset % IMAGE_ALIGNMENT || offset < sizeof *header || offset > rules->size ||
            bytes > rules->size - offset || header->sections[i].count > INT32_MAX)
            return false;
    }
    return true;
}

static bool checksum_fits(const struct rules *rules)
{
    const struct image_header *header = image_header(rules);
    uint64_t sum = image_checksum(rules->bytes, rules->size);
    for (int i = 0; i < 16; i++)
        if (header->checksum_text[i] != "0123456789abcdef"[sum >> (60 - 4 * i) & 15])
            return false;
    return header->checksum == sum;
}

static enum rules_error check_head(const void *bytes, size_t size)
{
    const struct image_header *header = bytes;
    if (size < sizeof header->magic)
        return RULES_TOO_SHORT;
    if (memcmp(header->magic, IMAGE_MAGIC, sizeof header->magic) != 0)
        return RULES_NO_IMAGE;
    if (size < sizeof *header)
        return RULES_TOO_SHORT;
    if (header->byte_order != IMAGE_BYTE_ORDER || header->version != IMAGE_VERSION)
        return RULES_OTHER_VERSION;
    return size < header->size ? RULES_TOO_SHORT : RULES_OK;
}

enum rules_error rules_open(struct rules *rules, const void *bytes, size_t size)
{
    *rules = (struct rules){0};
    enum rules_error error = check_head(bytes, size);
    if (error != RULES_OK)
        return error;
    struct rules opened = {.bytes = bytes, .size = size, .lanes = lanes_here()};
    bool whole = checksum_fits(&opened) && sections_fit(&opened) && image_fields_fit(&opened) &&
                 district_fits(&opened) && areas_fit(&opened) && numbers_fit(&opened) &&
                 duties_fit(&opened) && ranges_fit(&opened) && years_fit(&opened) &&
                 nodes_fit(&opened) && uses_fit(&opened) && tables_fit(&opened) &&
                 sayings_fit(&opened);
    if (!whole)
        return RULES_DAMAGED;
    *rules = opened;
    return RULES_OK;
}
