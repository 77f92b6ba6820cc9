/* learned_alike: how like each past ticket is to a text, the sum over their common grams of the
 * gram's share here times its share there; and the few that are most alike.
 *
 * The tickets lie in an inverted index by gram. Likenesses are summed as whole numbers of 16 bits,
 * 1 being so much: adding to one of fifteen thousand, all over the table, is what a ranking does
 * most, and so the table lies in the nearest cache, and what is added is worked out for sixteen
 * tickets at once before. Rounding is a tenth of what the postings' own eight bits leave open. */
#include "dsl/engine/learned_alike.h"

#include "dsl/engine/learned_linear.h"

#ifdef __x86_64__
#include <immintrin.h>
#endif

enum {
    ALIKE_ONE = 30000,
    ALIKE_LEAST = ALIKE_ONE / 50,
    ALIKE_BLOCK = 32,
    EIGHT = 8,
    SIXTEEN = 16,
    GRAMS_AHEAD = 4,
    POSTINGS_FETCHED = 256
};
typedef int16_t shorts __attribute__((vector_size(EIGHT * sizeof(int16_t))));

struct alike {
    int tickets[LEARNED_NEIGHBOURS];
    int likeness[LEARNED_NEIGHBOURS];
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
    const struct learned_gram *gram = &learned_grams(learned)[share.gram];
    return (struct postings){.tickets = learned_postings(learned) + gram->postings,
                             .shares = learned_posting_shares(learned) + gram->postings,
                             .n = gram[1].postings - gram->postings,
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

/* By ticket, and a block more. */
static int16_t *sum_alike(const struct learned *learned, struct arena *arena,
                          const struct learned_shares *shares)
{
    int16_t *likeness = ARENA_ARRAY(arena, learned_tickets_n(learned) + ALIKE_BLOCK, int16_t);
    bool wide = lanes_here() != LANES_SCALAR;
    for (size_t i = 0; i < shares->n; i++) {
        if (i + GRAMS_AHEAD < shares->n)
            fetch_postings(learned, shares->at[i + GRAMS_AHEAD]);
        if (wide)
            add_postings_wide(likeness, postings_of(learned, shares->at[i]));
        else
            add_postings(likeness, postings_of(learned, shares->at[i]), 0);
    }
    return likeness;
}

/* ---- the most alike ---- */

static void keep_alike(struct alike *alike, int ticket, int likeness)
{
    int at = alike->n < LEARNED_NEIGHBOURS ? alike->n++ : LEARNED_NEIGHBOURS - 1;
    for (; at > 0 && alike->likeness[at - 1] < likeness; at--) {
        alike->likeness[at] = alike->likeness[at - 1];
        alike->tickets[at] = alike->tickets[at - 1];
    }
    alike->likeness[at] = likeness;
    alike->tickets[at] = ticket;
}

/* Is one of a block more than `least`? */
static inline bool any_more(const int16_t *likeness, int16_t least)
{
    shorts eight[ALIKE_BLOCK / EIGHT];
    uint64_t more[2];
    memcpy(eight, likeness, sizeof eight);
    shorts any = (eight[0] > least) | (eight[1] > least) | (eight[2] > least) | (eight[3] > least);
    memcpy(more, &any, sizeof more);
    return (more[0] | more[1]) != 0;
}

static void choose_alike(const int16_t *likeness, size_t n, struct alike *alike)
{
    int least = ALIKE_LEAST;
    for (size_t from = 0; from < n; from += ALIKE_BLOCK) {
        if (!any_more(likeness + from, (int16_t)least))
            continue;
        for (size_t i = from; i < from + ALIKE_BLOCK; i++)
            if (likeness[i] > least) {
                keep_alike(alike, (int)i, likeness[i]);
                least = alike->n == LEARNED_NEIGHBOURS ? alike->likeness[LEARNED_NEIGHBOURS - 1]
                                                       : least;
            }
    }
}

void learned_find_alike(const struct learned *learned, struct arena *arena,
                        const struct learned_shares *shares, struct learned_alike *out)
{
    struct alike alike = {.n = 0};
    choose_alike(sum_alike(learned, arena, shares), learned_tickets_n(learned), &alike);
    out->n = alike.n;
    for (int i = 0; i < alike.n; i++) {
        out->tickets[i] = alike.tickets[i];
        out->likeness[i] = (float)alike.likeness[i] / ALIKE_ONE;
    }
}
