/* talk_aside: a change of subject. The open draft is put aside, never dropped, and offered back
 * once: as soon as what came between is done, or at once where it was a question with an answer.
 *
 * A clerk hears three kinds. "Leave that, ..." turns away whatever follows. "Forget it, ..." and
 * "by the way, ..." do so only where a question or another matter follows: 算了，松影苑 is an
 * answer. And to "where is it?" people answer with something else altogether (路灯坏了): words of
 * another duty, no place among them. What comes in addition (另外, 对了) waits its turn behind the
 * matter at hand.
 *
 * One draft lies aside at most: who turns away twice goes on from the last. */
#include "gateway/talk/talk_state.h"

#include "dsl/base/utf8.h"
#include "dsl/engine/several.h"
#include "gateway/talk/talk_asks.h"
#include "gateway/talk/talk_away.h"
#include "gateway/talk/talk_facts.h"

enum { HANDED_QUIET = 3600 /* seconds: who is with a person is not asked about drafts */ };

/* ---- what is said behind it ---- */

static bool is_question(const struct recognition *r)
{
    return r->kind == KIND_CONSULT || talk_asks(r);
}

static bool scored(const struct matter *matter, int category)
{
    for (int i = 0; i < matter->category_count; i++)
        if (matter->categories[i].index == category)
            return true;
    return false;
}

/* Speaks of a matter by its own words, and of none that the open one might be. */
static bool is_other(const struct talking *turn, const struct recognition *r)
{
    bool strong = false;
    for (size_t i = 0; i < r->category_count; i++) {
        int category = r->categories[i].index;
        if (category == turn->decision.category || scored(&turn->state->matter, category))
            return false;
        strong |= r->categories[i].strong;
    }
    return strong;
}

bool aside_is_other(const struct talking *turn)
{
    return turn->state->has_matter && is_other(turn, turn->input->recognition);
}

/* Says a matter of the open one's class that is another one (a lamp, a manhole). */
static bool is_another(const struct talking *turn, struct view text)
{
    struct one_part open, more;
    return turn->state->has_matter &&
           several_part(turn->rules, turn->arena, turn->state->said, turn->now, NULL, &open) &&
           several_part(turn->rules, turn->arena, text, turn->now, NULL, &more) &&
           open.matter.category == more.matter.category && !several_same(&open, &more);
}

/* Hears the part as this turn's message; what documents say to the whole text stays. */
static void hear(struct talking *turn, struct view part)
{
    const struct passage *passages = turn->input->passages;
    size_t count = turn->input->passage_count;
    new_hear(turn, view_keep(turn->arena, part));
    struct talk_input *input = ARENA_NEW(turn->arena, struct talk_input);
    *input = *turn->input;
    input->passages = passages;
    input->passage_count = count;
    turn->input = input;
}

/* ---- aside, and back ---- */

/* Several matters that were only offered become one draft. */
static void settle_offer(struct talking *turn)
{
    struct talk_state *state = turn->state;
    const struct talk_input *input = turn->input;
    if (state->pending != PENDING_SEVERAL || !state->held.n)
        return;
    new_hear(turn, state->held);
    state->held = VIEW("");
    intake_take(turn);
    turn->input = input;
}

/* false: there was nothing to put aside. */
static bool put(struct talking *turn)
{
    struct talk_state *state = turn->state;
    settle_offer(turn);
    bool any = state->has_matter && (state->said.n || state->media_count);
    if (any)
        state_put_aside(turn->rules, state, turn->arena);
    state_drop_matter(state);
    turn->no_step = true;
    return any;
}

/* What was put aside is named before the question about what came instead; where that is answered
 * already, the offer to go on says it. */
static void begin_other(struct talking *turn, struct view summary)
{
    struct talk_state *state = turn->state;
    say_phrase(turn, PHRASE_aside_kept, "summary", summary, TALK_END);
    size_t named = turn->said.n;
    new_take(turn);
    if (state->has_matter || state->pending != PENDING_NOTHING || turn->said.n <= named)
        return;
    struct view answer =
        view_keep(turn->arena, view_trim(view_sub(buf_seen(&turn->said), named, turn->said.n)));
    buf_clear(&turn->said);
    say_words(turn, answer);
}

static void turn_to(struct talking *turn, struct view rest)
{
    struct talk_state *state = turn->state;
    struct view summary = state->has_matter ? say_summary(turn, false) : VIEW("");
    bool kept = put(turn);
    if (!rest.n) {
        turn->hold_aside = true;
        if (kept)
            say_phrase(turn, PHRASE_aside_kept, "summary", summary, TALK_END);
        else
            say_phrase(turn, PHRASE_restarted, TALK_END);
        return;
    }
    hear(turn, rest);
    if (kept)
        begin_other(turn, summary);
    else
        new_take(turn);
}

void aside_next(struct talking *turn)
{
    struct talk_state *state = turn->state;
    bool quiet = state->handed && turn->input->now - state->handed < HANDED_QUIET;
    if (!state->aside.n || state->has_matter || state->pending != PENDING_NOTHING || quiet ||
        turn->hold_aside || turn->effects->erase || state->menu_count)
        return;
    if (!state_take_back(turn->rules, state, turn->arena))
        return;
    ask_decide(turn);
    turn->no_step = true;
    state->pending = PENDING_DRAFT;
    question_say(turn);
}

/* ---- hearing it ---- */

static bool heard_whole(const struct recognition *r)
{
    for (int list = 0; list < TALK_LISTS; list++)
        if (r->talk[list] == TALK_WHOLE)
            return true;
    return false;
}

/* Does it wait already? */
static bool is_listed(const struct talking *turn, struct view text)
{
    const struct talk_state *state = turn->state;
    struct one_part more, listed;
    if (!several_part(turn->rules, turn->arena, text, turn->now, NULL, &more))
        return false;
    for (size_t i = 0; i < state->listed_count; i++)
        if (several_part(turn->rules, turn->arena, state->listed[i], turn->now, NULL, &listed) &&
            several_same(&listed, &more))
            return true;
    return false;
}

/* In addition, not instead: it waits behind the matter at hand. */
static bool list_for_later(struct talking *turn, struct view rest)
{
    struct talk_state *state = turn->state;
    if (state->listed_count == MATTERS_MAX || !state->has_matter)
        return false;
    struct view text = view_keep(turn->arena, utf8_head(rest, TALK_TEXT_MAX));
    if (!is_listed(turn, rest))
        state->listed[state->listed_count++] = text;
    say_phrase(turn, PHRASE_listed_later, "text", text, TALK_END);
    question_say(turn);
    return true;
}

/* "Forget it, how do I ..." and "by the way, the lamp too ...". */
static bool take_perhaps(struct talking *turn, struct view rest)
{
    const struct recognition *r = recognise(turn->rules, turn->arena, rest);
    bool asks = is_question(r), other = is_other(turn, r);
    if (HEARS(turn, instead)) {
        if (asks || other)
            turn_to(turn, rest);
        return asks || other;
    }
    return (other || is_another(turn, rest)) && !asks && list_for_later(turn, rest);
}

/* "Leave that, ...": what follows and is no matter and no question is an answer after all. */
static bool take_plain(struct talking *turn, struct view rest)
{
    const struct recognition *r = recognise(turn->rules, turn->arena, rest);
    bool other = !rest.n || is_question(r) || r->category_count || r->kind != NONE;
    if (other)
        turn_to(turn, rest);
    else
        hear(turn, rest);
    return other;
}

/* To "where is it?": another duty's words, and no place. Who has said where and is asked for the
 * street tells on. */
static bool is_elsewhere(struct talking *turn)
{
    const struct recognition *r = turn->input->recognition;
    bool said = turn->state->pending == PENDING_STREET && turn->state->place_text.n;
    if (!ask_is_place(turn) || said || intake_names_area(turn) || HEARS(turn, tells_after) ||
        place_leads(turn))
        return false;
    struct mentions found = talk_mentions(r, turn->now, turn->arena);
    for (size_t i = 0; i < found.n; i++)
        if (found.at[i].kind == MENTION_PLACE && !found.at[i].relative)
            return false;
    return away_names_trouble(r);
}

/* "The lamp is broken too", to "a picture?": another matter, and the one at hand goes on. */
static bool is_besides(struct talking *turn)
{
    enum pending pending = turn->state->pending;
    const struct recognition *r = turn->input->recognition;
    bool adds = HEARS(turn, besides) || HEARS(turn, besides_first);
    if (pending < PENDING_TIME || pending > PENDING_READBACK || !adds || !is_other(turn, r) ||
        HEARS(turn, neglects))
        return false;
    struct decision decision = intake_alone(turn);
    return decision.category != NONE && decision.ask != ASK_CATEGORY;
}

/* While a question waits for "shall a colleague answer it?": a matter by itself, and no more about
 * the question. */
static bool is_behind_question(const struct talking *turn, const struct recognition *r)
{
    if (turn->state->pending != PENDING_PERSON || turn->state->matter.kind != KIND_CONSULT)
        return false;
    return r->act == ACT_wants &&
           (is_other(turn, r) || near_surely(turn) || intake_alone(turn).status == DECIDE_DUTY);
}

/* Another matter, though nothing says that the subject changes. */
static bool is_other_unsaid(struct talking *turn, const struct recognition *r)
{
    if (!turn->state->has_matter || is_question(r))
        return false;
    bool draft = turn->state->pending == PENDING_DRAFT && !intake_names_area(turn);
    return is_behind_question(turn, r) || (is_other(turn, r) && (draft || is_elsewhere(turn)));
}

bool aside_take(struct talking *turn)
{
    const struct talk_state *state = turn->state;
    const struct recognition *r = turn->input->recognition;
    struct view rest;
    bool open = state->has_matter || state->pending != PENDING_NOTHING;
    if (!open || !r || heard_whole(r) || state->pending == PENDING_TELL ||
        state->pending == PENDING_SUGGEST)
        return false;
    enum away away = away_from(r, &rest);
    if (away == AWAY_PLAINLY)
        return take_plain(turn, rest);
    if (away == AWAY_PERHAPS)
        return take_perhaps(turn, rest);
    if (state->has_matter && !is_question(r) && is_besides(turn))
        return list_for_later(turn, intake_text(turn->input));
    bool other = is_other_unsaid(turn, r);
    if (other)
        turn_to(turn, intake_text(turn->input));
    return other;
}
