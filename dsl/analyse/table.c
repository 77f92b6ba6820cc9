/* table: a category as its decision table. Each duty is cut into pieces; then it is settled who
 * really decides where: first what those take that go before a duty, then, among equals, the one
 * that comes first by index, as the interpreter does (matter.h, rule 4). What a duty is left with
 * is exact, however many others it took.
 *
 * Four thousand duties make ten million pairs, of which a handful meet. So for every atom of every
 * dimension there is a bit set of the duties that hold somewhere in it; a duty's neighbours are the
 * intersection over dimensions of the union over its atoms: a few words of bits each. */
#include "dsl/analyse/ground.h"

enum { BITS = 64 };

/* ---- neighbours ---- */

/* The atoms in which some box of the union has a bit. */
static void project(const struct space *space, struct boxes boxes, uint64_t *out)
{
    memset(out, 0, space->words * sizeof *out);
    for (size_t i = 0; i < boxes.n; i++)
        for (size_t w = 0; w < space->words; w++)
            out[w] |= boxes_at(space, boxes, i)[w];
}

/* The row of an atom: bits stand in a box as rows stand in `near`. */
static uint64_t *row_of(const struct table *table, const struct dimension *d, int atom)
{
    return table->near + (d->word * BITS + (size_t)atom) * table->near_words;
}

static void index_shapes(struct ground *ground, struct table *table)
{
    const struct space *space = &table->space;
    uint64_t *seen = ARENA_ARRAY(&ground->scratch, space->words, uint64_t);
    table->near_words = (table->count + BITS - 1) / BITS;
    table->near = ARENA_ARRAY(ground->arena, space->words * BITS * table->near_words + 1, uint64_t);
    for (size_t i = 0; i < table->count; i++) {
        if (!table->shapes[i].clear || !table_is_plain(table, i))
            continue;
        project(space, table->shapes[i].whole, seen);
        for (size_t k = 0; k < space->dimensions.n; k++) {
            const struct dimension *d = &space->dimensions.at[k];
            for (int atom = box_atom(d, seen, 0); atom != NONE;
                 atom = box_atom(d, seen, (size_t)atom + 1))
                row_of(table, d, atom)[i / BITS] |= UINT64_C(1) << i % BITS;
        }
    }
    arena_reset(&ground->scratch);
}

/* Takes out of `all` who has nothing in common with the atoms of this dimension. */
static void keep_meeting(const struct table *table, const struct dimension *d, const uint64_t *seen,
                         uint64_t *some, uint64_t *all)
{
    memset(some, 0, table->near_words * sizeof *some);
    for (int atom = box_atom(d, seen, 0); atom != NONE; atom = box_atom(d, seen, (size_t)atom + 1))
        for (size_t w = 0; w < table->near_words; w++)
            some[w] |= row_of(table, d, atom)[w];
    for (size_t w = 0; w < table->near_words; w++)
        all[w] &= some[w];
}

positions table_near(const struct ground *ground, const struct table *table, size_t at)
{
    const struct space *space = &table->space;
    struct arena *arena = ground->arena;
    uint64_t *seen = ARENA_ARRAY(arena, space->words + 2 * table->near_words, uint64_t);
    uint64_t *some = seen + space->words, *all = some + table->near_words;
    positions out = {0};
    if (!table->shapes[at].clear)
        return out;
    project(space, table->shapes[at].whole, seen);
    for (size_t i = 0; i < table->count; i++)
        if (table->shapes[i].clear && table_is_plain(table, i) && i != at)
            all[i / BITS] |= UINT64_C(1) << i % BITS;
    for (size_t k = 0; k < space->dimensions.n; k++)
        if (!box_is_full(space, &space->dimensions.at[k], seen))
            keep_meeting(table, &space->dimensions.at[k], seen, some, all);
    for (size_t w = 0; w < table->near_words; w++)
        for (uint64_t bits = all[w]; bits; bits &= bits - 1)
            VEC_ADD(arena, &out, (int)(w * BITS) + __builtin_ctzll(bits));
    return out;
}

/* ---- who decides ---- */

static void note_over(struct ground *ground, struct table *table)
{
    for (size_t i = 0; i < table->count; i++) {
        const struct duty *duty = table_duty(table, i);
        for (size_t k = 0; k < duty->over.n; k++) {
            int under = duty->over.at[k];
            if (ground->model->duties.at[under].category == table->category)
                VEC_ADD(ground->arena, &table->over[ground->position[under]], (int)i);
        }
    }
}

static void settle_first(struct table *table, size_t at)
{
    struct boxes rest = table->shapes[at].whole;
    for (size_t k = 0; k < table->over[at].n && rest.n; k++) {
        size_t other = (size_t)table->over[at].at[k];
        if (table_is_plain(table, other))
            rest = boxes_minus(&table->space, rest, table->shapes[other].whole);
    }
    table->first[at] = rest;
}

/* Do the two contradict each other somewhere, with nothing said about their order? Then neither
 * takes anything from the other: it is an overlap, and told as one. */
static bool at_odds(const struct ground *ground, const struct table *table, size_t a, size_t b)
{
    const struct shape *one = &table->shapes[a], *two = &table->shapes[b];
    bool same = duties_same_terms(table_duty(table, a), table_duty(table, b));
    return !duties_ordered(ground->model, one->duty, two->duty) &&
           shapes_clash(&table->space, &ground->roles, one, two, same);
}

bool table_takes(const struct ground *ground, const struct table *table, size_t other, size_t at)
{
    return other < at && !at_odds(ground, table, other, at);
}

static void settle_wins(struct ground *ground, struct table *table, size_t at)
{
    positions near = table_near(ground, table, at);
    struct boxes rest = table->first[at];
    for (size_t k = 0; k < near.n && rest.n; k++)
        if (table_takes(ground, table, (size_t)near.at[k], at))
            rest = boxes_minus(&table->space, rest, table->first[near.at[k]]);
    table->wins[at] = rest;
}

/* As the interpreter routes: a branch has what no earlier one took; and nothing is there twice, so
 * that shares add up. */
static void straighten(const struct space *space, struct shape *shape)
{
    struct boxes earlier = {0};
    shape->whole = boxes_disjoint(space, shape->whole);
    for (size_t i = 0; i < shape->pieces.n; i++) {
        struct piece *piece = &shape->pieces.at[i];
        struct boxes all = boxes_disjoint(space, piece->boxes);
        piece->boxes = boxes_minus(space, all, earlier);
        if (shape->pieces.n > 1)
            earlier = boxes_join(space, earlier, all);
        shape->clear &= !piece->boxes.over;
    }
    shape->clear &= !shape->whole.over;
}

struct table table_of(struct ground *ground, int category)
{
    const struct model *model = ground->model;
    const struct category *self = &model->categories.at[category];
    struct table table = {
        .space = space_of(ground->arena, model, category, model->roles.n && model->areas.n),
        .category = category,
        .count = self->duties.n,
    };
    table.shapes = ARENA_ARRAY(ground->arena, table.count + 1, struct shape);
    table.over = ARENA_ARRAY(ground->arena, table.count + 1, positions);
    table.first = ARENA_ARRAY(ground->arena, table.count + 1, struct boxes);
    table.wins = ARENA_ARRAY(ground->arena, table.count + 1, struct boxes);
    for (size_t i = 0; i < table.count; i++) {
        ground->position[self->duties.at[i]] = (int)i;
        table.shapes[i] = shape_of(&table.space, self->duties.at[i]);
        straighten(&table.space, &table.shapes[i]);
    }
    index_shapes(ground, &table);
    note_over(ground, &table);
    for (size_t i = 0; i < table.count; i++)
        settle_first(&table, i);
    for (size_t i = 0; i < table.count; i++)
        if (table_is_plain(&table, i))
            settle_wins(ground, &table, i);
        else
            table.wins[i] = table.first[i] = table.shapes[i].whole;
    return table;
}

struct boxes table_rest(const struct table *table)
{
    struct boxes rest = {table->space.full, 1, false};
    for (size_t i = 0; i < table->count && rest.n; i++)
        if (table_is_plain(table, i))
            rest = boxes_minus(&table->space, rest, table->shapes[i].whole);
    return rest;
}

int table_other_matter(const struct table *table)
{
    bool matters = table->space.model->categories.at[table->category].has_matter;
    return matters ? OTHER_MATTER : NONE;
}

int table_matter(const struct table *table, size_t at)
{
    return table_is_plain(table, at) ? table_other_matter(table) : table->shapes[at].duty;
}
