/* arena: chunks in a list, each at least as large as the one before, up to a megabyte.
 *
 * A chunk is taken from malloc, handed out front to back, and never shrunk. The ceiling counts
 * what was handed out, not what malloc was asked for: it is a promise about input, not about the
 * allocator. A reset keeps the newest (largest) chunk, so an arena that serves turn after turn
 * stops calling malloc at all. */
#include "dsl/base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_CHUNK = 4096, LARGEST_CHUNK = 1 << 20 };

struct arena_chunk {
    struct arena_chunk *next;
    size_t size, used;
    max_align_t data[];
};

void arena_init(struct arena *arena, size_t ceiling)
{
    *arena = (struct arena){.ceiling = ceiling};
}

void arena_on_full(struct arena *arena, jmp_buf *place)
{
    arena->full = place;
}

static _Noreturn void full(struct arena *arena)
{
    if (arena->full)
        longjmp(*arena->full, 1);
    fprintf(stderr, "zhida: out of memory (an arena of %zu bytes is full)\n", arena->ceiling);
    abort();
}

static struct arena_chunk *grow(struct arena *arena, size_t n)
{
    size_t size = arena->chunk ? arena->chunk->size * 2 : FIRST_CHUNK;
    if (size > LARGEST_CHUNK)
        size = LARGEST_CHUNK;
    if (size < n)
        size = n;
    struct arena_chunk *chunk = malloc(sizeof *chunk + size);
    if (!chunk)
        full(arena);
    chunk->size = size;
    chunk->used = 0;
    chunk->next = arena->chunk;
    arena->chunk = chunk;
    return chunk;
}

void *arena_alloc(struct arena *arena, size_t n)
{
    const size_t align = sizeof(max_align_t);
    if (n > arena->ceiling || arena->ceiling - n < arena->used + align)
        full(arena);
    size_t room = (n + align - 1) / align * align;
    struct arena_chunk *chunk = arena->chunk;
    if (!chunk || chunk->size - chunk->used < room)
        chunk = grow(arena, room);
    char *at = (char *)chunk->data + chunk->used;
    chunk->used += room;
    arena->used += room;
    if (n)
        memset(at, 0, n);
    return at;
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        full(arena);
    return arena_alloc(arena, count * size);
}

char *arena_copy(struct arena *arena, const void *bytes, size_t n)
{
    char *copy = arena_alloc(arena, n + 1);
    if (n)
        memcpy(copy, bytes, n);
    return copy;
}

void arena_reset(struct arena *arena)
{
    struct arena_chunk *keep = arena->chunk;
    if (!keep)
        return;
    struct arena_chunk *rest = keep->next;
    while (rest) {
        struct arena_chunk *next = rest->next;
        free(rest);
        rest = next;
    }
    keep->next = NULL;
    keep->used = 0;
    arena->used = 0;
}

void arena_free(struct arena *arena)
{
    arena_reset(arena);
    free(arena->chunk);
    arena->chunk = NULL;
    arena->used = 0;
}
