/* coverage: a role is a promise that somebody is there wherever it is asked for. For each role the
 * areas are gathered in which some duty (or 否则, or a guide's step) may ask for it: those its
 * condition admits, less what its branches take away. A named place among them with no unit above
 * it is a gap: a case there would have a duty and no desk.
 *
 * Judged are the places without named parts. "Somewhere in the district" is no gap when each of its
 * streets has a unit; there the citizen is asked for the street. */
#include "dsl/check/boxes.h"
#include "dsl/check/check.h"
#include "dsl/check/roles.h"

enum { NAMED_MAX = 5 /* places that are named in one message */, BITS = 64 };

struct demand {
    uint64_t *areas;  /* bit per area: the role may be asked for here; as boxes lay them out */
    struct span span; /* who asks first */
    bool asked;
};

struct survey {
    struct check *check;
    struct arena scratch;   /* for the boxes of one category */
    struct demand *demands; /* per role */
    size_t words;           /* of a bit set of areas */
};

static struct demand *demand_of(struct survey *survey, struct target target, struct span span)
{
    struct demand *demand = &survey->demands[target.role];
    if (!demand->asked) {
        demand->asked = true;
        demand->span = span;
        demand->areas = ARENA_ARRAY(survey->check->arena, survey->words, uint64_t);
    }
    return demand;
}

static void demand_everywhere(struct survey *survey, struct target target, struct span span)
{
    if (target.role == NONE)
        return;
    struct demand *demand = demand_of(survey, target, span);
    memset(demand->areas, 0xff, survey->words * sizeof *demand->areas);
}

static void demand_in(struct survey *survey, const struct space *space, struct boxes boxes,
                      struct target target, struct span span)
{
    if (target.role == NONE || !(boxes.n || boxes.over))
        return;
    if (boxes.over) {
        demand_everywhere(survey, target, span);
        return;
    }
    const struct dimension *d = space_dimension(space, VAR_AREA, NONE);
    struct demand *demand = demand_of(survey, target, span);
    for (size_t i = 0; i < boxes.n; i++) {
        const uint64_t *bits = boxes_at(space, boxes, i) + d->word;
        for (size_t w = 0; w < d->words; w++)
            demand->areas[w] |= bits[w];
    }
}

static struct span clause_span(const struct node *block, enum node_kind kind)
{
    const struct node *clause = node_child(block, kind);
    return clause ? clause->span : name_span(block);
}

static void survey_duty(struct survey *survey, const struct space *space, int index)
{
    struct check *check = survey->check;
    const struct duty *duty = &check->model->duties.at[index];
    const struct node *block = check->scopes[SCOPE_DUTY].entries.at[index].node;
    if (check->poisoned[index])
        return;
    struct boxes all = boxes_of(space, duty->when, true), rest = all;
    for (size_t i = 0; i < duty->branches.n; i++) {
        const struct branch *branch = &duty->branches.at[i];
        demand_in(survey, space, boxes_meet(space, all, boxes_of(space, branch->when, true)),
                  branch->assign, branch->when->span);
        rest = boxes_meet(space, rest, boxes_of(space, branch->when, false));
    }
    demand_in(survey, space, rest, duty->assign, clause_span(block, NODE_ASSIGN));
    for (size_t i = 0; i < duty->assists.n; i++)
        demand_in(survey, space, all, duty->assists.at[i], clause_span(block, NODE_ASSIST));
}

static bool asks_role(const struct duty *duty)
{
    bool asks = duty->assign.role != NONE;
    for (size_t i = 0; i < duty->branches.n; i++)
        asks |= duty->branches.at[i].assign.role != NONE;
    for (size_t i = 0; i < duty->assists.n; i++)
        asks |= duty->assists.at[i].role != NONE;
    return asks;
}

static void survey_category(struct survey *survey, int index)
{
    struct check *check = survey->check;
    const struct category *category = &check->model->categories.at[index];
    struct space space = space_of(&survey->scratch, check->model, index, true);
    for (size_t i = 0; i < category->duties.n; i++)
        if (asks_role(&check->model->duties.at[category->duties.at[i]]))
            survey_duty(survey, &space, category->duties.at[i]);
    const struct node *block = check->scopes[SCOPE_CATEGORY].entries.at[index].node;
    demand_everywhere(survey, category->otherwise, clause_span(block, NODE_OTHERWISE));
    arena_reset(&survey->scratch);
}

static void survey_guide(struct survey *survey, int index)
{
    const struct guide *guide = &survey->check->model->guides.at[index];
    for (size_t i = 0; i < guide->steps.n; i++)
        demand_everywhere(survey, guide->steps.at[i].assign, guide->span);
}

static bool demanded(const struct demand *demand, int area)
{
    return demand->areas[area / BITS] >> area % BITS & 1;
}

static bool is_leaf(const struct area *area)
{
    return area->last == area->first + 1;
}

struct gaps {
    struct buf names;
    int count;
};

/* Names the largest areas below (and with) area that are wholly open; true if area is one. */
static bool gather_gaps(const struct model *model, const struct demand *demand, const int *unit,
                        int index, struct gaps *gaps)
{
    const struct area *area = &model->areas.at[index];
    bool any = false;
    for (int a = area->first; a < area->last; a++) {
        bool leaf = is_leaf(&model->areas.at[a]);
        if (leaf && !(demanded(demand, a) && unit[a] == NONE))
            return false;
        any |= leaf;
    }
    if (any && gaps->count++ < NAMED_MAX)
        buf_print(&gaps->names, "%s%.*s", gaps->names.n ? "、" : "", VIEW_FMT(area->name));
    return any;
}

static void report_role(struct check *check, const struct role_map *map,
                        const struct demand *demand, int role)
{
    const struct model *model = check->model;
    const int *unit = map->unit + (size_t)role * map->areas;
    struct gaps gaps = {.count = 0};
    buf_init(&gaps.names, 4096);
    for (int a = 0; a < (int)model->areas.n;)
        if (gather_gaps(model, demand, unit, a, &gaps))
            a = model->areas.at[a].last;
        else
            a++;
    if (gaps.count > NAMED_MAX)
        buf_print(&gaps.names, "…… (%d)", gaps.count);
    if (gaps.count)
        SAY(check, DIAG_E0508, demand->span, model->roles.at[role].name,
            buf_keep(&gaps.names, check->arena));
    buf_free(&gaps.names);
}

void coverage_find(struct check *check)
{
    struct model *model = check->model;
    if (!model->roles.n || !model->areas.n)
        return;
    struct survey survey = {.check = check, .words = model->areas.n / BITS + 1};
    arena_init(&survey.scratch, SIZE_MAX / 2);
    survey.demands = ARENA_ARRAY(check->arena, model->roles.n, struct demand);
    struct role_map map = role_map_of(check->arena, model);
    for (size_t i = 0; i < model->categories.n; i++)
        survey_category(&survey, (int)i);
    for (size_t i = 0; i < model->guides.n; i++)
        survey_guide(&survey, (int)i);
    for (size_t r = 0; r < model->roles.n; r++)
        if (survey.demands[r].asked && !check->unsettled[r])
            report_role(check, &map, &survey.demands[r], (int)r);
    arena_free(&survey.scratch);
}
