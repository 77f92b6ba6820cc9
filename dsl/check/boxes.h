/* boxes: conditions as sets of boxes over finite variables, exactly: those of one category, or the
 * tags, numbers and dates of enterprises. */
#ifndef ZHIDA_BOXES_H
#define ZHIDA_BOXES_H

#include "dsl/check/model.h"

/* One variable: a fact, time of day, day (weekday and class together), area, kind, channel; or a
 * tag, number, date. Its values are cut into atoms that no condition in question tells further
 * apart. */
struct dimension {
    enum variable_kind kind; /* VAR_WEEKDAY stands for weekday and day class together */
    int index;
    size_t atoms;
    size_t word, words;  /* where its bits stand in a box */
    VEC(int64_t) bounds; /* number, date: atom i is [bounds[i - 1], bounds[i]), open at the ends */
};

struct space {
    struct arena *arena;
    const struct model *model;
    VEC(struct dimension) dimensions;
    VEC(int) cuts;  /* of the time of day: atom i is [cuts[i], cuts[i + 1]) */
    size_t words;   /* of a box */
    uint64_t *full; /* the box that holds everything */
};

/* A union of boxes; each has some bit in every dimension. */
struct boxes {
    uint64_t *at;
    size_t n;
    bool over; /* more than BOXES_MAX: not decided */
};

enum { BOXES_MAX = 2048 };

/* The day atoms: weekday and class of a day together, less those that no calendar has (a day off
 * by weekend is a Saturday or a Sunday). */
enum { DAY_ATOMS = 16 };
void day_atom(size_t atom, int *weekday, int *dayclass);

/* The space of everything the conditions of the category's duties ask about; areas too where
 * with_areas is set. */
struct space space_of(struct arena *arena, const struct model *model, int category,
                      bool with_areas);

/* The space of everything that the policies ask of an enterprise. */
struct space space_of_policies(struct arena *arena, const struct model *model);

const struct dimension *space_dimension(const struct space *space, enum variable_kind kind,
                                        int index);

/* The same for two models that share facts, tags, numbers, dates and areas (dsl/change/joint.h);
 * areas are always in it. */
struct space space_of_both(struct arena *arena, const struct model *a, int category_a,
                           const struct model *b, int category_b);
struct space space_of_both_policies(struct arena *arena, const struct model *a,
                                    const struct model *b);

/* The whole space; where expr (NULL: everywhere) holds, or does not hold. */
struct boxes boxes_of(const struct space *space, const struct expr *expr, bool holds);
struct boxes boxes_meet(const struct space *space, struct boxes a, struct boxes b);

/* Do two boxes meet? The common box goes to out (space.words words). */
bool box_meet(const struct space *space, const uint64_t *a, const uint64_t *b, uint64_t *out);

/* Does the box leave the dimension open? */
bool box_is_full(const struct space *space, const struct dimension *dimension, const uint64_t *box);

/* The first atom of the box in the dimension, from atom on; NONE if there is none. */
int box_atom(const struct dimension *dimension, const uint64_t *box, size_t from);

static inline const uint64_t *boxes_at(const struct space *space, struct boxes boxes, size_t i)
{
    return boxes.at + i * space->words;
}

#endif
