/* sieve: nearly all of a text begins nothing, and is passed over here without a branch.
 *
 * A word of two characters and more is announced by the first two: a bit by their hash, in a table
 * that the nearest cache holds. Words of one character are announced by a bit among 512, times and
 * turns of speech by two of these: of the character and of the next. Places of words are listed by
 * writing each and counting those that count; times and turns are bits first, a word of them for 64
 * characters, so that "somebody stands near" costs a few shifts for all of them.
 *
 * sieve_vector.c does the same for 32 places at once, or 8; what comes out is the same. */
#include "dsl/engine/sieve.h"

enum { AT_ONCE = 64 };

/* ---- by single steps ---- */

static void list_words(const struct rules *rules, const struct fold_units *units,
                       struct places *words)
{
    const uint32_t *sieve = image_sieve(rules), *ones = image_ones(rules);
    uint32_t mask = (uint32_t)image_sieve_count(rules) - 1, n = 0;
    for (uint32_t i = 0; i < units->n; i++) {
        uint32_t pair = pair_hash(units->at + i), bit = fold_unit_bit(units->at[i]);
        uint32_t begins = sieve[pair >> 5 & mask] >> (pair & 31) | ones[bit >> 5] >> (bit & 31);
        words->at[n] = (uint16_t)i;
        n += begins & 1;
    }
    words->n = n;
}

static inline uint32_t classes_of(uint16_t unit)
{
    return sieve_classes.all[fold_unit_bit(unit)];
}

/* A character that is of some class; of pairs the lower ones. */
struct hit {
    uint16_t at, classes;
};
_Static_assert(SIEVE_PAIR_CLASSES + SIEVE_ALONE_CLASSES <= 16, "a bit each");

/* Each is written, and those that are one counted. */
static uint32_t list_hits(const struct fold_units *units, struct hit *hits)
{
    uint32_t n = 0, here = classes_of(units->at[0]), next;
    for (uint32_t i = 0; i < units->n; i++, here = next) {
        next = classes_of(units->at[i + 1]);
        uint32_t pairs = (here & next >> 8 * SIEVE_SECOND) | here >> 8 * SIEVE_ITSELF;
        uint32_t classes = (pairs & UINT8_MAX) | here >> 8 * SIEVE_MARK << SIEVE_PAIR_CLASSES;
        hits[n] = (struct hit){(uint16_t)i, (uint16_t)classes};
        n += classes != 0;
    }
    return n;
}

static void set_bits(const struct fold_units *units, struct arena *arena, struct sieve_bits *bits)
{
    struct hit *hits = arena_raw(arena, units->n * sizeof *hits);
    uint32_t n = list_hits(units, hits);
    for (uint32_t i = 0; i < n; i++) {
        uint16_t at = hits[i].at, unit = units->at[at];
        struct sieve_bits *word = &bits[at / AT_ONCE];
        uint64_t bit = (uint64_t)1 << at % AT_ONCE;
        word->digits |= unit >= '0' && unit <= '9' ? bit : 0; /* none that no digit follows */
        for (uint32_t left = hits[i].classes; left; left &= left - 1)
            word->of[__builtin_ctz(left)] |= bit;
    }
}

/* ---- times and turns ---- */

/* Bits of two words, the lower first. */
typedef unsigned __int128 bits128;
static bits128 both(uint64_t low, uint64_t high)
{
    return (bits128)high << AT_ONCE | low;
}

/* Each bit and the STANCE_BEFORE (36) behind it; those of the upper word. */
static uint64_t spread_on(bits128 bits)
{
    for (int by = 1; by <= 16; by *= 2)
        bits |= bits << by;
    return (uint64_t)((bits | bits << (STANCE_BEFORE - 31)) >> AT_ONCE);
}

/* Each bit and more than STANCE_BEHIND (7) before it; those of the lower word. */
static uint64_t spread_back(bits128 bits)
{
    for (int by = 1; by <= (STANCE_BEHIND + 1) / 2; by *= 2)
        bits |= bits >> by;
    return (uint64_t)bits;
}

/* Where a turn may begin among the characters of bits[0]; a word stands before and one behind. */
static uint64_t turns_among(const struct sieve_bits *bits)
{
    uint64_t turns = bits[0].turns, asks = bits[0].asks | bits[0].tells;
    uint64_t begins = bits[0].marks << 1 | bits[-1].marks >> (AT_ONCE - 1);
    if (bits[0].says)
        turns |= bits[0].says & (begins | spread_on(both(bits[-1].speakers, bits[0].speakers)));
    if (asks)
        turns |= asks & spread_back(both(bits[0].speakers, bits[1].speakers));
    if (bits[0].lacks)
        turns |= bits[0].lacks & spread_back(both(bits[0].lacked, bits[1].lacked));
    return turns;
}

static void list_bits(const struct rules *rules, struct places *places, uint32_t from,
                      uint64_t bits)
{
    if (rules->lanes == LANES_AVX512) {
        sieve_list_in_vectors(places, from, bits);
        return;
    }
    for (; bits; bits &= bits - 1)
        places->at[places->n++] = (uint16_t)(from + (uint32_t)__builtin_ctzll(bits));
}

static void list_speech(const struct rules *rules, const struct sieve_bits *bits, uint32_t n,
                        struct sieved *sieved)
{
    for (uint32_t from = 0; from < n; from += AT_ONCE, bits++) {
        uint64_t first = from == 0 ? bits->says & 1 : 0; /* a text begins with a clause */
        uint64_t inside = bits[0].digits << 1 | bits[-1].digits >> (AT_ONCE - 1);
        list_bits(rules, &sieved->times, from,
                  bits->weekdays | bits->days | (bits->numbers & ~inside));
        list_bits(rules, &sieved->turns, from, turns_among(bits) | first);
        sieved->marks[from / AT_ONCE] = bits->marks;
    }
}

void sieve_text(const struct rules *rules, struct arena *arena, const struct fold_units *units,
                struct sieved *sieved)
{
    size_t room = (units->n + SIEVE_SLACK) * sizeof(uint16_t), words = units->n / AT_ONCE + 1;
    struct sieve_bits *bits = ARENA_ARRAY(arena, words + 2, struct sieve_bits);
    *sieved = (struct sieved){{.at = arena_raw(arena, room)},
                              {.at = arena_raw(arena, room)},
                              {.at = arena_raw(arena, room)},
                              arena_raw(arena, words * sizeof(uint64_t))};
    if (!sieve_in_vectors(rules, units, &sieved->words, bits + 1))
        list_words(rules, units, &sieved->words);
    if (rules->lanes != LANES_AVX512)
        set_bits(units, arena, bits + 1);
    list_speech(rules, bits + 1, units->n, sieved);
}
