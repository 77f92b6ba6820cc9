/* learned_votes: the rules' candidates as a factor of the learned ranking. Desks meet by name: a
 * unit's, or the role's where the place is open. */
#include "dsl/engine/learned.h"

static struct view name_of(const struct rules *rules, struct target target)
{
    if (target.unit != NONE)
        return rules_code(rules, NOUN_UNIT, target.unit);
    if (target.role != NONE)
        return rules_code(rules, NOUN_ROLE, target.role);
    return (struct view){0};
}

struct learned_votes learned_votes_of(const struct learned *learned, struct arena *arena,
                                      const struct rules *rules, const struct decision *decision)
{
    struct learned_votes votes = {.first = NONE};
    double all = 0;
    for (int i = 0; i < decision->candidate_count; i++)
        all += (double)decision->candidates[i].weight;
    if (all <= 0)
        return votes;
    float *shares = ARENA_ARRAY(arena, learned_desk_count(learned), float);
    for (int i = 0; i < decision->candidate_count; i++) {
        const struct candidate *candidate = &decision->candidates[i];
        int desk = learned_find_desk(learned, name_of(rules, candidate->target));
        if (desk == NONE)
            continue;
        shares[desk] += (float)((double)candidate->weight / all);
        if (i == 0)
            votes.first = desk;
    }
    votes.shares = shares;
    return votes;
}
