/* use: what is declared and never asked for. A name that nothing uses is either left over, or it
 * was meant where another name stands by mistake; both are worth a line.
 *
 * The model holds what conditions and clauses resolved to, so most of this is marking and looking
 * for what is not marked. Periods leave only their minutes behind in conditions; they are marked by
 * the names in the tree. These lints need every name and condition to be sound: one that did not
 * resolve may have been the use. */
#include "dsl/lint/run.h"

struct use {
    struct lint_run *run;
    bool *units, *roles, *facts, *tags, *numbers, *dates, *periods, *clocks, *lists;
};

/* ---- marking ---- */

static void use_target(struct use *use, struct target target)
{
    if (target.unit != NONE)
        use->units[target.unit] = true;
    if (target.role != NONE)
        use->roles[target.role] = true;
}

static void use_index(bool *marks, int index)
{
    if (index != NONE)
        marks[index] = true;
}

static void use_expr(struct use *use, const struct expr *expr)
{
    if (!expr)
        return;
    if (expr->variable.index != NONE && expr->variable.kind == VAR_FACT)
        use->facts[expr->variable.index] = true;
    else if (expr->variable.index != NONE && expr->variable.kind == VAR_TAG)
        use->tags[expr->variable.index] = true;
    else if (expr->variable.index != NONE && expr->variable.kind == VAR_NUMBER)
        use->numbers[expr->variable.index] = true;
    else if (expr->variable.index != NONE && expr->variable.kind == VAR_DATE)
        use->dates[expr->variable.index] = true;
    for (size_t i = 0; i < expr->kids.n; i++)
        use_expr(use, expr->kids.at[i]);
}

static void use_by_duties(struct use *use)
{
    const struct model *model = use->run->model;
    for (size_t d = 0; d < model->duties.n; d++) {
        const struct duty *duty = &model->duties.at[d];
        use_expr(use, duty->when);
        use_target(use, duty->assign);
        use_index(use->clocks, duty->clock);
        use_index(use->units, duty->owner);
        for (size_t i = 0; i < duty->assists.n; i++)
            use_target(use, duty->assists.at[i]);
        for (size_t i = 0; i < duty->branches.n; i++) {
            use_expr(use, duty->branches.at[i].when);
            use_target(use, duty->branches.at[i].assign);
        }
    }
}

static void use_by_heads(struct use *use)
{
    const struct model *model = use->run->model;
    use_index(use->clocks, model->clock);
    for (size_t i = 0; i < model->categories.n; i++) {
        use_target(use, model->categories.at[i].otherwise);
        use_index(use->clocks, model->categories.at[i].clock);
        use_index(use->units, model->categories.at[i].owner);
    }
    for (size_t i = 0; i < model->clocks.n; i++) {
        use_target(use, model->clocks.at[i].escalate_to);
        use_target(use, model->clocks.at[i].supervise);
    }
    for (size_t i = 0; i < model->units.n; i++)
        use_index(use->units, model->units.at[i].parent);
    for (size_t i = 0; i < model->guides.n; i++)
        for (size_t s = 0; s < model->guides.at[i].steps.n; s++)
            use_target(use, model->guides.at[i].steps.at[s].assign);
}

static void use_by_policies(struct use *use)
{
    const struct model *model = use->run->model;
    for (size_t i = 0; i < model->policies.n; i++) {
        use_expr(use, model->policies.at[i].when);
        use_index(use->units, model->policies.at[i].by);
    }
    for (size_t i = 0; i < model->numbers.n; i++)
        if (use->numbers[i]) { /* a ratio nobody asks for uses nothing */
            use_index(use->numbers, model->numbers.at[i].over);
            use_index(use->numbers, model->numbers.at[i].under);
        }
}

/* A period of the category before one of the district. */
static int period_named(const struct model *model, struct view name, int category)
{
    int found = NONE;
    for (size_t i = 0; i < model->periods.n; i++)
        if (view_eq(model->periods.at[i].name, name) &&
            (model->periods.at[i].category == category ||
             (model->periods.at[i].category == NONE && found == NONE)))
            found = (int)i;
    return found;
}

static void use_by_tree(struct use *use, const struct node *node, int category)
{
    if (node->kind == NODE_WITHIN_SET && node->child)
        for (const struct node *value = node->child->next; value; value = value->next)
            if (value->kind == NODE_NAME)
                use_index(use->periods, period_named(use->run->model, value->text, category));
    if (node->kind == NODE_LIST_REF)
        for (size_t i = 0; i < use->run->model->lists.n; i++)
            use->lists[i] |= view_eq(use->run->model->lists.at[i].name, node->text);
    for (const struct node *child = node->child; child; child = child->next)
        use_by_tree(use, child, category);
}

static void use_by_texts(struct use *use)
{
    const struct places *places = &use->run->places;
    for (const struct node *block = use->run->tree->root->child; block; block = block->next)
        if (block->kind != NODE_CATEGORY)
            use_by_tree(use, block, NONE);
    for (size_t i = 0; i < places->categories.n; i++)
        use_by_tree(use, places->categories.at[i], (int)i);
}

/* ---- what is left ---- */

static bool is_talk(struct view name)
{
    static const char *const names[] = {
#define LIST(enumerator, zh, en) zh, en,
#include "dsl/base/talk_words.h"
#undef LIST
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (view_is(name, names[i]))
            return true;
    return false;
}

#define SAY_UNUSED(use, lint, marks, array, noun)                                                  \
    for (size_t i_ = 0; i_ < (use)->run->model->array.n; i_++)                                     \
        if (!(marks)[i_])                                                                          \
    FOUND((use)->run, lint, place_name((use)->run->places.array.at[i_]), noun,                     \
          (use)->run->model->array.at[i_].name)

static void say_roles(const struct use *use)
{
    const struct model *model = use->run->model;
    for (size_t i = 0; i < model->roles.n; i++) {
        const struct node *unit = use->run->places.units.at[model->roles.at[i].units.at[0]];
        if (!use->roles[i])
            FOUND(use->run, unused_role, place_clause(unit, NODE_ROLE), BOTH("角色", "role"),
                  model->roles.at[i].name);
        for (size_t u = 0; u < model->roles.at[i].units.n; u++)
            use->units[model->roles.at[i].units.at[u]] = true; /* the role's fault, if any */
    }
}

/* The words of a period tell the time of day to whatever asks for it. */
static void spare_worded(struct use *use)
{
    const struct model *model = use->run->model;
    for (size_t i = 0; i < model->periods.n; i++)
        use->periods[i] |= model->periods.at[i].words.n > 0;
    for (size_t i = 0; i < model->lists.n; i++)
        use->lists[i] |= is_talk(model->lists.at[i].name);
}

static void say_rest(struct use *use)
{
    say_roles(use);
    spare_worded(use);
    SAY_UNUSED(use, unused_word_list, use->lists, lists, BOTH("词表", "word list"));
    SAY_UNUSED(use, unused_unit, use->units, units, BOTH("单位", "unit"));
    SAY_UNUSED(use, unused_fact, use->facts, facts, BOTH("要素", "fact"));
    SAY_UNUSED(use, unused_tag, use->tags, tags, BOTH("标签", "tag"));
    SAY_UNUSED(use, unused_number, use->numbers, numbers, BOTH("数值", "number"));
    SAY_UNUSED(use, unused_date, use->dates, dates, BOTH("日期", "date"));
    SAY_UNUSED(use, unused_period, use->periods, periods, BOTH("时段", "period"));
    SAY_UNUSED(use, unused_clock, use->clocks, clocks, BOTH("时限", "clock"));
}

static bool *marks(const struct use *use, size_t count)
{
    return ARENA_ARRAY(use->run->arena, count + 1, bool);
}

void look_at_use(struct lint_run *run)
{
    struct use use = {.run = run};
    const struct model *model = run->model;
    use.units = marks(&use, model->units.n);
    use.roles = marks(&use, model->roles.n);
    use.facts = marks(&use, model->facts.n);
    use.tags = marks(&use, model->tags.n);
    use.numbers = marks(&use, model->numbers.n);
    use.dates = marks(&use, model->dates.n);
    use.periods = marks(&use, model->periods.n);
    use.clocks = marks(&use, model->clocks.n);
    use.lists = marks(&use, model->lists.n);
    use_by_duties(&use);
    use_by_heads(&use);
    use_by_policies(&use);
    use_by_texts(&use);
    say_rest(&use);
}
