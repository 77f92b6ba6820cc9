/* learned: opening a learned ranking. As with an image of rules, whoever made it may be trusted,
 * the disk and the copy may not: size, version, byte order and checksum first, then every index of
 * every section against the section it points into. From then on nobody asks again. A file that
 * passes may rank badly, but it reads no byte that is not its own. */
#include "dsl/engine/learned_layout.h"

#include "dsl/base/hash.h"

#include <math.h>
#include <stddef.h>

uint64_t learned_checksum(const void *bytes, size_t size)
{
    size_t from = offsetof(struct learned_header, size);
    return hash_block((const unsigned char *)bytes + from, size - from, LEARNED_VERSION);
}

static bool sections_fit(const struct learned_header *header)
{
    static const size_t sizes[] = {
#define SECTION(name, type) sizeof(type),
        LEARNED_SECTIONS(SECTION)
#undef SECTION
    };
    for (int i = 0; i < LEARNED_SECTION_COUNT; i++) {
        struct learned_run run = header->sections[i];
        if (run.at % LEARNED_ALIGNMENT || run.at < sizeof *header || run.at > header->size)
            return false;
        if (run.n > (header->size - run.at) / sizes[i])
            return false;
    }
    return true;
}

static bool text_fits(const struct learned *learned, struct learned_text text)
{
    return text.at <= learned_text_n(learned) && text.n <= learned_text_n(learned) - text.at;
}

static bool index_fits(int32_t index, size_t count)
{
    return index == NONE || (index >= 0 && (size_t)index < count);
}

/* There are desks; areas are the last outputs, and each has a share of every desk. */
static bool outputs_fit(const struct learned *learned)
{
    size_t outputs = learned_outputs_n(learned), desks = learned_desks_n(learned);
    return desks && desks <= outputs && outputs <= UINT16_MAX &&
           learned_areas_n(learned) % desks == 0 && learned_area_count(learned) <= outputs - desks;
}

static bool desks_fit(const struct learned *learned)
{
    const struct learned_desk *desks = learned_desks(learned);
    size_t names = learned_names_n(learned);
    for (size_t i = 0; i < learned_desks_n(learned); i++)
        if (!text_fits(learned, desks[i].name) || !index_fits(desks[i].head, names) ||
            !index_fits(desks[i].tail, names))
            return false;
    return true;
}

/* A row for each coordinate, or nothing of it at all; the scales are numbers. */
static bool gist_fits(const struct learned *learned)
{
    const struct learned_header *header = learned_head(learned);
    size_t n = learned_gist_n(learned);
    return (n == 0 || n == LEARNED_GIST * LEARNED_ROW(learned_names_n(learned))) &&
           fabsf(header->place_scale) < 1e6F && fabsf(header->gist_scale) < 1e6F;
}

/* The desks of each duty stand behind those of the one before. */
static bool duties_fit(const struct learned *learned)
{
    const struct learned_duty *duties = learned_duties(learned);
    uint32_t begins = 0;
    for (size_t i = 0; i < learned_duties_n(learned); begins = duties[i++].ends)
        if (!text_fits(learned, duties[i].code) || duties[i].ends < begins ||
            duties[i].ends > learned_went_n(learned))
            return false;
    for (size_t i = 0; i < learned_went_n(learned); i++)
        if (learned_went(learned)[i].desk >= learned_desks_n(learned))
            return false;
    for (size_t i = 0; i < learned_figures_n(learned); i++)
        if (!text_fits(learned, learned_figures(learned)[i].name))
            return false;
    return true;
}

static bool tickets_fit(const struct learned *learned)
{
    const struct learned_ticket *tickets = learned_tickets(learned);
    for (size_t i = 0; i < learned_tickets_n(learned); i++)
        if (tickets[i].desk < 0 || (size_t)tickets[i].desk >= learned_desks_n(learned) ||
            !index_fits(tickets[i].duty, learned_duties_n(learned)))
            return false;
    return true;
}

static bool numbers_fit(const uint16_t *numbers, size_t n, size_t limit)
{
    for (size_t i = 0; i < n; i++)
        if (numbers[i] >= limit)
            return false;
    return true;
}

/* A record that begins here lies within the section and points into others; a rarity is a number.
 */
static bool record_fits(const struct learned *learned, uint32_t at)
{
    size_t n = learned_records_n(learned);
    if (at % 2 || at > n || n - at < sizeof(struct learned_gram))
        return false;
    struct learned_record record = learned_record_at(learned, at);
    if ((size_t)(record.end - learned_records(learned)) > n ||
        !(record.gram.rarity >= 0 && record.gram.rarity < 1e6F))
        return false;
    return (record.row ||
            numbers_fit(record.outputs, record.gram.weights, learned_outputs_n(learned))) &&
           numbers_fit(record.tickets, record.gram.postings, learned_tickets_n(learned));
}

/* A look-up ends: the slots are a power of two and one of them is empty. */
static bool slots_fit(const struct learned *learned)
{
    const struct learned_slot *slots = learned_slots(learned);
    size_t n = learned_slots_n(learned), empty = 0;
    if (!n || n & (n - 1))
        return false;
    for (size_t i = 0; i < n; i++) {
        empty += !slots[i].number;
        if (slots[i].number && !record_fits(learned, slots[i].at))
            return false;
    }
    return empty > 0;
}

enum learned_error learned_open(struct learned *learned, const void *bytes, size_t size)
{
    const struct learned_header *header = bytes;
    *learned = (struct learned){bytes, size};
    if (size < sizeof *header || memcmp(header->magic, LEARNED_MAGIC, sizeof header->magic) != 0)
        return LEARNED_NO_MODEL;
    if (header->version != LEARNED_VERSION || header->byte_order != LEARNED_BYTE_ORDER)
        return LEARNED_OTHER_VERSION;
    if (header->size != size || learned_checksum(bytes, size) != header->checksum)
        return LEARNED_DAMAGED;
    bool fits = sections_fit(header) && outputs_fit(learned) && desks_fit(learned) &&
                gist_fits(learned) && duties_fit(learned) && tickets_fit(learned) &&
                slots_fit(learned);
    return fits ? LEARNED_OK : LEARNED_DAMAGED;
}

uint64_t learned_sum(const void *head, size_t size)
{
    struct learned_header header;
    if (size < sizeof header)
        return 0;
    memcpy(&header, head, sizeof header);
    bool is_one = memcmp(header.magic, LEARNED_MAGIC, sizeof header.magic) == 0;
    return is_one ? header.checksum : 0;
}

size_t learned_desk_count(const struct learned *learned)
{
    return learned_desks_n(learned);
}

struct view learned_desk_code(const struct learned *learned, int desk)
{
    return learned_view(learned, learned_desks(learned)[desk].name);
}

/* Desks stand in the order of their names. */
int learned_find_desk(const struct learned *learned, struct view code)
{
    size_t low = 0, high = learned_desks_n(learned);
    while (low < high) {
        size_t middle = (low + high) / 2;
        int by = view_compare(learned_desk_code(learned, (int)middle), code);
        if (by == 0)
            return (int)middle;
        if (by < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NONE;
}

struct view learned_duty_code(const struct learned *learned, int duty)
{
    return learned_view(learned, learned_duties(learned)[duty].code);
}

double learned_sure(const struct learned *learned)
{
    return learned_head(learned)->sure;
}

double learned_counts(const struct learned *learned, enum learned_factor factor)
{
    return learned_head(learned)->factors[factor];
}
