/* arena: chunks in a list, each twice as large as the one before, up to 16 MB.
 *
 * A chunk is taken from malloc, handed out front to back, and never shrunk. The ceiling counts
 * what was handed out, not what malloc was asked for: it is a promise about input, not about the
 * allocator. A reset keeps the newest (largest) chunk, so an arena that serves turn after turn
 * stops calling malloc at all.
 *
 * A new chunk comes zeroed, mostly as fresh pages at no cost; only what was handed out before the
 * last reset has to be zeroed again. */
#include "dsl/base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { FIRST_CHUNK = 4096, LARGEST_CHUNK = 16 << 20, PAGE = 4096, HUGE_PAGE = 2 << 20 };

struct arena_chunk {
    struct arena_chunk *next;
    size_t size, used;
    size_t dirty; /* bytes that were handed out before the last reset */
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

/* Half the time of a large compilation would go into touching fresh memory page by page. */
static void advise_huge_pages(char *from, size_t n)
{
    size_t skip = (PAGE - (uintptr_t)from % PAGE) % PAGE;
    if (n >= HUGE_PAGE)
        (void)madvise(from + skip, n - skip, MADV_HUGEPAGE);
}

static struct arena_chunk *grow(struct arena *arena, size_t n)
{
    size_t size = arena->chunk ? arena->chunk->size * 2 : FIRST_CHUNK;
    if (size > LARGEST_CHUNK)
        size = LARGEST_CHUNK;
    if (size < n)
        size = n;
    struct arena_chunk *chunk = calloc(1, sizeof *chunk + size);
    if (!chunk)
        full(arena);
    advise_huge_pages((char *)chunk, sizeof *chunk + size);
    chunk->size = size;
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
    if (chunk->used < chunk->dirty)
        memset(at, 0, room < chunk->dirty - chunk->used ? room : chunk->dirty - chunk->used);
    chunk->used += room;
    arena->used += room;
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
    keep->dirty = keep->used > keep->dirty ? keep->used : keep->dirty;
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
