/* names: two names of one scope that nobody can tell apart by eye.
 *
 * Each name is brought to a skeleton: folded (case, width, traditional characters), then every sign
 * of lookalike_table.h replaced by the one that stands for its group. Two names of one skeleton are
 * a finding; equal names are an error already. Codes of duties are names here: O601 beside 0601
 * has cost an office a week. One hash table serves all scopes, the scope being part of the key. */
#include "dsl/lint/run.h"

#include "dsl/base/fold.h"
#include "dsl/base/hash.h"
#include "dsl/base/utf8.h"

enum { ALIKE_SLOTS = 1024, LONGEST_SKELETON = 200 };

struct alike {
    uint32_t sign, stands_for;
};

struct skeleton {
    struct view text, name;
    int scope;
    struct span span;
};

struct look {
    struct lint_run *run;
    struct alike alike[ALIKE_SLOTS];
    struct skeleton *slots;
    size_t room;
    int scope; /* counts: each scope has a number of its own */
};

/* ---- signs ---- */

static struct alike *alike_slot(struct look *look, uint32_t sign)
{
    size_t slot = (size_t)hash_mix(sign) & (ALIKE_SLOTS - 1);
    while (look->alike[slot].sign && look->alike[slot].sign != sign)
        slot = (slot + 1) & (ALIKE_SLOTS - 1);
    return &look->alike[slot];
}

static void read_group(struct look *look, struct view group)
{
    size_t at = 0;
    uint32_t first = utf8_next(group, &at);
    while (at < group.n) {
        uint32_t sign = utf8_next(group, &at);
        *alike_slot(look, sign) = (struct alike){sign, first};
    }
}

static void read_groups(struct look *look)
{
    static const char *const groups[] = {
#define ALIKE(signs) signs,
#include "dsl/lint/lookalike_table.h"
#undef ALIKE
    };
    for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++)
        read_group(look, view_of(groups[i]));
}

static struct view skeleton_of(struct look *look, struct view name)
{
    struct view folded = fold_word(look->run->arena, name);
    char *out = arena_alloc(look->run->arena, folded.n * 2 + 4);
    size_t n = 0;
    for (size_t at = 0; at < folded.n;) {
        uint32_t sign = utf8_next(folded, &at);
        const struct alike *alike = alike_slot(look, sign);
        n += utf8_put(alike->sign ? alike->stands_for : sign, out + n);
    }
    return (struct view){out, n};
}

/* ---- names ---- */

static void say_alike(struct look *look, const struct skeleton *first, struct span span,
                      struct view name)
{
    struct diag *diag = FOUND(look->run, confusable_names, span, name, first->name);
    lint_label(look->run, diag, first->span, BOTH("另一个在这里", "the other stands here"));
}

static void enter(struct look *look, struct view name, struct span span)
{
    if (!name.n || name.n > LONGEST_SKELETON)
        return;
    struct view text = skeleton_of(look, name);
    size_t slot = (size_t)hash_bytes(text.p, text.n, (uint64_t)look->scope) & (look->room - 1);
    for (; look->slots[slot].text.n; slot = (slot + 1) & (look->room - 1)) {
        const struct skeleton *other = &look->slots[slot];
        if (other->scope != look->scope || !view_eq(other->text, text))
            continue;
        if (!view_eq(other->name, name))
            say_alike(look, other, span, name);
        return;
    }
    look->slots[slot] = (struct skeleton){text, name, look->scope, span};
}

static void enter_blocks(struct look *look, const nodes *blocks)
{
    for (size_t i = 0; i < blocks->n; i++)
        enter(look, place_called(blocks->at[i]), place_name(blocks->at[i]));
}

static void enter_scope(struct look *look, const nodes *blocks)
{
    look->scope++;
    enter_blocks(look, blocks);
}

static void enter_values(struct look *look, const nodes *blocks)
{
    for (size_t i = 0; i < blocks->n; i++) {
        look->scope++;
        for (const struct node *value = node_child(blocks->at[i], NODE_VALUE); value;
             value = node_again(value))
            enter(look, place_called(value), place_name(value));
    }
}

/* The facts (or periods) of the district are seen in every category. */
static void enter_of_categories(struct look *look, const nodes *categories, enum node_kind kind)
{
    for (size_t i = 0; i < categories->n; i++) {
        look->scope++;
        for (const struct node *node = node_child(categories->at[i], kind); node;
             node = node_again(node))
            enter(look, place_called(node), place_name(node));
    }
}

static void enter_units(struct look *look)
{
    const struct model *model = look->run->model;
    enter_scope(look, &look->run->places.units);
    for (size_t i = 0; i < model->roles.n; i++) {
        const struct node *unit = look->run->places.units.at[model->roles.at[i].units.at[0]];
        enter(look, model->roles.at[i].name, place_clause(unit, NODE_ROLE));
    }
}

static size_t count_names(const struct lint_run *run)
{
    const struct model *model = run->model;
    size_t n = run->places.blocks.n + model->roles.n;
    for (size_t i = 0; i < model->tags.n; i++)
        n += model->tags.at[i].values.n;
    return n;
}

void look_at_names(struct lint_run *run)
{
    struct look *look = ARENA_NEW(run->arena, struct look);
    struct places *places = &run->places;
    look->run = run;
    for (look->room = 64; look->room < 2 * count_names(run);)
        look->room *= 2;
    look->slots = ARENA_ARRAY(run->arena, look->room, struct skeleton);
    read_groups(look);
    enter_units(look);
    enter_scope(look, &places->areas);
    enter_scope(look, &places->lists);
    enter_scope(look, &places->clocks);
    enter_scope(look, &places->categories);
    enter_scope(look, &places->duties);
    enter_scope(look, &places->tags);
    enter_blocks(look, &places->numbers); /* one family with tags: a condition sees them all */
    enter_blocks(look, &places->dates);
    enter_scope(look, &places->policies);
    enter_scope(look, &places->notices);
    enter_scope(look, &places->guides);
    enter_values(look, &places->facts);
    enter_values(look, &places->tags);
    enter_of_categories(look, &places->categories, NODE_FACT);
    enter_of_categories(look, &places->categories, NODE_PERIOD);
}
