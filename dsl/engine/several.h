/* several: the different matters that one message lists (matter.h, rule 8). */
#ifndef ZHIDA_SEVERAL_H
#define ZHIDA_SEVERAL_H

#include "dsl/engine/recognise.h"

struct one_matter {
    struct view text; /* its own words, and what stands before the list; the original's */
    int category;
    int duty; /* NONE: still open, or the category's 否则 */
    /* What tells it from another one of the same category; fact NONE: the duty does, or there is
     * none. */
    struct known told;
};

/* The matters of a text, in order; how many, 0 where it is one or none. Memory from the arena. */
int several_matters(const struct rules *rules, struct arena *arena,
                    const struct recognition *recognition, struct civil_time now,
                    struct one_matter out[MATTERS_MAX]);

#endif
