/* match: a text against all words at once, at the places where the sieve says that one may begin.
 *
 * The bits of an entry of `pairs` say how long the words are that begin with the two characters
 * there; a bit of `triples` whether any goes on with the third. Both are asked of all places
 * first, without a branch, and few are left. For each bit there the piece of that length is looked
 * up in `slots` by its key. An automaton would visit memory at every character; this visits it
 * where words are. It is also built in one pass, without states.
 *
 * A piece of up to four characters is its own key, so that what is found is the word and need not
 * be compared; only longer words, and those with characters that share their 16 bits (fold.h), are
 * held against the text byte by byte. The slot knows all that is asked of a word, and a city's
 * words do not lie in the nearest cache: so each step goes over the text as a whole, and asks for
 * what the next one will read.
 *
 * Words of one character have no neighbour; they stand as bits in `singles`. Words longer than
 * WORD_POINTS_MAX share a key by their beginning and are told apart by the comparison alone.
 *
 * At each place longer words are tried first. So matches come out by place and length, and a match
 * is hidden if, and only if, one that came out before it in its layer reaches at least as far. */
#include "dsl/engine/match.h"

struct matcher {
    const struct rules *rules;
    struct view text;
    const struct fold_units *units;
    const struct image_word *words;
    const struct image_slot *slots;
    const struct image_use *uses;
    uint32_t slot_mask, slot_shift;
};

/* Where the next match is written, and how far the visible words of a layer reach. */
struct output {
    struct match *next;
    uint32_t matter_end, talk_end;
};

/* ---- which lengths ---- */

static bool bit_of(const uint32_t *bits, uint32_t number)
{
    return bits[number >> 5] >> (number & 31) & 1;
}

static uint32_t list_lengths(const struct rules *rules, const struct fold_units *units,
                             struct places *places, uint32_t *lengths)
{
    const uint32_t *pairs = image_pairs(rules), *triples = image_triples(rules);
    const uint32_t *singles = image_singles(rules);
    const uint32_t pair_mask = (uint32_t)image_pairs_count(rules) - 1;
    const uint32_t triple_mask = (uint32_t)image_triples_count(rules) * 32 - 1;
    uint32_t kept = 0, words = 0;
    for (uint32_t i = 0; i < places->n; i++) {
        const uint16_t *at = units->at + places->at[i];
        uint32_t pair = pair_hash(at), left = units->n - places->at[i];
        uint32_t longer = bit_of(triples, triple_hash(pair, at) & triple_mask) ? UINT32_MAX : 3;
        uint32_t within = left < WORD_POINTS_MAX ? (1u << left) - 1 : UINT32_MAX;
        places->at[kept] = places->at[i];
        lengths[kept] = ((pairs[pair & pair_mask] & longer) | bit_of(singles, *at)) & within;
        kept += lengths[kept] != 0;
    }
    places->n = kept;
    for (uint32_t i = 0; i < kept; i++)
        words += (uint32_t)__builtin_popcount(lengths[i]);
    return words;
}

/* ---- a word that stands here ---- */

/* Is the word, if it is of the layer, visible there? Then what it reaches is noted. No branch: half
 * of all words are of one layer, half of the other. */
static inline uint32_t layer_seen(uint32_t layers, uint32_t layer, uint32_t to, uint32_t *end)
{
    uint32_t seen = layers & layer & (0 - (uint32_t)(to > *end));
    *end += (to - *end) & (0 - (uint32_t)(seen != 0));
    return seen;
}

/* No branch: of a text in two scripts nobody could tell which way it goes. */
static inline unsigned latin(uint16_t unit)
{
    return ((unsigned)unit - 'a' < 26) | ((unsigned)unit - '0' < 10);
}

/* Does a run of Latin letters and digits go on over this place? No word begins or ends there. */
static inline bool inside_run(const struct fold_units *units, uint32_t at)
{
    uint32_t before = at > 0; /* behind the last one stand others, not Latin */
    return before & latin(units->at[at]) & latin(units->at[at - before]);
}

/* Where the word ends that was found up to `to`: there, or behind an English plural (matter.h, rule
 * 1); 0 where the run goes on in another way. */
static uint32_t word_end(const struct fold_units *units, uint32_t from, uint32_t to)
{
    uint32_t end = to;
    if (!inside_run(units, to))
        return to;
    for (uint32_t i = from; i < to; i++)
        if (units->at[i] >= 0x80)
            return 0;
    if (to - from < PLURAL_LEAST || units->at[to - 1] < 'a')
        return 0;
    end += units->at[end] == 'e' && end + 1 < units->n && units->at[end + 1] == 's';
    return units->at[end] == 's' && !inside_run(units, end + 1) ? end + 1 : 0;
}

/* The same for a word found at `from`, which may cut a run as well: a Chinese one cuts none. */
static inline uint32_t whole_end(const struct fold_units *units, uint32_t from, uint32_t to)
{
    if (!(latin(units->at[from]) | latin(units->at[to - 1])))
        return to;
    return inside_run(units, from) ? 0 : word_end(units, from, to);
}

static struct image_run slot_uses(const struct matcher *matcher, struct image_slot slot)
{
    struct image_run run = slot_run(slot);
    if (run.n == SLOT_USES_MANY)
        run.n = matcher->words[slot_number(slot) + 1].uses - run.at;
    return run;
}

static inline void emit(const struct matcher *matcher, struct output *out, struct image_slot slot,
                        uint32_t from, uint32_t to)
{
    uint32_t layers = slot_layers(slot), seen = layers & LAYER_PART;
    seen |= layer_seen(layers, LAYER_MATTER, to, &out->matter_end);
    seen |= layer_seen(layers, LAYER_TALK, to, &out->talk_end);
    struct image_run uses = slot_uses(matcher, slot);
    __builtin_prefetch(matcher->uses + uses.at);
    *out->next = (struct match){slot_number(slot), seen, from, to, uses};
    out->next += seen != 0;
}

/* The same for one whose ends may be Latin. */
static void emit_whole(const struct matcher *matcher, struct output *out, struct image_slot slot,
                       uint32_t from, uint32_t to)
{
    to = whole_end(matcher->units, from, to);
    if (to)
        emit(matcher, out, slot, from, to);
}

static bool same_eight(const char *a, const char *b)
{
    uint64_t x, y;
    memcpy(&x, a, 8);
    memcpy(&y, b, 8);
    return x == y;
}

/* memcmp() is made for longer pieces. */
static bool same_bytes(const char *a, const char *b, size_t n)
{
    if (n < 8) {
        size_t i = 0;
        while (i < n && a[i] == b[i])
            i++;
        return i == n;
    }
    for (size_t i = 0; i < n - 8; i += 8)
        if (!same_eight(a + i, b + i))
            return false;
    return same_eight(a + n - 8, b + n - 8);
}

/* Does the text at byte `at` go on as the word does? */
static bool stands_at(const struct matcher *matcher, uint32_t number, uint32_t at)
{
    struct image_text word = matcher->words[number].text;
    return word.n <= matcher->text.n - at &&
           same_bytes(image_text(matcher->rules) + word.at, matcher->text.p + at, word.n);
}

/* ---- which words ---- */

/* A bit for each slot of those together that has the key; no branch, for who could tell which? */
static inline uint32_t slots_with(const struct image_slot *slots, uint64_t key)
{
    return (uint32_t)(slots[0].key == key) | (uint32_t)(slots[1].key == key) << 1 |
           (uint32_t)(slots[2].key == key) << 2 | (uint32_t)(slots[3].key == key) << 3;
}
_Static_assert((int)SLOTS_TOGETHER == 4, "slots_with() looks at them all");

/* Half of all pieces are no word: each is written, and those that are counted, so that nobody has
 * to guess which it will be. */
static size_t list_pieces(const struct matcher *matcher, const struct places *places,
                          const uint32_t *lengths, struct piece *pieces)
{
    const struct image_slot *slots = matcher->slots;
    const uint16_t *units = matcher->units->at;
    const uint32_t mask = matcher->slot_mask, shift = matcher->slot_shift, count = places->n;
    size_t n = 0;
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t left = lengths[i], from = places->at[i]; left;) {
            uint32_t points = match_take_longest(&left);
            uint64_t key = word_key(units + from, points);
            uint32_t slot = slot_place(key, shift), with = slots_with(slots + slot, key);
            while (match_goes_on(slots + slot, with, key)) {
                slot = (slot + SLOTS_TOGETHER) & mask;
                with = slots_with(slots + slot, key);
            }
            slot += (uint32_t)__builtin_ctz(with | 1u << SLOTS_TOGETHER);
            pieces[n] = (struct piece){slot, (uint16_t)from, (uint16_t)points};
            n += with != 0;
        }
    return n;
}

/* The pieces of the text that have a word's key. */
static struct piece *pieces_of(const struct matcher *matcher, struct arena *arena,
                               struct places *places, size_t *n)
{
    const struct rules *rules = matcher->rules;
    const struct fold_units *units = matcher->units;
    bool wide = rules->lanes == LANES_AVX512;
    uint32_t *lengths = arena_raw(arena, (places->n + MATCH_SLACK) * sizeof *lengths);
    uint32_t most = wide ? match_lengths_in_vectors(rules, units, places, lengths)
                         : list_lengths(rules, units, places, lengths);
    struct piece *pieces = arena_raw(arena, (most + 1) * sizeof *pieces);
    *n = wide ? match_pieces_in_vectors(rules, units, places, lengths, pieces)
              : list_pieces(matcher, places, lengths, pieces);
    return pieces;
}

/* ---- whether it is that word ---- */

static bool is_itself(const struct matcher *matcher, const struct piece *piece,
                      struct image_slot slot)
{
    const uint16_t *offsets = matcher->units->offsets + piece->from;
    uint32_t bytes = (uint32_t)offsets[piece->points] - *offsets;
    return slot_points(slot) == piece->points &&
           matcher->words[slot_number(slot)].text.n == bytes &&
           stands_at(matcher, slot_number(slot), *offsets);
}

/* From the first slot with its key on; nearly always it is that one. */
static void look_up(const struct matcher *matcher, struct output *out, const struct piece *piece)
{
    const uint64_t key = matcher->slots[piece->slot].key;
    struct image_slot slot;
    for (uint32_t at = piece->slot; (slot = matcher->slots[at]).word;
         at = (at + 1) & matcher->slot_mask)
        if (slot.key == key && is_itself(matcher, piece, slot)) {
            emit_whole(matcher, out, slot, piece->from, (uint32_t)piece->from + piece->points);
            return;
        }
}

static uint32_t points_within(const struct matcher *matcher, uint32_t from, uint32_t bytes)
{
    uint32_t to = from, end = matcher->units->offsets[from] + bytes;
    while (to < matcher->units->n && matcher->units->offsets[to] < end)
        to++;
    return to - from;
}

/* Words of WORD_POINTS_MAX characters and more: of those that stand here, the longest that is
 * shorter than `below` bytes; its slot is free where there is none. Few lists have any, so each is
 * found by a walk of its own. */
static struct image_slot longest_below(const struct matcher *matcher, const struct piece *piece,
                                       uint32_t below)
{
    const uint64_t key = matcher->slots[piece->slot].key;
    struct image_slot best = {0, 0, 0}, slot;
    uint32_t best_bytes = 0;
    for (uint32_t i = piece->slot; (slot = matcher->slots[i]).word != 0;
         i = (i + 1) & matcher->slot_mask) {
        uint32_t bytes = matcher->words[slot_number(slot)].text.n;
        if (slot.key == key && slot_points(slot) == WORD_POINTS_MAX && bytes < below &&
            bytes > best_bytes &&
            stands_at(matcher, slot_number(slot), matcher->units->offsets[piece->from])) {
            best = slot;
            best_bytes = bytes;
        }
    }
    return best;
}

static void look_up_long(const struct matcher *matcher, struct output *out,
                         const struct piece *piece)
{
    struct image_slot slot;
    uint32_t below = UINT32_MAX;
    while ((slot = longest_below(matcher, piece, below)).word != 0) {
        below = matcher->words[slot_number(slot)].text.n;
        uint32_t points = points_within(matcher, piece->from, below);
        if (points >= WORD_POINTS_MAX)
            emit_whole(matcher, out, slot, piece->from, piece->from + points);
    }
}

static __attribute__((noinline)) void match_with_care(const struct matcher *matcher,
                                                      struct output *out, const struct piece *piece)
{
    if (piece->points == WORD_POINTS_MAX)
        look_up_long(matcher, out, piece);
    else
        look_up(matcher, out, piece);
}

/* The words that this piece is, or begins. With care goes a copy of the output: what nobody else
 * has the address of stays in registers. */
static inline void match_piece(const struct matcher *matcher, struct output *out,
                               const struct piece *piece)
{
    struct image_slot slot = matcher->slots[piece->slot];
    if (slot.uses & SLOT_PLAIN && slot_points(slot) == piece->points) {
        emit(matcher, out, slot, piece->from, (uint32_t)piece->from + piece->points);
        return;
    }
    struct output copy = *out;
    match_with_care(matcher, &copy, piece);
    *out = copy;
}

/* How many words of WORD_POINTS_MAX and more may stand at a place: as many as the table has. */
static size_t most_matches(const struct matcher *matcher, const struct piece *pieces, size_t n)
{
    size_t most = n;
    for (size_t i = 0; i < n; i++)
        if (pieces[i].points == WORD_POINTS_MAX)
            for (uint32_t at = pieces[i].slot; matcher->slots[at].word;
                 at = (at + 1) & matcher->slot_mask)
                most++;
    return most;
}

void match_words(const struct rules *rules, struct arena *arena, struct view text,
                 const struct fold_units *units, struct places *places, struct matches *matches)
{
    uint32_t slots = (uint32_t)image_slots_count(rules);
    struct matcher matcher = {
        .rules = rules,
        .text = text,
        .units = units,
        .words = image_words(rules),
        .slots = image_slots(rules),
        .uses = image_uses(rules),
        .slot_mask = slots - 1,
        .slot_shift = slot_shift(slots),
    };
    size_t n;
    const struct piece *pieces = pieces_of(&matcher, arena, places, &n);
    matches->at = arena_raw(arena, most_matches(&matcher, pieces, n) * sizeof(struct match));
    struct output out = {.next = matches->at};
    for (size_t i = 0; i < n; i++)
        match_piece(&matcher, &out, &pieces[i]);
    matches->n = (size_t)(out.next - matches->at);
}
