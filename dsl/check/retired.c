/* retired: codes that were once given out stay given out. An old case, a statistic, a letter still
 * name them; so a retired code is never a duty's again, and what it points to must be there. */
#include "dsl/check/check.h"

static const struct node *code_of(const struct node *block)
{
    return node_child(block, NODE_STRING);
}

static const struct node *retirement_of(const struct check *check, struct view code,
                                        const struct node *before)
{
    for (const struct node *block = node_child(check->rules, NODE_RETIRE); block && block != before;
         block = node_again(block))
        if (view_eq(text_of(code_of(block)), code))
            return block;
    return NULL;
}

static void check_code(struct check *check, const struct node *block, const struct node *code)
{
    const struct node *earlier = retirement_of(check, code->text, block);
    int duty = scope_find(check, SCOPE_DUTY, NONE, code->text);
    if (earlier) {
        struct diag *diag =
            SAY(check, DIAG_E0301, code->span, BOTH("废止的编码", "retired code"), code->text);
        say_label(check, diag, code_of(earlier)->span,
                  BOTH("先在这里写了", "it first stands here"));
    } else if (duty != NONE) {
        struct diag *diag =
            SAY(check, DIAG_E0901, name_span(check->scopes[SCOPE_DUTY].entries.at[duty].node),
                code->text);
        say_label(check, diag, code->span, BOTH("在这里废止", "retired here"));
    }
}

/* The heir: a duty, or another retired code that leads to one. */
static void check_heir(struct check *check, const struct node *heir)
{
    struct view code = heir->text;
    size_t steps = 0, limit = check->scopes[SCOPE_DUTY].entries.n + 1000;
    while (scope_find(check, SCOPE_DUTY, NONE, code) == NONE) {
        const struct node *next = retirement_of(check, code, NULL);
        struct view onward = next ? clause_text(next, NODE_HEIR) : (struct view){0};
        if (!onward.n || steps++ > limit || view_eq(onward, heir->text)) {
            size_t count;
            const struct view *names = scope_names(check, SCOPE_DUTY, NONE, &count);
            struct diag *diag = SAY(check, DIAG_E0912, heir->span, heir->text);
            say_nearest_to(check, diag, heir, names, count);
            return;
        }
        code = onward;
    }
}

void retired_fill(struct check *check)
{
    struct model *model = check->model;
    for (const struct node *block = node_child(check->rules, NODE_RETIRE); block;
         block = node_again(block)) {
        const struct node *code = code_of(block);
        if (!text_of(code).n)
            continue;
        const struct node *clause = node_child(block, NODE_HEIR);
        const struct node *heir = clause ? node_child(clause, NODE_STRING) : NULL;
        check_code(check, block, code);
        if (heir && heir->text.n)
            check_heir(check, heir);
        struct retired retired = {code->text, text_of(heir), block->span};
        VEC_ADD(model->arena, &model->retired, retired);
    }
}
