/* match: a text against all words at once, in two passes.
 *
 * The first decodes it and sieves: the hash of each character and its neighbour is a bit that says
 * whether any word begins so. Places that pass are listed without a branch; few do. The second pass
 * visits those alone. The bits of an entry of `pairs` say how long the words are that begin with
 * such a pair; for each bit the piece of that length is hashed, which is one subtraction of running
 * sums, and looked up in `slots`; what the eight bits of hash kept there let through is compared
 * byte by byte. An automaton would visit memory at every character; this visits it where words are.
 * It is also built in one pass, without states.
 *
 * Words of one character have no neighbour; they stand as bits in `singles`. Words longer than
 * WORD_POINTS_MAX share a slot by their beginning and are told apart by the comparison alone.
 *
 * At each place longer words are tried first. So matches come out by place and length, and a match
 * is hidden if, and only if, one that came out before it in its layer reaches at least as far. */
#include "dsl/engine/match.h"

#include "dsl/base/utf8.h"

struct matcher {
    const struct rules *rules;
    struct arena *arena;
    struct view text;
    const struct image_word *words;
    const uint32_t *sieve, *pairs, *singles, *slots;
    uint32_t sieve_mask, pair_mask, slot_mask;
    uint64_t *sums;   /* running hash sums, points + 1 */
    uint32_t *places; /* where a word may begin */
    uint32_t place_count;
    uint64_t powers[WORD_POINTS_MAX + 1];
    uint32_t matter_end, talk_end; /* how far the visible words of a layer reach */
    struct matches *out;
};

static void matcher_init(struct matcher *matcher, const struct rules *rules, struct arena *arena,
                         struct view text, struct matches *out)
{
    *matcher = (struct matcher){
        .rules = rules,
        .arena = arena,
        .text = text,
        .words = image_words(rules),
        .sieve = image_sieve(rules),
        .pairs = image_pairs(rules),
        .singles = image_singles(rules),
        .slots = image_slots(rules),
        .sieve_mask = (uint32_t)image_sieve_count(rules) - 1,
        .pair_mask = (uint32_t)image_pairs_count(rules) - 1,
        .slot_mask = (uint32_t)image_slots_count(rules) - 1,
        .out = out,
    };
    matcher->powers[0] = 1;
    for (int i = 1; i <= WORD_POINTS_MAX; i++)
        matcher->powers[i] = matcher->powers[i - 1] * WORD_HASH_BASE;
}

/* Behind the last code point stands a zero, so that each has a neighbour. */
static void decode(struct matcher *matcher)
{
    struct matches *out = matcher->out;
    struct view text = matcher->text;
    size_t room = utf8_length(text) + 2;
    out->points = ARENA_ARRAY(matcher->arena, room, uint32_t);
    out->offsets = ARENA_ARRAY(matcher->arena, room, uint32_t);
    matcher->sums = ARENA_ARRAY(matcher->arena, room, uint64_t);
    uint32_t n = 0;
    uint64_t sum = 0;
    for (size_t at = 0; at < text.n && n + 2 < room; n++) {
        out->offsets[n] = (uint32_t)at;
        uint32_t point = utf8_next_inline(text, &at);
        out->points[n] = point;
        sum = word_hash_step(sum, point);
        matcher->sums[n + 1] = sum;
    }
    out->offsets[n] = (uint32_t)text.n;
    out->point_count = n;
}

static uint32_t single_bit(const struct matcher *matcher, uint32_t point)
{
    return matcher->singles[(point & (SINGLE_BITS - 1)) >> 5] >> (point & 31) & 1;
}

static void sieve(struct matcher *matcher)
{
    const uint32_t *points = matcher->out->points;
    uint32_t count = matcher->out->point_count, n = 0;
    matcher->places = ARENA_ARRAY(matcher->arena, count + 1, uint32_t);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t pair = pair_hash(points[i], points[i + 1]);
        uint32_t bit = matcher->sieve[pair >> 5 & matcher->sieve_mask] >> (pair & 31) & 1;
        matcher->places[n] = i;
        n += bit | single_bit(matcher, points[i]);
    }
    matcher->place_count = n;
}

static uint32_t layer_seen(uint32_t to, uint32_t *end)
{
    if (to <= *end)
        return 0;
    *end = to;
    return 1;
}

static bool latin(uint32_t point)
{
    return (point >= 'a' && point <= 'z') || (point >= '0' && point <= '9');
}

/* Does a run of Latin letters and digits go on over this place? No word begins or ends there. */
static bool inside_run(const struct matches *matches, uint32_t at)
{
    return at > 0 && latin(matches->points[at - 1]) && latin(matches->points[at]);
}

static void emit(struct matcher *matcher, uint32_t word, uint32_t from, uint32_t to)
{
    if (inside_run(matcher->out, from) || inside_run(matcher->out, to))
        return;
    uint32_t layers = matcher->words[word].layers, seen = layers & LAYER_PART;
    if (layers & LAYER_MATTER && layer_seen(to, &matcher->matter_end))
        seen |= LAYER_MATTER;
    if (layers & LAYER_TALK && layer_seen(to, &matcher->talk_end))
        seen |= LAYER_TALK;
    if (seen)
        VEC_ADD(matcher->arena, &matcher->out->list, ((struct match){word, seen, from, to}));
}

static uint64_t piece_hash(const struct matcher *matcher, uint32_t from, uint32_t points)
{
    uint64_t sum = matcher->sums[from + points] - matcher->sums[from] * matcher->powers[points];
    return word_hash_spread(sum, points);
}

/* Does the text at byte `at` go on as the word does? */
static bool stands_at(const struct matcher *matcher, const struct image_word *word, uint32_t at)
{
    return word->text.n <= matcher->text.n - at &&
           memcmp(image_text(matcher->rules) + word->text.at, matcher->text.p + at, word->text.n) ==
               0;
}

static void look_up(struct matcher *matcher, uint32_t from, uint32_t points)
{
    uint64_t hash = piece_hash(matcher, from, points);
    uint32_t at = matcher->out->offsets[from];
    uint32_t bytes = matcher->out->offsets[from + points] - at;
    for (uint32_t i = (uint32_t)hash & matcher->slot_mask; matcher->slots[i];
         i = (i + 1) & matcher->slot_mask) {
        uint32_t slot = matcher->slots[i], word = (slot & ((1u << SLOT_WORD_BITS) - 1)) - 1;
        if (slot >> SLOT_WORD_BITS != hash >> 56 || matcher->words[word].text.n != bytes ||
            !stands_at(matcher, &matcher->words[word], at))
            continue;
        emit(matcher, word, from, from + points);
        return;
    }
}

static uint32_t points_within(const struct matcher *matcher, uint32_t from, uint32_t bytes)
{
    uint32_t to = from, end = matcher->out->offsets[from] + bytes;
    while (to < matcher->out->point_count && matcher->out->offsets[to] < end)
        to++;
    return to - from;
}

/* Words of WORD_POINTS_MAX characters and more: of those that stand here, the longest that is
 * shorter than `below`. Few lists have any, so each is found by a walk of its own. */
static uint32_t longest_below(const struct matcher *matcher, uint32_t from, uint32_t below)
{
    uint64_t hash = piece_hash(matcher, from, WORD_POINTS_MAX);
    uint32_t best = 0, best_bytes = 0, at = matcher->out->offsets[from];
    for (uint32_t i = (uint32_t)hash & matcher->slot_mask; matcher->slots[i];
         i = (i + 1) & matcher->slot_mask) {
        uint32_t slot = matcher->slots[i], word = (slot & ((1u << SLOT_WORD_BITS) - 1)) - 1;
        const struct image_word *one = &matcher->words[word];
        if (slot >> SLOT_WORD_BITS == hash >> 56 && one->text.n < below &&
            one->text.n > best_bytes && stands_at(matcher, one, at)) {
            best = word + 1;
            best_bytes = one->text.n;
        }
    }
    return best;
}

static void look_up_long(struct matcher *matcher, uint32_t from)
{
    uint32_t below = UINT32_MAX, word;
    while ((word = longest_below(matcher, from, below)) != 0) {
        below = matcher->words[word - 1].text.n;
        uint32_t points = points_within(matcher, from, below);
        if (points >= WORD_POINTS_MAX)
            emit(matcher, word - 1, from, from + points);
    }
}

/* Bit n-1: a word of n characters may begin at `from`. */
static uint32_t lengths_at(const struct matcher *matcher, uint32_t from)
{
    const uint32_t *point = &matcher->out->points[from];
    uint32_t left = matcher->out->point_count - from;
    uint32_t lengths = matcher->pairs[pair_hash(point[0], point[1]) & matcher->pair_mask];
    lengths |= single_bit(matcher, point[0]);
    return left < WORD_POINTS_MAX ? lengths & ((1u << left) - 1) : lengths;
}

static void look_at(struct matcher *matcher, uint32_t from)
{
    uint32_t lengths = lengths_at(matcher, from);
    while (lengths) {
        uint32_t points = 32 - (uint32_t)__builtin_clz(lengths);
        lengths &= ~(1u << (points - 1));
        if (points == WORD_POINTS_MAX)
            look_up_long(matcher, from);
        else
            look_up(matcher, from, points);
    }
}

void match_words(const struct rules *rules, struct arena *arena, struct view text,
                 struct matches *matches)
{
    struct matcher matcher;
    *matches = (struct matches){0};
    matcher_init(&matcher, rules, arena, text, matches);
    decode(&matcher);
    sieve(&matcher);
    for (uint32_t i = 0; i < matcher.place_count; i++)
        look_at(&matcher, matcher.places[i]);
}
