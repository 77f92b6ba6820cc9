/* match_vector: how long the words may be that begin at a place, for 16 places at once (AVX-512).
 * Four tables are asked of each, none of which lies in the nearest cache: here all are asked before
 * the first answers. And the slots that stand together, all held against a key at once. Words of
 * one and of two characters, which nearly all are, go apart from the longer ones. The same comes
 * out as in match.c, and tests/unit/test_lanes.c holds the two together. */
#include "dsl/engine/match.h"

#ifdef __x86_64__

#include <immintrin.h>

#define WIDE                                                                                       \
    __attribute__((                                                                                \
        target("avx512f,avx512bw,avx512vl,avx512vbmi2,avx512vpopcntdq,bmi,bmi2,lzcnt,popcnt")))

enum { LANES = 16 };

struct tables {
    const uint32_t *pairs, *triples, *singles;
    __m512i pair_mask, triple_mask;
};

/* Which of the numbered bits are set. */
static inline WIDE __mmask16 bits_set(const uint32_t *table, __m512i number)
{
    __m512i words = _mm512_i32gather_epi32(_mm512_srli_epi32(number, 5), table, 4);
    __m512i bit =
        _mm512_sllv_epi32(_mm512_set1_epi32(1), _mm512_and_si512(number, _mm512_set1_epi32(31)));
    return _mm512_test_epi32_mask(words, bit);
}

static inline WIDE __m512i mixed(__m512i value, uint32_t factor)
{
    __m512i hash = _mm512_mullo_epi32(value, _mm512_set1_epi32((int)factor));
    return _mm512_xor_si512(hash, _mm512_srli_epi32(hash, 15));
}

/* A bit for each length that a word beginning there may have; `left`: so many characters are left.
 */
static inline WIDE __m512i lengths_of(const struct tables *tables, const uint16_t *units,
                                      __m512i places, __m512i left)
{
    const __m512i one = _mm512_set1_epi32(1);
    __m512i two = _mm512_i32gather_epi32(places, units, 2);
    __m512i third = _mm512_srli_epi32(_mm512_i32gather_epi32(places, units + 1, 2), 16);
    __m512i pair = mixed(two, PAIR_FACTOR);
    __m512i triple = mixed(_mm512_xor_si512(pair, third), TRIPLE_FACTOR);
    __mmask16 longer = bits_set(tables->triples, _mm512_and_si512(triple, tables->triple_mask));
    __mmask16 single =
        bits_set(tables->singles, _mm512_and_si512(two, _mm512_set1_epi32(UINT16_MAX)));
    __m512i lengths =
        _mm512_i32gather_epi32(_mm512_and_si512(pair, tables->pair_mask), tables->pairs, 4);
    lengths = _mm512_mask_and_epi32(lengths, (__mmask16)~longer, lengths, _mm512_set1_epi32(3));
    lengths = _mm512_mask_or_epi32(lengths, single, lengths, one);
    /* a shift by 32 and more leaves nothing, and so all are within */
    __m512i within = _mm512_sub_epi32(_mm512_sllv_epi32(one, left), one);
    return _mm512_and_si512(lengths, within);
}

/* What may stand in a text: pieces of one character and of two, with no slot yet, as a number each
 * (BRIEF); and places with the lengths of longer ones. Most are brief, and so they go through one
 * loop of which nobody has to guess how often it turns. */
struct candidates {
    uint32_t *brief, *lengths;
    struct places longer;
    uint32_t brief_count, longer_count; /* longer_count: of lengths */
};
#define BRIEF(from, points) ((from) | (points) << 16)

/* Takes up the lengths that words may have at 16 places, by place, longer ones first. */
static inline WIDE void add_brief(struct candidates *out, __m512i places, __m512i lengths)
{
    const __m512i low = _mm512_setr_epi32(0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
    const __m512i high = _mm512_add_epi32(low, _mm512_set1_epi32(LANES / 2));
    __m512i two = _mm512_or_si512(places, _mm512_set1_epi32(BRIEF(0, 2)));
    __m512i one = _mm512_or_si512(places, _mm512_set1_epi32(BRIEF(0, 1)));
    uint32_t ones = _mm512_test_epi32_mask(lengths, _mm512_set1_epi32(1));
    uint32_t twos = _mm512_test_epi32_mask(lengths, _mm512_set1_epi32(2));
    uint32_t chosen = _pdep_u32(twos, 0x55555555) | _pdep_u32(ones, 0xaaaaaaaa);
    uint32_t *to = out->brief + out->brief_count;
    _mm512_storeu_si512(to, _mm512_maskz_compress_epi32((__mmask16)chosen,
                                                        _mm512_permutex2var_epi32(two, low, one)));
    to += __builtin_popcount(chosen & UINT16_MAX);
    _mm512_storeu_si512(to, _mm512_maskz_compress_epi32((__mmask16)(chosen >> LANES),
                                                        _mm512_permutex2var_epi32(two, high, one)));
    out->brief_count += (uint32_t)__builtin_popcount(chosen);
}

static inline WIDE void add_longer(struct candidates *out, __m512i places, __m512i lengths)
{
    lengths = _mm512_andnot_si512(_mm512_set1_epi32(3), lengths);
    __mmask16 some = _mm512_test_epi32_mask(lengths, lengths);
    _mm512_storeu_si512(out->lengths + out->longer.n, _mm512_maskz_compress_epi32(some, lengths));
    _mm256_storeu_si256((void *)(out->longer.at + out->longer.n),
                        _mm512_cvtepi32_epi16(_mm512_maskz_compress_epi32(some, places)));
    out->longer.n += (uint32_t)__builtin_popcount(some);
    out->longer_count += (uint32_t)_mm512_reduce_add_epi32(_mm512_popcnt_epi32(lengths));
}

static WIDE void list_candidates(const struct rules *rules, const struct fold_units *units,
                                 const struct places *places, struct candidates *out)
{
    const struct tables tables = {
        .pairs = image_pairs(rules),
        .triples = image_triples(rules),
        .singles = image_singles(rules),
        .pair_mask = _mm512_set1_epi32(image_pairs_count(rules) - 1),
        .triple_mask = _mm512_set1_epi32(image_triples_count(rules) * 32 - 1),
    };
    for (uint32_t i = 0; i < places->n; i += LANES) {
        uint32_t n = places->n - i;
        __mmask16 there = (__mmask16)(n < LANES ? (1u << n) - 1 : UINT16_MAX);
        __m512i at =
            _mm512_maskz_cvtepu16_epi32(there, _mm256_loadu_si256((const void *)(places->at + i)));
        __m512i left = _mm512_sub_epi32(_mm512_set1_epi32((int)units->n), at);
        __m512i lengths = _mm512_maskz_mov_epi32(there, lengths_of(&tables, units->at, at, left));
        add_brief(out, at, lengths);
        add_longer(out, at, lengths);
    }
}

struct slots {
    const struct image_slot *at;
    uint32_t mask, shift;
};

/* Two bits for each slot of those together: set is the lower one where it has the key. */
static inline WIDE uint32_t slots_with(const struct image_slot *slots, uint64_t key)
{
    return _mm512_mask_cmpeq_epi64_mask(0x55, _mm512_loadu_si512(slots),
                                        _mm512_set1_epi64((long long)key));
}
_Static_assert(SLOTS_TOGETHER * sizeof(struct image_slot) == 64, "slots_with() looks at them all");

/* Writes the piece with the first slot that has its key; returns how many that are, 0 or 1. */
static inline WIDE size_t put_piece(const struct slots *slots, struct piece *piece, uint64_t key,
                                    uint32_t from, uint32_t points)
{
    uint32_t slot = slot_place(key, slots->shift), with = slots_with(slots->at + slot, key);
    while (match_goes_on(slots->at + slot, with, key)) {
        slot = (slot + SLOTS_TOGETHER) & slots->mask;
        with = slots_with(slots->at + slot, key);
    }
    slot += (uint32_t)__builtin_ctz(with | 1u << 2 * SLOTS_TOGETHER) / 2;
    *piece = (struct piece){slot, (uint16_t)from, (uint16_t)points};
    return with != 0;
}

static WIDE size_t put_brief(const struct slots *slots, const uint16_t *units,
                             const struct candidates *candidates, struct piece *pieces)
{
    const uint32_t *brief = candidates->brief, count = candidates->brief_count;
    size_t n = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t from = brief[i] & UINT16_MAX, points = brief[i] >> 16, two;
        memcpy(&two, units + from, sizeof two);
        n += put_piece(slots, &pieces[n], two & UINT32_MAX >> (32 - 16 * points), from, points);
    }
    return n;
}

static WIDE size_t put_longer(const struct slots *slots, const uint16_t *units,
                              const struct candidates *candidates, struct piece *pieces)
{
    size_t n = 0;
    for (uint32_t i = 0; i < candidates->longer.n; i++)
        for (uint32_t left = candidates->lengths[i], from = candidates->longer.at[i]; left;) {
            uint32_t points = match_take_longest(&left);
            n += put_piece(slots, &pieces[n], word_key(units + from, points), from, points);
        }
    return n;
}

/* Does a come behind b? */
static bool behind(struct piece a, struct piece b)
{
    return a.from > b.from || (a.from == b.from && a.points < b.points);
}

/* Puts the longer ones in between, from the last on; there is room for them behind the n. */
static void merge(struct piece *pieces, size_t n, const struct piece *longer, size_t count)
{
    for (size_t to = n + count; count;)
        if (n && behind(pieces[n - 1], longer[count - 1]))
            pieces[--to] = pieces[--n];
        else
            pieces[--to] = longer[--count];
}

struct piece *match_pieces_in_vectors(const struct rules *rules, struct arena *arena,
                                      const struct fold_units *units, struct places *places,
                                      size_t *n)
{
    const uint32_t room = (uint32_t)image_slots_count(rules);
    const struct slots slots = {image_slots(rules), room - 1, slot_shift(room)};
    struct candidates candidates = {
        .brief = arena_raw(arena, (places->n * 2 + 2 * LANES) * sizeof(uint32_t)),
        .lengths = arena_raw(arena, (places->n + LANES) * sizeof(uint32_t)),
        .longer = {.at = places->at}};
    list_candidates(rules, units, places, &candidates);
    size_t longer = candidates.longer_count, most = candidates.brief_count + longer + 1;
    struct piece *pieces = arena_raw(arena, (most + longer + 1) * sizeof *pieces);
    *n = put_brief(&slots, units->at, &candidates, pieces);
    longer = put_longer(&slots, units->at, &candidates, pieces + most);
    merge(pieces, *n, pieces + most, longer);
    *n += longer;
    return pieces;
}

#else

struct piece *match_pieces_in_vectors(const struct rules *rules, struct arena *arena,
                                      const struct fold_units *units, struct places *places,
                                      size_t *n)
{
    (void)rules, (void)arena, (void)units, (void)places;
    *n = 0;
    return NULL;
}

#endif
