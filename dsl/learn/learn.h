/* learn: a ranking of desks from past tickets and the rules' examples. */
#ifndef ZHIDA_LEARN_H
#define ZHIDA_LEARN_H

#include "dsl/base/buf.h"
#include "dsl/check/model.h"
#include "dsl/engine/learned.h"

struct learn_order {
    const struct model *model;
    const struct rules *rules; /* compiled from it */
    struct view tickets;       /* a TSV (gather.h); empty: examples alone */
    double precision;          /* that `sure` is to keep: 0..1 */
    unsigned seed;             /* which tickets are held out where they have no times */
    int workers;               /* processes at once */
    void (*progress)(void *self, int done, int all); /* or NULL */
    void *progress_self;
};

enum learn_error {
    LEARN_OK,
    LEARN_NO_COLUMN, /* `why` names it */
    LEARN_NOTHING,   /* fewer than two desks, or no tickets */
    LEARN_SYSTEM     /* no process, memory or room */
};

enum { LEARN_BINS = 10, LEARN_STEPS = 12 };

/* Of tickets held out. */
struct learn_bin {
    double low, high, said; /* confidence: from, to, on average */
    size_t count, right;
};
struct learn_step {
    double precision, share, from; /* of all tickets that share is at least so sure */
};

struct learn_figures {
    size_t past, examples, skipped, desks, foreign; /* foreign: desks the rules do not name */
    size_t foreign_tickets;
    size_t foreign_duties; /* tickets of a duty the rules do not name */
    size_t held, right, right_in_three;
    bool later; /* each was ranked by models of earlier tickets only */
    double macro_f1;
    struct learn_bin bins[LEARN_BINS];
    struct learn_step steps[LEARN_STEPS];
    int step_count;
    double sure, sure_share, sure_right; /* for the precision asked for */
    size_t ruled_right;                  /* of those held, by the rules alone */
    size_t changed;                      /* of those held: went elsewhere than by the rules alone */
    size_t changed_better, changed_worse;
    size_t grams, weights, bytes;
};

/* Learns. The ranking's file stands in out; why is in the arena. */
enum learn_error learn(const struct learn_order *order, struct arena *arena, struct buf *out,
                       struct learn_figures *figures, struct view *why)
    __attribute__((warn_unused_result));

#endif
