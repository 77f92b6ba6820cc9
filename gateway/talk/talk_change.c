/* talk_change: something that was said is to be changed.
 *
 * At the read-back, and wherever words say that something is wrong, all that the message names
 * otherwise than it stands is put right, whatever else it says: another matter, place, building,
 * time or number. What it does not name stays. Who only says that something is wrong chooses
 * between matter, place and time; who names nothing new has told something more, and it is noted.
 *
 * Whether something was put right is seen by what is read back: it reads otherwise now. So nothing
 * is ever called noted that the read-back does not show. */
#include "gateway/talk/talk_facts.h"

#include "dsl/base/utf8.h"
#include "gateway/talk/talk_away.h"

enum { NO_TIME_LENGTH = 14 };

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

void change_forget_time(struct talk_state *state)
{
    state->matter.time = (struct known_time){.unknown = true};
    state->matter.weekdays = 0;
    state->matter.has_day = false;
    state->matter.day = 0;
    reopen_time(state);
    state->skipped |= COLLECT_TIME;
}

/* What it is about is told anew; where and when it is stays. */
static void forget_matter(struct talk_state *state)
{
    struct matter old = state->matter;
    state->matter = matter_empty();
    state->matter.channel = old.channel;
    state->matter.time = old.time;
    state->matter.weekdays = old.weekdays;
    state->matter.has_day = old.has_day;
    state->matter.day = old.day;
    state->matter.dayclass = old.dayclass;
    state->matter.place_count = old.place_count;
    memcpy(state->matter.places, old.places, sizeof old.places);
    state->read_as = VIEW("");
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
        state->said = VIEW("");
        state->skipped = 0;
        state->pending = PENDING_DETAIL;
    }
    question_say(turn);
}

/* ---- what the message names otherwise ---- */

bool change_heard(const struct talking *turn)
{
    return heard(turn, TALK_CHANGE, TALK_WITHIN) || heard(turn, TALK_CHANGE_PLACE, TALK_WITHIN) ||
           heard(turn, TALK_CHANGE_TIME, TALK_WITHIN);
}

static bool says_wrong(const struct talking *turn)
{
    return change_heard(turn) || intake_corrects(turn) || HEARS(turn, rather) ||
           HEARS(turn, denies_reading) || turn->state->pending == PENDING_CHANGE;
}

static bool is_read_back(const struct talking *turn)
{
    enum pending pending = turn->state->pending;
    return (pending == PENDING_READBACK || pending == PENDING_CHANGE) && !suggest_is(turn->state);
}

/* "The fumes are bearable, it is rather the tables": what is behind the words that say so. */
static const struct recognition *meant_rather(const struct talking *turn)
{
    const struct recognition *r = turn->input->recognition;
    size_t at, n = cue_find(turn->rules, CUE_rather, r->text.text, &at);
    return n ? recognise(turn->rules, turn->arena, fold_original(&r->text, at + n, r->text.text.n))
             : r;
}

static bool names_class(const struct recognition *r, int category)
{
    for (size_t i = 0; i < r->category_count; i++)
        if (r->categories[i].index == category)
            return true;
    return false;
}

static bool names_any_class(const struct recognition *r)
{
    for (size_t i = 0; i < r->category_count; i++)
        if (r->categories[i].strong)
            return true;
    return false;
}

/* By a duty's own words, and none of the duty that stands. */
static bool names_duty(const struct recognition *r, const struct decision *stands)
{
    for (size_t i = 0; i < r->duty_count; i++)
        if (r->duties[i].index == stands->duty)
            return false;
    return stands->status == DECIDE_DUTY && r->duty_count > 0;
}

/* Says so first of all, or in as many words: not in passing ("they should ..."). */
static bool says_plainly(const struct talking *turn)
{
    return HEARS(turn, denies_reading) || HEARS(turn, corrects_first) || HEARS(turn, rather) ||
           change_heard(turn) || turn->state->pending == PENDING_CHANGE;
}

/* Another matter than the one that stands, by strong words of its own. Who does not say plainly
 * that something is wrong has to say what is. */
static bool names_other(const struct talking *turn, const struct recognition *r)
{
    const struct decision *stands = &turn->decision;
    if (!says_plainly(turn))
        return is_read_back(turn) && aside_is_other(turn) && away_names_trouble(r);
    bool praised = turn->state->matter.kind == KIND_PRAISE && r->kind != KIND_PRAISE;
    return (names_any_class(r) && (praised || !names_class(r, stands->category))) ||
           names_duty(r, stands);
}

static bool names_no_time(const struct talking *turn)
{
    return HEARS(turn, no_time) && utf8_length(intake_text(turn->input)) <= NO_TIME_LENGTH;
}

/* Anything that could stand otherwise. */
static bool names_something(const struct talking *turn)
{
    struct mentions found = talk_mentions(turn->input->recognition, turn->now, turn->arena);
    for (size_t i = 0; i < found.n; i++)
        if (found.at[i].kind == MENTION_PLACE || found.at[i].kind == MENTION_PHONE)
            return true;
    return intake_settles(turn) || names_no_time(turn);
}

/* ---- putting it right ---- */

/* Of the whole message its place and time, of what is meant rather the matter. */
static void tell_anew(struct talking *turn, const struct recognition *rather)
{
    struct recognition *both = ARENA_NEW(turn->arena, struct recognition);
    struct talk_input *input = ARENA_NEW(turn->arena, struct talk_input);
    *both = *turn->input->recognition;
    both->categories = rather->categories;
    both->category_count = rather->category_count;
    both->duties = rather->duties;
    both->duty_count = rather->duty_count;
    both->values = rather->values;
    both->value_count = rather->value_count;
    both->meant = rather->meant;
    *input = *turn->input;
    input->recognition = both;
    turn->input = input;
    forget_matter(turn->state);
    intake_take(turn);
}

/* What the message says becomes what stands. false: it reads as before. */
static bool put_right(struct talking *turn)
{
    struct talk_state *state = turn->state;
    struct matter before = state->matter;
    bool read_back = is_read_back(turn), wrong = says_wrong(turn);
    struct view stood = say_summary(turn, true);
    const struct recognition *rather = meant_rather(turn);
    if (names_other(turn, rather))
        tell_anew(turn, rather);
    else if (wrong)
        intake_correct(turn);
    else
        intake_detail(turn);
    place_add(turn, &before);
    talk_facts_renumber(turn);
    if (names_no_time(turn))
        change_forget_time(state);
    ask_decide(turn);
    return !view_eq(stood, say_summary(turn, true)) ||
           (!read_back && !matter_same(&before, &state->matter));
}

/* Nothing was understood yet that could be changed: it was meant for somebody else. */
static bool was_mistaken(const struct talking *turn)
{
    const struct talk_state *state = turn->state;
    return turn->decision.status == DECIDE_NOTHING && !intake_reveals(turn) &&
           !state->matter.place_count && !state->media_count;
}

static void ask_what(struct talking *turn)
{
    turn->state->pending = PENDING_CHANGE;
    question_say(turn);
}

static void go_on(struct talking *turn, bool wrong)
{
    if (wrong)
        say_phrase(turn, PHRASE_corrected, TALK_END);
    ask_next(turn);
}

void change_begin(struct talking *turn)
{
    if (names_something(turn) && put_right(turn)) {
        go_on(turn, true);
    } else if (heard(turn, TALK_CHANGE_PLACE, TALK_WITHIN)) {
        change_take(turn, MENU_CHANGE_PLACE);
    } else if (heard(turn, TALK_CHANGE_TIME, TALK_WITHIN)) {
        change_take(turn, MENU_CHANGE_TIME);
    } else if (was_mistaken(turn)) {
        wish_drop(turn, PHRASE_noted);
    } else {
        ask_what(turn);
    }
}

bool change_read_back(struct talking *turn)
{
    bool names = names_something(turn), wrong = says_wrong(turn);
    if (!is_read_back(turn) || (!names && !HEARS(turn, denies_reading)))
        return false;
    bool right = names && put_right(turn);
    if (!right && HEARS(turn, denies_reading))
        ask_what(turn);
    else
        go_on(turn, right && wrong);
    return true;
}
