/* shapes: a duty cut into pieces: one for each 其中 branch, and the rest for the bare 交. */
#ifndef ZHIDA_SHAPES_H
#define ZHIDA_SHAPES_H

#include "dsl/check/boxes.h"
#include "dsl/check/roles.h"

struct piece {
    struct boxes boxes; /* n 0: it never applies */
    struct target target;
    int branch; /* NONE: the bare 交 */
};

struct shape {
    int duty;
    bool clear;               /* not too large to decide */
    struct boxes whole;       /* where its 当 holds */
    VEC(struct piece) pieces; /* the branches in order, then the rest */
};

struct shape shape_of(const struct space *space, int duty);

/* Do the duties promise the same, whoever keeps it: deadline, urgency, assistants, answer? */
bool duties_same_terms(const struct duty *a, const struct duty *b);

/* The common cases of two boxes in which two pieces differ: all of them where the terms differ,
 * else those at the places where the targets come to two different units. To out; false: none. */
bool pieces_clash(const struct space *space, const struct role_map *roles, const struct piece *a,
                  const struct piece *b, bool same_terms, const uint64_t *box_a,
                  const uint64_t *box_b, uint64_t *out);

/* Do pieces of the two clash anywhere? */
bool shapes_clash(const struct space *space, const struct role_map *roles, const struct shape *a,
                  const struct shape *b, bool same_terms);

/* Is one of the two 优先于 the other? */
bool duties_ordered(const struct model *model, int a, int b);

/* Is some duty of the category given to a role? */
bool category_asks_roles(const struct model *model, int category);

#endif
