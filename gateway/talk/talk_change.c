/* talk_change: something that was said is to be changed. Who says the new thing at once ("wrong
 * address, it is the east gate of ...") is not asked what to change; who only says that something
 * is wrong chooses between matter, place and time. */
#include "gateway/talk/talk_state.h"

static void forget_place(struct talk_state *state)
{
    state->matter.place_count = 0;
    state->matter.place_unknown = false;
    state->place_text = VIEW("");
    state->has_point = false;
}

/* What was known stays until it is said anew: "eight or nine" is read beside it. */
static void reopen_time(struct talk_state *state)
{
    state->matter.dayclass = NONE;
    state->skipped &= ~(unsigned)COLLECT_TIME;
}

/* What it is about is told anew; where it is stays. */
static void forget_matter(struct talk_state *state)
{
    struct matter old = state->matter;
    state->matter = matter_empty();
    state->matter.channel = old.channel;
    state->matter.place_count = old.place_count;
    memcpy(state->matter.places, old.places, sizeof old.places);
    state->said = state->read_as = VIEW("");
    state->skipped = 0;
}

void change_take(struct talking *turn, enum menu_kind kind)
{
    struct talk_state *state = turn->state;
    if (kind == MENU_CHANGE_PLACE) {
        forget_place(state);
        ask_decide(turn);
        state->pending = PENDING_PLACE;
    } else if (kind == MENU_CHANGE_TIME) {
        reopen_time(state);
        state->pending = PENDING_TIME;
    } else {
        forget_matter(state);
        state->pending = PENDING_DETAIL;
    }
    question_say(turn);
}

/* Nothing was understood yet that could be changed: it was meant for somebody else. */
static bool was_mistaken(const struct talking *turn)
{
    const struct talk_state *state = turn->state;
    return turn->decision.status == DECIDE_NOTHING && !intake_reveals(turn) &&
           !state->matter.place_count && !state->media_count;
}

void change_begin(struct talking *turn)
{
    struct talk_state *state = turn->state;
    if (intake_settles(turn)) {
        intake_correct(turn);
        ask_next(turn);
    } else if (heard(turn, TALK_CHANGE_PLACE, TALK_WITHIN)) {
        change_take(turn, MENU_CHANGE_PLACE);
    } else if (heard(turn, TALK_CHANGE_TIME, TALK_WITHIN)) {
        change_take(turn, MENU_CHANGE_TIME);
    } else if (was_mistaken(turn)) {
        wish_drop(turn, PHRASE_noted);
    } else {
        state->pending = PENDING_CHANGE;
        question_say(turn);
    }
}
