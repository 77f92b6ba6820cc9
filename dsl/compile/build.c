/* build: sections grow as buffers while the model is walked, each item in the model's order, so
 * that indices in the image are the model's. Texts are kept once: a district's names, questions
 * and words repeat a lot, and the image is smaller and warmer in the cache for it.
 *
 * Nothing here fails on the way. What passes a limit sets too_big, what passes a buffer's maximum
 * sets the buffer's full, and compile.c looks at both once. */
#include "dsl/compile/build.h"

#include "dsl/base/fold.h"
#include "dsl/base/hash.h"

enum { SECTION_BYTES_MAX = 1 << 30 };

void build_init(struct build *build, const struct model *model, struct arena *arena)
{
    *build = (struct build){.model = model, .arena = arena, .text_room = 1024};
    build->texts = ARENA_ARRAY(arena, build->text_room, struct known_text);
    for (int i = 0; i < SECTION_COUNT; i++)
        buf_init(&build->sections[i], SECTION_BYTES_MAX);
}

void build_free(struct build *build)
{
    for (int i = 0; i < SECTION_COUNT; i++)
        buf_free(&build->sections[i]);
}

uint32_t build_count(const struct build *build, enum image_section section)
{
    return (uint32_t)(build->sections[section].n / image_item_size(section));
}

uint32_t build_add(struct build *build, enum image_section section, const void *item)
{
    uint32_t index = build_count(build, section);
    buf_bytes(&build->sections[section], item, image_item_size(section));
    return index;
}

/* ---- texts ---- */

static struct known_text *text_place(struct known_text *texts, size_t room, uint64_t hash,
                                     struct view text, const char *bytes)
{
    size_t i = hash & (room - 1);
    for (; texts[i].text.n; i = (i + 1) & (room - 1))
        if (texts[i].hash == hash && texts[i].text.n == text.n &&
            memcmp(bytes + texts[i].text.at, text.p, text.n) == 0)
            break;
    return &texts[i];
}

static void grow_texts(struct build *build)
{
    size_t room = build->text_room * 2;
    struct known_text *texts = ARENA_ARRAY(build->arena, room, struct known_text);
    for (size_t i = 0; i < build->text_room; i++) {
        if (!build->texts[i].text.n)
            continue;
        size_t to = build->texts[i].hash & (room - 1);
        while (texts[to].text.n)
            to = (to + 1) & (room - 1);
        texts[to] = build->texts[i];
    }
    build->texts = texts;
    build->text_room = room;
}

struct image_text build_text(struct build *build, struct view text)
{
    if (text.n == 0)
        return (struct image_text){0, 0};
    struct buf *bytes = &build->sections[SECTION_text];
    uint64_t hash = hash_view(text);
    struct known_text *place =
        text_place(build->texts, build->text_room, hash, text, bytes->p);
    if (place->text.n)
        return place->text;
    struct image_text at = {(uint32_t)bytes->n, (uint32_t)text.n};
    buf_view(bytes, text);
    *place = (struct known_text){hash, at};
    if (++build->text_count * 2 > build->text_room)
        grow_texts(build);
    return at;
}

struct image_display build_display(struct build *build, struct display display)
{
    struct image_text zh = build_text(build, display.zh);
    return (struct image_display){zh, build_text(build, display.en)};
}

struct image_display build_folded(struct build *build, struct display display)
{
    struct display folded = {fold_word(build->arena, display.zh),
                             fold_word(build->arena, display.en)};
    return build_display(build, folded);
}

struct image_named build_named(struct build *build, struct view code, struct display display)
{
    struct image_text text = build_text(build, code);
    return (struct image_named){text, build_display(build, display)};
}

/* ---- lists and small values ---- */

struct image_run build_ints(struct build *build, const int *at, size_t n)
{
    struct image_run run = {build_count(build, SECTION_ints), (uint32_t)n};
    for (size_t i = 0; i < n; i++) {
        int32_t value = at[i];
        BUILD_ADD(build, ints, value);
    }
    return run;
}

struct image_run build_ranges(struct build *build, const struct minute_range *at, size_t n)
{
    struct image_run run = {build_count(build, SECTION_ranges), (uint32_t)n};
    for (size_t i = 0; i < n; i++) {
        struct image_range range = {at[i].from, at[i].to};
        BUILD_ADD(build, ranges, range);
    }
    return run;
}

struct image_target build_target(struct target target)
{
    return (struct image_target){target.unit, target.role};
}

struct image_duration build_duration(struct duration duration)
{
    return (struct image_duration){duration.count, (int32_t)duration.measure};
}
