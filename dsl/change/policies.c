/* policies: who qualifies now and did not before, and the other way round: the conditions of two
 * versions as boxes over tags, numbers and dates. A derived number (研发强度) is a variable of its
 * own here, so a witness names it and not what it is made of. */
#include "dsl/change/compare.h"

static int find_policy(const struct model *model, struct view name)
{
    for (size_t i = 0; i < model->policies.n; i++)
        if (view_eq(model->policies.at[i].name, name))
            return (int)i;
    return NONE;
}

static void relate(struct compare *compare, const struct space *space, struct pair pair,
                   struct diff_item *item)
{
    struct boxes old = boxes_of(space, compare->joint.old.model.policies.at[pair.old].when, true);
    struct boxes new = boxes_of(space, compare->joint.new.model.policies.at[pair.new].when, true);
    compare_relate(compare, space, old, new, item);
}

void compare_policies(struct compare *compare)
{
    const struct model *old = compare->report->old, *new = compare->report->new;
    struct space space = space_of_both_policies(compare->arena, &compare->joint.old.model,
                                                &compare->joint.new.model);
    for (size_t i = 0; i < new->policies.n; i++) {
        struct pair pair = {find_policy(old, new->policies.at[i].name), (int)i};
        struct diff_item *item = compare_add(compare, DIFF_POLICY, pair);
        item->relation = DIFF_ADDED;
        if (pair.old == NONE)
            continue;
        relate(compare, &space, pair, item);
        compare_policy_terms(compare, pair, item);
    }
    for (size_t i = 0; i < old->policies.n; i++)
        if (find_policy(new, old->policies.at[i].name) == NONE)
            compare_add(compare, DIFF_POLICY, (struct pair){(int)i, NONE})->relation = DIFF_REMOVED;
}
