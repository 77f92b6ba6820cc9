/* conditions: from the tree of a condition to struct expr, and the values it compares with. */
#ifndef ZHIDA_CONDITIONS_H
#define ZHIDA_CONDITIONS_H

#include "dsl/check/check.h"

/* Whom a condition judges: a citizen's matter (facts, time, place) or an enterprise (tags,
 * numbers, dates). */
enum about { ABOUT_MATTER, ABOUT_ENTERPRISE };

struct view_point {
    enum about about;
    int category; /* whose facts and periods are seen, or NONE */
};

/* The condition below a WHEN or WHERE clause; NULL where something was not settled (said). */
struct expr *condition_read(struct check *check, struct view_point from, const struct node *clause);

/* The variable of that name, seen from there; false if there is none. */
bool variable_find(const struct check *check, struct view_point from, struct view name,
                   struct variable *out);

/* The same for a name as written; complains. */
bool variable_need(struct check *check, struct view_point from, const struct node *name,
                   struct variable *out);

/* The value of a finite variable (fact, grouped tag, weekday, day class, kind, channel, area), or
 * NONE after a complaint. */
int finite_value(struct check *check, struct variable variable, const struct node *value);

/* Is a bare name in a list of alternatives a value of the fact compared before it? Says so, once
 * for a row of them. */
bool value_after_or(struct check *check, struct view_point from, const struct node *bare,
                    const struct node *list);

/* How a variable is called in messages. */
struct view variable_label(const struct check *check, struct variable variable);

#endif
