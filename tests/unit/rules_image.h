/* rules_image: rules compiled once for all tests of a program, and a rule book that holds them. */
#ifndef ZHIDA_RULES_IMAGE_H
#define ZHIDA_RULES_IMAGE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dsl/compile/compile.h"
#include "gateway/turn/rulebook.h"

/* False: cannot be read or has errors, which are printed. The image is the caller's either way. */
static inline bool image_of_folder(const char *folder, struct buf *image)
{
    struct arena arena;
    arena_init(&arena, (size_t)1 << 30);
    struct sources sources = {.arena = &arena};
    struct diags diags = {.arena = &arena, .sources = &sources};
    struct view why;
    buf_init(image, (size_t)1 << 28);
    bool read = compile_folder(&arena, folder, &sources, &diags, NULL, image, &why);
    if (read && diags.errors) {
        struct buf text;
        buf_init(&text, 1 << 20);
        diags_lines(&diags, DIAG_EN, &text);
        printf("%.*s", VIEW_FMT(buf_seen(&text)));
        buf_free(&text);
    }
    bool good = read && !diags.errors;
    arena_free(&arena);
    return good;
}

/* For cmocka's group: the tests' state is the sample district's image, a struct buf. */
static inline int sample_begin(void **state)
{
    static struct buf image;
    *state = &image;
    return image_of_folder("rules/yunxi", &image) ? 0 : -1;
}

static inline int sample_end(void **state)
{
    buf_free(*state);
    return 0;
}

/* A rule book in which a copy of the image is in force. */
static inline struct rulebook *rulebook_with(const struct buf *image)
{
    struct rulebook *book = rulebook_new();
    void *copy = malloc(image->n);
    memcpy(copy, image->p, image->n);
    assert_int_equal(rulebook_set(book, copy, image->n, false), RULES_OK);
    return book;
}

#endif
