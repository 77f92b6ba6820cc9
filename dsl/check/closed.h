/* closed: names that must belong to a closed set (dsl/base/vocabulary.h). */
#ifndef ZHIDA_CLOSED_H
#define ZHIDA_CLOSED_H

#include "dsl/base/vocabulary.h"
#include "dsl/syntax/tree.h"

struct check;

/* The value of a name as written; NONE after a complaint that lists what there is. */
int terms_need(struct check *check, const struct terms *terms, const struct node *name);

/* A value in both languages. */
struct view terms_both(struct check *check, const struct terms *terms, int value);

#endif
