/* joint: two versions of the rules in one world, so that their conditions can be held against each
 * other: the same facts, values, tags, numbers, dates and places by the same numbers. */
#ifndef ZHIDA_JOINT_H
#define ZHIDA_JOINT_H

#include "dsl/check/model.h"
#include "dsl/check/roles.h"

/* One version, told in the joint world. */
struct side {
    const struct model *rules; /* as they were checked */
    struct model model;    /* facts, tags, numbers, dates and areas joint; conditions translated;
                            * duties, categories and policies by the same numbers as in rules */
    struct role_map roles; /* of rules */
    int *fact, *tag;       /* joint -> rules, NONE where this version has none of the name */
    int **fact_value, **tag_value; /* joint -> rules */
    int *area;                     /* joint -> the nearest place that this version knows, or NONE */
};

struct joint {
    struct arena *arena;
    struct side old, new;
};

/* Facts and tags are one if they have one name (facts: in categories of one name), places if they
 * have one name, likewise the rest. Memory of the arena; refers to both models. */
struct joint joint_of(struct arena *arena, const struct model *old, const struct model *new);

/* The unit that a target of a version comes to at a joint area (areas.n: outside), or NONE. */
int side_unit(const struct side *side, struct target target, size_t area);

#endif
