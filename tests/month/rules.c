/* rules: the compiled rules of a folder, for a world without a gateway. */
#include <stdlib.h>

#include "dsl/compile/compile.h"

void *rules_image(const char *folder, size_t *n);

void *rules_image(const char *folder, size_t *n)
{
    struct arena arena;
    struct view why;
    struct buf image;
    arena_init(&arena, 1 << 30);
    buf_init(&image, 256 << 20);
    struct sources sources = {.arena = &arena};
    struct diags diags = {.arena = &arena, .sources = &sources};
    bool good = compile_folder(&arena, folder, &sources, &diags, NULL, &image, &why) && image.n;
    void *kept = good ? malloc(image.n) : NULL;
    if (kept)
        memcpy(kept, image.p, image.n);
    *n = image.n;
    buf_free(&image);
    arena_free(&arena);
    return kept;
}
