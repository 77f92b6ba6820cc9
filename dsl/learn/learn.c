/* learn: gather, hold out, judge, make.
 *
 * First the tickets are ranked by models that never saw them; from that comes what each factor
 * counts, how sure a ranking may be, and every figure that is printed. Then one model is made of
 * all tickets, with those numbers in it. The same tickets, rules and seed give the same bytes. */
#include "dsl/learn/learn.h"

#include "dsl/learn/gather.h"
#include "dsl/learn/judge.h"

enum { TEXT_ARENA_MAX = 1 << 24 };

static void pack_bare(const struct making *making, struct arena *arena, struct draft *draft)
{
    draft->tickets = making->tickets;
    draft->parts = *making->parts;
    draft->grams.grams = ARENA_ARRAY(arena, 1, struct draft_gram);
    draft->grams.grams[0].row = NONE;
    draft->outputs = ARENA_ARRAY(arena, draft_outputs(draft), struct learned_output);
}

/* What the rules say of each ticket, from its text alone. */
static struct learned_votes *take_votes(const struct learn_order *order,
                                        const struct tickets *tickets,
                                        const struct learned *learned, struct arena *arena)
{
    const struct civil_time no_clock = {.minute = NONE};
    struct learned_votes *votes = ARENA_ARRAY(arena, tickets->list.n, struct learned_votes);
    struct arena scratch;
    arena_init(&scratch, TEXT_ARENA_MAX);
    for (size_t i = 0; i < tickets->list.n; i++) {
        struct matter matter = matter_empty();
        struct decision decision;
        matter_reveal(order->rules, &matter,
                      recognise(order->rules, &scratch, tickets->list.at[i].text), no_clock);
        decide(order->rules, &matter, &decision);
        votes[i] = learned_votes_of(learned, arena, order->rules, &decision);
        arena_reset(&scratch);
    }
    arena_free(&scratch);
    return votes;
}

static bool prepare_votes(struct making *making, struct arena *arena)
{
    struct draft bare = {0};
    struct buf bytes;
    struct learned learned;
    pack_bare(making, arena, &bare);
    buf_init(&bytes, 1 << 26);
    pack_draft(&bare, NULL, &bytes);
    bool sound = !bytes.full && learned_open(&learned, bytes.p, bytes.n) == LEARNED_OK;
    if (sound)
        making->votes = take_votes(making->order, making->tickets, &learned, arena);
    buf_free(&bytes);
    return sound;
}

static void count_tickets(const struct learn_order *order, const struct tickets *tickets,
                          struct learn_figures *figures)
{
    figures->past = tickets->past;
    figures->examples = tickets->examples;
    figures->skipped = tickets->skipped;
    figures->desks = tickets->desks.n;
    for (size_t d = 0; d < tickets->desks.n; d++) {
        struct view name = tickets->desks.at[d];
        if (rules_find(order->rules, NOUN_UNIT, name) != NONE ||
            rules_find(order->rules, NOUN_ROLE, name) != NONE)
            continue;
        figures->foreign++;
        for (size_t i = 0; i < tickets->list.n; i++)
            figures->foreign_tickets += tickets->list.at[i].desk == (int)d;
    }
    for (size_t i = 0; i < tickets->list.n; i++) {
        struct view duty = tickets->list.at[i].duty;
        figures->foreign_duties += duty.n && rules_find(order->rules, NOUN_DUTY, duty) == NONE;
    }
}

/* From held-out tickets to the finished file. */
static bool make_all(const struct making *making, struct arena *arena, struct buf *out,
                     struct learn_figures *figures)
{
    struct held_list held = {0};
    struct draft draft = {0};
    size_t n = making->tickets->list.n;
    bool *all = ARENA_ARRAY(arena, n, bool);
    for (size_t i = 0; i < n; i++)
        all[i] = true;
    pack_bare(making, arena, &draft);
    if (!hold_out(making, arena, &held) || !judge(making, &held, &draft, arena, figures) ||
        !make_model(making, all, &draft, arena, out))
        return false;
    if (making->order->progress)
        making->order->progress(making->order->progress_self, TRIAL_STEPS, TRIAL_STEPS);
    figures->grams = draft.grams.n;
    figures->weights = draft.weight_count;
    figures->bytes = out->n;
    return true;
}

enum learn_error learn(const struct learn_order *order, struct arena *arena, struct buf *out,
                       struct learn_figures *figures, struct view *why)
{
    struct tickets tickets = {0};
    *figures = (struct learn_figures){0};
    tickets_add_examples(arena, order->model, &tickets);
    if (order->tickets.n && !tickets_read(arena, order->tickets, order->model, &tickets, why))
        return LEARN_NO_COLUMN;
    tickets_settle(arena, &tickets);
    count_tickets(order, &tickets, figures);
    if (tickets.desks.n < 2)
        return LEARN_NOTHING;
    struct parts parts = parts_of(arena, tickets.desks.at, tickets.desks.n);
    struct making making = {order, &tickets, &parts, NULL};
    if (!prepare_votes(&making, arena) || !make_all(&making, arena, out, figures))
        return LEARN_SYSTEM;
    return LEARN_OK;
}
