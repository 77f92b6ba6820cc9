/* overlap: can two duties of a category both match one case, and would that make a difference?
 *
 * Each duty is cut into pieces: a piece per 其中 branch, and the rest for the bare 交. A piece is a
 * union of boxes (boxes.h) with one target. Two duties overlap where boxes of theirs meet and what
 * follows differs: deadline, urgency, assistants or answer anywhere, the unit there and then, with
 * roles resolved area by area, since 交 街道 and 交 园区管委会 may come to the same.
 *
 * Duties with words of their own are left out: the matter holds one value, so they exclude each
 * other and all that have none, and what decides between their words is measured, not proved.
 * Precedence takes a pair out; it must be given within the pair's own case, so an edge between two
 * duties that never meet is pointed out as senseless. So is a duty that those before it leave
 * nothing to decide: no single one need cover it, their union does. */
#include "dsl/check/boxes.h"
#include "dsl/check/check.h"
#include "dsl/check/shapes.h"
#include "dsl/check/witness.h"

enum { REPORTS_MAX = 20 }; /* overlapping duties of one category that are listed */
enum { LABELS_MAX = 5 };   /* places in one message */

struct search {
    struct check *check;
    struct space space;
    struct role_map roles;
    struct shape *shapes;
    size_t count;
    uint64_t *meet;    /* room for one box */
    struct diag *diag; /* what was said of the duty being compared, or NULL */
    size_t found;
};

static const struct duty *duty_of(const struct search *search, const struct shape *shape)
{
    return &search->check->model->duties.at[shape->duty];
}

static struct span code_span(const struct search *search, int duty)
{
    return name_span(search->check->scopes[SCOPE_DUTY].entries.at[duty].node);
}

static struct view text_with(struct search *search, const char *zh, const char *en,
                             struct view what)
{
    struct check *check = search->check;
    return diag_both(check->arena,
                     say_text(check, "%s%.*s", zh, VIEW_FMT(diag_half(what, DIAG_ZH))),
                     say_text(check, "%s%.*s", en, VIEW_FMT(diag_half(what, DIAG_EN))));
}

/* ---- shapes ---- */

/* A duty in which something was not settled is left out like one too large to decide. */
static void cut(struct search *search, struct shape *shape)
{
    const struct duty *duty = duty_of(search, shape);
    *shape = shape_of(&search->space, shape->duty);
    shape->clear &= !search->check->poisoned[shape->duty];
    for (size_t i = 0; i < shape->pieces.n && shape->clear; i++) {
        const struct piece *piece = &shape->pieces.at[i];
        if (piece->branch != NONE && !piece->boxes.n)
            SAY(search->check, DIAG_W0503, duty->branches.at[piece->branch].when->span);
    }
}

static void check_possible(struct search *search, const struct shape *shape)
{
    const struct duty *duty = duty_of(search, shape);
    if (shape->clear && !shape->whole.n)
        SAY(search->check, DIAG_E0422, duty->when->span);
    if (!shape->clear && !search->check->poisoned[shape->duty])
        SAY(search->check, DIAG_W0504, code_span(search, shape->duty), duty->code);
}

/* ---- pairs ---- */

/* A common box in which the pieces differ; stays in search->meet. *area: where, if it takes a place
 * to tell. */
static bool find_clash(struct search *search, const struct piece *a, const struct piece *b,
                       bool terms, int *area)
{
    const struct space *space = &search->space;
    bool places = terms && (a->target.role != NONE || b->target.role != NONE);
    for (size_t i = 0; i < a->boxes.n; i++)
        for (size_t j = 0; j < b->boxes.n; j++)
            if (pieces_clash(space, &search->roles, a, b, terms, boxes_at(space, a->boxes, i),
                             boxes_at(space, b->boxes, j), search->meet)) {
                *area = places ? box_atom(space_dimension(space, VAR_AREA, NONE), search->meet, 0)
                               : NONE;
                return true;
            }
    return false;
}

/* One message a duty: the first clash in full, the others as places beside it. */
static void report_pair(struct search *search, const struct shape *first,
                        const struct shape *second, const struct piece *a, const struct piece *b,
                        int area)
{
    struct check *check = search->check;
    const struct duty *one = duty_of(search, first), *two = duty_of(search, second);
    struct view witness = witness_text(check, &search->space, search->meet, area);
    if (search->diag) {
        if (search->diag->labels.n < LABELS_MAX)
            say_label(check, search->diag, code_span(search, first->duty),
                      text_with(search, "也会同时成立：", "matches too: ", witness));
        return;
    }
    if (++search->found > REPORTS_MAX)
        return;
    say_heading(check, two->category, second->duty);
    struct diag *diag =
        SAY(check, DIAG_E0514, code_span(search, second->duty), two->code, one->code, witness);
    search->diag = diag;
    say_label(check, diag, code_span(search, second->duty),
              text_with(search, "交 ", "assigns ", target_label(check, b->target)));
    say_label(check, diag, code_span(search, first->duty),
              text_with(search, "交 ", "assigns ", target_label(check, a->target)));
}

static bool goes_before(const struct duty *duty, int under)
{
    for (size_t i = 0; i < duty->over.n; i++)
        if (duty->over.at[i] == under)
            return true;
    return false;
}

static void compare(struct search *search, const struct shape *first, const struct shape *second)
{
    bool terms = duties_same_terms(duty_of(search, first), duty_of(search, second));
    for (size_t i = 0; i < first->pieces.n; i++)
        for (size_t j = 0; j < second->pieces.n; j++) {
            const struct piece *a = &first->pieces.at[i], *b = &second->pieces.at[j];
            int area;
            if (!find_clash(search, a, b, terms, &area))
                continue;
            if (!duties_ordered(search->check->model, first->duty, second->duty))
                report_pair(search, first, second, a, b, area);
            return;
        }
}

/* ---- branches of one duty ---- */

static void compare_branches(struct search *search, const struct shape *shape)
{
    const struct space *space = &search->space;
    const struct duty *duty = duty_of(search, shape);
    for (size_t late = 1; late < duty->branches.n; late++)
        for (size_t early = 0; early < late; early++) {
            const struct branch *a = &duty->branches.at[early], *b = &duty->branches.at[late];
            struct boxes both =
                boxes_meet(space, boxes_of(space, a->when, true), boxes_of(space, b->when, true));
            both = boxes_meet(space, both, shape->whole);
            if (!both.n || target_same(a->assign, b->assign))
                continue;
            struct view witness =
                witness_text(search->check, space, boxes_at(space, both, 0), NONE);
            struct diag *diag = SAY(search->check, DIAG_E0515, b->when->span, witness);
            say_label(search->check, diag, a->when->span, target_label(search->check, a->assign));
            say_label(search->check, diag, b->when->span, target_label(search->check, b->assign));
        }
}

/* ---- precedence that cannot matter ---- */

static bool meet_at_all(struct search *search, const struct shape *a, const struct shape *b)
{
    const struct space *space = &search->space;
    for (size_t i = 0; i < a->whole.n; i++)
        for (size_t j = 0; j < b->whole.n; j++)
            if (box_meet(space, boxes_at(space, a->whole, i), boxes_at(space, b->whole, j),
                         search->meet))
                return true;
    return false;
}

static void check_edges(struct search *search, const struct shape *shape)
{
    struct check *check = search->check;
    const struct node *block = check->scopes[SCOPE_DUTY].entries.at[shape->duty].node;
    const struct node *clause = node_child(block, NODE_OVER);
    const struct node *names = clause ? node_child(clause, NODE_NAMES) : NULL;
    for (const struct node *name = names ? names->child : NULL; name; name = name->next) {
        int under = scope_find(check, SCOPE_DUTY, NONE, name->text);
        for (size_t i = 0; i < search->count; i++)
            if (search->shapes[i].duty == under && search->shapes[i].clear &&
                !duty_of(search, &search->shapes[i])->words.n &&
                !meet_at_all(search, shape, &search->shapes[i]))
                SAY(check, DIAG_W0505, name->span, duty_of(search, shape)->code, name->text);
    }
}

/* ---- a duty that is always beaten ---- */

/* What is left of a duty when all that go before it have taken theirs; they are added to `names`.
 */
static struct boxes left_over(struct search *search, const struct shape *shape, struct buf *names)
{
    struct boxes rest = shape->whole;
    for (size_t i = 0; i < search->count && (rest.n || rest.over); i++) {
        const struct duty *other = duty_of(search, &search->shapes[i]);
        if (!search->shapes[i].clear || other->words.n || !goes_before(other, shape->duty))
            continue;
        rest = boxes_meet(&search->space, rest, boxes_of(&search->space, other->when, false));
        buf_print(names, "%s%.*s", names->n ? "、" : "", VIEW_FMT(other->code));
    }
    return rest;
}

static void check_chance(struct search *search, const struct shape *shape)
{
    struct check *check = search->check;
    struct buf names;
    if (check->diags->errors) /* a circle's edge was dropped, say: what goes before is not sure */
        return;
    buf_init(&names, 65536);
    struct boxes rest = left_over(search, shape, &names);
    if (shape->whole.n && !rest.n && !rest.over)
        SAY(check, DIAG_W0507, code_span(search, shape->duty), duty_of(search, shape)->code,
            buf_keep(&names, check->arena));
    buf_free(&names);
}

/* ---- a category ---- */

static void look_at_each(struct search *search)
{
    for (size_t i = 0; i < search->count; i++) {
        struct shape *shape = &search->shapes[i];
        const struct duty *duty = duty_of(search, shape);
        say_heading(search->check, duty->category, shape->duty);
        cut(search, shape);
        check_possible(search, shape);
        if (shape->clear)
            compare_branches(search, shape);
    }
}

static void look_at_pairs(struct search *search)
{
    for (size_t late = 0; late < search->count; late++) {
        struct shape *second = &search->shapes[late];
        const struct duty *duty = duty_of(search, second);
        if (!second->clear || duty->words.n)
            continue;
        search->diag = NULL;
        for (size_t early = 0; early < late; early++)
            if (search->shapes[early].clear && !duty_of(search, &search->shapes[early])->words.n)
                compare(search, &search->shapes[early], second);
    }
    for (size_t i = 0; i < search->count; i++)
        if (search->shapes[i].clear && !duty_of(search, &search->shapes[i])->words.n) {
            const struct duty *duty = duty_of(search, &search->shapes[i]);
            say_heading(search->check, duty->category, search->shapes[i].duty);
            check_edges(search, &search->shapes[i]);
            check_chance(search, &search->shapes[i]);
        }
}

/* scratch: for the boxes, which nobody needs afterwards */
static void search_category(struct check *check, struct arena *scratch,
                            const struct role_map *roles, int index)
{
    struct model *model = check->model;
    const struct category *category = &model->categories.at[index];
    struct search search = {
        .check = check,
        .space = space_of(scratch, model, index, category_asks_roles(model, index)),
        .roles = *roles,
        .shapes = ARENA_ARRAY(scratch, category->duties.n + 1, struct shape),
        .count = category->duties.n,
    };
    search.meet = ARENA_ARRAY(scratch, search.space.words, uint64_t);
    for (size_t i = 0; i < search.count; i++)
        search.shapes[i].duty = category->duties.at[i];
    look_at_each(&search);
    look_at_pairs(&search);
    say_heading(check, index, NONE);
    if (search.found > REPORTS_MAX)
        SAY(check, DIAG_W0506, name_span(check->scopes[SCOPE_CATEGORY].entries.at[index].node),
            say_text(check, "%zu", search.found - REPORTS_MAX));
    say_heading(check, NONE, NONE);
}

void overlap_find(struct check *check)
{
    struct role_map roles = role_map_of(check->arena, check->model);
    struct arena scratch;
    arena_init(&scratch, SIZE_MAX / 2);
    for (size_t i = 0; i < check->model->categories.n; i++) {
        search_category(check, &scratch, &roles, (int)i);
        arena_reset(&scratch);
    }
    arena_free(&scratch);
}
