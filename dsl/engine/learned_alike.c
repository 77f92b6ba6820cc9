/* learned_alike: how like each past ticket is to a text, the sum over their common grams of the
 * gram's share here times its share there; and the few that are most alike.
 *
 * The tickets lie in an inverted index by gram. Only the grams with a text's greatest shares are
 * looked up there: they are the rarest, whose lists are short; the others stand in the longest
 * lists and change nothing in who is found (held-out tickets: the same with 48 grams as with all).
 *
 * Likenesses are summed as whole numbers of 16 bits, 1 being so much, so that a table of fifteen
 * thousand lies in the nearest cache; what is added is worked out for sixteen tickets at once.
 * Rounding is a tenth of what the postings' own eight bits leave open. Of the sums the greatest of
 * each block say from where on a ticket can be among the most alike, and few blocks are read. */
#include "dsl/engine/learned_alike.h"

#include "dsl/engine/learned_linear.h"

#ifdef __x86_64__
#include <immintrin.h>
#endif

enum {
    ALIKE_ONE = 30000,
    ALIKE_LEAST = ALIKE_ONE / 50,
    ALIKE_BLOCK = 32,
    ALIKE_GRAMS = 96, /* of a text, those of the greatest shares */
    SIXTEEN = 16,
    GRAMS_AHEAD = 8,
    POSTINGS_FETCHED = 256
};

/* Most alike first. A ticket and its likeness in one number that is the greater the more alike it
 * is, and of equal ones the earlier. */
struct alike {
    uint32_t at[LEARNED_NEIGHBOURS];
    int n;
};

/* ---- the sums ---- */

/* The tickets that one gram is in, and its shares of them; `value` is its share of the text. */
struct postings {
    const uint16_t *tickets;
    const unsigned char *shares;
    uint32_t n, value;
};

static void add_postings(int16_t *likeness, struct postings list, uint32_t from)
{
    for (uint32_t i = from; i < list.n; i++) {
        int16_t *one = &likeness[list.tickets[i]];
        *one = (int16_t)((uint32_t)*one + ((list.value * list.shares[i] + 128) >> 8));
    }
}

#ifdef __x86_64__
__attribute__((target("avx2"))) static void add_postings_wide(int16_t *likeness,
                                                              struct postings list)
{
    const __m256i value = _mm256_set1_epi16((short)list.value);
    uint32_t i = 0;
    for (; i + SIXTEEN <= list.n; i += SIXTEEN) {
        int16_t parts[SIXTEEN];
        const uint16_t *tickets = list.tickets + i;
        __m256i share = _mm256_cvtepu8_epi16(_mm_loadu_si128((const void *)(list.shares + i)));
        _mm256_storeu_si256((void *)parts, _mm256_mulhrs_epi16(value, _mm256_slli_epi16(share, 7)));
#pragma GCC unroll 16
        for (int k = 0; k < SIXTEEN; k++)
            likeness[tickets[k]] = (int16_t)(likeness[tickets[k]] + parts[k]);
    }
    add_postings(likeness, list, i);
}
#else
static void add_postings_wide(int16_t *likeness, struct postings list)
{
    add_postings(likeness, list, 0);
}
#endif

static struct postings postings_of(const struct learned *learned, struct learned_share share)
{
    struct learned_record record = learned_record_at(learned, share.at);
    return (struct postings){.tickets = record.tickets,
                             .shares = record.shares,
                             .n = record.gram.postings,
                             .value = (uint32_t)(share.value * (ALIKE_ONE * 256.0F / 255))};
}

/* The rest of a long list the machine fetches by itself, when it sees it being read. */
static void fetch_postings(const struct learned *learned, struct learned_share share)
{
    struct postings list = postings_of(learned, share);
    uint32_t n = list.n < POSTINGS_FETCHED ? list.n : POSTINGS_FETCHED;
    learned_fetch(list.tickets, list.tickets + n);
    learned_fetch(list.shares, list.shares + n);
}

/* By ticket, in whole blocks. */
static int16_t *sum_alike(const struct learned *learned, struct arena *arena,
                          const struct learned_share *shares, size_t n)
{
    size_t blocks = learned_tickets_n(learned) / ALIKE_BLOCK + 1;
    int16_t *likeness = ARENA_ARRAY(arena, blocks * ALIKE_BLOCK, int16_t);
    bool wide = lanes_here() != LANES_SCALAR;
    for (size_t i = 0; i < n && i < GRAMS_AHEAD; i++)
        fetch_postings(learned, shares[i]);
    for (size_t i = 0; i < n; i++) {
        if (i + GRAMS_AHEAD < n)
            fetch_postings(learned, shares[i + GRAMS_AHEAD]);
        if (wide)
            add_postings_wide(likeness, postings_of(learned, shares[i]));
        else
            add_postings(likeness, postings_of(learned, shares[i]), 0);
    }
    return likeness;
}

/* ---- the grams that tell most ---- */

/* Copies about ALIKE_GRAMS shares, the greatest; in their order. */
static size_t choose_shares(const struct learned_shares *shares, struct learned_share *chosen)
{
    enum { STEPS = 256 };
    uint16_t steps[STEPS] = {0};
    float most = 0;
    for (size_t i = 0; i < shares->n; i++)
        most = shares->at[i].value > most ? shares->at[i].value : most;
    float scale = most > 0 ? (STEPS - 1) / most : 0;
    for (size_t i = 0; i < shares->n; i++)
        steps[(int)(shares->at[i].value * scale)]++;
    int least = STEPS - 1;
    size_t above = 0, n = 0; /* above: how many lie above the step `least` */
    while (least > 0 && above + steps[least] < ALIKE_GRAMS)
        above += steps[least--];
    size_t room = ALIKE_GRAMS - above; /* for those on that step, the first ones */
    for (size_t i = 0; i < shares->n; i++) {
        int step = (int)(shares->at[i].value * scale);
        if (step > least || (step == least && room > 0)) {
            room -= step == least;
            chosen[n++] = shares->at[i];
        }
    }
    return n;
}

/* ---- the most alike ---- */

static uint32_t alike_number(size_t ticket, int likeness)
{
    return (uint32_t)likeness << 16 | (uint32_t)(UINT16_MAX - ticket);
}

static void keep_alike(struct alike *alike, uint32_t number)
{
    int at = alike->n < LEARNED_NEIGHBOURS ? alike->n++ : LEARNED_NEIGHBOURS - 1;
    for (; at > 0 && alike->at[at - 1] < number; at--)
        alike->at[at] = alike->at[at - 1];
    alike->at[at] = number;
}

static int16_t top_of(const int16_t *block)
{
    int16_t top = 0;
    for (int i = 0; i < ALIKE_BLOCK; i++)
        top = block[i] > top ? block[i] : top;
    return top;
}

#ifdef __x86_64__
__attribute__((target("avx2"))) static void find_tops_wide(const int16_t *likeness, size_t blocks,
                                                           int16_t *tops)
{
    for (size_t b = 0; b < blocks; b++) {
        const __m256i *at = (const void *)(likeness + b * ALIKE_BLOCK);
        __m256i all = _mm256_max_epi16(_mm256_loadu_si256(at), _mm256_loadu_si256(at + 1));
        __m128i eight =
            _mm_max_epi16(_mm256_castsi256_si128(all), _mm256_extracti128_si256(all, 1));
        __m128i below = _mm_sub_epi16(_mm_set1_epi16(INT16_MAX), eight);
        tops[b] = (int16_t)(INT16_MAX - _mm_extract_epi16(_mm_minpos_epu16(below), 0));
    }
}
#endif

/* The greatest likeness of each block. */
static const int16_t *find_tops(const int16_t *likeness, size_t blocks, struct arena *arena)
{
    int16_t *tops = arena_raw(arena, blocks * sizeof *tops);
#ifdef __x86_64__
    if (lanes_here() != LANES_SCALAR) {
        find_tops_wide(likeness, blocks, tops);
        return tops;
    }
#endif
    for (size_t b = 0; b < blocks; b++)
        tops[b] = top_of(likeness + b * ALIKE_BLOCK);
    return tops;
}

/* LEARNED_NEIGHBOURS tickets, each of its own block, are more than this alike, if so many blocks
 * have any. Close enough below it; steps of likeness are counted, not sorted. */
static int least_top(const int16_t *tops, size_t blocks)
{
    enum { STEP_BITS = 7, STEPS = 1 << (15 - STEP_BITS) };
    uint16_t steps[STEPS] = {0};
    int step = STEPS - 1, seen = 0;
    for (size_t b = 0; b < blocks; b++)
        steps[tops[b] >> STEP_BITS]++;
    while (step > 0 && (seen += steps[step]) < LEARNED_NEIGHBOURS)
        step--;
    int least = (step << STEP_BITS) - 1;
    return least > ALIKE_LEAST ? least : ALIKE_LEAST;
}

static void choose_alike(const int16_t *likeness, const int16_t *tops, size_t blocks,
                         struct alike *alike)
{
    int least = least_top(tops, blocks);
    for (size_t b = 0; b < blocks; b++) {
        if (tops[b] <= least)
            continue;
        for (size_t i = b * ALIKE_BLOCK; i < (b + 1) * ALIKE_BLOCK; i++)
            if (likeness[i] > least) {
                keep_alike(alike, alike_number(i, likeness[i]));
                if (alike->n == LEARNED_NEIGHBOURS)
                    least = (int)(alike->at[LEARNED_NEIGHBOURS - 1] >> 16);
            }
    }
}

void learned_find_alike(const struct learned *learned, struct arena *arena,
                        const struct learned_shares *shares, struct learned_alike *out)
{
    struct alike alike = {.n = 0};
    struct learned_share chosen[ALIKE_GRAMS];
    size_t n = choose_shares(shares, chosen), blocks = learned_tickets_n(learned) / ALIKE_BLOCK + 1;
    const int16_t *likeness = sum_alike(learned, arena, chosen, n);
    choose_alike(likeness, find_tops(likeness, blocks, arena), blocks, &alike);
    out->n = alike.n;
    for (int i = 0; i < alike.n; i++) {
        out->tickets[i] = UINT16_MAX - (int)(alike.at[i] & UINT16_MAX);
        out->likeness[i] = (float)(alike.at[i] >> 16) / ALIKE_ONE;
    }
}
