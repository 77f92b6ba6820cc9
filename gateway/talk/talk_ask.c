/* talk_ask: from what is known to the next question, and from an answer back to what is known.
 *
 * The engine says what still separates the desks (decision.ask); after that the duty's own wish
 * list is asked: place, time, detail, picture, contact. A question is asked again only if its
 * answer did not fit; what was answered "don't know" or skipped is never asked twice. */
#include "gateway/talk/talk_state.h"

#include "dsl/base/utf8.h"

enum { STREETS_SHOWN = 8 };

static enum text_language language(const struct talking *turn)
{
    return turn->state->language;
}

static void add_noun(struct talking *turn, enum menu_kind kind, enum rules_noun noun, int index)
{
    menu_add(turn, kind, VIEW(""), rules_code(turn->rules, noun, index),
             rules_display(turn->rules, noun, index, language(turn)));
}

static void add_value(struct talking *turn, int fact, int value)
{
    menu_add(turn, MENU_VALUE, rules_code(turn->rules, NOUN_FACT, fact),
             rules_value_code(turn->rules, NOUN_FACT, fact, value),
             rules_value_display(turn->rules, NOUN_FACT, fact, value, language(turn)));
}

static void ask_fact(struct talking *turn, int fact)
{
    const struct decision *d = &turn->decision;
    if (d->choice_count >= 2) {
        say_phrase(turn, PHRASE_which_of, "first",
                   rules_value_display(turn->rules, NOUN_FACT, fact, d->choices[0], language(turn)),
                   "second",
                   rules_value_display(turn->rules, NOUN_FACT, fact, d->choices[1], language(turn)),
                   TALK_END);
        for (int i = 0; i < d->choice_count; i++)
            add_value(turn, fact, d->choices[i]);
    } else {
        say_words(turn, rules_display(turn->rules, NOUN_FACT, fact, language(turn)));
        int count = rules_value_count(turn->rules, NOUN_FACT, fact);
        for (int i = 0; i < count && i < TALK_MENU_MAX - 1; i++)
            add_value(turn, fact, i);
    }
    menu_add_phrase(turn, MENU_UNKNOWN, PHRASE_choice_unknown);
}

static void ask_dayclass(struct talking *turn)
{
    say_phrase(turn, PHRASE_ask_day, TALK_END);
#define SYMBOL_ITEM(enumerator, zh, en)                                                            \
    menu_add(turn, MENU_DAYCLASS, VIEW(""), VIEW(en),                                              \
             language(turn) == LANGUAGE_EN ? VIEW(en) : VIEW(zh));
    DAYCLASSES(SYMBOL_ITEM)
#undef SYMBOL_ITEM
    menu_add_phrase(turn, MENU_UNKNOWN, PHRASE_choice_unknown);
}

static void ask_variable(struct talking *turn)
{
    switch (turn->decision.variable.kind) {
    case VAR_FACT:
        ask_fact(turn, turn->decision.variable.index);
        break;
    case VAR_DAYCLASS:
        ask_dayclass(turn);
        break;
    case VAR_WEEKDAY:
        say_phrase(turn, PHRASE_ask_day, TALK_END);
        menu_add_phrase(turn, MENU_UNKNOWN, PHRASE_choice_unknown);
        break;
    default:
        say_phrase(turn, PHRASE_ask_time, TALK_END);
        menu_add_phrase(turn, MENU_UNKNOWN, PHRASE_choice_unknown);
    }
}

static void ask_street(struct talking *turn)
{
    say_phrase(turn, PHRASE_ask_place_choice, TALK_END);
    struct rules_counts counts = rules_counts(turn->rules);
    for (int i = 0, shown = 0; i < counts.areas && shown < STREETS_SHOWN; i++) {
        int parent = rules_area(turn->rules, i).parent;
        if (parent != NONE && rules_area(turn->rules, parent).parent == NONE) {
            add_noun(turn, MENU_AREA, NOUN_AREA, i);
            shown++;
        }
    }
    menu_add_phrase(turn, MENU_UNKNOWN, PHRASE_choice_unknown);
}

static void ask_place(struct talking *turn)
{
    const struct decision *d = &turn->decision;
    const struct matter *matter = &turn->state->matter;
    if (d->choice_count >= 2) {
        say_phrase(turn, PHRASE_ask_place_which, "place",
                   rules_display(turn->rules, NOUN_AREA, d->choices[0], language(turn)), TALK_END);
        for (int i = 0; i < d->choice_count; i++)
            add_noun(turn, MENU_AREA, NOUN_AREA, d->choices[i]);
    } else if (turn->state->place_text.n || turn->state->has_point || matter->place_count == 1) {
        turn->state->pending = PENDING_STREET;
        ask_street(turn);
    } else {
        say_phrase(turn, PHRASE_ask_place, TALK_END);
        menu_add_phrase(turn, MENU_UNKNOWN, PHRASE_choice_unknown);
    }
}

static void ask_decision(struct talking *turn)
{
    const struct decision *d = &turn->decision;
    turn->state->pending = PENDING_DECISION;
    switch (d->ask) {
    case ASK_CATEGORY:
        say_phrase(turn, PHRASE_which_category, TALK_END);
        for (int i = 0; i < d->choice_count; i++)
            add_noun(turn, MENU_CATEGORY, NOUN_CATEGORY, d->choices[i]);
        menu_add_phrase(turn, MENU_OTHER, PHRASE_choice_none_of_these);
        break;
    case ASK_MATTER:
        say_phrase(turn, PHRASE_which_matter, TALK_END);
        for (int i = 0; i < d->choice_count; i++)
            add_noun(turn, MENU_DUTY, NOUN_DUTY, d->choices[i]);
        menu_add_phrase(turn, MENU_OTHER, PHRASE_choice_none_of_these);
        break;
    case ASK_PLACE:
        ask_place(turn);
        break;
    case ASK_VARIABLE:
    case ASK_NONE:
        ask_variable(turn);
    }
}

static void ask_collect(struct talking *turn, enum pending pending, enum phrase phrase)
{
    turn->state->pending = pending;
    say_phrase(turn, phrase, TALK_END);
    if (pending == PENDING_CONTACT)
        menu_add_phrase(turn, MENU_ANONYMOUS, PHRASE_choice_anonymous);
    else
        menu_add_phrase(turn, MENU_SKIP, PHRASE_choice_skip);
}

/* The next wish of the duty that is neither there nor skipped, or PENDING_NOTHING. */
static enum pending next_collect(const struct talking *turn)
{
    const struct talk_state *state = turn->state;
    unsigned open = turn->decision.collect & ~state->skipped;
    if ((open & COLLECT_TIME) && !state->matter.time.known && !state->matter.time.unknown &&
        !state->matter.has_day)
        return PENDING_TIME;
    if ((open & COLLECT_DETAIL) && utf8_length(state->said) < 12)
        return PENDING_DETAIL;
    if ((open & COLLECT_PHOTO) && !state->media_count && turn->input->channel != CHANNEL_SMS)
        return PENDING_PHOTO;
    if ((open & COLLECT_CONTACT) && !state->contact.n && !state->anonymous &&
        turn->input->channel != CHANNEL_SMS)
        return PENDING_CONTACT;
    return PENDING_NOTHING;
}

/* Under other rules than before, the question may have no point any more. */
static bool is_decided_meanwhile(const struct talking *turn)
{
    return turn->state->pending == PENDING_DECISION &&
           (!turn->state->has_matter || turn->decision.ask == ASK_NONE);
}

void ask_pending(struct talking *turn)
{
    menu_clear(turn->state);
    if (is_decided_meanwhile(turn))
        ask_settle(turn);
    switch (turn->state->pending) {
    case PENDING_DECISION:
        ask_decision(turn);
        break;
    case PENDING_STREET:
        ask_street(turn);
        break;
    case PENDING_PLACE:
        say_phrase(turn, PHRASE_ask_place, TALK_END);
        menu_add_phrase(turn, MENU_UNKNOWN, PHRASE_choice_unknown);
        break;
    case PENDING_TIME:
        ask_collect(turn, PENDING_TIME, PHRASE_ask_time);
        break;
    case PENDING_DETAIL:
        ask_collect(turn, PENDING_DETAIL, PHRASE_ask_detail);
        break;
    case PENDING_PHOTO:
        ask_collect(turn, PENDING_PHOTO, PHRASE_ask_photo);
        break;
    case PENDING_CONTACT:
        ask_collect(turn, PENDING_CONTACT, PHRASE_ask_contact);
        break;
    case PENDING_READBACK:
        file_readback(turn);
        break;
    case PENDING_CHANGE:
        say_phrase(turn, PHRASE_readback_change, TALK_END);
        menu_add_phrase(turn, MENU_CHANGE_WHAT, PHRASE_choice_what);
        menu_add_phrase(turn, MENU_CHANGE_PLACE, PHRASE_choice_place);
        menu_add_phrase(turn, MENU_CHANGE_TIME, PHRASE_choice_time);
        break;
    case PENDING_DRAFT:
        say_phrase(turn, PHRASE_draft_kept, "summary", say_summary(turn), TALK_END);
        menu_add_yes_no(turn, MENU_CONFIRM, MENU_RESTART);
        break;
    case PENDING_PERSON:
        if (!turn->said.n)
            say_phrase(turn, PHRASE_not_understood_again, TALK_END);
        menu_add_phrase(turn, MENU_PERSON, PHRASE_choice_person);
        menu_add_phrase(turn, MENU_CANCEL, PHRASE_choice_cancel);
        break;
    case PENDING_SUGGEST:
        say_phrase(turn, PHRASE_suggestion_topic, TALK_END);
        break;
    case PENDING_CODE:
        say_phrase(turn, PHRASE_progress_ask_code, TALK_END);
        break;
    case PENDING_ENTERPRISE:
        say_phrase(turn, PHRASE_enterprise_ask, TALK_END);
        break;
    case PENDING_RATE:
        rate_ask(turn);
        break;
    case PENDING_WITHDRAW:
        say_phrase(turn, PHRASE_withdraw_ask, "case", turn->state->last_case, TALK_END);
        menu_add_yes_no(turn, MENU_CONFIRM, MENU_CHANGE);
        break;
    case PENDING_TELL:
        say_phrase(turn, PHRASE_ask_detail, TALK_END);
        break;
    case PENDING_NOTHING:
        say_phrase(turn, PHRASE_help, "district", rules_district_name(turn->rules, language(turn)),
                   "hotline", rules_hotline(turn->rules), TALK_END);
    }
}

/* Nothing was recognised: another wording, and then a person. */
static void ask_words(struct talking *turn)
{
    struct talk_state *state = turn->state;
    state->pending = PENDING_DETAIL;
    if (!state->said.n) { /* only a picture or a place so far */
        say_phrase(turn, PHRASE_ask_detail, TALK_END);
        return;
    }
    if (++state->misunderstood < 2) {
        say_phrase(turn, PHRASE_not_understood, TALK_END);
        return;
    }
    say_phrase(turn, PHRASE_not_understood_again, TALK_END);
    state->pending = PENDING_PERSON;
    ask_pending(turn);
}

/* A suggestion or a word of praise needs no more than its topic. */
static bool is_light(const struct matter *matter)
{
    return matter->kind == KIND_SUGGEST || matter->kind == KIND_PRAISE;
}

void ask_settle(struct talking *turn)
{
    struct talk_state *state = turn->state;
    decide(turn->rules, &state->matter, &turn->decision);
    if (is_light(&state->matter)) {
        state->pending = PENDING_READBACK;
    } else if (turn->decision.status == DECIDE_NOTHING) {
        state->pending = PENDING_DETAIL;
    } else if (turn->decision.ask != ASK_NONE) {
        state->pending = PENDING_DECISION;
    } else {
        state->pending = next_collect(turn);
        if (state->pending == PENDING_NOTHING)
            state->pending = PENDING_READBACK;
    }
}

void ask_next(struct talking *turn)
{
    struct talk_state *state = turn->state;
    menu_clear(state);
    ask_settle(turn);
    if (turn->decision.status == DECIDE_NOTHING && !is_light(&state->matter)) {
        ask_words(turn);
        return;
    }
    state->misunderstood = 0;
    ask_pending(turn);
}

void ask_resume(struct talking *turn)
{
    struct talk_state *state = turn->state;
    if (!state->has_matter)
        return;
    switch (state->pending) {
    case PENDING_NOTHING:
    case PENDING_CODE:
    case PENDING_ENTERPRISE:
    case PENDING_RATE:
    case PENDING_WITHDRAW:
        ask_settle(turn);
        break;
    default:
        break;
    }
    say_phrase(turn, PHRASE_back_to_question, TALK_END);
    ask_pending(turn);
}

bool ask_is_place(const struct talking *turn)
{
    enum pending pending = turn->state->pending;
    return pending == PENDING_PLACE || pending == PENDING_STREET ||
           (pending == PENDING_DECISION && turn->decision.ask == ASK_PLACE);
}

static void set_area(struct matter *matter, int area)
{
    matter->places[0] = area;
    matter->place_count = 1;
    matter->place_unknown = false;
}

/* A menu item that settles a fact. Codes that the rules no longer know settle nothing. */
static bool take_fact(struct talking *turn, const struct menu_item *item)
{
    struct matter *matter = &turn->state->matter;
    int index;
    switch (item->kind) {
    case MENU_VALUE:
        index = rules_find(turn->rules, NOUN_FACT, item->subject);
        if (index != NONE) {
            int value = rules_find_value(turn->rules, NOUN_FACT, index, item->code);
            if (value != NONE)
                matter_set_fact(matter, index, value, FROM_ANSWER);
        }
        return true;
    case MENU_CATEGORY:
        matter->pinned_category = rules_find(turn->rules, NOUN_CATEGORY, item->code);
        return true;
    case MENU_DUTY:
        matter->pinned_duty = rules_find(turn->rules, NOUN_DUTY, item->code);
        return true;
    case MENU_AREA:
        index = rules_find(turn->rules, NOUN_AREA, item->code);
        if (index != NONE)
            set_area(matter, index);
        return true;
    case MENU_DAYCLASS:
#define SYMBOL_TAKE(enumerator, zh, en)                                                            \
    if (view_is(item->code, en))                                                                   \
        matter->dayclass = enumerator;
        DAYCLASSES(SYMBOL_TAKE)
#undef SYMBOL_TAKE
        return true;
    default:
        return false;
    }
}

static bool take_unknown(struct talking *turn, const struct menu_item *item)
{
    struct matter *matter = &turn->state->matter;
    int choice = item->kind == MENU_OTHER ? CHOICE_OTHER : CHOICE_UNKNOWN;
    if (item->kind != MENU_OTHER && item->kind != MENU_UNKNOWN)
        return false;
    if (ask_is_place(turn)) {
        matter->place_unknown = true;
        return true;
    }
    return turn->state->pending == PENDING_DECISION &&
           matter_answer(turn->rules, matter, &turn->decision, choice, NULL, turn->now);
}

bool ask_skip(struct talking *turn)
{
    static const unsigned collects[] = {[PENDING_TIME] = COLLECT_TIME,
                                        [PENDING_DETAIL] = COLLECT_DETAIL,
                                        [PENDING_PHOTO] = COLLECT_PHOTO,
                                        [PENDING_CONTACT] = COLLECT_CONTACT};
    enum pending pending = turn->state->pending;
    if (pending < PENDING_TIME || pending > PENDING_CONTACT)
        return false;
    turn->state->skipped |= collects[pending];
    return true;
}

bool ask_take(struct talking *turn, const struct menu_item *item)
{
    if (take_fact(turn, item) || take_unknown(turn, item))
        return true;
    if (item->kind == MENU_ANONYMOUS)
        turn->state->anonymous = true;
    else if (item->kind != MENU_SKIP && item->kind != MENU_UNKNOWN)
        return false;
    return ask_skip(turn);
}
