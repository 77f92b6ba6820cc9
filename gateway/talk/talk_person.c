/* talk_person: an officer at the desk has the talk instead of the bot.
 *
 * From the moment it is taken until it is back the bot says one thing only: whom to call where life
 * is in danger, since an officer may look away for a minute. It goes on listening. What is said
 * while a matter is open is written behind its words, with pictures and place; what follows a case
 * that was just handed over is put to that case; nothing is read as an answer, for it was said to
 * somebody else. So the open question stays open, with its menu, and is asked again when the bot is
 * back. No more offers is heard at any time, and who leaves ends it: nobody is there to be told. */
#include "gateway/talk/talk_state.h"

#include "dsl/base/hash.h"
#include "dsl/base/utf8.h"

enum { HANDED_SECONDS = 3600 };

bool talk_is_taken(const struct talk_state *state)
{
    return state->taken;
}

/* ---- listening ---- */

static void keep_file(struct talking *turn)
{
    struct talk_state *state = turn->state;
    const struct inbound *message = turn->input->message;
    struct view id = message->media_id.n ? message->media_id : message->media_url;
    if (id.n && message->kind != IN_LINK && state->media_count < TALK_MEDIA_MAX)
        state->media[state->media_count++] = view_keep(turn->arena, id);
}

static void put_to_matter(struct talking *turn)
{
    struct view text = intake_text(turn->input);
    if (turn->input->message->kind == IN_LOCATION)
        place_take(turn);
    else if (text.n)
        intake_remember(turn, text);
    keep_file(turn);
}

static bool says_something(const struct talking *turn)
{
    enum inbound_kind kind = turn->input->message->kind;
    return kind != IN_SUBSCRIBE && kind != IN_RECEIPT && kind != IN_EVENT;
}

void person_listen(struct talking *turn)
{
    struct talk_state *state = turn->state;
    if (!says_something(turn))
        return;
    if (heard(turn, TALK_OPTOUT, TALK_WHOLE))
        turn->effects->consent = CONSENT_WITHDRAWN;
    if (state->pending == PENDING_TELL) /* now they tell */
        state_begin_matter(turn);
    if (state->has_matter)
        put_to_matter(turn);
    else
        hand_listen(turn);
}

/* ---- in and out ---- */

static void say_change(struct talking *turn, enum talk_person change)
{
    switch (change) {
    case PERSON_IN:
        say_phrase(turn, PHRASE_person_in, TALK_END);
        break;
    case PERSON_OUT:
        say_phrase(turn, PHRASE_person_out, TALK_END);
        break;
    case PERSON_AWAY:
        say_phrase(turn, PHRASE_person_away, "hotline", rules_hotline(turn->rules), TALK_END);
        break;
    case PERSON_DONE:
        say_phrase(turn, PHRASE_person_done, TALK_END);
        break;
    }
}

static void change_hands(struct talking *turn, enum talk_person change)
{
    struct talk_state *state = turn->state;
    state->taken = change == PERSON_IN;
    if (change == PERSON_DONE)
        state_drop_matter(state);
    say_change(turn, change);
    bool asks = state->pending != PENDING_NOTHING && change != PERSON_IN;
    if (asks && state->has_matter)
        ask_decide(turn);
    if (asks)
        question_say(turn);
}

/* What the bot says of itself: nobody has said anything in this turn. */
static void speak(const struct rules *rules, struct talk_state *state, int64_t now,
                  struct arena *arena, struct outbound *out,
                  void (*act)(struct talking *turn, const void *what), const void *what)
{
    struct inbound nothing = {.kind = IN_EVENT};
    struct talk_input input = {.message = &nothing, .language = state->language, .now = now};
    struct talk_reads reads = {.case_count = 0};
    struct talk_effects effects = {.reply_count = 0};
    struct talking turn = {.rules = rules,
                           .state = state,
                           .input = &input,
                           .reads = &reads,
                           .arena = arena,
                           .effects = &effects,
                           .now = civil_local(now, CHINA_OFFSET_MINUTES)};
    buf_init(&turn.said, SAID_MAX);
    state->menu_count = 0; /* the menu that goes with it is the one it asks with */
    act(&turn, what);
    say_done(&turn);
    *out = effects.reply_count ? effects.replies[0] : (struct outbound){.text = VIEW("")};
    buf_free(&turn.said);
}

static void act_change(struct talking *turn, const void *what)
{
    change_hands(turn, *(const enum talk_person *)what);
}

void talk_person(const struct rules *rules, struct talk_state *state, enum talk_person change,
                 enum text_language language, int64_t now, struct arena *arena,
                 struct outbound *out)
{
    size_t menu = state->menu_count;
    if (!state->touched)
        state->language = language;
    speak(rules, state, now, arena, out, act_change, &change);
    if (change == PERSON_IN || state->pending == PENDING_NOTHING)
        state->menu_count = change == PERSON_DONE ? 0 : menu;
}

/* ---- filing ---- */

struct filed_here {
    struct case_filing *filing;
    struct view number;
};

static void take_along(const struct talk_state *state, struct case_filing *filing)
{
    filing->confidential |= state->confidential;
    filing->anonymous |= state->anonymous;
    if (filing->anonymous)
        filing->contact = VIEW("");
    filing->emergency |= state->matter.emergency;
    if (!filing->place.n)
        filing->place = state->place_text;
    if (!filing->contact.n && !filing->anonymous)
        filing->contact = state->contact;
    if (!filing->has_point && state->has_point) {
        filing->has_point = true;
        filing->latitude = state->latitude;
        filing->longitude = state->longitude;
    }
    filing->media_count = state->media_count;
    memcpy(filing->media, state->media, sizeof filing->media);
}

static void act_filed(struct talking *turn, const void *what)
{
    const struct filed_here *filed = what;
    const struct case_filing *filing = filed->filing;
    int unit = filing->unit.n ? rules_find(turn->rules, NOUN_UNIT, filing->unit) : NONE;
    struct view due = say_due(turn, filing->due);
    if (filing->dispatched && unit != NONE)
        say_phrase(turn, PHRASE_filed, "case", filed->number, "code", filing->code, "unit",
                   rules_display(turn->rules, NOUN_UNIT, unit, turn->state->language), "due", due,
                   TALK_END);
    else
        say_phrase(turn, PHRASE_filed_to_person, "case", filed->number, "code", filing->code, "due",
                   due, TALK_END);
}

void talk_person_filed(const struct rules *rules, struct talk_state *state,
                       struct case_filing *filing, struct view number, int64_t now,
                       struct arena *arena, struct outbound *out)
{
    struct filed_here filed = {filing, number};
    if (state->has_matter)
        take_along(state, filing);
    if (filing->confidential) { /* no unit learns of it before a dispatcher has looked */
        filing->dispatched = false;
        filing->unit = VIEW("");
    }
    state_drop_matter(state);
    state->taken = false;
    speak(rules, state, now, arena, out, act_filed, &filed);
    state->last_case = filing->anonymous ? VIEW("") : view_keep(arena, number);
    state->last_is_case = !filing->anonymous;
    state->last_said = hash_view(filing->text);
    state->last_filed = now;
    state->handed = 0;
}

/* ---- for the desk ---- */

void talk_standing(const struct rules *rules, const struct talk_state *state, int64_t now,
                   struct talk_standing *out)
{
    const struct matter *matter = &state->matter;
    bool placed = state->has_matter && matter->place_count == 1;
    bool handed = state->last_case.n && state->handed && now - state->handed < HANDED_SECONDS;
    *out = (struct talk_standing){.taken = state->taken,
                                  .has_matter = state->has_matter,
                                  .confidential = state->confidential,
                                  .misunderstood = state->misunderstood,
                                  .area = placed ? rules_code(rules, NOUN_AREA, matter->places[0])
                                                 : VIEW(""),
                                  .said = state->said,
                                  .place = state->place_text,
                                  .contact = state->contact,
                                  .last_case = handed ? state->last_case : VIEW(""),
                                  .touched = state->touched};
}
