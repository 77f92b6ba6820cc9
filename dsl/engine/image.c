/* image: opening a compiled district. Whoever compiled it may be trusted; the disk, the copy and
 * the person who edited it may not. So after magic, version, byte order and checksum every string,
 * index and run of every section is held against the section it points into, and what loops or
 * recursion rely on (parents before children, nesting of conditions, one empty slot in the hash
 * table) is checked as well. From then on nobody asks again.
 *
 * What a field refers to stands in one table, a line per field; what a table cannot say stands in
 * a function per section behind it. The checks promise safety, not sense: a damaged image that
 * passes may decide wrongly, but it reads no byte that is not its own. */
#include "dsl/engine/layout.h"
#include "dsl/engine/recognise.h"

#include "dsl/base/hash.h"

#include <stddef.h>

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
    return hash_bytes((const unsigned char *)image + from, size - from, IMAGE_VERSION);
}

/* ---- fields ---- */

enum field_kind {
    FIELD_TEXT,    /* an image_text */
    FIELD_DISPLAY, /* two of them */
    FIELD_INDEX,   /* into the target section, or NONE */
    FIELD_OF,      /* the same, but never NONE */
    FIELD_RUN,     /* of the target section */
    FIELD_INDICES, /* a run of ints, each an index into the target section */
    FIELD_TARGET,  /* an image_target */
    FIELD_BELOW    /* a number from 0 up to (not including) what stands as target */
};

struct field {
    unsigned char section, kind;
    unsigned short at;
    int target;
};

#define NAMED(section)                                                                             \
    {SECTION_##section, FIELD_TEXT, offsetof(struct image_named, code), 0},                        \
        {SECTION_##section, FIELD_DISPLAY, offsetof(struct image_named, display), 0}
#define F(section, type, kind, name, target)                                                       \
    {SECTION_##section, FIELD_##kind, offsetof(struct image_##type, name), target}
#define TO(section) SECTION_##section

static const struct field fields[] = {
    {SECTION_texts, FIELD_TEXT, 0, 0},
    {SECTION_targets, FIELD_TARGET, 0, 0},
    NAMED(district), F(district, district, TEXT, hotline, 0),
    F(district, district, INDEX, clock, TO(clocks)),
    NAMED(areas), F(areas, area, INDEX, parent, TO(areas)),
    NAMED(units), F(units, unit, TEXT, remit, 0), F(units, unit, TEXT, contact, 0),
    F(units, unit, INDEX, role, TO(roles)), F(units, unit, INDEX, parent, TO(units)),
    NAMED(roles), F(roles, role, RUN, players, TO(players)),
    F(players, player, OF, area, TO(areas)), F(players, player, OF, unit, TO(units)),
    NAMED(facts), F(facts, fact, RUN, values, TO(values)),
    F(facts, fact, INDEX, category, TO(categories)),
    NAMED(values), F(values, value, TEXT, folded_code, 0), F(values, value, DISPLAY, folded, 0),
    NAMED(categories), F(categories, category, DISPLAY, folded, 0),
    F(categories, category, TEXT, code, 0), F(categories, category, TEXT, basis, 0),
    F(categories, category, INDICES, facts, TO(facts)),
    F(categories, category, INDICES, duties, TO(duties)),
    F(categories, category, TARGET, otherwise, 0),
    F(categories, category, INDEX, owner, TO(units)),
    F(categories, category, INDEX, parent, TO(categories)),
    F(categories, category, INDEX, clock, TO(clocks)),
    NAMED(duties), F(duties, duty, DISPLAY, folded, 0), F(duties, duty, TEXT, basis, 0),
    F(duties, duty, TEXT, answer, 0), F(duties, duty, RUN, branches, TO(branches)),
    F(duties, duty, RUN, assists, TO(targets)), F(duties, duty, INDICES, beaten_by, TO(duties)),
    F(duties, duty, TARGET, assign, 0), F(duties, duty, OF, category, TO(categories)),
    F(duties, duty, INDEX, clock, TO(clocks)), F(duties, duty, INDEX, owner, TO(units)),
    F(duties, duty, INDEX, when, TO(nodes)),
    F(branches, branch, TARGET, assign, 0), F(branches, branch, INDEX, when, TO(nodes)),
    F(nodes, node, BELOW, op, OP_COUNT), F(nodes, node, BELOW, kind, VAR_DATE + 1),
    NAMED(clocks), F(clocks, clock, TARGET, escalate_to, 0),
    F(clocks, clock, TARGET, supervise, 0),
    NAMED(periods), F(periods, period, RUN, ranges, TO(ranges)),
    F(periods, period, INDEX, category, TO(categories)),
    F(years, year, RUN, hours, TO(ranges)), F(years, year, RUN, days, TO(days)),
    NAMED(tags), F(tags, tag, RUN, values, TO(values)),
    NAMED(numbers), F(numbers, number, TEXT, measure, 0),
    F(numbers, number, INDEX, over, TO(numbers)), F(numbers, number, INDEX, under, TO(numbers)),
    NAMED(dates),
    NAMED(policies), F(policies, policy, TEXT, grant_text, 0), F(policies, policy, TEXT, text, 0),
    F(policies, policy, DISPLAY, push_text, 0), F(policies, policy, BELOW, level, LEVEL_STREET + 1),
    F(policies, policy, BELOW, way, WAY_INSTANT + 1), F(policies, policy, INDEX, by, TO(units)),
    F(policies, policy, INDEX, when, TO(nodes)),
    NAMED(guides), F(guides, guide, TEXT, text, 0), F(guides, guide, RUN, steps, TO(steps)),
    F(guides, guide, RUN, materials, TO(texts)),
    F(steps, step, TEXT, text, 0), F(steps, step, TARGET, assign, 0),
    NAMED(notices), F(notices, notice, TEXT, text, 0), F(notices, notice, INDICES, to, TO(areas)),
    F(phrases, phrase, DISPLAY, text, 0),
    F(channels, channel, TEXT, name, 0), F(channels, channel, RUN, settings, TO(settings)),
    F(channels, channel, BELOW, kind, CHANNEL_COUNT),
    F(settings, setting, TEXT, key, 0), F(settings, setting, TEXT, value, 0),
    F(settings, setting, BELOW, from, SETTING_FILE + 1),
    F(words, word, TEXT, text, 0), F(words, word, BELOW, uses, -SECTION_uses),
    F(sequences, sequence, OF, first, TO(words)), F(sequences, sequence, OF, second, TO(words)),
    F(sequences, sequence, BELOW, uses, -SECTION_uses),
};

static uint32_t count_of(const struct rules *rules, int section)
{
    return image_header(rules)->sections[section].count;
}

static bool run_fits(struct image_run run, uint32_t count)
{
    return run.at <= count && run.n <= count - run.at;
}

static bool text_fits(const struct rules *rules, struct image_text text)
{
    return run_fits((struct image_run){text.at, text.n}, count_of(rules, SECTION_text));
}

static bool index_fits(int32_t index, uint32_t count, bool none_too)
{
    return index >= 0 ? (uint32_t)index < count : none_too && index == NONE;
}

static bool indices_fit(const struct rules *rules, struct image_run run, uint32_t count)
{
    if (!run_fits(run, count_of(rules, SECTION_ints)))
        return false;
    for (uint32_t i = 0; i < run.n; i++)
        if (!index_fits(image_ints(rules)[run.at + i], count, false))
            return false;
    return true;
}

static bool target_fits(const struct rules *rules, struct image_target target)
{
    return index_fits(target.unit, count_of(rules, SECTION_units), true) &&
           index_fits(target.role, count_of(rules, SECTION_roles), true);
}

/* `-SECTION_uses` as a limit: an index of the section or just behind it. */
static bool number_fits(const struct rules *rules, int32_t value, int limit)
{
    int64_t below = limit < 0 ? (int64_t)count_of(rules, -limit) + 1 : limit;
    return value >= 0 && value < below;
}

static bool field_fits(const struct rules *rules, const struct field *field, const void *at)
{
    switch (field->kind) {
    case FIELD_TEXT: return text_fits(rules, *(const struct image_text *)at);
    case FIELD_DISPLAY: {
        const struct image_display *display = at;
        return text_fits(rules, display->zh) && text_fits(rules, display->en);
    }
    case FIELD_INDEX: return index_fits(*(const int32_t *)at, count_of(rules, field->target), true);
    case FIELD_OF: return index_fits(*(const int32_t *)at, count_of(rules, field->target), false);
    case FIELD_RUN: return run_fits(*(const struct image_run *)at, count_of(rules, field->target));
    case FIELD_INDICES:
        return indices_fit(rules, *(const struct image_run *)at, count_of(rules, field->target));
    case FIELD_TARGET: return target_fits(rules, *(const struct image_target *)at);
    default: return number_fits(rules, *(const int32_t *)at, field->target);
    }
}

static bool fields_fit(const struct rules *rules)
{
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        const struct field *field = &fields[i];
        uint32_t size = image_item_size(field->section);
        const unsigned char *item =
            rules->bytes + image_header(rules)->sections[field->section].offset + field->at;
        for (uint32_t n = count_of(rules, field->section); n > 0; n--, item += size)
            if (!field_fits(rules, field, item))
                return false;
    }
    return true;
}

/* ---- what a table cannot say ---- */

static bool district_fits(const struct rules *rules)
{
    static const unsigned char sections[NOUN_COUNT] = {
        SECTION_areas, SECTION_units, SECTION_roles, SECTION_facts, SECTION_categories,
        SECTION_duties, SECTION_tags, SECTION_numbers, SECTION_dates, SECTION_policies,
        SECTION_guides, SECTION_clocks, SECTION_periods};
    if (count_of(rules, SECTION_district) != 1 || count_of(rules, SECTION_phrases) != PHRASE_COUNT)
        return false;
    if (count_of(rules, SECTION_units) + (uint64_t)count_of(rules, SECTION_roles) > DESKS_MAX)
        return false;
    for (int noun = 0; noun < NOUN_COUNT; noun++)
        if (!indices_fit(rules, image_district(rules)->names[noun],
                         count_of(rules, sections[noun])))
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
    for (int i = 0; i < image_categories_count(rules); i++) {
        struct image_run run = image_categories(rules)[i].duties;
        if (run.n > CATEGORY_DUTIES_MAX)
            return false;
        for (uint32_t d = 0; d < run.n; d++)
            if (image_duties(rules)[image_ints(rules)[run.at + d]].category != i)
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
    case VAR_FACT: return count_of(rules, SECTION_facts);
    case VAR_MATTER: return count_of(rules, SECTION_categories);
    case VAR_TAG: return count_of(rules, SECTION_tags);
    case VAR_NUMBER: return count_of(rules, SECTION_numbers);
    case VAR_DATE: return count_of(rules, SECTION_dates);
    default: return 0;
    }
}

static bool atom_fits(const struct rules *rules, const struct image_node *node)
{
    uint32_t limit = variable_limit(rules, node->kind);
    if (limit ? !index_fits(node->index, limit, false) : node->index != NONE)
        return false;
    switch (node->op) {
    case OP_TIME:
        return node->kind == VAR_TIME && run_fits(node->list, count_of(rules, SECTION_ranges));
    case OP_AREA:
        return node->kind == VAR_AREA &&
               indices_fit(rules, node->list, count_of(rules, SECTION_areas));
    case OP_SET:
        return node->kind != VAR_TIME && node->kind != VAR_AREA && node->kind != VAR_NUMBER &&
               node->kind != VAR_DATE && run_fits(node->list, count_of(rules, SECTION_ints));
    case OP_TAG: return node->kind == VAR_TAG;
    default: return node->kind == VAR_NUMBER || node->kind == VAR_DATE;
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
    uint32_t count = count_of(rules, SECTION_nodes);
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
        return use.index + 1 < count_of(rules, SECTION_sequences);
    if (kind > USE_TALK || use.index >= count_of(rules, sections[kind]))
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

static bool tables_fit(const struct rules *rules)
{
    uint32_t slots = count_of(rules, SECTION_slots), words = count_of(rules, SECTION_words), empty = 0;
    if (!power_of_two(slots) || !power_of_two(count_of(rules, SECTION_pairs)) ||
        !power_of_two(count_of(rules, SECTION_sieve)) ||
        count_of(rules, SECTION_singles) != SINGLE_BITS / 32)
        return false;
    for (uint32_t i = 0; i < slots; i++) {
        uint32_t slot = image_slots(rules)[i], word = slot & ((1u << SLOT_WORD_BITS) - 1);
        if (word >= words || (word == 0 && slot != 0))
            return false;
        empty += word == 0;
    }
    return empty > 0;
}

/* ---- opening ---- */

static bool sections_fit(const struct rules *rules)
{
    const struct image_header *header = image_header(rules);
    if (header->section_count != SECTION_COUNT || header->size != rules->size)
        return false;
    for (int i = 0; i < SECTION_COUNT; i++) {
        uint64_t bytes = (uint64_t)header->sections[i].count * image_item_size((enum image_section)i);
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
    struct rules opened = {bytes, size};
    bool whole = checksum_fits(&opened) && sections_fit(&opened) && fields_fit(&opened) &&
                 district_fits(&opened) && areas_fit(&opened) && numbers_fit(&opened) &&
                 duties_fit(&opened) && ranges_fit(&opened) && years_fit(&opened) &&
                 nodes_fit(&opened) && uses_fit(&opened) && tables_fit(&opened);
    if (!whole)
        return RULES_DAMAGED;
    *rules = opened;
    return RULES_OK;
}
