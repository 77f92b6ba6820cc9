/* build: an image in the making, one buffer per section. Private to dsl/compile. */
#ifndef ZHIDA_BUILD_H
#define ZHIDA_BUILD_H

#include "dsl/check/model.h"
#include "dsl/engine/layout.h"
#include "dsl/engine/recognise.h"

struct known_text {
    uint64_t hash;
    struct image_text text;
};

struct build {
    const struct model *model;
    struct arena *arena; /* for the time of compiling */
    struct buf sections[SECTION_COUNT];
    struct known_text *texts; /* hash table of what stands in `text` */
    size_t text_room, text_count;
    bool too_big; /* some limit of layout.h is passed */
};

void build_init(struct build *build, const struct model *model, struct arena *arena);
void build_free(struct build *build);

/* Adds an item to a section and returns its index. */
uint32_t build_add(struct build *build, enum image_section section, const void *item);
uint32_t build_count(const struct build *build, enum image_section section);
#define BUILD_ADD(build, section, item) build_add((build), SECTION_##section, &(item))

/* Equal texts stand once. */
struct image_text build_text(struct build *build, struct view text);
struct image_display build_display(struct build *build, struct display display);
struct image_display build_folded(struct build *build, struct display display);
struct image_named build_named(struct build *build, struct view code, struct display display);

struct image_run build_ints(struct build *build, const int *at, size_t n);
struct image_run build_ranges(struct build *build, const struct minute_range *at, size_t n);
struct image_target build_target(struct target target);
struct image_duration build_duration(struct duration duration);

/* A condition (expr.c): the index of its first node, or NONE. */
int32_t build_condition(struct build *build, const struct expr *expr);

/* The parts (nouns.c, duties.c, offers.c, words.c). */
void build_nouns(struct build *build);
void build_duties(struct build *build);
void build_offers(struct build *build);
void build_words(struct build *build);

#endif
