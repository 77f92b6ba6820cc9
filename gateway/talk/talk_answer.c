/* talk_answer: the answer to what was asked, picked from the menu or typed. What does not fit is
 * left for others to understand. A typed answer may say more than was asked ("at the east gate,
 * every night at eleven"): all of it is taken. */
#include "gateway/talk/talk_asks.h"
#include "gateway/talk/talk_facts.h"
#include "gateway/talk/talk_short.h"

#include "dsl/base/hash.h"
#include "dsl/base/utf8.h"
#include "dsl/engine/cue.h"

enum { SAME_AGAIN_SECONDS = 600, HURRY_LENGTH = 5 };

static void file_or_same(struct talking *turn)
{
    struct talk_state *state = turn->state;
    bool same = state->last_said == hash_view(state->said) && state->last_case.n &&
                turn->input->now - state->last_filed < SAME_AGAIN_SECONDS;
    if (same) {
        say_phrase(turn, PHRASE_already_filed, "case", state->last_case, TALK_END);
        state_drop_matter(state);
        return;
    }
    ask_settle(turn);
    if (state->pending != PENDING_READBACK || !file_as_read(turn)) {
        question_say(turn);
        return;
    }
    menu_clear(state);
    file_case(turn);
}

/* ---- picked ---- */

/* A person shall answer: the unit that it is for, or whoever finds out. */
static void person_answers(struct talking *turn)
{
    struct talk_state *state = turn->state;
    if (state->matter.kind != KIND_CONSULT || !file_has_unit(turn)) {
        wish_person(turn);
        return;
    }
    menu_clear(state);
    file_case(turn);
}

void answer_confirmed(struct talking *turn, bool yes)
{
    struct talk_state *state = turn->state;
    switch (state->pending) {
    case PENDING_DRAFT:
        new_draft_taken(turn, yes);
        break;
    case PENDING_WITHDRAW:
        service_withdraw(turn, yes);
        break;
    case PENDING_PERSON:
        if (yes)
            person_answers(turn);
        else
            wish_drop(turn, PHRASE_cancelled);
        break;
    default:
        if (yes) {
            file_or_same(turn);
        } else {
            state->pending = PENDING_CHANGE;
            question_say(turn);
        }
    }
}

static void file_anonymous(struct talking *turn)
{
    turn->state->anonymous = true;
    file_or_same(turn);
}

/* It stays the citizen's own case; only the units do not learn whose it is. */
static void file_confidential(struct talking *turn)
{
    turn->state->confidential = true;
    file_or_same(turn);
}

/* What follows is the turn's to say: only it knows whether the case may still be opened. */
static bool not_fixed(struct talking *turn, struct view id)
{
    if (!view_int(id, 1, INT64_MAX, &turn->effects->reopened_case))
        return false;
    menu_clear(turn->state);
    return true;
}

/* An item that only the read-back offers. */
static bool readback_item(struct talking *turn, const struct menu_item *item)
{
    if (turn->state->pending != PENDING_READBACK)
        return false;
    switch (item->kind) {
    case MENU_CAMPAIGN:
        suggest_join(turn, item->code);
        file_or_same(turn);
        return true;
    case MENU_FOLLOW:
        file_follow(turn, item);
        return true;
    case MENU_ANONYMOUS:
        file_anonymous(turn);
        return true;
    case MENU_CONFIDENTIAL:
        file_confidential(turn);
        return true;
    default:
        return false;
    }
}

/* An item of the menu, whatever was asked. true: it was one that means something here. */
bool answer_item(struct talking *turn, const struct menu_item *item)
{
    switch (item->kind) {
    case MENU_CANCEL:
        wish_drop(turn, PHRASE_cancelled);
        return true;
    case MENU_RESTART:
    case MENU_CHANGE:
        answer_confirmed(turn, false);
        return true;
    case MENU_CONFIRM:
        answer_confirmed(turn, true);
        return true;
    case MENU_PERSON:
        if (turn->state->pending == PENDING_PERSON)
            person_answers(turn);
        else
            wish_person(turn);
        return true;
    case MENU_MARK:
        if (turn->state->pending != PENDING_RATE)
            return false;
        rate_take(turn, item);
        return true;
    case MENU_REOPEN:
        return not_fixed(turn, item->code);
    case MENU_REPORT:
        turn->reports = true;
        return new_report(turn, item->code);
    case MENU_HEADING:
        return duty_heading(turn, item->code);
    case MENU_ASK:
        return new_ask(turn, item->code);
    case MENU_SPLIT:
    case MENU_ONLY:
    case MENU_TOGETHER:
        if (turn->state->pending != PENDING_SEVERAL)
            return false;
        several_take(turn, item->kind, item->code);
        return true;
    case MENU_CAMPAIGN:
    case MENU_FOLLOW:
        return readback_item(turn, item);
    case MENU_CHANGE_WHAT:
    case MENU_CHANGE_PLACE:
    case MENU_CHANGE_TIME:
        change_take(turn, item->kind);
        return true;
    default:
        break;
    }
    if (member_item(turn, item) || readback_item(turn, item) || private_item(turn, item))
        return true;
    if (item->kind == MENU_OTHER && near_none(turn))
        return true;
    if (!ask_take(turn, item))
        return false;
    ask_next(turn);
    return true;
}

/* ---- typed ---- */

static enum short_answer brief(const struct talking *turn)
{
    return short_answer_of(turn->input->recognition);
}

/* Offers are taken by "whatever you like" too. */
bool answer_yes_no(struct talking *turn)
{
    enum short_answer answer = brief(turn);
    bool yes =
        answer == SHORT_YES || (answer == SHORT_ANY && turn->state->pending != PENDING_WITHDRAW);
    bool no = answer == SHORT_NO || answer == SHORT_CANNOT;
    if (yes || no)
        answer_confirmed(turn, yes);
    return yes || no;
}

/* Thanks for the offer, or for the number? It is asked once more, and not taken for a yes. */
static bool take_thanks(struct talking *turn)
{
    if (brief(turn) != SHORT_THANKS)
        return false;
    say_phrase(turn, PHRASE_back_to_person, TALK_END);
    question_say(turn);
    return true;
}

/* Nothing is to be changed after all. */
static bool take_change(struct talking *turn)
{
    enum short_answer answer = brief(turn);
    if (answer == SHORT_NONE || answer == SHORT_LATER)
        return false;
    ask_next(turn);
    return true;
}

/* A question is no place, unless it names one. */
bool answer_is_question(const struct talking *turn)
{
    const struct recognition *r = turn->input->recognition;
    bool asks = r->kind == KIND_CONSULT || talk_asks(r) || talk_asks_when_done(r);
    if (!asks || HEARS(turn, thinks))
        return false;
    struct mentions found = talk_mentions(r, turn->now, turn->arena);
    for (size_t i = 0; i < found.n; i++)
        if (found.at[i].kind == MENTION_PLACE)
            return false;
    return true;
}

static bool take_decision(struct talking *turn)
{
    struct talk_state *state = turn->state;
    const struct recognition *r = turn->input->recognition;
    const struct decision *d = &turn->decision;
    bool time = d->ask == ASK_VARIABLE && d->variable.kind == VAR_TIME;
    if (!matter_answer(turn->rules, &state->matter, d, NONE, r, turn->now))
        return false;
    struct known_time answered = state->matter.time;
    intake_take(turn);
    if (time) /* read as an answer it says more than its words alone */
        state->matter.time = answered;
    return true;
}

static bool take_contact(struct talking *turn)
{
    struct view phone = intake_phone(intake_text(turn->input));
    if (!phone.n)
        return false;
    turn->state->contact = view_keep(turn->arena, phone);
    return true;
}

/* "Good", "in a moment": what was asked for is awaited, once; then the talk goes on without it. */
static bool take_promise(struct talking *turn)
{
    struct talk_state *state = turn->state;
    if (state->promised)
        return ask_skip(turn);
    state->promised = true;
    return false;
}

/* To a wish of the duty "no" means that there is none. */
static bool take_collected(struct talking *turn)
{
    switch (brief(turn)) {
    case SHORT_NO:
    case SHORT_CANNOT:
    case SHORT_UNKNOWN:
    case SHORT_ANY:
        return ask_leave_open(turn);
    case SHORT_KEEP:
        return ask_skip(turn);
    case SHORT_YES:
    case SHORT_LATER:
    case SHORT_THANKS:
        return take_promise(turn);
    case SHORT_NONE:
        break;
    }
    if (turn->state->pending == PENDING_CONTACT)
        return take_contact(turn);
    if (answer_is_question(turn))
        return false;
    if (turn->state->pending == PENDING_DETAIL)
        intake_take(turn);
    else
        intake_detail(turn);
    return ask_skip(turn);
}

static bool take_suggestion(struct talking *turn)
{
    enum short_answer answer = brief(turn);
    if (answer == SHORT_NO || answer == SHORT_CANNOT || answer == SHORT_UNKNOWN) {
        wish_drop(turn, PHRASE_cancelled);
        return true;
    }
    if (answer != SHORT_NONE)
        return false;
    suggest_take(turn);
    ask_next(turn);
    return true;
}

/* ---- which question it was ---- */

static bool take_place_as_value(struct talking *turn)
{
    const struct menu_item *value = value_of_place(turn);
    if (!value)
        return false;
    intake_detail(turn);
    return ask_take(turn, value);
}

/* Number and code, or the enterprise, are not at hand. */
static bool take_missing(struct talking *turn)
{
    enum short_answer answer = brief(turn);
    if (answer == SHORT_NONE || answer == SHORT_YES || answer == SHORT_LATER)
        return false;
    menu_clear(turn->state);
    turn->state->pending = PENDING_NOTHING;
    question_say(turn);
    return true;
}

/* "Good" is no answer, and no misunderstanding either: the question comes once more. */
static bool take_awaited(struct talking *turn, bool was_promised)
{
    if (was_promised || !turn->state->promised)
        return false;
    if (turn->state->pending == PENDING_PHOTO) /* the choices stay */
        say_phrase(turn, PHRASE_photo_awaited, TALK_END);
    else
        question_say(turn);
    return true;
}

/* Nothing more needs to be known: false, or the answer is taken and the next question follows. */
static bool take_answer(struct talking *turn)
{
    const struct menu_item *item = value_of_brief(turn);
    if (item && (ask_is_place(turn) || turn->state->pending == PENDING_DECISION))
        return ask_take(turn, item);
    if (ask_is_place(turn))
        return brief(turn) == SHORT_NONE && place_answer(turn);
    switch (turn->state->pending) {
    case PENDING_DECISION:
        return take_decision(turn) || take_place_as_value(turn);
    case PENDING_TIME:
    case PENDING_DETAIL:
    case PENDING_PHOTO:
    case PENDING_CONTACT:
        return take_collected(turn);
    default:
        return false;
    }
}

/* "I have no picture, I saw it from the bus." */
static bool has_none(const struct talking *turn)
{
    return HEARS(turn, no_picture) && turn->state->pending == PENDING_PHOTO;
}

/* Other words to "a picture helps" or "a number to call?": they are kept, what was asked for is
 * awaited once more, and then the talk goes on without it. */
static bool take_beside(struct talking *turn)
{
    struct talk_state *state = turn->state;
    bool number = state->pending == PENDING_CONTACT && !intake_phone(intake_text(turn->input)).n &&
                  !intake_anonymous(turn);
    if ((state->pending != PENDING_PHOTO && !number) || brief(turn) != SHORT_NONE ||
        answer_is_question(turn))
        return false;
    struct matter before = state->matter;
    if (intake_corrects(turn))
        intake_more(turn);
    else
        intake_detail(turn);
    place_add(turn, &before);
    bool none = has_none(turn), skip = state->promised || none;
    if (none && !intake_corrects(turn)) /* "too dark at night" is why there is none */
        state->matter.time = before.time;
    if (skip)
        ask_skip(turn);
    else
        say_phrase(turn, PHRASE_more_noted, TALK_END);
    state->promised = !skip;
    ask_next(turn);
    return true;
}

/* "No picture" before one was asked for: it will not be, and the question that waits is no skipped
 * one. */
static bool take_no_picture(struct talking *turn)
{
    struct talk_state *state = turn->state;
    if (!state->has_matter || state->pending == PENDING_PHOTO || !HEARS(turn, no_picture) ||
        (brief(turn) != SHORT_CANNOT && !heard(turn, TALK_SKIP, TALK_WHOLE)))
        return false;
    state->skipped |= COLLECT_PHOTO;
    say_phrase(turn, PHRASE_more_noted, TALK_END);
    question_say(turn);
    return true;
}

/* "Forget it" to whether a colleague shall answer. */
static bool give_up(struct talking *turn)
{
    const struct recognition *r = turn->input->recognition;
    if (!talk_gives_up(r) || talk_has_form(r) || talk_hears(r, CUE_reproach) ||
        talk_hears(r, CUE_neglects))
        return false;
    wish_drop(turn, PHRASE_cancelled);
    return true;
}

static bool take_of_matter(struct talking *turn)
{
    bool promised = turn->state->promised;
    if (take_no_picture(turn))
        return true;
    if (private_wish(turn))
        return true;
    if (take_beside(turn) || near_refused(turn))
        return true;
    if (!take_answer(turn))
        return take_awaited(turn, promised);
    turn->state->promised = false;
    ask_next(turn);
    return true;
}

/* A typed answer to what was asked. false: it is something else. */
bool answer_typed(struct talking *turn)
{
    switch (turn->state->pending) {
    case PENDING_READBACK:
        return readback_typed(turn);
    case PENDING_CHANGE:
        return take_change(turn);
    case PENDING_RETELL:
        return change_retell(turn);
    case PENDING_PERSON:
        return answer_yes_no(turn) || give_up(turn) || take_thanks(turn) || private_wish(turn);
    case PENDING_DRAFT:
    case PENDING_WITHDRAW:
        return answer_yes_no(turn);
    case PENDING_RATE:
        return rate_typed(turn);
    case PENDING_TELL:
        if (talk_announces(turn->input->recognition))
            say_phrase(turn, PHRASE_tell, TALK_END);
        else
            wish_person(turn);
        return true;
    case PENDING_SEVERAL:
        return several_typed(turn);
    case PENDING_SUGGEST:
        return take_suggestion(turn);
    case PENDING_CODE:
    case PENDING_ENTERPRISE:
        return take_missing(turn);
    case PENDING_JOIN:
        return member_typed(turn);
    case PENDING_WHERE:
        return hand_where(turn);
    default:
        return take_of_matter(turn);
    }
}
