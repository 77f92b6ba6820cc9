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
 * A letter greets, tells who writes, comes to its matter and takes leave. As one bag it would be
 * mostly what all letters share, so it is weighed piece by piece (traits.h), and the pieces' shares
 * are a mean in which those count most that are surest of a group: each by the cube of that. Of 720
 * openings in letters of 300 characters the class of 556 is right so, and of 382 where the first
 * 160 characters alone are weighed (tests/unit/test_sayings.c); of 846 letters to a province,
 * written to one of seven departments, that of 575 and 569.
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
    UNIT = 4096,      /* weights are kept as so many parts of a logarithm, up to 16 */
    PIECE_LEAST = 20, /* characters */
    PIECES_MAX = 40   /* of a long text: some 1,500 characters */
};

/* All of a short text at once. */
static bool next_piece(struct view folded, size_t *at, struct view *piece)
{
    if (*at || traits_longer(folded, TRAITS_LONG))
        return traits_piece(folded, PIECE_LEAST, at, piece);
    *piece = folded;
    *at = folded.n;
    return folded.n > 0;
}

/* ---- counting ---- */

/* A trait and a thing, to be sorted by both. */
typedef uint64_t pair;
enum { OF_BITS = 16, RADIX_BITS = 16, RADIX = 1 << RADIX_BITS, PAIR_BITS = 32 + OF_BITS };

static pair *list_pairs(struct arena *arena, const struct saying *list, size_t n, size_t *count)
{
    struct traits *traits = ARENA_NEW(arena, struct traits);
    struct view piece;
    size_t room = 0;
    for (size_t i = 0; i < n; i++)
        room += 2 * list[i].text.n; /* at most a character and a pair a byte */
    pair *pairs = arena_raw(arena, (room + 1) * sizeof *pairs);
    *count = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t at = 0; next_piece(list[i].text, &at, &piece);) {
            traits_read(traits, piece, UINT32_MAX);
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

/* By thing what is known of the piece; returns how many of its traits are. */
static size_t add_up(const struct sayings *sayings, struct view piece, float *sums)
{
    struct traits traits;
    size_t known = 0;
    traits_read(&traits, piece, UINT32_MAX);
    memset(sums, 0, sayings->thing_count * sizeof *sums);
    for (size_t i = 0; i < traits.n; i++) {
        const struct saying_trait *trait = find_trait(sayings, traits.at[i].number);
        for (uint32_t k = trait ? trait->at : 0; trait && k < trait[1].at; k++)
            sums[sayings->has[k].of] += (float)sayings->has[k].weight;
        known += trait != NULL;
    }
    return known;
}

/* The shares of a piece; false: nothing in it is known. */
static bool share_out(const struct sayings *sayings, struct view piece, float *shares)
{
    size_t known = add_up(sayings, piece, shares), n = sayings->thing_count;
    float most = -INFINITY, all = 0;
    for (size_t i = 0; i < n; i++) {
        const struct saying_thing *thing = &sayings->things[i];
        shares[i] = temper * (shares[i] / UNIT - (float)known * thing->length) + thing->prior;
        most = shares[i] > most ? shares[i] : most;
    }
    for (size_t i = 0; i < n; i++)
        all += shares[i] = expf(shares[i] - most);
    for (size_t i = 0; i < n; i++)
        shares[i] /= all;
    return known > 0;
}

/* What the shares come to, by group. */
static void add_groups(const struct sayings *sayings, const float *shares, size_t groups,
                       float *sums)
{
    memset(sums, 0, groups * sizeof *sums);
    for (size_t i = 0; i < sayings->thing_count; i++)
        sums[sayings->things[i].group] += shares[i];
}

/* What a piece counts beside others: the surer it is of a group, but the last thing's, the more. */
static float telling(const struct sayings *sayings, const float *sums, size_t groups)
{
    int32_t none = sayings->things[sayings->thing_count - 1].group;
    float most = 0.01F;
    for (size_t group = 0; group < groups; group++)
        if (sums[group] > most && (int32_t)group != none)
            most = sums[group];
    return most * most * most;
}

/* A mean of the pieces' shares; sums: by group. false: nothing in the text is known. */
static bool weigh(const struct sayings *sayings, struct arena *arena, struct view folded,
                  float *shares, float *sums, size_t groups)
{
    size_t n = sayings->thing_count;
    float *of_piece = arena_raw(arena, n * sizeof *of_piece), all = 0;
    struct view piece;
    size_t at = 0;
    memset(shares, 0, n * sizeof *shares);
    for (int i = 0; i < PIECES_MAX && next_piece(folded, &at, &piece); i++) {
        if (!share_out(sayings, piece, of_piece))
            continue;
        add_groups(sayings, of_piece, groups, sums);
        float weight = telling(sayings, sums, groups);
        for (size_t k = 0; k < n; k++)
            shares[k] += weight * of_piece[k];
        all += weight;
    }
    for (size_t k = 0; k < n && all > 0; k++)
        shares[k] /= all;
    add_groups(sayings, shares, groups, sums);
    return all > 0;
}

int sayings_points(float share)
{
    float points = 100 * logf(share);
    return points > SAYING_LEAST ? (int)lrintf(points) : SAYING_LEAST;
}

const struct saying_meant *sayings_mean(const struct sayings *sayings, struct arena *arena,
                                        struct view folded, size_t groups)
{
    size_t n = sayings->thing_count;
    float *shares = arena_raw(arena, n * sizeof *shares);
    float *sums = arena_raw(arena, groups * sizeof *sums);
    if (!n || !weigh(sayings, arena, folded, shares, sums, groups))
        return NULL;
    struct saying_meant *meant = ARENA_NEW(arena, struct saying_meant);
    for (size_t i = 0; i + 1 < n; i++)
        meant->thing = shares[i] > shares[meant->thing] ? (int)i : meant->thing;
    meant->points = ARENA_ARRAY(arena, groups, int);
    for (size_t group = 0; group < groups; group++)
        meant->points[group] = sayings_points(sums[group]);
    meant->group = sums[sayings->things[meant->thing].group];
    meant->sure = sayings_points(shares[meant->thing] / meant->group);
    meant->shares = shares;
    meant->text = folded;
    return meant;
}

/* ---- why ---- */

static float weight_for(const struct sayings *sayings, const struct saying_trait *trait, int thing)
{
    for (uint32_t k = trait->at; k < trait[1].at; k++)
        if (sayings->has[k].of == thing)
            return (float)sayings->has[k].weight / UNIT;
    return 0;
}

/* How much each trait of the piece speaks for the thing; returns what they come to. */
static float speak(const struct sayings *sayings, int thing, struct view piece,
                   struct traits *traits, float *speaks)
{
    float sum = 0;
    traits_read(traits, piece, UINT32_MAX);
    for (size_t i = 0; i < traits->n; i++) {
        const struct saying_trait *trait = find_trait(sayings, traits->at[i].number);
        speaks[i] = trait ? weight_for(sayings, trait, thing) - sayings->things[thing].length : 0;
        sum += speaks[i];
    }
    return sum;
}

size_t sayings_reasons(const struct sayings *sayings, int thing, struct view folded,
                       struct view *reasons, size_t most)
{
    struct traits traits;
    float speaks[TRAITS_MAX], best_speaks = -INFINITY;
    struct view piece, best = VIEW("");
    size_t at = 0;
    for (int i = 0; i < PIECES_MAX && next_piece(folded, &at, &piece); i++) {
        float sum = speak(sayings, thing, piece, &traits, speaks);
        if (sum <= best_speaks)
            continue;
        best = piece;
        best_speaks = sum;
    }
    speak(sayings, thing, best, &traits, speaks);
    return traits_reasons(&traits, speaks, best, reasons, most);
}
