/* duties: one duty beside another of its category, and what a duty says twice.
 *
 * Two duties that hold at once and lead to the same desk are no overlap; then the one written first
 * decides, and the later one is only counted where the first does not reach. One that the earlier
 * ones leave nothing is never decided at all, and its cases stand in the statistics under a name
 * nobody expects. The proof is sound: only earlier duties that nothing goes before are taken away,
 * and none that gives way to this one. */
#include "dsl/check/shapes.h"
#include "dsl/lint/cases.h"
#include "dsl/lint/run.h"

#include "dsl/base/hash.h"

enum { LABELS_MAX = 4 };
enum { LONG_URGENT_DAYS = 3, LONG_URGENT_HOURS = 72, LONG_WORKDAYS = 250, LONG_DAYS = 366 };

struct look {
    struct lint_run *run;
    struct cases cases;
    bool *beaten; /* per duty: some duty goes before it */
};

/* ---- shadowed by earlier ones of the same effect ---- */

static bool same_target(struct target a, struct target b)
{
    return a.unit == b.unit && a.role == b.role;
}

static bool goes_before(const struct duty *duty, int under)
{
    for (size_t i = 0; i < duty->over.n; i++)
        if (duty->over.at[i] == under)
            return true;
    return false;
}

/* Do two conditions exclude each other at first sight: one fact, no value in common? */
static bool leaves_exclude(const struct expr *a, const struct expr *b)
{
    if (a->op != EXPR_SET || b->op != EXPR_SET || a->variable.kind != b->variable.kind ||
        a->variable.index != b->variable.index)
        return false;
    for (size_t i = 0; i < a->values.n; i++)
        for (size_t k = 0; k < b->values.n; k++)
            if (a->values.at[i] == b->values.at[k])
                return false;
    return true;
}

static bool exclude(const struct expr *a, const struct expr *b)
{
    if (!a || !b)
        return false;
    if (a->op == EXPR_AND) {
        for (size_t i = 0; i < a->kids.n; i++)
            if (exclude(a->kids.at[i], b))
                return true;
        return false;
    }
    return b->op == EXPR_AND ? exclude(b, a) : leaves_exclude(a, b);
}

static bool may_shadow(const struct look *look, int early, int late)
{
    const struct duty *a = &look->run->model->duties.at[early];
    const struct duty *b = &look->run->model->duties.at[late];
    return !a->words.n && !look->beaten[early] && !goes_before(b, early) &&
           same_target(a->assign, b->assign) && duties_same_terms(a, b) &&
           !exclude(a->when, b->when);
}

/* The earlier duties that have a part in it, and a mark at each. */
static void say_shadowed(struct look *look, int index, const nodes *shadows)
{
    struct lint_run *run = look->run;
    const struct duty *duty = &run->model->duties.at[index];
    struct buf codes;
    buf_init(&codes, 4096);
    for (size_t i = 0; i < shadows->n; i++)
        buf_print(&codes, "%s%.*s", i ? "、" : "", VIEW_FMT(place_called(shadows->at[i])));
    struct diag *diag = FOUND(run, shadowed_duty, place_name(run->places.duties.at[index]),
                              duty->code, buf_keep(&codes, run->arena));
    buf_free(&codes);
    for (size_t i = 0; i < shadows->n && i < LABELS_MAX; i++)
        lint_label(run, diag, place_name(shadows->at[i]),
                   BOTH("先写的这一项先得", "this one, written first, decides"));
}

static void look_at_shadow(struct look *look, const struct category *category, size_t late)
{
    struct lint_run *run = look->run;
    const struct model *model = run->model;
    int index = category->duties.at[late];
    const struct duty *duty = &model->duties.at[index];
    struct expr *rest = cases_and(run->arena, duty->when, NULL);
    nodes shadows = {0};
    if (duty->words.n)
        return;
    for (size_t early = 0; early < late; early++) {
        int other = category->duties.at[early];
        const struct expr *when = model->duties.at[other].when;
        if (!may_shadow(look, other, index) ||
            cases_find(&look->cases, cases_and(run->arena, duty->when, when)) != FOUND_ONE)
            continue;
        VEC_ADD(run->arena, &shadows, run->places.duties.at[other]);
        VEC_ADD(run->arena, &rest->kids, cases_not(run->arena, when));
    }
    if (shadows.n && cases_find(&look->cases, rest) == FOUND_NONE)
        say_shadowed(look, index, &shadows);
}

/* ---- shown alike ---- */

struct shown {
    struct view text;
    int scope;
    struct span span;
};

struct shelf {
    struct shown *at; /* by hash; text.n 0 is free */
    size_t room;
};

static void show(struct lint_run *run, struct shelf *shelf, int scope, struct view text,
                 struct span span)
{
    if (!text.n)
        return;
    size_t slot = (size_t)hash_bytes(text.p, text.n, (uint64_t)scope) & (shelf->room - 1);
    for (; shelf->at[slot].text.n; slot = (slot + 1) & (shelf->room - 1)) {
        const struct shown *other = &shelf->at[slot];
        if (other->scope != scope || !view_eq(other->text, text))
            continue;
        struct diag *diag = FOUND(run, shown_alike, span, text);
        lint_label(run, diag, other->span, BOTH("先在这里写了", "it first stands here"));
        return;
    }
    shelf->at[slot] = (struct shown){text, scope, span};
}

static struct span display_span(const struct node *block)
{
    return place_clause(block, NODE_DISPLAY);
}

/* What stands in one menu: the duties of a category, the values of a fact, the categories. */
static void look_at_menus(struct lint_run *run)
{
    const struct model *model = run->model;
    struct shelf shelf = {.room = 64};
    while (shelf.room < 2 * run->places.blocks.n)
        shelf.room *= 2;
    shelf.at = ARENA_ARRAY(run->arena, shelf.room, struct shown);
    int scope = 1;
    for (size_t i = 0; i < model->categories.n; i++)
        show(run, &shelf, scope, model->categories.at[i].display.zh,
             display_span(run->places.categories.at[i]));
    for (size_t i = 0; i < model->duties.n; i++)
        show(run, &shelf, scope + 1 + model->duties.at[i].category, model->duties.at[i].display.zh,
             display_span(run->places.duties.at[i]));
    scope += 1 + (int)model->categories.n;
    for (size_t f = 0; f < model->facts.n; f++)
        for (size_t v = 0; v < model->facts.at[f].values.n; v++)
            show(run, &shelf, scope + (int)f, model->facts.at[f].values.at[v].display.zh,
                 model->facts.at[f].values.at[v].span);
}

/* ---- one duty ---- */

static void look_at_deadline(struct lint_run *run, const struct duty *duty,
                             const struct node *block)
{
    struct duration within = duty->within;
    bool days = within.measure == MEASURE_WORKDAYS || within.measure == MEASURE_DAYS;
    bool hours = within.measure == MEASURE_HOURS;
    int most = within.measure == MEASURE_WORKDAYS ? LONG_WORKDAYS : LONG_DAYS;
    if ((days && within.count > most) || (hours && within.count > LONG_DAYS * 24))
        FOUND(run, long_deadline, place_clause(block, NODE_WITHIN), duty->code);
    else if (duty->urgent && ((days && within.count >= LONG_URGENT_DAYS) ||
                              (hours && within.count >= LONG_URGENT_HOURS))) {
        struct diag *diag =
            FOUND(run, urgent_but_slow, place_clause(block, NODE_WITHIN), duty->code);
        lint_label(run, diag, place_clause(block, NODE_URGENT),
                   BOTH("这里说急", "urgent, it says"));
    }
}

/* A branch that leads where the bare 交 leads anyway; a bare 交 the branches leave nothing. */
static void look_at_branches(struct look *look, const struct duty *duty, const struct node *block)
{
    struct lint_run *run = look->run;
    if (!duty->branches.n)
        return;
    struct expr *rest = cases_and(run->arena, duty->when, NULL);
    for (size_t i = 0; i < duty->branches.n; i++) {
        const struct branch *branch = &duty->branches.at[i];
        if (same_target(branch->assign, duty->assign))
            FOUND(run, idle_branch, branch->when->span);
        VEC_ADD(run->arena, &rest->kids, cases_not(run->arena, branch->when));
    }
    bool whole = !duty->when || cases_find(&look->cases, duty->when) == FOUND_ONE;
    if (whole && cases_find(&look->cases, rest) == FOUND_NONE)
        FOUND(run, idle_assign, place_clause(block, NODE_ASSIGN), duty->code);
}

/* 非 in front of 非, or of !=. */
static void look_for_double_not(struct lint_run *run, const struct node *node)
{
    const struct node *kid = node->child;
    while (node->kind == NODE_NOT && kid && kid->kind == NODE_PAREN)
        kid = kid->child;
    if (node->kind == NODE_NOT && kid && (kid->kind == NODE_NOT || kid->kind == NODE_UNEQUAL)) {
        FOUND(run, double_negative, node->span, source_text(run->diags->sources, node->span));
        return;
    }
    for (const struct node *child = node->child; child; child = child->next)
        look_for_double_not(run, child);
}

static void look_at_conditions(struct lint_run *run, const struct node *block)
{
    for (const struct node *node = block->child; node; node = node->next)
        if (node->kind == NODE_WHEN || node->kind == NODE_WHERE)
            look_for_double_not(run, node);
}

/* ---- categories ---- */

static bool has_any_word(const struct model *model, const struct category *category)
{
    bool any = category->words.n || category->has_matter;
    for (size_t i = 0; i < category->facts.n && !any; i++)
        for (size_t v = 0; v < model->facts.at[category->facts.at[i]].values.n; v++)
            any |= model->facts.at[category->facts.at[i]].values.at[v].words.n > 0;
    return any;
}

static bool has_children(const struct model *model, int category)
{
    for (size_t i = 0; i < model->categories.n; i++)
        if (model->categories.at[i].parent == category)
            return true;
    return false;
}

static void look_at_category(struct look *look, int index)
{
    struct lint_run *run = look->run;
    const struct category *category = &run->model->categories.at[index];
    struct span span = place_name(run->places.categories.at[index]);
    bool parent = has_children(run->model, index);
    if (!category->words.n && !category->has_matter && !(parent && !category->duties.n))
        FOUND(run, category_without_words, span, category->name,
              has_any_word(run->model, category)
                  ? BOTH("只有别的类别都认不出时才会轮到它",
                         "it is thought of only where nothing else is found")
                  : BOTH("没有一句话会落到它", "no text ever leads to it"));
    if (!category->duties.n && !parent)
        FOUND(run, category_without_duties, span, category->name);
    for (size_t late = 1; late < category->duties.n; late++)
        look_at_shadow(look, category, late);
}

void look_at_duties(struct lint_run *run)
{
    const struct model *model = run->model;
    struct look look = {run, {.arena = run->arena, .model = model}, NULL};
    look.beaten = ARENA_ARRAY(run->arena, model->duties.n + 1, bool);
    for (size_t i = 0; i < model->duties.n; i++)
        for (size_t k = 0; k < model->duties.at[i].over.n; k++)
            look.beaten[model->duties.at[i].over.at[k]] = true;
    for (size_t i = 0; i < model->duties.n; i++) {
        look_at_deadline(run, &model->duties.at[i], run->places.duties.at[i]);
        look_at_branches(&look, &model->duties.at[i], run->places.duties.at[i]);
        look_at_conditions(run, run->places.duties.at[i]);
    }
    for (size_t i = 0; i < model->policies.n; i++)
        look_at_conditions(run, run->places.policies.at[i]);
    for (size_t i = 0; i < model->categories.n; i++)
        look_at_category(&look, (int)i);
    look_at_menus(run);
}
