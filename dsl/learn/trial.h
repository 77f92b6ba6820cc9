/* trial: tickets ranked by a model that never saw them. Private to dsl/learn. */
#ifndef ZHIDA_LEARN_TRIAL_H
#define ZHIDA_LEARN_TRIAL_H

#include "dsl/engine/learned_rank.h"
#include "dsl/learn/learn.h"
#include "dsl/learn/pack.h"

/* A ticket held out, and what spoke for each desk. */
struct held {
    const struct ticket *ticket;
    struct learned_weighing weighing; /* neighbours left out */
    struct learned_votes votes;
};

struct held_list {
    VEC(struct held) list;
    bool later; /* each ranked by models of earlier tickets only */
};

/* What a model is made from: everything but what is measured on it. */
struct making {
    const struct learn_order *order;
    const struct tickets *tickets;
    const struct parts *parts;
    const struct learned_votes *votes; /* by ticket */
};

/* A model of the tickets that use[] names, as bytes in out. draft: the factors and what else is
 * known; its grams, weights and tickets are filled here. */
bool make_model(const struct making *making, const bool *use, struct draft *draft,
                struct arena *arena, struct buf *out) __attribute__((warn_unused_result));

/* What progress counts: at most so many parts held out, and the model of all tickets. */
enum { TRIAL_STEPS = 6 };

/* Holds parts of the tickets out, in turn, and ranks them. Memory from the arena. */
bool hold_out(const struct making *making, struct arena *arena, struct held_list *out)
    __attribute__((warn_unused_result));

#endif
