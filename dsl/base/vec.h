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
