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

/* A part of a text that says one matter. */
struct one_part {
    struct one_matter matter; /* but for its text */
    bool worded;              /* by words of its category or duty, not of facts alone */
    struct known facts[KNOWN_MAX];
    int fact_count;
};

/* Reads a text as such a part (rule 8). shared: the place and the time where it names none, or
 * NULL. false: it says no matter that could be told from others. */
bool several_part(const struct rules *rules, struct arena *arena, struct view text,
                  struct civil_time now, const struct matter *shared, struct one_part *out);

/* Do they say the same matter? Where only a fact tells them apart, both are marked with it. */
bool several_same(struct one_part *a, struct one_part *b);

/* The value that facts give one of them; NONE, or SEVERAL_VALUES. */
enum { SEVERAL_VALUES = -2 };
int several_value(const struct known *facts, int count, int fact);

/* Adds a line to a matter's text. */
void several_add_line(struct buf *text, struct view line);

/* The matters of a text, in order; how many, 0 where it is one or none. Memory from the arena. */
int several_matters(const struct rules *rules, struct arena *arena,
                    const struct recognition *recognition, struct civil_time now,
                    struct one_matter out[MATTERS_MAX]);

#endif
