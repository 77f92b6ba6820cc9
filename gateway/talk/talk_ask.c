/* talk_ask: from what is known to the next question, and from an answer back to what is known.
 *
 * The engine says what still separates the desks (decision.ask); after that the duty's own wish
 * list is asked: place, time, detail, picture, contact. A question is asked again only if its
 * answer did not fit; what was answered "don't know" or skipped is never asked twice. */
#include "gateway/talk/talk_facts.h"
#include "gateway/talk/talk_follow.h"

#include "dsl/base/utf8.h"
#include "dsl/engine/cue.h"
#include "gateway/talk/talk_memo.h"

enum { REPEATED_GIVEN_UP = 2, DETAIL_LEAST = 12 /* characters */ };

/* The next wish of the duty that is neither there nor skipped, or PENDING_NOTHING. */
static enum pending next_collect(const struct talking *turn)
{
    const struct talk_state *state = turn->state;
    unsigned open = turn->decision.collect & ~state->skipped;
    if (member_one_step(turn))
        return PENDING_NOTHING;
    if ((open & COLLECT_TIME) && !state->matter.time.known && !state->matter.time.unknown &&
        !state->matter.has_day && !talk_facts_tell_time(turn))
        return PENDING_TIME;
    if ((open & COLLECT_DETAIL) && utf8_length(state->said) < DETAIL_LEAST)
        return PENDING_DETAIL;
    if ((open & COLLECT_PHOTO) && !state->media_count && turn->input->channel != CHANNEL_SMS)
        return PENDING_PHOTO;
    if ((open & COLLECT_CONTACT) && !state->contact.n && !state->anonymous &&
        turn->input->channel != CHANNEL_SMS)
        return PENDING_CONTACT;
    return PENDING_NOTHING;
}

/* Where or when it is, after what it is was not understood: no second misunderstanding. */
static bool says_where(const struct talking *turn)
{
    return turn->state->misunderstood && intake_settles(turn) && !intake_reveals(turn);
}

/* By the whole of it a question, an idea, thanks, or nothing that anybody could see to; or behind
 * an answer. */
static bool is_calm(const struct talking *turn)
{
    const struct recognition *r = turn->input->recognition;
    return follow_is_open(turn) ||
           (r && r->act != ACT_wants && r->act != ACT_returns && r->act != ACTS);
}

static bool is_harmless(const struct talking *turn)
{
    const struct recognition *r = turn->input->recognition;
    return r && cue_hardly_grave(turn->rules, r->text.text);
}

/* "Eleven of us were not paid", behind an answer on wages: by itself that says too little. */
static bool is_complaint(const struct talking *turn)
{
    const struct recognition *r = turn->input->recognition;
    return turn->reports || HEARS(turn, trouble) || HEARS(turn, reproach) ||
           HEARS(turn, tells_harm) || r->act == ACT_returns ||
           (r->act == ACT_wants && place_is_said(turn));
}

/* What is not understood by itself, but with what was answered before it: a complaint is one of
 * that, all else is only noted, and can be reported by one tap. */
static bool take_with_answer(struct talking *turn)
{
    struct talk_state *state = turn->state;
    struct matter whole = state->matter;
    struct decision decision;
    if (!turn->behind.link.n || !turn->input->recognition)
        return false;
    state->subject = turn->behind;
    struct view text = follow_completed(turn, state->said);
    follow_forget(state);
    matter_reveal(turn->rules, &whole, recognise(turn->rules, turn->arena, text), turn->now);
    decide(turn->rules, &whole, &decision);
    if (decision.status == DECIDE_NOTHING)
        return false;
    if (is_complaint(turn)) {
        state->matter = whole;
        state->said = text;
        say_phrase(turn, PHRASE_more_noted, TALK_END);
        return true;
    }
    state_drop_matter(state);
    state->subject = turn->behind;
    say_phrase(turn, PHRASE_told_more, "title", state->subject.title, TALK_END);
    menu_add(turn, MENU_REPORT, VIEW(""), text,
             rules_phrase(turn->rules, PHRASE_choice_report, state->language));
    return true;
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
    bool where = says_where(turn);
    if (where)
        say_phrase(turn, PHRASE_more_noted, TALK_END);
    if (where || ++state->misunderstood < 2) {
        if (!near_offer(turn)) {
            if (!is_calm(turn) && !is_harmless(turn))
                say_if_danger(turn); /* who is not understood may be in danger */
            say_phrase(turn, PHRASE_not_understood, TALK_END);
        }
        return;
    }
    say_phrase(turn, PHRASE_not_understood_again, TALK_END);
    hand_over(turn, HANDED_MISUNDERSTOOD);
}

/* A suggestion or a word of praise needs no more than its topic. */
static bool is_light(const struct talk_state *state)
{
    return suggest_is(state) || state->matter.kind == KIND_SUGGEST ||
           state->matter.kind == KIND_PRAISE;
}

/* One matter is decided once in a turn, however often it is asked for. */
void ask_decide(struct talking *turn)
{
    const struct matter *matter = &turn->state->matter;
    if (turn->decided && matter_same(turn->decided, matter))
        return;
    talk_memo_decide(turn->input->memo, turn->rules, matter, &turn->decision);
    if (!turn->decided)
        turn->decided = ARENA_NEW(turn->arena, struct matter);
    memcpy(turn->decided, matter, sizeof *matter);
}

void ask_settle(struct talking *turn)
{
    struct talk_state *state = turn->state;
    ask_decide(turn);
    if (suggest_is(state) && !state->said.n) {
        state->pending = PENDING_SUGGEST; /* nothing is said of it yet */
    } else if (is_light(state)) {
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

static bool same_question(const struct decision *a, const struct decision *b)
{
    return a->ask == b->ask && a->category == b->category && a->choice_count == b->choice_count &&
           (a->ask != ASK_VARIABLE ||
            (a->variable.kind == b->variable.kind && a->variable.index == b->variable.index));
}

/* What is urgent cannot wait for a desk: what its duty answers is said before anything is asked. */
void ask_advise(struct talking *turn)
{
    struct talk_state *state = turn->state;
    const struct decision *d = &turn->decision;
    if (state->advised || turn->answered || d->status != DECIDE_DUTY || !d->urgent)
        return;
    struct view answer = say_duty_answer(turn, d->duty);
    if (!answer.n)
        return;
    say_words(turn, answer);
    state->advised = true;
}

/* What the words raise most, by words of its own. */
static bool is_raised(const struct matter *matter)
{
    return matter->category_count > 0 && matter->categories[0].strong;
}

/* May it stay open? A class that only words of facts raise is a guess. */
static bool may_stay_open(const struct talking *turn)
{
    const struct decision *d = &turn->decision;
    switch (d->ask) {
    case ASK_VARIABLE:
        return d->variable.kind == VAR_FACT || d->variable.kind == VAR_TIME;
    case ASK_MATTER:
        return true;
    case ASK_CATEGORY:
        return is_raised(&turn->state->matter);
    default:
        return false;
    }
}

/* Asked twice, and what was told answers it not: the likeliest stays, of two values that were both
 * said the first, or nobody knows; the read-back says so, and whoever handles it finds out. */
static bool give_up(struct talking *turn)
{
    const struct decision *d = &turn->decision;
    if (turn->state->repeated < REPEATED_GIVEN_UP || !may_stay_open(turn))
        return false;
    if (d->ask == ASK_VARIABLE && d->variable.kind == VAR_FACT && d->choice_count >= 2) {
        matter_set_fact(&turn->state->matter, d->variable.index, d->choices[0], FROM_ANSWER);
        return true;
    }
    return matter_answer(turn->rules, &turn->state->matter, d, CHOICE_UNKNOWN, NULL, turn->now);
}

void ask_next(struct talking *turn)
{
    struct talk_state *state = turn->state;
    struct decision before = turn->decision;
    enum pending was = state->menu_count > 0 ? state->pending : PENDING_NOTHING;
    menu_clear(state);
    ask_settle(turn);
    if (turn->decision.status == DECIDE_NOTHING && !is_light(state)) {
        if (!take_with_answer(turn)) {
            ask_words(turn);
            return;
        }
        if (!state->has_matter)
            return;
        ask_settle(turn);
    }
    bool same = was == PENDING_DECISION && state->pending == PENDING_DECISION &&
                same_question(&before, &turn->decision);
    bool wished = was == state->pending && was >= PENDING_TIME && was <= PENDING_CONTACT;
    state->misunderstood = 0;
    state->repeated = same ? state->repeated + 1 : 0;
    if (same && give_up(turn)) {
        ask_settle(turn);
        state->repeated = 0;
        same = false;
    }
    ask_advise(turn);
    if (hand_enough_asked(turn))
        return;
    bool read_again = was == PENDING_READBACK && state->pending == PENDING_READBACK;
    if ((wished || read_again || (same && !turn->near.n)) && !turn->said.n)
        say_noted(turn);
    question_say(turn);
}

void ask_resume(struct talking *turn)
{
    struct talk_state *state = turn->state;
    if (!state->has_matter && state->pending != PENDING_SEVERAL)
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
    say_phrase(turn,
               state->pending == PENDING_PERSON ? PHRASE_back_to_person : PHRASE_back_to_question,
               TALK_END);
    question_say(turn);
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
        index = rules_find(turn->rules, NOUN_DUTY, item->code);
        if (index != NONE)
            matter_choose_duty(turn->rules, matter, index);
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
    if (choice == CHOICE_OTHER && turn->decision.ask == ASK_CATEGORY)
        turn->state->misunderstood++; /* all was said, and it was none of these */
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

bool ask_leave_open(struct talking *turn)
{
    if (turn->state->pending == PENDING_TIME) /* it may have stood there, and been wrong */
        change_forget_time(turn->state);
    return ask_skip(turn);
}

bool ask_take(struct talking *turn, const struct menu_item *item)
{
    if (take_fact(turn, item) || take_unknown(turn, item))
        return true;
    return (item->kind == MENU_SKIP || item->kind == MENU_UNKNOWN) && ask_leave_open(turn);
}
