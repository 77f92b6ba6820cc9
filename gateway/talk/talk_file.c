/* talk_file: the read-back, and the filing that follows a yes.
 *
 * Nothing is filed that was not read back, except to a person on demand. What is filed carries
 * codes and display text of the rules it was decided by, so that it stays readable when they
 * change. A matter goes straight to the desk only when the engine decided a duty and its unit;
 * everything else goes to the dispatch desk with the candidates in order. */
#include "gateway/talk/talk_state.h"

#include "dsl/base/hash.h"
#include "gateway/talk/talk_explain.h"
#include "gateway/talk/talk_typo.h"

enum { QUERY_CODE_LENGTH = 8 };

bool file_has_unit(const struct talking *turn)
{
    const struct decision *d = &turn->decision;
    return (d->status == DECIDE_DUTY || d->status == DECIDE_OTHERWISE) && d->target.unit != NONE;
}

/* Would it go straight to its desk, or why not? */
static enum handed why_to_person(const struct talking *turn)
{
    if (turn->state->confidential)
        return HANDED_CONFIDENTIAL;
    if (!file_has_unit(turn))
        return HANDED_OPEN;
    return sure_enough(turn) ? HANDED_SURE : HANDED_UNSURE;
}

struct view file_query_code(struct talking *turn)
{
    static const char alphabet[] = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    char code[QUERY_CODE_LENGTH];
    for (size_t i = 0; i < sizeof code; i++)
        code[i] = alphabet[turn->input->random[i] % (sizeof alphabet - 1)];
    return view_keep(turn->arena, (struct view){code, sizeof code});
}

static struct view noun_code(const struct talking *turn, enum rules_noun noun, int index)
{
    return index == NONE ? VIEW("") : rules_code(turn->rules, noun, index);
}

struct view file_area(const struct talking *turn)
{
    const struct matter *matter = &turn->state->matter;
    return noun_code(turn, NOUN_AREA, matter->place_count == 1 ? matter->places[0] : NONE);
}

static int read_duty(const struct talking *turn)
{
    return turn->decision.status == DECIDE_DUTY ? turn->decision.duty : NONE;
}

/* Would it be offered to follow another's case? Not where life is in danger, or nothing to mend,
 * nor to who stays anonymous: a follower is known by name. */
static void wish_alike(struct talking *turn)
{
    const struct talk_state *state = turn->state;
    const struct decision *d = &turn->decision;
    bool plain = state->matter.kind == KIND_COMPLAINT || state->matter.kind == KIND_HELP;
    turn->effects->alike = NULL;
    if (!plain || state->anonymous || state->confidential || state->matter.emergency ||
        d->category == NONE)
        return;
    struct talk_alike *alike = ARENA_NEW(turn->arena, struct talk_alike);
    alike->text = state->said;
    alike->category = noun_code(turn, NOUN_CATEGORY, d->category);
    alike->duty = noun_code(turn, NOUN_DUTY, read_duty(turn));
    alike->area = file_area(turn);
    turn->effects->alike = alike;
}

void talk_offer_follow(const struct rules *rules, struct talk_state *state,
                       const struct talk_follow *offer, struct arena *arena,
                       struct talk_effects *effects)
{
    struct talking turn = {.rules = rules, .state = state, .arena = arena, .effects = effects};
    struct outbound *reply =
        effects->reply_count ? &effects->replies[effects->reply_count - 1] : NULL;
    if (!reply || state->pending != PENDING_READBACK || reply->choice_count != state->menu_count ||
        state->menu_count >= TALK_MENU_MAX)
        return;
    struct buf people;
    buf_init(&people, 32);
    buf_print(&people, "%lld", (long long)offer->people);
    buf_init(&turn.said, SAID_MAX);
    say_words(&turn, reply->text);
    say_phrase(&turn, PHRASE_follow_offer, "people", buf_seen(&people), TALK_END);
    menu_add(&turn, MENU_FOLLOW, VIEW(""), offer->number,
             rules_phrase(rules, PHRASE_choice_follow, state->language));
    state->menu_number--; /* it is the same menu, with one more */
    effects->reply_count--;
    say_done(&turn);
    buf_free(&turn.said);
    buf_free(&people);
}

void file_follow(struct talking *turn, const struct menu_item *item)
{
    turn->effects->follow = view_keep(turn->arena, item->code);
    say_phrase(turn, PHRASE_follow_done, "case", turn->effects->follow, TALK_END);
    state_drop_matter(turn->state);
}

/* A member's report is filed as it is; what is left to a person is read back. */
static bool files_at_once(const struct talking *turn)
{
    return member_one_step(turn) && !turn->effects->filing && why_to_person(turn) == HANDED_SURE;
}

void file_readback(struct talking *turn)
{
    if (suggest_is(turn->state)) {
        suggest_readback(turn);
        return;
    }
    if (files_at_once(turn)) {
        menu_clear(turn->state);
        file_case(turn);
        say_phrase(turn, PHRASE_member_hint, TALK_END);
        return;
    }
    wish_alike(turn);
    menu_clear(turn->state);
    turn->state->pending = PENDING_READBACK;
    if (turn->state->read_as.n)
        say_phrase(turn, PHRASE_read_as, "list", typo_tell(turn->state->read_as, turn->arena),
                   TALK_END);
    if (why_to_person(turn) == HANDED_SURE)
        say_phrase(turn, PHRASE_readback, "summary", say_summary(turn, true), "unit",
                   say_unit(turn, turn->decision.target), TALK_END);
    else
        say_phrase(turn, PHRASE_readback_other, "summary", say_summary(turn, true), TALK_END);
    menu_add_yes_no(turn, MENU_CONFIRM, MENU_CHANGE);
    turn->state->menu[0].subject = noun_code(turn, NOUN_DUTY, read_duty(turn));
    turn->state->menu[0].code = noun_code(turn, NOUN_UNIT, turn->decision.target.unit);
    if (!turn->state->anonymous)
        menu_add_phrase(turn, MENU_ANONYMOUS, PHRASE_choice_anonymous);
    bool reports = turn->state->matter.kind == KIND_REPORT || turn->state->wary;
    if (reports && !turn->state->confidential)
        menu_add_phrase(turn, MENU_CONFIDENTIAL, PHRASE_choice_confidential);
    menu_add_phrase(turn, MENU_CANCEL, PHRASE_choice_cancel);
}

/* Rules may change between read-back and yes. */
bool file_as_read(const struct talking *turn)
{
    const struct talk_state *state = turn->state;
    if (suggest_is(state))
        return true;
    const struct menu_item *yes = &state->menu[0];
    return state->menu_count && yes->kind == MENU_CONFIRM &&
           view_eq(yes->subject, noun_code(turn, NOUN_DUTY, read_duty(turn))) &&
           view_eq(yes->code, noun_code(turn, NOUN_UNIT, turn->decision.target.unit));
}

int64_t file_deadline(const struct talking *turn)
{
    const struct decision *d = &turn->decision;
    struct duration within = d->within;
    int clock = d->clock != NONE ? d->clock : rules_default_clock(turn->rules);
    if (!within.count && clock != NONE)
        within = rules_clock(turn->rules, clock).handle;
    struct due due;
    if (!within.count ||
        !due_compute(turn->rules, d->target.unit, within, d->urgent, turn->input->now, &due))
        return 0;
    return due.at;
}

static void fill_target(struct talking *turn, struct case_filing *filing)
{
    const struct decision *d = &turn->decision;
    filing->category = noun_code(turn, NOUN_CATEGORY, d->category);
    if (d->status == DECIDE_DUTY)
        filing->duty = noun_code(turn, NOUN_DUTY, d->duty);
    filing->unit = noun_code(turn, NOUN_UNIT, d->target.unit);
    filing->role = noun_code(turn, NOUN_ROLE, d->target.role);
    for (int i = 0; i < d->assist_count; i++)
        if (d->assists[i].unit != NONE)
            filing->assists[filing->assist_count++] =
                noun_code(turn, NOUN_UNIT, d->assists[i].unit);
    filing->urgent = d->urgent;
    filing->confidence = sure_confidence(turn);
    filing->due = file_deadline(turn);
}

/* By when somebody at the dispatch desk has looked: what the district's clock gives for taking a
 * case up; in danger the shortest that any clock gives. */
static int64_t looked_at(const struct talking *turn)
{
    bool danger = turn->state->matter.emergency;
    int usual = rules_default_clock(turn->rules);
    int64_t by = 0;
    struct due due;
    for (int clock = 0; clock < rules_counts(turn->rules).clocks; clock++) {
        struct duration accept = rules_clock(turn->rules, clock).accept;
        if (!accept.count || (!danger && clock != usual) ||
            !due_compute(turn->rules, NONE, accept, danger, turn->input->now, &due))
            continue;
        if (!by || due.at < by)
            by = due.at;
    }
    return by;
}

static struct case_filing *fill_filing(struct talking *turn, enum handed why)
{
    const struct talk_state *state = turn->state;
    struct case_filing *filing = ARENA_NEW(turn->arena, struct case_filing);
    filing->kind = (enum matter_kind)state->matter.kind;
    filing->channel = turn->input->channel;
    filing->category = filing->duty = filing->unit = filing->role = VIEW("");
    fill_target(turn, filing);
    filing->anonymous = state->anonymous;
    filing->confidential = state->confidential;
    filing->by_member = state->member && !state->anonymous;
    filing->emergency = state->matter.emergency;
    filing->text = state->said;
    filing->summary = say_summary(turn, false);
    filing->place = state->place_text;
    filing->area = file_area(turn);
    filing->has_point = state->has_point;
    filing->latitude = state->latitude;
    filing->longitude = state->longitude;
    filing->contact = state->anonymous ? VIEW("") : state->contact;
    filing->media_count = state->media_count;
    memcpy(filing->media, state->media, sizeof filing->media);
    filing->code = file_query_code(turn);
    filing->decision = talk_explain_pack(turn->rules, &state->matter, &turn->decision, state->said,
                                         why, turn->now, turn->arena);
    return filing;
}

static void say_to_person(struct talking *turn, const struct case_filing *filing)
{
    say_phrase(turn, PHRASE_filed_to_person, "case", turn->input->next_case, "code", filing->code,
               "due", say_due(turn, looked_at(turn)), TALK_END);
}

static void say_filed(struct talking *turn, const struct case_filing *filing)
{
    struct view number = turn->input->next_case;
    if (filing->kind == KIND_PRAISE)
        say_phrase(turn, PHRASE_praise_filed, "case", number, TALK_END);
    else if (filing->dispatched)
        say_phrase(turn, PHRASE_filed, "case", number, "code", filing->code, "unit",
                   say_unit(turn, turn->decision.target), "due", say_due(turn, filing->due),
                   TALK_END);
    else
        say_to_person(turn, filing);
}

static void file_as(struct talking *turn, enum handed why)
{
    struct talk_state *state = turn->state;
    uint64_t hash = hash_view(state->said);
    struct case_filing *filing = fill_filing(turn, why);
    filing->dispatched = why == HANDED_SURE;
    turn->effects->filing = filing;
    say_filed(turn, filing);
    /* Nothing but the query code leads from who stays anonymous to the case. */
    state->last_case = filing->anonymous ? VIEW("") : turn->input->next_case;
    state->last_is_case = !filing->anonymous;
    state_drop_matter(state);
    state->last_said = hash;
    state->last_filed = turn->input->now;
    state->handed = 0;
}

void file_case(struct talking *turn)
{
    if (suggest_is(turn->state)) {
        suggest_file(turn);
        return;
    }
    file_as(turn, why_to_person(turn));
}

void file_to_person(struct talking *turn, enum handed why)
{
    menu_clear(turn->state);
    file_as(turn, why);
}
