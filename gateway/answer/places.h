/* places: which provinces and cities a text names. What a document about one province says is not
 * the answer for another one, however alike the words are. */
#ifndef ZHIDA_PLACES_H
#define ZHIDA_PLACES_H

#include "dsl/base/view.h"

enum { PLACES_NAMED_MAX = 8 };

struct places_named {
    uint64_t provinces; /* a bit for each, also for that of a city; 0: none is named */
    size_t count;
    struct view cities[PLACES_NAMED_MAX]; /* names below a province, views of the text */
};

/* The longest names in folded text, left to right. */
struct places_named places_find(struct view folded);

#endif
