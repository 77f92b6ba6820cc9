/* candidates: the desks a matter could still belong to, with weights (matter.h, behind struct
 * decision). Entries are not collected and sorted but summed by desk as they come; of each desk the
 * entry is kept that sorting would have put first. */
#include "dsl/engine/contest.h"

enum { FACTOR_DECIDED = 64, FACTOR_YES = 16, FACTOR_OPEN = 4, FACTOR_OTHERWISE = 2 };

void desks_init(const struct rules *rules, struct desks *desks)
{
    size_t desks_there = (size_t)image_units_count(rules) + (size_t)image_roles_count(rules);
    desks->count = 0;
    memset(desks->place, 0, desks_there * sizeof *desks->place);
    desks->place[DESKS_MAX] = 0;
}

/* By weight, then category, then duty with 否则 last. */
static bool goes_before(const struct candidate *a, int64_t a_weight, const struct candidate *b,
                        int64_t b_weight)
{
    if (a_weight != b_weight)
        return a_weight > b_weight;
    if (a->category != b->category)
        return a->category < b->category;
    if (a->duty == NONE || b->duty == NONE)
        return a->duty != NONE;
    return a->duty < b->duty;
}

static int desk_number(const struct inquiry *inquiry, struct target target)
{
    if (target.unit != NONE)
        return target.unit;
    if (target.role != NONE)
        return image_units_count(inquiry->rules) + target.role;
    return DESKS_MAX;
}

/* weight: what the candidate itself weighs, of all that it brings to the desk. */
static void add_candidate(const struct inquiry *inquiry, struct desks *desks,
                          struct candidate candidate, int64_t weight)
{
    unsigned short *place = &desks->place[desk_number(inquiry, candidate.target)];
    if (!*place) {
        desks->at[desks->count++] = (struct desk){candidate, weight};
        *place = (unsigned short)desks->count;
        return;
    }
    struct desk *desk = &desks->at[*place - 1];
    candidate.weight = desk->first.weight += candidate.weight;
    if (!goes_before(&candidate, weight, &desk->first, desk->first_weight))
        return;
    desk->first = candidate;
    desk->first_weight = weight;
}

static void add_duty(const struct inquiry *inquiry, const struct contest *contest, uint32_t i,
                     int score, struct desks *desks)
{
    int duty = contest->duties[i];
    int factor = contest->truth[i] == YES ? FACTOR_YES : FACTOR_OPEN;
    if (contest->kind == CONTEST_DECIDED && contest->decided == duty)
        factor = FACTOR_DECIDED;
    struct variable open;
    struct target target = route_fill(inquiry, route_find(inquiry, duty, &open));
    int64_t weight = (int64_t)score * factor + contest_score(inquiry->matter, duty);
    add_candidate(inquiry, desks, (struct candidate){duty, contest->category, target, weight},
                  weight);
}

void desks_add(const struct inquiry *inquiry, const struct contest *contest, int score,
               bool otherwise, struct desks *desks)
{
    for (uint32_t i = 0; i < contest->count; i++)
        if (contest->truth[i] != NO)
            add_duty(inquiry, contest, i, score, desks);
    if (!otherwise)
        return;
    struct image_target target = contest->self->otherwise;
    struct target resolved = route_fill(inquiry, (struct target){target.unit, target.role});
    int64_t weight = (int64_t)score * FACTOR_OTHERWISE;
    add_candidate(inquiry, desks, (struct candidate){NONE, contest->category, resolved, weight},
                  weight);
}

/* ---- the same, worked out before ---- */

void desks_shares(const struct desks *desks, struct share *shares)
{
    for (int i = 0; i < desks->count; i++) {
        const struct desk *desk = &desks->at[i];
        shares[i] = (struct share){desk->first.duty, desk->first.target, (int)desk->first.weight,
                                   (int)desk->first_weight};
    }
}

void desks_add_shares(const struct inquiry *inquiry, const struct score *category,
                      const struct share *shares, int count, struct desks *desks)
{
    int64_t score = category->score;
    for (int i = 0; i < count; i++) {
        struct target target = route_fill(inquiry, shares[i].target);
        add_candidate(
            inquiry, desks,
            (struct candidate){shares[i].duty, category->index, target, score * shares[i].weight},
            score * shares[i].first_weight);
    }
}

/* Lets a desk into the decision's list of the best. */
static void place_candidate(struct decision *decision, const struct candidate *candidate)
{
    int at = decision->candidate_count;
    while (at > 0 && goes_before(candidate, candidate->weight, &decision->candidates[at - 1],
                                 decision->candidates[at - 1].weight))
        at--;
    if (at == CANDIDATES_MAX)
        return;
    if (decision->candidate_count < CANDIDATES_MAX)
        decision->candidate_count++;
    for (int i = decision->candidate_count - 1; i > at; i--)
        decision->candidates[i] = decision->candidates[i - 1];
    decision->candidates[at] = *candidate;
}

void desks_choose(const struct desks *desks, struct decision *decision)
{
    int64_t sum = 0;
    for (int i = 0; i < desks->count; i++) {
        sum += desks->at[i].first.weight;
        place_candidate(decision, &desks->at[i].first);
    }
    if (sum > 0)
        decision->confidence = (int)(decision->candidates[0].weight * 1000 / sum);
}
