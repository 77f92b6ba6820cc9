/* units: who can be responsible. A role is not declared; it exists because a unit plays it. So the
 * roles are collected while units are declared, and a role with nobody behind it cannot be written.
 *
 * A unit that plays a role says where (辖区), or the role could not be resolved; two units of one
 * role for the same area are an error here already, whoever uses the role. */
#include "dsl/check/check.h"
#include "dsl/check/cycle.h"
#include "dsl/check/times.h"

static int role_of(struct check *check, const struct node *block, const struct node *name)
{
    struct model *model = check->model;
    for (size_t i = 0; i < model->roles.n; i++)
        if (view_eq(model->roles.at[i].name, name->text))
            return (int)i;
    struct role *role = VEC_PUSH(model->arena, &model->roles);
    role->name = name->text;
    scope_add(check, SCOPE_ROLE, NONE, (int)model->roles.n - 1, node_child(block, NODE_ROLE),
              name->text);
    return (int)model->roles.n - 1;
}

void units_declare(struct check *check, const struct node *block)
{
    struct model *model = check->model;
    int index = (int)model->units.n;
    struct unit *unit = VEC_PUSH(model->arena, &model->units);
    *unit = (struct unit){
        .name = text_of(node_child(block, NODE_NAME)),
        .display = display_or_name(block),
        .role = NONE,
        .parent = NONE,
        .span = block->span,
    };
    scope_add(check, SCOPE_UNIT, NONE, index, block, unit->name);
    const struct node *role = clause_name(block, NODE_ROLE);
    if (!text_of(role).n)
        return;
    int number = role_of(check, block, role);
    model->units.at[index].role = number;
    VEC_ADD(model->arena, &model->roles.at[number].units, index);
}

static bool serves(const struct unit *unit, int area)
{
    for (size_t i = 0; i < unit->serves.n; i++)
        if (unit->serves.at[i] == area)
            return true;
    return false;
}

/* A second unit of the same role for the same area. */
static void check_shared(struct check *check, int index, int area, struct span span)
{
    struct model *model = check->model;
    const struct unit *unit = &model->units.at[index];
    if (unit->role == NONE)
        return;
    const struct role *role = &model->roles.at[unit->role];
    for (size_t i = 0; i < role->units.n && role->units.at[i] < index; i++) {
        const struct unit *other = &model->units.at[role->units.at[i]];
        if (!serves(other, area))
            continue;
        struct diag *diag = SAY(check, DIAG_E0509, span, model->areas.at[area].name, role->name,
                                other->name, unit->name);
        say_label(check, diag, other->span, other->name);
        check->unsettled[unit->role] = true;
        return;
    }
}

static void read_serves(struct check *check, int index, const struct node *clause)
{
    struct unit *unit = &check->model->units.at[index];
    const struct node *names = clause ? node_child(clause, NODE_NAMES) : NULL;
    for (const struct node *name = names ? names->child : NULL; name; name = name->next) {
        int area = scope_need(check, SCOPE_AREA, NONE, name);
        if (area == NONE) {
            if (unit->role != NONE)
                check->unsettled[unit->role] = true;
            continue;
        }
        if (serves(unit, area)) {
            SAY(check, DIAG_W0301, name->span, name->text);
            continue;
        }
        VEC_ADD(check->arena, &unit->serves, area);
        check_shared(check, index, area, name->span);
    }
}

static void fill(struct check *check, int index, const struct node *block)
{
    struct unit *unit = &check->model->units.at[index];
    const struct node *clause = node_child(block, NODE_SERVES);
    read_serves(check, index, clause);
    if (unit->role != NONE && (!clause || clause->broken || block->broken))
        check->unsettled[unit->role] = true;
    if (unit->role != NONE && !clause && !block->broken)
        SAY(check, DIAG_E0510, name_span(block), unit->name,
            check->model->roles.at[unit->role].name);
    unit->parent = unit_need(check, clause_name(block, NODE_PARENT));
    unit->remit = clause_text(block, NODE_REMIT);
    unit->contact = clause_text(block, NODE_CONTACT);
    struct hours hours = hours_read(check, node_child(block, NODE_HOURS));
    for (size_t i = 0; i < hours.n; i++)
        VEC_ADD(check->arena, &unit->hours, hours.at[i]);
}

static int parent_of(const void *model, int index)
{
    return ((const struct model *)model)->units.at[index].parent;
}

void units_fill(struct check *check)
{
    struct scope *scope = &check->scopes[SCOPE_UNIT];
    check->unsettled = ARENA_ARRAY(check->arena, check->model->roles.n + 1, bool);
    for (size_t i = 0; i < scope->entries.n; i++)
        fill(check, (int)i, scope->entries.at[i].node);
    struct model *model = check->model;
    for (int i = 0; i < (int)model->units.n; i++)
        if (cycle_found(model, parent_of, i, (int)model->units.n)) {
            struct unit *unit = &model->units.at[i];
            SAY(check, DIAG_E0308, name_span(scope->entries.at[i].node), unit->name);
            unit->parent = NONE; /* one message a circle, and no endless walks later */
        }
}
