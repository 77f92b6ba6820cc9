/* gist: a second model of a ranking, small and bent where the linear one is large and straight:
 * each gram has a place among a few coordinates, a text's gist is drawn from the places of its
 * grams, and desks are told apart by the gist alone. Private to dsl/learn. */
#ifndef ZHIDA_LEARN_GIST_H
#define ZHIDA_LEARN_GIST_H

#include "dsl/engine/learned_rank.h"
#include "dsl/learn/parts.h"
#include "dsl/learn/tickets.h"

/* What is learned from: each ticket's shares of grams, by index; empty where it is not used. */
struct lessons {
    const struct tickets *tickets;
    const struct parts *parts;
    const struct learned_shares *shares;
    const bool *use;
    size_t grams;
};

/* Outputs of the linear model: desks, parts of their names, areas. */
static inline size_t lessons_outputs(const struct lessons *lessons)
{
    return lessons->tickets->desks.n + lessons->parts->n + lessons->tickets->areas.n;
}

/* As learned_layout.h has it, in memory that processes share. */
struct gist {
    size_t grams, names; /* grams: the first ones, that have a place; names: desks, then parts */
    signed char *places; /* grams * LEARNED_GIST, as roots */
    signed char *rows;   /* LEARNED_GIST * LEARNED_ROW(names), likewise */
    float *biases;       /* by name */
    struct gist_scales {
        float places, rows;
    } * scales;
    void *memory;
    size_t size;
};

/* Room for the gist of the lessons; false: there is none. */
bool gist_make(struct gist *gist, const struct lessons *lessons)
    __attribute__((warn_unused_result));
void gist_release(struct gist *gist);

/* Learns; the same lessons give the same gist. Ends the process where there is no memory. */
void gist_learn(struct gist *gist, const struct lessons *lessons);

#endif
