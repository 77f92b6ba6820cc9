/* nouns: who, where, when and how it is said: district, areas, units, roles, calendar, clocks,
 * periods, phrases, channels; and at the end the sorted lists by which codes are found. */
#include "dsl/compile/build.h"

#include <stdlib.h>

static const struct display no_display;

/* Areas come in pre-order, so an area's descendants end where the last of them ends. */
static void build_areas(struct build *build)
{
    const struct model *model = build->model;
    size_t n = model->areas.n;
    int *last = ARENA_ARRAY(build->arena, n, int);
    for (size_t i = n; i-- > 0;) {
        int parent = model->areas.at[i].parent;
        last[i] = last[i] > (int)i + 1 ? last[i] : (int)i + 1;
        if (parent != NONE && last[parent] < last[i])
            last[parent] = last[i];
    }
    for (size_t i = 0; i < n; i++) {
        const struct area *area = &model->areas.at[i];
        struct image_area one = {
            .named = build_named(build, area->name, area->display),
            .latitude = area->latitude,
            .longitude = area->longitude,
            .parent = area->parent,
            .first = (int32_t)i,
            .last = last[i],
            .has_point = area->has_point,
        };
        BUILD_ADD(build, areas, one);
    }
}

static void build_units(struct build *build)
{
    for (size_t i = 0; i < build->model->units.n; i++) {
        const struct unit *unit = &build->model->units.at[i];
        struct image_unit one = {
            .named = build_named(build, unit->name, unit->display),
            .remit = build_text(build, unit->remit),
            .contact = build_text(build, unit->contact),
            .role = unit->role,
            .parent = unit->parent,
        };
        BUILD_ADD(build, units, one);
    }
}

static int by_area_and_unit(const void *a, const void *b)
{
    const struct image_player *x = a, *y = b;
    if (x->area != y->area)
        return x->area < y->area ? -1 : 1;
    return x->unit < y->unit ? -1 : x->unit > y->unit;
}

static struct image_run build_players(struct build *build, int role)
{
    VEC(struct image_player) players = {0};
    for (size_t i = 0; i < build->model->units.n; i++) {
        const struct unit *unit = &build->model->units.at[i];
        for (size_t s = 0; unit->role == role && s < unit->serves.n; s++)
            VEC_ADD(build->arena, &players, ((struct image_player){unit->serves.at[s], (int)i}));
    }
    if (players.n)
        qsort(players.at, players.n, sizeof *players.at, by_area_and_unit);
    struct image_run run = {build_count(build, SECTION_players), (uint32_t)players.n};
    for (size_t i = 0; i < players.n; i++)
        BUILD_ADD(build, players, players.at[i]);
    return run;
}

static void build_roles(struct build *build)
{
    const struct model *model = build->model;
    for (size_t i = 0; i < model->roles.n; i++) {
        struct image_role one = {.named = build_named(build, model->roles.at[i].name, no_display)};
        one.players = build_players(build, (int)i);
        BUILD_ADD(build, roles, one);
    }
    build->too_big |= model->units.n + model->roles.n > DESKS_MAX;
}

static void build_clocks(struct build *build)
{
    for (size_t i = 0; i < build->model->clocks.n; i++) {
        const struct clock *clock = &build->model->clocks.at[i];
        struct image_clock one = {
            .named = build_named(build, clock->name, no_display),
            .accept = build_duration(clock->accept),
            .handle = build_duration(clock->handle),
            .remind = build_duration(clock->remind),
            .escalate = build_duration(clock->escalate),
            .extend = build_duration(clock->extend),
            .redo_floor = build_duration(clock->redo_floor),
            .escalate_to = build_target(clock->escalate_to),
            .supervise = build_target(clock->supervise),
            .redo_ratio = clock->redo_ratio,
        };
        BUILD_ADD(build, clocks, one);
    }
}

static void build_periods(struct build *build)
{
    for (size_t i = 0; i < build->model->periods.n; i++) {
        const struct period *period = &build->model->periods.at[i];
        struct image_period one = {.named = build_named(build, period->name, no_display),
                                   .category = period->category};
        one.ranges = build_ranges(build, period->ranges.at, period->ranges.n);
        BUILD_ADD(build, periods, one);
    }
}

static void build_calendar(struct build *build)
{
    for (size_t i = 0; i < build->model->calendar.n; i++) {
        const struct calendar_year *year = &build->model->calendar.at[i];
        struct image_year one = {
            .hours = build_ranges(build, year->hours.at, year->hours.n),
            .days = {build_count(build, SECTION_days), (uint32_t)year->days},
            .year = year->year,
            .first = year->first,
        };
        buf_bytes(&build->sections[SECTION_days], year->class_, (size_t)year->days);
        BUILD_ADD(build, years, one);
    }
}

static void build_phrases(struct build *build)
{
    static const char *const names[] = {
#define PHRASE(name, placeholders, said) #name,
#include "dsl/base/phrase_table.h"
#undef PHRASE
    };
    for (int i = 0; i < PHRASE_COUNT; i++) {
        struct image_phrase one = {0};
        for (size_t p = 0; p < build->model->phrases.n; p++)
            if (view_is(build->model->phrases.at[p].name, names[i]))
                one.text = build_display(build, build->model->phrases.at[p].display);
        BUILD_ADD(build, phrases, one);
    }
}

static void build_channels(struct build *build)
{
    for (size_t i = 0; i < build->model->channels.n; i++) {
        const struct channel *channel = &build->model->channels.at[i];
        struct image_channel one = {
            .name = build_text(build, channel->name),
            .settings = {build_count(build, SECTION_settings), (uint32_t)channel->settings.n},
            .kind = (int32_t)channel->kind,
        };
        for (size_t s = 0; s < channel->settings.n; s++) {
            const struct channel_setting *setting = &channel->settings.at[s];
            struct image_setting entry = {.key = build_text(build, setting->key),
                                          .value = build_text(build, setting->value),
                                          .from = (int32_t)setting->from};
            BUILD_ADD(build, settings, entry);
        }
        BUILD_ADD(build, channels, one);
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

static struct image_run build_names(struct build *build, enum image_section section)
{
    uint32_t n = build_count(build, section), size = image_item_size(section);
    struct coded *list = ARENA_ARRAY(build->arena, n, struct coded);
    for (uint32_t i = 0; i < n; i++) {
        struct image_named named;
        memcpy(&named, build->sections[section].p + (size_t)i * size, sizeof named);
        list[i].code = (struct view){build->sections[SECTION_text].p + named.code.at, named.code.n};
        list[i].index = (int)i;
    }
    if (n)
        qsort(list, n, sizeof *list, by_code);
    int *sorted = ARENA_ARRAY(build->arena, n, int);
    for (uint32_t i = 0; i < n; i++)
        sorted[i] = list[i].index;
    return build_ints(build, sorted, n);
}

static void build_district(struct build *build)
{
    static const unsigned char sections[NOUN_COUNT] = {
        SECTION_areas, SECTION_units, SECTION_roles, SECTION_facts, SECTION_categories,
        SECTION_duties, SECTION_tags, SECTION_numbers, SECTION_dates, SECTION_policies,
        SECTION_guides, SECTION_clocks, SECTION_periods};
    const struct model *model = build->model;
    struct image_district one = {
        .named = build_named(build, model->name, model->display),
        .hotline = build_text(build, model->hotline),
        .clock = model->clock,
        .languages = (uint32_t)model->chinese << LANGUAGE_ZH |
                     (uint32_t)model->english << LANGUAGE_EN,
    };
    for (int noun = 0; noun < NOUN_COUNT; noun++)
        one.names[noun] = build_names(build, (enum image_section)sections[noun]);
    BUILD_ADD(build, district, one);
}

void build_nouns(struct build *build)
{
    build_areas(build);
    build_units(build);
    build_roles(build);
    build_clocks(build);
    build_periods(build);
    build_calendar(build);
    build_phrases(build);
    build_channels(build);
    build_duties(build);
    build_offers(build);
    build_district(build);
}
