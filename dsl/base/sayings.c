/* sayings: query likelihood with Dirichlet smoothing (Zhai and Lafferty, "A study of smoothing
 * methods for language models applied to information retrieval", SIGIR 2001, and ACM Transactions
 * on Information Systems 22(2), 2004).
 *
 * The sentences of a thing are one bag of traits (traits.h), each sentence with each of its traits
 * once. To it are added `smoothing` traits more, drawn as they occur in all bags together; the part
 * of this that is one trait is how likely the thing makes it. Divided by how likely all bags
 * together make it, and as a logarithm, that is
 *
 *     log(1 + own / (smoothing * share))  -  log(1 + length / smoothing)
 *
 * of which a thing without the trait has the second term alone. So only the traits that a thing has
 * are listed with it, and a text costs as much as its traits are listed. What nobody says is left
 * out: it would cost all things nearly the same.
 *
 * The sum over a text's traits, times `temper`, and the prior are a logarithm of how likely the
 * thing is; shares are in proportion, and add up to 1. Logarithms are natural; own and length are
 * counts of traits, share is a part of 1.
 *
 * Counting sorts pairs of trait and thing, so nothing depends on hashing or on the order of the
 * sentences; a trait is found by halving. */
#include "dsl/base/sayings.h"

#include <math.h>

#include "dsl/base/traits.h"

/* Traits added to each bag; the sample's have about twice as many of their own. */
static const float smoothing = 300;
/* What a trait's logarithm counts; 1 would be right if each came by itself. They come in words, of
 * which several traits tell: with 1 every answer would be certain. */
static const float temper = 0.25F;
/* Both were chosen by openings from which no saying was taken (tests/talks/openings.tsv). They are
 * not delicate: of 720, as many come out right, give or take five, with a smoothing of 150 or 600
 * or a temper of 0.3; with 0.2 a dozen fewer. */

enum {
    COUNTED_MAX = 60, /* traits that count in full: of more, each counts so much less */
    UNIT = 4096       /* weights are kept as so many parts of a logarithm, up to 16 */
};

/* ---- counting ---- */

/* A trait and a thing, to be sorted by both. */
typedef uint64_t pair;
enum { OF_BITS = 16, RADIX_BITS = 16, RADIX = 1 << RADIX_BITS, PAIR_BITS = 32 + OF_BITS };

static pair *list_pairs(struct arena *arena, const struct saying *list, size_t n, size_t *count)
{
    struct traits *traits = ARENA_NEW(arena, struct traits);
    size_t room = 0;
    for (size_t i = 0; i < n; i++)
        room += 2 * list[i].text.n; /* at most a character and a pair a byte */
    pair *pairs = arena_raw(arena, (room + 1) * sizeof *pairs);
    *count = 0;
    for (size_t i = 0; i < n; i++) {
        traits_read(traits, list[i].text, UINT32_MAX);
        for (size_t k = 0; k < traits->n; k++)
            pairs[(*count)++] = (pair)traits->at[k].number << OF_BITS | list[i].of;
    }
    return pairs;
}

/* By radix, lowest first; `other` has as much room. Returns where they stand then. */
static pair *sort_pairs(struct arena *arena, pair *pairs, size_t n)
{
    pair *other = arena_raw(arena, (n + 1) * sizeof *other);
    uint32_t *begins = arena_raw(arena, (RADIX + 1) * sizeof *begins);
    for (int shift = 0; shift < PAIR_BITS; shift += RADIX_BITS) {
        memset(begins, 0, (RADIX + 1) * sizeof *begins);
        for (size_t i = 0; i < n; i++)
            begins[(pairs[i] >> shift) % RADIX + 1]++;
        for (size_t i = 0; i < RADIX; i++)
            begins[i + 1] += begins[i];
        for (size_t i = 0; i < n; i++)
            other[begins[(pairs[i] >> shift) % RADIX]++] = pairs[i];
        pair *sorted = other;
        other = pairs;
        pairs = sorted;
    }
    return pairs;
}

static size_t run_end(const pair *pairs, size_t at, size_t n, int shift)
{
    size_t end = at + 1;
    while (end < n && pairs[end] >> shift == pairs[at] >> shift)
        end++;
    return end;
}

static uint16_t weight_of(size_t own, size_t everywhere, size_t all)
{
    float share = (float)everywhere / (float)all;
    float weight = log1pf((float)own / (smoothing * share)) * UNIT;
    return (uint16_t)(weight < UINT16_MAX ? weight : UINT16_MAX);
}

/* Of one trait, whose pairs are given: each thing once. */
static size_t list_things(struct saying_has *has, const pair *pairs, size_t n, size_t all)
{
    size_t count = 0;
    for (size_t at = 0, end; at < n; at = end) {
        end = run_end(pairs, at, n, 0);
        has[count++] = (struct saying_has){(uint16_t)pairs[at], weight_of(end - at, n, all)};
    }
    return count;
}

static void count_lengths(struct saying_thing *things, size_t thing_count, const pair *pairs,
                          size_t n)
{
    for (size_t i = 0; i < thing_count; i++)
        things[i].length = 0;
    for (size_t i = 0; i < n; i++)
        things[(uint16_t)pairs[i]].length++;
    for (size_t i = 0; i < thing_count; i++)
        things[i].length = log1pf(things[i].length / smoothing);
}

void sayings_count(struct sayings *sayings, struct arena *arena, const struct saying *list,
                   size_t n, struct saying_thing *things, size_t thing_count)
{
    size_t pair_count, traits = 0, has = 0;
    pair *pairs = list_pairs(arena, list, n, &pair_count);
    pairs = sort_pairs(arena, pairs, pair_count);
    struct saying_trait *trait = arena_raw(arena, (pair_count + 1) * sizeof *trait);
    struct saying_has *entries = arena_raw(arena, (pair_count + 1) * sizeof *entries);
    for (size_t at = 0, end; at < pair_count; at = end) {
        end = run_end(pairs, at, pair_count, OF_BITS);
        trait[traits++] = (struct saying_trait){(uint32_t)(pairs[at] >> OF_BITS), (uint32_t)has};
        has += list_things(entries + has, pairs + at, end - at, pair_count);
    }
    trait[traits] = (struct saying_trait){UINT32_MAX, (uint32_t)has};
    count_lengths(things, thing_count, pairs, pair_count);
    *sayings = (struct sayings){trait, entries, things, traits, has, thing_count};
}

/* ---- weighing ---- */

/* The trait of that number, or NULL. */
static const struct saying_trait *find_trait(const struct sayings *sayings, uint32_t number)
{
    const struct saying_trait *low = sayings->traits;
    for (size_t n = sayings->trait_count; n > 1;) {
        size_t half = n / 2;
        low += low[half].number <= number ? half : 0;
        n -= half;
    }
    return sayings->trait_count && low->number == number ? low : NULL;
}

/* What is known of the text, by thing; returns how much that is. */
static size_t add_up(const struct sayings *sayings, struct view folded, float *sums)
{
    struct traits traits;
    size_t known = 0;
    traits_read(&traits, folded, UINT32_MAX);
    memset(sums, 0, sayings->thing_count * sizeof *sums);
    for (size_t i = 0; i < traits.n; i++) {
        const struct saying_trait *trait = find_trait(sayings, traits.at[i].number);
        for (uint32_t k = trait ? trait->at : 0; trait && k < trait[1].at; k++)
            sums[sayings->has[k].of] += (float)sayings->has[k].weight;
        known += trait != NULL;
    }
    return known;
}

bool sayings_shares(const struct sayings *sayings, struct view folded, float *shares)
{
    size_t known = add_up(sayings, folded, shares), n = sayings->thing_count;
    float each = temper * (known > COUNTED_MAX ? (float)COUNTED_MAX / (float)known : 1);
    float most = -INFINITY, all = 0;
    for (size_t i = 0; i < n; i++) {
        const struct saying_thing *thing = &sayings->things[i];
        shares[i] = each * (shares[i] / UNIT - (float)known * thing->length) + thing->prior;
        most = shares[i] > most ? shares[i] : most;
    }
    for (size_t i = 0; i < n; i++)
        all += shares[i] = expf(shares[i] - most);
    for (size_t i = 0; i < n; i++)
        shares[i] /= all;
    return known > 0;
}

int sayings_points(float share)
{
    float points = 100 * logf(share);
    return points > SAYING_LEAST ? (int)lrintf(points) : SAYING_LEAST;
}

void sayings_mean(const struct sayings *sayings, const float *shares, size_t groups,
                  struct saying_meant *meant)
{
    float sums[SAYING_GROUPS_MAX];
    memset(sums, 0, groups * sizeof *sums);
    meant->thing = 0;
    for (size_t i = 0; i < sayings->thing_count; i++) {
        sums[sayings->things[i].group] += shares[i];
        if (shares[i] > shares[meant->thing] && i + 1 < sayings->thing_count)
            meant->thing = (int)i;
    }
    for (size_t group = 0; group < groups; group++)
        meant->points[group] = sayings_points(sums[group]);
    meant->group = sums[sayings->things[meant->thing].group];
    meant->sure = sayings_points(shares[meant->thing] / meant->group);
    meant->shares = shares;
}

static float weight_for(const struct sayings *sayings, const struct saying_trait *trait, int thing)
{
    for (uint32_t k = trait->at; k < trait[1].at; k++)
        if (sayings->has[k].of == thing)
            return (float)sayings->has[k].weight / UNIT;
    return 0;
}

size_t sayings_reasons(const struct sayings *sayings, int thing, struct view folded,
                       struct view *reasons, size_t most)
{
    struct traits traits;
    float speaks[TRAITS_MAX];
    traits_read(&traits, folded, UINT32_MAX);
    for (size_t i = 0; i < traits.n; i++) {
        const struct saying_trait *trait = find_trait(sayings, traits.at[i].number);
        speaks[i] = trait ? weight_for(sayings, trait, thing) - sayings->things[thing].length : 0;
    }
    return traits_reasons(&traits, speaks, folded, reasons, most);
}
