/* talk_place: where it is, as a typed answer or as a shared position.
 *
 * Whatever reads like the name of a place is one, in the citizen's words, known to the rules or
 * not. But people are asked where and say when, how much it cost, or what happened next: that is
 * kept with the matter as what it is, and the question comes once more. Who does not say it then
 * either is not asked a third time; whoever handles the case calls. */
#include "gateway/talk/talk_facts.h"

#include "dsl/base/utf8.h"

enum {
    PLACE_WORDS = 300,
    REST = 4,
    NAME_LENGTH = 12,
    BARE_NAME_LENGTH = 7, /* characters of a name that no word says is one ("鑫达五金") */
    STEM_LEAST = 2,
    HAN_BYTES = 3,
    ROOM = 5,
    AREA_METRES = 5000
};

int place_take(struct talking *turn)
{
    struct talk_state *state = turn->state;
    const struct inbound *message = turn->input->message;
    state->has_point = true;
    state->latitude = message->latitude;
    state->longitude = message->longitude;
    if (message->text.n)
        state->place_text =
            view_keep(turn->arena, utf8_head(intake_text(turn->input), PLACE_WORDS));
    int area = rules_area_at(turn->rules, message->latitude, message->longitude, AREA_METRES);
    if (area != NONE) {
        state->matter.places[0] = area;
        state->matter.place_count = 1;
    }
    return area;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* ---- is it one? ---- */

static bool names_place(const struct mentions *found)
{
    for (size_t i = 0; i < found->n; i++)
        if (found->at[i].kind == MENTION_PLACE)
            return true;
    return false;
}

/* Little more than a time, a sum, a plate ("yesterday at eight", "two thousand"). */
static bool is_other_fact(struct view folded, const struct mentions *found)
{
    size_t all = utf8_length(folded), taken = 0;
    for (size_t i = 0; i < found->n; i++)
        taken += utf8_length(view_sub(folded, found->at[i].from, found->at[i].to));
    return taken && all - taken <= REST;
}

/* What stands behind the last word that says something of something. */
static struct view behind_saying(const struct talking *turn)
{
    struct view text = turn->input->recognition->text.text;
    size_t at, n;
    while ((n = cue_find(turn->rules, CUE_says_of, text, &at)) != 0)
        text = view_sub(text, at + n, text.n);
    return text;
}

/* Says something of something and ends with no place ("where there is no lamp, at the crossing"
 * does); or goes on longer than a name does, or says which, and names nothing that could be
 * beside it. */
static bool is_clause(const struct talking *turn)
{
    struct view text = view_trim(turn->input->recognition->text.text);
    size_t length = utf8_length(text);
    bool says = HEARS(turn, says_of);
    if (says && !cue_heard(turn->rules, CUE_at_place, behind_saying(turn)))
        return true;
    bool tells = length > BARE_NAME_LENGTH || HEARS(turn, tells_which);
    return !says && length < text.n && tells && !HEARS(turn, at_place);
}

/* Hardly more than a part of the day ("this afternoon"), by the rules' words. */
static bool is_period(const struct recognition *r)
{
    size_t all = utf8_length(r->text.text), taken = 0;
    for (size_t i = 0; i < r->evidence_count; i++) {
        const struct evidence *one = &r->evidence[i];
        if (one->use != USE_PERIOD)
            return false;
        taken = utf8_length(view_sub(r->text.text, one->from, one->to));
    }
    return taken && all - taken <= REST;
}

/* Short, of places alone, and says nothing of them ("the bridge at the station"). */
static bool is_name(const struct talking *turn)
{
    const struct recognition *r = turn->input->recognition;
    struct mentions found = talk_mentions(r, turn->now, turn->arena);
    for (size_t i = 0; i < found.n; i++)
        if (found.at[i].kind != MENTION_PLACE)
            return false;
    return utf8_length(r->text.text) <= NAME_LENGTH && !HEARS(turn, belongs) &&
           !HEARS(turn, says_of);
}

static bool is_none(const struct talking *turn)
{
    const struct recognition *r = turn->input->recognition;
    struct mentions found = talk_mentions(r, turn->now, turn->arena);
    return !names_place(&found) &&
           (HEARS(turn, no_place) || HEARS(turn, thinks) || is_other_fact(r->text.text, &found) ||
            is_period(r) || is_clause(turn));
}

/* Of somebody's own flat: a place for whoever is there already. */
static bool is_room(const struct talking *turn)
{
    return HEARS(turn, room) && utf8_length(turn->input->recognition->text.text) <= ROOM;
}

/* ---- an answer ---- */

/* Said beside the question: kept, and asked once more. */
static void take_beside(struct talking *turn)
{
    struct talk_state *state = turn->state;
    bool street = state->pending == PENDING_STREET;
    intake_detail(turn);
    say_phrase(turn, PHRASE_more_noted, TALK_END);
    if (street || state->repeated)
        state->matter.place_unknown = true;
}

/* The street behind the name of the estate; neither replaces the other. */
static struct view joined(struct talking *turn, struct view before, struct view more)
{
    struct buf all;
    if (!before.n || view_find(more, before) != SIZE_MAX)
        return more;
    if (view_find(before, more) != SIZE_MAX)
        return before;
    buf_init(&all, PLACE_WORDS);
    buf_view(&all, before);
    buf_text(&all, turn->state->language == LANGUAGE_EN ? ", " : "，");
    buf_view(&all, more);
    struct view text = all.full ? before : buf_keep(&all, turn->arena);
    buf_free(&all);
    return text;
}

/* Without what leads to a name: "it is just by ...". */
static struct view bare_name(const struct rules *rules, struct view text)
{
    while (!cue_leads(rules, CUE_no_lead, text)) {
        size_t n = view_starts(text, VIEW(" ")) ? 1 : cue_leads(rules, CUE_leads_to_place, text);
        if (!n || n >= text.n)
            break;
        text = view_sub(text, n, text.n);
    }
    return text;
}

bool place_is_said(const struct talking *turn)
{
    const struct recognition *r = turn->input->recognition;
    struct mentions found = talk_mentions(r, turn->now, turn->arena);
    return turn->state->matter.place_count == 0 && names_place(&found) && !intake_corrects(turn);
}

/* What kind of a part of a building stands behind a number ("5栋"); empty: none. */
static struct view building_part(const struct rules *rules, struct view text)
{
    for (size_t at = 1; at < text.n; at++) {
        struct view behind = view_sub(text, at, text.n);
        size_t n = is_digit(text.p[at - 1]) ? cue_leads(rules, CUE_building_part, behind) : 0;
        if (n)
            return view_sub(behind, 0, n);
    }
    return VIEW("");
}

/* Where a number before the kind begins; SIZE_MAX: it has none. */
static size_t numbered(struct view text, struct view kind)
{
    size_t at = view_find(text, kind), from = at;
    while (at != SIZE_MAX && from > 0 && is_digit(text.p[from - 1]))
        from--;
    return at == SIZE_MAX || from == at ? SIZE_MAX : from;
}

/* "No, it is building 5": the number takes the other's place in the name that is known, or stands
 * behind it. false: it names none. */
static bool renumber(struct talking *turn, struct view name, struct view more)
{
    struct view kind = building_part(turn->rules, more);
    size_t first = kind.n ? numbered(more, kind) : SIZE_MAX;
    if (first == SIZE_MAX)
        return false;
    size_t from = numbered(name, kind);
    struct buf all;
    buf_init(&all, PLACE_WORDS);
    buf_view(&all, from == SIZE_MAX ? name : view_sub(name, 0, from));
    buf_view(&all, view_sub(more, first, more.n));
    turn->state->place_text = all.full ? name : buf_keep(&all, turn->arena);
    buf_free(&all);
    return true;
}

void place_add(struct talking *turn)
{
    struct talk_state *state = turn->state;
    const struct matter *matter = &state->matter;
    struct mentions found = talk_mentions(turn->input->recognition, turn->now, turn->arena);
    struct view name = state->place_text;
    if (!name.n && matter->place_count == 1)
        name = rules_display(turn->rules, NOUN_AREA, matter->places[0], state->language);
    if (!name.n || intake_names_area(turn) ||
        (intake_corrects(turn) && renumber(turn, name, intake_text(turn->input))))
        return;
    if (state->place_text.n && names_place(&found) && !talk_facts_near(turn).n && is_name(turn))
        state->place_text = joined(turn, name, bare_name(turn->rules, intake_text(turn->input)));
}

/* Another name of the area that was understood: its own is said. */
static bool is_byname(const struct talking *turn, struct view where)
{
    const struct recognition *r = turn->input->recognition;
    const struct matter *matter = &turn->state->matter;
    if (matter->place_count != 1 ||
        view_find(where, rules_display(turn->rules, NOUN_AREA, matter->places[0],
                                       turn->state->language)) != SIZE_MAX)
        return false;
    for (size_t i = 0; i < r->evidence_count; i++)
        if (r->evidence[i].use == USE_AREA &&
            view_eq(fold_original(&r->text, r->evidence[i].from, r->evidence[i].to), where))
            return true;
    return false;
}

/* ---- without its kind ---- */

/* The name without "street" or "community"; empty: it has no such kind, or nothing before it, or
 * the text has not even its first character, as of nearly every area. */
static struct view stem_of(const struct talking *turn, int area)
{
    size_t at;
    struct view name = rules_display(turn->rules, NOUN_AREA, area, LANGUAGE_ZH);
    if (view_find(turn->input->recognition->text.text, utf8_head(name, HAN_BYTES)) == SIZE_MAX)
        return VIEW("");
    name = fold_word(turn->arena, name);
    return cue_find(turn->rules, CUE_area_kind, name, &at) ? view_sub(name, 0, at) : VIEW("");
}

/* It stands there, and not as the beginning of a road's name. */
static bool names_stem(const struct talking *turn, struct view stem)
{
    struct view text = turn->input->recognition->text.text;
    size_t at = view_find(text, stem);
    return at != SIZE_MAX && !cue_leads(turn->rules, CUE_road, view_sub(text, at + stem.n, text.n));
}

/* The street or community that is named without its kind ("over in Gaoxin"), which only the answer
 * to "where?" may do; of one and what lies in it the inner one. NONE: none, or several. What the
 * whole district is called names no part of it. */
static int area_by_stem(const struct talking *turn)
{
    int count = rules_counts(turn->rules).areas, found = NONE;
    struct view district = count ? rules_display(turn->rules, NOUN_AREA, 0, LANGUAGE_ZH) : VIEW("");
    for (int i = 0; i < count; i++) {
        struct view stem = stem_of(turn, i);
        if (utf8_length(stem) < STEM_LEAST || !names_stem(turn, stem) ||
            view_find(district, stem) != SIZE_MAX)
            continue;
        struct area_info outer = rules_area(turn->rules, found == NONE ? i : found);
        if (found != NONE && (i < outer.first || i >= outer.last))
            return NONE;
        found = i;
    }
    return found;
}

static void take_stem(struct talking *turn)
{
    struct matter *matter = &turn->state->matter;
    int area = area_by_stem(turn);
    if (area == NONE)
        return;
    matter->places[0] = area;
    matter->place_count = 1;
}

bool place_answer(struct talking *turn)
{
    struct talk_state *state = turn->state;
    struct view text = intake_text(turn->input), before = state->place_text;
    bool named = intake_names_area(turn), street = state->pending == PENDING_STREET;
    if (!named && (intake_phone(text).n == text.n || answer_is_question(turn)))
        return false;
    if (!named && (is_room(turn) || is_none(turn))) {
        take_beside(turn);
        return true;
    }
    turn->near = named || street ? VIEW("") : talk_facts_near(turn);
    intake_detail(turn);
    if (turn->near.n)
        return true;
    struct view whole = named || !is_name(turn) ? talk_facts_where(turn, text) : text;
    struct view where = utf8_head(bare_name(turn->rules, whole), PLACE_WORDS);
    if (is_byname(turn, where))
        where = VIEW("");
    state->place_text = view_keep(turn->arena, street ? joined(turn, before, where) : where);
    if (!named)
        take_stem(turn);
    if (!named && street)
        state->matter.place_unknown = state->matter.place_count == 0;
    return true;
}
