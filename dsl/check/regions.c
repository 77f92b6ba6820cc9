/* regions: the arithmetic behind gaps and shadows. A box less another is at most one box for each
 * dimension: what lies outside in the first, then, within that, outside in the second, and so on.
 * The parts never overlap, so shares may be added up and every case is told once.
 *
 * Parts that were cut from one another are joined again before anybody reads them: an official
 * wants "at night, wherever" and not one line for each street. */
#include "dsl/check/regions.h"

#include <stdlib.h>

static const struct boxes too_many = {NULL, 0, true};

static void push(const struct space *space, struct boxes *out, const uint64_t *box)
{
    memcpy(out->at + out->n * space->words, box, space->words * sizeof *box);
    out->n++;
}

/* a less b, appended to out; room for as many boxes as there are dimensions. b meets a; left is
 * room for one box. */
static void carve(const struct space *space, const uint64_t *a, const uint64_t *b, uint64_t *left,
                  struct boxes *out)
{
    memcpy(left, a, space->words * sizeof *left);
    for (size_t i = 0; i < space->dimensions.n; i++) {
        const struct dimension *d = &space->dimensions.at[i];
        uint64_t *part = out->at + out->n * space->words, some = 0;
        memcpy(part, left, space->words * sizeof *part);
        for (size_t w = d->word; w < d->word + d->words; w++) {
            some |= part[w] = left[w] & ~b[w];
            left[w] &= b[w];
        }
        out->n += some != 0;
    }
}

/* Every box of a less one box; room for two boxes is in meet. */
static struct boxes minus_one(const struct space *space, struct arena *arena, struct boxes a,
                              const uint64_t *b, uint64_t *meet)
{
    size_t parts = space->dimensions.n + 1, most = a.n * parts;
    struct boxes out = {0};
    most = (most < BOXES_MAX ? most : BOXES_MAX) + parts;
    out.at = ARENA_ARRAY(arena, (most + 1) * space->words, uint64_t);
    for (size_t i = 0; i < a.n; i++) {
        if (box_meet(space, boxes_at(space, a, i), b, meet))
            carve(space, boxes_at(space, a, i), b, meet + space->words, &out);
        else
            push(space, &out, boxes_at(space, a, i));
        if (out.n > BOXES_MAX)
            return too_many;
    }
    return out;
}

static struct boxes kept(const struct space *space, struct boxes a)
{
    struct boxes copy = {ARENA_ARRAY(space->arena, a.n * space->words + 1, uint64_t), a.n, false};
    if (a.n)
        memcpy(copy.at, a.at, a.n * space->words * sizeof *a.at);
    return copy;
}

static bool any_meets(const struct space *space, struct boxes a, const uint64_t *b, uint64_t *meet)
{
    for (size_t i = 0; i < a.n; i++)
        if (box_meet(space, boxes_at(space, a, i), b, meet))
            return true;
    return false;
}

struct boxes boxes_minus(const struct space *space, struct boxes a, struct boxes b)
{
    if (a.over || b.over)
        return too_many;
    struct arena scratch;
    arena_init(&scratch, SIZE_MAX / 2);
    uint64_t *meet = ARENA_ARRAY(&scratch, 2 * space->words, uint64_t);
    struct boxes rest = a;
    for (size_t i = 0; i < b.n && rest.n; i++)
        if (any_meets(space, rest, boxes_at(space, b, i), meet))
            rest = minus_one(space, &scratch, rest, boxes_at(space, b, i), meet);
    rest = rest.over || rest.at == a.at ? rest : kept(space, rest);
    arena_free(&scratch);
    return rest;
}

struct boxes boxes_join(const struct space *space, struct boxes a, struct boxes b)
{
    struct boxes more = boxes_minus(space, b, a);
    if (a.over || more.over || a.n + more.n > BOXES_MAX)
        return too_many;
    struct boxes both = {ARENA_ARRAY(space->arena, (a.n + more.n) * space->words + 1, uint64_t), 0,
                         false};
    for (size_t i = 0; i < a.n; i++)
        push(space, &both, boxes_at(space, a, i));
    for (size_t i = 0; i < more.n; i++)
        push(space, &both, boxes_at(space, more, i));
    return both;
}

struct boxes boxes_disjoint(const struct space *space, struct boxes a)
{
    struct boxes all = {.at = a.at, .n = a.n ? 1 : 0, .over = a.over};
    for (size_t i = 1; i < a.n && !all.over; i++)
        all = boxes_join(space, all, (struct boxes){a.at + i * space->words, 1, false});
    return all;
}

/* ---- merging ---- */

/* The one dimension in which two boxes differ, or NULL where it is another number of them. */
static const struct dimension *only_difference(const struct space *space, const uint64_t *a,
                                               const uint64_t *b)
{
    const struct dimension *found = NULL;
    for (size_t i = 0; i < space->dimensions.n; i++) {
        const struct dimension *d = &space->dimensions.at[i];
        if (memcmp(a + d->word, b + d->word, d->words * sizeof *a) == 0)
            continue;
        if (found)
            return NULL;
        found = d;
    }
    return found;
}

/* Takes into box i what fits it, from the boxes behind; true if something did. */
static bool absorb(const struct space *space, struct boxes *all, size_t i)
{
    uint64_t *into = all->at + i * space->words;
    bool any = false;
    for (size_t j = i + 1; j < all->n;) {
        uint64_t *from = all->at + j * space->words;
        const struct dimension *d = only_difference(space, into, from);
        if (!d) {
            j++;
            continue;
        }
        for (size_t w = d->word; w < d->word + d->words; w++)
            into[w] |= from[w];
        memmove(from, from + space->words, (--all->n - j) * space->words * sizeof *from);
        any = true;
        j = i + 1;
    }
    return any;
}

struct sized {
    double share;
    size_t at;
};

static int larger_first(const void *a, const void *b)
{
    const struct sized *x = a, *y = b;
    if (x->share != y->share)
        return x->share > y->share ? -1 : 1;
    return x->at < y->at ? -1 : x->at > y->at;
}

static struct boxes by_size(const struct space *space, struct boxes a)
{
    struct sized *order = ARENA_ARRAY(space->arena, a.n + 1, struct sized);
    struct boxes out = {ARENA_ARRAY(space->arena, a.n * space->words + 1, uint64_t), 0, false};
    for (size_t i = 0; i < a.n; i++)
        order[i] = (struct sized){box_share(space, boxes_at(space, a, i)), i};
    qsort(order, a.n, sizeof *order, larger_first);
    for (size_t i = 0; i < a.n; i++)
        push(space, &out, boxes_at(space, a, order[i].at));
    return out;
}

struct boxes boxes_merged(const struct space *space, struct boxes a)
{
    if (a.over || !a.n)
        return a;
    struct boxes all = kept(space, a);
    for (bool any = true; any;) {
        any = false;
        for (size_t i = 0; i < all.n; i++)
            any |= absorb(space, &all, i);
    }
    return by_size(space, all);
}

/* ---- shares ---- */

static double dimension_share(const struct space *space, const struct dimension *d,
                              const uint64_t *box)
{
    size_t inside = 0;
    bool minutes = d->kind == VAR_TIME;
    for (int atom = box_atom(d, box, 0); atom != NONE; atom = box_atom(d, box, (size_t)atom + 1))
        inside += minutes ? (size_t)(space->cuts.at[atom + 1] - space->cuts.at[atom]) : 1;
    return (double)inside / (double)(minutes ? MINUTES_A_DAY : d->atoms);
}

double box_share(const struct space *space, const uint64_t *box)
{
    double share = 1;
    for (size_t i = 0; i < space->dimensions.n; i++)
        share *= dimension_share(space, &space->dimensions.at[i], box);
    return share;
}

double boxes_share(const struct space *space, struct boxes a)
{
    double share = 0;
    for (size_t i = 0; i < a.n; i++)
        share += box_share(space, boxes_at(space, a, i));
    return share;
}

bool box_narrow(const struct dimension *dimension, uint64_t *box, const uint64_t *bits)
{
    uint64_t some = 0;
    for (size_t w = 0; w < dimension->words; w++)
        some |= box[dimension->word + w] &= bits[w];
    return some != 0;
}
