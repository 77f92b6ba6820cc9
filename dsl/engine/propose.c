/* propose: from desks that were ranked to categories and duties that may be meant.
 *
 * A ranking knows desks; the rules decide by duties. The bridge is the duty of the past cases alike
 * (and of the rules' own examples): where the rules still have it, its category is revealed as if a
 * word of it had been seen, and the duty too, if it lives by words. From there everything goes its
 * way as the rules have it: conditions are asked, places looked up, deadlines computed. So a
 * ranking can never give a case to a desk that no duty names. */
#include "dsl/engine/propose.h"

enum {
    POINTS = 100, /* as much as a rare word */
    ASKED = 2
};

/* A confidence from which the first two are worth a question; and the first's share of all desks
 * below which nothing is: a greeting is like nothing that was ever learned. */
static const double likely = 0.5, share_least = 0.4;

struct learned_ranking *propose_ranking(const struct rules *rules, struct arena *arena,
                                        const struct recognition *recognition)
{
    const struct civil_time no_clock = {.minute = NONE};
    struct learned_ranking *out = ARENA_NEW(arena, struct learned_ranking);
    struct matter matter = matter_empty();
    struct decision decision;
    matter_reveal(rules, &matter, recognition, no_clock);
    decide(rules, &matter, &decision);
    struct learned_votes votes = learned_votes_of(rules->learned, arena, rules, &decision);
    learned_rank(rules->learned, arena, recognition->text.text, votes, out);
    return out;
}

static void add_score(struct score *scores, int *count, int index, int points)
{
    int at = 0;
    while (at < *count && scores[at].index != index)
        at++;
    if (at == *count && *count == SCORES_MAX)
        return;
    if (at == *count)
        scores[(*count)++] = (struct score){.index = index};
    scores[at].score += points;
    scores[at].strong = true;
    for (; at > 0 && (scores[at - 1].score < scores[at].score ||
                      (scores[at - 1].score == scores[at].score && scores[at - 1].index > index));
         at--) {
        struct score kept = scores[at - 1];
        scores[at - 1] = scores[at];
        scores[at] = kept;
    }
}

/* The duty of a choice that the rules have, or NONE. */
static int duty_of(const struct rules *rules, const struct learned_choice *choice)
{
    if (choice->duty == NONE)
        return NONE;
    return rules_find(rules, NOUN_DUTY, learned_duty_code(rules->learned, choice->duty));
}

static void reveal_duty(const struct rules *rules, struct matter *matter, int duty, int points)
{
    struct duty_info info = rules_duty(rules, duty);
    add_score(matter->categories, &matter->category_count, info.category, points);
    if (info.has_words)
        add_score(matter->duties, &matter->duty_count, duty, points);
}

static void reveal_likely(const struct rules *rules, struct matter *matter,
                          const struct learned_ranking *ranking)
{
    int told = 0;
    for (int i = 0; i < ranking->count && told < ASKED; i++) {
        int duty = duty_of(rules, &ranking->choices[i]);
        if (duty != NONE) {
            reveal_duty(rules, matter, duty, POINTS);
            told++;
        }
    }
}

/* Raises the category above the margin where the words are open between it and others. */
static void order_open(const struct rules *rules, struct matter *matter, int duty)
{
    int category = rules_duty(rules, duty).category, best = matter->categories[0].score;
    for (int i = 0; i < matter->category_count; i++) {
        const struct score *score = &matter->categories[i];
        if (score->index != category || !score->strong || !WITHIN_MARGIN(best, score->score))
            continue;
        add_score(matter->categories, &matter->category_count, category,
                  best * 5 / 4 + 1 - score->score);
        return;
    }
}

void propose_reveal(const struct rules *rules, struct matter *matter,
                    const struct learned_ranking *ranking)
{
    if (!ranking->count || matter->pinned_category != NONE ||
        ranking->choices[0].share < share_least)
        return;
    int duty = duty_of(rules, &ranking->choices[0]);
    bool sure = duty != NONE && ranking->confidence >= learned_sure(rules->learned);
    if (sure && !matter->category_count)
        reveal_duty(rules, matter, duty, POINTS);
    else if (sure)
        order_open(rules, matter, duty);
    else if (!matter->category_count && ranking->confidence >= likely)
        reveal_likely(rules, matter, ranking);
}
