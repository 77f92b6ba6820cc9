/* talk: one turn of the conversation.
 *
 * What a message may be is tried in a fixed order, the way a good clerk listens: is anybody in
 * danger; is it a picture or a place; is it a wish about the talk itself (cancel, back, a person);
 * is it the answer to what was asked; is it something new about the matter; is it a question that a
 * document answers. Whatever was answered beside the matter, the pending question comes back once.
 *
 * The function is pure: the same rules, state, message and reads give the same effects. */
#include "gateway/talk/talk_state.h"

#include "dsl/base/hash.h"
#include "dsl/base/utf8.h"

enum { DRAFT_AFTER_SECONDS = 7200, SAME_AGAIN_SECONDS = 600, TOPIC_LENGTH = 10 };

bool heard(const struct talking *turn, enum talk_list list, enum talk_hit least)
{
    const struct recognition *r = turn->input->recognition;
    return r && r->talk[list] >= least;
}

static bool reveals_matter(const struct talking *turn)
{
    const struct recognition *r = turn->input->recognition;
    for (size_t i = 0; i < r->evidence_count; i++)
        if (r->evidence[i].use != USE_AREA && r->evidence[i].use != USE_PERIOD)
            return true;
    return false;
}

static struct view message_text(const struct talk_input *input)
{
    return view_trim(input->message->text);
}

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
        needs->enterprise_name = message_text(input);
    else if (r->talk[TALK_MY_POLICIES])
        needs->enterprise_code = state->enterprise;
}

/* ---- taking in ---- */

/* Chinese characters make a talk Chinese; three Latin letters without any make it English. */
static void settle_language(struct talking *turn)
{
    struct view text = message_text(turn->input);
    int letters = 0;
    for (size_t at = 0; at < text.n;) {
        uint32_t c = utf8_next(text, &at);
        if (c >= 0x2e80) {
            turn->state->language = LANGUAGE_ZH;
            return;
        }
        letters += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
    if (letters >= 3 && turn->input->message->kind == IN_TEXT && !turn->state->menu_count)
        turn->state->language = LANGUAGE_EN;
}

static void remember(struct talking *turn, struct view text)
{
    struct talk_state *state = turn->state;
    struct buf all;
    buf_init(&all, TALK_TEXT_MAX);
    buf_view(&all, state->said);
    if (all.n)
        buf_byte(&all, '\n');
    buf_view(&all, utf8_head(text, TALK_TEXT_MAX - all.n));
    state->said = buf_keep(&all, turn->arena);
    buf_free(&all);
}

static void take_in(struct talking *turn)
{
    state_begin_matter(turn);
    remember(turn, message_text(turn->input));
    matter_reveal(turn->rules, &turn->state->matter, turn->input->recognition, turn->now);
    turn->state->matter.emergency |= heard(turn, TALK_EMERGENCY, TALK_WITHIN);
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
        state->place_text = view_keep(turn->arena, message_text(turn->input));
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

/* ---- wishes about the talk itself ---- */

static void go_back(struct talking *turn)
{
    if (!state_pop_undo(turn)) {
        say_phrase(turn, PHRASE_nothing_to_undo, NULL);
        ask_pending(turn);
        return;
    }
    turn->state->skipped = 0;
    ask_next(turn);
}

static void begin_change(struct talking *turn)
{
    struct talk_state *state = turn->state;
    const struct recognition *r = turn->input->recognition;
    state_push_undo(turn);
    for (size_t i = 0; r && i < r->evidence_count; i++)
        if (r->evidence[i].use == USE_AREA) {
            state->place_text = VIEW("");
            take_in(turn);
            ask_next(turn);
            return;
        }
    state->pending = PENDING_CHANGE;
    ask_pending(turn);
}

static void drop(struct talking *turn, enum phrase phrase)
{
    state_drop_matter(turn->state);
    say_phrase(turn, phrase, NULL);
}

static bool wish_consent(struct talking *turn)
{
    if (heard(turn, TALK_OPTOUT, TALK_WHOLE)) {
        turn->effects->consent = CONSENT_WITHDRAWN;
        say_phrase(turn, PHRASE_optout_done, NULL);
    } else if (heard(turn, TALK_OPTIN, TALK_WHOLE)) {
        turn->effects->consent = CONSENT_GIVEN;
        say_phrase(turn, PHRASE_optin_done, NULL);
    } else {
        return false;
    }
    return true;
}

static void person(struct talking *turn)
{
    if (!turn->state->has_matter)
        take_in(turn);
    decide(turn->rules, &turn->state->matter, &turn->decision);
    file_to_person(turn);
}

static bool wish_in_matter(struct talking *turn)
{
    if (heard(turn, TALK_CANCEL, TALK_WHOLE))
        drop(turn, PHRASE_cancelled);
    else if (heard(turn, TALK_RESTART, TALK_WHOLE))
        drop(turn, PHRASE_restarted);
    else if (heard(turn, TALK_BACK, TALK_WHOLE))
        go_back(turn);
    else if (heard(turn, TALK_REPEAT, TALK_WHOLE))
        ask_pending(turn);
    else if (turn->state->has_matter && heard(turn, TALK_CHANGE, TALK_WITHIN))
        begin_change(turn);
    else
        return false;
    return true;
}

static void back_to_question(struct talking *turn)
{
    if (turn->state->pending == PENDING_NOTHING || turn->state->pending == PENDING_CODE)
        return;
    if (turn->state->has_matter)
        say_phrase(turn, PHRASE_back_to_question, NULL);
    ask_pending(turn);
}

static bool wish_for_service(struct talking *turn)
{
    struct view number, code;
    enum pending before = turn->state->pending;
    if (service_case_number(turn->input->message->text, &number, &code)) {
        if (before == PENDING_CODE)
            turn->state->pending = PENDING_NOTHING;
        service_case_asked(turn);
    } else if (before == PENDING_ENTERPRISE || heard(turn, TALK_MY_POLICIES, TALK_WITHIN)) {
        service_enterprise(turn);
        return true;
    } else if (heard(turn, TALK_PROGRESS, TALK_WHOLE) ||
               (heard(turn, TALK_PROGRESS, TALK_WITHIN) && !turn->state->has_matter &&
                !reveals_matter(turn))) {
        service_progress(turn);
    } else if (heard(turn, TALK_RATE, TALK_WHOLE)) {
        service_rate_begin(turn);
        return true;
    } else {
        return false;
    }
    back_to_question(turn);
    return true;
}

static bool take_wish(struct talking *turn)
{
    if (!turn->input->recognition)
        return false;
    if (wish_consent(turn) || wish_in_matter(turn) || wish_for_service(turn))
        return true;
    if (heard(turn, TALK_PERSON, TALK_WHOLE)) {
        person(turn);
        return true;
    }
    return false;
}

/* ---- answers ---- */

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
    drop(turn, PHRASE_restarted);
}

/* An item of the menu, whatever was asked. true: it was one that means something here. */
static bool take_item(struct talking *turn, const struct menu_item *item)
{
    struct talk_state *state = turn->state;
    switch (item->kind) {
    case MENU_CANCEL:
        drop(turn, PHRASE_cancelled);
        return true;
    case MENU_RESTART:
        draft_taken(turn, false);
        return true;
    case MENU_PERSON:
        person(turn);
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
    struct view text = message_text(turn->input);
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
        person(turn);
    else
        drop(turn, PHRASE_cancelled);
    return true;
}

/* The place in the citizen's words: kept as it is, and resolved as far as it goes. */
static void take_place(struct talking *turn)
{
    struct talk_state *state = turn->state;
    int before = state->matter.place_count;
    state->place_text = view_keep(turn->arena, message_text(turn->input));
    take_in(turn);
    if (before == state->matter.place_count && turn->state->pending == PENDING_STREET)
        state->matter.place_unknown = true;
}

/* A typed answer to what was asked. false: it is something else. */
static bool take_typed(struct talking *turn)
{
    struct talk_state *state = turn->state;
    const struct recognition *r = turn->input->recognition;
    if (!r)
        return false;
    if (heard(turn, TALK_UNKNOWN, TALK_WHOLE) || heard(turn, TALK_SKIP, TALK_WHOLE)) {
        struct menu_item unknown = {.kind = MENU_UNKNOWN};
        return take_item(turn, &unknown);
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
            remember(turn, message_text(turn->input));
        }
        break;
    case PENDING_STREET:
        take_place(turn);
        break;
    case PENDING_TIME:
    case PENDING_DETAIL:
        take_in(turn);
        if (state->pending == PENDING_TIME)
            state->skipped |= COLLECT_TIME;
        break;
    case PENDING_CONTACT:
        if (!take_contact(turn))
            return false;
        break;
    case PENDING_SUGGEST:
        take_in(turn);
        state->matter.kind = KIND_SUGGEST;
        break;
    default:
        return false;
    }
    ask_next(turn);
    return true;
}

/* ---- something new ---- */

static void offer_person(struct talking *turn)
{
    take_in(turn);
    menu_clear(turn->state);
    say_phrase(turn, PHRASE_answer_unknown, NULL);
    turn->state->pending = PENDING_PERSON;
    ask_pending(turn);
}

static void new_suggestion(struct talking *turn)
{
    if (utf8_length(message_text(turn->input)) < TOPIC_LENGTH) {
        state_begin_matter(turn);
        turn->state->pending = PENDING_SUGGEST;
        ask_pending(turn);
        return;
    }
    take_in(turn);
    ask_next(turn);
}

/* The first message of a matter, or one that stands alone. */
static void take_new(struct talking *turn)
{
    const struct recognition *r = turn->input->recognition;
    bool question = r->kind == KIND_CONSULT;
    if ((question || !reveals_matter(turn)) && service_answer(turn))
        return;
    if (question) {
        offer_person(turn);
    } else if (r->kind == KIND_SUGGEST) {
        new_suggestion(turn);
    } else if (!turn->state->greeted && !reveals_matter(turn)) {
        welcome(turn);
    } else {
        take_in(turn);
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
        back_to_question(turn);
        return;
    }
    if (r->evidence_count || r->time_count) {
        state_push_undo(turn);
        take_in(turn);
        state->misunderstood = 0;
        ask_next(turn);
        return;
    }
    if (++state->misunderstood >= 2) {
        remember(turn, message_text(turn->input));
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
    state->held = view_keep(turn->arena, message_text(turn->input));
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
    if (state->pending == PENDING_RATE && (item || !take_wish(turn))) {
        service_rate_take(turn, item);
        return;
    }
    if (stale) {
        say_phrase(turn, PHRASE_ask_again, NULL);
        ask_pending(turn);
        return;
    }
    if (item && take_item(turn, item))
        return;
    if (state->pending == PENDING_RATE || take_wish(turn) || !turn->input->recognition)
        return;
    if (offer_draft(turn, gap) || take_typed(turn))
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
    settle_language(&turn);
    if (state->has_matter)
        decide(rules, &state->matter, &turn.decision);
    take_message(&turn, state->touched ? input->now - state->touched : 0);
    state->touched = input->now;
    state->greeted = true;
    say_done(&turn);
    buf_free(&turn.said);
}
