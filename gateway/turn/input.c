/* input: from the heap, with an arena of its own. */
#include "gateway/turn/input.h"

#include <stdlib.h>

enum { INPUT_CEILING = 4 << 20 };

struct input *input_new(enum input_kind kind)
{
    struct input *input = calloc(1, sizeof *input);
    if (!input)
        abort();
    input->kind = kind;
    arena_init(&input->arena, INPUT_CEILING);
    return input;
}

void input_free(struct input *input)
{
    if (!input)
        return;
    arena_free(&input->arena);
    free(input);
}
