/* analyse: the whole round. Each category becomes a table, the parts look at it one after the
 * other; then come those that need all tables (clocks, the calendar) or none (circles, policies).
 * Every part reports through note.c, which holds what is found against the author's comments.
 *
 * The rules may be ones the checker refuses, if only for what is found here in full: an overlap, a
 * circle, an area without unit. Everything lives in the caller's arena; nothing is kept. */
#include "dsl/analyse/ground.h"

#include <stdlib.h>

static const struct analyse_words kinds[ANALYSE_KINDS] = {
#define KIND(name, word, zh, heading_zh, heading_en, about_zh, about_en)                           \
    {word, zh, heading_zh, heading_en, about_zh, about_en},
#include "dsl/analyse/kinds.h"
#undef KIND
};

const struct analyse_words *analyse_words_of(enum analyse_kind kind)
{
    return &kinds[kind];
}

bool analyse_tolerates(enum diag_code code)
{
    static const enum diag_code tolerated[] = {DIAG_E0422, DIAG_E0508, DIAG_E0514,
                                               DIAG_E0515, DIAG_E0517, DIAG_E0951,
                                               DIAG_E0952, DIAG_E0953, DIAG_E0954};
    for (size_t i = 0; i < sizeof tolerated / sizeof *tolerated; i++)
        if (tolerated[i] == code)
            return true;
    return false;
}

static int order(int64_t a, int64_t b)
{
    return a < b ? -1 : a > b;
}

/* By category (those of none last), kind, place; what is to solve before what is information. */
static int by_category(const void *a, const void *b)
{
    const struct finding *x = a, *y = b;
    int by = order((uint32_t)x->category, (uint32_t)y->category);
    by = by ? by : order(x->note, y->note);
    by = by ? by : order(x->kind, y->kind);
    by = by ? by : order(x->span.file, y->span.file);
    by = by ? by : order(x->span.from, y->span.from);
    by = by ? by : x->share > y->share ? -1 : x->share < y->share;
    return by ? by : view_compare(x->where, y->where);
}

static void look_at(struct ground *ground, int category)
{
    struct table *table = &ground->tables[category];
    *table = table_of(ground, category);
    overlaps_find(ground, table);
    gaps_find(ground, table);
    shadows_find(ground, table);
    branches_find(ground, table);
    unserved_find(ground, table);
}

struct analysis *analyse_rules(struct arena *arena, const struct model *model,
                               const struct analyse_wish *wish)
{
    struct analysis *out = ARENA_NEW(arena, struct analysis);
    out->model = model;
    out->allowances = allowances_read(arena, model->tree, model->sources);
    struct ground ground = {
        .arena = arena,
        .model = model,
        .wish = wish,
        .roles = role_map_of(arena, model),
        .lexicon = oracle_words_of(model, arena),
        .openings = ARENA_ARRAY(arena, model->categories.n + 1, struct opening),
        .position = ARENA_ARRAY(arena, model->duties.n + 1, int),
        .tables = ARENA_ARRAY(arena, model->categories.n + 1, struct table),
        .out = out,
    };
    arena_init(&ground.scratch, SIZE_MAX / 2);
    for (size_t i = 0; i < model->categories.n; i++)
        look_at(&ground, (int)i);
    circles_find(&ground);
    escalation_find(&ground);
    calendar_find(&ground);
    policies_find(&ground);
    if (out->findings.n)
        qsort(out->findings.at, out->findings.n, sizeof *out->findings.at, by_category);
    arena_free(&ground.scratch);
    return out;
}
