/* case: a concrete case out of a box, decided by the reference interpreter. */
#ifndef ZHIDA_ANALYSE_CASE_H
#define ZHIDA_ANALYSE_CASE_H

#include "dsl/analyse/ground.h"

struct given_case {
    int category;
    int about; /* a duty whose example may be told, or NONE */
    VEC(struct setting) given;
    struct view text; /* what the citizen says; empty: nothing */
    bool has_now;
    struct civil_time now;
    struct matter matter;
    const struct oracle_trace *trace; /* of the scratch arena: until the next case */
};

/* Does the decided case show what is claimed? */
typedef bool case_claim(const struct ground *ground, const struct given_case *found,
                        const void *claim);

/* The first case of the box that shows the claim. matter: the duty that is meant, OTHER_MATTER, or
 * NONE where the category has no matter; about: see above. false: none was found. */
bool case_find(struct ground *ground, const struct table *table, const uint64_t *box, int matter,
               int about, case_claim *shows, const void *claim, struct given_case *found);

/* The row of a duty in the case's trace, or NULL. */
const struct oracle_row *case_row(const struct given_case *found, int duty);

/* The unit that the case would come to, were it this duty's. NONE: nobody there. */
int case_unit(const struct ground *ground, const struct given_case *found, int duty);

/* As a 测试 block under a title; comment lines (both halves are shown) stand above it. */
struct view case_test(struct ground *ground, const struct given_case *found, struct view title,
                      struct view comment);

#endif
