/* arena: chunks in a list, each twice as large as the one before, then of 16 MB.
 *
 * A small chunk is taken from malloc, a large one from the kernel; both are handed out front to
 * back, and never shrunk. The ceiling counts what was handed out, not what was asked of the
 * machine: it is a promise about input, not about the allocator. A reset keeps the newest (largest)
 * chunk, so an arena that serves turn after turn stops asking for memory at all.
 *
 * A new chunk comes zeroed. Whoever needs a megabyte will need more, so then comes a chunk of the
 * largest size, straight from the kernel: in pages of two megabytes where it has them, touched
 * only as far as they are handed out, and never zeroed twice as malloc's would be that were used
 * before. Only what was handed out before the last reset has to be zeroed again. The address
 * sanitizer looks for pointers in malloc's memory alone, so under it all chunks are malloc's. */
#include "dsl/base/arena.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum {
    FIRST_CHUNK = 4096,
    MAPPED_CHUNK = 1 << 20, /* from here on chunks come from the kernel */
    LARGEST_CHUNK = 16 << 20,
    HUGE_PAGE = 2 << 20
};

struct arena_chunk {
    struct arena_chunk *next;
    size_t size;
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

/* Whole pages at a multiple of their size: half the time of a large compilation would go into
 * touching fresh memory four kilobytes at a time. NULL: there is no more. */
static void *map_chunk(size_t n)
{
    char *all =
        mmap(NULL, n + HUGE_PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (all == MAP_FAILED)
        return NULL;
    size_t before = (HUGE_PAGE - (uintptr_t)all % HUGE_PAGE) % HUGE_PAGE;
    if (before)
        munmap(all, before);
    munmap(all + before + n, HUGE_PAGE - before);
    (void)madvise(all + before, n, MADV_HUGEPAGE);
    return all + before;
}

/* Is a chunk of that size the kernel's? */
static bool is_mapped(size_t size)
{
#ifdef __SANITIZE_ADDRESS__
    return size == SIZE_MAX;
#else
    return size >= MAPPED_CHUNK;
#endif
}

static void drop(struct arena_chunk *chunk)
{
    if (is_mapped(chunk->size))
        munmap(chunk, sizeof *chunk + chunk->size);
    else
        free(chunk);
}

/* The size of the next chunk, so that with its head it fills whole pages if it is large. */
static size_t next_size(const struct arena *arena, size_t n)
{
    size_t size = arena->chunk ? arena->chunk->size * 2 : FIRST_CHUNK;
    if (size < n)
        size = n;
    if (size < MAPPED_CHUNK)
        return size;
    size_t pages = (size + sizeof(struct arena_chunk) + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE;
    return (pages < LARGEST_CHUNK ? LARGEST_CHUNK : pages) - sizeof(struct arena_chunk);
}

static void grow(struct arena *arena, size_t n)
{
    if (n > SIZE_MAX / 2)
        full(arena);
    size_t size = next_size(arena, n), bytes = sizeof(struct arena_chunk) + size;
    struct arena_chunk *chunk = is_mapped(size) ? map_chunk(bytes) : calloc(1, bytes);
    if (!chunk)
        full(arena);
    chunk->size = size;
    chunk->next = arena->chunk;
    arena->chunk = chunk;
}

static const size_t align = sizeof(max_align_t);

static size_t chunk_used(const struct arena *arena)
{
    return arena->chunk ? (size_t)(arena->at - (const char *)arena->chunk->data) : 0;
}

size_t arena_used(const struct arena *arena)
{
    return arena->before + chunk_used(arena);
}

/* The newest chunk is handed out from its byte `from` on, as far as the ceiling lets it. */
static void begin_at(struct arena *arena, size_t from)
{
    size_t left =
        arena->ceiling > arena->before + align ? arena->ceiling - arena->before - align : 0;
    size_t end = arena->chunk->size < left ? arena->chunk->size : left;
    arena->at = (char *)arena->chunk->data + from;
    arena->end = (char *)arena->chunk->data + (end > from ? end : from) / align * align;
}

/* However it comes by it: from a new chunk, or as the last that the ceiling lets through. */
void *arena_raw_slowly(struct arena *arena, size_t n)
{
    if (n > arena->ceiling || arena->ceiling - n < arena_used(arena) + align)
        full(arena);
    size_t room = (n + align - 1) / align * align;
    if (!arena->chunk || arena->chunk->size - chunk_used(arena) < room) {
        arena->before += chunk_used(arena);
        grow(arena, room);
        begin_at(arena, 0);
    }
    char *at = arena->at;
    begin_at(arena, chunk_used(arena) + room);
    return at;
}

void *arena_alloc(struct arena *arena, size_t n)
{
    char *at = arena_raw(arena, n);
    const struct arena_chunk *chunk = arena->chunk;
    size_t from = (size_t)(at - (const char *)chunk->data), used = chunk_used(arena);
    if (from < chunk->dirty)
        memset(at, 0, used < chunk->dirty ? used - from : chunk->dirty - from);
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
    char *copy = arena_raw(arena, n + 1);
    if (n)
        memcpy(copy, bytes, n);
    copy[n] = '\0';
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
        drop(rest);
        rest = next;
    }
    size_t used = chunk_used(arena);
    keep->next = NULL;
    keep->dirty = used > keep->dirty ? used : keep->dirty;
    arena->before = 0;
    begin_at(arena, 0);
}

void arena_free(struct arena *arena)
{
    arena_reset(arena);
    if (arena->chunk)
        drop(arena->chunk);
    arena->chunk = NULL;
    arena->at = arena->end = NULL;
}
