/* learned_linear: for every output the sum of a text's shares times the output's weights.
 *
 * Weights lie as the roots of their values, in eight bits, the sign kept: root * |root| is the
 * value. A gram that most outputs have a weight for has them in a row, which is added sixteen at a
 * time; the few weights of others stand with the numbers of their outputs. Most of the time goes
 * into waiting for the rows, all over some megabytes, so each is asked for a few grams ahead.
 *
 * Products are rounded before they are added, with vectors and without, so that what comes out is
 * the same everywhere. */
#include "dsl/engine/learned_linear.h"

#include <stdlib.h>
#ifdef __x86_64__
#include <immintrin.h>
#endif

enum { ROWS_AHEAD = 6 /* grams */ };

/* ---- a row ---- */

static void add_row_plainly(float *sums, const signed char *row, size_t n, float value)
{
    for (size_t i = 0; i < n; i++)
        sums[i] += value * (float)(row[i] * abs(row[i]));
}

#ifdef __x86_64__

/* root * |root| is exact in a float: it has fourteen bits. */
__attribute__((target("avx512f"))) static void add_row_wide(float *sums, const signed char *row,
                                                            size_t n, float value)
{
    const __m512 each = _mm512_set1_ps(value);
    for (size_t i = 0; i < n; i += LEARNED_BLOCK) {
        __m512 root =
            _mm512_cvtepi32_ps(_mm512_cvtepi8_epi32(_mm_loadu_si128((const void *)(row + i))));
        __m512 weight = _mm512_mul_ps(root, _mm512_abs_ps(root));
        __m512 sum = _mm512_add_ps(_mm512_loadu_ps(sums + i), _mm512_mul_ps(each, weight));
        _mm512_storeu_ps(sums + i, sum);
    }
}

__attribute__((target("avx2"))) static void add_row_narrow(float *sums, const signed char *row,
                                                           size_t n, float value)
{
    const __m256 each = _mm256_set1_ps(value), sign = _mm256_set1_ps(-0.0F);
    for (size_t i = 0; i < n; i += LEARNED_BLOCK / 2) {
        __m128i roots = _mm_loadl_epi64((const void *)(row + i));
        __m256 root = _mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(roots));
        __m256 weight = _mm256_mul_ps(root, _mm256_andnot_ps(sign, root));
        __m256 sum = _mm256_add_ps(_mm256_loadu_ps(sums + i), _mm256_mul_ps(each, weight));
        _mm256_storeu_ps(sums + i, sum);
    }
}

#else
#define add_row_wide add_row_plainly
#define add_row_narrow add_row_plainly
#endif

/* Adds value times the n weights of a row; n is a whole number of blocks. */
typedef void row_adder(float *sums, const signed char *row, size_t n, float value);

static row_adder *adder(enum lanes lanes)
{
    return lanes == LANES_AVX512 ? add_row_wide
           : lanes == LANES_AVX2 ? add_row_narrow
                                 : add_row_plainly;
}

/* ---- all of them ---- */

/* The weights of the gram that is `ahead`, if there is one. */
static void fetch_weights(const struct learned *learned, const struct learned_shares *shares,
                          size_t ahead, size_t row)
{
    if (ahead >= shares->n)
        return;
    const struct learned_gram *gram = &learned_grams(learned)[shares->at[ahead].gram];
    if (gram->row != NONE) {
        const signed char *at = learned_rows(learned) + (size_t)gram->row * row;
        learned_fetch(at, at + row);
        return;
    }
    learned_fetch(learned_weights(learned) + gram->weights,
                  learned_weights(learned) + gram[1].weights);
    learned_fetch(learned_weight_outputs(learned) + gram->weights,
                  learned_weight_outputs(learned) + gram[1].weights);
}

static void add_few(const struct learned *learned, const struct learned_gram *gram, float value,
                    float *sums)
{
    const uint16_t *places = learned_weight_outputs(learned);
    const signed char *weights = learned_weights(learned);
    for (uint32_t w = gram->weights; w < gram[1].weights; w++)
        sums[places[w]] += value * (float)(weights[w] * abs(weights[w]));
}

float *learned_sums(const struct learned *learned, struct arena *arena,
                    const struct learned_shares *shares)
{
    size_t n = learned_outputs_n(learned), row = LEARNED_ROW(n);
    float *sums = ARENA_ARRAY(arena, row, float);
    row_adder *add = adder(lanes_here());
    for (size_t i = 0; i < ROWS_AHEAD; i++)
        fetch_weights(learned, shares, i, row);
    for (size_t i = 0; i < shares->n; i++) {
        const struct learned_gram *gram = &learned_grams(learned)[shares->at[i].gram];
        float value = shares->at[i].value;
        fetch_weights(learned, shares, i + ROWS_AHEAD, row);
        if (gram->row == NONE)
            add_few(learned, gram, value, sums);
        else
            add(sums, learned_rows(learned) + (size_t)gram->row * row, row, value);
    }
    for (size_t i = 0; i < n; i++)
        sums[i] = sums[i] * learned_outputs(learned)[i].scale + learned_outputs(learned)[i].bias;
    return sums;
}
