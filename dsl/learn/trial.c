/* trial: how good a model is can only be seen on tickets it never saw.
 *
 * Tickets are held out in fifths. Where the past ones have times, these are the last three, each
 * ranked by a model of all that came before it: as it will be when the model is used. Without times
 * a hash of the seed draws them, and the rest is learned from. From HELD_ENOUGH on no more are held
 * out: every fifth is a model to be made, and what is drawn from them is a few dozen numbers.
 * Examples of the rules are always learned from and never held out, unless there is nothing else.
 */
#include "dsl/learn/trial.h"

#include <math.h>
#include <stdlib.h>

#include "dsl/base/hash.h"
#include "dsl/learn/fit.h"

enum {
    PARTS = TRIAL_STEPS - 1,
    EARLIER_PARTS = 2, /* with times: so many are never held out */
    HELD_ENOUGH = 7500,
    HELD_MOST = 15000,
    WEIGHTS_MOST = 5000000,
    KEPT_MOST = 40000, /* their numbers have 16 bits */
    POSTINGS_MOST = 2200000,
    PAST_ENOUGH = 20, /* tickets of a desk that make examples needless */
    COMMON = 12,      /* a gram in more than one of so many tickets finds none again */
    TICKET_GRAMS = 90 /* of a ticket, by their shares, that it is found again by */
};

/* ---- a model ---- */

static struct learned_shares *shares_of(const struct making *making, const bool *use,
                                        const struct learned *learned, struct arena *arena)
{
    size_t n = making->tickets->list.n;
    struct learned_shares *shares = ARENA_ARRAY(arena, n, struct learned_shares);
    struct arena scratch;
    arena_init(&scratch, 1 << 22);
    for (size_t i = 0; i < n; i++) {
        if (!use[i])
            continue;
        struct learned_shares one =
            learned_shares(learned, &scratch, making->tickets->list.at[i].text);
        shares[i] = one;
        shares[i].at = ARENA_ARRAY(arena, one.n, struct learned_share);
        if (one.n)
            memcpy(shares[i].at, one.at, one.n * sizeof *one.at);
        arena_reset(&scratch);
    }
    arena_free(&scratch);
    return shares;
}

static void take_fitted(struct draft *draft, const struct fitted *fitted)
{
    for (size_t i = 0; i < draft->grams.n; i++) {
        draft->grams.grams[i + 1].weights = fitted->ends[i];
        draft->grams.grams[i].row = fitted->row_of[i];
    }
    draft->outputs = fitted->outputs;
    draft->rows = fitted->rows;
    draft->row_count = fitted->row_count;
    draft->weight_outputs = fitted->weight_outputs;
    draft->weights = fitted->weights;
    draft->weight_count = fitted->weight_count;
}

/* ---- the tickets that may be found again ---- */

static int by_share(const void *a, const void *b)
{
    const struct learned_share *x = a, *y = b;
    if (x->value != y->value)
        return x->value > y->value ? -1 : 1;
    return x->gram < y->gram ? -1 : x->gram > y->gram;
}

/* How many used tickets have each gram. */
static uint32_t *spread_of(const struct making *making, const bool *use,
                           const struct learned_shares *shares, size_t grams, struct arena *arena)
{
    uint32_t *spread = ARENA_ARRAY(arena, grams, uint32_t);
    for (size_t i = 0; i < making->tickets->list.n; i++)
        for (size_t s = 0; use[i] && s < shares[i].n; s++)
            spread[shares[i].at[s].gram]++;
    return spread;
}

/* The latest ones, if they are too many. */
static void choose_kept(const struct making *making, const bool *use, struct draft *draft,
                        struct arena *arena)
{
    size_t n = making->tickets->list.n, used = 0, passed = 0;
    for (size_t i = 0; i < n; i++)
        used += use[i];
    size_t most =
        POSTINGS_MOST / TICKET_GRAMS < KEPT_MOST ? POSTINGS_MOST / TICKET_GRAMS : KEPT_MOST;
    size_t drop = used > most ? used - most : 0;
    int *kept = ARENA_ARRAY(arena, used - drop, int);
    for (size_t i = 0; i < n; i++)
        if (use[i] && passed++ >= drop)
            kept[draft->kept_count++] = (int)i;
    draft->kept = kept;
}

struct posting_pass {
    uint32_t *cursors;
    uint16_t *postings; /* NULL: only counts */
    unsigned char *shares;
};

static void post_ticket(struct learned_shares *shares, const uint32_t *spread, size_t used,
                        uint32_t number, struct posting_pass *pass)
{
    size_t taken = 0;
    for (size_t s = 0; s < shares->n && taken < TICKET_GRAMS; s++) {
        struct learned_share share = shares->at[s];
        if (spread[share.gram] * COMMON > used && used > 10 * COMMON)
            continue;
        taken++;
        uint32_t at = pass->cursors[share.gram]++;
        long part = lround((double)share.value * 255);
        if (!pass->postings)
            continue;
        pass->postings[at] = (uint16_t)number;
        pass->shares[at] = (unsigned char)(part < 255 ? part : 255);
    }
}

static void post_tickets(const struct making *making, const bool *use,
                         struct learned_shares *shares, struct draft *draft, struct arena *arena)
{
    size_t grams = draft->grams.n, n = 0;
    const uint32_t *spread = spread_of(making, use, shares, grams, arena);
    struct posting_pass pass = {.cursors = ARENA_ARRAY(arena, grams + 1, uint32_t)};
    for (size_t i = 0; i < draft->kept_count; i++) {
        struct learned_shares *own = &shares[draft->kept[i]];
        if (own->n)
            qsort(own->at, own->n, sizeof *own->at, by_share);
        post_ticket(own, spread, draft->kept_count, (uint32_t)i, &pass);
    }
    for (size_t g = 0; g < grams; g++) {
        size_t count = pass.cursors[g];
        pass.cursors[g] = (uint32_t)n;
        n += count;
        draft->grams.grams[g + 1].postings = (uint32_t)n;
    }
    pass.postings = ARENA_ARRAY(arena, n, uint16_t);
    pass.shares = ARENA_ARRAY(arena, n, unsigned char);
    for (size_t i = 0; i < draft->kept_count; i++)
        post_ticket(&shares[draft->kept[i]], spread, draft->kept_count, (uint32_t)i, &pass);
    draft->postings = pass.postings;
    draft->posting_shares = pass.shares;
    draft->posting_count = n;
}

/* ---- all of it ---- */

/* What the linear model learns from: an example of the rules only where its desk has few past
 * tickets. It says what a duty is about, but not how people write, nor where else a city sends it.
 */
static bool *for_lessons(const struct making *making, const bool *use, struct arena *arena)
{
    const struct tickets *tickets = making->tickets;
    bool *out = ARENA_ARRAY(arena, tickets->list.n, bool);
    size_t *past = ARENA_ARRAY(arena, tickets->desks.n, size_t);
    for (size_t i = 0; i < tickets->list.n; i++)
        past[tickets->list.at[i].desk] += use[i] && !tickets->list.at[i].example;
    for (size_t i = 0; i < tickets->list.n; i++) {
        const struct ticket *ticket = &tickets->list.at[i];
        out[i] = use[i] && (!ticket->example || past[ticket->desk] < PAST_ENOUGH);
    }
    return out;
}

/* The draft with grams and names alone, to read texts with. */
static bool open_draft(const struct draft *draft, const bool *use, struct buf *out,
                       struct learned *learned)
{
    buf_clear(out);
    pack_draft(draft, use, out);
    return !out->full && learned_open(learned, out->p, out->n) == LEARNED_OK;
}

bool make_model(const struct making *making, const bool *use, struct draft *draft,
                struct arena *arena, struct buf *out)
{
    struct learned learned;
    struct fitted fitted;
    draft->tickets = making->tickets;
    draft->parts = *making->parts;
    draft->grams = gram_list_of(arena, making->tickets, use);
    draft->outputs = ARENA_ARRAY(arena, draft_outputs(draft), struct learned_output);
    if (!open_draft(draft, use, out, &learned))
        return false;
    struct learned_shares *shares = shares_of(making, use, &learned, arena);
    struct lessons lessons = {making->tickets, making->parts, shares,
                              for_lessons(making, use, arena), draft->grams.n};
    struct gist gist;
    if (!gist_make(&gist, &lessons))
        return false;
    bool fits = fit_desks(arena, &lessons, making->order->workers, WEIGHTS_MOST, &gist, &fitted);
    if (fits) {
        take_fitted(draft, &fitted);
        draft->gist = &gist;
        choose_kept(making, use, draft, arena);
        post_tickets(making, use, shares, draft, arena);
        fits = open_draft(draft, use, out, &learned);
    }
    draft->gist = NULL;
    gist_release(&gist);
    return fits;
}

/* ---- holding out ---- */

/* The part each ticket is held out with, or NONE. */
static int *parts_held(const struct making *making, struct arena *arena, bool *later)
{
    size_t n = making->tickets->list.n, past = making->tickets->past, at = 0;
    int *part = ARENA_ARRAY(arena, n, int);
    *later = past && making->tickets->timed && past >= 200;
    for (size_t i = 0; i < n; i++) {
        uint64_t chance = hash_mix((uint64_t)making->order->seed << 32 ^ i);
        part[i] = (int)(chance % PARTS);
        if (past && making->tickets->list.at[i].example)
            part[i] = NONE;
        else if (*later)
            part[i] = (int)(at++ * PARTS / past);
    }
    return part;
}

static void rank_part(const struct making *making, const int *part, int held,
                      const struct learned *learned, struct arena *arena, struct held_list *out)
{
    struct arena scratch;
    size_t desks = making->tickets->desks.n;
    arena_init(&scratch, 1 << 23);
    for (size_t i = 0; i < making->tickets->list.n && out->list.n < HELD_MOST; i++) {
        if (part[i] != held)
            continue;
        const struct ticket *ticket = &making->tickets->list.at[i];
        struct learned_weighing weighing =
            learned_weigh(learned, &scratch, ticket->text, making->votes[i]);
        learned_factors *factors = ARENA_ARRAY(arena, desks, learned_factors);
        memcpy(factors, weighing.factors, desks * sizeof *factors);
        weighing.factors = factors;
        weighing.neighbour_count = 0;
        *VEC_PUSH(arena, &out->list) = (struct held){ticket, weighing, making->votes[i]};
        arena_reset(&scratch);
    }
    arena_free(&scratch);
}

static bool hold_part(const struct making *making, const int *part, int held, struct arena *arena,
                      struct held_list *out)
{
    size_t n = making->tickets->list.n;
    struct arena scratch;
    struct buf bytes;
    struct draft draft = {0};
    struct learned learned;
    arena_init(&scratch, (size_t)4 << 30);
    buf_init(&bytes, 1 << 28);
    bool *use = ARENA_ARRAY(&scratch, n, bool);
    for (size_t i = 0; i < n; i++)
        use[i] = out->later ? part[i] < held : part[i] != held;
    bool made = make_model(making, use, &draft, &scratch, &bytes) &&
                learned_open(&learned, bytes.p, bytes.n) == LEARNED_OK;
    if (made)
        rank_part(making, part, held, &learned, arena, out);
    buf_free(&bytes);
    arena_free(&scratch);
    return made;
}

bool hold_out(const struct making *making, struct arena *arena, struct held_list *out)
{
    const int *part = parts_held(making, arena, &out->later);
    for (int held = PARTS - 1; held >= (out->later ? EARLIER_PARTS : 0); held--) {
        if (out->list.n >= HELD_ENOUGH)
            break;
        if (!hold_part(making, part, held, arena, out))
            return false;
        if (making->order->progress)
            making->order->progress(making->order->progress_self, PARTS - held, TRIAL_STEPS);
    }
    return true;
}
