/* talk_private: who will know that it was me? People ask it at any point of a talk, before they say
 * what it is and after it is filed, and mean one of two things. A plain wish ("don't tell him") is
 * heeded at once. A question, or a fear ("will he fire me?"), is answered: who sees a name and a
 * number, that every look is recorded, and what 保密 and 匿名 change; both are offered where a
 * matter is open, and the question that waited comes back.
 *
 * What is asked stands in a clause of its own more often than not. The rest of such a message is
 * heard as if it stood alone: a report, a place, an answer. */
#include "gateway/talk/talk_state.h"

#include "dsl/base/utf8.h"
#include "dsl/engine/cue.h"
#include "gateway/talk/talk_asks.h"

enum { CLAUSE_MOST = 30 /* characters */, OPEN_SECONDS = 3600, WISH_ALONE = 14, REST_MAX = 3000 };

/* ---- what asks it ---- */

static bool wishes(const struct talking *turn)
{
    return heard(turn, TALK_ANONYMOUS, TALK_WITHIN) || heard(turn, TALK_CONFIDENTIAL, TALK_WITHIN);
}

static bool hears(const struct talking *turn, enum cue cue, struct view clause)
{
    return cue_heard(turn->rules, cue, clause);
}

/* Something was said here that somebody could be angry about. */
static bool has_told(const struct talking *turn)
{
    const struct talk_state *state = turn->state;
    return state->has_matter || turn->input->now - state->last_filed < OPEN_SECONDS;
}

static bool fears(const struct talking *turn, struct view clause)
{
    if (!hears(turn, CUE_fears, clause))
        return false;
    return hears(turn, CUE_secret, clause) || hears(turn, CUE_told_on, clause) ||
           (hears(turn, CUE_personal, clause) && hears(turn, CUE_to_us, clause)) ||
           (has_told(turn) && hears(turn, CUE_harms_teller, clause));
}

static bool asks_it(const struct talking *turn, struct view clause)
{
    if (!clause.n || utf8_length(clause) > CLAUSE_MOST)
        return false;
    bool weakly = hears(turn, CUE_secret, clause) && hears(turn, CUE_asks_private, clause) &&
                  !(turn->state->has_matter && wishes(turn));
    return weakly || hears(turn, CUE_asks_reader, clause) || hears(turn, CUE_asks_name, clause) ||
           hears(turn, CUE_asks_kept, clause) || fears(turn, clause);
}

/* Is it asked? *rest: what else is said, as it was written. */
static bool is_asked(const struct talking *turn, struct view *rest)
{
    const struct folded *folded = &turn->input->recognition->text;
    struct view text = folded->text;
    bool english = utf8_length(text) == text.n, asked = false;
    struct buf other;
    buf_init(&other, REST_MAX);
    for (size_t at = 0; !english && at < text.n;) {
        struct view clause = cue_clause(text, &at);
        bool one = asks_it(turn, clause);
        size_t from = (size_t)(clause.p - text.p);
        asked |= one;
        if (!one && clause.n) {
            buf_view(&other, fold_original(folded, from, from + clause.n));
            buf_byte(&other, ' ');
        }
    }
    *rest = asked ? view_trim(buf_keep(&other, turn->arena)) : VIEW("");
    buf_free(&other);
    return asked || asks_it(turn, text);
}

/* ---- the answer ---- */

static bool may_choose(const struct talking *turn)
{
    const struct talk_state *state = turn->state;
    return !state->anonymous && !state->confidential && !suggest_is(state);
}

static enum phrase answer_of(const struct talking *turn)
{
    if (HEARS(turn, asks_kept))
        return PHRASE_private_kept;
    if (turn->state->anonymous)
        return PHRASE_kept_anonymous;
    if (turn->state->confidential)
        return PHRASE_kept_confidential;
    return HEARS(turn, asks_name) ? PHRASE_private_name : PHRASE_private_seen;
}

/* What can be chosen is explained once. */
static void say_answer(struct talking *turn)
{
    struct talk_state *state = turn->state;
    enum phrase answer = answer_of(turn);
    say_phrase(turn, answer, TALK_END);
    if (answer == PHRASE_private_seen && may_choose(turn) && !state->wary)
        say_phrase(turn, PHRASE_private_choose, TALK_END);
    state->wary |= answer != PHRASE_private_kept;
}

static bool has_choice(const struct talk_state *state, enum menu_kind kind)
{
    for (size_t i = 0; i < state->menu_count; i++)
        if (state->menu[i].kind == kind)
            return true;
    return false;
}

/* The question comes back, with both choices under it. */
static void ask_on(struct talking *turn)
{
    struct talk_state *state = turn->state;
    question_say(turn);
    if (!state->has_matter || !may_choose(turn) || HEARS(turn, asks_kept))
        return;
    if (!has_choice(state, MENU_ANONYMOUS))
        menu_add_phrase(turn, MENU_ANONYMOUS, PHRASE_choice_anonymous);
    if (!has_choice(state, MENU_CONFIDENTIAL))
        menu_add_phrase(turn, MENU_CONFIDENTIAL, PHRASE_choice_confidential);
}

/* What else was said becomes this turn's message; false: it says nothing. */
static bool hear_rest(struct talking *turn, struct view rest)
{
    const struct talk_input *input = turn->input;
    if (!rest.n)
        return false;
    new_hear(turn, rest);
    if (intake_settles(turn) || wishes(turn) || intake_phone(rest).n)
        return true;
    turn->input = input;
    return false;
}

bool private_asked(struct talking *turn)
{
    struct talk_state *state = turn->state;
    struct view rest;
    if (!turn->input->recognition || !is_asked(turn, &rest))
        return false;
    /* "anonymous, he will fire me" */
    state->anonymous |= state->has_matter && intake_anonymous(turn) && !HEARS(turn, asks_private) &&
                        !HEARS(turn, asks_name);
    say_answer(turn);
    if (hear_rest(turn, rest))
        return false;
    if (state->has_matter && HEARS(turn, harms_teller)) /* whoever handles it should know */
        intake_remember(turn, intake_text(turn->input));
    if (state->pending != PENDING_NOTHING)
        ask_on(turn);
    return true;
}

/* ---- the wish ---- */

/* Says where, when or what it is about as well. */
static bool tells_matter(const struct talking *turn)
{
    const struct recognition *r = turn->input->recognition;
    bool tells = r->time_count || intake_names_area(turn);
    for (size_t i = 0; i < r->category_count; i++)
        tells |= r->categories[i].strong;
    return tells;
}

static void heed(struct talking *turn, bool anonymous, bool confidential)
{
    struct talk_state *state = turn->state;
    state->anonymous |= anonymous;
    state->confidential |= confidential;
    say_phrase(turn, anonymous ? PHRASE_kept_anonymous : PHRASE_kept_confidential, TALK_END);
}

static void ask_again(struct talking *turn, bool anonymous)
{
    if (anonymous && turn->state->pending == PENDING_CONTACT)
        ask_next(turn);
    else
        question_say(turn);
}

/* Before anything was said: it holds for the matter that follows. */
static void begin_with(struct talking *turn)
{
    menu_clear(turn->state);
    state_begin_matter(turn);
    turn->state->pending = PENDING_DETAIL;
    say_phrase(turn, PHRASE_tell, TALK_END);
}

/* It went out a moment ago as it was; nothing is promised that cannot be kept. */
static bool is_too_late(struct talking *turn)
{
    const struct talk_state *state = turn->state;
    if (!hand_has_case(state, turn->input->now) || !state->last_is_case)
        return false;
    say_phrase(turn, PHRASE_private_filed, "case", state->last_case, TALK_END);
    return true;
}

bool private_wish(struct talking *turn)
{
    bool anonymous = intake_anonymous(turn), first = !turn->state->has_matter;
    bool confidential = heard(turn, TALK_CONFIDENTIAL, TALK_WITHIN);
    struct view text = intake_text(turn->input);
    if ((!anonymous && !confidential) || tells_matter(turn) || intake_phone(text).n ||
        (first && utf8_length(text) > WISH_ALONE))
        return false;
    if (first && is_too_late(turn))
        return true;
    heed(turn, anonymous, confidential);
    if (first)
        begin_with(turn);
    else
        ask_again(turn, anonymous);
    return true;
}

bool private_item(struct talking *turn, const struct menu_item *item)
{
    bool anonymous = item->kind == MENU_ANONYMOUS;
    if (!turn->state->has_matter || (!anonymous && item->kind != MENU_CONFIDENTIAL))
        return false;
    heed(turn, anonymous, !anonymous);
    ask_again(turn, anonymous);
    return true;
}
