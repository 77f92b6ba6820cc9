/* charges: clocks belong to duties, and duties to units only case by case: by branches, and by
 * roles at places. So the duties' pieces are walked once, and for each clock and unit the first
 * piece is kept that leads there, to be shown as a case. */
#include "dsl/analyse/charges.h"

int charges_duty_clock(const struct model *model, int duty)
{
    int clock = model->duties.at[duty].clock;
    return clock == NONE ? model->clock : clock;
}

int charges_otherwise_clock(const struct model *model, int category)
{
    int clock = model->categories.at[category].clock;
    return clock == NONE ? model->clock : clock;
}

struct duration charges_within(const struct model *model, int duty)
{
    int clock = charges_duty_clock(model, duty);
    struct duration own = model->duties.at[duty].within;
    if (own.count || clock == NONE)
        return own;
    return model->clocks.at[clock].handle;
}

static void note(struct charges *charges, int clock, int unit, const struct charge *charge)
{
    struct charge *entry = &charges->at[(size_t)clock * charges->units + (size_t)unit];
    size_t count = entry->count;
    if (!count)
        *entry = *charge;
    entry->count = count + 1;
}

static void note_target(struct ground *ground, struct charges *charges, int clock,
                        const struct charge *charge)
{
    if (clock == NONE || !charge->boxes.n)
        return;
    if (charge->target.role == NONE) {
        if (charge->target.unit != NONE)
            note(charges, clock, charge->target.unit, charge);
        return;
    }
    const struct role *role = &ground->model->roles.at[charge->target.role];
    for (size_t i = 0; i < role->units.n; i++)
        note(charges, clock, role->units.at[i], charge);
}

static void note_category(struct ground *ground, struct charges *charges, int category)
{
    const struct model *model = ground->model;
    const struct table *table = &ground->tables[category];
    for (size_t i = 0; i < table->count; i++)
        for (size_t p = 0; p < table->shapes[i].pieces.n; p++) {
            const struct piece *piece = &table->shapes[i].pieces.at[p];
            int duty = table->shapes[i].duty;
            struct charge charge = {0, category, duty, piece->target, piece->boxes};
            note_target(ground, charges, charges_duty_clock(model, duty), &charge);
        }
    struct charge rest = {0, category, NONE, model->categories.at[category].otherwise,
                          table_rest(table)};
    note_target(ground, charges, charges_otherwise_clock(model, category), &rest);
}

struct charges charges_of(struct ground *ground)
{
    const struct model *model = ground->model;
    struct charges charges = {
        ARENA_ARRAY(ground->arena, model->clocks.n * model->units.n + 1, struct charge),
        model->units.n};
    for (size_t i = 0; i < model->categories.n; i++)
        note_category(ground, &charges, (int)i);
    return charges;
}

/* ---- as a case ---- */

struct comes_to {
    int duty, unit;
};

static bool shows_unit(const struct ground *ground, const struct given_case *found,
                       const void *claim)
{
    const struct comes_to *comes = claim;
    const struct decision *decision = &found->trace->decision;
    (void)ground;
    return decision->target.unit == comes->unit &&
           decision->status == (comes->duty == NONE ? DECIDE_OTHERWISE : DECIDE_DUTY) &&
           decision->duty == comes->duty;
}

/* The box with only the places where the unit plays the role. */
static bool keep_served(struct ground *ground, const struct table *table, struct target target,
                        int unit, uint64_t *box)
{
    enum { BITS = 64 };
    const struct dimension *d = space_dimension(&table->space, VAR_AREA, NONE);
    if (target.role == NONE || !d)
        return target.role == NONE;
    uint64_t *served = ARENA_ARRAY(ground->arena, d->words, uint64_t);
    for (size_t a = 0; a < ground->model->areas.n; a++)
        if (role_unit(&ground->roles, target, a) == unit)
            served[a / BITS] |= UINT64_C(1) << a % BITS;
    return box_narrow(d, box, served);
}

bool charge_case(struct ground *ground, const struct charge *charge, int unit,
                 struct given_case *found)
{
    const struct table *table = &ground->tables[charge->category];
    struct comes_to comes = {charge->duty, unit};
    int matter = charge->duty == NONE ? table_other_matter(table)
                                      : table_matter(table, (size_t)ground->position[charge->duty]);
    uint64_t *box = ARENA_ARRAY(ground->arena, table->space.words, uint64_t);
    for (size_t i = 0; i < charge->boxes.n; i++) {
        memcpy(box, boxes_at(&table->space, charge->boxes, i), table->space.words * sizeof *box);
        if (keep_served(ground, table, charge->target, unit, box) &&
            case_find(ground, table, box, matter, charge->duty, shows_unit, &comes, found))
            return true;
    }
    return false;
}
