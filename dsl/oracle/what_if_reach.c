/* what_if_reach: the fewest changes that lead to a duty or a unit, by boxes.
 *
 * A duty's condition is a union of boxes; met with "no duty that goes before it holds" and, where a
 * unit is asked for, with the branch and the places that lead to that unit, every box left is a
 * sort of case that comes there. What is known either lies in the box's dimension or has to change:
 * the number of those is the distance, exactly, and the box with the smallest one is the answer.
 * The oracle then decides a case out of it; a box it sees otherwise is passed over for the next. */
#include "dsl/oracle/what_if.h"

#include "dsl/check/boxes.h"
#include "dsl/oracle/standing.h"

enum { TRIES_MAX = 24, VALUES_TOLD = 64 };

struct reach {
    const struct model *model;
    struct arena *arena;
    struct arena scratch; /* of one duty: its space and boxes */
    const struct matter *matter;
    int category; /* that the matter is decided in, or NONE */
    int unit;     /* asked for, or NONE */
    struct oracle_what_if *best;
    bool found, undecided;
};

/* ---- what is known, as atoms ---- */

static bool has_atom(const struct dimension *dimension, const uint64_t *box, size_t atom)
{
    return box_atom(dimension, box, atom) == (int)atom;
}

static bool time_inside(const struct space *space, const struct dimension *dimension,
                        const struct known_time *time, const uint64_t *box)
{
    bool inside = time->known;
    for (int r = 0; r < time->ranges; r++)
        for (size_t atom = 0; atom < dimension->atoms; atom++)
            if (time->range[r].from < space->cuts.at[atom + 1] &&
                time->range[r].to > space->cuts.at[atom])
                inside = inside && has_atom(dimension, box, atom);
    return inside;
}

/* Is every day that the matter may be of in the box? Of a day of which nothing is known, no. */
static bool day_inside(const struct space *space, const struct dimension *dimension,
                       const struct matter *matter, const uint64_t *box)
{
    unsigned days = matter->weekdays;
    int dayclass = oracle_known_dayclass(space->model, matter);
    bool any = false;
    if (!days && matter->has_day)
        days = 1u << civil_weekday(matter->day);
    if (days == WEEKDAYS_UNKNOWN || (!days && dayclass == NONE))
        return false;
    for (size_t atom = 0; atom < dimension->atoms; atom++) {
        int weekday, class_;
        day_atom(atom, &weekday, &class_);
        bool possible = (!days || days >> weekday & 1) && (dayclass == NONE || dayclass == class_);
        if (possible && !has_atom(dimension, box, atom))
            return false;
        any = any || possible;
    }
    return any;
}

static bool fact_inside(const struct dimension *dimension, const struct matter *matter,
                        const uint64_t *box)
{
    bool any = false;
    for (int i = 0; i < matter->fact_count; i++) {
        const struct known *known = &matter->facts[i];
        if (known->fact != dimension->index)
            continue;
        if (known->value == NONE || !has_atom(dimension, box, (size_t)known->value))
            return false;
        any = true;
    }
    return any && !oracle_truth_fact_doubled(matter, dimension->index);
}

static bool is_inside(const struct space *space, const struct dimension *dimension,
                      const struct matter *matter, const uint64_t *box)
{
    if (box_is_full(space, dimension, box))
        return true;
    switch (dimension->kind) {
    case VAR_FACT:
        return fact_inside(dimension, matter, box);
    case VAR_TIME:
        return time_inside(space, dimension, &matter->time, box);
    case VAR_WEEKDAY:
        return day_inside(space, dimension, matter, box);
    case VAR_AREA:
        return matter->place_count == 1 && has_atom(dimension, box, (size_t)matter->places[0]);
    case VAR_KIND:
        return has_atom(dimension, box, (size_t)matter->kind);
    case VAR_CHANNEL:
        return matter->channel != NONE && has_atom(dimension, box, (size_t)matter->channel);
    default:
        return false;
    }
}

/* ---- from a box to changes ---- */

static struct oracle_change *new_change(struct oracle_what_if *one, enum variable_kind kind,
                                        int index)
{
    struct oracle_change *change = &one->changes[one->count++];
    *change = (struct oracle_change){.variable = {kind, index}};
    return change;
}

static void change_to(struct reach *reach, struct oracle_what_if *one, enum variable_kind kind,
                      int index, int value)
{
    struct oracle_change *change = new_change(one, kind, index);
    VEC_ADD(reach->arena, &change->values, value);
}

/* A day is told as its class where any weekday does, else as a weekday where any class does, else
 * as both. false: no room. */
static bool change_day(struct reach *reach, const struct dimension *dimension, const uint64_t *box,
                       struct oracle_what_if *one)
{
    size_t in_class[DAYCLASS_COUNT] = {0}, of_class[DAYCLASS_COUNT] = {0};
    size_t in_weekday[7] = {0}, of_weekday[7] = {0};
    int weekday, dayclass;
    for (size_t atom = 0; atom < dimension->atoms; atom++) {
        bool in = has_atom(dimension, box, atom);
        day_atom(atom, &weekday, &dayclass);
        in_class[dayclass] += in, of_class[dayclass]++;
        in_weekday[weekday] += in, of_weekday[weekday]++;
    }
    for (int c = 0; c < DAYCLASS_COUNT; c++)
        if (in_class[c] == of_class[c]) {
            change_to(reach, one, VAR_DAYCLASS, NONE, c);
            return true;
        }
    for (int d = 0; d < 7; d++)
        if (in_weekday[d] == of_weekday[d]) {
            change_to(reach, one, VAR_WEEKDAY, NONE, d);
            return true;
        }
    if (one->count + 2 > WHAT_IF_CHANGES)
        return false;
    day_atom((size_t)box_atom(dimension, box, 0), &weekday, &dayclass);
    change_to(reach, one, VAR_WEEKDAY, NONE, weekday);
    change_to(reach, one, VAR_DAYCLASS, NONE, dayclass);
    return true;
}

/* Areas: those whose parents are not in the box too, so that a street stands for its houses. */
static void area_values(struct reach *reach, const struct dimension *dimension, const uint64_t *box,
                        struct oracle_change *change)
{
    for (size_t atom = 0; atom + 1 < dimension->atoms && change->values.n < VALUES_TOLD; atom++) {
        int parent = reach->model->areas.at[atom].parent;
        if (has_atom(dimension, box, atom) &&
            (parent == NONE || !has_atom(dimension, box, (size_t)parent)))
            VEC_ADD(reach->arena, &change->values, (int)atom);
    }
}

static bool change_dimension(struct reach *reach, const struct space *space,
                             const struct dimension *dimension, const uint64_t *box,
                             struct oracle_what_if *one)
{
    if (one->count == WHAT_IF_CHANGES)
        return false;
    if (dimension->kind == VAR_WEEKDAY)
        return change_day(reach, dimension, box, one);
    struct oracle_change *change = new_change(one, dimension->kind, dimension->index);
    if (dimension->kind == VAR_AREA) {
        area_values(reach, dimension, box, change);
        return change->values.n > 0;
    }
    for (int atom = box_atom(dimension, box, 0); atom != NONE;
         atom = box_atom(dimension, box, (size_t)atom + 1)) {
        struct minute_range range = {0, 0};
        if (dimension->kind == VAR_TIME)
            range = (struct minute_range){space->cuts.at[atom], space->cuts.at[atom + 1]};
        if (dimension->kind == VAR_TIME)
            VEC_ADD(reach->arena, &change->ranges, range);
        else
            VEC_ADD(reach->arena, &change->values, atom);
    }
    return true;
}

/* Of another category: that it is meant. Whether the duty's words have to be said as well (or those
 * of another not) is left to the caller, who tries without first. */
static void change_matter(struct reach *reach, int duty, bool say_matter,
                          struct oracle_what_if *one)
{
    const struct duty *self = &reach->model->duties.at[duty];
    if (self->category != reach->category) {
        change_to(reach, one, VAR_MATTER, self->category, self->category);
        one->changes[one->count - 1].category = true;
    }
    if (say_matter)
        change_to(reach, one, VAR_MATTER, self->category, self->words.n ? duty : OTHER_MATTER);
}

static bool case_of(struct reach *reach, const struct space *space, const uint64_t *box, int duty,
                    bool say_matter, struct oracle_what_if *one)
{
    *one = (struct oracle_what_if){.count = 0};
    change_matter(reach, duty, say_matter, one);
    for (size_t i = 0; i < space->dimensions.n; i++) {
        const struct dimension *dimension = &space->dimensions.at[i];
        if (!is_inside(space, dimension, reach->matter, box) &&
            !change_dimension(reach, space, dimension, box, one))
            return false;
    }
    return true;
}

static bool prove(struct reach *reach, int duty, struct oracle_what_if *one)
{
    struct matter supposed = *reach->matter;
    for (int i = 0; i < one->count; i++)
        oracle_suppose(reach->model, &supposed, &one->changes[i], 0);
    oracle_decide(reach->model, &supposed, &one->decision);
    return one->decision.status == DECIDE_DUTY && one->decision.duty == duty &&
           (reach->unit == NONE || one->decision.target.unit == reach->unit);
}

/* ---- boxes of a duty ---- */

static struct boxes boxes_before(const struct reach *reach, const struct space *space, int duty)
{
    const struct duty *self = &reach->model->duties.at[duty];
    const struct category *category = &reach->model->categories.at[self->category];
    struct boxes boxes = boxes_of(space, self->when, true);
    for (size_t i = 0; i < category->duties.n && !self->words.n; i++) {
        const struct duty *other = &reach->model->duties.at[category->duties.at[i]];
        for (size_t k = 0; k < other->over.n && !other->words.n; k++)
            if (other->over.at[k] == duty)
                boxes = boxes_meet(space, boxes, boxes_of(space, other->when, false));
    }
    return boxes;
}

/* The box of the places where the target is the unit; NULL where it never is, or everything. */
static const uint64_t *box_of_target(const struct reach *reach, const struct space *space,
                                     struct target target)
{
    if (target.unit == reach->unit)
        return space->full;
    if (target.unit != NONE)
        return NULL;
    const struct dimension *areas = space_dimension(space, VAR_AREA, NONE);
    uint64_t *box = ARENA_ARRAY(space->arena, space->words, uint64_t);
    memcpy(box, space->full, space->words * sizeof *box);
    memset(box + areas->word, 0, areas->words * sizeof *box);
    bool any = false;
    for (size_t area = 0; area < reach->model->areas.n; area++) {
        struct matter there = *reach->matter;
        given_settle_place(&there, (int)area);
        if (route_resolve(reach->model, &there, target).unit != reach->unit)
            continue;
        box[areas->word + area / 64] |= UINT64_C(1) << area % 64;
        any = true;
    }
    return any ? box : NULL;
}

static struct boxes boxes_for_target(const struct reach *reach, const struct space *space,
                                     struct boxes boxes, struct target target)
{
    const uint64_t *box = box_of_target(reach, space, target);
    if (!box)
        return (struct boxes){0};
    struct boxes places = {(uint64_t *)(uintptr_t)box, 1, false};
    return boxes_meet(space, boxes, places);
}

/* ---- the nearest box ---- */

/* One box, at a distance; true where the oracle sees the case as it should be. */
static bool try_box(struct reach *reach, const struct space *space, const uint64_t *box, int duty,
                    int distance, bool say_matter, int *tries)
{
    struct oracle_what_if one;
    if (!case_of(reach, space, box, duty, say_matter, &one) || one.count != distance)
        return false;
    ++*tries;
    if (!prove(reach, duty, &one))
        return false;
    *reach->best = one;
    return true;
}

static void try_boxes(struct reach *reach, const struct space *space, struct boxes boxes, int duty)
{
    int category = reach->model->duties.at[duty].category;
    bool has_matter = reach->model->categories.at[category].has_matter;
    reach->undecided = reach->undecided || boxes.over;
    for (int distance = 0; distance <= WHAT_IF_CHANGES; distance++) { /* the nearest first */
        int tries = 0;
        if (reach->found && distance >= reach->best->count)
            return;
        for (size_t i = 0; i < boxes.n && tries < TRIES_MAX; i++)
            for (int say = 0; say <= (has_matter ? 1 : 0); say++)
                if (try_box(reach, space, boxes_at(space, boxes, i), duty, distance, say == 1,
                            &tries)) {
                    reach->found = true;
                    return;
                }
    }
}

static bool can_be(const struct reach *reach, struct target target)
{
    return reach->unit == NONE || target.unit == reach->unit ||
           (target.unit == NONE && target.role != NONE &&
            target.role == reach->model->units.at[reach->unit].role);
}

static void reach_duty(struct reach *reach, int duty)
{
    const struct duty *self = &reach->model->duties.at[duty];
    bool possible = can_be(reach, self->assign);
    for (size_t i = 0; i < self->branches.n; i++)
        possible = possible || can_be(reach, self->branches.at[i].assign);
    if (!possible)
        return;
    arena_reset(&reach->scratch);
    struct space space = space_of(&reach->scratch, reach->model, self->category, true);
    struct boxes rest = boxes_before(reach, &space, duty);
    if (reach->unit == NONE) {
        try_boxes(reach, &space, rest, duty);
        return;
    }
    for (size_t i = 0; i < self->branches.n; i++) {
        const struct branch *branch = &self->branches.at[i];
        struct boxes here = boxes_meet(&space, rest, boxes_of(&space, branch->when, true));
        if (can_be(reach, branch->assign))
            try_boxes(reach, &space, boxes_for_target(reach, &space, here, branch->assign), duty);
        rest = boxes_meet(&space, rest, boxes_of(&space, branch->when, false));
    }
    if (can_be(reach, self->assign))
        try_boxes(reach, &space, boxes_for_target(reach, &space, rest, self->assign), duty);
}

bool oracle_reach(const struct model *model, struct arena *arena, const struct matter *matter,
                  int duty, int unit, struct oracle_what_if *out, bool *undecided)
{
    struct decision now;
    oracle_decide(model, matter, &now);
    struct reach reach = {.model = model,
                          .arena = arena,
                          .matter = matter,
                          .category = now.category,
                          .unit = unit,
                          .best = out};
    arena_init(&reach.scratch, SIZE_MAX / 2);
    if (duty != NONE)
        reach_duty(&reach, duty);
    for (size_t i = 0; duty == NONE && i < model->duties.n; i++)
        if (model->duties.at[i].category == now.category)
            reach_duty(&reach, (int)i);
    for (size_t i = 0; duty == NONE && i < model->duties.n; i++)
        if (model->duties.at[i].category != now.category)
            reach_duty(&reach, (int)i);
    arena_free(&reach.scratch);
    *undecided = !reach.found && reach.undecided;
    return reach.found;
}
