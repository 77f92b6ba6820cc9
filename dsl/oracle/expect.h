/* expect: one test being run, and what an 应得 wants of it. */
#ifndef ZHIDA_ORACLE_EXPECT_H
#define ZHIDA_ORACLE_EXPECT_H

#include "dsl/oracle/reasons.h"

struct run {
    const struct oracle_words *lexicon;
    const struct model *model;
    struct arena *arena;
    const struct oracle_watch *watch; /* or NULL */
    struct matter matter;
    struct civil_time now;
    readings read;
    struct view said;                      /* last, folded */
    struct one_listed listed[MATTERS_MAX]; /* what the first text lists; the first is read */
    int listed_count;
    VEC(struct setting) enterprise;
    struct oracle_trace *trace;
    struct oracle_report *report;
    const struct test_step *step;
};

/* Does the expectation hold? Both sides in words. */
bool expect_holds(struct run *run, const struct expectation *expectation, struct view *wanted,
                  struct view *got);

/* The words of a buffer, kept in the run's arena; frees it. */
struct view expect_keep(struct run *run, struct buf *buf);

#endif
