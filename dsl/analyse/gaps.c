/* gaps: what is left of a category when every duty has taken its cases. Only 否则 receives it, and
 * whether that is meant is for the author to say: with a duty, or with a reason.
 *
 * A category whose duties all have words of their own has no table: whoever says something else is
 * recognised by words or not at all, and that is measured, not proved. A worded duty with a
 * condition of its own leaves a gap where its words were found and the condition fails. */
#include "dsl/analyse/case.h"
#include "dsl/analyse/tell.h"

static bool shows_gap(const struct ground *ground, const struct given_case *found,
                      const void *claim)
{
    (void)ground;
    (void)claim;
    return found->trace->decision.status == DECIDE_OTHERWISE;
}

static struct span otherwise_span(const struct ground *ground, int category)
{
    struct span span = ground_category_span(ground, category);
    const struct node *block = node_child(ground->model->tree->root, NODE_CATEGORY);
    while (block && (block->span.file != span.file || block->span.from != span.from))
        block = node_again(block);
    const struct node *clause = block ? node_child(block, NODE_OTHERWISE) : NULL;
    return clause ? clause->span : span;
}

static struct view otherwise_target(const struct ground *ground, int category)
{
    struct target target = ground->model->categories.at[category].otherwise;
    if (target.unit != NONE)
        return ground->model->units.at[target.unit].name;
    return target.role != NONE ? ground->model->roles.at[target.role].name : VIEW("-");
}

static struct view sentence(struct ground *ground, const struct table *table)
{
    struct view name = otherwise_target(ground, table->category);
    return ground_both(
        ground, ground_text(ground, "没有事项接收，只能落到 否则 交 %.*s", VIEW_FMT(name)),
        ground_text(ground, "no duty takes it; only otherwise assign %.*s does", VIEW_FMT(name)));
}

static struct view way_out(struct ground *ground, struct view condition)
{
    return ground_both(
        ground,
        ground_text(ground,
                    "补一个事项%s%.*s；或者放宽邻近事项的“当”；如果就该由“否则”接收，在“否则”那一行"
                    "写明：# 容许 gap：理由",
                    condition.n ? "：当 " : "", VIEW_FMT(condition)),
        ground_text(ground,
                    "add a duty%s%.*s; or widen the condition of one near by; if otherwise is "
                    "meant to receive it, say so on its line: # 容许 gap：reason",
                    condition.n ? ": 当 when " : "", VIEW_FMT(condition)));
}

static void report(struct ground *ground, const struct table *table, const uint64_t *box,
                   int matter)
{
    struct finding finding = ground_finding(ground, ANALYSE_GAP, table->category,
                                            otherwise_span(ground, table->category));
    struct given_case found;
    int duty = matter >= 0 ? matter : NONE;
    finding.second = duty == NONE ? ground_category_span(ground, table->category)
                                  : ground_duty_span(ground, duty);
    finding.duties[0] = duty;
    if (!ground_room(ground, &finding))
        return;
    finding.share = box_share(&table->space, box);
    finding.where = tell_cases(ground, table, box, duty);
    finding.condition = tell_condition(ground, table, box);
    finding.what = sentence(ground, table);
    finding.fix = way_out(ground, finding.condition);
    if (case_find(ground, table, box, matter, duty, shows_gap, NULL, &found))
        finding.test = case_test(
            ground, &found,
            ground_text(ground, "缺口 %.*s",
                        VIEW_FMT(duty == NONE ? ground_category(ground, table->category, DIAG_ZH)
                                              : ground->model->duties.at[duty].code)),
            finding.where);
    else
        finding.what = finding.where;
    ground_add(ground, &finding);
}

static void report_all(struct ground *ground, const struct table *table, struct boxes rest,
                       int matter)
{
    int duty = matter >= 0 ? matter : NONE;
    if (rest.over) {
        ground_undecided(
            ground, ANALYSE_GAP, table->category,
            duty == NONE ? ground_category_span(ground, table->category)
                         : ground_duty_span(ground, duty),
            ground_both(ground, ground_category(ground, table->category, DIAG_ZH),
                        ground_category(ground, table->category, DIAG_EN)),
            BOTH("剩下的情形太碎，超过了上限", "what is left falls into too many pieces"));
        return;
    }
    rest = boxes_merged(&table->space, rest);
    for (size_t i = 0; i < rest.n; i++)
        report(ground, table, boxes_at(&table->space, rest, i), matter);
}

void gaps_find(struct ground *ground, const struct table *table)
{
    const struct space *space = &table->space;
    bool plain = false;
    for (size_t i = 0; i < table->count; i++) {
        const struct shape *shape = &table->shapes[i];
        struct boxes own = {space->full, 1, false};
        plain |= table_is_plain(table, i);
        if (table_is_plain(table, i) || !table_duty(table, i)->when)
            continue;
        own = boxes_minus(space, own, shape->whole);
        report_all(ground, table, own, shape->duty);
    }
    if (plain)
        report_all(ground, table, table_rest(table), table_other_matter(table));
}
