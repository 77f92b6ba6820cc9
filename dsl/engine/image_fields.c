/* image_fields: what every field of every section refers to, in one table, a line per field; and
 * the walk that holds an image against it. A field that is not in the table is a plain number that
 * nothing depends on. */
#include "dsl/engine/image_fields.h"

#include <stddef.h>

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
    {                                                                                              \
        SECTION_##section, FIELD_DISPLAY, offsetof(struct image_named, display), 0                 \
    }
#define F(section, type, kind, name, target)                                                       \
    {                                                                                              \
        SECTION_##section, FIELD_##kind, offsetof(struct image_##type, name), target               \
    }
#define TO(section) SECTION_##section

static const struct field fields[] = {
    {SECTION_texts, FIELD_TEXT, 0, 0},
    F(headings, heading, TEXT, path, 0),
    F(headings, heading, TEXT, text, 0),
    {SECTION_targets, FIELD_TARGET, 0, 0},
    NAMED(district),
    F(district, district, TEXT, hotline, 0),
    F(district, district, INDEX, clock, TO(clocks)),
    NAMED(areas),
    F(areas, area, INDEX, parent, TO(areas)),
    F(areas, area, RUN, rings, TO(rings)),
    F(rings, ring, RUN, corners, TO(corners)),
    NAMED(units),
    F(units, unit, TEXT, remit, 0),
    F(units, unit, TEXT, contact, 0),
    F(units, unit, RUN, hours, TO(ranges)),
    F(units, unit, INDEX, role, TO(roles)),
    F(units, unit, INDEX, parent, TO(units)),
    NAMED(roles),
    F(roles, role, RUN, players, TO(players)),
    F(players, player, OF, area, TO(areas)),
    F(players, player, OF, unit, TO(units)),
    NAMED(facts),
    F(facts, fact, RUN, values, TO(values)),
    F(facts, fact, INDEX, category, TO(categories)),
    NAMED(values),
    F(values, value, TEXT, folded_code, 0),
    F(values, value, DISPLAY, folded, 0),
    NAMED(categories),
    F(categories, category, DISPLAY, folded, 0),
    F(categories, category, TEXT, code, 0),
    F(categories, category, TEXT, basis, 0),
    F(categories, category, INDICES, facts, TO(facts)),
    F(categories, category, INDICES, duties, TO(duties)),
    F(categories, category, TARGET, otherwise, 0),
    F(categories, category, INDEX, owner, TO(units)),
    F(categories, category, INDEX, parent, TO(categories)),
    F(categories, category, INDEX, clock, TO(clocks)),
    NAMED(duties),
    F(duties, duty, DISPLAY, folded, 0),
    F(duties, duty, TEXT, basis, 0),
    F(duties, duty, DISPLAY, answer, 0),
    F(duties, duty, RUN, assists, TO(targets)),
    F(duties, duty, RUN, texts, TO(texts)),
    F(duties, duty, INDEX, clock, TO(clocks)),
    F(duties, duty, INDEX, owner, TO(units)),
    F(claims, claim, INDEX, when, TO(nodes)),
    F(claims, claim, OF, category, TO(categories)),
    F(claims, claim, INDICES, beaten_by, TO(duties)),
    F(claims, claim, RUN, branches, TO(branches)),
    F(claims, claim, TARGET, assign, 0),
    F(branches, branch, TARGET, assign, 0),
    F(branches, branch, INDEX, when, TO(nodes)),
    F(nodes, node, BELOW, op, OP_COUNT),
    F(nodes, node, BELOW, kind, VAR_DATE + 1),
    NAMED(clocks),
    F(clocks, clock, TARGET, escalate_to, 0),
    F(clocks, clock, TARGET, supervise, 0),
    NAMED(periods),
    F(periods, period, RUN, ranges, TO(ranges)),
    F(periods, period, INDEX, category, TO(categories)),
    F(years, year, RUN, hours, TO(ranges)),
    F(years, year, RUN, days, TO(days)),
    NAMED(tags),
    F(tags, tag, RUN, values, TO(values)),
    NAMED(numbers),
    F(numbers, number, TEXT, measure, 0),
    F(numbers, number, INDEX, over, TO(numbers)),
    F(numbers, number, INDEX, under, TO(numbers)),
    NAMED(dates),
    NAMED(policies),
    F(policies, policy, TEXT, grant_text, 0),
    F(policies, policy, TEXT, text, 0),
    F(policies, policy, DISPLAY, push_text, 0),
    F(policies, policy, BELOW, level, LEVEL_STREET + 1),
    F(policies, policy, BELOW, way, WAY_INSTANT + 1),
    F(policies, policy, INDEX, by, TO(units)),
    F(policies, policy, INDEX, when, TO(nodes)),
    NAMED(guides),
    F(guides, guide, TEXT, text, 0),
    F(guides, guide, RUN, steps, TO(steps)),
    F(guides, guide, RUN, materials, TO(texts)),
    F(guides, guide, RUN, words, TO(texts)),
    F(steps, step, DISPLAY, text, 0),
    F(steps, step, TARGET, assign, 0),
    NAMED(notices),
    F(notices, notice, TEXT, text, 0),
    F(notices, notice, INDICES, to, TO(areas)),
    F(phrases, phrase, DISPLAY, text, 0),
    F(cues, cue, RUN, words, TO(texts)),
    F(channels, channel, TEXT, name, 0),
    F(channels, channel, RUN, settings, TO(settings)),
    F(channels, channel, BELOW, kind, CHANNEL_COUNT),
    F(endpoints, endpoint, TEXT, name, 0),
    F(endpoints, endpoint, RUN, settings, TO(settings)),
    F(settings, setting, TEXT, key, 0),
    F(settings, setting, TEXT, value, 0),
    F(settings, setting, BELOW, from, SETTING_FILE + 1),
    F(words, word, TEXT, text, 0),
    F(words, word, BELOW, uses, -SECTION_uses),
    F(sequences, sequence, OF, first, TO(words)),
    F(sequences, sequence, OF, second, TO(words)),
    F(sequences, sequence, BELOW, uses, -SECTION_uses),
};

uint32_t image_count(const struct rules *rules, int section)
{
    return image_header(rules)->sections[section].count;
}

bool image_run_fits(struct image_run run, uint32_t count)
{
    return run.at <= count && run.n <= count - run.at;
}

static bool text_fits(const struct rules *rules, struct image_text text)
{
    return image_run_fits((struct image_run){text.at, text.n}, image_count(rules, SECTION_text));
}

bool image_index_fits(int32_t index, uint32_t count, bool none_too)
{
    return index >= 0 ? (uint32_t)index < count : none_too && index == NONE;
}

bool image_indices_fit(const struct rules *rules, struct image_run run, uint32_t count)
{
    if (!image_run_fits(run, image_count(rules, SECTION_ints)))
        return false;
    for (uint32_t i = 0; i < run.n; i++)
        if (!image_index_fits(image_ints(rules)[run.at + i], count, false))
            return false;
    return true;
}

static bool target_fits(const struct rules *rules, struct image_target target)
{
    return image_index_fits(target.unit, image_count(rules, SECTION_units), true) &&
           image_index_fits(target.role, image_count(rules, SECTION_roles), true);
}

/* `-SECTION_uses` as a limit: an index of the section or just behind it. */
static bool number_fits(const struct rules *rules, int32_t value, int limit)
{
    int64_t below = limit < 0 ? (int64_t)image_count(rules, -limit) + 1 : limit;
    return value >= 0 && value < below;
}

static bool field_fits(const struct rules *rules, const struct field *field, const void *at)
{
    switch (field->kind) {
    case FIELD_TEXT:
        return text_fits(rules, *(const struct image_text *)at);
    case FIELD_DISPLAY: {
        const struct image_display *display = at;
        return text_fits(rules, display->zh) && text_fits(rules, display->en);
    }
    case FIELD_INDEX:
        return image_index_fits(*(const int32_t *)at, image_count(rules, field->target), true);
    case FIELD_OF:
        return image_index_fits(*(const int32_t *)at, image_count(rules, field->target), false);
    case FIELD_RUN:
        return image_run_fits(*(const struct image_run *)at, image_count(rules, field->target));
    case FIELD_INDICES:
        return image_indices_fit(rules, *(const struct image_run *)at,
                                 image_count(rules, field->target));
    case FIELD_TARGET:
        return target_fits(rules, *(const struct image_target *)at);
    default:
        return number_fits(rules, *(const int32_t *)at, field->target);
    }
}

bool image_fields_fit(const struct rules *rules)
{
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        const struct field *field = &fields[i];
        uint32_t size = image_item_size(field->section);
        const unsigned char *item =
            rules->bytes + image_header(rules)->sections[field->section].offset + field->at;
        for (uint32_t n = image_count(rules, field->section); n > 0; n--, item += size)
            if (!field_fits(rules, field, item))
                return false;
    }
    return true;
}
