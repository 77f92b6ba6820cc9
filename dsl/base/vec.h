/* vec: a growing array in an arena. `VEC(struct word) words;` starts empty when zeroed. */
#ifndef ZHIDA_VEC_H
#define ZHIDA_VEC_H

#include "dsl/base/arena.h"

#include <string.h>

#define VEC(type)                                                                                  \
    struct {                                                                                       \
        type *at;                                                                                  \
        size_t n;                                                                                  \
        size_t room;                                                                               \
    }

/* Adds one item (zeroed) and gives its address; valid until the next push. */
#define VEC_PUSH(arena, vec)                                                                       \
    ((vec)->n == (vec)->room                                                                       \
         ? ((vec)->at = vec_grown((arena), (vec)->at, (vec)->n, &(vec)->room, sizeof *(vec)->at))  \
         : (vec)->at,                                                                              \
     &(vec)->at[(vec)->n++])

/* Adds a value. */
#define VEC_ADD(arena, vec, value) (*VEC_PUSH((arena), (vec)) = (value))

/* Room for so many items, where it is known before how many there will be. */
#define VEC_ROOM(arena, vec, count)                                                                \
    ((vec)->at =                                                                                   \
         vec_with_room((arena), (vec)->at, (vec)->n, &(vec)->room, (count), sizeof *(vec)->at))

static inline void *vec_with_room(struct arena *arena, void *old, size_t n, size_t *room,
                                  size_t count, size_t size)
{
    if (*room >= count)
        return old;
    *room = count;
    char *at = arena_array(arena, count, size);
    if (n)
        memcpy(at, old, n * size);
    return at;
}

static inline void *vec_grown(struct arena *arena, const void *old, size_t n, size_t *room,
                              size_t size)
{
    *room = *room ? *room * 2 : 4;
    char *at = arena_array(arena, *room, size);
    if (n)
        memcpy(at, old, n * size);
    return at;
}

#endif
