/* inquiry: conditions held against a matter. Private to dsl/engine. */
#ifndef ZHIDA_INQUIRY_H
#define ZHIDA_INQUIRY_H

#include "dsl/engine/layout.h"

enum {
    VARIABLES_MAX = 64 /* that one category's open conditions may ask about; more are not seen */
};

/* Whose conditions are held against what; with `assuming`, as if that variable had that value. */
struct inquiry {
    const struct rules *rules;
    const struct matter *matter;
    const struct image_claim *claims; /* of the rules, and so the next: they are always at hand */
    const struct image_node *nodes;
    const int32_t *ints;
    uint64_t known, doubled; /* fact_bit() of those of which something is known; two things */
    uint32_t asks_known;     /* asks_bit() of all of which something is known */
    int dayclass;            /* enum dayclass, or NONE */
    bool unknowns;           /* something was answered "don't know" */
    bool assuming;
    struct variable assumed;
    int value;
};

/* One of 64 bits for a fact: what is known of none that has the bit is known of none of them. */
static inline uint64_t fact_bit(int fact)
{
    return (uint64_t)1 << ((unsigned)fact & 63);
}

struct inquiry inquiry_of(const struct rules *rules, const struct matter *matter);

struct variables {
    struct variable at[VARIABLES_MAX];
    int n;
};

/* The condition that begins at node; NONE is YES. */
enum truth inquiry_truth(const struct inquiry *inquiry, int32_t node);

/* Of a part of a condition. */
enum truth inquiry_node(const struct inquiry *inquiry, const struct image_node *node);

/* Could answers to what may still be asked make it that (YES or NO)? What was answered "don't know"
 * stays OPEN. Each part is looked at alone. */
bool inquiry_may_become(const struct inquiry *inquiry, int32_t node, enum truth want);

/* Adds the variables that could make an OPEN condition that, in order of place, each once. None
 * where it may not become that. */
void inquiry_useful_variables(const struct inquiry *inquiry, int32_t node, enum truth want,
                              struct variables *out);

/* The first fact in the condition of which two or more values were revealed and none is settled;
 * NONE: none. */
int inquiry_doubled_fact(const struct inquiry *inquiry, int32_t node);

static inline bool same_variable(struct variable a, struct variable b)
{
    return a.kind == b.kind && a.index == b.index;
}

#endif
