/* script: the clauses of one test, read in order. tests.c reads a clause, test_tables.c decides
 * which clauses make a test: those of a block, or those of a block and one row of its table. */
#ifndef ZHIDA_SCRIPT_H
#define ZHIDA_SCRIPT_H

#include "dsl/check/check.h"

struct script {
    struct check *check;
    struct test *test;
    int category;    /* the one the test expects, or NONE */
    bool any_matter; /* a citizen's text or a setting came before */
    bool any_enterprise;
    bool any_now;
    bool any_expected;     /* an 应得 was read */
    bool policy;           /* the last one was about a policy: so are the reasons behind it */
    VEC(struct view) said; /* folded texts of the citizen so far */
};

/* The category that one of the clause's expectations names, or NONE. */
int script_category(const struct check *check, const struct node *clause);

/* Reads a clause as the next step of the test. joined: an 应得 that goes on with the one before. */
void script_read(struct script *script, const struct node *clause, bool joined);

/* Can the name of a heading be set (名称 = ...)? Complains. about: of a case or an enterprise. */
bool script_can_set(struct script *script, const struct node *name, bool enterprise);

#endif
