/* measure: what the measure word behind a number amounts to: 万元 is ten thousand 元. */
#ifndef ZHIDA_MEASURE_H
#define ZHIDA_MEASURE_H

#include "dsl/base/view.h"

enum measure_family {
    FAMILY_NONE,
    FAMILY_MONEY,
    FAMILY_HEADS,
    FAMILY_ITEMS,
    FAMILY_CASES,
    FAMILY_FIRMS,
    FAMILY_AREA,
    FAMILY_POWER,
    FAMILY_MASS,
    FAMILY_TIME,
    FAMILY_PERCENT
};

enum { PERCENT_UNIT = 10000 /* a hundredth of a million */ };

struct measure_word {
    struct view word;
    enum measure_family family;
    int64_t unit; /* of the family's base */
};

/* The word's row of measure_table.h, or NULL. */
const struct measure_word *measure_find(struct view word);

#endif
