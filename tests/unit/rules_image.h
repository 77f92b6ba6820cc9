/* rules_image: rules compiled once for all tests of a program, and a rule book that holds them. */
#ifndef ZHIDA_RULES_IMAGE_H
#define ZHIDA_RULES_IMAGE_H

#include <stdlib.h>
#include <string.h>

#include "gateway/turn/rulebook.h"
#include "tests/unit/folder_image.h"

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
