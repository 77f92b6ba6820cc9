/* lower: an image in the making, one buffer per section. Private to dsl/compile. */
#ifndef ZHIDA_LOWER_H
#define ZHIDA_LOWER_H

#include "dsl/check/model.h"
#include "dsl/engine/layout.h"
#include "dsl/engine/recognise.h"

struct known_text {
    uint32_t hash;
    uint32_t word; /* its index among the words plus one (words.c), or 0 */
    struct image_text text;
};

struct lowering {
    const struct model *model;
    struct arena *arena; /* for the time of compiling */
    struct buf sections[SECTION_COUNT];
    struct known_text *texts; /* hash table of what stands in `text` */
    size_t text_room, text_count;
    struct view limit; /* the first limit of layout.h that was passed, in words; empty: none */
};

void lower_init(struct lowering *lowering, const struct model *model, struct arena *arena);
void lower_free(struct lowering *lowering);

/* How many words the model has, those of areas, periods and lists left out: for whoever makes
 * room. */
size_t lower_words_expected(const struct model *model);

/* The model does not fit: more than `most` of these things. Only the first is kept. */
void lower_refuse(struct lowering *lowering, long long most, const char *things, struct view of);

/* Adds an item to a section and returns its index. */
uint32_t lower_add(struct lowering *lowering, enum image_section section, const void *item);
uint32_t lower_count(const struct lowering *lowering, enum image_section section);
#define LOWER_ADD(lowering, section, item) lower_add((lowering), SECTION_##section, &(item))
/* Adds so many items at once. */
void lower_all(struct lowering *lowering, enum image_section section, const void *items, size_t n);
#define LOWER_ALL(lowering, section, items, n)                                                     \
    lower_all((lowering), SECTION_##section, (items), (n))

/* Equal texts stand once. */
struct image_text lower_text(struct lowering *lowering, struct view text);
/* The same for a text that is not empty: what is known of it, until the next text comes. */
struct known_text *lower_known_text(struct lowering *lowering, struct view text);

/* The text will be looked for soon: its place in the table is asked for. */
void lower_fetch_text(const struct lowering *lowering, struct view text);
struct image_display lower_display(struct lowering *lowering, struct display display);
struct image_display lower_folded(struct lowering *lowering, struct display display);
struct image_named lower_named(struct lowering *lowering, struct view code, struct display display);

struct image_run lower_ints(struct lowering *lowering, const int *at, size_t n);
struct image_run lower_ranges(struct lowering *lowering, const struct minute_range *at, size_t n);
struct image_target lower_target(struct target target);
struct image_duration lower_duration(struct duration duration);

/* A condition (expr.c): the index of its first node, or NONE. */
int32_t lower_condition(struct lowering *lowering, const struct expr *expr);

/* The parts (nouns.c, talk.c, duties.c, offers.c, words.c). */
void lower_nouns(struct lowering *lowering);
void lower_talk(struct lowering *lowering);
void lower_duties(struct lowering *lowering);
void lower_offers(struct lowering *lowering);
void lower_words(struct lowering *lowering);

#endif
