/* talk: one turn of the conversation.
 *
 * What a message may be is tried in a fixed order, the way a good clerk listens: is anybody in
 * danger; is it a picture or a place; is it a wish about the talk itself (cancel, back, a person);
 * is it the answer to what was asked; is it something new about the matter; is it a question that a
 * document answers. Whatever was answered beside the matter, the pending question comes back once.
 *
 * The function is pure: the same rules, state, message and reads give the same effects. */
#include "gateway/talk/talk_state.h"

#include "dsl/base/utf8.h"

enum { DRAFT_AFTER_SECONDS = 7200, TOPIC_LENGTH = 10 };

void talk_needs(const struct rules *rules, const struct talk_state *state,
                const struct talk_input *input, struct talk_needs *needs)
{
    (void)rules;
    const struct recognition *r = input->recognition;
    *needs = (struct talk_needs){0};
    if (input->message->kind == IN_CHOICE && state->pending == PENDING_RATE)
        return;
    if (!r)
        return;
    needs->cases = r->talk[TALK_PROGRESS] || r->talk[TALK_RATE];
    if (service_case_number(input->message->text, &needs->case_number, &needs->case_code))
        needs->cases = false;
    if (state->pending == PENDING_ENTERPRISE)
        needs->enterprise_name = intake_text(input);
    else if (r->talk[TALK_MY_POLICIES])
        needs->enterprise_code = state->enterprise;
}

static void welcome(struct talking *turn)
{
    turn->state->greeted = true;
    say_phrase(turn, PHRASE_welcome, "district",
        rules_district_name(turn->rules, turn->state->language), NULL);
}

/* ---- media and places ---- */

static void take_media(struct talking *turn)
{
    struct talk_state *state = turn->state;
    const struct inbound *message = turn->input->message;
    struct view id = message->media_id.n ? message->media_id : message->media_url;
    state_begin_matter(turn);
    if (state->media_count < TALK_MEDIA_MAX)
        state->media[state->media_count++] = view_keep(turn->arena, id);
    say_phrase(turn, PHRASE_photo_taken, NULL);
    if (state->pending == PENDING_PHOTO || state->pending == PENDING_NOTHING)
        ask_next(turn);
    else
        ask_pending(turn);
}

static void take_location(struct talking *turn)
{
    struct talk_state *state = turn->state;
    const struct inbound *message = turn->input->message;
    state_begin_matter(turn);
    state->has_point = true;
    state->latitude = message->latitude;
    state->longitude = message->longitude;
    if (message->text.n)
        state->place_text = view_keep(turn->arena, intake_text(turn->input));
    int area = rules_nearest_area(turn->rules, message->latitude, message->longitude, 5000);
    if (area != NONE) {
        state->matter.places[0] = area;
        state->matter.place_count = 1;
        say_phrase(turn, PHRASE_location_taken, "place",
            rules_display(turn->rules, NOUN_AREA, area, state->language), NULL);
    }
    ask_next(turn);
}

/* true: the message was one of these. */
static bool take_other_kinds(struct talking *turn)
{
    switch (turn->input->message->kind) {
    case IN_SUBSCRIBE:
        welcome(turn);
        return true;
    case IN_UNSUBSCRIBE:
        turn->effects->erase = true;
        turn->effects->consent = CONSENT_WITHDRAWN;
        state_drop_matter(turn->state);
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
        say_phrase(turn, PHRASE_voice_unclear, NULL);
        return true;
    default:
        return false;
    }
}

/* ---- something new ---- */

static void offer_person(struct talking *turn)
{
    intake_take(turn);
    menu_clear(turn->state);
    say_phrase(turn, PHRASE_answer_unknown, NULL);
    turn->state->pending = PENDING_PERSON;
    ask_pending(turn);
}

static void new_suggestion(struct talking *turn)
{
    if (utf8_length(intake_text(turn->input)) < TOPIC_LENGTH) {
        state_begin_matter(turn);
        turn->state->pending = PENDING_SUGGEST;
        ask_pending(turn);
        return;
    }
    intake_take(turn);
    ask_next(turn);
}

/* The first message of a matter, or one that stands alone. */
static void take_new(struct talking *turn)
{
    const struct recognition *r = turn->input->recognition;
    bool question = r->kind == KIND_CONSULT;
    if ((question || !intake_reveals(turn)) && service_answer(turn))
        return;
    if (question) {
        offer_person(turn);
    } else if (r->kind == KIND_SUGGEST) {
        new_suggestion(turn);
    } else if (!turn->state->greeted && !intake_reveals(turn)) {
        welcome(turn);
    } else {
        intake_take(turn);
        ask_next(turn);
    }
}

/* Something else than an answer, in the middle of a matter. */
static void take_beside(struct talking *turn)
{
    struct talk_state *state = turn->state;
    const struct recognition *r = turn->input->recognition;
    bool question = r->kind == KIND_CONSULT && state->pending != PENDING_DETAIL;
    if (question && service_answer(turn)) {
        wish_back_to_question(turn);
        return;
    }
    if (r->evidence_count || r->time_count) {
        state_push_undo(turn);
        intake_take(turn);
        state->misunderstood = 0;
        ask_next(turn);
        return;
    }
    if (++state->misunderstood >= 2) {
        intake_remember(turn, intake_text(turn->input));
        say_phrase(turn, PHRASE_not_understood_again, NULL);
        menu_clear(state);
        state->pending = PENDING_PERSON;
    } else {
        say_phrase(turn, PHRASE_ask_again, NULL);
    }
    ask_pending(turn);
}

static bool offer_draft(struct talking *turn, int64_t gap)
{
    struct talk_state *state = turn->state;
    if (!state->has_matter || gap < DRAFT_AFTER_SECONDS || state->pending == PENDING_DRAFT)
        return false;
    state->held = view_keep(turn->arena, intake_text(turn->input));
    state->pending = PENDING_DRAFT;
    ask_pending(turn);
    return true;
}

static void take_message(struct talking *turn, int64_t gap)
{
    struct talk_state *state = turn->state;
    if (heard(turn, TALK_EMERGENCY, TALK_WITHIN))
        say_phrase(turn, PHRASE_emergency, NULL);
    if (take_other_kinds(turn))
        return;
    bool stale;
    const struct menu_item *item = menu_picked(turn, &stale);
    if (state->pending == PENDING_RATE && (item || !wish_take(turn))) {
        service_rate_take(turn, item);
        return;
    }
    if (stale) {
        say_phrase(turn, PHRASE_ask_again, NULL);
        ask_pending(turn);
        return;
    }
    if (item && answer_item(turn, item))
        return;
    if (state->pending == PENDING_RATE || wish_take(turn) || !turn->input->recognition)
        return;
    if (offer_draft(turn, gap) || answer_typed(turn))
        return;
    if (state->has_matter)
        take_beside(turn);
    else
        take_new(turn);
}

void talk_turn(const struct rules *rules, struct talk_state *state, const struct talk_input *input,
               const struct talk_reads *reads, struct arena *arena, struct talk_effects *effects)
{
    struct talking turn = {.rules = rules,
                        .state = state,
                        .input = input,
                        .reads = reads,
                        .arena = arena,
                        .effects = effects,
                        .now = civil_local(input->now, CHINA_OFFSET_MINUTES)};
    *effects = (struct talk_effects){0};
    buf_init(&turn.said, TALK_TEXT_MAX * 2);
    if (!state->greeted && !state->touched)
        state->language = input->language;
    intake_language(&turn);
    if (state->has_matter)
        decide(rules, &state->matter, &turn.decision);
    take_message(&turn, state->touched ? input->now - state->touched : 0);
    state->touched = input->now;
    state->greeted = true;
    say_done(&turn);
    buf_free(&turn.said);
}
