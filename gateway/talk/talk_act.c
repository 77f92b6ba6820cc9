/* talk_act: the same words ask and complain. Where a message begins something, what the whole of it
 * is meant for counts before single words. What follows in a talk is answers, which are short and
 * mean what the question makes them mean; and behind an answer or a filed case much is a remark on
 * it: there words alone say its kind, but for questions, and what is surely to be done is told from
 * what is only told of oneself. */
#include "gateway/talk/talk_act.h"

#include "dsl/engine/cue.h"
#include "gateway/talk/talk_asks.h"
#include "gateway/talk/talk_danger.h"
#include "gateway/talk/talk_follow.h"
#include "gateway/talk/talk_state.h"

static bool begins(const struct talk_state *state, const struct talk_input *input)
{
    return !state->has_matter && state->pending == PENDING_NOTHING && input->recognition &&
           !follow_has_subject(state, input->now) && !hand_has_case(state, input->now);
}

/* Who tells what was done to him, and asks nothing, may want to know what he can do: it is done to
 * him all the same. */
static enum act act_of(const struct recognition *r)
{
    bool told = r->act == ACT_asks && talk_hears(r, CUE_tells_harm) && talk_hears(r, CUE_trouble) &&
                !talk_has_form(r) && !talk_asks(r);
    return told ? ACT_wants : r->act;
}

/* Plain words ("I report ...", "a question") say it best; but who wants something done does not
 * praise in earnest, and has no idea to give, and a reproach is put as a question without being
 * one. */
static int kind_of(const struct recognition *r, enum act act)
{
    int by_words = r->kind;
    if (act == ACT_asks && talk_has_form(r)) /* scolding and all */
        return by_words == NONE || by_words == KIND_COMPLAINT ? KIND_CONSULT : by_words;
    if (act == ACT_asks && talk_hears(r, CUE_reproach))
        return by_words;
    if (act == ACT_wants)
        return by_words == KIND_PRAISE || by_words == KIND_SUGGEST ? NONE : by_words;
    return by_words == NONE ? act_kind(act) : by_words;
}

/* Behind an answer or a filed case, and while a question waits for a colleague, a question is one
 * all the same, if it has the form, too: what is told of oneself is much like one. */
static bool asks_on(const struct talk_state *state, const struct talk_input *input)
{
    const struct recognition *r = input->recognition;
    bool waits = state->pending == PENDING_PERSON && state->matter.kind == KIND_CONSULT;
    bool behind = !state->has_matter && state->pending == PENDING_NOTHING;
    return r && r->act == ACT_asks && r->kind == NONE && (waits || behind) && talk_has_form(r);
}

/* Behind an answer somebody may only tell of himself, in whatever words. */
static bool is_behind(const struct talk_state *state, const struct talk_input *input)
{
    return !state->has_matter && state->pending == PENDING_NOTHING && input->recognition &&
           follow_has_subject(state, input->now);
}

/* Where something else is talked of, a few words only like danger are likelier of that. */
static bool is_remark(const struct talk_state *state, const struct talk_input *input,
                      const struct recognition *r)
{
    return !begins(state, input) && !state->in_danger && danger_may_be_remark(r, state->said);
}

const struct talk_input *act_heard(const struct talk_state *state, const struct talk_input *input,
                                   struct talk_input *copy, struct recognition *recognition)
{
    if (!input->recognition)
        return input;
    *recognition = *input->recognition;
    if (begins(state, input) || asks_on(state, input)) {
        recognition->act = act_of(recognition);
        recognition->kind = kind_of(recognition, recognition->act);
    }
    if (is_behind(state, input))
        recognition->act = cue_act(recognition->rules, recognition->text.text, true);
    if (is_remark(state, input, recognition))
        recognition->like = LIKE_near_danger;
    *copy = *input;
    copy->recognition = recognition;
    return copy;
}

bool act_is(const struct talk_state *state, const struct talk_input *input, enum act act)
{
    return begins(state, input) && act_of(input->recognition) == act;
}
