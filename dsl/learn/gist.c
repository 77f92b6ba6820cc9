/* gist: learned ticket by ticket, by small steps down the slope of what it said wrongly.
 *
 * A text's gist is the sum of its grams' places, each times the gram's share, bent by tanh into
 * -1..1; a desk's worth is the gist times its weights plus those of the parts of its name, and the
 * softmax over all desks is its share. So desks compete, where the linear model asks for each
 * alone, and grams that mean the same come to lie together: what one desk's tickets taught of them,
 * others have. Alone it is worse than the linear model; where desks are many it sees what that one
 * misses, and a ranking by both is better (letters held out: the right desk is among the first
 * three in three more of a hundred, of 192 desks; of seven desks nothing is gained, and nothing
 * lost).
 *
 * The steps begin at one length and shorten to none over ten rounds; tickets come in an order drawn
 * anew in each. Nothing here depends on the machine: sums are taken four side by side, always the
 * same four. Only the commonest grams have a place: what stands in two or three tickets is learned
 * by heart elsewhere. */
#include "dsl/learn/gist.h"

#include <stdlib.h>
#include <unistd.h>

#include "dsl/base/hash.h"
#include "dsl/learn/root.h"
#include "dsl/learn/workers.h"

enum {
    GRAMS_MOST = 150000,
    ROUNDS = 10,
    STEPS_MOST = 400000, /* tickets in all rounds; of more tickets, fewer rounds */
    GRAMS_AHEAD = 6,
    FOUR = 4,
    PLACE_FOURS = LEARNED_GIST / FOUR
};
static const float pace = 0.2F;    /* length of the first steps */
static const float stretch = 2.0F; /* of shares, whose squares sum to 1 */
static const double spread = 0.09; /* of places at the beginning */

struct four {
    float at __attribute__((vector_size(FOUR * sizeof(float))));
};

struct learning {
    const struct lessons *lessons;
    size_t grams, row; /* row: fours of one coordinate's weights */
    struct four *places, *rows, *biases;
    struct four *worth; /* by name: what the gist says; then how far that was wrong */
    float *shares;      /* by desk */
    struct four gist[PLACE_FOURS], error[PLACE_FOURS];
    float pace;
};

/* ---- one ticket ---- */

static bool has_place(const struct learning *learning, const struct learned_shares *shares,
                      size_t i)
{
    return i < shares->n && shares->at[i].gram < learning->grams;
}

static struct four *place_of(const struct learning *learning, const struct learned_shares *shares,
                             size_t i)
{
    return learning->places + shares->at[i].gram * PLACE_FOURS;
}

static void draw_gist(struct learning *learning, const struct learned_shares *shares)
{
    memset(learning->gist, 0, sizeof learning->gist);
    for (size_t i = 0; i < shares->n; i++) {
        if (has_place(learning, shares, i + GRAMS_AHEAD))
            __builtin_prefetch(place_of(learning, shares, i + GRAMS_AHEAD));
        if (!has_place(learning, shares, i))
            continue;
        const struct four *place = place_of(learning, shares, i);
        for (int k = 0; k < PLACE_FOURS; k++)
            learning->gist[k].at += stretch * shares->at[i].value * place[k].at;
    }
    for (int k = 0; k < PLACE_FOURS; k++)
        for (int lane = 0; lane < FOUR; lane++)
            learning->gist[k].at[lane] = tanhf(learning->gist[k].at[lane]);
}

static float coordinate(const struct four *fours, size_t i)
{
    return fours[i / FOUR].at[i % FOUR];
}

static void weigh_names(struct learning *learning)
{
    memcpy(learning->worth, learning->biases, learning->row * sizeof *learning->worth);
    for (size_t c = 0; c < LEARNED_GIST; c++) {
        const struct four *row = learning->rows + c * learning->row;
        float by = coordinate(learning->gist, c);
        for (size_t o = 0; o < learning->row; o++)
            learning->worth[o].at += by * row[o].at;
    }
}

/* By desk, from the worth of names. */
static void share_out(struct learning *learning)
{
    const struct parts *parts = learning->lessons->parts;
    size_t desks = learning->lessons->tickets->desks.n;
    float best = -INFINITY, all = 0, *shares = learning->shares;
    for (size_t i = 0; i < desks; i++) {
        shares[i] = coordinate(learning->worth, i);
        if (parts->head[i] != NONE)
            shares[i] += coordinate(learning->worth, desks + (size_t)parts->head[i]);
        if (parts->tail[i] != NONE)
            shares[i] += coordinate(learning->worth, desks + (size_t)parts->tail[i]);
        best = shares[i] > best ? shares[i] : best;
    }
    for (size_t i = 0; i < desks; i++)
        all += shares[i] = expf(shares[i] - best);
    for (size_t i = 0; i < desks; i++)
        shares[i] /= all;
}

/* By name, from the shares of desks. */
static void take_errors(struct learning *learning, size_t right)
{
    const struct parts *parts = learning->lessons->parts;
    size_t desks = learning->lessons->tickets->desks.n;
    struct four *errors = learning->worth;
    memset(errors, 0, learning->row * sizeof *errors);
    for (size_t i = 0; i < desks; i++) {
        float error = (i == right ? 1 : 0) - learning->shares[i];
        size_t head = desks + (size_t)parts->head[i], tail = desks + (size_t)parts->tail[i];
        errors[i / FOUR].at[i % FOUR] += error;
        if (parts->head[i] != NONE)
            errors[head / FOUR].at[head % FOUR] += error;
        if (parts->tail[i] != NONE)
            errors[tail / FOUR].at[tail % FOUR] += error;
    }
}

/* Corrects the weights, and hands on what of the error is the gist's. */
static void correct_rows(struct learning *learning)
{
    for (size_t c = 0; c < LEARNED_GIST; c++) {
        struct four *row = learning->rows + c * learning->row, sum = {{0}};
        float at = coordinate(learning->gist, c), by = learning->pace * at;
        for (size_t o = 0; o < learning->row; o++) {
            sum.at += learning->worth[o].at * row[o].at;
            row[o].at += by * learning->worth[o].at;
        }
        learning->error[c / FOUR].at[c % FOUR] =
            (sum.at[0] + sum.at[1] + sum.at[2] + sum.at[3]) * (1 - at * at);
    }
    for (size_t o = 0; o < learning->row; o++)
        learning->biases[o].at += learning->pace * learning->worth[o].at;
}

static void correct_places(struct learning *learning, const struct learned_shares *shares)
{
    for (size_t i = 0; i < shares->n; i++) {
        if (!has_place(learning, shares, i))
            continue;
        struct four *place = place_of(learning, shares, i);
        float by = learning->pace * stretch * shares->at[i].value;
        for (int k = 0; k < PLACE_FOURS; k++)
            place[k].at += by * learning->error[k].at;
    }
}

static void take_step(struct learning *learning, size_t ticket)
{
    const struct learned_shares *shares = &learning->lessons->shares[ticket];
    draw_gist(learning, shares);
    weigh_names(learning);
    share_out(learning);
    take_errors(learning, (size_t)learning->lessons->tickets->list.at[ticket].desk);
    correct_rows(learning);
    correct_places(learning, shares);
}

/* ---- all of them ---- */

static void draw_order(size_t *order, size_t n, size_t round)
{
    for (size_t i = n; i > 1; i--) {
        size_t other = (size_t)(hash_mix((uint64_t)round << 32 ^ i) % i), kept = order[i - 1];
        order[i - 1] = order[other];
        order[other] = kept;
    }
}

static void take_rounds(struct learning *learning)
{
    size_t all = learning->lessons->tickets->list.n, n = 0, done = 0;
    size_t *order = calloc(all + 1, sizeof *order);
    if (!order)
        _exit(1);
    for (size_t i = 0; i < all; i++)
        if (learning->lessons->use[i])
            order[n++] = i;
    size_t rounds = n * ROUNDS <= STEPS_MOST ? ROUNDS : STEPS_MOST / n + 1;
    for (size_t round = 0; round < rounds; round++) {
        draw_order(order, n, round);
        for (size_t i = 0; i < n; i++, done++) {
            learning->pace = pace * (1 - (float)done / (float)(rounds * n));
            take_step(learning, order[i]);
        }
    }
    free(order);
}

static void scatter_places(struct learning *learning)
{
    for (size_t i = 0; i < learning->grams * PLACE_FOURS; i++)
        for (size_t lane = 0; lane < FOUR; lane++) {
            uint64_t chance = hash_mix(i * FOUR + lane + 1) >> 40; /* 24 bits */
            learning->places[i].at[lane] = (float)(((double)chance / (1 << 23) - 1) * spread);
        }
}

/* ---- as bytes ---- */

static float pack_roots(const struct four *from, size_t n, double by, signed char *out)
{
    double greatest = 1e-9;
    for (size_t i = 0; i < n; i++)
        greatest = fabs((double)coordinate(from, i)) > greatest ? fabs((double)coordinate(from, i))
                                                                : greatest;
    for (size_t i = 0; i < n; i++)
        out[i] = root_of((double)coordinate(from, i), greatest);
    return root_scale(greatest * by);
}

static void pack_gist(const struct learning *learning, struct gist *gist)
{
    gist->scales->places =
        pack_roots(learning->places, gist->grams * LEARNED_GIST, (double)stretch, gist->places);
    gist->scales->rows =
        pack_roots(learning->rows, LEARNED_GIST * learning->row * FOUR, 1, gist->rows);
    for (size_t i = 0; i < gist->names; i++)
        gist->biases[i] = coordinate(learning->biases, i);
}

void gist_learn(struct gist *gist, const struct lessons *lessons)
{
    size_t row = LEARNED_ROW(gist->names) / FOUR;
    size_t fours = gist->grams * PLACE_FOURS + (LEARNED_GIST + 2) * row;
    struct four *memory = calloc(fours, sizeof *memory);
    float *shares = calloc(gist->names, sizeof *shares);
    if (!memory || !shares)
        _exit(1);
    struct learning learning = {.lessons = lessons,
                                .grams = gist->grams,
                                .row = row,
                                .places = memory,
                                .rows = memory + gist->grams * PLACE_FOURS,
                                .shares = shares};
    learning.biases = learning.rows + LEARNED_GIST * row;
    learning.worth = learning.biases + row;
    scatter_places(&learning);
    take_rounds(&learning);
    pack_gist(&learning, gist);
    free(memory);
    free(shares);
}

bool gist_make(struct gist *gist, const struct lessons *lessons)
{
    size_t names = lessons->tickets->desks.n + lessons->parts->n;
    size_t grams = lessons->grams < GRAMS_MOST ? lessons->grams : GRAMS_MOST;
    size_t rows = LEARNED_GIST * LEARNED_ROW(names);
    *gist = (struct gist){.grams = grams, .names = names};
    gist->size = sizeof *gist->scales + names * sizeof(float) + rows + grams * LEARNED_GIST;
    gist->memory = workers_memory(gist->size);
    if (!gist->memory)
        return false;
    gist->scales = gist->memory;
    gist->biases = (float *)(void *)(gist->scales + 1);
    gist->rows = (signed char *)(gist->biases + names);
    gist->places = gist->rows + rows;
    return true;
}

void gist_release(struct gist *gist)
{
    workers_release(gist->memory, gist->size);
    *gist = (struct gist){0};
}
