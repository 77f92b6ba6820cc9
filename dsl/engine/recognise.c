/* recognise: from the words that occur in a text to what they stand for.
 *
 * match.c says which words are visible in which layer. Here each becomes evidence, once, at its
 * first place; sequences are put together from their parts; the talk's lists are marked as being
 * in the text or being all of it; and tally.c adds up the scores of categories and duties, so that
 * matter_reveal() needs no memory of its own.
 *
 * Words that the citizen denies or reports of others (stance.h) wait until all of the citizen's own
 * are known; most texts have none, and then nothing of that costs anything. */
#include "dsl/engine/recognise.h"

#include "dsl/base/sort.h"
#include "dsl/base/utf8.h"
#include "dsl/base/vec.h"
#include "dsl/engine/match.h"
#include "dsl/engine/meant.h"
#include "dsl/engine/propose.h"
#include "dsl/engine/tally.h"
#include "dsl/engine/weigh.h"

#include <stdlib.h>

enum { TEXT_POINTS_MAX = FOLD_READ_MAX };

/* The words and sequences that were evidence already: a set of numbers, small as the text, for the
 * bits of a city's words would take longer to clear than the text to read. 0 is free. */
struct seen {
    uint32_t *at;
    size_t n, room;
};

struct waiting {
    struct match match;
    enum stance_kind stance;
};

struct reading {
    const struct rules *rules;
    const struct image_use *uses; /* of the rules */
    struct arena *arena;
    struct recognition *out;
    struct fold_units units;
    struct matches matches;
    VEC(struct evidence) evidence;
    const struct stance *stances;
    size_t stance_count;
    VEC(struct waiting) waiting; /* denied or reported, in order of place */
    struct seen seen;
    uint32_t *covered; /* by list: the first character that its words leave unsaid */
    size_t kind_length;
    bool unsorted; /* evidence did not come in order of place */
};

static uint32_t *seen_place(const struct seen *seen, uint32_t number)
{
    size_t i = number * 0x9e3779b1u >> 7 & (seen->room - 1);
    while (seen->at[i] && seen->at[i] != number)
        i = (i + 1) & (seen->room - 1);
    return &seen->at[i];
}

static void seen_grow(struct arena *arena, struct seen *seen)
{
    struct seen larger = {.n = seen->n, .room = seen->room ? seen->room * 2 : 64};
    larger.at = ARENA_ARRAY(arena, larger.room, uint32_t);
    for (size_t i = 0; i < seen->room; i++)
        if (seen->at[i])
            *seen_place(&larger, seen->at[i]) = seen->at[i];
    *seen = larger;
}

/* index: of a word; or, behind all words, of a sequence */
static bool first_time(struct reading *reading, uint32_t index)
{
    struct seen *seen = &reading->seen;
    if (seen->n * 2 >= seen->room)
        seen_grow(reading->arena, seen);
    uint32_t *place = seen_place(seen, index + 1);
    bool first = !*place;
    *place = index + 1;
    seen->n += first;
    return first;
}

/* ---- the talk ---- */

/* Characters that say nothing by themselves: blanks, punctuation, pictures, particles. */
static bool silent(uint16_t c)
{
    if (c < 0x80)
        return !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'));
    if ((c >= 0x2000 && c <= 0x2bff) || (c >= 0x3000 && c <= 0x303f) ||
        (c >= 0xfe00 && c <= 0xfe6f) || fold_unit_is_picture(c))
        return true;
    switch (c) {
    case 0x5427: /* 吧 */
    case 0x554a: /* 啊 */
    case 0x5440: /* 呀 */
    case 0x5462: /* 呢 */
    case 0x54e6: /* 哦 */
    case 0x561b: /* 嘛 */
    case 0x54c8: /* 哈 */
    case 0x5566: /* 啦 */
    case 0x55b2: /* 喲 */
    case 0x54df: /* 哟 */
    case 0x5594: /* 喔 */
    case 0x5662: /* 噢 */
        return true;
    default:
        return false;
    }
}

static uint32_t next_saying(const struct fold_units *units, uint32_t at)
{
    while (at < units->n && silent(units->at[at]))
        at++;
    return at;
}

static bool is_kind(int list)
{
    return list >= TALK_KIND_COMPLAINT && list < TALK_KIND_COMPLAINT + KIND_COUNT;
}

static void note_kind(struct reading *reading, int list, size_t length)
{
    int kind = list - TALK_KIND_COMPLAINT;
    if (!is_kind(list) || length < reading->kind_length)
        return;
    if (length > reading->kind_length || kind < reading->out->kind)
        reading->out->kind = kind;
    reading->kind_length = length;
}

static void note_talk(struct reading *reading, int list, uint32_t from, uint32_t to)
{
    const struct fold_units *units = &reading->units;
    uint32_t *covered = &reading->covered[list];
    if (from <= *covered && to > *covered)
        *covered = next_saying(units, to);
    reading->out->talk[list] = *covered >= units->n ? TALK_WHOLE : TALK_WITHIN;
    note_kind(reading, list, (size_t)(units->offsets[to] - units->offsets[from]));
}

/* Nothing but a word of one of the talk's lists, which was heard before and which this one, too far
 * on, does not bring nearer to being all of the text: 是 and 不 stand everywhere, and half of all
 * matches are of this sort. */
static bool tells_nothing(const struct reading *reading, const struct match *match)
{
    const struct image_use *use = reading->uses + match->uses.at;
    return match->seen == LAYER_TALK && match->uses.n == 1 && !is_kind((int)use->index) &&
           reading->out->talk[use->index] && match->from > reading->covered[use->index];
}

/* ---- evidence ---- */

static int category_of(const struct rules *rules, enum use_kind use, uint32_t index)
{
    switch (use) {
    case USE_CATEGORY:
        return (int)index;
    case USE_DUTY:
        return image_claims(rules)[index].category;
    case USE_VALUE:
        return image_facts(rules)[index].category;
    default:
        return NONE;
    }
}

static enum stance_kind stance_of(const struct reading *reading, uint32_t from)
{
    if (!reading->stance_count)
        return STANCE_OWN;
    return stance_at(reading->stances, reading->stance_count, reading->units.offsets[from]);
}

static void add_evidence(struct reading *reading, struct image_use use, const struct match *match,
                         enum stance_kind stance)
{
    enum use_kind kind = (enum use_kind)USE_KIND(use);
    *VEC_PUSH(reading->arena, &reading->evidence) = (struct evidence){
        .use = kind,
        .index = (int)use.index,
        .value = kind == USE_VALUE ? (int)USE_VALUE_OF(use) : NONE,
        .category = category_of(reading->rules, kind, use.index),
        .weight = (int)USE_WEIGHT(use),
        .word = match->word,
        .from = reading->units.offsets[match->from],
        .to = reading->units.offsets[match->to],
        .stance = stance,
    };
}

/* Behind the citizen's own words of a matter, in a clause of its own: 建议尽快修, 感谢. */
static bool is_afterthought(const struct reading *reading, size_t at)
{
    for (size_t i = 0; i < reading->evidence.n; i++) {
        const struct evidence *one = &reading->evidence.at[i];
        if ((one->use == USE_CATEGORY || one->use == USE_DUTY) && one->from < at &&
            stance_clause_ends(reading->out->text.text, one->from, at))
            return true;
    }
    return false;
}

/* A word of the talk's lists that is denied is none. */
static bool is_meant(const struct reading *reading, int list, const struct match *match,
                     enum stance_kind stance)
{
    if ((list == TALK_KIND_SUGGEST || list == TALK_KIND_PRAISE) &&
        is_afterthought(reading, reading->units.offsets[match->from]))
        return false;
    return stance != STANCE_DENIED;
}

/* All that a word or sequence means at this place. */
static void take_uses(struct reading *reading, const struct match *match, enum stance_kind stance,
                      bool new_evidence)
{
    const struct image_use *uses = reading->uses + match->uses.at;
    for (uint32_t i = 0; i < match->uses.n; i++) {
        uint32_t kind = USE_KIND(uses[i]);
        if (kind == USE_TALK && match->seen & LAYER_TALK) {
            if (is_meant(reading, (int)uses[i].index, match, stance))
                note_talk(reading, (int)uses[i].index, match->from, match->to);
        } else if (kind < USE_TALK && new_evidence) {
            add_evidence(reading, uses[i], match, stance);
        }
    }
}

static void take_match(struct reading *reading, const struct match *match, enum stance_kind stance)
{
    bool counts = match->seen & LAYER_MATTER;
    if (counts && stance != STANCE_OWN)
        VEC_ADD(reading->arena, &reading->waiting, ((struct waiting){*match, stance}));
    bool new_evidence = counts && stance == STANCE_OWN && first_time(reading, match->word);
    if (new_evidence || match->seen & LAYER_TALK)
        take_uses(reading, match, stance, new_evidence);
}

/* ---- sequences ---- */

static bool is_latin(uint16_t unit)
{
    return (unit >= '0' && unit <= '9') || (unit >= 'a' && unit <= 'z');
}

/* How much may stand between a first part and a word. */
static uint32_t gap_before(const struct reading *reading, const struct match *first,
                           uint32_t second)
{
    struct image_text text = image_words(reading->rules)[second].text;
    unsigned char begins = (unsigned char)image_text(reading->rules)[text.at];
    bool english = is_latin(reading->units.at[first->to - 1]) && is_latin(begins);
    return english ? SEQUENCE_GAP_LATIN : SEQUENCE_GAP;
}

/* The nearest second part behind the first part that is matches.list[at], or NULL. */
static const struct match *second_part(const struct reading *reading, size_t at, uint32_t second)
{
    const struct match *list = reading->matches.at, *first = &list[at];
    uint32_t gap = gap_before(reading, first, second);
    for (size_t i = at + 1; i < reading->matches.n; i++) {
        if (list[i].from > first->to + gap)
            return NULL;
        if (list[i].word == second && list[i].from >= first->to)
            return &list[i];
    }
    return NULL;
}

static void take_sequence(struct reading *reading, size_t at, uint32_t index)
{
    const struct image_sequence *sequence = &image_sequences(reading->rules)[index];
    const struct match *first = &reading->matches.at[at];
    const struct match *second = second_part(reading, at, sequence->second);
    if (!second)
        return;
    struct match whole = {.word = (uint32_t)image_words_count(reading->rules) + index,
                          .seen = LAYER_MATTER | LAYER_TALK,
                          .from = first->from,
                          .to = second->to,
                          .uses = {sequence->uses, sequence[1].uses - sequence->uses}};
    enum stance_kind stance = stance_of(reading, first->from);
    enum stance_kind other = stance_of(reading, second->from);
    take_match(reading, &whole, stance > other ? stance : other);
    reading->unsorted = true;
}

/* Does any part stand behind this one, near enough to be its second? Mostly none does. */
static bool part_follows(const struct reading *reading, size_t at)
{
    const struct match *list = reading->matches.at, *first = &list[at];
    bool english = is_latin(reading->units.at[first->to - 1]);
    uint32_t gap = english ? SEQUENCE_GAP_LATIN : SEQUENCE_GAP;
    for (size_t i = at + 1; i < reading->matches.n && list[i].from <= first->to + gap; i++)
        if (list[i].seen & LAYER_PART && list[i].from >= first->to)
            return true;
    return false;
}

static void take_sequences(struct reading *reading, size_t at)
{
    if (!part_follows(reading, at))
        return;
    struct image_run run = reading->matches.at[at].uses;
    const struct image_use *uses = reading->uses + run.at;
    for (uint32_t i = 0; i < run.n; i++)
        if (USE_KIND(uses[i]) == USE_FIRST)
            take_sequence(reading, at, uses[i].index);
}

static int order(int64_t a, int64_t b)
{
    return a < b ? -1 : a > b;
}

/* By place, longer first; one word's entries in the order in which the compiler put its uses. */
static int by_place(const void *a, const void *b)
{
    const struct evidence *x = a, *y = b;
    int by = order(x->from, y->from);
    by = by ? by : order(y->to, x->to);
    by = by ? by : order(x->word, y->word);
    by = by ? by : order(x->category, y->category);
    by = by ? by : order(x->use, y->use);
    by = by ? by : order(x->index, y->index);
    return by ? by : order(x->value, y->value);
}

/* ---- all together ---- */

static struct view cut(struct view text)
{
    if (utf8_at_most(text, TEXT_POINTS_MAX))
        return text;
    size_t at = 0;
    for (int seen = 0; at < text.n && seen < TEXT_POINTS_MAX; seen++)
        utf8_next_inline(text, &at);
    return view_sub(text, 0, at);
}

/* Words of others count where the citizen's own do not stand already, denied ones where neither. */
static void take_waiting(struct reading *reading, enum stance_kind stance)
{
    for (size_t i = 0; i < reading->waiting.n; i++) {
        struct match match = reading->waiting.at[i].match;
        if (reading->waiting.at[i].stance != stance || !first_time(reading, match.word))
            continue;
        match.seen = LAYER_MATTER;
        take_uses(reading, &match, stance, true);
        reading->unsorted = true;
    }
}

static void take_matches(struct reading *reading)
{
    uint32_t first_saying = next_saying(&reading->units, 0), covered[TALK_LISTS];
    reading->covered = covered;
    reading->evidence.room = reading->matches.n;
    reading->evidence.at = arena_raw(reading->arena, reading->matches.n * sizeof(struct evidence));
    for (int list = 0; list < TALK_LISTS; list++)
        covered[list] = first_saying;
    for (size_t i = 0; i < reading->matches.n; i++) {
        const struct match *match = &reading->matches.at[i];
        if (tells_nothing(reading, match))
            continue;
        if (match->seen & (LAYER_MATTER | LAYER_TALK))
            take_match(reading, match, stance_of(reading, match->from));
        if (match->seen & LAYER_PART)
            take_sequences(reading, i);
    }
    take_waiting(reading, STANCE_REPORTED);
    take_waiting(reading, STANCE_DENIED);
    if (reading->unsorted && reading->evidence.n > 1)
        sort_few(reading->evidence.at, reading->evidence.n, sizeof *reading->evidence.at, by_place);
}

/* Times that the text names, and neither denies nor is signed with. */
static void take_times(struct reading *reading, const struct places *places)
{
    struct recognition *out = reading->out;
    size_t n = when_find_at(out->text.text, &reading->units, places->at, places->n, out->times,
                            sizeof out->times / sizeof *out->times);
    for (size_t i = 0; i < n; i++)
        if (stance_at(reading->stances, reading->stance_count, out->times[i].from) !=
                STANCE_DENIED &&
            !when_signs(&out->times[i], out->text.text))
            out->times[out->time_count++] = out->times[i];
}

struct recognition *recognise(const struct rules *rules, struct arena *arena, struct view text)
{
    struct recognition *out = ARENA_NEW(arena, struct recognition);
    struct reading reading = {
        .rules = rules, .uses = image_uses(rules), .arena = arena, .out = out};
    out->rules = rules;
    out->kind = NONE;
    out->act = ACTS;
    out->like = LIKE_no_danger;
    struct stance stances[STANCES_MAX];
    struct sieved sieved;
    out->text = fold_read(arena, cut(text), rules->lanes, &reading.units);
    sieve_text(rules, arena, &reading.units, &sieved);
    struct stance_places turns = {&reading.units, sieved.turns.at, sieved.turns.n, sieved.marks};
    reading.stances = stances;
    reading.stance_count = stance_find_at(out->text.text, &turns, stances);
    match_words(rules, arena, out->text.text, &reading.units, &sieved.words, &reading.matches);
    take_matches(&reading);
    out->evidence = reading.evidence.at;
    out->evidence_count = reading.evidence.n;
    if (reading.waiting.n)
        evidence_weigh(out, arena);
    evidence_tally(rules, arena, out);
    take_times(&reading, &sieved.times);
    out->meant = meant_later(rules, arena);
    if (rules->learned)
        out->ranking = propose_ranking(rules, arena, out);
    return out;
}
