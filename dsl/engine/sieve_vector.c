/* sieve_vector: the sieve with 32 places at once (AVX-512), or with 8 (AVX2). The bits of pairs are
 * fetched one by one, or by gathering; the 512 of single characters are permuted where they lie,
 * and so are the classes of 64 characters, of which times and turns are made.
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

static inline WIDE __m128i wide_four(const uint32_t *table, const uint32_t *number)
{
    return _mm_setr_epi32((int)table[number[0]], (int)table[number[1]], (int)table[number[2]],
                          (int)table[number[3]]);
}

/* The entries of a table with these numbers, each loaded by itself: gathering them takes twice as
 * long. */
static inline WIDE __m512i wide_entries(const uint32_t *table, __m512i numbers)
{
    uint32_t number[16];
    _mm512_storeu_si512(number, numbers);
    __m512i low = _mm512_inserti32x4(_mm512_castsi128_si512(wide_four(table, number)),
                                     wide_four(table, number + 4), 1);
    __m256i high = _mm256_inserti128_si256(_mm256_castsi128_si256(wide_four(table, number + 8)),
                                           wide_four(table, number + 12), 1);
    return _mm512_inserti64x4(low, high, 1);
}

/* A bit for each of the 16 pairs. */
static inline WIDE uint32_t wide_pairs(const struct tables *tables, const uint16_t *at)
{
    __m512i hash = _mm512_mullo_epi32(_mm512_loadu_si512(at), _mm512_set1_epi32((int)PAIR_FACTOR));
    hash = _mm512_xor_si512(hash, _mm512_srli_epi32(hash, 15));
    __m512i word =
        _mm512_and_si512(_mm512_srli_epi32(hash, 5), _mm512_set1_epi32((int)tables->mask));
    __m512i bit =
        _mm512_sllv_epi32(_mm512_set1_epi32(1), _mm512_and_si512(hash, _mm512_set1_epi32(31)));
    return _mm512_test_epi32_mask(wide_entries(tables->sieve, word), bit);
}

static inline WIDE void wide_list(struct places *places, __m512i numbers, uint32_t chosen)
{
    _mm512_storeu_si512(places->at + places->n, _mm512_maskz_compress_epi16(chosen, numbers));
    places->n += (uint32_t)__builtin_popcount(chosen);
}

/* All that might be there are written: nobody could tell how many a loop would find. */
WIDE void sieve_list_in_vectors(struct places *places, uint32_t from, uint64_t bits)
{
    static const unsigned char numbers[64] = {
        0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
        22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43,
        44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63};
    __m512i chosen = _mm512_maskz_compress_epi8(bits, _mm512_loadu_si512(numbers));
    __m512i base = _mm512_set1_epi16((short)from);
    uint16_t *at = places->at + places->n;
    _mm512_storeu_si512(
        at, _mm512_add_epi16(base, _mm512_cvtepu8_epi16(_mm512_castsi512_si256(chosen))));
    _mm512_storeu_si512(at + 32, _mm512_add_epi16(base, _mm512_cvtepu8_epi16(
                                                            _mm512_extracti64x4_epi64(chosen, 1))));
    places->n += (uint32_t)__builtin_popcountll(bits);
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

/* Where 64 characters stand in the tables of classes: seven bits for a permutation, and two. */
struct wide_index {
    __m512i low;
    uint64_t eighth, ninth;
};

static inline WIDE __m512i wide_hash(const uint16_t *units)
{
    return _mm512_srli_epi16(
        _mm512_mullo_epi16(_mm512_loadu_si512(units), _mm512_set1_epi16(FOLD_UNIT_FACTOR)), 3);
}

static inline WIDE struct wide_index wide_index_of(const uint16_t *units)
{
    __m512i first = wide_hash(units), second = wide_hash(units + 32);
    const __m512i ninth = _mm512_set1_epi16(256);
    struct wide_index index;
    index.low = _mm512_inserti64x4(_mm512_castsi256_si512(_mm512_cvtepi16_epi8(first)),
                                   _mm512_cvtepi16_epi8(second), 1);
    index.eighth = _mm512_movepi8_mask(index.low);
    index.ninth = (uint64_t)_mm512_test_epi16_mask(first, ninth) |
                  (uint64_t)_mm512_test_epi16_mask(second, ninth) << 32;
    return index;
}

/* 128 of the 512. */
static inline WIDE __m512i wide_quarter(const unsigned char *table, __m512i low)
{
    return _mm512_permutex2var_epi8(_mm512_loadu_si512(table), low, _mm512_loadu_si512(table + 64));
}

static inline WIDE __m512i wide_classes(enum sieve_plane plane, struct wide_index index)
{
    const unsigned char *table = sieve_classes.planes[plane];
    __m512i lower = _mm512_mask_blend_epi8(index.eighth, wide_quarter(table, index.low),
                                           wide_quarter(table + 128, index.low));
    __m512i upper = _mm512_mask_blend_epi8(index.eighth, wide_quarter(table + 256, index.low),
                                           wide_quarter(table + 384, index.low));
    return _mm512_mask_blend_epi8(index.ninth, lower, upper);
}

static inline WIDE uint32_t wide_digits(const uint16_t *at)
{
    __m512i digit = _mm512_sub_epi16(_mm512_loadu_si512(at), _mm512_set1_epi16('0'));
    return _mm512_cmplt_epu16_mask(digit, _mm512_set1_epi16(10));
}

/* The bits of 64 characters. */
static inline WIDE void wide_speech(struct sieve_bits *word, const uint16_t *at, uint64_t there)
{
    struct wide_index index = wide_index_of(at);
    __m512i second = wide_classes(SIEVE_SECOND, wide_index_of(at + 1));
    __m512i pairs = _mm512_or_si512(_mm512_and_si512(wide_classes(SIEVE_FIRST, index), second),
                                    wide_classes(SIEVE_ITSELF, index));
    __m512i marks = wide_classes(SIEVE_MARK, index);
    word->digits = (wide_digits(at) | (uint64_t)wide_digits(at + 32) << 32) & there;
#define PAIR(what, places)                                                                         \
    word->what = _mm512_test_epi8_mask(pairs, _mm512_set1_epi8((char)(1 << SIEVE_##what))) & there;
#define ALONE(what, few)                                                                           \
    word->what = _mm512_test_epi8_mask(marks, _mm512_set1_epi8((char)(1 << SIEVE_##what))) & there;
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
        numbers = _mm512_add_epi16(numbers, _mm512_set1_epi16(32));
    }
    for (uint32_t i = 0; i < units->n; i += 64)
        wide_speech(&speech[i / 64], units->at + i,
                    units->n - i >= 64 ? UINT64_MAX : ((uint64_t)1 << (units->n - i)) - 1);
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

void sieve_list_in_vectors(struct places *places, uint32_t from, uint64_t bits)
{
    (void)places, (void)from, (void)bits;
}

#endif
