/* talk_facts: what a text says beside the matter: an address that is in no area tree, a phone
 * number to call back, words that say where only to who stands there.
 *
 * What was said is not asked again: an address is kept with the area, a number is the contact,
 * unless the words before it say that it is somebody else's, or the citizen stays anonymous. */
#include "gateway/talk/talk_facts.h"

#include "dsl/base/utf8.h"

enum { PLACE_WORDS = 300, OWNER_REACH = 30, BETWEEN_PLACES = 3 };

struct mentions talk_mentions(const struct recognition *r, struct civil_time now,
                              struct arena *arena)
{
    VEC(struct mention_area) areas = {0};
    for (size_t i = 0; i < r->evidence_count; i++)
        if (r->evidence[i].use == USE_AREA)
            VEC_ADD(arena, &areas, ((struct mention_area){r->evidence[i].from, r->evidence[i].to}));
    return mentions_find(arena, r->text.text, areas.at, areas.n, now);
}

/* ---- an address ---- */

/* Does it hold a word of the area that was understood? *whole: it is nothing more. */
static bool holds_area(const struct recognition *r, const struct mention *mention, int area,
                       bool *whole)
{
    bool holds = false;
    *whole = false;
    for (size_t i = 0; i < r->evidence_count; i++) {
        const struct evidence *one = &r->evidence[i];
        if (one->use != USE_AREA || one->from < mention->from || one->to > mention->to)
            continue;
        holds |= one->index == area;
        *whole |= one->from == mention->from && one->to == mention->to;
    }
    return holds;
}

static const struct mention *best_place(const struct talking *turn, const struct mentions *found)
{
    const struct matter *matter = &turn->state->matter;
    int area = matter->place_count == 1 ? matter->places[0] : NONE;
    const struct mention *best = NULL;
    for (size_t i = 0; i < found->n; i++) {
        const struct mention *one = &found->at[i];
        bool whole;
        if (one->kind != MENTION_PLACE || one->relative)
            continue;
        if (holds_area(turn->input->recognition, one, area, &whole))
            return whole ? NULL : one;
        if (!best && one->exact && !whole)
            best = one;
    }
    return best;
}

static struct view words_of(const struct talking *turn, const struct mention *mention)
{
    return fold_original(&turn->input->recognition->text, mention->from, mention->to);
}

/* Two places side by side are one: "Yunxi road and Liulang road", an estate and its building. */
static bool side_by_side(const struct mention *one, const struct mention *next)
{
    return one->kind == MENTION_PLACE && next->kind == MENTION_PLACE && !one->relative &&
           !next->relative && next->from >= one->to && next->from - one->to <= BETWEEN_PLACES;
}

static struct view joined_place(const struct talking *turn, const struct mentions *found)
{
    size_t from = 0, to = 0;
    for (size_t i = 0; i + 1 < found->n; i++) {
        if (!side_by_side(&found->at[i], &found->at[i + 1]))
            continue;
        from = to ? from : found->at[i].from;
        to = found->at[i + 1].to;
    }
    return fold_original(&turn->input->recognition->text, from, to);
}

struct view talk_facts_address(const struct talking *turn)
{
    struct mentions found = talk_mentions(turn->input->recognition, turn->now, turn->arena);
    bool one = turn->state->matter.place_count < 2;
    struct view joined = one ? joined_place(turn, &found) : VIEW("");
    const struct mention *place = joined.n ? NULL : best_place(turn, &found);
    return utf8_head(place ? words_of(turn, place) : joined, PLACE_WORDS);
}

static void take_place(struct talking *turn)
{
    struct talk_state *state = turn->state;
    if (!state->place_text.n)
        state->place_text = view_keep(turn->arena, talk_facts_address(turn));
}

static bool same_words(const struct talking *turn, const struct mention *a, const struct mention *b)
{
    return view_eq(words_of(turn, a), words_of(turn, b));
}

/* 锦华路|鑫达五金有限公司: it stands there. */
static bool firm_behind(const struct mention *place, const struct mention *firm)
{
    return firm->kind == MENTION_FIRM && place && firm->from >= place->to &&
           firm->from - place->to <= BETWEEN_PLACES;
}

struct view talk_facts_where(const struct talking *turn, struct view text)
{
    const struct mention *first = NULL, *last = NULL;
    if (!turn->input->recognition)
        return text;
    struct mentions found = talk_mentions(turn->input->recognition, turn->now, turn->arena);
    for (size_t i = 0; i < found.n; i++) {
        const struct mention *one = &found.at[i];
        bool again = first && same_words(turn, first, one);
        if ((one->kind != MENTION_PLACE && !firm_behind(last, one)) || again)
            continue;
        first = first ? first : one;
        last = one;
    }
    if (!first || first->relative)
        return text;
    return fold_original(&turn->input->recognition->text, first->from, last->to);
}

/* ---- a number to call back ---- */

static bool is_others(const struct recognition *r, const struct mention *phone)
{
    size_t from = phone->from > OWNER_REACH ? phone->from - OWNER_REACH : 0;
    return cue_heard(r->rules, CUE_others_number, view_sub(r->text.text, from, phone->from));
}

/* Of whoever writes; empty: the text has none. */
static struct view own_phone(const struct talking *turn)
{
    struct mentions found = talk_mentions(turn->input->recognition, turn->now, turn->arena);
    for (size_t i = 0; i < found.n; i++) {
        const struct mention *one = &found.at[i];
        if (one->kind == MENTION_PHONE && one->phone != PHONE_SERVICE &&
            !is_others(turn->input->recognition, one))
            return words_of(turn, one);
    }
    return VIEW("");
}

void talk_facts_renumber(struct talking *turn)
{
    struct talk_state *state = turn->state;
    struct view phone = state->anonymous ? VIEW("") : own_phone(turn);
    if (phone.n)
        state->contact = view_keep(turn->arena, phone);
}

void talk_facts_take(struct talking *turn)
{
    if (!turn->input->recognition)
        return;
    take_place(turn);
    if (!turn->state->contact.n)
        talk_facts_renumber(turn);
}

/* ---- when ---- */

bool talk_facts_tell_time(const struct talking *turn)
{
    struct recognition said = {.text = fold_text(turn->arena, turn->state->said)};
    struct mentions found = talk_mentions(&said, turn->now, turn->arena);
    for (size_t i = 0; i < found.n; i++)
        if (found.at[i].kind == MENTION_TIME)
            return true;
    return false;
}

/* ---- where only to who stands there ---- */

struct view talk_facts_near(const struct talking *turn)
{
    struct mentions found = talk_mentions(turn->input->recognition, turn->now, turn->arena);
    struct view near = VIEW("");
    for (size_t i = 0; i < found.n; i++) {
        if (found.at[i].kind == MENTION_PLACE && !found.at[i].relative)
            return VIEW("");
        if (found.at[i].kind == MENTION_PLACE)
            near = words_of(turn, &found.at[i]);
    }
    return near;
}
