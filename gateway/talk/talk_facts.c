/* talk_facts: what a text says beside the matter: an address that is in no area tree, a phone
 * number to call back, words that say where only to who stands there.
 *
 * What was said is not asked again: an address is kept with the area, a number is the contact,
 * unless the words before it say that it is somebody else's, or the citizen stays anonymous. */
#include "gateway/talk/talk_facts.h"

#include "dsl/base/utf8.h"

enum {
    PLACE_WORDS = 300,
    OWNER_REACH = 30,
    BETWEEN_PLACES = 3,
    BESIDE_LEAST = 3, /* characters of a name beside a place */
    BESIDE_MOST = 12,
    ESTATE_MOST = 5
};

/* ---- pieces of a text ---- */

struct stretch {
    size_t from, to; /* bytes of the folded text */
};

/* From mark to mark: the last stretch that ends at this byte or before a mark there. */
static struct stretch piece_before(struct view text, size_t at)
{
    struct stretch piece = {0, 0};
    for (size_t i = 0, mark; i < at;) {
        if ((mark = cue_mark(view_sub(text, i, text.n))) != 0) {
            i += mark;
            continue;
        }
        piece.from = piece.to == i && i ? piece.from : i;
        utf8_next(text, &i);
        piece.to = i;
    }
    return piece;
}

struct view talk_facts_bare(const struct rules *rules, struct view text)
{
    while (!cue_leads(rules, CUE_no_lead, text)) {
        size_t n = view_starts(text, VIEW(" ")) ? 1 : cue_leads(rules, CUE_leads_to_place, text);
        if (!n || n >= text.n)
            break;
        text = view_sub(text, n, text.n);
    }
    return text;
}

/* Scolding, hurry and thanks stand beside a place as its name does. */
static bool is_shouted(const struct rules *rules, struct view words)
{
    return cue_heard(rules, CUE_vents, words) || cue_heard(rules, CUE_hurries, words) ||
           cue_heard(rules, CUE_trouble, words) || cue_heard(rules, CUE_thanks, words);
}

/* ---- what is mentioned ---- */

/* Does a word of the rules that is no area end there? */
static bool ends_word(const struct recognition *r, size_t at)
{
    for (size_t i = 0; i < r->evidence_count; i++)
        if (r->evidence[i].use != USE_AREA && r->evidence[i].to == at)
            return true;
    return false;
}

static bool is_small(char c)
{
    return c >= 'a' && c <= 'z';
}

/* Of the folded text: letters and blanks from mark to mark, "jingui yuan" of "jingui yuan, ". */
static struct stretch english_before(struct view text, size_t at)
{
    while (at > 0 && (text.p[at - 1] == ' ' || text.p[at - 1] == ','))
        at--;
    struct stretch piece = {at, at};
    while (piece.from > 0 && (is_small(text.p[piece.from - 1]) || text.p[piece.from - 1] == ' '))
        piece.from--;
    piece.from += text.p[piece.from] == ' ' && piece.from < at;
    return piece;
}

/* Two words or three, each with a capital: Jingui Yuan. */
static bool is_english_name(struct view words)
{
    int count = 0;
    for (size_t i = 0; i < words.n; i++) {
        bool begins = !i || words.p[i - 1] == ' ';
        if (begins && !(words.p[i] >= 'A' && words.p[i] <= 'Z'))
            return false;
        count += begins;
    }
    return count == 2 || count == 3;
}

static bool is_chinese_name(const struct rules *rules, struct view words, struct arena *arena)
{
    size_t length = utf8_length(words);
    return length >= BESIDE_LEAST && length <= ESTATE_MOST && mention_may_name(arena, words) &&
           !cue_heard(rules, CUE_says_of, words);
}

/* The number of a building stands behind the name of its estate, which no word needs to say is
 * one: 香樟里9幢; Jingui Yuan, building 4. begins: where the name may begin at the earliest. */
static void name_building(const struct recognition *r, struct mention *building, size_t begins,
                          struct arena *arena)
{
    struct view text = r->text.text;
    struct mention_number number;
    size_t at = building->from;
    bool english = is_small(text.p[at]);
    if (!building->relative || (!english && !mention_read_number(text, &at, &number)))
        return;
    struct stretch piece =
        english ? english_before(text, building->from) : piece_before(text, building->from);
    struct view words = view_sub(text, piece.from, piece.to);
    if (!english)
        words = talk_facts_bare(r->rules, words);
    piece.from = piece.to - words.n;
    if (!words.n || piece.from < begins || ends_word(r, piece.to) || is_shouted(r->rules, words) ||
        !(english ? is_english_name(fold_original(&r->text, piece.from, piece.to))
                  : piece.to == building->from && is_chinese_name(r->rules, words, arena)))
        return;
    building->from = (uint32_t)piece.from;
    building->relative = false;
    building->exact = true;
}

struct mentions talk_mentions(const struct recognition *r, struct civil_time now,
                              struct arena *arena)
{
    VEC(struct mention_area) areas = {0};
    for (size_t i = 0; i < r->evidence_count; i++)
        if (r->evidence[i].use == USE_AREA)
            VEC_ADD(arena, &areas, ((struct mention_area){r->evidence[i].from, r->evidence[i].to}));
    struct mentions found = mentions_find(arena, r->text.text, areas.at, areas.n, now);
    for (size_t i = 0; i < found.n; i++)
        if (found.at[i].kind == MENTION_PLACE)
            name_building(r, &found.at[i], i ? found.at[i - 1].to : 0, arena);
    return found;
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

/* What stands between two places of an answer scolds, or says that one is none ("why have you not
 * got it, an old estate"): the second is not beside the first. */
static bool parts(const struct talking *turn, const struct mention *one, const struct mention *next)
{
    struct view text = turn->input->recognition->text.text, gap = VIEW("");
    if (next->from > one->to)
        gap = view_sub(text, one->to, next->from);
    return cue_heard(turn->rules, CUE_reproach, gap) || cue_heard(turn->rules, CUE_vents, gap);
}

/* ---- a name beside it ---- */

/* Does something else than a firm or a place lie there: a time, a sum, a word of the rules? */
static bool holds_other(const struct talking *turn, const struct mentions *found,
                        struct stretch piece)
{
    const struct recognition *r = turn->input->recognition;
    for (size_t i = 0; i < found->n; i++)
        if (found->at[i].kind != MENTION_FIRM && found->at[i].kind != MENTION_PLACE &&
            found->at[i].from < piece.to && found->at[i].to > piece.from)
            return true;
    for (size_t i = 0; i < r->evidence_count; i++)
        if (r->evidence[i].use != USE_AREA && r->evidence[i].from < piece.to &&
            r->evidence[i].to > piece.from)
            return true;
    return false;
}

/* A place by the kind of thing it is (the old restaurant), or a name of which no word says what it
 * names (an estate that no list has). */
static bool is_named(const struct talking *turn, const struct mentions *found, struct stretch piece)
{
    const struct rules *rules = turn->rules;
    struct view text = turn->input->recognition->text.text;
    struct view words = talk_facts_bare(rules, view_sub(text, piece.from, piece.to));
    size_t length = utf8_length(words);
    if (length < BESIDE_LEAST || length > BESIDE_MOST || cue_heard(rules, CUE_says_of, words) ||
        cue_heard(rules, CUE_belongs, words) || is_shouted(rules, words))
        return false;
    if (cue_heard(rules, CUE_workplace, words) || cue_heard(rules, CUE_at_place, words))
        return true;
    return length <= TALK_BARE_NAME && !holds_other(turn, found, piece) &&
           mention_may_name(turn->arena, words);
}

static struct stretch piece_behind(struct view text, size_t at)
{
    size_t mark;
    while (at < text.n && (mark = cue_mark(view_sub(text, at, text.n))) != 0)
        at += mark;
    struct stretch piece = {at, at};
    while (piece.to < text.n && !cue_mark(view_sub(text, piece.to, text.n)))
        utf8_next(text, &piece.to);
    return piece;
}

/* From the first place to the last, each named once; empty: none, or known only to who stands
 * there. */
static struct stretch named_places(const struct talking *turn, const struct mentions *found)
{
    const struct mention *first = NULL, *last = NULL;
    for (size_t i = 0; i < found->n; i++) {
        const struct mention *one = &found->at[i];
        bool again = first && same_words(turn, first, one);
        if ((one->kind != MENTION_PLACE && !firm_behind(last, one)) || again)
            continue;
        if (last && parts(turn, last, one))
            break;
        first = first ? first : one;
        last = one;
    }
    if (!first || first->relative)
        return (struct stretch){0, 0};
    return (struct stretch){first->from, last->to};
}

struct view talk_facts_where(const struct talking *turn, struct view text)
{
    if (!turn->input->recognition)
        return text;
    const struct folded *folded = &turn->input->recognition->text;
    struct mentions found = talk_mentions(turn->input->recognition, turn->now, turn->arena);
    struct stretch where = named_places(turn, &found);
    if (where.from == where.to)
        return text;
    struct stretch before = piece_before(folded->text, where.from);
    struct stretch behind = piece_behind(folded->text, where.to);
    if (is_named(turn, &found, before))
        where.from = before.from;
    if (is_named(turn, &found, behind))
        where.to = behind.to;
    return fold_original(folded, (uint32_t)where.from, (uint32_t)where.to);
}

struct view talk_facts_beside(const struct talking *turn)
{
    struct mentions found = talk_mentions(turn->input->recognition, turn->now, turn->arena);
    const struct mention *only = NULL;
    for (size_t i = 0; i < found.n; i++) {
        if (found.at[i].kind != MENTION_PLACE)
            continue;
        if (only)
            return VIEW("");
        only = &found.at[i];
    }
    struct view where = talk_facts_where(turn, VIEW(""));
    return only && !view_eq(where, words_of(turn, only)) ? utf8_head(where, PLACE_WORDS) : VIEW("");
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
    struct recognition said = {.rules = turn->rules,
                               .text = fold_text(turn->arena, turn->state->said)};
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
