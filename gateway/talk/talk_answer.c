/* talk_answer: the answer to what was asked, picked from the menu or typed. What does not fit is
 * left for others to understand. A typed answer may say more than was asked ("at the east gate,
 * every night at eleven"): all of it is taken. */
#include "gateway/talk/talk_facts.h"

#include "dsl/base/hash.h"
#include "dsl/base/utf8.h"

enum { SAME_AGAIN_SECONDS = 600, PLACE_WORDS = 300, WHEREABOUTS = 20 };

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

static void confirmed(struct talking *turn, bool yes)
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
            wish_person(turn);
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

/* An item of the menu, whatever was asked. true: it was one that means something here. */
bool answer_item(struct talking *turn, const struct menu_item *item)
{
    switch (item->kind) {
    case MENU_CANCEL:
        wish_drop(turn, PHRASE_cancelled);
        return true;
    case MENU_RESTART:
    case MENU_CHANGE:
        confirmed(turn, false);
        return true;
    case MENU_CONFIRM:
        confirmed(turn, true);
        return true;
    case MENU_PERSON:
        wish_person(turn);
        return true;
    case MENU_MARK:
        if (turn->state->pending != PENDING_RATE)
            return false;
        rate_take(turn, item);
        return true;
    case MENU_REPORT:
        return new_report(turn, item->code);
    case MENU_SPLIT:
    case MENU_ONLY:
    case MENU_TOGETHER:
        if (turn->state->pending != PENDING_SEVERAL)
            return false;
        several_take(turn, item->kind, item->code);
        return true;
    case MENU_FOLLOW:
        if (turn->state->pending != PENDING_READBACK)
            return false;
        file_follow(turn, item);
        return true;
    case MENU_CHANGE_WHAT:
    case MENU_CHANGE_PLACE:
    case MENU_CHANGE_TIME:
        change_take(turn, item->kind);
        return true;
    default:
        break;
    }
    if (item->kind == MENU_ANONYMOUS && turn->state->pending == PENDING_READBACK) {
        file_anonymous(turn);
        return true;
    }
    if (!ask_take(turn, item))
        return false;
    ask_next(turn);
    return true;
}

/* ---- typed ---- */

static bool take_yes_no(struct talking *turn)
{
    bool yes = heard(turn, TALK_CONFIRM, TALK_WHOLE), no = heard(turn, TALK_DENY, TALK_WHOLE);
    if (yes || no)
        confirmed(turn, yes);
    return yes || no;
}

static bool take_readback(struct talking *turn)
{
    if (take_yes_no(turn))
        return true;
    if (!heard(turn, TALK_ANONYMOUS, TALK_WITHIN))
        return false;
    file_anonymous(turn);
    return true;
}

/* "By the old ash tree" says where, not that it is about trees. A longer answer may say both. */
static void take_whereabouts(struct talking *turn)
{
    struct matter *matter = &turn->state->matter, before = *matter;
    intake_take(turn);
    if (utf8_length(intake_text(turn->input)) > WHEREABOUTS)
        return;
    memcpy(matter->categories, before.categories, sizeof before.categories);
    matter->category_count = before.category_count;
    memcpy(matter->duties, before.duties, sizeof before.duties);
    matter->duty_count = before.duty_count;
}

/* The place in the citizen's words: kept as it is, and resolved as far as it goes. */
static bool take_place(struct talking *turn)
{
    struct talk_state *state = turn->state;
    struct view text = intake_text(turn->input);
    bool named = intake_names_area(turn);
    if (heard(turn, TALK_CONFIRM, TALK_WHOLE) || heard(turn, TALK_DENY, TALK_WHOLE) ||
        (!named && intake_phone(text).n == text.n))
        return false;
    turn->near = named || state->pending == PENDING_STREET ? VIEW("") : talk_facts_near(turn);
    take_whereabouts(turn);
    if (turn->near.n)
        return true;
    state->place_text =
        view_keep(turn->arena, utf8_head(talk_facts_where(turn, text), PLACE_WORDS));
    if (!named && state->pending == PENDING_STREET)
        state->matter.place_unknown = true;
    return true;
}

static bool take_decision(struct talking *turn)
{
    struct talk_state *state = turn->state;
    const struct recognition *r = turn->input->recognition;
    if (!matter_answer(turn->rules, &state->matter, &turn->decision, NONE, r, turn->now))
        return false;
    intake_take(turn);
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

/* To a wish of the duty "no" means that there is none. */
static bool take_collected(struct talking *turn)
{
    struct talk_state *state = turn->state;
    if (heard(turn, TALK_DENY, TALK_WHOLE))
        return ask_skip(turn);
    if (state->pending == PENDING_CONTACT)
        return take_contact(turn);
    if (state->pending == PENDING_PHOTO || heard(turn, TALK_CONFIRM, TALK_WHOLE))
        return false;
    intake_take(turn);
    return ask_skip(turn);
}

static bool take_suggestion(struct talking *turn)
{
    intake_take(turn);
    turn->state->matter.kind = KIND_SUGGEST;
    return true;
}

/* Nothing more needs to be known: false, or the answer is taken and the next question follows. */
static bool take_answer(struct talking *turn)
{
    if (ask_is_place(turn))
        return take_place(turn);
    switch (turn->state->pending) {
    case PENDING_DECISION:
        return take_decision(turn);
    case PENDING_TIME:
    case PENDING_DETAIL:
    case PENDING_PHOTO:
    case PENDING_CONTACT:
        return take_collected(turn);
    case PENDING_SUGGEST:
        return take_suggestion(turn);
    default:
        return false;
    }
}

/* A typed answer to what was asked. false: it is something else. */
bool answer_typed(struct talking *turn)
{
    bool unknown = heard(turn, TALK_UNKNOWN, TALK_WHOLE) || heard(turn, TALK_SKIP, TALK_WHOLE);
    switch (turn->state->pending) {
    case PENDING_READBACK:
        return take_readback(turn);
    case PENDING_DRAFT:
    case PENDING_PERSON:
    case PENDING_WITHDRAW:
        return take_yes_no(turn);
    case PENDING_RATE:
        return rate_typed(turn);
    case PENDING_TELL:
        wish_person(turn);
        return true;
    case PENDING_SEVERAL:
        return several_typed(turn);
    default:
        break;
    }
    if (unknown)
        return answer_item(turn, &(struct menu_item){.kind = MENU_UNKNOWN});
    if (!take_answer(turn))
        return false;
    ask_next(turn);
    return true;
}
