/* learned_rank: from a text to desks, best first.
 *
 * A text is a list of grams, each with its share. Six things are drawn from it for every desk: the
 * sum of the linear model's weights, what the text's gist says, what the desk gets of the areas
 * that the text may be about, the past tickets most alike and where they went, where all tickets of
 * their duties went, and how many tickets the desk gets at all; the first, the fourth and the last
 * for its name as a whole and for the parts it shares with others (东区 + 城管局: a place and a
 * craft, and both must fit). Beside them stands what the rules say. Each is a factor; their
 * weighted sum, through a softmax, is the desk's share. Whether the first is right is then read
 * from a few signs of the ranking as a whole, through a curve that held-out tickets made.
 *
 * The linear model is summed by learned_linear.c, the past tickets are found by learned_alike.c. A
 * text of 200 characters touches some 40,000 numbers, and the file is far larger than the caches:
 * what a gram needs of it is asked for while those before it are worked out. */
#include "dsl/engine/learned_alike.h"
#include "dsl/engine/learned_gist.h"
#include "dsl/engine/learned_linear.h"

#include <math.h>
#include <stdlib.h>

/* The gram's slot, or an empty one. */
static inline const struct learned_slot *find_slot(const struct learned *learned, uint32_t number)
{
    const struct learned_slot *slots = learned_slots(learned);
    size_t mask = learned_slots_n(learned) - 1, i = learned_first_slot(number) & mask;
    while (slots[i].number && slots[i].number != number)
        i = (i + 1) & mask;
    return &slots[i];
}

/* Where the records of a text's grams are; the grams that nobody learned are dropped. Every step
 * asks for the places that the next one reads. */
static size_t seek_records(const struct learned *learned, const struct grams *grams,
                           struct learned_share *found)
{
    const struct learned_slot *slots = learned_slots(learned);
    size_t mask = learned_slots_n(learned) - 1, n = 0;
    for (size_t i = 0; i < grams->n; i++)
        __builtin_prefetch(&slots[learned_first_slot(grams->at[i].number) & mask]);
    for (size_t i = 0; i < grams->n; i++) {
        const struct learned_slot *slot = find_slot(learned, grams->at[i].number);
        found[n] = (struct learned_share){.at = slot->at, .value = (float)grams->at[i].count};
        n += slot->number != 0;
        __builtin_prefetch(learned_records(learned) + slot->at);
    }
    return n;
}

struct learned_shares learned_shares(const struct learned *learned, struct arena *arena,
                                     struct view folded)
{
    struct grams grams = learned_grams_of(arena, folded);
    struct learned_shares shares = {arena_raw(arena, (grams.n + 1) * sizeof *shares.at), 0, 0};
    double squares = 0;
    shares.n = seek_records(learned, &grams, shares.at);
    for (size_t i = 0; i < shares.n; i++) {
        struct learned_share *share = &shares.at[i];
        struct learned_gram gram;
        memcpy(&gram, learned_records(learned) + share->at, sizeof gram);
        share->gram = gram.index;
        share->value = sqrtf(share->value) * gram.rarity;
        squares += (double)share->value * (double)share->value;
    }
    float length = squares > 0 ? (float)(1 / sqrt(squares)) : 0;
    for (size_t i = 0; i < shares.n; i++)
        shares.at[i].value *= length;
    shares.known = grams.n ? (float)shares.n / (float)grams.n : 0;
    return shares;
}

/* ---- factors ---- */

/* Most desks have no share at all. */
static float log_of(float share)
{
    const float none = -3.912023F; /* logf(0.02F) */
    return share > 0 ? logf(0.02F + share) : none;
}

/* A margin as what it is worth among desks that are all unlikely. Nearly all lie about -1, where
 * the machines put what does not belong; how far above it one lies tells more there than near 1. */
static float worth_of(float margin)
{
    const float floor = 1.1F, none = 0.02F;
    float above = margin + floor;
    return logf(above > none ? above : none);
}

/* The outputs of a desk's name: as a whole, its first part, its last; the whole where it has none.
 */
struct name {
    size_t whole, head, tail;
};
static struct name name_of(const struct learned *learned, size_t i)
{
    const struct learned_desk *desk = &learned_desks(learned)[i];
    return (struct name){i, desk->head == NONE ? i : (size_t)desk->head,
                         desk->tail == NONE ? i : (size_t)desk->tail};
}

/* How likely each area is, from the margins of areas. */
static float *share_areas(struct arena *arena, const float *margins, size_t n)
{
    const float sharpness = 4;
    float best = -INFINITY, all = 0, *shares = arena_raw(arena, n * sizeof *shares);
    for (size_t i = 0; i < n; i++)
        best = margins[i] > best ? margins[i] : best;
    for (size_t i = 0; i < n; i++)
        all += shares[i] = expf(sharpness * (margins[i] - best));
    for (size_t i = 0; i < n; i++)
        shares[i] /= all;
    return shares;
}

/* How much more each desk gets of the areas that the text may be about than of all: its share of
 * each, as much as that one is likely. */
static void weigh_areas(const struct learned *learned, struct arena *arena, const float *margins,
                        learned_factors *factors)
{
    const float unlikely = 1e-3F, least = 1e-5F, *row = learned_areas(learned);
    size_t n = learned_area_count(learned), desks = learned_desks_n(learned);
    if (!n)
        return;
    const float *shares = share_areas(arena, margins, n);
    float *sums = ARENA_ARRAY(arena, desks, float);
    for (size_t i = 0; i < n; i++, row += desks)
        for (size_t d = 0; shares[i] > unlikely && d < desks; d++)
            sums[d] += shares[i] * row[d];
    for (size_t d = 0; d < desks; d++)
        factors[d][LEARNED_FACTOR_AREA] = logf(sums[d] + least) - learned_outputs(learned)[d].prior;
}

static void weigh_words(const struct learned *learned, struct arena *arena,
                        const struct learned_shares *shares, learned_factors *factors)
{
    const float *margins = learned_sums(learned, arena, shares);
    float *worth = arena_raw(arena, learned_names_n(learned) * sizeof *worth);
    for (size_t i = 0; i < learned_names_n(learned); i++)
        worth[i] = worth_of(margins[i]);
    for (size_t i = 0; i < learned_desks_n(learned); i++) {
        struct name name = name_of(learned, i);
        float head = margins[name.head], tail = margins[name.tail];
        factors[i][LEARNED_FACTOR_WORDS] = margins[name.whole];
        factors[i][LEARNED_FACTOR_WORDS_HEAD] = worth[name.head];
        factors[i][LEARNED_FACTOR_WORDS_TAIL] = worth[name.tail];
        factors[i][LEARNED_FACTOR_WORDS_BOTH] = head < tail ? head : tail;
    }
    weigh_areas(learned, arena, margins + learned_names_n(learned), factors);
}

/* The sum of the cubes of likenesses, by name and part of a name; and the sum of all. */
static float *sum_cubes(const struct learned *learned, struct arena *arena,
                        const struct learned_alike *alike, struct learned_weighing *out, float *all)
{
    float *sums = ARENA_ARRAY(arena, learned_names_n(learned), float);
    for (int i = 0; i < alike->n; i++) {
        size_t desk = (size_t)learned_tickets(learned)[alike->tickets[i]].desk;
        float likeness = alike->likeness[i], cube = likeness * likeness * likeness;
        struct name name = name_of(learned, desk);
        float *nearest = &out->factors[desk][LEARNED_FACTOR_NEAREST];
        *nearest = *nearest < likeness ? likeness : *nearest;
        sums[desk] += cube;
        if (name.head != desk)
            sums[name.head] += cube;
        if (name.tail != desk)
            sums[name.tail] += cube;
        *all += cube;
    }
    return sums;
}

static void weigh_alike(const struct learned *learned, struct arena *arena,
                        const struct learned_alike *alike, struct learned_weighing *out)
{
    float all = 0, best = 0, *sums = sum_cubes(learned, arena, alike, out, &all);
    for (size_t i = 0; i < learned_desks_n(learned); i++)
        if (sums[i] > best) {
            best = sums[i];
            out->alike = (int)i;
        }
    for (size_t i = 0; i < learned_names_n(learned); i++)
        sums[i] = log_of(all > 0 ? sums[i] / all : 0);
    for (size_t i = 0; i < learned_desks_n(learned); i++) {
        struct name name = name_of(learned, i);
        out->factors[i][LEARNED_FACTOR_ALIKE] = sums[name.whole];
        out->factors[i][LEARNED_FACTOR_ALIKE_HEAD] = sums[name.head];
        out->factors[i][LEARNED_FACTOR_ALIKE_TAIL] = sums[name.tail];
    }
    out->nearest = alike->n ? alike->likeness[0] : 0;
}

/* How often the duties of the tickets alike went to each desk, whoever had these tickets: what one
 * of them was by chance its duty's others are not. Of a duty so few are `unseen`, which go as all
 * tickets do. */
static void weigh_duties(const struct learned *learned, struct arena *arena,
                         const struct learned_alike *alike, learned_factors *factors)
{
    const float unseen = 2, least = 1e-4F;
    const struct learned_duty *duties = learned_duties(learned);
    size_t n = learned_desks_n(learned);
    float *sums = ARENA_ARRAY(arena, n, float), rest = 0, all = 0;
    for (int i = 0; i < alike->n; i++) {
        int duty = learned_tickets(learned)[alike->tickets[i]].duty;
        if (duty == NONE)
            continue;
        float likeness = alike->likeness[i], cube = likeness * likeness * likeness;
        float part = cube / ((float)duties[duty].count + unseen);
        for (uint32_t w = duty ? duties[duty - 1].ends : 0; w < duties[duty].ends; w++) {
            const struct learned_went *went = &learned_went(learned)[w];
            sums[went->desk] += part * (float)went->count;
        }
        rest += part * unseen;
        all += cube;
    }
    for (size_t i = 0; all > 0 && i < n; i++) {
        float share = (sums[i] + rest * expf(learned_outputs(learned)[i].prior)) / all;
        factors[i][LEARNED_FACTOR_ALIKE_DUTY] = logf(share + least);
    }
}

static void weigh_rest(const struct learned *learned, struct learned_votes votes,
                       learned_factors *factors)
{
    const struct learned_output *outputs = learned_outputs(learned);
    for (size_t i = 0; i < learned_desks_n(learned); i++) {
        struct name name = name_of(learned, i);
        factors[i][LEARNED_FACTOR_OFTEN] = outputs[name.whole].prior;
        factors[i][LEARNED_FACTOR_OFTEN_HEAD] = outputs[name.head].prior;
        factors[i][LEARNED_FACTOR_OFTEN_TAIL] = outputs[name.tail].prior;
        factors[i][LEARNED_FACTOR_RULES] = votes.shares ? log_of(votes.shares[i]) : 0;
        factors[i][LEARNED_FACTOR_RULED] = votes.first == (int)i;
    }
}

struct learned_weighing learned_weigh(const struct learned *learned, struct arena *arena,
                                      struct view folded, struct learned_votes votes)
{
    size_t n = learned_desks_n(learned);
    struct learned_weighing out = {ARENA_ARRAY(arena, n, learned_factors), .alike = NONE};
    struct learned_shares shares = learned_shares(learned, arena, folded);
    struct learned_alike *alike = ARENA_NEW(arena, struct learned_alike);
    weigh_words(learned, arena, &shares, out.factors);
    learned_weigh_gist(learned, arena, &shares, out.factors);
    learned_find_alike(learned, arena, &shares, alike);
    weigh_alike(learned, arena, alike, &out);
    weigh_duties(learned, arena, alike, out.factors);
    weigh_rest(learned, votes, out.factors);
    out.known = shares.known;
    out.neighbours = alike->tickets;
    out.neighbour_count = alike->n;
    return out;
}

/* ---- the order ---- */

/* What each factor counts, four side by side, so that no sum waits for the one before it. */
enum { FOUR = 4 };
struct counting {
    float at[(LEARNED_FACTOR_COUNT + FOUR - 1) / FOUR * FOUR];
};

static struct counting counting_of(const struct learned *learned)
{
    struct counting counting = {{0}};
    for (int i = 0; i < LEARNED_FACTOR_COUNT; i++)
        counting.at[i] = (float)learned_head(learned)->factors[i];
    return counting;
}

static double score_of(const struct counting *counting, const float *factors)
{
    float sums[FOUR] = {0};
    int i = 0;
    for (; i + FOUR <= LEARNED_FACTOR_COUNT; i += FOUR)
        for (int k = 0; k < FOUR; k++)
            sums[k] += counting->at[i + k] * factors[i + k];
    for (; i < LEARNED_FACTOR_COUNT; i++)
        sums[i % FOUR] += counting->at[i] * factors[i];
    return (double)(sums[0] + sums[1]) + (double)(sums[2] + sums[3]);
}

static void insert(struct learned_ranking *out, int desk, double score)
{
    if (out->count == LEARNED_CHOICES && score <= out->choices[LEARNED_CHOICES - 1].score)
        return;
    int at = out->count < LEARNED_CHOICES ? out->count++ : LEARNED_CHOICES - 1;
    for (; at > 0 && out->choices[at - 1].score < score; at--)
        out->choices[at] = out->choices[at - 1];
    out->choices[at].desk = desk;
    out->choices[at].score = score;
}

/* Of the tickets alike that went to the desk: the duty most of them had. */
static int duty_of(const struct learned *learned, const struct learned_weighing *weighing, int desk)
{
    const struct learned_ticket *tickets = learned_tickets(learned);
    int best = NONE, most = 0;
    for (int i = 0; i < weighing->neighbour_count; i++) {
        const struct learned_ticket *one = &tickets[weighing->neighbours[i]];
        int count = 0;
        if (one->desk != desk || one->duty == NONE)
            continue;
        for (int j = 0; j < weighing->neighbour_count; j++)
            count +=
                (tickets[weighing->neighbours[j]].duty == one->duty) * (LEARNED_NEIGHBOURS + 4 - j);
        if (count > most) {
            most = count;
            best = one->duty;
        }
    }
    return best;
}

static double log_odds(double share)
{
    const double least = 1e-6;
    share = share < least ? least : share > 1 - least ? 1 - least : share;
    return log(share / (1 - share));
}

static double curve_at(const struct learned *learned, double score)
{
    const struct learned_point *curve = learned_curve(learned);
    size_t n = learned_curve_n(learned), i = 0;
    if (!n)
        return 0;
    while (i < n && (double)curve[i].score < score)
        i++;
    if (i == 0 || i == n)
        return (double)curve[i ? n - 1 : 0].right;
    double from = (double)curve[i - 1].score, to = (double)curve[i].score;
    double part = to > from ? (score - from) / (to - from) : 1;
    return (double)curve[i - 1].right +
           part * ((double)curve[i].right - (double)curve[i - 1].right);
}

static void sign(const struct learned *learned, const struct learned_weighing *weighing,
                 struct learned_votes votes, struct learned_ranking *out)
{
    const struct learned_choice *first = &out->choices[0];
    const struct learned_choice *second = &out->choices[out->count > 1];
    const float margin = first->factors[LEARNED_FACTOR_WORDS];
    float *signs = out->signs;
    signs[LEARNED_SIGN_ALWAYS] = 1;
    signs[LEARNED_SIGN_SHARE] = (float)log_odds(first->share);
    signs[LEARNED_SIGN_LEAD] = (float)log_odds(first->share / (first->share + second->share));
    signs[LEARNED_SIGN_MARGIN] = margin;
    signs[LEARNED_SIGN_MARGIN_LEAD] = margin - second->factors[LEARNED_FACTOR_WORDS];
    signs[LEARNED_SIGN_NEAREST] = first->factors[LEARNED_FACTOR_NEAREST];
    signs[LEARNED_SIGN_AGREED] = weighing->alike == first->desk;
    signs[LEARNED_SIGN_OFTEN] = first->factors[LEARNED_FACTOR_OFTEN];
    signs[LEARNED_SIGN_KNOWN] = weighing->known;
    signs[LEARNED_SIGN_RULED] = votes.first == first->desk;
    out->score = 0;
    for (int i = 0; i < LEARNED_SIGN_COUNT; i++)
        out->score += learned_head(learned)->signs[i] * (double)signs[i];
    out->confidence = curve_at(learned, out->score);
}

void learned_order(const struct learned *learned, const struct learned_weighing *weighing,
                   struct learned_votes votes, struct learned_ranking *out)
{
    size_t n = learned_desks_n(learned);
    const struct counting counting = counting_of(learned);
    double all = 0, best = -INFINITY; /* all: of those so far, the best of them being 1 */
    out->count = 0;
    for (size_t i = 0; i < n; i++) {
        double score = score_of(&counting, weighing->factors[i]), behind = score - best;
        if (behind > 0) {
            all = all * (behind < -LEARNED_NOTHING ? (double)expf((float)-behind) : 0) + 1;
            best = score;
        } else if (behind > LEARNED_NOTHING) {
            all += (double)expf((float)behind);
        }
        insert(out, (int)i, score);
    }
    for (int i = 0; i < out->count; i++) {
        struct learned_choice *choice = &out->choices[i];
        choice->share = exp(choice->score - out->choices[0].score) / all;
        choice->duty = duty_of(learned, weighing, choice->desk);
        memcpy(choice->factors, weighing->factors[choice->desk], sizeof choice->factors);
    }
    sign(learned, weighing, votes, out);
}

void learned_rank(const struct learned *learned, struct arena *arena, struct view folded,
                  struct learned_votes votes, struct learned_ranking *out)
{
    struct learned_weighing weighing = learned_weigh(learned, arena, folded, votes);
    learned_order(learned, &weighing, votes, out);
}
