/* An image that somebody edited: bytes are changed at the places the input names and the checksum
 * is made right again. Either it is refused, or everything that can be asked of it is answered. */
#include "tests/fuzz/fuzz.h"
#include "tests/unit/folder_image.h"
#include "tests/unit/use_image.h"

int FUZZ_ENTRY(const uint8_t *data, size_t size);

enum { IMAGE_ARENA_MAX = 1 << 26, EDIT = 4 };

/* Compiled once: that takes a hundred times as long as to edit it. */
static const struct buf *image_whole(void)
{
    static struct buf whole;
    if (!whole.n)
        PROMISE(image_of_folder(IMAGE_OF_ALL, &whole));
    return &whole;
}

/* Four bytes an edit: the section, where in it, and what the byte becomes. */
static void image_edit(char *copy, const struct buf *whole, const uint8_t *data, size_t size)
{
    for (size_t i = 0; i + EDIT <= size; i += EDIT) {
        uint32_t at = (uint32_t)data[i + 1] << 8 | data[i + 2];
        *image_byte(copy, whole->p, data[i] % (SECTION_COUNT + 1), at) = (char)data[i + 3];
    }
    image_reseal(copy, whole->n);
}

int FUZZ_ENTRY(const uint8_t *data, size_t size)
{
    const struct buf *whole = image_whole();
    struct arena arena;
    struct rules rules;
    arena_init(&arena, IMAGE_ARENA_MAX);
    char *copy = malloc(whole->n);
    PROMISE(copy);
    memcpy(copy, whole->p, whole->n);
    image_edit(copy, whole, data, size);
    if (rules_open(&rules, copy, whole->n) == RULES_OK) {
        image_use_texts(&rules, &arena);
        image_use_offers(&rules, &arena);
        (void)image_use_nouns(&rules);
    }
    free(copy);
    arena_free(&arena);
    return 0;
}
