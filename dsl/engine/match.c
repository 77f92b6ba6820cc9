/* match: a text against all words at once, at the places where the sieve says that one may begin.
 *
 * The bits of an entry of `pairs` say how long the words are that begin with the two characters
 * there; a bit of `triples` whether any goes on with the third. Both are asked of all places
 * first, without a branch, and few are left. For each bit there the piece of that length is hashed
 * and looked up in `slots`; what the eight bits of hash kept there let through is compared byte by
 * byte. An automaton would visit memory at every character; this visits it where words are. It is
 * also built in one pass, without states.
 *
 * A city's words do not lie in the nearest cache, and three places of memory, one known by the
 * other, are too much to wait for at each word. So the text goes through each step as a whole, and
 * each step asks for what the next one will read.
 *
 * Words of one character have no neighbour; they stand as bits in `singles`. Words longer than
 * WORD_POINTS_MAX share a slot by their beginning and are told apart by the comparison alone.
 *
 * At each place longer words are tried first. So matches come out by place and length, and a match
 * is hidden if, and only if, one that came out before it in its layer reaches at least as far. */
#include "dsl/engine/match.h"

struct matcher {
    const struct rules *rules;
    struct arena *arena;
    struct view text;
    const struct fold_units *units;
    const struct image_word *words;
    const uint32_t *slots;
    uint32_t slot_mask;
    uint32_t matter_end, talk_end; /* how far the visible words of a layer reach */
    struct matches *out;
};

/* ---- which lengths ---- */

static bool bit_of(const uint32_t *bits, uint32_t number)
{
    return bits[number >> 5] >> (number & 31) & 1;
}

/* Keeps the places where a word may begin, with the lengths it may have: bit n-1 for n characters.
 */
static uint32_t *lengths_at(const struct rules *rules, struct arena *arena,
                            const struct fold_units *units, struct places *places)
{
    const uint32_t *pairs = image_pairs(rules), *triples = image_triples(rules);
    const uint32_t *singles = image_singles(rules);
    const uint32_t pair_mask = (uint32_t)image_pairs_count(rules) - 1;
    const uint32_t triple_mask = (uint32_t)image_triples_count(rules) * 32 - 1;
    uint32_t *lengths = arena_raw(arena, (places->n + 1) * sizeof *lengths), kept = 0;
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
    return lengths;
}

/* ---- a word that stands here ---- */

static uint32_t layer_seen(uint32_t to, uint32_t *end)
{
    if (to <= *end)
        return 0;
    *end = to;
    return 1;
}

static bool latin(uint16_t unit)
{
    return (unit >= 'a' && unit <= 'z') || (unit >= '0' && unit <= '9');
}

/* Does a run of Latin letters and digits go on over this place? No word begins or ends there. */
static inline bool inside_run(const struct fold_units *units, uint32_t at)
{
    return at > 0 && at < units->n && latin(units->at[at - 1]) && latin(units->at[at]);
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

static void emit(struct matcher *matcher, uint32_t word, uint32_t from, uint32_t found)
{
    uint32_t to = inside_run(matcher->units, from) ? 0 : word_end(matcher->units, from, found);
    if (!to)
        return;
    uint32_t layers = matcher->words[word].layers, seen = layers & LAYER_PART;
    if (layers & LAYER_MATTER && layer_seen(to, &matcher->matter_end))
        seen |= LAYER_MATTER;
    if (layers & LAYER_TALK && layer_seen(to, &matcher->talk_end))
        seen |= LAYER_TALK;
    if (seen)
        VEC_ADD(matcher->arena, &matcher->out->list, ((struct match){word, seen, from, to}));
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
static bool stands_at(const struct matcher *matcher, const struct image_word *word, uint32_t at)
{
    return word->text.n <= matcher->text.n - at &&
           same_bytes(image_text(matcher->rules) + word->text.at, matcher->text.p + at,
                      word->text.n);
}

/* ---- which words ---- */

/* Perhaps a word of so many characters stands here. */
struct guess {
    uint32_t slot, word; /* where its hash leads; the word that is there */
    uint16_t from;
    unsigned char points, tag;
};

static uint32_t slot_word(uint32_t slot)
{
    return (slot & ((1u << SLOT_WORD_BITS) - 1)) - 1;
}

static size_t list_guesses(const struct matcher *matcher, const struct places *places,
                           const uint32_t *lengths, struct guess *guesses)
{
    size_t n = 0;
    for (uint32_t i = 0; i < places->n; i++)
        for (uint32_t left = lengths[i]; left;) {
            uint32_t points = 32 - (uint32_t)__builtin_clz(left);
            uint64_t hash = word_hash(matcher->units->at + places->at[i], points);
            left &= ~(1u << (points - 1));
            guesses[n++] = (struct guess){.slot = (uint32_t)hash & matcher->slot_mask,
                                          .from = places->at[i],
                                          .points = (unsigned char)points,
                                          .tag = (unsigned char)(hash >> 56)};
            __builtin_prefetch(&matcher->slots[guesses[n - 1].slot]);
        }
    return n;
}

/* The first slot from guess->slot on that has the tag; false: none. */
static inline bool find_tag(const struct matcher *matcher, struct guess *guess)
{
    uint32_t slot;
    for (; (slot = matcher->slots[guess->slot]) != 0;
         guess->slot = (guess->slot + 1) & matcher->slot_mask)
        if (slot >> SLOT_WORD_BITS == guess->tag) {
            guess->word = slot_word(slot);
            return true;
        }
    return false;
}

/* Keeps the guesses for which there is a word with the tag. */
static size_t drop_wrong(const struct matcher *matcher, struct guess *guesses, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        guesses[kept] = guesses[i];
        if (find_tag(matcher, &guesses[kept])) {
            __builtin_prefetch(&matcher->words[guesses[kept].word]);
            kept++;
        }
    }
    return kept;
}

static void fetch_texts(const struct matcher *matcher, const struct guess *guesses, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct image_word *word = &matcher->words[guesses[i].word];
        __builtin_prefetch(image_text(matcher->rules) + word->text.at);
        __builtin_prefetch(image_uses(matcher->rules) + word->uses);
    }
}

static void look_up(struct matcher *matcher, struct guess guess)
{
    uint32_t at = matcher->units->offsets[guess.from], to = guess.from + guess.points;
    uint32_t bytes = matcher->units->offsets[to] - at;
    for (bool found = true; found; found = find_tag(matcher, &guess)) {
        const struct image_word *word = &matcher->words[guess.word];
        if (word->text.n == bytes && stands_at(matcher, word, at)) {
            emit(matcher, guess.word, guess.from, to);
            return;
        }
        guess.slot = (guess.slot + 1) & matcher->slot_mask;
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
 * shorter than `below`. Few lists have any, so each is found by a walk of its own. */
static uint32_t longest_below(const struct matcher *matcher, uint32_t from, uint32_t below)
{
    uint64_t hash = word_hash(matcher->units->at + from, WORD_POINTS_MAX);
    uint32_t best = 0, best_bytes = 0, at = matcher->units->offsets[from];
    for (uint32_t i = (uint32_t)hash & matcher->slot_mask; matcher->slots[i];
         i = (i + 1) & matcher->slot_mask) {
        uint32_t slot = matcher->slots[i], word = slot_word(slot);
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

static uint32_t count_bits(const uint32_t *numbers, uint32_t n)
{
    uint32_t bits = 0;
    for (uint32_t i = 0; i < n; i++)
        bits += (uint32_t)__builtin_popcount(numbers[i]);
    return bits;
}

void match_words(const struct rules *rules, struct arena *arena, struct view text,
                 const struct fold_units *units, struct places *places, struct matches *matches)
{
    struct matcher matcher = {
        .rules = rules,
        .arena = arena,
        .text = text,
        .units = units,
        .words = image_words(rules),
        .slots = image_slots(rules),
        .slot_mask = (uint32_t)image_slots_count(rules) - 1,
        .out = matches,
    };
    *matches = (struct matches){0};
    const uint32_t *lengths = lengths_at(rules, arena, units, places);
    size_t room = count_bits(lengths, places->n);
    struct guess *guesses = arena_raw(arena, room * sizeof *guesses);
    size_t n = drop_wrong(&matcher, guesses, list_guesses(&matcher, places, lengths, guesses));
    fetch_texts(&matcher, guesses, n);
    VEC_ROOM(arena, &matches->list, n);
    for (size_t i = 0; i < n; i++)
        if (guesses[i].points == WORD_POINTS_MAX)
            look_up_long(&matcher, guesses[i].from);
        else
            look_up(&matcher, guesses[i]);
}
