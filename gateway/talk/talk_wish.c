/* talk_wish: what people want of the talk itself, at any time: cancel, begin again, go back, hear it
 * once more, change something, a person; how a case stands, a rating, an enterprise's policies, no
 * more offers. A wish is heard before the answer to a question, and the question comes back after. */
#include "gateway/talk/talk_state.h"

static void go_back(struct talking *turn)
{
    if (!state_pop_undo(turn)) {
        say_phrase(turn, PHRASE_nothing_to_undo, NULL);
        ask_pending(turn);
        return;
    }
    turn->state->skipped = 0;
    ask_next(turn);
}

static void begin_change(struct talking *turn)
{
    struct talk_state *state = turn->state;
    const struct recognition *r = turn->input->recognition;
    state_push_undo(turn);
    for (size_t i = 0; r && i < r->evidence_count; i++)
        if (r->evidence[i].use == USE_AREA) {
            state->place_text = VIEW("");
            intake_take(turn);
            ask_next(turn);
            return;
        }
    state->pending = PENDING_CHANGE;
    ask_pending(turn);
}

void wish_drop(struct talking *turn, enum phrase phrase)
{
    state_drop_matter(turn->state);
    say_phrase(turn, phrase, NULL);
}

static bool wish_consent(struct talking *turn)
{
    if (heard(turn, TALK_OPTOUT, TALK_WHOLE)) {
        turn->effects->consent = CONSENT_WITHDRAWN;
        say_phrase(turn, PHRASE_optout_done, NULL);
    } else if (heard(turn, TALK_OPTIN, TALK_WHOLE)) {
        turn->effects->consent = CONSENT_GIVEN;
        say_phrase(turn, PHRASE_optin_done, NULL);
    } else {
        return false;
    }
    return true;
}

void wish_person(struct talking *turn)
{
    if (!turn->state->has_matter)
        intake_take(turn);
    decide(turn->rules, &turn->state->matter, &turn->decision);
    file_to_person(turn);
}

static bool wish_in_matter(struct talking *turn)
{
    if (heard(turn, TALK_CANCEL, TALK_WHOLE))
        wish_drop(turn, PHRASE_cancelled);
    else if (heard(turn, TALK_RESTART, TALK_WHOLE))
        wish_drop(turn, PHRASE_restarted);
    else if (heard(turn, TALK_BACK, TALK_WHOLE))
        go_back(turn);
    else if (heard(turn, TALK_REPEAT, TALK_WHOLE))
        ask_pending(turn);
    else if (turn->state->has_matter && heard(turn, TALK_CHANGE, TALK_WITHIN))
        begin_change(turn);
    else
        return false;
    return true;
}

void wish_back_to_question(struct talking *turn)
{
    if (turn->state->pending == PENDING_NOTHING || turn->state->pending == PENDING_CODE)
        return;
    if (turn->state->has_matter)
        say_phrase(turn, PHRASE_back_to_question, NULL);
    ask_pending(turn);
}

static bool wish_for_service(struct talking *turn)
{
    struct view number, code;
    enum pending before = turn->state->pending;
    if (service_case_number(turn->input->message->text, &number, &code)) {
        if (before == PENDING_CODE)
            turn->state->pending = PENDING_NOTHING;
        service_case_asked(turn);
    } else if (before == PENDING_ENTERPRISE || heard(turn, TALK_MY_POLICIES, TALK_WITHIN)) {
        service_enterprise(turn);
        return true;
    } else if (heard(turn, TALK_PROGRESS, TALK_WHOLE) ||
               (heard(turn, TALK_PROGRESS, TALK_WITHIN) && !turn->state->has_matter &&
                !intake_reveals(turn))) {
        service_progress(turn);
    } else if (heard(turn, TALK_RATE, TALK_WHOLE)) {
        service_rate_begin(turn);
        return true;
    } else {
        return false;
    }
    wish_back_to_question(turn);
    return true;
}

bool wish_take(struct talking *turn)
{
    if (!turn->input->recognition)
        return false;
    if (wish_consent(turn) || wish_in_matter(turn) || wish_for_service(turn))
        return true;
    if (heard(turn, TALK_PERSON, TALK_WHOLE)) {
        wish_person(turn);
        return true;
    }
    return false;
}
