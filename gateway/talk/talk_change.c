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
#include "gateway/talk/talk_short.h"
#include "gateway/talk/talk_when.h"

enum { NO_TIME_LENGTH = 14, NAME_LENGTH = 8, HAN = 0x2e80 };

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

static void copy_when(struct matter *to, const struct matter *from)
{
    to->time = from->time;
    to->weekdays = from->weekdays;
    to->has_day = from->has_day;
    to->day = from->day;
    to->dayclass = from->dayclass;
}

static void copy_when_and_where(struct matter *to, const struct matter *from)
{
    copy_when(to, from);
    to->place_count = from->place_count;
    memcpy(to->places, from->places, sizeof to->places);
}

/* What it is about is told anew; where and when it is stays. */
static void forget_matter(struct talk_state *state)
{
    struct matter old = state->matter;
    state->matter = matter_empty();
    state->matter.channel = old.channel;
    copy_when_and_where(&state->matter, &old);
    state->read_as = VIEW("");
}

/* The other way round: what it is about stays. */
static void keep_about(struct matter *matter, const struct matter *before)
{
    struct matter now = *matter;
    *matter = *before;
    copy_when_and_where(matter, &now);
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
    } else if (suggest_is(state)) {
        state->said = VIEW("");
        state->pending = PENDING_SUGGEST;
    } else {
        state->pending = PENDING_RETELL;
    }
    question_say(turn);
}

/* ---- what the message names otherwise ---- */

bool change_heard(const struct talking *turn)
{
    return heard(turn, TALK_CHANGE, TALK_WITHIN) || heard(turn, TALK_CHANGE_PLACE, TALK_WITHIN) ||
           heard(turn, TALK_CHANGE_TIME, TALK_WITHIN);
}

/* What is asked for is what was read wrongly. */
static bool awaits_change(const struct talking *turn)
{
    return turn->state->pending == PENDING_CHANGE || turn->state->pending == PENDING_RETELL;
}

/* Has room for a name, a time or a "no", and hardly more; English takes three times as many letters
 * for the same. */
static bool is_brief(const struct talking *turn)
{
    struct view text = intake_text(turn->input);
    size_t length = utf8_length(text);
    return length <= (length == text.n ? 3 * NAME_LENGTH : NAME_LENGTH);
}

/* Begins with what was read wrongly, or with the word that something was, or is no more than that.
 */
static bool denies_first(const struct talking *turn)
{
    bool only = is_brief(turn) && intake_corrects(turn) && !HEARS(turn, besides);
    return HEARS(turn, denies_reading) || only ||
           (HEARS(turn, denies_part) && !HEARS(turn, asks_last));
}

static bool says_wrong(const struct talking *turn)
{
    return change_heard(turn) || intake_corrects(turn) || HEARS(turn, rather) ||
           denies_first(turn) || awaits_change(turn);
}

static bool is_read_back(const struct talking *turn)
{
    return (turn->state->pending == PENDING_READBACK || awaits_change(turn)) &&
           !suggest_is(turn->state);
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
           change_heard(turn) || awaits_change(turn);
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

static struct view time_in_words(const struct talking *turn)
{
    return when_in_words(turn, intake_text(turn->input));
}

/* When it is in words alone ("last month"): the clock time that was read is none. */
static bool tells_time_in_words(const struct talking *turn)
{
    const struct recognition *r = turn->input->recognition;
    for (size_t i = 0; i < r->evidence_count; i++)
        if (r->evidence[i].use == USE_PERIOD)
            return false;
    return !r->time_count && time_in_words(turn).n;
}

/* Anything that could stand otherwise. */
static bool names_something(const struct talking *turn)
{
    struct mentions found = talk_mentions(turn->input->recognition, turn->now, turn->arena);
    for (size_t i = 0; i < found.n; i++)
        if (found.at[i].kind == MENTION_PLACE || found.at[i].kind == MENTION_PHONE)
            return true;
    return intake_settles(turn) || names_no_time(turn) || time_in_words(turn).n;
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

/* What stands in the read-back and would be changed. */
static struct view standing(struct talking *turn, bool contact)
{
    turn->no_length = true;
    struct view summary = say_summary(turn, contact);
    turn->no_length = false;
    return summary;
}

/* What the message says becomes what stands. false: it reads as before. */
static bool put_right(struct talking *turn, bool wrong)
{
    struct talk_state *state = turn->state;
    struct matter before = state->matter;
    bool read_back = is_read_back(turn);
    struct view stood = standing(turn, true);
    const struct recognition *rather = meant_rather(turn);
    if (names_other(turn, rather))
        tell_anew(turn, rather);
    else if (wrong)
        intake_correct(turn);
    else
        intake_detail(turn);
    place_add(turn, &before);
    talk_facts_renumber(turn);
    if (names_no_time(turn) || (wrong && tells_time_in_words(turn)))
        change_forget_time(state);
    ask_decide(turn);
    return !view_eq(stood, standing(turn, true)) ||
           (!read_back && !matter_same(&before, &state->matter));
}

/* ---- what is denied, and what it is then ---- */

/* Cuts the text behind the words that deny: what is denied, and what is said instead of it. */
static struct view denied(const struct talking *turn, struct view *instead)
{
    const struct folded *folded = &turn->input->recognition->text;
    struct view text = folded->text;
    size_t from = cue_leads(turn->rules, CUE_denies_part, text), at = from, behind;
    struct view clause = cue_clause(text, &at);
    behind = at;
    while (behind < text.n && cue_mark(view_sub(text, behind, text.n)))
        behind += cue_mark(view_sub(text, behind, text.n));
    behind += cue_leads(turn->rules, CUE_leads_to_place, view_sub(text, behind, text.n));
    *instead = view_trim(fold_original(folded, behind, text.n));
    return clause;
}

/* Does the duty's name have one of the characters, those of grammar apart? */
static bool speaks_of(const struct talking *turn, struct view words, int duty)
{
    static const char grammar[] = "的了吗我你他她们这那个是在有都还也就很又不没一";
    struct view name = rules_display(turn->rules, NOUN_DUTY, duty, LANGUAGE_ZH);
    for (size_t at = 0; at < words.n;) {
        size_t from = at;
        uint32_t c = utf8_next(words, &at);
        struct view one = view_sub(words, from, at);
        if (c >= HAN && view_find(view_of(grammar), one) == SIZE_MAX &&
            view_find(name, one) != SIZE_MAX)
            return true;
    }
    return false;
}

/* Is it a duty by itself, and another one? */
static bool is_decided(const struct talking *turn, const struct recognition *r, int duty)
{
    struct matter matter = matter_empty();
    struct decision decision;
    matter_reveal(turn->rules, &matter, r, turn->now);
    decide(turn->rules, &matter, &decision);
    return decision.status == DECIDE_DUTY && decision.duty != duty;
}

/* All that was told, heard without the words of the duty that was read. NULL: it is no other. */
static const struct recognition *all_but(const struct talking *turn, int duty, struct view more)
{
    struct buf all;
    buf_init(&all, TALK_TEXT_MAX);
    buf_view(&all, turn->state->said);
    buf_byte(&all, '\n');
    buf_view(&all, more);
    struct recognition *r = recognise(turn->rules, turn->arena, buf_keep(&all, turn->arena));
    buf_free(&all);
    size_t kept = 0;
    for (size_t i = 0; i < r->duty_count; i++)
        if (r->duties[i].index != duty)
            r->duties[kept++] = r->duties[i];
    r->duty_count = kept;
    return is_decided(turn, r, duty) ? r : NULL;
}

/* What it is, where the message begins with what it is not. NULL: it does not say. */
static const struct recognition *meant_instead(const struct talking *turn)
{
    const struct decision *stands = &turn->decision;
    struct view instead, wrong = denied(turn, &instead);
    if (stands->status != DECIDE_DUTY)
        return NULL;
    const struct recognition *all =
        speaks_of(turn, wrong, stands->duty) ? all_but(turn, stands->duty, instead) : NULL;
    if (all)
        return all;
    const struct recognition *alone = recognise(turn->rules, turn->arena, instead);
    return names_duty(alone, stands) || is_decided(turn, alone, stands->duty) ? alone : NULL;
}

/* "Not at the gate, in the garage": what is denied stands in the place's name. */
static bool put_place_instead(struct talking *turn)
{
    struct talk_state *state = turn->state;
    struct folded name = fold_text(turn->arena, state->place_text);
    struct view instead, wrong = denied(turn, &instead);
    size_t at = wrong.n ? view_find(name.text, wrong) : SIZE_MAX;
    if (at == SIZE_MAX || !instead.n || utf8_length(instead) > NAME_LENGTH)
        return false;
    struct buf all;
    buf_init(&all, TALK_TEXT_MAX);
    buf_view(&all, fold_original(&name, 0, (uint32_t)at));
    buf_view(&all, instead);
    buf_view(&all, fold_original(&name, (uint32_t)(at + wrong.n), (uint32_t)name.text.n));
    state->place_text = buf_keep(&all, turn->arena);
    buf_free(&all);
    intake_remember(turn, intake_text(turn->input));
    return true;
}

static bool put_instead(struct talking *turn)
{
    if (put_place_instead(turn))
        return true;
    struct matter before = turn->state->matter;
    struct view stood = standing(turn, true);
    const struct recognition *meant = meant_instead(turn);
    if (!meant)
        return false;
    tell_anew(turn, meant);
    place_add(turn, &before);
    ask_decide(turn);
    return !view_eq(stood, standing(turn, true));
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

static void go_on(struct talking *turn, bool corrected)
{
    say_phrase(turn, corrected ? PHRASE_corrected : PHRASE_noted_along, TALK_END);
    ask_next(turn);
}

void change_begin(struct talking *turn)
{
    if (names_something(turn) && put_right(turn, true)) {
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

/* "Not only at weekends, every day": the time is the other one. */
static bool hear_more_than(struct talking *turn)
{
    const struct folded *text = &turn->input->recognition->text;
    size_t at, n = cue_find(turn->rules, CUE_not_only, text->text, &at), end = at + n;
    struct buf rest;
    if (!n)
        return false;
    cue_clause(text->text, &end);
    buf_init(&rest, TALK_TEXT_MAX);
    buf_view(&rest, fold_original(text, 0, (uint32_t)at));
    buf_view(&rest, fold_original(text, (uint32_t)end, (uint32_t)text->text.n));
    struct view other = view_trim(buf_keep(&rest, turn->arena));
    buf_free(&rest);
    bool timed = when_in_words(turn, fold_original(text, (uint32_t)at, (uint32_t)end)).n;
    if (!timed || !when_in_words(turn, other).n)
        return false;
    new_hear(turn, other);
    return true;
}

static bool denies_area(const struct talking *turn)
{
    const struct recognition *r = turn->input->recognition;
    for (size_t i = 0; i < r->passed_count; i++)
        if (r->passed[i].use == USE_AREA && r->passed[i].stance == STANCE_DENIED)
            return true;
    return false;
}

/* What is not put right is heard once more by what is said instead, as if it came just now. What
 * says neither is kept. */
static bool put_right_or_instead(struct talking *turn, bool names, bool wrong)
{
    struct talk_state before = *turn->state;
    if (names && put_right(turn, wrong))
        return true;
    struct talk_state after = *turn->state;
    *turn->state = before;
    ask_decide(turn);
    if (HEARS(turn, denies_part) && put_instead(turn))
        return true;
    *turn->state = after;
    ask_decide(turn);
    if (!names)
        intake_remember(turn, intake_text(turn->input));
    return false;
}

bool change_read_back(struct talking *turn)
{
    if (!is_read_back(turn))
        return false;
    bool denies = denies_first(turn), more = hear_more_than(turn);
    bool names = names_something(turn), wrong = more || denies || says_wrong(turn);
    if (!names && !denies)
        return false;
    bool right = put_right_or_instead(turn, names, wrong);
    if (right || !denies)
        go_on(turn, right && wrong);
    else if (denies_area(turn))
        change_take(turn, MENU_CHANGE_PLACE);
    else
        ask_what(turn);
    return true;
}

/* A day in passing ("I have to work tomorrow", "but today it is quiet") is not when it was; alone
 * it is. So it is with a building ("in ours live old people"). */
static bool tells_when(const struct talking *turn)
{
    return is_brief(turn) && !HEARS(turn, ahead) && !HEARS(turn, denies);
}

bool change_behind_yes(struct talking *turn)
{
    struct talk_state *state = turn->state;
    struct matter before = state->matter;
    bool contact = state->contact.n, corrects = intake_corrects(turn);
    struct view stood = standing(turn, contact);
    if (corrects) {
        intake_correct(turn);
    } else {
        intake_take(turn);
        keep_about(&state->matter, &before);
    }
    if (corrects || intake_names_area(turn) || is_brief(turn))
        place_add(turn, &before);
    talk_facts_renumber(turn);
    if (!corrects && !tells_when(turn))
        copy_when(&state->matter, &before);
    ask_decide(turn);
    bool changed = !view_eq(stood, standing(turn, contact));
    if (changed)
        go_on(turn, true);
    else
        state->matter = before;
    return changed;
}

/* Words that tell of no matter go along with the one that stands. */
bool change_retell(struct talking *turn)
{
    struct talk_state *state = turn->state;
    if (short_answer_of(turn->input->recognition) != SHORT_NONE) {
        ask_next(turn);
        return true;
    }
    if (intake_decide(turn->rules, turn->input, true).status != DECIDE_NOTHING) {
        forget_matter(state);
        state->said = VIEW("");
        state->skipped = 0;
        intake_take(turn);
        ask_next(turn);
    } else if (!change_read_back(turn)) {
        intake_remember(turn, intake_text(turn->input));
        go_on(turn, false);
    }
    return true;
}
