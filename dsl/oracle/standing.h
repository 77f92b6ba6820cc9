/* standing: how things stand inside one category; what decide, candidates and the trace share. */
#ifndef ZHIDA_ORACLE_STANDING_H
#define ZHIDA_ORACLE_STANDING_H

#include "dsl/oracle/oracle.h"

typedef VEC(struct variable) variables;
typedef VEC(int) indices;

/* ---- truth.c ---- */

/* Two or more values of the fact were revealed and none is settled. */
bool oracle_truth_fact_doubled(const struct matter *matter, int fact);

/* "Don't know" was answered. */
bool oracle_truth_unknown_said(const struct matter *matter, struct variable variable);

bool oracle_truth_same_variable(struct variable a, struct variable b);

/* Could answers to what was not answered "don't know" make the expression that (YES or NO)? Each
 * part is looked at alone. NULL is YES. */
bool oracle_truth_may_become(const struct model *model, const struct matter *matter,
                             const struct expr *expr, enum truth want);

/* The variables that could make an OPEN expression that, in order of place. Each is added once. */
void oracle_truth_useful_variables(const struct model *model, struct arena *arena,
                                   const struct matter *matter, const struct expr *expr,
                                   enum truth want, variables *out);

/* Every variable of an expression, in order of place, each once. */
void oracle_truth_all_variables(struct arena *arena, const struct expr *expr, variables *out);

/* The first atom that makes the expression what it is, NO or OPEN; NULL if it is YES. */
const struct expr *oracle_truth_blame(const struct model *model, const struct matter *matter,
                                      const struct expr *expr);

/* ---- standing.c ---- */

enum oracle_standing_kind {
    STANDS_BETWEEN_MATTERS, /* several worded duties: see matters */
    STANDS_BETWEEN_VALUES,  /* a fact with two values: see fact */
    STANDS_DECIDED,
    STANDS_OPEN, /* nothing decided, something OPEN */
    STANDS_EMPTY /* nothing left */
};

struct duty_standing {
    int duty;
    enum truth condition, truth;
};

struct standing {
    enum oracle_standing_kind kind;
    int category;
    VEC(struct duty_standing) duties; /* in order of index */
    int decided;                      /* a duty, or NONE */
    indices matters;                  /* STANDS_BETWEEN_MATTERS: best first */
    int fact;         /* STANDS_BETWEEN_VALUES, else NONE or the fact that would be asked */
    bool matter_open; /* nothing says which duty's words are meant */
};

struct standing oracle_standing_of(const struct model *model, struct arena *arena,
                                   const struct matter *matter, int category);

/* How many duties are not NO. */
int oracle_standing_alive(const struct standing *standing);

/* The first duty that is YES and has none over it that is; NONE: there is none. */
int oracle_standing_general(const struct model *model, const struct standing *standing);

/* The duty that goes before this one and is YES (or OPEN), or NONE. */
int oracle_standing_over(const struct model *model, const struct standing *standing, int duty);

int oracle_standing_duty_score(const struct matter *matter, int duty);

/* ---- question.c ---- */

/* The variable to ask next (rule 5), and what its answer brings, per mille. false: none is worth
 * asking. */
struct question {
    struct variable variable;
    int settles, leaves;
};
bool question_next(const struct model *model, struct arena *arena, const struct matter *matter,
                   const struct standing *standing, struct question *question);

/* Could what may still be asked decide this duty of the category? */
bool question_may_win(const struct model *model, struct arena *arena, const struct matter *matter,
                      const struct standing *standing, int duty);

/* ---- route.c ---- */

struct route {
    struct target target;
    bool open; /* a branch is OPEN: ask this variable first */
    struct variable variable;
};
struct route route_of_duty(const struct model *model, struct arena *arena,
                           const struct matter *matter, int duty);

/* A role becomes the unit that plays it at the place, where there is one. */
struct target route_resolve(const struct model *model, const struct matter *matter,
                            struct target target);

/* The area by which a unit plays its role at the matter's place, or NONE. */
int route_served_area(const struct model *model, const struct matter *matter, struct target target);

/* ---- given.c ---- */

void given_settle_fact(struct matter *matter, int fact, int value, enum known_source source);
void given_settle_place(struct matter *matter, int area);

/* duty may be OTHER_MATTER: none of the category's worded duties. */
void given_settle_duty(struct matter *matter, int category, int duty);

/* ---- candidates.c ---- */

void candidates_weigh(const struct model *model, struct arena *arena, const struct matter *matter,
                      struct decision *decision);

/* Categories that count for the matter, best first; the pinned one alone. */
int candidates_categories(const struct model *model, const struct matter *matter,
                          struct score out[SCORES_MAX]);

#endif
