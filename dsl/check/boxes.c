/* boxes: the arithmetic behind overlap and coverage.
 *
 * All variables a duty may ask about are finite once they are cut fine enough: facts by their
 * values, the time of day at every boundary that some condition of the category uses, places by
 * the areas themselves (area X as an atom means "in X and in none of its parts that are named";
 * one more atom stands for everywhere else). A condition becomes a union of boxes, a box a bit set
 * per variable. Everything is then exact: two conditions can both hold if and only if two of their
 * boxes meet, and any common bit is a witness.
 *
 * Conditions of the language are small, so unions stay small; a cap keeps a hostile one from
 * exploding, and what passes it is reported as not decided, never as fine. */
#include "dsl/check/boxes.h"

enum { BITS = 64, WEEKDAYS = 7, FRIDAY = 4, PLAIN_TAG = 2 };

/* ---- days ---- */

void day_atom(size_t atom, int *weekday, int *dayclass)
{
    if (atom < WEEKDAYS) {
        *weekday = (int)atom;
        *dayclass = DAY_WORK;
    } else if (atom < WEEKDAYS + WEEKDAYS) {
        *weekday = (int)atom - WEEKDAYS;
        *dayclass = DAY_HOLIDAY;
    } else {
        *weekday = FRIDAY + 1 + (int)atom - 2 * WEEKDAYS;
        *dayclass = DAY_OFF;
    }
}

/* ---- spaces ---- */

static bool is_day(enum variable_kind kind)
{
    return kind == VAR_WEEKDAY || kind == VAR_DAYCLASS;
}

const struct dimension *space_dimension(const struct space *space, enum variable_kind kind,
                                        int index)
{
    for (size_t i = 0; i < space->dimensions.n; i++) {
        const struct dimension *d = &space->dimensions.at[i];
        if (d->kind == (is_day(kind) ? VAR_WEEKDAY : kind) && d->index == index)
            return d;
    }
    return NULL;
}

static size_t atoms_of(const struct space *space, enum variable_kind kind, int index)
{
    switch (kind) {
    case VAR_FACT:
        return space->model->facts.at[index].values.n;
    case VAR_TIME:
        return space->cuts.n - 1;
    case VAR_WEEKDAY:
    case VAR_DAYCLASS:
        return DAY_ATOMS;
    case VAR_AREA:
        return space->model->areas.n + 1;
    case VAR_KIND:
        return KIND_COUNT;
    case VAR_CHANNEL:
        return CHANNEL_COUNT;
    case VAR_TAG: {
        size_t values = space->model->tags.at[index].values.n;
        return values ? values : PLAIN_TAG;
    }
    default:
        return 0;
    }
}

/* The dimension of the variable, made where there is none yet. */
static struct dimension *add_dimension(struct space *space, enum variable_kind kind, int index)
{
    for (size_t i = 0; i < space->dimensions.n; i++) {
        struct dimension *d = &space->dimensions.at[i];
        if (d->kind == (is_day(kind) ? VAR_WEEKDAY : kind) && d->index == index)
            return d;
    }
    struct dimension dimension = {.kind = is_day(kind) ? VAR_WEEKDAY : kind, .index = index};
    struct dimension *added = VEC_PUSH(space->arena, &space->dimensions);
    *added = dimension;
    return added;
}

static void add_bound(struct space *space, const struct expr *expr)
{
    struct dimension *d = add_dimension(space, expr->variable.kind, expr->variable.index);
    size_t at = 0;
    while (at < d->bounds.n && d->bounds.at[at] < expr->bound)
        at++;
    if (at < d->bounds.n && d->bounds.at[at] == expr->bound)
        return;
    VEC_ADD(space->arena, &d->bounds, expr->bound);
    memmove(&d->bounds.at[at + 1], &d->bounds.at[at],
            (d->bounds.n - 1 - at) * sizeof d->bounds.at[0]);
    d->bounds.at[at] = expr->bound;
}

static void add_cut(struct space *space, int minute)
{
    size_t at = 0;
    while (at < space->cuts.n && space->cuts.at[at] < minute)
        at++;
    if (at < space->cuts.n && space->cuts.at[at] == minute)
        return;
    VEC_ADD(space->arena, &space->cuts, minute);
    memmove(&space->cuts.at[at + 1], &space->cuts.at[at],
            (space->cuts.n - 1 - at) * sizeof space->cuts.at[0]);
    space->cuts.at[at] = minute;
}

static void gather(struct space *space, const struct expr *expr)
{
    if (!expr)
        return;
    for (size_t i = 0; i < expr->kids.n; i++)
        gather(space, expr->kids.at[i]);
    for (size_t i = 0; i < expr->ranges.n; i++) {
        add_cut(space, expr->ranges.at[i].from);
        add_cut(space, expr->ranges.at[i].to);
    }
    if (expr->op == EXPR_LESS || expr->op == EXPR_LEAST)
        add_bound(space, expr);
    else if (!expr->kids.n)
        add_dimension(space, expr->variable.kind, expr->variable.index);
}

static void fill_bits(uint64_t *bits, size_t n)
{
    for (; n >= BITS; n -= BITS)
        *bits++ = UINT64_MAX;
    if (n)
        *bits = (UINT64_C(1) << n) - 1;
}

/* Bits for every dimension, and the full box. Places come last: they are the widest. */
static void lay_out(struct space *space)
{
    for (int areas = 0; areas < 2; areas++)
        for (size_t i = 0; i < space->dimensions.n; i++) {
            struct dimension *d = &space->dimensions.at[i];
            if ((d->kind == VAR_AREA) != (areas == 1))
                continue;
            bool bounded = d->kind == VAR_NUMBER || d->kind == VAR_DATE;
            d->atoms = bounded ? d->bounds.n + 1 : atoms_of(space, d->kind, d->index);
            d->words = (d->atoms + BITS - 1) / BITS;
            d->word = space->words;
            space->words += d->words;
        }
    if (!space->words)
        space->words = 1; /* a category without conditions still has one box: everything */
    space->full = ARENA_ARRAY(space->arena, space->words, uint64_t);
    for (size_t i = 0; i < space->dimensions.n; i++) {
        const struct dimension *d = &space->dimensions.at[i];
        fill_bits(space->full + d->word, d->atoms);
    }
}

static struct space space_begun(struct arena *arena, const struct model *model)
{
    struct space space = {.arena = arena, .model = model};
    add_cut(&space, 0);
    add_cut(&space, MINUTES_A_DAY);
    return space;
}

static void gather_category(struct space *space, const struct model *model, int category)
{
    const struct category *c = &model->categories.at[category];
    for (size_t i = 0; i < c->duties.n; i++) {
        const struct duty *duty = &model->duties.at[c->duties.at[i]];
        gather(space, duty->when);
        for (size_t b = 0; b < duty->branches.n; b++)
            gather(space, duty->branches.at[b].when);
    }
}

static void gather_policies(struct space *space, const struct model *model)
{
    for (size_t i = 0; i < model->policies.n; i++)
        gather(space, model->policies.at[i].when);
}

struct space space_of(struct arena *arena, const struct model *model, int category, bool with_areas)
{
    struct space space = space_begun(arena, model);
    gather_category(&space, model, category);
    if (with_areas)
        add_dimension(&space, VAR_AREA, NONE);
    lay_out(&space);
    return space;
}

struct space space_of_both(struct arena *arena, const struct model *a, int category_a,
                           const struct model *b, int category_b)
{
    struct space space = space_begun(arena, a);
    gather_category(&space, a, category_a);
    gather_category(&space, b, category_b);
    add_dimension(&space, VAR_AREA, NONE);
    lay_out(&space);
    return space;
}

struct space space_of_policies(struct arena *arena, const struct model *model)
{
    struct space space = space_begun(arena, model);
    gather_policies(&space, model);
    lay_out(&space);
    return space;
}

struct space space_of_both_policies(struct arena *arena, const struct model *a,
                                    const struct model *b)
{
    struct space space = space_begun(arena, a);
    gather_policies(&space, a);
    gather_policies(&space, b);
    lay_out(&space);
    return space;
}

/* ---- leaves ---- */

static void set_bit(uint64_t *bits, size_t atom)
{
    bits[atom / BITS] |= UINT64_C(1) << atom % BITS;
}

static bool has_value(const struct expr *expr, int value)
{
    for (size_t i = 0; i < expr->values.n; i++)
        if (expr->values.at[i] == value)
            return true;
    return false;
}

static bool in_ranges(const struct expr *expr, int minute)
{
    for (size_t i = 0; i < expr->ranges.n; i++)
        if (minute >= expr->ranges.at[i].from && minute < expr->ranges.at[i].to)
            return true;
    return false;
}

static void mark_areas(const struct model *model, const struct expr *expr, uint64_t *bits)
{
    for (size_t i = 0; i < expr->values.n; i++) {
        const struct area *area = &model->areas.at[expr->values.at[i]];
        for (int a = area->first; a < area->last; a++)
            set_bit(bits, (size_t)a);
    }
}

/* Below the bound are the atoms up to the one that ends with it. */
static bool is_below(const struct dimension *d, const struct expr *expr, size_t atom)
{
    return atom < d->bounds.n && d->bounds.at[atom] <= expr->bound;
}

static bool holds_in(const struct space *space, const struct dimension *d, const struct expr *expr,
                     size_t atom)
{
    int weekday, dayclass;
    if (expr->op == EXPR_LESS || expr->op == EXPR_LEAST)
        return is_below(d, expr, atom) == (expr->op == EXPR_LESS);
    if (expr->op == EXPR_TAG)
        return atom == 1;
    switch (expr->variable.kind) {
    case VAR_TIME:
        return in_ranges(expr, space->cuts.at[atom]);
    case VAR_WEEKDAY:
        day_atom(atom, &weekday, &dayclass);
        return has_value(expr, weekday);
    case VAR_DAYCLASS:
        day_atom(atom, &weekday, &dayclass);
        return has_value(expr, dayclass);
    default:
        return has_value(expr, (int)atom);
    }
}

/* The one box of a comparison: full but in the compared dimension. */
static struct boxes leaf(const struct space *space, const struct expr *expr, bool holds)
{
    const struct dimension *d = space_dimension(space, expr->variable.kind, expr->variable.index);
    uint64_t *box = ARENA_ARRAY(space->arena, space->words, uint64_t);
    memcpy(box, space->full, space->words * sizeof *box);
    uint64_t *bits = box + d->word;
    memset(bits, 0, d->words * sizeof *bits);
    if (expr->op == EXPR_AREA)
        mark_areas(space->model, expr, bits);
    for (size_t atom = 0; expr->op != EXPR_AREA && atom < d->atoms; atom++)
        if (holds_in(space, d, expr, atom))
            set_bit(bits, atom);
    bool some = false;
    for (size_t i = 0; i < d->words; i++) {
        if (!holds)
            bits[i] = ~bits[i] & space->full[d->word + i];
        some |= bits[i] != 0;
    }
    return (struct boxes){box, some ? 1 : 0, false};
}

/* ---- unions and meets ---- */

static struct boxes everything(const struct space *space)
{
    return (struct boxes){space->full, 1, false};
}

static struct boxes join(const struct space *space, struct boxes a, struct boxes b)
{
    if (a.over || b.over || a.n + b.n > BOXES_MAX)
        return (struct boxes){NULL, 0, true};
    if (!a.n || !b.n)
        return a.n ? a : b;
    struct boxes both = {ARENA_ARRAY(space->arena, (a.n + b.n) * space->words, uint64_t), a.n + b.n,
                         false};
    memcpy(both.at, a.at, a.n * space->words * sizeof *a.at);
    memcpy(both.at + a.n * space->words, b.at, b.n * space->words * sizeof *b.at);
    return both;
}

bool box_meet(const struct space *space, const uint64_t *a, const uint64_t *b, uint64_t *out)
{
    for (size_t i = 0; i < space->dimensions.n; i++) {
        const struct dimension *d = &space->dimensions.at[i];
        uint64_t some = 0;
        for (size_t w = d->word; w < d->word + d->words; w++)
            some |= out[w] = a[w] & b[w];
        if (!some)
            return false;
    }
    return true;
}

struct boxes boxes_meet(const struct space *space, struct boxes a, struct boxes b)
{
    if (a.over || b.over || a.n * b.n > (size_t)BOXES_MAX * 16)
        return (struct boxes){NULL, 0, true};
    struct boxes both = {ARENA_ARRAY(space->arena, a.n * b.n * space->words, uint64_t), 0, false};
    for (size_t i = 0; i < a.n; i++)
        for (size_t j = 0; j < b.n; j++)
            both.n += box_meet(space, boxes_at(space, a, i), boxes_at(space, b, j),
                               both.at + both.n * space->words);
    both.over = both.n > BOXES_MAX;
    return both;
}

struct boxes boxes_of(const struct space *space, const struct expr *expr, bool holds)
{
    if (!expr)
        return holds ? everything(space) : (struct boxes){0};
    if (expr->op == EXPR_NOT)
        return boxes_of(space, expr->kids.at[0], !holds);
    if (expr->op != EXPR_AND && expr->op != EXPR_OR)
        return leaf(space, expr, holds);
    bool meets = (expr->op == EXPR_AND) == holds;
    struct boxes all = meets ? everything(space) : (struct boxes){0};
    for (size_t i = 0; i < expr->kids.n; i++) {
        struct boxes kid = boxes_of(space, expr->kids.at[i], holds);
        all = meets ? boxes_meet(space, all, kid) : join(space, all, kid);
    }
    return all;
}

/* ---- looking at a box ---- */

bool box_is_full(const struct space *space, const struct dimension *dimension, const uint64_t *box)
{
    return memcmp(box + dimension->word, space->full + dimension->word,
                  dimension->words * sizeof *box) == 0;
}

int box_atom(const struct dimension *dimension, const uint64_t *box, size_t from)
{
    const uint64_t *bits = box + dimension->word;
    for (size_t w = from / BITS; w < dimension->words; w++) {
        uint64_t left = w == from / BITS ? bits[w] & UINT64_MAX << from % BITS : bits[w];
        if (left)
            return (int)(w * BITS) + __builtin_ctzll(left);
    }
    return NONE;
}
