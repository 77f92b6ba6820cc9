/* parts: what names of desks have in common: 一区城管局 and 二区城管局 end alike, 一区城管局 and
 * 一区教育局 begin alike. The linear model learns a part from the tickets of all who share it.
 * Private to dsl/learn. */
#ifndef ZHIDA_PARTS_H
#define ZHIDA_PARTS_H

#include "dsl/base/vec.h"
#include "dsl/base/view.h"

struct parts {
    int *head, *tail; /* by desk: a part, or NONE */
    size_t n;         /* parts, numbered from 0 */
};

/* names are sorted by bytes, of UTF-8. */
struct parts parts_of(struct arena *arena, const struct view *names, size_t n);

#endif
