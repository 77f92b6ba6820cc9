/* tests: what a 测试 says is resolved to indices, so that whoever runs it compares numbers. A test
 * stands outside every category, yet speaks of facts of one: a name that only one category has is
 * that one's; one that several have is that of the category the test expects.
 *
 * What can be seen to fail without running is said here: a reason that does not occur in the
 * text, a deadline without a clock, an outcome with nothing before it. */
#include "dsl/base/fold.h"
#include "dsl/check/closed.h"
#include "dsl/check/script.h"
#include "dsl/check/settings.h"
#include "dsl/check/times.h"

/* ---- which category ---- */

static int category_of_expectation(const struct check *check, const struct node *node)
{
    if (node->kind == NODE_EXPECT_CATEGORY)
        return scope_find(check, SCOPE_CATEGORY, NONE, text_of(node_child(node, NODE_NAME)));
    if (node->kind != NODE_EXPECT_DUTY)
        return NONE;
    int duty = scope_find(check, SCOPE_DUTY, NONE, text_of(node_child(node, NODE_STRING)));
    return duty == NONE ? NONE : check->model->duties.at[duty].category;
}

int script_category(const struct check *check, const struct node *clause)
{
    int category = NONE;
    for (const struct node *node = clause->child; node && category == NONE; node = node->next)
        category = category_of_expectation(check, node);
    return category;
}

/* From where a fact of that name is seen; complains where that is open. */
static bool view_of_fact(struct script *script, const struct node *name, struct view_point *from)
{
    struct check *check = script->check;
    *from = (struct view_point){ABOUT_MATTER, script->category};
    if (!name || scope_find(check, SCOPE_FACT, script->category, name->text) != NONE)
        return true;
    const struct scope *scope = &check->scopes[SCOPE_FACT];
    int owners = 0;
    for (size_t i = 0; i < scope->entries.n; i++)
        if (view_eq(scope->entries.at[i].name, name->text) && owners++ == 0)
            from->category = scope->entries.at[i].owner;
    if (owners <= 1)
        return true;
    SAY(check, DIAG_E0907, name->span, name->text);
    return false;
}

/* ---- settings ---- */

static void read_setting(struct script *script, struct test_step *step, const struct node *node,
                         enum about about)
{
    struct check *check = script->check;
    struct view_point from = {about, NONE};
    struct setting setting;
    if (about == ABOUT_MATTER && setting_is_now(node)) {
        step->has_now = setting_now(check, node, &step->now);
        script->any_now = true;
        return;
    }
    script->any_matter |= about == ABOUT_MATTER;
    if (about == ABOUT_MATTER && !view_of_fact(script, node->child, &from))
        return;
    if (setting_read(check, from, node, &setting) &&
        setting_is_new(check, step->given.at, step->given.n, &setting))
        VEC_ADD(check->arena, &step->given, setting);
}

static void read_settings(struct script *script, struct test_step *step, const struct node *given,
                          enum about about)
{
    for (const struct node *node = given ? given->child : NULL; node; node = node->next)
        if (node->kind == NODE_SETTING)
            read_setting(script, step, node, about);
}

/* ---- expectations ---- */

static void read_ask(struct script *script, struct expectation *expected, const struct node *name)
{
    struct view_point from;
    int built_in = terms_find(&terms_built_in, text_of(name));
    expected->ask = ASK_NONE;
    if (built_in == BUILT_IN_PLACE || built_in == BUILT_IN_AREA)
        expected->ask = ASK_PLACE;
    else if (built_in == BUILT_IN_MATTER)
        expected->ask = ASK_MATTER;
    else if (built_in == BUILT_IN_CATEGORY)
        expected->ask = ASK_CATEGORY;
    else if (view_of_fact(script, name, &from) &&
             variable_need(script->check, from, name, &expected->ask_variable))
        expected->ask = ASK_VARIABLE;
}

static void read_due(struct script *script, struct expectation *expected, const struct node *node)
{
    const struct node *moment = node_child(node, NODE_DATETIME);
    if (!moment || moment->broken || !moment->child || !moment->child->next)
        return;
    expected->due_day = (civil_day)moment->child->number;
    expected->due_minute = (int)moment->child->next->number;
    if (!script->any_now)
        SAY(script->check, DIAG_E0908, node->span);
}

static void read_policy(struct script *script, struct expectation *expected,
                        const struct node *node)
{
    const struct node *policy = node_child(node, NODE_NAME);
    expected->value = scope_need(script->check, SCOPE_POLICY, NONE, policy);
    expected->answer = policy ? terms_need(script->check, &terms_answer, node_again(policy)) : NONE;
    if (!script->any_enterprise)
        SAY(script->check, DIAG_E0909, node->span);
}

/* 协办 A、B are as many expectations. */
static void read_assists(struct script *script, struct test_step *step, const struct node *node)
{
    const struct node *names = node_child(node, NODE_NAMES);
    for (const struct node *name = names ? names->child : NULL; name; name = name->next) {
        struct expectation *expected = VEC_PUSH(script->check->arena, &step->expected);
        *expected = (struct expectation){.kind = EXPECT_ASSIST,
                                         .value = NONE,
                                         .target = target_need(script->check, name),
                                         .span = name->span};
    }
}

static bool expectation_kind(enum node_kind node, enum expect_kind *kind)
{
    static const struct {
        enum node_kind node;
        enum expect_kind kind;
    } kinds[] = {
        {NODE_EXPECT_CATEGORY, EXPECT_CATEGORY}, {NODE_EXPECT_DUTY, EXPECT_DUTY},
        {NODE_EXPECT_UNIT, EXPECT_UNIT},         {NODE_EXPECT_URGENT, EXPECT_URGENT},
        {NODE_EXPECT_WITHIN, EXPECT_WITHIN},     {NODE_EXPECT_DUE, EXPECT_DUE},
        {NODE_EXPECT_KIND, EXPECT_KIND},         {NODE_EXPECT_OTHERWISE, EXPECT_OTHERWISE},
        {NODE_EXPECT_ASK, EXPECT_ASK},           {NODE_EXPECT_POLICY, EXPECT_POLICY},
        {NODE_EXPECT_ALSO, EXPECT_ALSO},         {NODE_EXPECT_CUE, EXPECT_CUE},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (kinds[i].node == node) {
            *kind = kinds[i].kind;
            return true;
        }
    return false;
}

static void read_expectation(struct script *script, struct test_step *step, const struct node *node)
{
    struct check *check = script->check;
    struct expectation expected = {.value = NONE, .target = {NONE, NONE}, .span = node->span};
    const struct node *name = node_child(node, NODE_NAME);
    if (!expectation_kind(node->kind, &expected.kind) || node->broken)
        return;
    switch (expected.kind) {
    case EXPECT_CATEGORY:
        expected.value = scope_need(check, SCOPE_CATEGORY, NONE, name);
        break;
    case EXPECT_DUTY:
        expected.value = scope_need(check, SCOPE_DUTY, NONE, node_child(node, NODE_STRING));
        break;
    case EXPECT_ALSO:
        expected.value = scope_need(check, SCOPE_DUTY, NONE,
                                    node_child(node_child(node, NODE_EXPECT_DUTY), NODE_STRING));
        break;
    case EXPECT_UNIT:
        expected.value = unit_need(check, name);
        break;
    case EXPECT_WITHIN:
        expected.within = duration_read(check, node);
        break;
    case EXPECT_DUE:
        read_due(script, &expected, node);
        break;
    case EXPECT_KIND:
        expected.value = terms_need(check, &terms_kind, name);
        break;
    case EXPECT_ASK:
        read_ask(script, &expected, name);
        break;
    case EXPECT_POLICY:
        read_policy(script, &expected, node);
        break;
    case EXPECT_CUE:
        expected.value = scope_need(check, SCOPE_CUE, NONE, name);
        expected.negated = view_is(node->text, "not");
        break;
    case EXPECT_ASSIST:
    case EXPECT_URGENT:
    case EXPECT_OTHERWISE:
        break;
    }
    if (expected.kind != EXPECT_POLICY && !script->any_matter)
        SAY(check, DIAG_E0910, node->span);
    VEC_ADD(check->arena, &step->expected, expected);
}

/* ---- reasons ---- */

static bool was_said(const struct script *script, struct view word)
{
    for (size_t i = 0; i < script->said.n; i++)
        if (view_find(script->said.at[i], word) != SIZE_MAX)
            return true;
    return false;
}

static void read_reason_word(struct script *script, struct test_step *step, const struct node *node)
{
    struct view word = fold_word(script->check->arena, node->text);
    if (!word.n || !was_said(script, word))
        SAY(script->check, DIAG_E0911, node->span, node->text);
    VEC_ADD(script->check->arena, &step->reason_words, word);
}

static void read_reason_fact(struct script *script, struct test_step *step, const struct node *node,
                             bool policy)
{
    struct check *check = script->check;
    struct view_point from = {ABOUT_ENTERPRISE, NONE};
    struct variable variable = {VAR_AREA, NONE};
    int built_in = policy ? NONE : terms_find(&terms_built_in, node->text);
    bool good = true;
    if (built_in == BUILT_IN_MATTER)
        variable = (struct variable){VAR_MATTER, script->category};
    else if (built_in != BUILT_IN_PLACE)
        good = (policy || view_of_fact(script, node, &from)) &&
               variable_need(check, from, node, &variable);
    if (good)
        VEC_ADD(check->arena, &step->reason_facts, variable);
}

static void read_reasons(struct script *script, struct test_step *step, const struct node *clause,
                         bool policy)
{
    const struct node *names = node_child(clause, NODE_NAMES);
    for (const struct node *node = names ? names->child : NULL; node; node = node->next) {
        if (node->broken)
            continue;
        if (node->kind == NODE_STRING)
            read_reason_word(script, step, node);
        else
            read_reason_fact(script, step, node, policy);
    }
}

static void read_expect(struct script *script, struct test_step *step, const struct node *clause)
{
    bool alone = clause->child &&
                 (clause->child->kind == NODE_BECAUSE || clause->child->kind == NODE_ONLY_BECAUSE);
    if (!alone)
        script->policy = node_child(clause, NODE_EXPECT_POLICY) != NULL;
    step->only |= node_child(clause, NODE_ONLY_BECAUSE) != NULL;
    for (const struct node *node = clause->child; node; node = node->next) {
        if (node->kind == NODE_EXPECT_ASSIST)
            read_assists(script, step, node);
        else if (node->kind == NODE_BECAUSE || node->kind == NODE_ONLY_BECAUSE)
            read_reasons(script, step, node, script->policy);
        else
            read_expectation(script, step, node);
    }
}

/* ---- a clause ---- */

static struct test_step *step_new(struct script *script, enum test_step_kind kind,
                                  const struct node *clause)
{
    struct test_step *step = VEC_PUSH(script->check->arena, &script->test->steps);
    *step = (struct test_step){.kind = kind, .span = clause->span};
    return step;
}

static void read_citizen(struct script *script, const struct node *clause)
{
    struct test_step *step = step_new(script, STEP_CITIZEN, clause);
    step->text = text_of(node_child(clause, NODE_STRING));
    struct view folded = fold_word(script->check->arena, step->text);
    VEC_ADD(script->check->arena, &script->said, folded);
    script->any_matter = true;
}

void script_read(struct script *script, const struct node *clause, bool joined)
{
    size_t steps = script->test->steps.n;
    switch (clause->kind) {
    case NODE_GIVEN:
        read_settings(script, step_new(script, STEP_GIVEN, clause), clause, ABOUT_MATTER);
        break;
    case NODE_CITIZEN:
        read_citizen(script, clause);
        break;
    case NODE_ENTERPRISE:
        script->any_enterprise = true;
        read_settings(script, step_new(script, STEP_ENTERPRISE, clause),
                      node_child(clause, NODE_GIVEN), ABOUT_ENTERPRISE);
        break;
    case NODE_EXPECT:
        script->any_expected = true;
        read_expect(script,
                    joined && steps ? &script->test->steps.at[steps - 1]
                                    : step_new(script, STEP_EXPECT, clause),
                    clause);
        break;
    default:
        break;
    }
}

bool script_can_set(struct script *script, const struct node *name, bool enterprise)
{
    struct check *check = script->check;
    struct view_point from = {ABOUT_ENTERPRISE, NONE};
    struct variable variable;
    int built_in = terms_find(&terms_built_in, name->text);
    if (!enterprise && (built_in == BUILT_IN_NOW || built_in == BUILT_IN_MATTER))
        return true;
    return (enterprise || view_of_fact(script, name, &from)) &&
           variable_need(check, from, name, &variable);
}
