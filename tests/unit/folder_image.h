/* folder_image: the rules of a folder, compiled. */
#ifndef ZHIDA_FOLDER_IMAGE_H
#define ZHIDA_FOLDER_IMAGE_H

#include <stdio.h>

#include "dsl/compile/compile.h"

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

#endif
