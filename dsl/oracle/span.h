/* span: a time said from one hour to another, in parts (matter.h, "HOW FACTS DECIDE", rule 9). */
#ifndef ZHIDA_ORACLE_SPAN_H
#define ZHIDA_ORACLE_SPAN_H

#include "dsl/check/model.h"

struct span_part {
    struct minute_range range;
    int duty; /* decided in it, or NONE */
};

/* The parts, in order since the time began, their duties NONE. 0: there are too many, or what is
 * known of the time is no single run from one hour to another. */
int span_parts(const struct model *model, const struct matter *matter, int category,
               struct span_part out[SPAN_PARTS_MAX]);

/* The one that counts. */
int span_choose(const struct model *model, const struct span_part *parts, int n);

#endif
