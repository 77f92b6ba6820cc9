/* places: which provinces and cities a text names. What a document about one province says is not
 * the answer for another one, however alike the words are. */
#ifndef ZHIDA_PLACES_H
#define ZHIDA_PLACES_H

#include "dsl/base/view.h"

enum { PLACES_NAMED_MAX = 8, PLACES_FILTER_BITS = 1 << 16 };

struct places_named {
    uint64_t provinces; /* a bit for each, also for that of a city; 0: none is named */
    size_t count;
    struct view cities[PLACES_NAMED_MAX]; /* names below a province, views of the text */
};

/* The longest names in folded text, left to right. */
struct places_named places_find(struct view folded);

/* With which two characters a name may begin: for long texts. Most begin none. */
struct places_filter {
    uint64_t bits[PLACES_FILTER_BITS / 64];
};
void places_filter_init(struct places_filter *filter);

/* The bit of the province that a folded text dwells on: named more than once, itself or its cities,
 * and three times as often as all others together. 0: there is none. */
uint64_t places_dwelt_on(const struct places_filter *filter, struct view folded);

#endif
