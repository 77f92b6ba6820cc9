/* joint: names are what two versions of the rules have in common; indices are not. So a world is
 * made of the names of both, and the conditions of each are written anew in its numbers.
 *
 * Places lie in two trees that may differ. In the joint world they lie flat: a condition on a place
 * is spread over everything below it, in the tree of its own version. A place that a version does
 * not know counts there as the nearest one above it that it does know: who moved into a new estate
 * was served by its street before.
 *
 * A value that a version does not know is none of those it asks for; "not X" holds of it. */
#include "dsl/change/joint.h"

/* ---- names ---- */

struct naming {
    struct view scope, name; /* scope: the category of a fact, else empty */
};

struct names {
    VEC(struct naming) list;
};

static int find_name(const struct names *names, struct view scope, struct view name)
{
    for (size_t i = 0; i < names->list.n; i++)
        if (view_eq(names->list.at[i].name, name) && view_eq(names->list.at[i].scope, scope))
            return (int)i;
    return NONE;
}

static int add_name(struct arena *arena, struct names *names, struct view scope, struct view name)
{
    int found = find_name(names, scope, name);
    if (found != NONE)
        return found;
    VEC_ADD(arena, &names->list, ((struct naming){scope, name}));
    return (int)names->list.n - 1;
}

/* joint -> rules, filled as names are entered. */
static int *open_map(struct arena *arena, size_t n)
{
    int *map = ARENA_ARRAY(arena, n + 1, int);
    for (size_t i = 0; i <= n; i++)
        map[i] = NONE;
    return map;
}

/* ---- facts and tags: a name and its values ---- */

typedef VEC(struct fact_value) value_list;

static int find_value(const struct fact_value *values, size_t n, struct view name)
{
    for (size_t i = 0; i < n; i++)
        if (view_eq(values[i].name, name))
            return (int)i;
    return NONE;
}

static void add_values(struct arena *arena, value_list *into, const struct fact_value *values,
                       size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (find_value(into->at, into->n, values[i].name) == NONE)
            VEC_ADD(arena, into, values[i]);
}

static int *value_map(struct arena *arena, const struct fact_value *joint, size_t n,
                      const struct fact_value *values, size_t count)
{
    int *map = open_map(arena, n);
    for (size_t i = 0; i < n; i++)
        map[i] = find_value(values, count, joint[i].name);
    return map;
}

static struct view scope_of(const struct model *rules, const struct fact *fact)
{
    return fact->category == NONE ? VIEW("") : rules->categories.at[fact->category].name;
}

static int find_fact(const struct model *rules, struct view scope, struct view name)
{
    for (size_t i = 0; i < rules->facts.n; i++)
        if (view_eq(rules->facts.at[i].name, name) &&
            view_eq(scope_of(rules, &rules->facts.at[i]), scope))
            return (int)i;
    return NONE;
}

static int find_tag(const struct model *rules, struct view name)
{
    for (size_t i = 0; i < rules->tags.n; i++)
        if (view_eq(rules->tags.at[i].name, name))
            return (int)i;
    return NONE;
}

/* Every fact of both, each with the values of both. */
static void join_facts(struct joint *joint, struct names *names)
{
    const struct model *both[] = {joint->old.rules, joint->new.rules};
    struct model *model = &joint->old.model;
    model->facts.n = model->facts.room = 0;
    for (int side = 0; side < 2; side++)
        for (size_t i = 0; i < both[side]->facts.n; i++) {
            const struct fact *fact = &both[side]->facts.at[i];
            struct view scope = scope_of(both[side], fact);
            int at = add_name(joint->arena, names, scope, fact->name);
            if ((size_t)at == model->facts.n)
                VEC_ADD(joint->arena, &model->facts,
                        ((struct fact){.name = fact->name, .category = fact->category}));
            value_list values = {0};
            add_values(joint->arena, &values, model->facts.at[at].values.at,
                       model->facts.at[at].values.n);
            add_values(joint->arena, &values, fact->values.at, fact->values.n);
            memcpy(&model->facts.at[at].values, &values, sizeof values);
        }
    joint->new.model.facts.at = model->facts.at;
    joint->new.model.facts.n = model->facts.n;
}

static void join_tags(struct joint *joint)
{
    const struct model *both[] = {joint->old.rules, joint->new.rules};
    struct model *model = &joint->old.model;
    model->tags.n = model->tags.room = 0;
    for (int side = 0; side < 2; side++)
        for (size_t i = 0; i < both[side]->tags.n; i++) {
            const struct tag *tag = &both[side]->tags.at[i];
            int at = find_tag(model, tag->name);
            if (at == NONE) {
                at = (int)model->tags.n;
                VEC_ADD(joint->arena, &model->tags, ((struct tag){.name = tag->name}));
            }
            value_list values = {0};
            add_values(joint->arena, &values, model->tags.at[at].values.at,
                       model->tags.at[at].values.n);
            add_values(joint->arena, &values, tag->values.at, tag->values.n);
            memcpy(&model->tags.at[at].values, &values, sizeof values);
        }
    joint->new.model.tags.at = model->tags.at;
    joint->new.model.tags.n = model->tags.n;
}

static void map_facts(struct joint *joint, struct side *side, const struct names *names)
{
    size_t n = joint->old.model.facts.n;
    side->fact = open_map(joint->arena, n);
    side->fact_value = ARENA_ARRAY(joint->arena, n + 1, int *);
    for (size_t i = 0; i < n; i++) {
        const struct fact *fact = &joint->old.model.facts.at[i];
        int own = find_fact(side->rules, names->list.at[i].scope, fact->name);
        side->fact[i] = own;
        const struct fact *theirs = own == NONE ? NULL : &side->rules->facts.at[own];
        side->fact_value[i] =
            value_map(joint->arena, fact->values.at, fact->values.n,
                      theirs ? theirs->values.at : NULL, theirs ? theirs->values.n : 0);
    }
}

static void map_tags(struct joint *joint, struct side *side)
{
    size_t n = joint->old.model.tags.n;
    side->tag = open_map(joint->arena, n);
    side->tag_value = ARENA_ARRAY(joint->arena, n + 1, int *);
    for (size_t i = 0; i < n; i++) {
        const struct tag *tag = &joint->old.model.tags.at[i];
        int own = find_tag(side->rules, tag->name);
        side->tag[i] = own;
        const struct tag *theirs = own == NONE ? NULL : &side->rules->tags.at[own];
        side->tag_value[i] =
            value_map(joint->arena, tag->values.at, tag->values.n,
                      theirs ? theirs->values.at : NULL, theirs ? theirs->values.n : 0);
    }
}

/* ---- numbers and dates: a name ---- */

static void join_numbers(struct joint *joint, struct names *numbers, struct names *dates)
{
    const struct model *both[] = {joint->old.rules, joint->new.rules};
    struct model *model = &joint->old.model;
    model->numbers.n = model->numbers.room = 0;
    model->dates.n = model->dates.room = 0;
    for (int side = 0; side < 2; side++) {
        for (size_t i = 0; i < both[side]->numbers.n; i++) {
            const struct number *number = &both[side]->numbers.at[i];
            if ((size_t)add_name(joint->arena, numbers, VIEW(""), number->name) == model->numbers.n)
                VEC_ADD(joint->arena, &model->numbers, *number);
        }
        for (size_t i = 0; i < both[side]->dates.n; i++) {
            const struct date *date = &both[side]->dates.at[i];
            if ((size_t)add_name(joint->arena, dates, VIEW(""), date->name) == model->dates.n)
                VEC_ADD(joint->arena, &model->dates, *date);
        }
    }
    joint->new.model.numbers = model->numbers;
    joint->new.model.dates = model->dates;
}

/* ---- places ---- */

static int find_area(const struct model *rules, struct view name)
{
    for (size_t i = 0; i < rules->areas.n; i++)
        if (view_eq(rules->areas.at[i].name, name))
            return (int)i;
    return NONE;
}

static void join_areas(struct joint *joint)
{
    const struct model *both[] = {joint->old.rules, joint->new.rules};
    struct names names = {0};
    struct model *model = &joint->old.model;
    model->areas.n = model->areas.room = 0;
    for (int side = 0; side < 2; side++)
        for (size_t i = 0; i < both[side]->areas.n; i++) {
            struct area area = both[side]->areas.at[i];
            int at = add_name(joint->arena, &names, VIEW(""), area.name);
            if ((size_t)at < model->areas.n)
                continue;
            area.parent = NONE;
            area.first = at;
            area.last = at + 1;
            VEC_ADD(joint->arena, &model->areas, area);
        }
    joint->new.model.areas.at = model->areas.at;
    joint->new.model.areas.n = model->areas.n;
}

/* The nearest place above (or the place itself) that this version knows; the way up goes through
 * the other version's tree. */
static void map_areas(struct joint *joint, struct side *side, const struct model *other)
{
    size_t n = joint->old.model.areas.n;
    side->area = open_map(joint->arena, n);
    for (size_t i = 0; i < n; i++) {
        struct view name = joint->old.model.areas.at[i].name;
        int own = find_area(side->rules, name), way = find_area(other, name);
        while (own == NONE && way != NONE && (way = other->areas.at[way].parent) != NONE)
            own = find_area(side->rules, other->areas.at[way].name);
        side->area[i] = own;
    }
}

int side_unit(const struct side *side, struct target target, size_t area)
{
    if (target.role == NONE)
        return target.unit;
    int own = area < side->model.areas.n ? side->area[area] : NONE;
    return own == NONE ? NONE : role_unit(&side->roles, target, (size_t)own);
}

/* ---- conditions ---- */

struct translation {
    struct arena *arena;
    const struct side *side;
    const struct names *facts, *numbers, *dates;
};

static int joint_variable(const struct translation *t, struct variable variable)
{
    const struct model *rules = t->side->rules;
    switch (variable.kind) {
    case VAR_FACT: {
        const struct fact *fact = &rules->facts.at[variable.index];
        return find_name(t->facts, scope_of(rules, fact), fact->name);
    }
    case VAR_TAG:
        return find_tag(&t->side->model, rules->tags.at[variable.index].name);
    case VAR_NUMBER:
        return find_name(t->numbers, VIEW(""), rules->numbers.at[variable.index].name);
    case VAR_DATE:
        return find_name(t->dates, VIEW(""), rules->dates.at[variable.index].name);
    default:
        return variable.index;
    }
}

/* Every joint value that is one of the expression's own. */
static void translate_values(const struct translation *t, const struct expr *from, struct expr *to,
                             const int *own, size_t n)
{
    for (size_t joint = 0; joint < n; joint++)
        for (size_t i = 0; i < from->values.n; i++)
            if (own[joint] == from->values.at[i])
                VEC_ADD(t->arena, &to->values, (int)joint);
}

static void translate_areas(const struct translation *t, const struct expr *from, struct expr *to)
{
    const struct model *rules = t->side->rules;
    for (size_t joint = 0; joint < t->side->model.areas.n; joint++) {
        int own = t->side->area[joint];
        bool in = false;
        for (size_t i = 0; i < from->values.n && own != NONE; i++) {
            const struct area *area = &rules->areas.at[from->values.at[i]];
            in |= own >= area->first && own < area->last;
        }
        if (in)
            VEC_ADD(t->arena, &to->values, (int)joint);
    }
}

static struct expr *translate(const struct translation *t, const struct expr *from)
{
    if (!from)
        return NULL;
    struct expr *to = ARENA_ARRAY(t->arena, 1, struct expr);
    *to = *from;
    memset(&to->kids, 0, sizeof to->kids);
    memset(&to->values, 0, sizeof to->values);
    for (size_t i = 0; i < from->kids.n; i++)
        VEC_ADD(t->arena, &to->kids, translate(t, from->kids.at[i]));
    if (from->kids.n)
        return to;
    to->variable.index = joint_variable(t, from->variable);
    int at = to->variable.index;
    if (from->op == EXPR_AREA)
        translate_areas(t, from, to);
    else if (from->variable.kind == VAR_FACT)
        translate_values(t, from, to, t->side->fact_value[at],
                         t->side->model.facts.at[at].values.n);
    else if (from->variable.kind == VAR_TAG && from->op == EXPR_SET)
        translate_values(t, from, to, t->side->tag_value[at], t->side->model.tags.at[at].values.n);
    else
        for (size_t i = 0; i < from->values.n; i++)
            VEC_ADD(t->arena, &to->values, from->values.at[i]);
    return to;
}

static void translate_duties(const struct translation *t, struct side *side)
{
    struct model *model = &side->model;
    memset(&model->duties, 0, sizeof model->duties);
    for (size_t i = 0; i < side->rules->duties.n; i++) {
        const struct duty *from = &side->rules->duties.at[i];
        struct duty *to = VEC_PUSH(t->arena, &model->duties);
        *to = *from;
        to->when = translate(t, from->when);
        memset(&to->branches, 0, sizeof to->branches);
        for (size_t b = 0; b < from->branches.n; b++)
            VEC_ADD(t->arena, &to->branches,
                    ((struct branch){translate(t, from->branches.at[b].when),
                                     from->branches.at[b].assign}));
    }
}

static void translate_policies(const struct translation *t, struct side *side)
{
    struct model *model = &side->model;
    memset(&model->policies, 0, sizeof model->policies);
    for (size_t i = 0; i < side->rules->policies.n; i++) {
        struct policy *to = VEC_PUSH(t->arena, &model->policies);
        *to = side->rules->policies.at[i];
        to->when = translate(t, to->when);
    }
}

struct joint joint_of(struct arena *arena, const struct model *old, const struct model *new)
{
    struct joint joint = {
        .arena = arena, .old = {.rules = old, .model = *old}, .new = {.rules = new, .model = *new}};
    struct names facts = {0}, numbers = {0}, dates = {0};
    join_facts(&joint, &facts);
    join_tags(&joint);
    join_numbers(&joint, &numbers, &dates);
    join_areas(&joint);
    struct side *sides[] = {&joint.old, &joint.new};
    for (int i = 0; i < 2; i++) {
        struct translation t = {arena, sides[i], &facts, &numbers, &dates};
        map_facts(&joint, sides[i], &facts);
        map_tags(&joint, sides[i]);
        map_areas(&joint, sides[i], sides[1 - i]->rules);
        sides[i]->roles = role_map_of(arena, sides[i]->rules);
        translate_duties(&t, sides[i]);
        translate_policies(&t, sides[i]);
    }
    return joint;
}
