/* nouns: who, where, when and how it is said: district, areas, units, roles, calendar, clocks,
 * periods, channels; and at the end the sorted lists by which codes are found. */
#include "dsl/compile/lower.h"

#include <stdlib.h>

static const struct display no_display;

/* The outline of an area, ring by ring. */
static struct image_run lower_rings(struct lowering *lowering, const struct area *area)
{
    struct image_run run = {lower_count(lowering, SECTION_rings), (uint32_t)area->ring_ends.n};
    size_t at = 0;
    for (size_t i = 0; i < area->ring_ends.n; i++) {
        struct image_ring ring = {.corners = {lower_count(lowering, SECTION_corners),
                                              (uint32_t)(area->ring_ends.at[i] - at)}};
        for (; at < area->ring_ends.at[i]; at++)
            LOWER_ADD(lowering, corners, area->border.at[at]);
        LOWER_ADD(lowering, rings, ring);
    }
    return run;
}

/* Areas come in pre-order, so an area's descendants end where the last of them ends. */
static void lower_areas(struct lowering *lowering)
{
    const struct model *model = lowering->model;
    size_t n = model->areas.n;
    int *last = ARENA_ARRAY(lowering->arena, n, int);
    for (size_t i = n; i-- > 0;) {
        int parent = model->areas.at[i].parent;
        last[i] = last[i] > (int)i + 1 ? last[i] : (int)i + 1;
        if (parent != NONE && last[parent] < last[i])
            last[parent] = last[i];
    }
    for (size_t i = 0; i < n; i++) {
        const struct area *area = &model->areas.at[i];
        struct image_area one = {
            .named = lower_named(lowering, area->name, area->display),
            .latitude = area->latitude,
            .longitude = area->longitude,
            .parent = area->parent,
            .first = (int32_t)i,
            .last = last[i],
            .has_point = area->has_point,
        };
        one.rings = lower_rings(lowering, area);
        LOWER_ADD(lowering, areas, one);
    }
}

static void lower_units(struct lowering *lowering)
{
    for (size_t i = 0; i < lowering->model->units.n; i++) {
        const struct unit *unit = &lowering->model->units.at[i];
        struct image_unit one = {
            .named = lower_named(lowering, unit->name, unit->display),
            .remit = lower_text(lowering, unit->remit),
            .contact = lower_text(lowering, unit->contact),
            .hours = lower_ranges(lowering, unit->hours.at, unit->hours.n),
            .role = unit->role,
            .parent = unit->parent,
        };
        LOWER_ADD(lowering, units, one);
    }
}

static int by_area_and_unit(const void *a, const void *b)
{
    const struct image_player *x = a, *y = b;
    if (x->area != y->area)
        return x->area < y->area ? -1 : 1;
    return x->unit < y->unit ? -1 : x->unit > y->unit;
}

static struct image_run lower_players(struct lowering *lowering, int role)
{
    VEC(struct image_player) players = {0};
    for (size_t i = 0; i < lowering->model->units.n; i++) {
        const struct unit *unit = &lowering->model->units.at[i];
        for (size_t s = 0; unit->role == role && s < unit->serves.n; s++)
            VEC_ADD(lowering->arena, &players, ((struct image_player){unit->serves.at[s], (int)i}));
    }
    if (players.n)
        qsort(players.at, players.n, sizeof *players.at, by_area_and_unit);
    struct image_run run = {lower_count(lowering, SECTION_players), (uint32_t)players.n};
    for (size_t i = 0; i < players.n; i++)
        LOWER_ADD(lowering, players, players.at[i]);
    return run;
}

static void lower_roles(struct lowering *lowering)
{
    const struct model *model = lowering->model;
    for (size_t i = 0; i < model->roles.n; i++) {
        struct image_role one = {.named =
                                     lower_named(lowering, model->roles.at[i].name, no_display)};
        one.players = lower_players(lowering, (int)i);
        LOWER_ADD(lowering, roles, one);
    }
    if (model->units.n + model->roles.n > DESKS_MAX)
        lower_refuse(lowering, DESKS_MAX, "units and roles", VIEW(""));
}

static void lower_clocks(struct lowering *lowering)
{
    for (size_t i = 0; i < lowering->model->clocks.n; i++) {
        const struct clock *clock = &lowering->model->clocks.at[i];
        struct image_clock one = {
            .named = lower_named(lowering, clock->name, no_display),
            .accept = lower_duration(clock->accept),
            .handle = lower_duration(clock->handle),
            .remind = lower_duration(clock->remind),
            .escalate = lower_duration(clock->escalate),
            .extend = lower_duration(clock->extend),
            .redo_floor = lower_duration(clock->redo_floor),
            .pause = lower_duration(clock->pause),
            .rating = lower_duration(clock->rating),
            .reopen = lower_duration(clock->reopen),
            .ask_back = lower_duration(clock->ask_back),
            .escalate_to = lower_target(clock->escalate_to),
            .supervise = lower_target(clock->supervise),
            .redo_ratio = clock->redo_ratio,
        };
        LOWER_ADD(lowering, clocks, one);
    }
}

static void lower_periods(struct lowering *lowering)
{
    for (size_t i = 0; i < lowering->model->periods.n; i++) {
        const struct period *period = &lowering->model->periods.at[i];
        struct image_period one = {.named = lower_named(lowering, period->name, no_display),
                                   .category = period->category};
        one.ranges = lower_ranges(lowering, period->ranges.at, period->ranges.n);
        LOWER_ADD(lowering, periods, one);
    }
}

static void lower_calendar(struct lowering *lowering)
{
    for (size_t i = 0; i < lowering->model->calendar.n; i++) {
        const struct calendar_year *year = &lowering->model->calendar.at[i];
        struct image_year one = {
            .hours = lower_ranges(lowering, year->hours.at, year->hours.n),
            .days = {lower_count(lowering, SECTION_days), (uint32_t)year->days},
            .year = year->year,
            .first = year->first,
        };
        buf_bytes(&lowering->sections[SECTION_days], year->class_, (size_t)year->days);
        LOWER_ADD(lowering, years, one);
    }
}

static void lower_setting(struct lowering *lowering, const struct channel_setting *setting)
{
    struct image_setting entry = {.key = lower_text(lowering, setting->key),
                                  .value = lower_text(lowering, setting->value),
                                  .from = (int32_t)setting->from};
    LOWER_ADD(lowering, settings, entry);
}

static void lower_channels(struct lowering *lowering)
{
    for (size_t i = 0; i < lowering->model->channels.n; i++) {
        const struct channel *channel = &lowering->model->channels.at[i];
        struct image_channel one = {
            .name = lower_text(lowering, channel->name),
            .settings = {lower_count(lowering, SECTION_settings), (uint32_t)channel->settings.n},
            .kind = (int32_t)channel->kind,
        };
        for (size_t s = 0; s < channel->settings.n; s++)
            lower_setting(lowering, &channel->settings.at[s]);
        LOWER_ADD(lowering, channels, one);
    }
}

static void lower_endpoints(struct lowering *lowering)
{
    for (size_t i = 0; i < lowering->model->endpoints.n; i++) {
        const struct endpoint *endpoint = &lowering->model->endpoints.at[i];
        struct image_endpoint one = {
            .name = lower_text(lowering, endpoint->name),
            .settings = {lower_count(lowering, SECTION_settings), (uint32_t)endpoint->settings.n},
        };
        for (size_t s = 0; s < endpoint->settings.n; s++)
            lower_setting(lowering, &endpoint->settings.at[s]);
        LOWER_ADD(lowering, endpoints, one);
    }
}

/* ---- finding by code ---- */

struct coded {
    struct view code;
    int index;
};

static int by_code(const void *a, const void *b)
{
    const struct coded *x = a, *y = b;
    int order = view_compare(x->code, y->code);
    return order ? order : x->index < y->index ? -1 : x->index > y->index;
}

static struct image_run lower_names(struct lowering *lowering, enum image_section section)
{
    uint32_t n = lower_count(lowering, section), size = image_item_size(section);
    struct coded *list = ARENA_ARRAY(lowering->arena, n, struct coded);
    for (uint32_t i = 0; i < n; i++) {
        struct image_named named;
        memcpy(&named, lowering->sections[section].p + (size_t)i * size, sizeof named);
        list[i].code =
            (struct view){lowering->sections[SECTION_text].p + named.code.at, named.code.n};
        list[i].index = (int)i;
    }
    if (n)
        qsort(list, n, sizeof *list, by_code);
    int *sorted = ARENA_ARRAY(lowering->arena, n, int);
    for (uint32_t i = 0; i < n; i++)
        sorted[i] = list[i].index;
    return lower_ints(lowering, sorted, n);
}

static void lower_district(struct lowering *lowering)
{
    const struct model *model = lowering->model;
    struct image_district one = {
        .learned = lowering->model->learned,
        .named = lower_named(lowering, model->name, model->display),
        .hotline = lower_text(lowering, model->hotline),
        .clock = model->clock,
        .questions_most = model->questions_most,
        .sure_least = model->sure_least,
        .silence_most = model->silence_most,
        .languages = (uint32_t)model->chinese << LANGUAGE_ZH | (uint32_t)model->english
                                                                   << LANGUAGE_EN,
    };
    for (int noun = 0; noun < NOUN_COUNT; noun++)
        one.names[noun] = lower_names(lowering, (enum image_section)image_noun_sections[noun]);
    LOWER_ADD(lowering, district, one);
}

void lower_nouns(struct lowering *lowering)
{
    lower_areas(lowering);
    lower_units(lowering);
    lower_roles(lowering);
    lower_clocks(lowering);
    lower_periods(lowering);
    lower_calendar(lowering);
    lower_talk(lowering);
    lower_channels(lowering);
    lower_endpoints(lowering);
    lower_duties(lowering);
    lower_offers(lowering);
    lower_district(lowering);
}
