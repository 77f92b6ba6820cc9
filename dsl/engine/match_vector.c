/* match_vector: how long the words may be that begin at a place, for 16 places at once (AVX-512).
 * Four tables are asked of each, none of which lies in the nearest cache: here all are asked before
 * the first answers. And the slots that stand together, all held against a key at once. The same
 * comes out as in match.c, and tests/unit/test_lanes.c holds the two together. */
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

WIDE uint32_t match_lengths_in_vectors(const struct rules *rules, const struct fold_units *units,
                                       struct places *places, uint32_t *lengths)
{
    const struct tables tables = {
        .pairs = image_pairs(rules),
        .triples = image_triples(rules),
        .singles = image_singles(rules),
        .pair_mask = _mm512_set1_epi32(image_pairs_count(rules) - 1),
        .triple_mask = _mm512_set1_epi32(image_triples_count(rules) * 32 - 1),
    };
    uint32_t kept = 0;
    __m512i words = _mm512_setzero_si512();
    for (uint32_t i = 0; i < places->n; i += LANES) {
        uint32_t n = places->n - i;
        __mmask16 there = (__mmask16)(n < LANES ? (1u << n) - 1 : UINT16_MAX);
        __m512i at =
            _mm512_maskz_cvtepu16_epi32(there, _mm256_loadu_si256((const void *)(places->at + i)));
        __m512i left = _mm512_sub_epi32(_mm512_set1_epi32((int)units->n), at);
        __m512i found = lengths_of(&tables, units->at, at, left);
        __mmask16 some = _mm512_mask_test_epi32_mask(there, found, found);
        _mm512_storeu_si512(lengths + kept, _mm512_maskz_compress_epi32(some, found));
        _mm256_storeu_si256((void *)(places->at + kept),
                            _mm512_cvtepi32_epi16(_mm512_maskz_compress_epi32(some, at)));
        words = _mm512_mask_add_epi32(words, there, words, _mm512_popcnt_epi32(found));
        kept += (uint32_t)__builtin_popcount(some);
    }
    places->n = kept;
    return (uint32_t)_mm512_reduce_add_epi32(words);
}

/* Two bits for each slot of those together: set is the lower one where it has the key. */
static inline WIDE uint32_t slots_with(const struct image_slot *slots, uint64_t key)
{
    return _mm512_mask_cmpeq_epi64_mask(0x55, _mm512_loadu_si512(slots),
                                        _mm512_set1_epi64((long long)key));
}
_Static_assert(SLOTS_TOGETHER * sizeof(struct image_slot) == 64, "slots_with() looks at them all");

WIDE size_t match_pieces_in_vectors(const struct rules *rules, const struct fold_units *units,
                                    const struct places *places, const uint32_t *lengths,
                                    struct piece *pieces)
{
    const struct image_slot *slots = image_slots(rules);
    const uint32_t room = (uint32_t)image_slots_count(rules), shift = slot_shift(room);
    size_t n = 0;
    for (uint32_t i = 0; i < places->n; i++)
        for (uint32_t left = lengths[i], from = places->at[i]; left;) {
            uint32_t points = match_take_longest(&left);
            uint64_t key = word_key(units->at + from, points);
            uint32_t slot = slot_place(key, shift), with = slots_with(slots + slot, key);
            while (match_goes_on(slots + slot, with, key)) {
                slot = (slot + SLOTS_TOGETHER) & (room - 1);
                with = slots_with(slots + slot, key);
            }
            slot += (uint32_t)__builtin_ctz(with | 1u << 2 * SLOTS_TOGETHER) / 2;
            pieces[n] = (struct piece){slot, (uint16_t)from, (uint16_t)points};
            n += with != 0;
        }
    return n;
}

#else

uint32_t match_lengths_in_vectors(const struct rules *rules, const struct fold_units *units,
                                  struct places *places, uint32_t *lengths)
{
    (void)rules, (void)units, (void)places, (void)lengths;
    return 0;
}

size_t match_pieces_in_vectors(const struct rules *rules, const struct fold_units *units,
                               const struct places *places, const uint32_t *lengths,
                               struct piece *pieces)
{
    (void)rules, (void)units, (void)places, (void)lengths, (void)pieces;
    return 0;
}

#endif
