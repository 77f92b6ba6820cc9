/* compare: what the files of dsl/change share, and nobody else sees. */
#ifndef ZHIDA_COMPARE_H
#define ZHIDA_COMPARE_H

#include "dsl/change/diff.h"
#include "dsl/change/joint.h"
#include "dsl/check/regions.h"
#include "dsl/check/shapes.h"

struct pair {
    int old, new; /* NONE: not in that version */
};

/* Where two targets, one of each version, come to different units. */
struct change_of_desk {
    struct target old, new;
    bool any;
    uint64_t *bits; /* per area atom */
};

struct compare {
    struct arena *arena;
    struct joint joint;
    struct diff_report *report;
    VEC(struct pair) categories, duties; /* the new version's in order, then those that are gone */
    VEC(struct change_of_desk) desks;    /* met so far */
    int *new_duty;                       /* of each old one, or NONE */
};

/* ---- items (items.c) and terms (terms.c, others.c) ---- */

/* Pairs categories and duties: by code, by name, or as heirs of retired codes. */
void compare_pair(struct compare *compare);

/* Every noun but what conditions decide: adds an item for each that differs in its terms. */
void compare_nouns(struct compare *compare);

/* An item for a pair, so far equal. Valid until the next one is made; those that stay equal are
 * dropped in the end. */
struct diff_item *compare_add(struct compare *compare, enum diff_noun noun, struct pair pair);

/* What else a duty or a policy says: adds what differs to its item. */
void compare_duty_terms(struct compare *compare, struct pair pair, struct diff_item *item);
void compare_policy_terms(struct compare *compare, struct pair pair, struct diff_item *item);

/* Adds a term where the texts differ; both are in both languages. */
void compare_term(struct compare *compare, struct diff_item *item, struct view what,
                  struct view before, struct view after);

/* Words that only one of the lists has. */
void compare_words(struct compare *compare, struct diff_words *told, const words *old,
                   const words *new);

/* Gives every item its code, name, owner and places (terms.c). */
void compare_name_items(struct compare *compare);

/* ---- conditions ---- */

void compare_duties(struct compare *compare);   /* duties.c */
void compare_policies(struct compare *compare); /* policies.c */

/* ---- one case (case.c) ---- */

/* A case of a box: a value for every variable, in the joint world; with values and places that both
 * versions know, where the box has such. */
struct diff_case {
    VEC(struct setting) given;
    struct view text; /* the variables that the box restricts, in the words of 设; both languages */
};
struct diff_case case_of(struct arena *arena, const struct joint *joint, const struct space *space,
                         const uint64_t *box);

/* What one set of cases has and the other has not: the item's relation, and a case each way. */
void compare_relate(struct compare *compare, const struct space *space, struct boxes before,
                    struct boxes after, struct diff_item *item);

/* What a version decides in the case; matter: a duty, OTHER_MATTER or NONE. false: the version does
 * not know one of its values, so it cannot be asked. */
bool case_decide(struct arena *arena, const struct side *side, int category, int matter,
                 const struct diff_case *at, struct decision *decision);

#endif
