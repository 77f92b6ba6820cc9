/* sieve_vector: the sieve with 32 places at once (AVX-512), or with 8 (AVX2). The bits of pairs are
 * fetched by gathering; the 512 of single characters, of times and of turns are permuted where they
 * lie.
 *
 * A register of 16-bit characters is one of 32-bit pairs too: those that begin at even places, and
 * loaded one character further on, at odd ones. */
#include "dsl/engine/sieve.h"

#ifdef __x86_64__

#include <immintrin.h>

#define WIDE __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,bmi2,popcnt")))
#define NARROW __attribute__((target("avx2,popcnt")))

struct tables {
    const uint32_t *sieve, *ones;
    uint32_t mask;
};

/* ---- AVX-512 ---- */

/* A bit for each of the 16 pairs. */
static inline WIDE uint32_t wide_pairs(const struct tables *tables, const uint16_t *at)
{
    __m512i hash = _mm512_mullo_epi32(_mm512_loadu_si512(at), _mm512_set1_epi32((int)PAIR_FACTOR));
    hash = _mm512_xor_si512(hash, _mm512_srli_epi32(hash, 15));
    __m512i word =
        _mm512_and_si512(_mm512_srli_epi32(hash, 5), _mm512_set1_epi32((int)tables->mask));
    __m512i bit =
        _mm512_sllv_epi32(_mm512_set1_epi32(1), _mm512_and_si512(hash, _mm512_set1_epi32(31)));
    return _mm512_test_epi32_mask(_mm512_i32gather_epi32(word, tables->sieve, 4), bit);
}

static inline WIDE void wide_list(struct places *places, __m512i numbers, uint32_t chosen)
{
    _mm512_storeu_si512(places->at + places->n, _mm512_maskz_compress_epi16(chosen, numbers));
    places->n += (uint32_t)__builtin_popcount(chosen);
}

/* Where 512 bits say what of a register of characters; the bits of each, and which of them. */
struct wide_bits {
    __m512i word, bit;
};

static inline WIDE struct wide_bits wide_bits_of(const uint16_t *units)
{
    __m512i hash =
        _mm512_mullo_epi16(_mm512_loadu_si512(units), _mm512_set1_epi16(FOLD_UNIT_FACTOR));
    __m512i number = _mm512_and_si512(_mm512_srli_epi16(hash, 3), _mm512_set1_epi16(15));
    return (struct wide_bits){_mm512_srli_epi16(hash, 7),
                              _mm512_sllv_epi16(_mm512_set1_epi16(1), number)};
}

static inline WIDE uint32_t wide_may(const void *few, struct wide_bits bits)
{
    return _mm512_test_epi16_mask(_mm512_permutexvar_epi16(bits.word, _mm512_loadu_si512(few)),
                                  bits.bit);
}

static inline WIDE uint32_t wide_begins(const struct few_places *places, struct wide_bits bits,
                                        struct wide_bits next)
{
    return wide_may(&places->alone, bits) |
           (wide_may(&places->first, bits) & wide_may(&places->second, next));
}

/* The bits of 32 characters, into `half` of the words for 64. */
static inline WIDE void wide_speech(struct sieve_bits *word, const uint16_t *at, uint32_t there,
                                    unsigned half)
{
    struct wide_bits bits = wide_bits_of(at), next = wide_bits_of(at + 1);
    __m512i digit = _mm512_sub_epi16(_mm512_loadu_si512(at), _mm512_set1_epi16('0'));
    uint32_t digits = _mm512_cmplt_epu16_mask(digit, _mm512_set1_epi16(10));
    word->digits |= (uint64_t)(digits & there) << half;
#define PAIR(what, places)                                                                         \
    word->what |= (uint64_t)(wide_begins(&places, bits, next) & there) << half;
#define ALONE(what, few) word->what |= (uint64_t)(wide_may(&few, bits) & there) << half;
    SIEVE_PAIRS(PAIR)
    SIEVE_ALONE(ALONE)
#undef PAIR
#undef ALONE
}

static WIDE void sieve_wide(const struct tables *tables, const struct fold_units *units,
                            struct places *words, struct sieve_bits *speech)
{
    __m512i numbers = _mm512_set_epi16(31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17,
                                       16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    for (uint32_t i = 0; i < units->n; i += 32) {
        const uint16_t *at = units->at + i;
        uint32_t there = units->n - i >= 32 ? UINT32_MAX : (1u << (units->n - i)) - 1;
        uint32_t begins = wide_may(tables->ones, wide_bits_of(at)) |
                          _pdep_u32(wide_pairs(tables, at), 0x55555555) |
                          _pdep_u32(wide_pairs(tables, at + 1), 0xaaaaaaaa);
        wide_list(words, numbers, begins & there);
        wide_speech(&speech[i / 64], at, there, i % 64);
        numbers = _mm512_add_epi16(numbers, _mm512_set1_epi16(32));
    }
}

/* ---- AVX2 ---- */

/* A bit for each of 8 numbers of bits in a table: is it set? */
static inline NARROW uint32_t narrow_bits(const void *table, __m256i number, uint32_t mask)
{
    __m256i word = _mm256_and_si256(_mm256_srli_epi32(number, 5), _mm256_set1_epi32((int)mask));
    __m256i bits = _mm256_i32gather_epi32(table, word, 4);
    __m256i left =
        _mm256_sub_epi32(_mm256_set1_epi32(31), _mm256_and_si256(number, _mm256_set1_epi32(31)));
    return (uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(_mm256_sllv_epi32(bits, left)));
}

static inline NARROW void narrow_list(struct places *places, uint32_t from, uint32_t chosen)
{
    for (; chosen; chosen &= chosen - 1)
        places->at[places->n++] = (uint16_t)(from + (uint32_t)__builtin_ctz(chosen));
}

static NARROW void sieve_narrow(const struct tables *tables, const struct fold_units *units,
                                struct places *words)
{
    for (uint32_t i = 0; i < units->n; i += 8) {
        const uint16_t *at = units->at + i;
        uint32_t there = units->n - i >= 8 ? 0xff : (1u << (units->n - i)) - 1;
        __m256i unit = _mm256_cvtepu16_epi32(_mm_loadu_si128((const void *)at));
        __m256i next = _mm256_cvtepu16_epi32(_mm_loadu_si128((const void *)(at + 1)));
        __m256i pair = _mm256_mullo_epi32(_mm256_or_si256(unit, _mm256_slli_epi32(next, 16)),
                                          _mm256_set1_epi32((int)PAIR_FACTOR));
        __m256i bit = _mm256_and_si256(
            _mm256_srli_epi32(_mm256_mullo_epi32(unit, _mm256_set1_epi32(FOLD_UNIT_FACTOR)), 3),
            _mm256_set1_epi32(511));
        pair = _mm256_xor_si256(pair, _mm256_srli_epi32(pair, 15));
        uint32_t begins =
            narrow_bits(tables->sieve, pair, tables->mask) | narrow_bits(tables->ones, bit, 15);
        narrow_list(words, i, begins & there);
    }
}

bool sieve_in_vectors(const struct rules *rules, const struct fold_units *units,
                      struct places *words, struct sieve_bits *bits)
{
    struct tables tables = {image_sieve(rules), image_ones(rules),
                            (uint32_t)image_sieve_count(rules) - 1};
    if (rules->lanes == LANES_AVX512)
        sieve_wide(&tables, units, words, bits);
    else if (rules->lanes == LANES_AVX2)
        sieve_narrow(&tables, units, words);
    return rules->lanes != LANES_SCALAR;
}

#else

bool sieve_in_vectors(const struct rules *rules, const struct fold_units *units,
                      struct places *words, struct sieve_bits *bits)
{
    (void)rules, (void)units, (void)words, (void)bits;
    return false;
}

#endif
