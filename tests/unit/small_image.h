/* small_image: a rule text in memory, compiled and opened, for tests of the engine. */
#ifndef ZHIDA_SMALL_IMAGE_H
#define ZHIDA_SMALL_IMAGE_H

#include <stdlib.h>

#include "dsl/base/starter_text.h"
#include "dsl/compile/compile.h"
#include "dsl/engine/decide.h"
#include "tests/unit/small_rules.h"

struct small_image {
    struct small_rules small;
    struct buf image;
    struct rules rules;
    struct arena scratch;
};

static inline void small_image_make(struct small_image *s, const char *text)
{
    small_rules_make(&s->small, text);
    assert_non_null(s->small.model);
    buf_init(&s->image, 1 << 24);
    struct view why;
    assert_true(compile_image(s->small.model, &s->image, &why));
    assert_int_equal(rules_open(&s->rules, s->image.p, s->image.n), RULES_OK);
    arena_init(&s->scratch, 1 << 26);
}

/* Of a district's text: with the word lists that each has to have. */
static inline void small_image_of_district(struct small_image *s, const char *text)
{
    struct buf whole;
    buf_init(&whole, 1 << 20);
    buf_print(&whole, "%s%s%c", text, starter_words, '\0');
    small_image_make(s, whole.p);
    buf_free(&whole);
}

static inline void small_image_free(struct small_image *s)
{
    buf_free(&s->image);
    arena_free(&s->scratch);
    small_rules_free(&s->small);
}

/* For cmocka: a group's state is the image of this text. */
static inline int small_image_set_up(void **state, const char *text)
{
    struct small_image *s = calloc(1, sizeof *s);
    small_image_make(s, text);
    *state = s;
    return 0;
}

static inline int small_image_tear_down(void **state)
{
    small_image_free(*state);
    free(*state);
    return 0;
}

/* Saturday, 21 November 2026, 23:05. */
#define SMALL_NOW ((struct civil_time){20778, 23 * 60 + 5, 0})

static inline struct recognition *small_read(struct small_image *s, const char *text)
{
    return recognise(&s->rules, &s->scratch, view_of(text));
}

/* What a text alone reveals. */
static inline struct matter small_reveal(struct small_image *s, const char *text)
{
    struct matter matter = matter_empty();
    matter_reveal(&s->rules, &matter, small_read(s, text), SMALL_NOW);
    return matter;
}

static inline int small_find(struct small_image *s, enum rules_noun noun, const char *code)
{
    int index = rules_find(&s->rules, noun, view_of(code));
    if (index == NONE)
        fail_msg("no %s", code);
    return index;
}

static inline int small_value(struct small_image *s, const char *fact, const char *value)
{
    return rules_find_value(&s->rules, NOUN_FACT, small_find(s, NOUN_FACT, fact), view_of(value));
}

#endif
