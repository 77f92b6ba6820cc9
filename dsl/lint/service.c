/* service: units that are asked for where they do not serve.
 *
 * A unit with a 辖区 answers for that part of the district and no other. Named outright (not by its
 * role) by a duty that may also come from elsewhere, it would be handed what it cannot act on. The
 * question is exact: is there a case, in a named place without named parts of its own, in which the
 * duty holds, none of its branches takes it away, and the place lies outside what the unit serves?
 * The place found is named. Units without a 辖区 are those of the whole district. */
#include "dsl/lint/cases.h"
#include "dsl/lint/run.h"

struct look {
    struct lint_run *run;
    struct cases cases;
    struct expr *leaves; /* the place is one without named parts */
};

static const struct unit *unit_of(const struct look *look, struct target target)
{
    const struct unit *unit = target.unit == NONE ? NULL : &look->run->model->units.at[target.unit];
    return unit && unit->serves.n ? unit : NULL;
}

static int place_found(const struct look *look)
{
    for (size_t i = 0; i < look->cases.found.n; i++)
        if (look->cases.found.at[i].variable.kind == VAR_AREA)
            return (int)look->cases.found.at[i].value;
    return NONE;
}

static void look_at_target(struct look *look, const struct expr *when, struct target target,
                           const struct node *block, enum node_kind clause)
{
    struct arena *arena = look->run->arena;
    const struct model *model = look->run->model;
    const struct unit *unit = unit_of(look, target);
    if (!unit)
        return;
    struct expr *served = cases_in_areas(arena);
    for (size_t i = 0; i < unit->serves.n; i++)
        VEC_ADD(arena, &served->values, unit->serves.at[i]);
    struct expr *outside = cases_and(arena, look->leaves, cases_not(arena, served));
    if (cases_find(&look->cases, cases_and(arena, outside, when)) != FOUND_ONE)
        return;
    int place = place_found(look);
    if (place == NONE || place >= (int)model->areas.n)
        return;
    struct diag *diag = FOUND(look->run, outside_its_area, place_clause(block, clause), unit->name,
                              model->areas.at[place].name);
    lint_label(look->run, diag, place_clause(look->run->places.units.at[target.unit], NODE_SERVES),
               BOTH("它的辖区", "what it serves"));
}

static bool asks_local_unit(const struct look *look, const struct duty *duty)
{
    bool asks = unit_of(look, duty->assign) != NULL;
    for (size_t i = 0; i < duty->branches.n; i++)
        asks |= unit_of(look, duty->branches.at[i].assign) != NULL;
    for (size_t i = 0; i < duty->assists.n; i++)
        asks |= unit_of(look, duty->assists.at[i]) != NULL;
    return asks;
}

static void look_at_duty(struct look *look, const struct duty *duty, const struct node *block)
{
    struct arena *arena = look->run->arena;
    if (!asks_local_unit(look, duty))
        return;
    struct expr *rest = cases_and(arena, duty->when, NULL);
    const struct node *clause = node_child(block, NODE_WHERE);
    for (size_t i = 0; i < duty->branches.n; i++) {
        const struct expr *when = duty->branches.at[i].when;
        look_at_target(look, cases_and(arena, duty->when, when), duty->branches.at[i].assign,
                       clause ? clause : block, NODE_ASSIGN);
        VEC_ADD(arena, &rest->kids, cases_not(arena, when));
        clause = clause ? node_again(clause) : NULL;
    }
    look_at_target(look, rest, duty->assign, block, NODE_ASSIGN);
    for (size_t i = 0; i < duty->assists.n; i++)
        look_at_target(look, duty->when, duty->assists.at[i], block, NODE_ASSIST);
}

static bool any_local_unit(const struct model *model)
{
    for (size_t i = 0; i < model->units.n; i++)
        if (model->units.at[i].serves.n)
            return true;
    return false;
}

void look_at_service(struct lint_run *run)
{
    const struct model *model = run->model;
    struct look look = {run, {.arena = run->arena, .model = model}, cases_in_areas(run->arena)};
    if (!any_local_unit(model))
        return;
    for (size_t i = 0; i < model->areas.n; i++)
        if (model->areas.at[i].last == model->areas.at[i].first + 1)
            VEC_ADD(run->arena, &look.leaves->values, (int)i);
    for (size_t i = 0; i < model->duties.n; i++)
        look_at_duty(&look, &model->duties.at[i], run->places.duties.at[i]);
    for (size_t i = 0; i < model->categories.n; i++)
        look_at_target(&look, NULL, model->categories.at[i].otherwise, run->places.categories.at[i],
                       NODE_OTHERWISE);
}
