/* enterprise: a concrete enterprise out of a box of tags, numbers and dates. */
#ifndef ZHIDA_ANALYSE_ENTERPRISE_H
#define ZHIDA_ANALYSE_ENTERPRISE_H

#include "dsl/analyse/ground.h"

typedef VEC(struct setting) figures;

enum enterprise_found {
    ENTERPRISE_FOUND,
    ENTERPRISE_NONE,     /* no values of the sources can make the ratios of the box */
    ENTERPRISE_UNDECIDED /* none was found, and none of the proofs applies */
};

/* Values that lie in the box: numbers in whole units of their measure where that is possible, and
 * those of ratios so that the ratio comes out. */
enum enterprise_found enterprise_of(struct ground *ground, const struct space *space,
                                    const uint64_t *box, figures *out);

/* 企业 tech_company、revenue = 5000 万元 */
void enterprise_put(const struct model *model, const figures *enterprise, struct buf *out);

#endif
