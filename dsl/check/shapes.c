/* shapes: what overlap and the analysis of responsibility share. A branch takes its cases from the
 * bare target, not from other branches: that they are disjoint is checked elsewhere.
 *
 * Two pieces clash where both hold and what follows differs. Roles are resolved place by place,
 * since 交 街道 and 交 园区管委会 may come to the same unit; a place where one of the roles has
 * nobody is a gap of that role and no clash. */
#include "dsl/check/shapes.h"

static bool same_target(struct target a, struct target b)
{
    return a.unit == b.unit && a.role == b.role;
}

static void add_piece(const struct space *space, struct shape *shape, struct boxes boxes,
                      struct target target, int branch)
{
    shape->clear &= !boxes.over;
    VEC_ADD(space->arena, &shape->pieces, ((struct piece){boxes, target, branch}));
}

struct shape shape_of(const struct space *space, int index)
{
    const struct duty *duty = &space->model->duties.at[index];
    struct shape shape = {.duty = index, .whole = boxes_of(space, duty->when, true)};
    shape.clear = !shape.whole.over;
    struct boxes rest = shape.whole;
    for (size_t i = 0; i < duty->branches.n && shape.clear; i++) {
        const struct branch *branch = &duty->branches.at[i];
        add_piece(space, &shape,
                  boxes_meet(space, shape.whole, boxes_of(space, branch->when, true)),
                  branch->assign, (int)i);
        rest = boxes_meet(space, rest, boxes_of(space, branch->when, false));
    }
    add_piece(space, &shape, rest, duty->assign, NONE);
    return shape;
}

static bool same_assists(const struct duty *a, const struct duty *b)
{
    if (a->assists.n != b->assists.n)
        return false;
    for (size_t i = 0; i < a->assists.n; i++) {
        bool found = false;
        for (size_t j = 0; j < b->assists.n; j++)
            found |= same_target(a->assists.at[i], b->assists.at[j]);
        if (!found)
            return false;
    }
    return true;
}

bool duties_same_terms(const struct duty *a, const struct duty *b)
{
    return a->urgent == b->urgent && a->within.count == b->within.count &&
           a->within.measure == b->within.measure && a->clock == b->clock &&
           view_eq(a->answer.zh, b->answer.zh) && view_eq(a->answer.en, b->answer.en) &&
           same_assists(a, b);
}

/* Leaves the places where the targets come to two units. */
static bool keep_places(const struct space *space, const struct role_map *roles, struct target a,
                        struct target b, uint64_t *box)
{
    enum { BITS = 64 };
    const struct dimension *d = space_dimension(space, VAR_AREA, NONE);
    bool any = false;
    for (int at = box_atom(d, box, 0); at != NONE; at = box_atom(d, box, (size_t)at + 1)) {
        int one = role_unit(roles, a, (size_t)at), other = role_unit(roles, b, (size_t)at);
        if (one != NONE && other != NONE && one != other)
            any = true;
        else
            box[d->word + (size_t)at / BITS] &= ~(UINT64_C(1) << (size_t)at % BITS);
    }
    return any;
}

bool pieces_clash(const struct space *space, const struct role_map *roles, const struct piece *a,
                  const struct piece *b, bool same_terms, const uint64_t *box_a,
                  const uint64_t *box_b, uint64_t *out)
{
    if (same_terms && same_target(a->target, b->target))
        return false;
    if (!box_meet(space, box_a, box_b, out))
        return false;
    if (!same_terms || (a->target.role == NONE && b->target.role == NONE))
        return true;
    return keep_places(space, roles, a->target, b->target, out);
}

static bool any_clash(const struct space *space, const struct role_map *roles,
                      const struct piece *a, const struct piece *b, bool same_terms, uint64_t *room)
{
    for (size_t i = 0; i < a->boxes.n; i++)
        for (size_t j = 0; j < b->boxes.n; j++)
            if (pieces_clash(space, roles, a, b, same_terms, boxes_at(space, a->boxes, i),
                             boxes_at(space, b->boxes, j), room))
                return true;
    return false;
}

bool shapes_clash(const struct space *space, const struct role_map *roles, const struct shape *a,
                  const struct shape *b, bool same_terms)
{
    uint64_t *room = ARENA_ARRAY(space->arena, space->words, uint64_t);
    for (size_t i = 0; i < a->pieces.n; i++)
        for (size_t j = 0; j < b->pieces.n; j++)
            if (any_clash(space, roles, &a->pieces.at[i], &b->pieces.at[j], same_terms, room))
                return true;
    return false;
}

static bool goes_before(const struct duty *duty, int under)
{
    for (size_t i = 0; i < duty->over.n; i++)
        if (duty->over.at[i] == under)
            return true;
    return false;
}

bool duties_ordered(const struct model *model, int a, int b)
{
    return goes_before(&model->duties.at[a], b) || goes_before(&model->duties.at[b], a);
}

bool category_asks_roles(const struct model *model, int index)
{
    const struct category *category = &model->categories.at[index];
    for (size_t i = 0; i < category->duties.n; i++) {
        const struct duty *duty = &model->duties.at[category->duties.at[i]];
        if (duty->assign.role != NONE)
            return true;
        for (size_t b = 0; b < duty->branches.n; b++)
            if (duty->branches.at[b].assign.role != NONE)
                return true;
    }
    return false;
}
