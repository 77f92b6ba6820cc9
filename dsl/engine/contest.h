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
    unsigned char worded[CATEGORY_DUTIES_MAX];    /* has it words of its own? */
    unsigned char condition[CATEGORY_DUTIES_MAX]; /* enum truth, of the condition alone */
    unsigned char truth[CATEGORY_DUTIES_MAX];     /* of matter and condition together */
};

void contest_of(const struct inquiry *inquiry, int category, struct contest *contest);

/* Asks memory for what contest_of() will look at. */
void contest_fetch(const struct inquiry *inquiry, int category);

/* The score of a duty's own words. */
int contest_score(const struct matter *matter, int duty);

/* CONTEST_OPEN: the duty that holds unless an exception of which nothing more will be known does
 * (matter.h, deciding rule 5); NONE: none holds. */
int contest_general(const struct inquiry *inquiry, const struct contest *contest);

/* CONTEST_OPEN: may the row yet be decided by what can be asked? */
bool contest_may_win(const struct inquiry *inquiry, const struct contest *contest, uint32_t row);

/* The row of a duty in the contest, or NONE. */
int contest_row(const struct contest *contest, int duty);

/* The rows that count when an answer about a variable is tried out, those without words first: the
 * whole condition where it is OPEN and asks for the variable, else NULL; and the part of it that
 * the answer may yet turn to NO, NULL where it stays whatever it is.
 * Those with words are listed only where those without might all go, since they count only then. */
struct swayed {
    const struct image_node *wholes[CATEGORY_DUTIES_MAX], *parts[CATEGORY_DUTIES_MAX];
    uint32_t rows[CATEGORY_DUTIES_MAX];
    int n, plain_end;
};
void contest_sway(const struct inquiry *inquiry, const struct contest *contest,
                  struct variable variable, struct swayed *out);

/* Which rows would not be NO under the inquiry's assumption about that variable. Only those that
 * are listed are written. true: one of them is decided. */
bool contest_alive(const struct inquiry *inquiry, const struct contest *contest,
                   const struct swayed *swayed, bool alive[CATEGORY_DUTIES_MAX]);

/* The same for all values of a fact at once, of which there are fewer than ASKED_BITS: bit n is for
 * the value n. Writes every row, returns the values under which one of them is decided. */
uint64_t contest_alive_values(const struct inquiry *inquiry, const struct contest *contest,
                              const struct swayed *swayed, int values,
                              uint64_t alive[CATEGORY_DUTIES_MAX]);

/* ---- ask.c ---- */

/* The variables worth asking about: those that could decide a duty that may yet win. */
void ask_variables(const struct inquiry *inquiry, const struct contest *contest,
                   struct variables *out);

/* CONTEST_OPEN: is there anything to ask, a variable or which matter? */
bool ask_anything(const struct inquiry *inquiry, const struct contest *contest);

/* What a category comes to if it alone is meant. */
enum ending_kind { ENDS_IN_QUESTION, ENDS_IN_MATTERS, ENDS_IN_DUTY, ENDS_IN_OTHERWISE };
struct ending {
    enum ending_kind kind;
    int duty;                 /* that is decided */
    struct variable question; /* that is asked next, and what it brings (struct decision) */
    int settles, leaves;
    int matters[CHOICES_MAX], matter_count; /* between which is asked */
};

/* Of a contest neither between matters nor between values. */
struct ending contest_ending(const struct inquiry *inquiry, const struct contest *contest);

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

void desks_init(const struct rules *rules, struct desks *desks);

/* Adds what a category contributes; score is its weight, otherwise says that 否则 is among it. */
void desks_add(const struct inquiry *inquiry, const struct contest *contest, int score,
               bool otherwise, struct desks *desks);

/* Writes the best into the decision, with the confidence. */
void desks_choose(const struct desks *desks, struct decision *decision);

/* What one category contributes to one desk where its score is 1: who stands for the desk there,
 * with what weight, and the sum of all. Roles are not resolved. */
struct share {
    int duty; /* NONE: 否则 */
    struct target target;
    int weight, first_weight;
};
/* The desks, of one category, as shares; there is room for desks->count. */
void desks_shares(const struct desks *desks, struct share *shares);
/* The same as desks_add() for the contest that the shares are of. */
void desks_add_shares(const struct inquiry *inquiry, const struct score *category,
                      const struct share *shares, int count, struct desks *desks);

/* ---- opening.c ---- */

/* A category of which next to nothing is known. */
struct opening {
    uint64_t facts;  /* fact_bit() of all that must not be known ... */
    uint32_t beside; /* ... and asks_bit() of all but facts */
    int share_count;
    struct share *shares;
    struct ending ending;
};

/* The category's, if the rules have openings and it stands so; else NULL. */
const struct opening *opening_find(const struct inquiry *inquiry, const struct score *category);

#endif
