/* facts: questions with finitely many answers, the district's own and those of a category; and
 * periods, the named times of day, which are visible in the same way.
 *
 * Two values of one fact that share a word are a warning: a text with that word always leads to a
 * question between them, which may be meant, but seldom is. */
#include "dsl/check/check.h"
#include "dsl/check/times.h"
#include "dsl/check/values.h"

struct fact_value value_read(struct check *check, const struct node *node)
{
    struct fact_value value = {
        .name = text_of(node_child(node, NODE_NAME)),
        .display = display_or_name(node),
        .span = node->span,
    };
    words_read(check, node, &value.words);
    return value;
}

int value_find(const struct fact_value *values, size_t count, struct view name)
{
    for (size_t i = 0; i < count; i++)
        if (view_eq(values[i].name, name))
            return (int)i;
    return NONE;
}

bool value_is_new(struct check *check, const struct fact_value *values, size_t count,
                  const struct node *node)
{
    const struct node *name = node_child(node, NODE_NAME);
    if (!text_of(name).n)
        return false;
    int earlier = value_find(values, count, name->text);
    if (earlier == NONE)
        return true;
    struct diag *diag = SAY(check, DIAG_E0301, name->span, BOTH("取值", "value"), name->text);
    say_label(check, diag, values[earlier].span, BOTH("先在这里写了", "it first stands here"));
    return false;
}

static const struct word *same_word(const struct fact_value *value, const struct word *word)
{
    for (size_t i = 0; i < value->words.n; i++)
        if (view_eq(value->words.at[i].first, word->first) &&
            view_eq(value->words.at[i].second, word->second))
            return &value->words.at[i];
    return NULL;
}

static void compare_values(struct check *check, const struct fact_value *early,
                           const struct fact_value *late)
{
    for (size_t i = 0; i < late->words.n; i++) {
        const struct word *other = same_word(early, &late->words.at[i]);
        if (!other)
            continue;
        struct diag *diag = SAY(check, DIAG_W0304, late->words.at[i].span, late->words.at[i].first,
                                early->name, late->name);
        say_label(check, diag, other->span, early->name);
    }
}

static void fill_fact(struct check *check, struct fact *fact, const struct node *block)
{
    for (const struct node *node = node_child(block, NODE_VALUE); node; node = node_again(node))
        if (value_is_new(check, fact->values.at, fact->values.n, node)) {
            struct fact_value value = value_read(check, node);
            VEC_ADD(check->arena, &fact->values, value);
        }
    if (fact->values.n < 2 && !block->broken)
        SAY(check, DIAG_E0311, name_span(block), fact->name);
    for (size_t late = 1; late < fact->values.n; late++)
        for (size_t early = 0; early < late; early++)
            compare_values(check, &fact->values.at[early], &fact->values.at[late]);
}

void facts_fill(struct check *check)
{
    struct scope *scope = &check->scopes[SCOPE_FACT];
    for (size_t i = 0; i < scope->entries.n; i++) {
        say_heading(check, scope->entries.at[i].owner, NONE);
        fill_fact(check, &check->model->facts.at[i], scope->entries.at[i].node);
    }
    say_heading(check, NONE, NONE);
}

void periods_fill(struct check *check)
{
    struct scope *scope = &check->scopes[SCOPE_PERIOD];
    for (size_t i = 0; i < scope->entries.n; i++) {
        const struct node *block = scope->entries.at[i].node;
        struct period *period = &check->model->periods.at[i];
        say_heading(check, scope->entries.at[i].owner, NONE);
        struct minute_range parts[2];
        size_t n = minutes_read(check, node_child(block, NODE_RANGE), parts);
        for (size_t j = 0; j < n; j++)
            VEC_ADD(check->arena, &period->ranges, parts[j]);
        words_read(check, block, &period->words);
    }
    say_heading(check, NONE, NONE);
}
