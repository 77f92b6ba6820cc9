/* lower: sections grow as buffers while the model is walked, each item in the model's order, so
 * that indices in the image are the model's. Texts are kept once: a district's names, questions
 * and words repeat a lot, and the image is smaller and warmer in the cache for it.
 *
 * Nothing here fails on the way. What passes a limit is noted (lower_refuse), what passes a
 * buffer's maximum sets the buffer's full, and compile.c looks at both once. */
#include "dsl/compile/lower.h"

#include "dsl/base/fold.h"
#include "dsl/base/hash.h"

enum { SECTION_BYTES_MAX = 1 << 30 };

enum { TEXTS_EACH = 4 }; /* a noun's code, names and folded names, less what others have too */

size_t lower_words_expected(const struct model *model)
{
    size_t n = 0;
    for (size_t i = 0; i < model->categories.n; i++)
        n += model->categories.at[i].words.n;
    for (size_t i = 0; i < model->duties.n; i++)
        n += model->duties.at[i].words.n;
    for (size_t i = 0; i < model->facts.n; i++)
        for (size_t v = 0; v < model->facts.at[i].values.n; v++)
            n += model->facts.at[i].values.at[v].words.n;
    return n;
}

/* How many texts there will be, roughly: with room for all, no table grows on the way. */
static size_t texts_expected(const struct model *model)
{
    return lower_words_expected(model) +
           TEXTS_EACH * (model->duties.n + model->areas.n + model->units.n);
}

static bool crowded(size_t texts, size_t room)
{
    return texts * 3 > room * 2;
}

void lower_init(struct lowering *lowering, const struct model *model, struct arena *arena)
{
    *lowering = (struct lowering){.model = model, .arena = arena, .text_room = 1024};
    while (crowded(texts_expected(model), lowering->text_room))
        lowering->text_room *= 2;
    lowering->texts = ARENA_ARRAY(arena, lowering->text_room, struct known_text);
    for (int i = 0; i < SECTION_COUNT; i++)
        buf_init(&lowering->sections[i], SECTION_BYTES_MAX);
}

void lower_free(struct lowering *lowering)
{
    for (int i = 0; i < SECTION_COUNT; i++)
        buf_free(&lowering->sections[i]);
}

void lower_refuse(struct lowering *lowering, long long most, const char *things, struct view of)
{
    struct buf limit;
    if (lowering->limit.n)
        return;
    buf_init(&limit, 4096);
    buf_print(&limit, "more than %lld %s%s%.*s", most, things, of.n ? " " : "", VIEW_FMT(of));
    lowering->limit = buf_keep(&limit, lowering->model->arena);
    buf_free(&limit);
}

uint32_t lower_count(const struct lowering *lowering, enum image_section section)
{
    return (uint32_t)(lowering->sections[section].n / image_item_size(section));
}

uint32_t lower_add(struct lowering *lowering, enum image_section section, const void *item)
{
    uint32_t index = lower_count(lowering, section);
    buf_bytes(&lowering->sections[section], item, image_item_size(section));
    return index;
}

void lower_all(struct lowering *lowering, enum image_section section, const void *items, size_t n)
{
    buf_bytes(&lowering->sections[section], items, n * image_item_size(section));
}

/* ---- texts ---- */

static struct known_text *text_place(struct known_text *texts, size_t room, uint32_t hash,
                                     struct view text, const char *bytes)
{
    size_t i = hash & (room - 1);
    for (; texts[i].text.n; i = (i + 1) & (room - 1))
        if (texts[i].hash == hash && texts[i].text.n == text.n &&
            memcmp(bytes + texts[i].text.at, text.p, text.n) == 0)
            break;
    return &texts[i];
}

static void grow_texts(struct lowering *lowering, size_t room)
{
    struct known_text *texts = ARENA_ARRAY(lowering->arena, room, struct known_text);
    for (size_t i = 0; i < lowering->text_room; i++) {
        if (!lowering->texts[i].text.n)
            continue;
        size_t to = lowering->texts[i].hash & (room - 1);
        while (texts[to].text.n)
            to = (to + 1) & (room - 1);
        texts[to] = lowering->texts[i];
    }
    lowering->texts = texts;
    lowering->text_room = room;
}

struct known_text *lower_known_text(struct lowering *lowering, struct view text)
{
    struct buf *bytes = &lowering->sections[SECTION_text];
    uint32_t hash = (uint32_t)hash_quick(text, 0);
    if (crowded(lowering->text_count + 1, lowering->text_room))
        grow_texts(lowering, lowering->text_room * 2);
    struct known_text *place =
        text_place(lowering->texts, lowering->text_room, hash, text, bytes->p);
    if (place->text.n)
        return place;
    *place = (struct known_text){hash, 0, {(uint32_t)bytes->n, (uint32_t)text.n}};
    buf_view(bytes, text);
    lowering->text_count++;
    return place;
}

void lower_fetch_text(const struct lowering *lowering, struct view text)
{
    if (lowering->text_room)
        __builtin_prefetch(
            &lowering->texts[(uint32_t)hash_quick(text, 0) & (lowering->text_room - 1)]);
}

struct image_text lower_text(struct lowering *lowering, struct view text)
{
    return text.n ? lower_known_text(lowering, text)->text : (struct image_text){0, 0};
}

struct image_display lower_display(struct lowering *lowering, struct display display)
{
    struct image_text zh = lower_text(lowering, display.zh);
    return (struct image_display){zh, lower_text(lowering, display.en)};
}

struct image_display lower_folded(struct lowering *lowering, struct display display)
{
    struct display folded = {fold_lasting(lowering->arena, display.zh),
                             fold_lasting(lowering->arena, display.en)};
    return lower_display(lowering, folded);
}

struct image_named lower_named(struct lowering *lowering, struct view code, struct display display)
{
    struct image_text text = lower_text(lowering, code);
    return (struct image_named){text, lower_display(lowering, display)};
}

/* ---- lists and small values ---- */

struct image_run lower_ints(struct lowering *lowering, const int *at, size_t n)
{
    struct image_run run = {lower_count(lowering, SECTION_ints), (uint32_t)n};
    _Static_assert(sizeof *at == sizeof(int32_t), "the section holds them as they are");
    LOWER_ALL(lowering, ints, at, n);
    return run;
}

struct image_run lower_ranges(struct lowering *lowering, const struct minute_range *at, size_t n)
{
    struct image_run run = {lower_count(lowering, SECTION_ranges), (uint32_t)n};
    for (size_t i = 0; i < n; i++) {
        struct image_range range = {at[i].from, at[i].to};
        LOWER_ADD(lowering, ranges, range);
    }
    return run;
}

struct image_target lower_target(struct target target)
{
    return (struct image_target){target.unit, target.role};
}

struct image_duration lower_duration(struct duration duration)
{
    return (struct image_duration){duration.count, (int32_t)duration.measure};
}
