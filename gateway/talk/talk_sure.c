/* talk_sure: may a decided case go straight to its desk?
 *
 * Where a ranking was learned (zhida learn), how sure it is was measured on tickets held out, and
 * the confidence from which the precision asked for (--precision) held stands in it. So where the
 * text alone decided, that counts: the calibrated confidence in the very desk that was decided. If
 * the ranking has another desk first, what is left for this one is at most the rest.
 *
 * The rules' own confidence, the first candidate's share, counts where there is no ranking, where
 * it never saw the desk, where no confidence was enough for the precision asked for, and where the
 * citizen settled it by an answer: the ranking was measured on texts, not on answers. */
#include "dsl/engine/learned.h"
#include "gateway/talk/talk_state.h"

enum { PER_MILLE = 1000 };

static bool is_settled_by_answer(const struct matter *matter)
{
    if (matter->pinned_category != NONE || matter->pinned_duty != NONE)
        return true;
    for (int i = 0; i < matter->fact_count; i++)
        if (matter->facts[i].source == FROM_ANSWER)
            return true;
    return false;
}

/* How sure the ranking is of that desk: 0..1. */
static double confidence_in(const struct learned_ranking *ranking, int desk)
{
    double rest = 1 - ranking->confidence;
    if (ranking->choices[0].desk == desk)
        return ranking->confidence;
    for (int i = 1; i < ranking->count; i++)
        if (ranking->choices[i].desk == desk)
            return ranking->choices[i].share < rest ? ranking->choices[i].share : rest;
    return 0;
}

/* What the ranking says of the decided desk; false: it has nothing to say. */
static bool ask_ranking(const struct talking *turn, double *confidence)
{
    const struct learned *learned = turn->rules->learned;
    const struct talk_state *state = turn->state;
    if (!learned || learned_sure(learned) > 1 || is_settled_by_answer(&state->matter))
        return false;
    int unit = turn->decision.target.unit;
    int desk =
        unit == NONE ? NONE : learned_find_desk(learned, rules_code(turn->rules, NOUN_UNIT, unit));
    if (desk == NONE)
        return false;
    const struct learned_ranking *ranking =
        recognise(turn->rules, turn->arena, state->said)->ranking;
    if (!ranking || !ranking->count)
        return false;
    *confidence = confidence_in(ranking, desk);
    return true;
}

int sure_confidence(const struct talking *turn)
{
    double confidence;
    if (!ask_ranking(turn, &confidence))
        return turn->decision.confidence;
    return (int)(confidence * PER_MILLE + 0.5);
}

bool sure_enough(const struct talking *turn)
{
    double confidence;
    if (ask_ranking(turn, &confidence))
        return confidence >= learned_sure(turn->rules->learned);
    return turn->decision.confidence >= rules_handover(turn->rules).sure_least;
}
