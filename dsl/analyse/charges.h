/* charges: which unit answers for cases under which clock, with a duty for which it does. */
#ifndef ZHIDA_ANALYSE_CHARGES_H
#define ZHIDA_ANALYSE_CHARGES_H

#include "dsl/analyse/case.h"

struct charge {
    size_t count; /* duties and 否则; 0: the unit has nothing under the clock */
    int category;
    int duty; /* the first; NONE: it is the category's 否则 */
    struct target target;
    struct boxes boxes; /* of the duty, where the target has it */
};

/* Per clock and unit: at[clock * units + unit]. */
struct charges {
    struct charge *at;
    size_t units;
};

struct charges charges_of(struct ground *ground);

/* The clock that runs for a duty, or for a category's 否则: its own, or the district's; NONE. */
int charges_duty_clock(const struct model *model, int duty);
int charges_otherwise_clock(const struct model *model, int category);

/* The deadline of a duty: its own, or its clock's. */
struct duration charges_within(const struct model *model, int duty);

/* A case that comes to the unit by this charge. false: none could be shown. */
bool charge_case(struct ground *ground, const struct charge *charge, int unit,
                 struct given_case *found);

#endif
