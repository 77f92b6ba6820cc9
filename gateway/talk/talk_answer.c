/* talk_answer: the answer to what was asked, picked from the menu or typed. What does not fit is
 * left for others to understand. */
#include "gateway/talk/talk_state.h"

#include "dsl/base/hash.h"

enum { SAME_AGAIN_SECONDS = 600 };

static void change_taken(struct talking *turn, enum menu_kind kind)
{
    struct talk_state *state = turn->state;
    state->skipped &= ~(unsigned)COLLECT_TIME;
    if (kind == MENU_CHANGE_PLACE) {
        state->matter.place_count = 0;
        state->matter.place_unknown = false;
        state->place_text = VIEW("");
    } else if (kind == MENU_CHANGE_TIME) {
        state->matter.time = (struct known_time){0};
        state->matter.has_day = false;
        state->matter.weekdays = 0;
        menu_clear(state);
        state->pending = PENDING_TIME;
        ask_pending(turn);
        return;
    } else {
        struct matter old = state->matter;
        state->matter = matter_empty();
        state->matter.channel = old.channel;
        state->matter.place_count = old.place_count;
        memcpy(state->matter.places, old.places, sizeof old.places);
        state->said = VIEW("");
        menu_clear(state);
        state->pending = PENDING_DETAIL;
        ask_pending(turn);
        return;
    }
    menu_clear(state);
    decide(turn->rules, &state->matter, &turn->decision);
    turn->decision.ask = ASK_PLACE;
    state->pending = PENDING_DECISION;
    say_phrase(turn, PHRASE_ask_place, NULL);
}

static void file_or_same(struct talking *turn)
{
    struct talk_state *state = turn->state;
    bool same = state->last_said == hash_view(state->said) && state->last_case.n &&
                turn->input->now - state->last_filed < SAME_AGAIN_SECONDS;
    if (same) {
        say_phrase(turn, PHRASE_already_filed, "case", state->last_case, NULL);
        state_drop_matter(state);
        return;
    }
    decide(turn->rules, &state->matter, &turn->decision);
    menu_clear(state);
    file_case(turn);
}

static void draft_taken(struct talking *turn, bool go_on)
{
    struct talk_state *state = turn->state;
    if (go_on) {
        state->held = VIEW("");
        ask_next(turn);
        return;
    }
    wish_drop(turn, PHRASE_restarted);
}

/* An item of the menu, whatever was asked. true: it was one that means something here. */
bool answer_item(struct talking *turn, const struct menu_item *item)
{
    struct talk_state *state = turn->state;
    switch (item->kind) {
    case MENU_CANCEL:
        wish_drop(turn, PHRASE_cancelled);
        return true;
    case MENU_RESTART:
        draft_taken(turn, false);
        return true;
    case MENU_PERSON:
        wish_person(turn);
        return true;
    case MENU_CHANGE:
        state->pending = PENDING_CHANGE;
        ask_pending(turn);
        return true;
    case MENU_CHANGE_WHAT:
    case MENU_CHANGE_PLACE:
    case MENU_CHANGE_TIME:
        change_taken(turn, item->kind);
        return true;
    case MENU_CONFIRM:
        if (state->pending == PENDING_DRAFT)
            draft_taken(turn, true);
        else
            file_or_same(turn);
        return true;
    case MENU_ANONYMOUS:
        if (state->pending == PENDING_READBACK) {
            state->anonymous = true;
            file_or_same(turn);
            return true;
        }
        break;
    default:
        break;
    }
    if (!ask_take(turn, item))
        return false;
    ask_next(turn);
    return true;
}

static bool take_readback(struct talking *turn)
{
    struct talk_state *state = turn->state;
    if (heard(turn, TALK_CONFIRM, TALK_WHOLE)) {
        file_or_same(turn);
    } else if (heard(turn, TALK_ANONYMOUS, TALK_WITHIN)) {
        state->anonymous = true;
        file_or_same(turn);
    } else if (heard(turn, TALK_DENY, TALK_WHOLE) || heard(turn, TALK_CHANGE, TALK_WITHIN)) {
        state->pending = PENDING_CHANGE;
        ask_pending(turn);
    } else {
        return false;
    }
    return true;
}

static bool take_contact(struct talking *turn)
{
    struct view text = intake_text(turn->input);
    size_t digits = 0;
    for (size_t i = 0; i < text.n; i++)
        digits += text.p[i] >= '0' && text.p[i] <= '9';
    if (digits < 7 || digits > 15 || text.n > 24)
        return false;
    turn->state->contact = view_keep(turn->arena, text);
    return true;
}

static bool take_yes_no(struct talking *turn)
{
    bool yes = heard(turn, TALK_CONFIRM, TALK_WHOLE), no = heard(turn, TALK_DENY, TALK_WHOLE);
    if (!yes && !no)
        return false;
    if (turn->state->pending == PENDING_DRAFT)
        draft_taken(turn, yes);
    else if (yes)
        wish_person(turn);
    else
        wish_drop(turn, PHRASE_cancelled);
    return true;
}

/* The place in the citizen's words: kept as it is, and resolved as far as it goes. */
static void take_place(struct talking *turn)
{
    struct talk_state *state = turn->state;
    int before = state->matter.place_count;
    state->place_text = view_keep(turn->arena, intake_text(turn->input));
    intake_take(turn);
    if (before == state->matter.place_count && turn->state->pending == PENDING_STREET)
        state->matter.place_unknown = true;
}

/* A typed answer to what was asked. false: it is something else. */
bool answer_typed(struct talking *turn)
{
    struct talk_state *state = turn->state;
    const struct recognition *r = turn->input->recognition;
    if (!r)
        return false;
    if (heard(turn, TALK_UNKNOWN, TALK_WHOLE) || heard(turn, TALK_SKIP, TALK_WHOLE)) {
        struct menu_item unknown = {.kind = MENU_UNKNOWN};
        return answer_item(turn, &unknown);
    }
    switch (state->pending) {
    case PENDING_READBACK:
        return take_readback(turn);
    case PENDING_DRAFT:
    case PENDING_PERSON:
        return take_yes_no(turn);
    case PENDING_DECISION:
        if (turn->decision.ask == ASK_PLACE) {
            take_place(turn);
        } else {
            state_push_undo(turn);
            if (!matter_answer(turn->rules, &state->matter, &turn->decision, NONE, r, turn->now))
                return false;
            intake_remember(turn, intake_text(turn->input));
        }
        break;
    case PENDING_STREET:
        take_place(turn);
        break;
    case PENDING_TIME:
    case PENDING_DETAIL:
        intake_take(turn);
        if (state->pending == PENDING_TIME)
            state->skipped |= COLLECT_TIME;
        break;
    case PENDING_CONTACT:
        if (!take_contact(turn))
            return false;
        break;
    case PENDING_SUGGEST:
        intake_take(turn);
        state->matter.kind = KIND_SUGGEST;
        break;
    default:
        return false;
    }
    ask_next(turn);
    return true;
}
