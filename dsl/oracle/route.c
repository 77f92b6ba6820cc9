/* route: who gets a decided duty (rule 7 of matter.h). Branches are tried in order; the bare
 * target is the rest. A role becomes a unit by the place: going up from it, the first area that a
 * unit playing the role serves. Several places are no place. */
#include "dsl/oracle/standing.h"

struct route route_of_duty(const struct model *model, struct arena *arena,
                           const struct matter *matter, int duty)
{
    const struct duty *self = &model->duties.at[duty];
    for (size_t i = 0; i < self->branches.n; i++) {
        const struct branch *branch = &self->branches.at[i];
        enum truth truth = oracle_truth(model, matter, branch->when);
        variables open = {0};
        if (truth == YES)
            return (struct route){.target = branch->assign};
        if (truth == OPEN)
            oracle_truth_useful_variables(model, arena, matter, branch->when, YES, &open);
        if (open.n)
            return (struct route){self->assign, true, open.at[0]};
    }
    return (struct route){.target = self->assign};
}

static bool serves(const struct unit *unit, int area)
{
    for (size_t i = 0; i < unit->serves.n; i++)
        if (unit->serves.at[i] == area)
            return true;
    return false;
}

static int player_at(const struct model *model, int role, int area)
{
    for (size_t i = 0; i < model->units.n; i++)
        if (model->units.at[i].role == role && serves(&model->units.at[i], area))
            return (int)i;
    return NONE;
}

struct target route_resolve(const struct model *model, const struct matter *matter,
                            struct target target)
{
    if (target.role == NONE || target.unit != NONE || matter->place_count != 1)
        return target;
    for (int area = matter->places[0]; area != NONE && target.unit == NONE;
         area = model->areas.at[area].parent)
        target.unit = player_at(model, target.role, area);
    return target;
}

int route_served_area(const struct model *model, const struct matter *matter, struct target target)
{
    if (target.role == NONE || target.unit == NONE || matter->place_count != 1)
        return NONE;
    int area = matter->places[0];
    while (area != NONE && !serves(&model->units.at[target.unit], area))
        area = model->areas.at[area].parent;
    return area;
}
