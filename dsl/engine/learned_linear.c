/* learned_linear: for every output the sum of a text's shares times the output's weights.
 *
 * Weights lie as the roots of their values, in eight bits, the sign kept: root * |root| is the
 * value. A gram that most outputs have a weight for has them in a row; the few weights of others
 * stand with the numbers of their outputs. Most of the time goes into waiting for them, all over
 * some megabytes, so each gram's are asked for a few grams ahead.
 *
 * All of it is whole numbers: a share is so many 2048ths, a weight has fourteen bits. So rows are
 * added two at a time, thirty-two outputs in four steps, and what comes out is the same with
 * vectors and without. Sums do not overflow: the squares of a text's shares add up to 1, and so n
 * of them to at most the root of n, which for the grams of the longest text is 64. */
#include "dsl/engine/learned_linear.h"

#include <stdlib.h>
#ifdef __x86_64__
#include <immintrin.h>
#endif

enum { GRAMS_AHEAD = 8 };

/* Two rows of weights and the share of each. */
struct two_rows {
    const signed char *first, *second;
    int16_t first_share, second_share;
};

/* Adds them to n sums, a whole number of blocks. Where vectors add, the sums of every `group` of
 * outputs are out of order, see put_in_order(). */
typedef void rows_adder(int32_t *sums, struct two_rows rows, size_t n);

static int32_t value_of(int root)
{
    return root * abs(root);
}

static void add_rows_plainly(int32_t *sums, struct two_rows rows, size_t n)
{
    for (size_t i = 0; i < n; i++)
        sums[i] += rows.first_share * value_of(rows.first[i]) +
                   rows.second_share * value_of(rows.second[i]);
}

#ifdef __x86_64__

#define WIDE __attribute__((target("avx512f,avx512bw")))
#define NARROW __attribute__((target("avx2")))

static inline WIDE __m512i wide_values(const signed char *row)
{
    __m512i roots = _mm512_cvtepi8_epi16(_mm256_loadu_si256((const void *)row));
    return _mm512_mullo_epi16(roots, _mm512_abs_epi16(roots));
}

static inline WIDE void wide_add(int32_t *sums, __m512i values, __m512i shares)
{
    __m512i sum = _mm512_loadu_si512(sums);
    _mm512_storeu_si512(sums, _mm512_add_epi32(sum, _mm512_madd_epi16(values, shares)));
}

static inline int both_shares(struct two_rows rows)
{
    return (int)((uint32_t)(uint16_t)rows.second_share << 16 | (uint16_t)rows.first_share);
}

static WIDE void add_rows_wide(int32_t *sums, struct two_rows rows, size_t n)
{
    const __m512i shares = _mm512_set1_epi32(both_shares(rows));
    for (size_t i = 0; i < n; i += 32) {
        __m512i first = wide_values(rows.first + i), second = wide_values(rows.second + i);
        wide_add(sums + i, _mm512_unpacklo_epi16(first, second), shares);
        wide_add(sums + i + 16, _mm512_unpackhi_epi16(first, second), shares);
    }
}

static inline NARROW __m256i narrow_values(const signed char *row)
{
    __m256i roots = _mm256_cvtepi8_epi16(_mm_loadu_si128((const void *)row));
    return _mm256_mullo_epi16(roots, _mm256_abs_epi16(roots));
}

static inline NARROW void narrow_add(int32_t *sums, __m256i values, __m256i shares)
{
    __m256i sum = _mm256_loadu_si256((const void *)sums);
    _mm256_storeu_si256((void *)sums, _mm256_add_epi32(sum, _mm256_madd_epi16(values, shares)));
}

static NARROW void add_rows_narrow(int32_t *sums, struct two_rows rows, size_t n)
{
    const __m256i shares = _mm256_set1_epi32(both_shares(rows));
    for (size_t i = 0; i < n; i += 16) {
        __m256i first = narrow_values(rows.first + i), second = narrow_values(rows.second + i);
        narrow_add(sums + i, _mm256_unpacklo_epi16(first, second), shares);
        narrow_add(sums + i + 8, _mm256_unpackhi_epi16(first, second), shares);
    }
}

#else
#define add_rows_wide add_rows_plainly
#define add_rows_narrow add_rows_plainly
#endif

struct way {
    rows_adder *add;
    size_t group; /* outputs that one step of vectors adds */
};

static struct way way_of(enum lanes lanes)
{
    return lanes == LANES_AVX512 ? (struct way){add_rows_wide, 32}
           : lanes == LANES_AVX2 ? (struct way){add_rows_narrow, 16}
                                 : (struct way){add_rows_plainly, 1};
}

/* Where a step of vectors puts an output: of every eight the first four into the first half of its
 * group, the others into the second. */
static size_t place_of(size_t output, size_t group)
{
    if (group == 1)
        return output;
    size_t within = output % group, half = within % 8 / 4;
    return output - within + half * group / 2 + within / 8 * 4 + within % 4;
}

int32_t *learned_add_rows(struct arena *arena, const struct learned_row *rows, size_t count,
                          size_t n)
{
    const struct way way = way_of(lanes_here());
    int32_t *sums = ARENA_ARRAY(arena, n, int32_t), *out = arena_raw(arena, n * sizeof *out);
    for (size_t i = 0; i < count; i += 2) {
        bool paired = i + 1 < count;
        const struct learned_row *first = &rows[i], *second = paired ? first + 1 : first;
        way.add(sums,
                (struct two_rows){first->at, second->at, first->share,
                                  paired ? second->share : (int16_t)0},
                n);
    }
    for (size_t i = 0; i < n; i++)
        out[i] = sums[place_of(i, way.group)];
    return out;
}

/* ---- all of them ---- */

/* The weights of the gram that is `ahead`, if there is one. */
static void fetch_weights(const struct learned *learned, const struct learned_shares *shares,
                          size_t ahead)
{
    if (ahead >= shares->n)
        return;
    struct learned_record record = learned_record_at(learned, shares->at[ahead].at);
    learned_fetch(learned_records(learned) + shares->at[ahead].at, record.tickets);
}

static void add_few(const struct learned_record *record, int32_t share, int32_t *sums)
{
    for (size_t w = 0; w < record->gram.weights; w++)
        sums[record->outputs[w]] += share * value_of(record->weights[w]);
}

/* By output, a whole row. */
static int32_t *add_all(const struct learned *learned, struct arena *arena,
                        const struct learned_shares *shares, size_t row)
{
    struct learned_row *rows = arena_raw(arena, (shares->n + 1) * sizeof *rows);
    int32_t *few = ARENA_ARRAY(arena, row, int32_t);
    size_t count = 0;
    for (size_t i = 0; i < GRAMS_AHEAD; i++)
        fetch_weights(learned, shares, i);
    for (size_t i = 0; i < shares->n; i++) {
        struct learned_record record = learned_record_at(learned, shares->at[i].at);
        int16_t share = learned_whole_share(shares->at[i].value);
        fetch_weights(learned, shares, i + GRAMS_AHEAD);
        rows[count] = (struct learned_row){record.row, share};
        count += record.row != NULL;
        if (!record.row)
            add_few(&record, share, few);
    }
    int32_t *sums = learned_add_rows(arena, rows, count, row);
    for (size_t i = 0; i < row; i++)
        sums[i] += few[i];
    return sums;
}

float *learned_sums(const struct learned *learned, struct arena *arena,
                    const struct learned_shares *shares)
{
    size_t n = learned_outputs_n(learned), row = LEARNED_ROW(n);
    const int32_t *sums = add_all(learned, arena, shares, row);
    float *out = arena_raw(arena, row * sizeof *out);
    for (size_t i = 0; i < n; i++) {
        const struct learned_output *output = &learned_outputs(learned)[i];
        out[i] = (float)sums[i] * (output->scale / LEARNED_SHARE_ONE) + output->bias;
    }
    return out;
}
