/* what_if: what it would take to come out otherwise. The nearest cases to one that was decided: one
 * thing known differently (then two) that leads to another duty or unit; and for a duty or unit one
 * asks for, the fewest things that would have to be so.
 *
 * Nothing is estimated: every value is supposed in a copy of the matter, and every case that is
 * told was decided by oracle_decide. Memory is the arena's. */
#ifndef ZHIDA_WHAT_IF_H
#define ZHIDA_WHAT_IF_H

#include "dsl/oracle/oracle.h"

enum { WHAT_IF_CHANGES = 6 };

/* One thing known differently. Any of the values does; all of them were tried. */
struct oracle_change {
    bool category;                   /* which category is spoken of; else the variable */
    struct variable variable;        /* VAR_MATTER: a duty whose words are meant, or OTHER_MATTER */
    VEC(int) values;                 /* of the variable; categories; not for VAR_TIME */
    VEC(struct minute_range) ranges; /* VAR_TIME */
};

struct oracle_what_if {
    struct oracle_change changes[WHAT_IF_CHANGES];
    int count;
    struct decision decision; /* of the case with the first value of each change */
};
typedef VEC(struct oracle_what_if) oracle_what_ifs;

/* The nearest cases that come out otherwise: those one change away, another duty before another
 * unit; with two, those too that are two changes away and reach what no single one does. */
void oracle_what_if(const struct model *model, struct arena *arena, const struct matter *matter,
                    const struct decision *decision, bool two, oracle_what_ifs *out);

/* The fewest changes that lead to a duty, or (duty NONE) to any duty of a unit; and to both. false:
 * there is no such case (*undecided false), or it was not found though there may be one. With no
 * change at all the case is there already. */
bool oracle_reach(const struct model *model, struct arena *arena, const struct matter *matter,
                  int duty, int unit, struct oracle_what_if *out, bool *undecided);

/* Supposes a change, with its n-th value. */
void oracle_suppose(const struct model *model, struct matter *matter,
                    const struct oracle_change *change, size_t n);

/* ---- enterprises ---- */

/* One setting that would have to be otherwise; have is of no meaning where it is not known. */
struct oracle_need {
    struct setting setting; /* as it would have to be */
    bool known;
    int64_t have;          /* numbers and dates: as it is */
    struct variable bound; /* the derived number that is meant, else the setting's own */
};
typedef VEC(struct oracle_need) oracle_needs;

/* The fewest settings that, changed or added, make the policy say yes; proved by oracle_policy.
 * false: no such change was found. */
bool oracle_policy_needs(const struct model *model, struct arena *arena, int policy,
                         const struct setting *given, size_t count, oracle_needs *out);

#endif
