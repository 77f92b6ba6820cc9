/* values: the values of facts and grouped tags, and of the numbers they are compared with. */
#ifndef ZHIDA_VALUES_H
#define ZHIDA_VALUES_H

#include "dsl/check/check.h"

/* A VALUE node. */
struct fact_value value_read(struct check *check, const struct node *node);

/* The position of a name, or NONE. */
int value_find(const struct fact_value *values, size_t count, struct view name);

/* Has the VALUE node a name that is not there yet? Complains about a repeat. */
bool value_is_new(struct check *check, const struct fact_value *values, size_t count,
                  const struct node *node);

/* What a literal NUMBER amounts to when held against a number of the rules; complains about
 * another measure, or about a missing one where it would be ambiguous. */
bool number_read(struct check *check, int number, const struct node *literal, int64_t *out);

/* yuan * 1,000,000 of a literal in 元, 万元, 亿元; complains about any other measure. */
bool money_read(struct check *check, const struct node *literal, int64_t *out);

#endif
