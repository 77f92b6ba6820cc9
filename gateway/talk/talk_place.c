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
    bool tells = length > TALK_BARE_NAME || HEARS(turn, tells_which);
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

/* What is wrong there ("it stinks"), or that somebody shall see to it ("quick!"). */
static bool is_outcry(const struct talking *turn)
{
    bool cries = HEARS(turn, trouble) || HEARS(turn, undone) || HEARS(turn, hurries);
    return cries && !HEARS(turn, at_place) && !HEARS(turn, workplace);
}

bool place_leads(const struct talking *turn)
{
    const struct rules *rules = turn->rules;
    struct view text = turn->input->recognition->text.text;
    size_t at = 0;
    struct view first = talk_facts_bare(rules, cue_clause(text, &at));
    size_t length = utf8_length(first), one = 0;
    return length < first.n && length <= NAME_LENGTH && cue_find(rules, CUE_the_one, first, &one) &&
           one > 0 && !cue_heard(rules, CUE_says_of, first) &&
           !cue_heard(rules, CUE_trouble, first) && !cue_heard(rules, CUE_undone, first) &&
           !cue_heard(rules, CUE_hurries, first) && !cue_heard(rules, CUE_no_place, first) &&
           !cue_heard(rules, CUE_tells_which, first);
}

static bool is_none(const struct talking *turn)
{
    const struct recognition *r = turn->input->recognition;
    struct mentions found = talk_mentions(r, turn->now, turn->arena);
    return !names_place(&found) && !place_leads(turn) &&
           (HEARS(turn, no_place) || HEARS(turn, thinks) || is_other_fact(r->text.text, &found) ||
            is_period(r) || is_clause(turn) || is_outcry(turn));
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

bool place_is_said(const struct talking *turn)
{
    const struct recognition *r = turn->input->recognition;
    struct mentions found = talk_mentions(r, turn->now, turn->arena);
    return turn->state->matter.place_count == 0 && names_place(&found) && !intake_corrects(turn);
}

/* ---- another one, or more of it ---- */

/* A number and what it counts of a building: 8幢, building 8. */
struct numbered {
    size_t from, to;  /* of both */
    struct view kind; /* empty: a building itself, whatever it is called */
};

/* What kind of a part leads the text; its bytes, 0: none. */
static size_t leads_kind(const struct rules *rules, struct view text, struct view *kind)
{
    size_t building = cue_leads(rules, CUE_building, text);
    size_t n = building ? building : cue_leads(rules, CUE_building_part, text);
    *kind = building ? VIEW("") : view_sub(text, 0, n);
    return n;
}

/* Of a number from..to: what it counts stands behind it, or in English before it. */
static bool counts_part(const struct rules *rules, struct view text, struct numbered *out)
{
    size_t behind = leads_kind(rules, view_sub(text, out->to, text.n), &out->kind);
    if (behind) {
        out->to += behind;
        return true;
    }
    if (!out->from || text.p[out->from - 1] != ' ')
        return false;
    size_t from = out->from - 1;
    while (from > 0 && text.p[from - 1] >= 'a' && text.p[from - 1] <= 'z')
        from--;
    if (leads_kind(rules, view_sub(text, from, out->from - 1), &out->kind) != out->from - 1 - from)
        return false;
    out->from = from;
    return true;
}

static bool next_numbered(const struct rules *rules, struct view text, size_t at,
                          struct numbered *out)
{
    struct mention_number number;
    while (at < text.n) {
        out->from = out->to = at;
        if (mention_read_number(text, &out->to, &number)) {
            at = out->to;
            if (counts_part(rules, text, out))
                return true;
        } else {
            utf8_next(text, &at);
        }
    }
    return false;
}

/* The one of that kind; behind all where there is none. */
static struct numbered same_kind(const struct rules *rules, struct view text, struct view kind)
{
    struct numbered one = {.to = 0};
    while (next_numbered(rules, text, one.to, &one))
        if (view_eq(one.kind, kind))
            return one;
    return (struct numbered){text.n, text.n, kind};
}

/* The estate of "by the gate of the estate": a number stands in the side's place. */
static struct view without_side(const struct talking *turn, struct view name)
{
    const struct matter *matter = &turn->state->matter;
    if (matter->place_count != 1)
        return name;
    struct view area =
        rules_display(turn->rules, NOUN_AREA, matter->places[0], turn->state->language);
    size_t at = view_find(name, area);
    struct view side = at == SIZE_MAX ? VIEW("") : view_sub(name, at + area.n, name.n);
    return side.n && cue_leads(turn->rules, CUE_place_behind, side) == side.n
               ? view_sub(name, 0, at + area.n)
               : name;
}

/* "No, it is building 5": each number takes the place of its kind in the name that is known, or
 * stands behind it. */
static struct view renumbered(struct talking *turn, struct view name, const struct mention *said)
{
    const struct folded *text = &turn->input->recognition->text;
    struct numbered one = {.to = said->from};
    while (next_numbered(turn->rules, view_sub(text->text, 0, said->to), one.to, &one)) {
        struct folded known = fold_text(turn->arena, without_side(turn, name));
        struct numbered old = same_kind(turn->rules, known.text, one.kind);
        struct buf all;
        buf_init(&all, PLACE_WORDS);
        buf_view(&all, fold_original(&known, 0, (uint32_t)old.from));
        if (old.from == old.to && turn->state->language == LANGUAGE_EN)
            buf_byte(&all, ' ');
        buf_view(&all, fold_original(text, (uint32_t)one.from, (uint32_t)one.to));
        buf_view(&all, fold_original(&known, (uint32_t)old.to, (uint32_t)known.text.n));
        name = all.full ? name : buf_keep(&all, turn->arena);
        buf_free(&all);
    }
    return name;
}

/* What tells a building by its number alone; NULL: nothing does, or an area is named as well. */
static const struct mention *building_alone(const struct talking *turn,
                                            const struct mentions *found)
{
    struct view text = turn->input->recognition->text.text;
    struct numbered one;
    for (size_t i = 0; i < found->n && !intake_names_area(turn); i++)
        if (found->at[i].kind == MENTION_PLACE && found->at[i].relative &&
            next_numbered(turn->rules, view_sub(text, 0, found->at[i].to), found->at[i].from, &one))
            return &found->at[i];
    return NULL;
}

static struct view known_name(const struct talking *turn)
{
    const struct talk_state *state = turn->state;
    if (state->place_text.n || state->matter.place_count != 1)
        return state->place_text;
    return rules_display(turn->rules, NOUN_AREA, state->matter.places[0], state->language);
}

/* "Building 5, not by the gate of the estate": it is that estate's. */
static void take_building(struct talking *turn, const struct matter *before,
                          const struct mention *said)
{
    struct matter *matter = &turn->state->matter;
    if (!matter->place_count) {
        matter->place_count = before->place_count;
        memcpy(matter->places, before->places, sizeof matter->places);
    }
    turn->state->place_text = renumbered(turn, known_name(turn), said);
}

void place_add(struct talking *turn, const struct matter *before)
{
    struct talk_state *state = turn->state;
    struct mentions found = talk_mentions(turn->input->recognition, turn->now, turn->arena);
    const struct mention *building = HEARS(turn, lives_at) ? NULL : building_alone(turn, &found);
    struct view name = known_name(turn), address = talk_facts_address(turn);
    bool area = intake_names_area(turn), corrects = intake_corrects(turn);
    if (!address.n && area && corrects)
        address = talk_facts_beside(turn);
    if (building) {
        take_building(turn, before, building);
    } else if (address.n && (area || corrects)) {
        if (!area)
            state->matter.place_count = 0;
        if (view_find(state->place_text, address) == SIZE_MAX)
            state->place_text = view_keep(turn->arena, address);
    } else if (!area && name.n && names_place(&found) && !talk_facts_near(turn).n &&
               is_name(turn)) {
        state->place_text =
            joined(turn, name, talk_facts_bare(turn->rules, intake_text(turn->input)));
    }
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

/* What of the answer says where. */
static struct view said_place(const struct talking *turn, struct view text)
{
    if (!intake_names_area(turn) && is_name(turn))
        return text;
    const struct folded *folded = &turn->input->recognition->text;
    struct view where = talk_facts_where(turn, text);
    size_t at = 0;
    cue_clause(folded->text, &at);
    struct view first = fold_original(folded, 0, at);
    bool all = view_eq(where, text);
    return place_leads(turn) && (all ? HEARS(turn, says_of) : view_find(first, where) != SIZE_MAX)
               ? first
               : where;
}

/* Where the first number stands; SIZE_MAX: nowhere. */
static size_t numbered_at(const struct talking *turn, struct view name)
{
    struct view text = fold_word(turn->arena, name);
    struct mention_number number;
    for (size_t at = 0, end; at < text.n; utf8_next(text, &at)) {
        end = at;
        if (mention_read_number(text, &end, &number))
            return at;
    }
    return SIZE_MAX;
}

/* The answer to "in which street?": of the number of a building the estate, which stands before
 * it in Chinese. */
static struct view joined_street(struct talking *turn, struct view before, struct view more)
{
    const struct matter *matter = &turn->state->matter;
    if (numbered_at(turn, before) != 0 || turn->state->language == LANGUAGE_EN)
        return joined(turn, before, more);
    if (!more.n && matter->place_count == 1)
        more = rules_display(turn->rules, NOUN_AREA, matter->places[0], LANGUAGE_ZH);
    struct buf all;
    buf_init(&all, PLACE_WORDS);
    buf_view(&all, more);
    buf_view(&all, before);
    struct view text = all.full ? before : buf_keep(&all, turn->arena);
    buf_free(&all);
    return text;
}

bool place_answer(struct talking *turn)
{
    struct talk_state *state = turn->state;
    struct view text = intake_text(turn->input), before = state->place_text;
    bool named = intake_names_area(turn), street = state->pending == PENDING_STREET;
    if (!named &&
        (intake_phone(text).n == text.n || (answer_is_question(turn) && !place_leads(turn))))
        return false;
    if (!named && (is_room(turn) || is_none(turn))) {
        take_beside(turn);
        return true;
    }
    turn->near = named || street ? VIEW("") : talk_facts_near(turn);
    intake_detail(turn);
    if (turn->near.n) {
        if (numbered_at(turn, turn->near) != SIZE_MAX) /* of the estate that is asked for */
            state->place_text = view_keep(turn->arena, turn->near);
        return true;
    }
    struct view where =
        utf8_head(talk_facts_bare(turn->rules, said_place(turn, text)), PLACE_WORDS);
    if (is_byname(turn, where))
        where = VIEW("");
    state->place_text = view_keep(turn->arena, street ? joined_street(turn, before, where) : where);
    if (!named)
        take_stem(turn);
    if (!named && street)
        state->matter.place_unknown = state->matter.place_count == 0;
    return true;
}
