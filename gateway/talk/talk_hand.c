/* talk_hand: a person in time. Nobody is left alone with a machine that does not get on: a case
 * goes to the dispatch desk as it stands when the citizen asks for it, after two
 * misunderstandings (or three times the same question), behind as many questions as the district
 * allows (转人工), and at once where somebody may be in danger. It takes along all that was said,
 * the candidates with their reasons, and why; the citizen is told so in the same breath, with the
 * number and by when somebody looks.
 *
 * Nothing is read back then: who is in danger has no time for it, and who was not understood twice
 * will not be the third time. What the citizen writes within the next hour and what is no new
 * matter is put to the case, so that nobody has to say it again; to a case that went to its desk,
 * what comes within ten minutes: the number that was not given, the picture that took so long. */
#include "gateway/talk/talk_facts.h"

#include "dsl/base/utf8.h"
#include "gateway/talk/talk_asks.h"
#include "gateway/talk/talk_away.h"
#include "gateway/talk/talk_danger.h"
#include "gateway/talk/talk_short.h"

enum {
    ADD_SECONDS = 3600,
    DANGER_SECONDS = 900,
    FILED_ADD_SECONDS = 600,
    SAID_LEAST = 4, /* characters */
    OPENER = 15,    /* bytes */
    PLACE_WORDS = 300,
    REPEATED_MOST = 3,
    CALM_MOST = 20,   /* characters */
    NUMBER_MOST = 26, /* the same, with the number */
    AREA_METRES = 5000
};

static enum talk_call call_of(enum handed why)
{
    switch (why) {
    case HANDED_DANGER:
        return CALL_DANGER;
    case HANDED_ASKED:
        return CALL_ASKED;
    case HANDED_MISUNDERSTOOD:
    case HANDED_QUESTIONS:
        return CALL_MISUNDERSTOOD;
    default:
        return CALL_NONE;
    }
}

void hand_say_numbers(struct talking *turn)
{
    struct danger_numbers numbers = danger_numbers_for(turn->input->recognition, turn->arena,
                                                       turn->state->language == LANGUAGE_EN);
    turn->effects->call = CALL_DANGER;
    say_phrase(turn, PHRASE_emergency, "number", numbers.first, "others", numbers.others, TALK_END);
}

void hand_over(struct talking *turn, enum handed why)
{
    struct talk_state *state = turn->state;
    if (turn->effects->call < call_of(why))
        turn->effects->call = call_of(why);
    bool placed = state->matter.place_count > 0 || state->place_text.n || state->has_point;
    ask_decide(turn);
    if (why == HANDED_DANGER)
        ask_advise(turn);
    file_to_person(turn, why);
    state->handed = turn->input->now;
    state->in_danger = why == HANDED_DANGER;
    if (why == HANDED_DANGER && !placed) {
        state->pending = PENDING_WHERE;
        question_say(turn);
    } else if (why != HANDED_DANGER) {
        say_phrase(turn, PHRASE_to_person, "hotline", rules_hotline(turn->rules), TALK_END);
    }
}

static bool just_handed(const struct talking *turn)
{
    const struct talk_state *state = turn->state;
    bool waits = state->pending != PENDING_NOTHING && state->pending != PENDING_WHERE;
    return !state->has_matter && !waits && state->last_case.n && state->handed &&
           turn->input->now - state->handed < ADD_SECONDS;
}

/* A case went to its desk a moment ago, and nothing else is spoken of. */
static bool just_filed(const struct talking *turn)
{
    const struct talk_state *state = turn->state;
    return !state->has_matter && state->pending == PENDING_NOTHING && state->last_is_case &&
           state->last_case.n && turn->input->now - state->last_filed < FILED_ADD_SECONDS;
}

bool hand_has_case(const struct talk_state *state, int64_t now)
{
    return state->last_case.n && (now - state->last_filed < FILED_ADD_SECONDS ||
                                  (state->handed && now - state->handed < ADD_SECONDS));
}

/* text: the citizen's words, or what a shared place says; empty: a picture. */
static void put_to_case(struct talking *turn, struct view text, bool is_place)
{
    struct talk_effects *effects = turn->effects;
    effects->added_case = view_keep(turn->arena, turn->state->last_case);
    effects->added_text = view_keep(turn->arena, utf8_head(text, TALK_TEXT_MAX));
    effects->added_contact = view_keep(turn->arena, intake_phone(text));
    if (is_place)
        effects->added_place = view_keep(turn->arena, utf8_head(text, PLACE_WORDS));
}

static void add_to_case(struct talking *turn, struct view text, bool is_place)
{
    put_to_case(turn, text, is_place);
    turn->state->pending = PENDING_NOTHING;
    say_phrase(turn, PHRASE_added, "case", turn->effects->added_case, TALK_END);
}

/* "Oh, and ..." with the place, of what was filed a moment ago. */
static bool goes_with(const struct talking *turn)
{
    struct view text = turn->input->recognition->text.text;
    if (cue_heard(turn->rules, CUE_adds_note, utf8_head(text, OPENER)))
        return true;
    if (!HEARS(turn, adds_to))
        return false;
    if (!away_names_trouble(turn->input->recognition))
        return true;
    struct mentions found = talk_mentions(turn->input->recognition, turn->now, turn->arena);
    for (size_t i = 0; i < found.n; i++)
        if (found.at[i].kind == MENTION_PLACE)
            return true;
    return false;
}

/* "Quick!" to a person who has it. */
static bool is_hurry(const struct talking *turn)
{
    return HEARS(turn, hurries) && just_handed(turn);
}

/* "I have a picture": it says nothing yet. */
bool hand_has_picture(const struct talking *turn)
{
    return HEARS(turn, has_picture) && !HEARS(turn, denies) && intake_small_talk(turn);
}

/* "Hello?" and "thanks" add nothing, nor does the beginning of something else; "no police" and "I
 * want an apology" do. */
static bool is_idle(const struct talking *turn)
{
    struct view text = intake_text(turn->input);
    if (talk_announces(turn->input->recognition))
        return true;
    if (!intake_small_talk(turn) || intake_phone(text).n || is_hurry(turn))
        return false;
    return utf8_length(text) < SAID_LEAST || HEARS(turn, greets) ||
           short_answer_of(turn->input->recognition) != SHORT_NONE;
}

/* Of somebody in danger whatever is told next is about that ("the ambulance is on its way"), unless
 * it begins like something else, or is as urgent by itself (gas). */
static bool is_of_danger(const struct talking *turn)
{
    struct view rest;
    struct decision alone = intake_alone(turn);
    if (alone.status == DECIDE_DUTY && alone.urgent)
        return false;
    return turn->state->in_danger && turn->input->now - turn->state->handed < DANGER_SECONDS &&
           away_from(turn->input->recognition, &rest) == AWAY_NONE;
}

/* A word of praise, an idea: filed for itself. */
static bool is_own_kind(const struct talking *turn)
{
    int kind = turn->input->recognition->kind;
    return (kind == KIND_PRAISE || kind == KIND_SUGGEST) && !intake_small_talk(turn);
}

/* Of the filed case's class, and of no other duty. */
static bool is_of_case(const struct talking *turn, const struct case_brief *one)
{
    int duty = one ? rules_find(turn->rules, NOUN_DUTY, one->duty_code) : NONE;
    struct decision alone = intake_alone(turn);
    if (duty == NONE || alone.ask == ASK_CATEGORY ||
        (alone.status == DECIDE_DUTY && alone.duty != duty))
        return false;
    return feedback_is_about(turn, one) ||
           (alone.category != NONE && alone.category == rules_duty(turn->rules, duty).category);
}

/* By words of a class of its own. */
static bool names_class(const struct recognition *r)
{
    for (size_t i = 0; i < r->category_count; i++)
        if (r->categories[i].strong)
            return true;
    return false;
}

/* Another matter than what was filed: of another class; or of the same, and said to be somewhere
 * else. A guess begins nothing new. */
static bool is_other(const struct talking *turn, const struct case_brief *one)
{
    const struct recognition *r = turn->input->recognition;
    if (!intake_reveals(turn) || turn->input->read_as.n)
        return false;
    if (is_of_case(turn, one))
        return intake_names_area(turn) && (away_names_trouble(r) || names_class(r));
    return !one || !one->duty_code.n || names_class(r) || intake_alone(turn).status == DECIDE_DUTY;
}

/* "Nobody need come", "withdraw it", "forget it, too much trouble". */
static bool takes_back(const struct talking *turn)
{
    const struct recognition *r = turn->input->recognition;
    size_t at = 0;
    struct view first = cue_clause(r->text.text, &at);
    return talk_says_over(r) || talk_gives_up(r) ||
           recognise(turn->rules, turn->arena, first)->talk[TALK_CANCEL] == TALK_WHOLE;
}

bool hand_add(struct talking *turn)
{
    struct view text = intake_text(turn->input);
    bool handed = just_handed(turn), filed = just_filed(turn);
    if (!handed && !filed)
        return false;
    const struct case_brief *one = service_last_case(turn);
    bool other = is_other(turn, one);
    bool where = intake_names_area(turn) && !away_names_trouble(turn->input->recognition);
    if (handed && (where || is_of_danger(turn)))
        other = false;
    other |= is_own_kind(turn);
    if (takes_back(turn)) {
        service_withdraw_ask(turn);
        return true;
    }
    bool more = !other && !is_idle(turn) && (handed || is_of_case(turn, one) || !near_surely(turn));
    if (!more && !(filed && goes_with(turn)) && !hand_has_picture(turn))
        return false;
    if (hand_has_picture(turn)) {
        say_phrase(turn, PHRASE_photo_awaited, TALK_END);
        return true;
    }
    add_to_case(turn, text, intake_names_area(turn));
    return true;
}

bool hand_say_case(struct talking *turn)
{
    const struct case_brief *one = service_last_case(turn);
    if (!one || (!just_handed(turn) && !just_filed(turn)) || !HEARS(turn, asks_handling) ||
        is_other(turn, one))
        return false;
    service_say_case(turn, one);
    return true;
}

/* Notes where the message says it is; what that place is called. */
static struct view point_to_case(struct talking *turn)
{
    const struct inbound *message = turn->input->message;
    struct talk_effects *effects = turn->effects;
    int area = rules_area_at(turn->rules, message->latitude, message->longitude, AREA_METRES);
    struct view text = intake_text(turn->input);
    if (!text.n && area != NONE)
        text = rules_display(turn->rules, NOUN_AREA, area, turn->state->language);
    effects->added_has_point = true;
    effects->added_latitude = message->latitude;
    effects->added_longitude = message->longitude;
    return text;
}

bool hand_add_location(struct talking *turn)
{
    if (!just_handed(turn) && !just_filed(turn))
        return false;
    add_to_case(turn, point_to_case(turn), true);
    return true;
}

bool hand_add_media(struct talking *turn, struct view id)
{
    enum pending before = turn->state->pending;
    if (!just_handed(turn) && !just_filed(turn))
        return false;
    add_to_case(turn, VIEW(""), false);
    turn->effects->added_media = view_keep(turn->arena, id);
    turn->state->pending = before; /* a picture does not say where */
    return true;
}

void hand_listen(struct talking *turn)
{
    const struct inbound *message = turn->input->message;
    struct view media = message->media_id.n ? message->media_id : message->media_url;
    bool idle = turn->input->recognition && intake_small_talk(turn) &&
                !intake_phone(intake_text(turn->input)).n;
    if (!just_handed(turn) || (idle && !media.n))
        return;
    if (message->kind == IN_LOCATION)
        put_to_case(turn, point_to_case(turn), true);
    else if (media.n || message->text.n)
        put_to_case(turn, intake_text(turn->input),
                    turn->input->recognition && intake_names_area(turn));
    if (media.n && message->kind != IN_LINK)
        turn->effects->added_media = view_keep(turn->arena, media);
}

bool hand_where(struct talking *turn)
{
    enum short_answer answer = short_answer_of(turn->input->recognition);
    if (!just_handed(turn)) {
        turn->state->pending = PENDING_NOTHING;
        return false;
    }
    if (answer == SHORT_YES || answer == SHORT_LATER) {
        question_say(turn);
    } else if (answer != SHORT_NONE) {
        turn->state->pending = PENDING_NOTHING;
        say_phrase(turn, PHRASE_noted, TALK_END);
    } else {
        add_to_case(turn, intake_text(turn->input), true);
    }
    return true;
}

/* "No danger, it is a grave": the alarm is taken back, and the case goes on like any other. */
bool hand_calm(struct talking *turn)
{
    struct talk_state *state = turn->state;
    if (!state->in_danger || !just_handed(turn) || !turn->input->recognition ||
        !HEARS(turn, calms) || danger_heard(turn->input->recognition) ||
        utf8_length(intake_text(turn->input)) > CALM_MOST)
        return false;
    put_to_case(turn, intake_text(turn->input), false);
    turn->effects->calmed = true;
    state->in_danger = false;
    say_phrase(turn, PHRASE_calmed, "case", turn->effects->added_case, TALK_END);
    if (state->pending == PENDING_WHERE)
        question_say(turn);
    return true;
}

/* "My wife's, 139 ...", to "a number to call?": whose it is, and no more. */
static bool gives_number(const struct talking *turn)
{
    struct view text = intake_text(turn->input);
    return turn->state->pending == PENDING_CONTACT && intake_phone(text).n &&
           utf8_length(text) <= NUMBER_MOST;
}

bool hand_hears_danger(const struct talking *turn)
{
    return danger_heard(turn->input->recognition) && !gives_number(turn);
}

bool hand_perhaps_danger(const struct talking *turn)
{
    const struct recognition *r = turn->input->recognition;
    return r && danger_was_remark(r) && !gives_number(turn);
}

bool hand_danger(struct talking *turn)
{
    if (!hand_hears_danger(turn))
        return false;
    if (just_handed(turn)) {
        add_to_case(turn, intake_text(turn->input),
                    turn->state->pending == PENDING_WHERE || intake_names_area(turn));
        return true;
    }
    intake_take(turn);
    hand_over(turn, HANDED_DANGER);
    return true;
}

bool hand_enough_asked(struct talking *turn)
{
    struct talk_state *state = turn->state;
    bool asks = state->pending == PENDING_DECISION ||
                (state->pending >= PENDING_TIME && state->pending <= PENDING_CONTACT);
    if (!asks)
        return false;
    bool enough = ++state->asked > rules_handover(turn->rules).questions_most;
    if (!enough && state->repeated < REPEATED_MOST)
        return false;
    if (file_has_unit(turn)) { /* what is left is only wished for */
        state->pending = PENDING_READBACK;
        return false;
    }
    hand_over(turn, enough ? HANDED_QUESTIONS : HANDED_MISUNDERSTOOD);
    return true;
}
