/* talk_suggest: suggestions and small wishes, from the first word to the number.
 *
 * They use the same memory as a matter (words, pictures, place, anonymous, draft, going back), and
 * none of its questions: the text is read back and filed. A running campaign is one more choice
 * beside "yes", never in the way of a suggestion about something else. What a person may file a day
 * is limited; whoever reached the limit is told so, and nothing is lost that was filed. */
#include "gateway/talk/talk_state.h"

#include "dsl/base/hash.h"
#include "dsl/base/utf8.h"

enum { WISH_LENGTH = 10, SHOWN_BYTES = 600, TOPIC_BYTES = 60 };

static const struct civic_reads none;

const struct civic_reads *civic_of(const struct talking *turn)
{
    return turn->reads && turn->reads->civic ? turn->reads->civic : &none;
}

static enum idea_kind kind_of(const struct talk_state *state)
{
    return state->is_wish ? IDEA_WISH : IDEA_SUGGESTION;
}

bool suggest_is(const struct talk_state *state)
{
    return state->has_matter && (state->is_wish || state->matter.kind == KIND_SUGGEST);
}

static bool too_many(struct talking *turn)
{
    enum idea_kind kind = kind_of(turn->state);
    if (!civic_of(turn)->too_many[kind])
        return false;
    state_drop_matter(turn->state);
    say_phrase(turn, kind == IDEA_WISH ? PHRASE_wish_too_many : PHRASE_suggestion_too_many,
               TALK_END);
    return true;
}

/* ---- campaigns ---- */

static struct view code_of(struct talking *turn, int64_t id)
{
    struct buf text;
    buf_init(&text, 32);
    buf_print(&text, "%lld", (long long)id);
    struct view code = buf_keep(&text, turn->arena);
    buf_free(&text);
    return code;
}

static const struct civic_campaign *campaign_of(const struct talking *turn, struct view code)
{
    const struct civic_reads *reads = civic_of(turn);
    int64_t id;
    for (size_t i = 0; view_int(code, 1, INT64_MAX, &id) && i < reads->campaign_count; i++)
        if (reads->campaigns[i].id == id)
            return &reads->campaigns[i];
    return NULL;
}

static void offer_campaigns(struct talking *turn)
{
    const struct civic_reads *reads = civic_of(turn);
    for (size_t i = 0; i < reads->campaign_count; i++) {
        const struct civic_campaign *one = &reads->campaigns[i];
        menu_add(turn, MENU_CAMPAIGN, VIEW(""), code_of(turn, one->id),
                 talk_phrase(turn->rules, PHRASE_choice_campaign, turn->state->language,
                             turn->arena, "topic", utf8_head(one->topic, TOPIC_BYTES), TALK_END));
    }
}

/* A choice, or words that came by a campaign's link: "金点子 3". */
void suggest_join(struct talking *turn, struct view code)
{
    turn->state->campaign = view_keep(turn->arena, code);
}

/* The number of a running campaign at the end of a short text. */
static struct view campaign_named(const struct talking *turn, struct view text)
{
    size_t at = text.n;
    while (at > 0 && text.p[at - 1] >= '0' && text.p[at - 1] <= '9')
        at--;
    struct view code = view_sub(text, at, text.n);
    return campaign_of(turn, code) ? code : VIEW("");
}

/* ---- from the first word ---- */

void suggest_begin(struct talking *turn, size_t least)
{
    struct view text = intake_text(turn->input), campaign = campaign_named(turn, text);
    if (utf8_length(text) < least || campaign.n) {
        state_begin_matter(turn);
        turn->state->matter.kind = KIND_SUGGEST;
        if (campaign.n)
            suggest_join(turn, campaign);
        turn->state->pending = PENDING_SUGGEST;
        if (!too_many(turn))
            question_say(turn);
        return;
    }
    intake_take(turn);
    ask_next(turn);
}

void suggest_ask(struct talking *turn)
{
    const struct civic_campaign *campaign = campaign_of(turn, turn->state->campaign);
    if (turn->state->is_wish)
        say_phrase(turn, PHRASE_wish_topic, TALK_END);
    else
        say_phrase(turn, PHRASE_suggestion_topic, TALK_END);
    if (campaign)
        say_phrase(turn, PHRASE_suggestion_joined, "topic", campaign->topic, TALK_END);
}

/* "I have a small wish": with the wish in the same breath, or without. */
static void begin_wish(struct talking *turn)
{
    struct talk_state *state = turn->state;
    bool told = utf8_length(intake_text(turn->input)) >= WISH_LENGTH;
    state_drop_matter(state);
    state_begin_matter(turn);
    state->is_wish = true;
    state->pending = PENDING_SUGGEST;
    if (too_many(turn))
        return;
    if (told) {
        suggest_take(turn);
        ask_next(turn);
    } else {
        question_say(turn);
    }
}

bool suggest_wish(struct talking *turn)
{
    if (turn->state->has_matter || !heard(turn, TALK_WISH, TALK_WITHIN))
        return false;
    begin_wish(turn);
    return true;
}

/* The text is the suggestion, or the wish. */
void suggest_take(struct talking *turn)
{
    intake_take(turn);
    turn->state->matter.kind = turn->state->is_wish ? KIND_HELP : KIND_SUGGEST;
}

/* ---- read back, filed ---- */

void suggest_readback(struct talking *turn)
{
    struct talk_state *state = turn->state;
    const struct civic_campaign *campaign = campaign_of(turn, state->campaign);
    menu_clear(state);
    state->pending = PENDING_READBACK;
    if (too_many(turn))
        return;
    say_phrase(turn, state->is_wish ? PHRASE_wish_readback : PHRASE_suggestion_readback, "text",
               utf8_head(state->said, SHOWN_BYTES), TALK_END);
    if (campaign)
        say_phrase(turn, PHRASE_suggestion_joined, "topic", campaign->topic, TALK_END);
    menu_add_yes_no(turn, MENU_CONFIRM, MENU_CHANGE);
    if (!campaign && !state->is_wish)
        offer_campaigns(turn);
    if (!state->anonymous && !state->is_wish)
        menu_add_phrase(turn, MENU_ANONYMOUS, PHRASE_choice_anonymous);
    menu_add_phrase(turn, MENU_CANCEL, PHRASE_choice_cancel);
}

static struct civic_effect *fill(struct talking *turn)
{
    const struct talk_state *state = turn->state;
    const struct decision *d = &turn->decision;
    const struct civic_campaign *campaign = campaign_of(turn, state->campaign);
    struct civic_effect *want = ARENA_NEW(turn->arena, struct civic_effect);
    *want = (struct civic_effect){.act = CIVIC_FILE,
                                  .kind = kind_of(state),
                                  .campaign = campaign ? campaign->id : 0,
                                  .number = VIEW(""),
                                  .text = state->said,
                                  .place = state->place_text,
                                  .contact = state->anonymous ? VIEW("") : state->contact,
                                  .code = file_query_code(turn),
                                  .area = file_area(turn),
                                  .category = VIEW(""),
                                  .unit = VIEW(""),
                                  .anonymous = state->anonymous,
                                  .media_count = state->media_count};
    if (d->category != NONE)
        want->category = rules_code(turn->rules, NOUN_CATEGORY, d->category);
    if (d->target.unit != NONE)
        want->unit = rules_code(turn->rules, NOUN_UNIT, d->target.unit);
    memcpy(want->media, state->media, sizeof want->media);
    return want;
}

void suggest_file(struct talking *turn)
{
    struct talk_state *state = turn->state;
    struct civic_effect *want = fill(turn);
    struct view number = civic_of(turn)->next_number[want->kind];
    if (!number.n)
        number = turn->input->next_case;
    uint64_t hash = hash_view(state->said);
    turn->effects->civic = want;
    say_phrase(turn, want->kind == IDEA_WISH ? PHRASE_wish_filed : PHRASE_suggestion_filed, "case",
               number, "code", want->code, TALK_END);
    state->last_case = want->anonymous ? VIEW("") : number;
    state->last_is_case = false;
    state_drop_matter(state);
    state->last_said = hash;
    state->last_filed = turn->input->now;
}
