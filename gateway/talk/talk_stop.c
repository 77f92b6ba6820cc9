/* talk_stop: who wants nothing filed, and says so in the middle of it. "Cancel, how annoying", "no
 * need any more, I tell them myself" take back what is open, whatever follows; what follows is
 * heard by itself. "I only asked, I report nothing" takes back the matter and not the question:
 * that is answered now, or it is said whose business it is. Nobody has to find the one right word
 * to get out. */
#include "gateway/talk/talk_state.h"

#include "dsl/base/utf8.h"
#include "dsl/engine/cue.h"
#include "gateway/talk/talk_asks.h"

/* Marks and blanks from `at` on. */
static size_t skip_marks(struct view text, size_t at)
{
    for (size_t n = 1; n && at < text.n;) {
        n = text.p[at] == ' ' ? 1 : cue_mark(view_sub(text, at, text.n));
        at += n;
    }
    return at;
}

/* Where what follows the words that take it back begins; 0: none are said, or nothing follows. */
static size_t behind_stop(const struct talking *turn)
{
    struct view text = turn->input->recognition->text.text;
    size_t words = cue_leads(turn->rules, CUE_stops, text);
    size_t to = words ? skip_marks(text, words) : 0;
    return to > words && to < text.n ? to : 0;
}

static bool take_back(struct talking *turn)
{
    const struct folded *text = &turn->input->recognition->text;
    size_t at = behind_stop(turn);
    if (!at)
        return false;
    struct view rest = fold_original(text, at, text->text.n);
    wish_drop(turn, PHRASE_cancelled);
    new_hear(turn, view_keep(turn->arena, rest));
    if (!wish_take(turn) && (intake_reveals(turn) || answer_is_question(turn)))
        new_take(turn);
    return true;
}

/* This turn's message is a question, whatever its words. */
static void hear_as_question(struct talking *turn)
{
    struct recognition *recognition = ARENA_NEW(turn->arena, struct recognition);
    struct talk_input *input = ARENA_NEW(turn->arena, struct talk_input);
    *recognition = *turn->input->recognition;
    *input = *turn->input;
    recognition->kind = KIND_CONSULT;
    recognition->act = ACT_asks;
    input->recognition = recognition;
    turn->input = input;
    turn->only_asks = true;
}

static bool ask_instead(struct talking *turn)
{
    struct talk_state *state = turn->state;
    if (state->matter.kind == KIND_CONSULT || !HEARS(turn, only_asked))
        return false;
    struct view said = view_keep(turn->arena, state->said);
    bool names = intake_reveals(turn);
    state_drop_matter(state);
    menu_clear(state);
    if (!names)
        new_hear(turn, said);
    hear_as_question(turn);
    new_take(turn);
    return true;
}

bool stop_take(struct talking *turn)
{
    const struct talk_state *state = turn->state;
    if (!turn->input->recognition || !state->has_matter || state->pending == PENDING_DRAFT)
        return false;
    return take_back(turn) || ask_instead(turn);
}
