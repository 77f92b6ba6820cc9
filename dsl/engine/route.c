/* route: from a duty to the desk (matter.h, rule 7). Branches in order, the bare target as the
 * rest; a branch that is OPEN waits for its variable, unless a "don't know" keeps it from ever
 * being YES, then it is passed over. */
#include "dsl/engine/contest.h"

static struct target target_of(struct image_target target)
{
    return (struct target){target.unit, target.role};
}

struct target route_find(const struct inquiry *inquiry, int duty, struct variable *open)
{
    const struct image_claim *self = &inquiry->claims[duty];
    const struct image_branch *branches = image_branches(inquiry->rules) + self->branches.at;
    *open = (struct variable){VAR_FACT, NONE};
    for (uint32_t i = 0; i < self->branches.n; i++) {
        struct variables variables;
        variables.n = 0;
        enum truth truth = inquiry_truth(inquiry, branches[i].when);
        if (truth == YES)
            return target_of(branches[i].assign);
        if (truth == OPEN)
            inquiry_useful_variables(inquiry, branches[i].when, YES, &variables);
        if (variables.n) {
            *open = variables.at[0];
            break;
        }
    }
    return target_of(self->assign);
}

struct target route_fill(const struct inquiry *inquiry, struct target target)
{
    const struct matter *matter = inquiry->matter;
    if (target.role != NONE && target.unit == NONE && matter->place_count == 1)
        target.unit = rules_role_unit(inquiry->rules, target.role, matter->places[0]);
    return target;
}
