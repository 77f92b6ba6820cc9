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
    bool assuming;
    struct variable assumed;
    int value;
};

struct variables {
    struct variable at[VARIABLES_MAX];
    int n;
};

/* The condition that begins at node; NONE is YES. */
enum truth inquiry_truth(const struct inquiry *inquiry, int32_t node);

/* Of a part of a condition. */
enum truth inquiry_node(const struct inquiry *inquiry, const struct image_node *node);

/* Adds the variables, not answered "don't know", that keep the condition OPEN, in order of place,
 * each once. */
void inquiry_open_variables(const struct inquiry *inquiry, int32_t node, struct variables *out);

/* The first fact in the condition of which two or more values were revealed and none is settled;
 * NONE: none. */
int inquiry_doubled_fact(const struct inquiry *inquiry, int32_t node);

static inline bool same_variable(struct variable a, struct variable b)
{
    return a.kind == b.kind && a.index == b.index;
}

#endif
