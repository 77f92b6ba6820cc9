/* contest: how the duties of one category stand. Private to dsl/engine. */
#ifndef ZHIDA_CONTEST_H
#define ZHIDA_CONTEST_H

#include "dsl/engine/inquiry.h"

enum meant { MEANT_NOTHING, MEANT_ONE, MEANT_SEVERAL, MEANT_OTHER };

enum contest_kind {
    CONTEST_BETWEEN_MATTERS, /* several[]: which is meant? */
    CONTEST_BETWEEN_VALUES,  /* fact: which value? */
    CONTEST_DECIDED,         /* decided */
    CONTEST_OPEN,            /* none decided, some are not NO */
    CONTEST_EMPTY            /* all are NO */
};

struct contest {
    enum contest_kind kind;
    int category;
    const struct image_category *self;
    const int32_t *duties; /* of the category, `count` of them */
    uint32_t count;
    enum meant meant;
    int several[SCORES_MAX]; /* duties that are meant: the one, or several not NO by condition */
    int several_count;
    int decided, fact;
    unsigned char condition[CATEGORY_DUTIES_MAX]; /* enum truth, of the condition alone */
    unsigned char truth[CATEGORY_DUTIES_MAX];     /* of matter and condition together */
};

void contest_of(const struct inquiry *inquiry, int category, struct contest *contest);

/* The score of a duty's own words. */
int contest_score(const struct matter *matter, int duty);

/* What of the conditions an answer about a variable may yet turn to NO, a part for each duty, those
 * without words first; and how many duties stay whatever it is. with_words: only where plain is
 * 0, since they count only where none without is left. */
struct swayed {
    const struct image_node *nodes[CATEGORY_DUTIES_MAX];
    int n, plain_end;
    int plain, with_words;
};
void contest_sway(const struct inquiry *inquiry, const struct contest *contest,
                  struct variable variable, struct swayed *out);

/* How many duties would not be NO under the inquiry's assumption about that variable. */
int contest_alive(const struct inquiry *inquiry, const struct swayed *swayed);

/* ---- ask.c ---- */

/* The variables that could be asked about: those of OPEN duties. */
void ask_variables(const struct inquiry *inquiry, const struct contest *contest,
                   struct variables *out);

/* Of these, the one to ask next. There must be one. */
struct variable ask_best(const struct inquiry *inquiry, const struct contest *contest,
                         const struct variables *variables);

/* The OPEN duties with words, by score, then index; how many (at most CHOICES_MAX). None unless
 * the matter is open. */
int ask_matters(const struct inquiry *inquiry, const struct contest *contest, int *duties);

/* ---- route.c ---- */

/* A duty's target. Where a branch is OPEN: *open is what to ask, and the bare target is returned;
 * else open->kind is VAR_FACT and open->index NONE. Roles are not resolved. */
struct target route_find(const struct inquiry *inquiry, int duty, struct variable *open);

/* The unit that plays the role at the matter's place, where there is one. */
struct target route_fill(const struct inquiry *inquiry, struct target target);

/* ---- candidates.c ---- */

struct desk {
    struct candidate first; /* stands for the desk; its weight is the desk's sum */
    int64_t first_weight;
};
struct desks {
    int count;
    unsigned short place[DESKS_MAX + 1]; /* by unit, else role, else none: index in at, plus one */
    struct desk at[DESKS_MAX + 1];
};

void desks_init(struct desks *desks);

/* Adds what a category contributes; score is its weight, otherwise says that 否则 is among it. */
void desks_add(const struct inquiry *inquiry, const struct contest *contest, int score,
               bool otherwise, struct desks *desks);

/* Writes the best into the decision, with the confidence. */
void desks_choose(const struct desks *desks, struct decision *decision);

#endif
