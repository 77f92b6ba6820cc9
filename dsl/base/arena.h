/* arena: memory that is given back all at once.
 *
 * One arena per compilation, per turn, per request. Allocation never returns NULL: past the
 * ceiling, or when the machine has no memory, the arena jumps to the place named with
 * arena_on_full() or, where none is named, ends the process with a message. So the code between
 * reads as if memory were endless, and one place decides what running out means. */
#ifndef ZHIDA_ARENA_H
#define ZHIDA_ARENA_H

#include <setjmp.h>
#include <stddef.h>

struct arena_chunk;

struct arena {
    char *at, *end;            /* of the newest chunk what may be handed out without asking */
    struct arena_chunk *chunk; /* newest first */
    size_t before;             /* bytes handed out and padding of the chunks before the newest */
    size_t ceiling;            /* bytes that may be handed out */
    jmp_buf *full;             /* where to go when nothing is left, or NULL */
};

/* Prepares an empty arena that may hand out up to ceiling bytes. Takes no memory yet. */
void arena_init(struct arena *arena, size_t ceiling);

/* Names the place to jump to (with value 1) when the ceiling is reached; NULL takes it back. */
void arena_on_full(struct arena *arena, jmp_buf *place);

/* n bytes, zeroed, aligned for any type; owned by the arena. n may be 0. */
void *arena_alloc(struct arena *arena, size_t n);

/* The same, holding whatever it held: for what is written before it is read. A text that is read
 * takes two dozen of these, so what is at hand is handed out here. */
void *arena_raw_slowly(struct arena *arena, size_t n);
static inline void *arena_raw(struct arena *arena, size_t n)
{
    const size_t align = sizeof(max_align_t);
    char *at = arena->at;
    if (n >= (size_t)(arena->end - at))
        return arena_raw_slowly(arena, n);
    arena->at = at + (n + align - 1) / align * align;
    return at;
}

/* As arena_alloc for count items of size bytes; an overflowing product counts as full. */
void *arena_array(struct arena *arena, size_t count, size_t size);

/* A copy of n bytes with a NUL behind them. */
char *arena_copy(struct arena *arena, const void *bytes, size_t n);

/* Bytes handed out and padding, over all chunks. */
size_t arena_used(const struct arena *arena);

/* Forgets everything handed out but keeps the largest chunk for the next round. */
void arena_reset(struct arena *arena);

/* Gives all memory back. The arena may be used again as if freshly prepared. */
void arena_free(struct arena *arena);

#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_ARRAY(arena, count, type) ((type *)arena_array((arena), (count), sizeof(type)))

#endif
