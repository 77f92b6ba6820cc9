/* fold_walk: what fold.c and fold_vector.c share: a text on its way to its folded form. */
#ifndef ZHIDA_FOLD_WALK_H
#define ZHIDA_FOLD_WALK_H

#include "dsl/base/fold.h"
#include "dsl/base/vec.h"

enum { FOLD_SLACK = 96 /* bytes, and units, that may be written past the end */ };

struct fold_walk {
    struct arena *arena;
    struct view text;
    char *out;
    size_t n, room; /* so long is the folded text; so much of it may be written, and the slack */
    uint32_t last;  /* the blank (' ') or mark that was written last, if nothing came behind it */
    bool mapped;    /* anchors are wanted */
    uint32_t shift; /* what the last anchor adds to a folded place, modulo 2^32 */
    VEC(struct fold_anchor) anchors;
    struct fold_units *units; /* NULL: none are wanted; else with room for as many as bytes */
};

/* From here on the folded text comes from the byte `original`. */
static inline void fold_anchor_at(struct fold_walk *walk, size_t folded, size_t original)
{
    uint32_t shift = (uint32_t)original - (uint32_t)folded;
    if (shift == walk->shift || !walk->mapped)
        return;
    walk->shift = shift;
    VEC_ADD(walk->arena, &walk->anchors,
            ((struct fold_anchor){(uint32_t)folded, (uint32_t)original}));
}

/* Folds [from, to) of the text, and the rest of a character that begins there; where it ends. */
size_t fold_walk_on(struct fold_walk *walk, size_t from, size_t to);

/* Folds the whole text with vectors, units included; false: it does not fit into the room, and what
 * was written is worth nothing. */
bool fold_in_vectors(struct fold_walk *walk, enum lanes lanes);

#endif
