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
 * The sum over a text's traits, times `temper`, the prior, and what the thing's group is voted for
 * (sayings_learn.c) are a logarithm of how likely the thing is; shares are in proportion, and add
 * up to 1. Logarithms are natural; own and length are counts of traits, share is a part of 1.
 *
 * A letter greets, tells who writes, comes to its matter and takes leave. As one bag it would be
 * mostly what all letters share, so it is weighed piece by piece (traits.h), and the pieces' shares
 * are a mean in which those count most of which counting is surest of a group: each by the sixth
 * power of that. (Votes are sure of a greeting, too.) Of 720 openings in letters of 300 characters
 * the class of 600 is right so; by the third power of some 560, by that of counts and votes
 * together of 550 (tests/unit/test_sayings.c).
 *
 * Counting sorts pairs of trait and thing, so nothing depends on hashing or on the order of the
 * sentences; a trait is found by halving. */
#include "dsl/base/sayings.h"

#include <math.h>

#include "dsl/base/logit.h"
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

bool sayings_piece(struct view folded, size_t *at, struct view *piece)
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
        for (size_t at = 0; sayings_piece(list[i].text, &at, &piece);) {
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

struct counting {
    const struct saying_thing *things;
    struct saying_trait *traits;
    struct saying_has *has;
    struct saying_vote *votes;
    size_t trait_count, has_count, vote_count;
    size_t all;          /* traits of all sentences that are counted */
    size_t groups, *met; /* by group, the last trait that votes for it, from 1 on */
};

static void count_vote(struct counting *counting, size_t group)
{
    if (counting->met[group] == counting->trait_count)
        return;
    counting->votes[counting->vote_count++] = (struct saying_vote){(uint16_t)group, 0};
    counting->met[group] = counting->trait_count;
}

static void begin_trait(struct counting *counting, uint32_t number)
{
    counting->traits[counting->trait_count++] = (struct saying_trait){
        number, (uint32_t)counting->has_count, (uint32_t)counting->vote_count};
}

/* Of one trait, whose pairs are given: each thing once, and each group of these. */
static void count_trait(struct counting *counting, const pair *pairs, size_t n)
{
    size_t counted = n;
    begin_trait(counting, (uint32_t)(pairs[0] >> OF_BITS));
    while (counted && (uint16_t)pairs[counted - 1] == SAYING_OTHER)
        counted--;
    if (counted < n)
        count_vote(counting, counting->groups - 1);
    for (size_t at = 0, end; at < counted; at = end) {
        end = run_end(pairs, at, counted, 0);
        uint16_t of = (uint16_t)pairs[at];
        counting->has[counting->has_count++] =
            (struct saying_has){of, weight_of(end - at, counted, counting->all)};
        count_vote(counting, (size_t)counting->things[of].group);
    }
}

/* Returns what they come to. */
static size_t count_lengths(struct saying_thing *things, size_t thing_count, const pair *pairs,
                            size_t n)
{
    size_t all = 0;
    for (size_t i = 0; i < thing_count; i++)
        things[i].length = 0;
    for (size_t i = 0; i < n; i++)
        if ((uint16_t)pairs[i] != SAYING_OTHER)
            things[(uint16_t)pairs[i]].length++;
    for (size_t i = 0; i < thing_count; i++) {
        all += (size_t)things[i].length;
        things[i].length = log1pf(things[i].length / smoothing);
    }
    return all;
}

void sayings_count(struct sayings *sayings, struct arena *arena, const struct saying *list,
                   size_t n, struct saying_thing *things, size_t thing_count)
{
    size_t pair_count, groups = (size_t)things[thing_count - 1].group + 1;
    pair *pairs = list_pairs(arena, list, n, &pair_count);
    pairs = sort_pairs(arena, pairs, pair_count);
    struct counting c = {.things = things, .groups = groups};
    c.traits = arena_raw(arena, (pair_count + 1) * sizeof *c.traits);
    c.has = arena_raw(arena, (pair_count + 1) * sizeof *c.has);
    c.votes = arena_raw(arena, (pair_count + 1) * sizeof *c.votes);
    c.met = ARENA_ARRAY(arena, groups, size_t);
    c.all = count_lengths(things, thing_count, pairs, pair_count);
    for (size_t at = 0, end; at < pair_count; at = end) {
        end = run_end(pairs, at, pair_count, OF_BITS);
        count_trait(&c, pairs + at, end - at);
    }
    begin_trait(&c, UINT32_MAX);
    *sayings = (struct sayings){.traits = c.traits,
                                .has = c.has,
                                .votes = c.votes,
                                .things = things,
                                .groups = ARENA_ARRAY(arena, groups, float),
                                .trait_count = c.trait_count - 1,
                                .has_count = c.has_count,
                                .vote_count = c.vote_count,
                                .thing_count = thing_count,
                                .group_count = groups};
}

/* ---- weighing ---- */

const struct saying_trait *sayings_trait(const struct sayings *sayings, uint32_t number)
{
    const struct saying_trait *low = sayings->traits;
    for (size_t n = sayings->trait_count; n > 1;) {
        size_t half = n / 2;
        low += low[half].number <= number ? half : 0;
        n -= half;
    }
    return sayings->trait_count && low->number == number ? low : NULL;
}

/* What is known of a piece. */
struct known {
    struct traits read;
    const struct saying_trait *traits[TRAITS_MAX]; /* of what was read; NULL: nobody says it */
    size_t n, counted; /* how many somebody says; of these, how many some thing has */
};

static void know(struct known *known, const struct sayings *sayings, struct view piece)
{
    known->n = known->counted = 0;
    traits_read(&known->read, piece, UINT32_MAX);
    for (size_t i = 0; i < known->read.n; i++) {
        const struct saying_trait *trait = sayings_trait(sayings, known->read.at[i].number);
        known->traits[i] = trait;
        known->n += trait != NULL;
        known->counted += trait && trait->at < trait[1].at;
    }
}

static void add_counted(const struct sayings *sayings, const struct known *known, float *sums)
{
    memset(sums, 0, sayings->thing_count * sizeof *sums);
    for (size_t i = 0; i < known->read.n; i++) {
        const struct saying_trait *trait = known->traits[i];
        for (uint32_t k = trait ? trait->at : 0; trait && k < trait[1].at; k++)
            sums[sayings->has[k].of] += (float)sayings->has[k].weight;
    }
}

static void add_votes(const struct sayings *sayings, const struct known *known, float *sums)
{
    float share = logit_worth(known->n) / SAYING_VOTE_UNIT;
    memset(sums, 0, sayings->group_count * sizeof *sums);
    for (size_t i = 0; i < known->read.n; i++) {
        const struct saying_trait *trait = known->traits[i];
        for (uint32_t k = trait ? trait->votes : 0; trait && k < trait[1].votes; k++)
            sums[sayings->votes[k].group] += (float)sayings->votes[k].weight;
    }
    for (size_t group = 0; group < sayings->group_count; group++)
        sums[group] = sayings->groups[group] + share * sums[group];
}

static void share_counted(const struct sayings *sayings, const struct known *known, float *shares)
{
    add_counted(sayings, known, shares);
    for (size_t i = 0; i < sayings->thing_count; i++) {
        const struct saying_thing *thing = &sayings->things[i];
        float counted = shares[i] / UNIT - (float)known->counted * thing->length;
        shares[i] = temper * counted + thing->prior;
    }
    logit_shares(shares, sayings->thing_count);
}

/* What the shares come to, by group. */
static void add_groups(const struct sayings *sayings, const float *shares, float *sums)
{
    memset(sums, 0, sayings->group_count * sizeof *sums);
    for (size_t i = 0; i < sayings->thing_count; i++)
        sums[sayings->things[i].group] += shares[i];
}

/* What a piece counts beside others: the surer it is of a group, but the last thing's, the more. */
static float telling(const struct sayings *sayings, const float *sums)
{
    float most = 0.1F;
    for (size_t group = 0; group + 1 < sayings->group_count; group++)
        most = sums[group] > most ? sums[group] : most;
    return most * most * most * most * most * most;
}

/* sums: is overwritten. */
static void share_voted(const struct sayings *sayings, const struct known *known, float *shares,
                        float *sums)
{
    float all = 0;
    add_votes(sayings, known, sums);
    for (size_t i = 0; i < sayings->thing_count; i++)
        all += shares[i] *= expf(sums[sayings->things[i].group]);
    for (size_t i = 0; i < sayings->thing_count; i++)
        shares[i] /= all;
}

/* A mean of the pieces' shares; sums: by group. false: nothing in the text is known. */
static bool weigh(const struct sayings *sayings, struct arena *arena, struct view folded,
                  float *shares, float *sums)
{
    size_t n = sayings->thing_count;
    float *of_piece = arena_raw(arena, n * sizeof *of_piece), all = 0;
    struct view piece;
    size_t at = 0;
    memset(shares, 0, n * sizeof *shares);
    for (int i = 0; i < PIECES_MAX && sayings_piece(folded, &at, &piece); i++) {
        struct known known;
        know(&known, sayings, piece);
        if (!known.n)
            continue;
        share_counted(sayings, &known, of_piece);
        add_groups(sayings, of_piece, sums);
        float weight = telling(sayings, sums);
        share_voted(sayings, &known, of_piece, sums);
        for (size_t k = 0; k < n; k++)
            shares[k] += weight * of_piece[k];
        all += weight;
    }
    for (size_t k = 0; k < n && all > 0; k++)
        shares[k] /= all;
    add_groups(sayings, shares, sums);
    return all > 0;
}

int sayings_points(float share)
{
    float points = 100 * logf(share);
    return points > SAYING_LEAST ? (int)lrintf(points) : SAYING_LEAST;
}

const struct saying_meant *sayings_mean(const struct sayings *sayings, struct arena *arena,
                                        struct view folded)
{
    size_t n = sayings->thing_count, groups = sayings->group_count;
    float *shares = arena_raw(arena, n * sizeof *shares);
    float *sums = arena_raw(arena, groups * sizeof *sums);
    if (!n || !weigh(sayings, arena, folded, shares, sums))
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

static float vote_for(const struct sayings *sayings, const struct saying_trait *trait, int group)
{
    for (uint32_t k = trait->votes; k < trait[1].votes; k++)
        if (sayings->votes[k].group == group)
            return (float)sayings->votes[k].weight / SAYING_VOTE_UNIT;
    return 0;
}

/* How much each trait of the piece speaks for the thing, counted and voted; returns what they come
 * to. */
static float speak(const struct sayings *sayings, int thing, struct view piece, struct known *known,
                   float *speaks)
{
    const struct saying_thing *of = &sayings->things[thing];
    float sum = 0;
    know(known, sayings, piece);
    for (size_t i = 0; i < known->read.n; i++) {
        const struct saying_trait *trait = known->traits[i];
        speaks[i] = 0;
        if (trait && trait->at < trait[1].at)
            speaks[i] += temper * (weight_for(sayings, trait, thing) - of->length);
        if (trait)
            speaks[i] += logit_worth(known->n) * vote_for(sayings, trait, of->group);
        sum += speaks[i];
    }
    return sum;
}

size_t sayings_reasons(const struct sayings *sayings, int thing, struct view folded,
                       struct view *reasons, size_t most)
{
    struct known known;
    float speaks[TRAITS_MAX], best_speaks = -INFINITY;
    struct view piece, best = VIEW("");
    size_t at = 0;
    for (int i = 0; i < PIECES_MAX && sayings_piece(folded, &at, &piece); i++) {
        float sum = speak(sayings, thing, piece, &known, speaks);
        if (sum <= best_speaks)
            continue;
        best = piece;
        best_speaks = sum;
    }
    speak(sayings, thing, best, &known, speaks);
    return traits_reasons(&known.read, speaks, best, reasons, most);
}
