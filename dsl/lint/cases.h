/* cases: is there a case in which a condition holds? Exact, over everything a condition may ask:
 * facts, time, day, place, kind, channel, tags, numbers and dates. */
#ifndef ZHIDA_LINT_CASES_H
#define ZHIDA_LINT_CASES_H

#include "dsl/check/model.h"

enum found { FOUND_NONE, FOUND_ONE, NOT_DECIDED };

/* One case, of what the condition asks about: a value a variable, and nothing of the rest. */
struct case_value {
    struct variable variable; /* VAR_WEEKDAY stands for weekday and day class together */
    int64_t value; /* of a finite variable; a minute; an area, or areas.n for outside; a bound's
                    * number or day; a plain tag 0 or 1; of a day the weekday */
    int dayclass;
};

struct cases {
    struct arena *arena;
    const struct model *model;
    VEC(struct case_value) found; /* the last one that was found */
};

/* NOT_DECIDED: the condition is too involved to be sure. A ratio of two numbers is taken as a
 * number of its own, so a case may be found that no three numbers make; none is overlooked. */
enum found cases_find(struct cases *cases, const struct expr *expr);

/* Conditions put together; NULL is "always". Made in the arena, of the parts as they are. */
struct expr *cases_and(struct arena *arena, const struct expr *a, const struct expr *b);
struct expr *cases_not(struct arena *arena, const struct expr *a);
struct expr *cases_in_areas(struct arena *arena);             /* to be filled with areas */
struct expr *cases_constant(struct arena *arena, bool holds); /* always, or never */

#endif
