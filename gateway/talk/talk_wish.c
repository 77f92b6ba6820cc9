/* talk_wish: what people want of the talk itself, at any time: cancel, begin again, go back, hear
 * it once more, change something, a person; how a case stands, a rating, an enterprise's policies,
 * no more offers. A wish is heard before the answer to a question, and the question comes back
 * after. */
#include "gateway/talk/talk_act.h"
#include "gateway/talk/talk_asks.h"
#include "gateway/talk/talk_short.h"
#include "gateway/talk/talk_state.h"

#include "dsl/base/utf8.h"

static void go_back(struct talking *turn)
{
    if (undo_step(turn)) {
        ask_next(turn);
        return;
    }
    say_phrase(turn, PHRASE_nothing_to_undo, TALK_END);
    question_say(turn);
}

void wish_drop(struct talking *turn, enum phrase phrase)
{
    state_drop_matter(turn->state);
    if (phrase == PHRASE_restarted)
        turn->state->listed_count = 0;
    say_phrase(turn, phrase, TALK_END);
}

/* Behind a filed case "cancel" means that case. */
static void cancel(struct talking *turn)
{
    struct talk_state *state = turn->state;
    if (state->pending == PENDING_WITHDRAW)
        question_say(turn);
    else if (state->pending == PENDING_RATE) /* it was filed and answered already */
        rate_leave(turn);
    else if (state->has_matter || state->pending != PENDING_NOTHING)
        wish_drop(turn, PHRASE_cancelled);
    else
        service_withdraw_ask(turn);
}

/* Without a word about the matter a person could do nothing either: it is asked for first, once. */
void wish_person(struct talking *turn)
{
    struct talk_state *state = turn->state;
    if (state->pending == PENDING_SEVERAL && state->held.n) {
        new_hear(turn, state->held);
        intake_take(turn);
    }
    bool told = state->has_matter && state->said.n;
    turn->effects->call = CALL_ASKED;
    if (!told && state->pending != PENDING_TELL) {
        state->pending = PENDING_TELL;
        question_say(turn);
        return;
    }
    if (!told)
        intake_take(turn);
    hand_over(turn, HANDED_ASKED);
}

enum { ASKING_LENGTH = 24, THANKS_LENGTH = 9 };

/* "Can I please talk to somebody": in a short text that says nothing of a matter the words count
 * wherever they stand, unless it only asks who is talking. */
static bool asks_person(const struct talking *turn)
{
    const struct recognition *r = turn->input->recognition;
    if (HEARS(turn, wants_no_person))
        return false;
    return heard(turn, TALK_PERSON, TALK_WHOLE) || talk_wants_person(r) ||
           (heard(turn, TALK_PERSON, TALK_WITHIN) && !intake_reveals(turn) && !talk_asks_who(r) &&
            r->kind != KIND_CONSULT && utf8_length(intake_text(turn->input)) <= ASKING_LENGTH);
}

/* "No human, just tell me": nobody is called, and what was open goes on. Behind what a person has
 * already it means that nobody need come. */
static bool refuse_person(struct talking *turn)
{
    struct talk_state *state = turn->state;
    if (!talk_refuses_person(turn->input->recognition) || intake_reveals(turn))
        return false;
    if (state->pending == PENDING_PERSON) {
        wish_drop(turn, PHRASE_cancelled);
    } else if (state->handed && !state->has_matter && state->pending != PENDING_TELL) {
        service_withdraw_ask(turn);
    } else {
        if (state->pending == PENDING_TELL)
            state->pending = PENDING_NOTHING;
        say_phrase(turn, PHRASE_person_not, TALK_END);
        if (state->pending == PENDING_NOTHING)
            say_phrase(turn, PHRASE_tell, TALK_END);
        else
            question_say(turn);
    }
    return true;
}

/* "Are you a robot?" In a matter that it speaks of too it is beside the matter. */
static bool say_who(struct talking *turn)
{
    const struct talk_state *state = turn->state;
    bool about = intake_reveals(turn) || intake_names_area(turn);
    if (!talk_asks_who(turn->input->recognition) || (state->has_matter && about))
        return false;
    say_phrase(turn, PHRASE_who, "district", rules_district_name(turn->rules, state->language),
               TALK_END);
    if (state->pending != PENDING_NOTHING)
        question_say(turn);
    return true;
}

static bool wish_consent(struct talking *turn)
{
    if (heard(turn, TALK_OPTOUT, TALK_WHOLE)) {
        turn->effects->consent = CONSENT_WITHDRAWN;
        say_phrase(turn, PHRASE_optout_done, TALK_END);
    } else if (heard(turn, TALK_OPTIN, TALK_WHOLE)) {
        turn->effects->consent = CONSENT_GIVEN;
        say_phrase(turn, PHRASE_optin_done, TALK_END);
    } else {
        return false;
    }
    return true;
}

static bool hears_change(const struct talking *turn)
{
    bool where = ask_is_place(turn) && intake_corrects(turn) &&
                 !heard(turn, TALK_CHANGE_TIME, TALK_WITHIN); /* it is what was asked for */
    return turn->state->has_matter && !where && change_heard(turn);
}

/* "Never mind" said to what is only wished for means the wish, not the matter. */
static bool leaves_out(const struct talking *turn)
{
    enum pending pending = turn->state->pending;
    return (pending == PENDING_PHOTO || pending == PENDING_CONTACT) && HEARS(turn, leaves_out);
}

static bool wish_in_matter(struct talking *turn)
{
    if (leaves_out(turn) && ask_skip(turn))
        ask_next(turn);
    else if (heard(turn, TALK_CANCEL, TALK_WHOLE))
        cancel(turn);
    else if (heard(turn, TALK_RESTART, TALK_WHOLE))
        wish_drop(turn, PHRASE_restarted);
    else if (heard(turn, TALK_BACK, TALK_WHOLE))
        go_back(turn);
    else if (heard(turn, TALK_REPEAT, TALK_WHOLE))
        question_say(turn);
    else if (hears_change(turn))
        change_begin(turn);
    else if (asks_person(turn))
        wish_person(turn);
    else
        return refuse_person(turn) || say_who(turn);
    return true;
}

/* "How long will it take?", "when does the water come back?" behind what was filed. */
static bool asks_when_done(const struct talking *turn)
{
    const struct talk_state *state = turn->state;
    return !state->has_matter && state->pending == PENDING_NOTHING && state->last_case.n &&
           turn->reads->case_count && talk_asks_when_done(turn->input->recognition) &&
           (!intake_reveals(turn) || feedback_is_about(turn, &turn->reads->cases[0]));
}

/* To what was reported before: a case of one's own, or one that the message does not name. */
static bool comes_back(const struct talking *turn)
{
    const struct recognition *r = turn->input->recognition;
    bool thanks = HEARS(turn, thanks) && utf8_length(r->text.text) <= THANKS_LENGTH;
    return act_is(turn->state, turn->input, ACT_returns) && !thanks && !talk_asks_when_open(r) &&
           !talk_announces(r) &&
           (service_about_one(turn) || intake_alone(turn).status == DECIDE_NOTHING);
}

/* A few of these words in a longer text count only where it says nothing of a matter. */
static bool asks_progress(const struct talking *turn)
{
    return asks_when_done(turn) || comes_back(turn) || heard(turn, TALK_PROGRESS, TALK_WHOLE) ||
           (talk_lost_number(turn->input->recognition) &&
            (!intake_reveals(turn) || service_about_one(turn))) ||
           (heard(turn, TALK_PROGRESS, TALK_WITHIN) &&
            (!intake_reveals(turn) || service_about_one(turn)));
}

/* How it stands, asked or complained about; a complaint about no open case is a new one. */
static bool take_progress(struct talking *turn)
{
    if (feedback_take(turn))
        return true;
    if (!asks_progress(turn))
        return false;
    service_progress(turn);
    return true;
}

static bool wish_for_service(struct talking *turn)
{
    struct view number, code;
    service_case_named(intake_text(turn->input), &number, &code);
    if (number.n) {
        service_case_asked(turn, number, code);
    } else if (policies_take(turn)) {
        if (turn->state->pending == PENDING_ENTERPRISE)
            return true;
    } else if (heard(turn, TALK_RATE, TALK_WHOLE) && !rate_says_mark(turn)) {
        rate_begin(turn);
        if (turn->state->pending == PENDING_RATE)
            return true;
    } else if (!take_progress(turn)) {
        return false;
    }
    ask_resume(turn);
    return true;
}

/* Points, small wishes, members. */
static bool wish_civic(struct talking *turn)
{
    if (note_points(turn)) {
        ask_resume(turn);
        return true;
    }
    return member_take(turn) || suggest_wish(turn);
}

bool wish_take(struct talking *turn)
{
    return turn->input->recognition && (wish_consent(turn) || wish_in_matter(turn) ||
                                        wish_for_service(turn) || wish_civic(turn));
}
