/* questions: facts that are asked and change nothing.
 *
 * A fact that some condition names may still never matter: every duty that asks about it holds or
 * fails the same whatever the answer. That is decided by trying: is there a case in which one
 * answer makes a duty hold and another makes it fail? One such case, of one duty, is enough, so
 * nearly every fact is done at its first duty.
 *
 * Of a fact that does matter, some answers may be told apart by no condition at all. Then the
 * citizen is offered a choice that is none. */
#include "dsl/lint/cases.h"
#include "dsl/lint/run.h"

struct look {
    struct lint_run *run;
    struct cases cases;
    VEC(const struct expr *) * asking; /* per fact: the conditions that name it */
    uint64_t **classes;                /* per fact and value: a hash of who names the value */
    uint64_t leaves;                   /* noted so far */
};

/* ---- who asks ---- */

static void note_leaf(struct look *look, const struct expr *leaf, const struct expr *whole)
{
    int fact = leaf->variable.index;
    size_t n = look->asking[fact].n;
    if (!n || look->asking[fact].at[n - 1] != whole)
        VEC_ADD(look->run->arena, &look->asking[fact], whole);
    look->leaves++;
    for (size_t i = 0; i < leaf->values.n; i++) {
        uint64_t *class_ = &look->classes[fact][leaf->values.at[i]];
        *class_ = *class_ * 1000003 + look->leaves;
    }
}

static void note(struct look *look, const struct expr *expr, const struct expr *whole)
{
    if (!expr)
        return;
    for (size_t i = 0; i < expr->kids.n; i++)
        note(look, expr->kids.at[i], whole);
    if (expr->op == EXPR_SET && expr->variable.kind == VAR_FACT)
        note_leaf(look, expr, whole);
}

/* A branch counts where its duty holds. */
static void note_duty(struct look *look, const struct duty *duty)
{
    note(look, duty->when, duty->when);
    for (size_t i = 0; i < duty->branches.n; i++) {
        struct expr *both = cases_and(look->run->arena, duty->when, duty->branches.at[i].when);
        note(look, both, both);
    }
}

/* ---- does the answer matter? ---- */

static bool has_value(const struct expr *expr, int value)
{
    for (size_t i = 0; i < expr->values.n; i++)
        if (expr->values.at[i] == value)
            return true;
    return false;
}

/* The condition with the fact answered. */
static struct expr *answered(struct look *look, const struct expr *expr, int fact, int value)
{
    struct arena *arena = look->run->arena;
    if (expr->op == EXPR_SET && expr->variable.kind == VAR_FACT && expr->variable.index == fact)
        return cases_constant(arena, has_value(expr, value));
    struct expr *copy = ARENA_NEW(arena, struct expr);
    *copy = *expr;
    copy->kids.at = NULL;
    copy->kids.n = copy->kids.room = 0;
    for (size_t i = 0; i < expr->kids.n; i++)
        VEC_ADD(arena, &copy->kids, answered(look, expr->kids.at[i], fact, value));
    return copy;
}

static bool tells_apart(struct look *look, const struct expr *expr, int fact, int a, int b)
{
    struct arena *arena = look->run->arena;
    struct expr *one = answered(look, expr, fact, a), *other = answered(look, expr, fact, b);
    return cases_find(&look->cases, cases_and(arena, one, cases_not(arena, other))) != FOUND_NONE ||
           cases_find(&look->cases, cases_and(arena, other, cases_not(arena, one))) != FOUND_NONE;
}

static bool matters(struct look *look, int fact)
{
    const struct fact *f = &look->run->model->facts.at[fact];
    for (size_t i = 0; i < look->asking[fact].n; i++)
        for (int value = 1; value < (int)f->values.n; value++)
            if (look->classes[fact][value] != look->classes[fact][value - 1] &&
                tells_apart(look, look->asking[fact].at[i], fact, value - 1, value))
                return true;
    return false;
}

/* ---- answers alike ---- */

static void say_alike(struct look *look, int fact, int value)
{
    struct lint_run *run = look->run;
    const struct fact *f = &run->model->facts.at[fact];
    const uint64_t *classes = look->classes[fact];
    struct buf names;
    size_t count = 0;
    for (int earlier = 0; earlier < value; earlier++)
        if (classes[earlier] == classes[value])
            return; /* said at the first of them */
    buf_init(&names, 4096);
    for (int other = value; other < (int)f->values.n; other++)
        if (classes[other] == classes[value] && count++ < 12)
            buf_print(&names, "%s%.*s", names.n ? "、" : "", VIEW_FMT(f->values.at[other].name));
    if (count > 1)
        FOUND(run, answers_alike, f->values.at[value].span, f->name, buf_keep(&names, run->arena));
    buf_free(&names);
}

static void look_at_fact(struct look *look, int fact)
{
    struct lint_run *run = look->run;
    const struct fact *f = &run->model->facts.at[fact];
    if (!look->asking[fact].n)
        return; /* unused_fact has said so */
    if (!matters(look, fact)) {
        FOUND(run, idle_question, place_name(run->places.facts.at[fact]), f->name);
        return;
    }
    for (int value = 0; value < (int)f->values.n; value++)
        say_alike(look, fact, value);
}

void look_at_questions(struct lint_run *run)
{
    const struct model *model = run->model;
    struct look look = {run, {.arena = run->arena, .model = model}, NULL, NULL, 0};
    look.asking = arena_array(run->arena, model->facts.n + 1, sizeof *look.asking);
    look.classes = ARENA_ARRAY(run->arena, model->facts.n + 1, uint64_t *);
    for (size_t f = 0; f < model->facts.n; f++)
        look.classes[f] = ARENA_ARRAY(run->arena, model->facts.at[f].values.n + 1, uint64_t);
    for (size_t d = 0; d < model->duties.n; d++)
        note_duty(&look, &model->duties.at[d]);
    for (size_t f = 0; f < model->facts.n; f++)
        look_at_fact(&look, (int)f);
}
