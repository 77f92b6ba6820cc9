/* talk_question: how each question is said, and the choices that go with it. Which question it is
 * stands in the state; saying it again is harmless. */
#include "gateway/talk/talk_facts.h"

#include "dsl/base/utf8.h"
#include "gateway/talk/talk_short.h"

enum { STREETS_SHOWN = 8, NAME_SHOWN = 60 /* bytes: twenty characters */ };

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

/* "Yes, very" or "not for now": the fact's own question asks that better than both of them. */
static bool is_polar(const struct talking *turn, int fact)
{
    const int *choices = turn->decision.choices;
    return turn->decision.choice_count == 2 &&
           short_negative(
               turn->rules, turn->arena,
               rules_value_display(turn->rules, NOUN_FACT, fact, choices[0], language(turn)),
               rules_value_display(turn->rules, NOUN_FACT, fact, choices[1], language(turn))) >= 0;
}

static void ask_fact(struct talking *turn, int fact)
{
    const struct decision *d = &turn->decision;
    if (d->choice_count >= 2 && !is_polar(turn, fact)) {
        say_phrase(turn, PHRASE_which_of, "first",
                   rules_value_display(turn->rules, NOUN_FACT, fact, d->choices[0], language(turn)),
                   "second",
                   rules_value_display(turn->rules, NOUN_FACT, fact, d->choices[1], language(turn)),
                   TALK_END);
        for (int i = 0; i < d->choice_count; i++)
            add_value(turn, fact, d->choices[i]);
    } else {
        say_words(turn, rules_display(turn->rules, NOUN_FACT, fact, language(turn)));
        int values[TALK_MENU_MAX - 1];
        int count = decide_values(turn->rules, &turn->state->matter, d, values, TALK_MENU_MAX - 1);
        for (int i = 0; i < count; i++)
            add_value(turn, fact, values[i]);
    }
    menu_add_phrase(turn, MENU_UNKNOWN, PHRASE_choice_unknown);
}

/* The rules' own spelling is one word; people write two. */
static struct view english_days(enum dayclass dayclass)
{
    switch (dayclass) {
    case DAY_WORK:
        return VIEW("working days");
    case DAY_OFF:
        return VIEW("days off");
    default:
        return VIEW("holidays");
    }
}

static void ask_dayclass(struct talking *turn)
{
    say_phrase(turn, PHRASE_ask_day, TALK_END);
#define SYMBOL_ITEM(enumerator, zh, en)                                                            \
    menu_add(turn, MENU_DAYCLASS, VIEW(""), VIEW(en),                                              \
             language(turn) == LANGUAGE_EN ? english_days(enumerator) : VIEW(zh));
    DAYCLASSES(SYMBOL_ITEM)
#undef SYMBOL_ITEM
    menu_add_phrase(turn, MENU_UNKNOWN, PHRASE_choice_unknown);
}

/* Something of it is known: what is left to ask is the hour. */
static bool tells_when(const struct talking *turn)
{
    return turn->state->matter.time.known || turn->state->matter.has_day ||
           talk_facts_tell_time(turn);
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
        say_phrase(turn, tells_when(turn) ? PHRASE_ask_hour : PHRASE_ask_time, TALK_END);
        menu_add_phrase(turn, MENU_UNKNOWN, PHRASE_choice_unknown);
    }
}

/* The areas right below one: the streets of the district, the communities of a street. */
static void add_parts(struct talking *turn, int area)
{
    struct rules_counts counts = rules_counts(turn->rules);
    for (int i = 0, shown = 0; i < counts.areas && shown < STREETS_SHOWN; i++) {
        int parent = rules_area(turn->rules, i).parent;
        bool street =
            area == NONE && parent != NONE && rules_area(turn->rules, parent).parent == NONE;
        if (street || (area != NONE && parent == area)) {
            add_noun(turn, MENU_AREA, NOUN_AREA, i);
            shown++;
        }
    }
    menu_add_phrase(turn, MENU_UNKNOWN, PHRASE_choice_unknown);
}

/* The place is known, but it has more than one desk. */
static void ask_within(struct talking *turn, int area)
{
    say_phrase(turn, PHRASE_ask_place_within, "place",
               rules_display(turn->rules, NOUN_AREA, area, language(turn)), TALK_END);
    add_parts(turn, area);
}

static void ask_street(struct talking *turn)
{
    const struct matter *matter = &turn->state->matter;
    int area = matter->place_count == 1 ? matter->places[0] : NONE;
    if (area != NONE && rules_area(turn->rules, area).last > area + 1) {
        ask_within(turn, area);
        return;
    }
    if (turn->near.n)
        say_phrase(turn, PHRASE_ask_place_near, "place", turn->near, TALK_END);
    else if (turn->state->place_text.n && turn->state->place_text.n <= NAME_SHOWN)
        say_phrase(turn, PHRASE_ask_place_named, "place", turn->state->place_text, TALK_END);
    else
        say_phrase(turn, PHRASE_ask_place_choice, TALK_END);
    add_parts(turn, NONE);
}

static bool has_namesake(const struct talking *turn, int area)
{
    const struct decision *d = &turn->decision;
    struct view name = rules_display(turn->rules, NOUN_AREA, area, language(turn));
    for (int i = 0; i < d->choice_count; i++)
        if (d->choices[i] != area &&
            view_eq(name, rules_display(turn->rules, NOUN_AREA, d->choices[i], language(turn))))
            return true;
    return false;
}

/* Two of one name are told apart by what they lie in. */
static void add_area(struct talking *turn, int area)
{
    int parent = rules_area(turn->rules, area).parent;
    if (parent == NONE || !has_namesake(turn, area)) {
        add_noun(turn, MENU_AREA, NOUN_AREA, area);
        return;
    }
    struct buf label;
    buf_init(&label, 600);
    buf_view(&label, rules_display(turn->rules, NOUN_AREA, area, language(turn)));
    buf_text(&label, language(turn) == LANGUAGE_EN ? " (" : "（");
    buf_view(&label, rules_display(turn->rules, NOUN_AREA, parent, language(turn)));
    buf_text(&label, language(turn) == LANGUAGE_EN ? ")" : "）");
    menu_add(turn, MENU_AREA, VIEW(""), rules_code(turn->rules, NOUN_AREA, area),
             buf_keep(&label, turn->arena));
    buf_free(&label);
}

/* Two of one name, or several that were said. */
static void ask_which_place(struct talking *turn)
{
    const struct decision *d = &turn->decision;
    struct view first = rules_display(turn->rules, NOUN_AREA, d->choices[0], language(turn));
    struct view second = rules_display(turn->rules, NOUN_AREA, d->choices[1], language(turn));
    if (has_namesake(turn, d->choices[0]))
        say_phrase(turn, PHRASE_ask_place_which, "place", first, TALK_END);
    else if (d->choice_count == 2)
        say_phrase(turn, PHRASE_which_of, "first", first, "second", second, TALK_END);
    else
        say_phrase(turn, PHRASE_ask_place, TALK_END);
}

/* A question happened nowhere: its place says who answers. */
static enum phrase where(const struct talking *turn)
{
    return turn->state->matter.kind == KIND_CONSULT ? PHRASE_ask_place_asked : PHRASE_ask_place;
}

static void ask_place(struct talking *turn)
{
    const struct decision *d = &turn->decision;
    const struct matter *matter = &turn->state->matter;
    if (d->choice_count >= 2) {
        ask_which_place(turn);
        for (int i = 0; i < d->choice_count; i++)
            add_area(turn, d->choices[i]);
    } else if (cue_heard(turn->rules, CUE_common_place, turn->state->place_text) &&
               matter->place_count == 0 && !turn->state->has_point) {
        say_phrase(turn, where(turn), TALK_END);
        menu_add_phrase(turn, MENU_UNKNOWN, PHRASE_choice_unknown);
    } else if (turn->near.n || turn->state->place_text.n || turn->state->has_point ||
               matter->place_count == 1) {
        turn->state->pending = PENDING_STREET;
        ask_street(turn);
    } else {
        say_phrase(turn, where(turn), TALK_END);
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
        near_ask_category(turn);
        menu_add_phrase(turn, MENU_OTHER, PHRASE_choice_none_of_these);
        break;
    case ASK_MATTER:
        say_phrase(turn, PHRASE_which_matter, TALK_END);
        near_ask_matter(turn);
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
    menu_add_phrase(turn, MENU_SKIP, PHRASE_choice_skip);
}

/* Who asked something hears first who will answer it. */
static void ask_contact(struct talking *turn)
{
    turn->state->pending = PENDING_CONTACT;
    if (turn->state->matter.kind == KIND_CONSULT && file_has_unit(turn) && !turn->said.n)
        say_phrase(turn, PHRASE_ask_contact_asked, "unit", say_unit(turn, turn->decision.target),
                   TALK_END);
    else
        say_phrase(turn, PHRASE_ask_contact, TALK_END);
    menu_add_phrase(turn, MENU_ANONYMOUS, PHRASE_choice_anonymous);
}

static void ask_change(struct talking *turn)
{
    say_phrase(turn, PHRASE_readback_change, TALK_END);
    menu_add_phrase(turn, MENU_CHANGE_WHAT, PHRASE_choice_what);
    menu_add_phrase(turn, MENU_CHANGE_PLACE, PHRASE_choice_place);
    menu_add_phrase(turn, MENU_CHANGE_TIME, PHRASE_choice_time);
}

void question_unknown(struct talking *turn)
{
    struct view contact = file_has_unit(turn) ? say_contact(turn, turn->decision.target) : VIEW("");
    if (contact.n)
        say_phrase(turn, PHRASE_answer_unknown_unit, "unit", say_unit(turn, turn->decision.target),
                   "contact", contact, TALK_END);
    else
        say_phrase(turn, PHRASE_answer_unknown, TALK_END);
}

/* Why a person is offered was mostly said just before. */
static void ask_person(struct talking *turn)
{
    if (!turn->said.n)
        question_unknown(turn);
    menu_add_phrase(turn, MENU_PERSON, PHRASE_choice_person);
    menu_add_phrase(turn, MENU_CANCEL, PHRASE_choice_cancel);
}

/* Under other rules than before, the question may have no point any more. */
static bool is_decided_meanwhile(const struct talking *turn)
{
    return turn->state->pending == PENDING_DECISION &&
           (!turn->state->has_matter || turn->decision.ask == ASK_NONE);
}

/* A question about the matter; false: it is about the talk. */
static bool say_of_matter(struct talking *turn)
{
    switch (turn->state->pending) {
    case PENDING_DECISION:
        ask_decision(turn);
        break;
    case PENDING_STREET:
        ask_street(turn);
        break;
    case PENDING_PLACE:
        say_phrase(turn, where(turn), TALK_END);
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
        ask_contact(turn);
        break;
    case PENDING_READBACK:
        file_readback(turn);
        break;
    case PENDING_CHANGE:
        ask_change(turn);
        break;
    case PENDING_RETELL:
        say_phrase(turn, PHRASE_ask_detail, TALK_END);
        break;
    default:
        return false;
    }
    return true;
}

static void say_of_talk(struct talking *turn)
{
    const struct talk_state *state = turn->state;
    switch (state->pending) {
    case PENDING_DRAFT:
        say_phrase(turn, state->held.n ? PHRASE_draft_kept : PHRASE_aside_back, "summary",
                   say_summary(turn, false), TALK_END);
        menu_add_yes_no(turn, MENU_CONFIRM, MENU_RESTART);
        break;
    case PENDING_PERSON:
        ask_person(turn);
        break;
    case PENDING_SUGGEST:
        suggest_ask(turn);
        break;
    case PENDING_JOIN:
        say_phrase(turn, PHRASE_member_ask, TALK_END);
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
        say_phrase(turn, PHRASE_withdraw_ask, "case", state->last_case, TALK_END);
        menu_add_yes_no(turn, MENU_CONFIRM, MENU_CHANGE);
        break;
    case PENDING_SEVERAL:
        several_say(turn);
        break;
    case PENDING_TELL:
        say_phrase(turn, PHRASE_person_tell, TALK_END);
        break;
    case PENDING_WHERE:
        say_phrase(turn, PHRASE_ask_place, TALK_END);
        break;
    default:
        say_phrase(turn, PHRASE_help, "district", rules_district_name(turn->rules, language(turn)),
                   "hotline", rules_hotline(turn->rules), TALK_END);
    }
}

void question_say(struct talking *turn)
{
    menu_clear(turn->state);
    if (is_decided_meanwhile(turn))
        ask_settle(turn);
    if (!say_of_matter(turn))
        say_of_talk(turn);
}
