/* sort: qsort for lists that mostly have a handful of items, where qsort itself would cost more
 * than the sorting. Equal items keep their order among few; nobody may rely on it. */
#ifndef ZHIDA_SORT_H
#define ZHIDA_SORT_H

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { SORT_FEW = 24, SORT_ITEM_MAX = 64 };

/* Sorts n items of at most SORT_ITEM_MAX bytes each; with a constant size and comparison it is laid
 * out in line. */
static inline void sort_few(void *items, size_t n, size_t size,
                            int (*compare)(const void *, const void *))
{
    char *at = items, item[SORT_ITEM_MAX];
    if (n > SORT_FEW || size > SORT_ITEM_MAX) {
        qsort(at, n, size, compare);
        return;
    }
    for (size_t i = 1; i < n; i++) {
        size_t to = i;
        memcpy(item, at + i * size, size);
        for (; to > 0 && compare(at + (to - 1) * size, item) > 0; to--)
            memcpy(at + to * size, at + (to - 1) * size, size);
        memcpy(at + to * size, item, size);
    }
}

#endif
