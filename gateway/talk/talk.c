/* talk: one turn of the conversation.
 *
 * What a message may be is tried in a fixed order, the way a good clerk listens: is anybody in
 * danger; does an officer have the talk; is it a picture or a place; is it one of the choices; a
 * wish about the talk itself (cancel, back, a person); a question that a document answers; the
 * answer to what was asked; something new. Whatever was answered beside the matter, the pending
 * question comes back once.
 *
 * The function is pure: the same rules, state, message and reads give the same effects. */
#include "gateway/talk/talk_asked.h"
#include "gateway/talk/talk_follow.h"
#include "gateway/talk/talk_state.h"

#include "gateway/talk/talk_act.h"
#include "gateway/talk/talk_asks.h"
#include "gateway/talk/talk_danger.h"

enum { PLACE_WORDS = 300, TWICE_SECONDS = 600 };

/* Which cases: the person's own, or one by number and code. */
static void need_cases(const struct talk_state *state, const struct talk_input *input,
                       struct talk_needs *needs)
{
    const struct recognition *r = input->recognition;
    service_case_named(intake_text(input), &needs->case_number, &needs->case_code);
    bool cancel = r->talk[TALK_CANCEL] == TALK_WHOLE && !state->has_matter;
    needs->cases = needs->case_number.n || hand_has_case(state, input->now) ||
                   act_is(state, input, ACT_returns) || r->talk[TALK_PROGRESS] ||
                   r->talk[TALK_RATE] || cancel || state->pending == PENDING_WITHDRAW ||
                   state->pending == PENDING_RATE || talk_feeds_back(r) || talk_says_undone(r) ||
                   talk_lost_number(r) || (state->handed && talk_refuses_person(r)) ||
                   (state->last_case.n && (talk_asks_when_done(r) || talk_says_over(r)));
    if (!needs->case_code.n)
        needs->case_number = VIEW("");
}

/* Which enterprise: the one named, the one bound, or the one whose phone this is. */
static void need_enterprise(const struct talk_state *state, const struct talk_input *input,
                            struct talk_needs *needs)
{
    struct view code = policies_code(intake_text(input));
    if (code.n)
        needs->enterprise_name = code;
    else if (state->pending == PENDING_ENTERPRISE)
        needs->enterprise_name = intake_text(input);
    else if (input->recognition->talk[TALK_MY_POLICIES] && state->enterprise.n)
        needs->enterprise_code = state->enterprise;
    else if (input->recognition->talk[TALK_MY_POLICIES] && input->channel == CHANNEL_SMS)
        needs->enterprise_name = input->message->sender;
}

static bool is_idea_under_way(const struct talk_state *state)
{
    return suggest_is(state) || state->pending == PENDING_SUGGEST || state->pending == PENDING_JOIN;
}

/* Beside cases: nothing for an ordinary message. */
static unsigned civic_needs(const struct talk_state *state, const struct talk_input *input,
                            bool cases)
{
    const struct recognition *r = input->recognition;
    unsigned needs = is_idea_under_way(state) ? CIVIC_NEED_CAMPAIGNS : 0u;
    if (state->member && !state->has_matter && input->message->kind == IN_IMAGE)
        needs |= CIVIC_NEED_LAST | CIVIC_NEED_MEMBER;
    if (!r)
        return needs;
    if (r->kind == KIND_SUGGEST || r->talk[TALK_WISH])
        needs |= CIVIC_NEED_CAMPAIGNS;
    if (r->talk[TALK_JOIN])
        needs |= CIVIC_NEED_CAMPAIGNS | CIVIC_NEED_MEMBER;
    if (r->talk[TALK_WISHES])
        needs |= CIVIC_NEED_WISHES | CIVIC_NEED_MEMBER;
    if (r->talk[TALK_POINTS])
        needs |= CIVIC_NEED_POINTS;
    return cases ? needs | CIVIC_NEED_IDEAS : needs;
}

void talk_needs(const struct rules *rules, const struct talk_state *state,
                const struct talk_input *input, struct talk_needs *needs)
{
    struct talk_input heard;
    struct recognition recognition;
    (void)rules;
    input = act_heard(state, input, &heard, &recognition);
    *needs = (struct talk_needs){.cases = state->pending == PENDING_WITHDRAW};
    needs->civic = civic_needs(state, input, false);
    if (input->recognition)
        guide_need(rules, input, needs);
    duty_need(rules, state, input, needs);
    if (!input->recognition)
        return;
    need_cases(state, input, needs);
    needs->civic = civic_needs(state, input, needs->cases || needs->case_number.n);
    need_enterprise(state, input, needs);
}

/* ---- media and places ---- */

static void take_media(struct talking *turn)
{
    struct talk_state *state = turn->state;
    const struct inbound *message = turn->input->message;
    struct view id = message->media_id.n ? message->media_id : message->media_url;
    if ((message->kind == IN_IMAGE && member_picture(turn, id)) || hand_add_media(turn, id))
        return;
    state_begin_matter(turn);
    if (state->media_count < TALK_MEDIA_MAX)
        state->media[state->media_count++] = view_keep(turn->arena, id);
    say_phrase(turn, PHRASE_photo_taken, TALK_END);
    if (state->pending == PENDING_PHOTO || state->pending == PENDING_NOTHING)
        ask_next(turn);
    else
        question_say(turn);
}

static void take_location(struct talking *turn)
{
    if (hand_add_location(turn))
        return;
    state_begin_matter(turn);
    int area = place_take(turn);
    if (area != NONE)
        say_phrase(turn, PHRASE_location_taken, "place",
                   rules_display(turn->rules, NOUN_AREA, area, turn->state->language), TALK_END);
    ask_next(turn);
}

/* true: the message was one of these. */
static bool take_other_kinds(struct talking *turn)
{
    switch (turn->input->message->kind) {
    case IN_SUBSCRIBE:
        say_welcome(turn);
        return true;
    case IN_UNSUBSCRIBE:
        turn->effects->erase = true;
        turn->effects->consent = CONSENT_WITHDRAWN;
        *turn->state = *talk_new(turn->arena);
        return true;
    case IN_RECEIPT:
    case IN_EVENT:
        return true;
    case IN_IMAGE:
    case IN_VIDEO:
        take_media(turn);
        return true;
    case IN_LOCATION:
        take_location(turn);
        return true;
    case IN_VOICE:
        if (turn->input->message->text.n)
            return false;
        say_phrase(turn, PHRASE_voice_unclear, TALK_END);
        return true;
    default:
        return false;
    }
}

/* ---- words ---- */

/* A button of an older message: pressed twice, or long after. */
static void take_stale(struct talking *turn)
{
    struct talk_state *state = turn->state;
    bool filed = state->last_case.n && turn->input->now - state->last_filed < TWICE_SECONDS;
    if (state->pending != PENDING_NOTHING)
        say_phrase(turn, PHRASE_ask_again, TALK_END);
    else if (filed)
        say_phrase(turn, PHRASE_already_filed, "case", state->last_case, TALK_END);
    if (state->pending != PENDING_NOTHING || !filed)
        question_say(turn);
}

/* The choices under an answer go with that answer alone. */
static void drop_report(struct talk_state *state)
{
    if (state->menu_count && (state->menu[0].kind == MENU_REPORT || duty_has_headings(state)))
        menu_clear(state);
}

static void take_words(struct talking *turn, int64_t gap)
{
    bool stale;
    const struct menu_item *item = menu_picked(turn, &stale);
    if (item && answer_item(turn, item))
        return;
    drop_report(turn->state);
    if (stale)
        take_stale(turn);
    else if (hand_danger(turn) || hand_calm(turn) || private_asked(turn) || aside_take(turn) ||
             stop_take(turn) || wish_take(turn))
        return;
    else if (!turn->input->recognition)
        question_say(turn);
    else if (!new_question(turn) && !new_after_pause(turn, gap) && !answer_typed(turn))
        new_take(turn);
}

/* Something is begun that may be danger, and nothing that an answer goes on to; or what sounds like
 * danger is a question that is answered, or may be a remark: that costs one line. What is danger
 * for sure goes to a person at once. */
static bool begins_near_danger(const struct talking *turn)
{
    const struct talk_state *state = turn->state;
    const struct recognition *r = turn->input->recognition;
    if (danger_asked_about(r) || hand_perhaps_danger(turn))
        return !state->taken;
    return !state->taken && !state->has_matter && state->pending == PENDING_NOTHING &&
           !follow_has_subject(state, turn->input->now) && danger_near(r) &&
           !asked_likely(turn->rules, r);
}

static void take_message(struct talking *turn, int64_t gap)
{
    if (hand_hears_danger(turn))
        hand_say_numbers(turn);
    else if (begins_near_danger(turn))
        say_if_danger(turn);
    if (turn->state->taken && turn->input->message->kind != IN_UNSUBSCRIBE)
        person_listen(turn);
    else if (!take_other_kinds(turn))
        take_words(turn, gap);
}

/* What this talk came to by now, for counting; the talk itself never asks. */
static void note_steps(struct talking *turn, int64_t gap)
{
    struct talk_state *state = turn->state;
    const struct talk_effects *effects = turn->effects;
    const struct case_filing *filing = effects->filing;
    unsigned before = gap > TALK_PAUSE ? 0 : state->steps;
    unsigned now = before | TALK_BEGUN;
    if (state->has_matter || filing || effects->follow.n || turn->answered)
        now |= TALK_ASKED;
    if (turn->answered || effects->follow.n || (filing && filing->category.n) ||
        (state->has_matter && turn->decision.status != DECIDE_NOTHING))
        now |= TALK_UNDERSTOOD;
    now |= turn->answered ? TALK_ANSWERED : 0u;
    now |= filing ? TALK_FILED : 0u;
    now |= filing && !filing->dispatched ? TALK_HANDED : 0u;
    now |= effects->follow.n ? TALK_JOINED : 0u;
    turn->effects->steps = now & ~before;
    state->steps = now;
}

void talk_turn(const struct rules *rules, struct talk_state *state, const struct talk_input *input,
               const struct talk_reads *reads, struct arena *arena, struct talk_effects *effects)
{
    struct talk_input heard;
    struct recognition recognition;
    struct talking turn = {.rules = rules,
                           .state = state,
                           .input = act_heard(state, input, &heard, &recognition),
                           .reads = reads,
                           .arena = arena,
                           .effects = effects,
                           .now = civil_local(input->now, CHINA_OFFSET_MINUTES)};
    *effects = (struct talk_effects){0};
    buf_init(&turn.said, SAID_MAX);
    if (!state->touched)
        state->language = input->language;
    intake_language(&turn);
    if (state->has_matter)
        ask_decide(&turn);
    struct view before = undo_before(&turn);
    int64_t gap = state->touched ? input->now - state->touched : 0;
    take_message(&turn, gap);
    if (!state->taken) {
        several_next(&turn);
        aside_next(&turn);
        undo_keep(&turn, before);
        follow_keep(&turn);
        note_steps(&turn, gap);
    }
    state->touched = effects->erase ? 0 : input->now;
    state->greeted = !effects->erase;
    size_t menu = state->menu_count;
    if (state->taken) /* the choices wait with their question */
        state->menu_count = 0;
    say_done(&turn);
    if (state->taken)
        state->menu_count = menu;
    buf_free(&turn.said);
}
