/* test_run: what one run of a folder's tests has shown; test.c makes it, the printers print it. */
#ifndef ZHIDA_TOOL_TEST_RUN_H
#define ZHIDA_TOOL_TEST_RUN_H

#include "dsl/oracle/oracle.h"
#include "dsl/tools/cover.h"
#include "dsl/tools/load.h"

struct test_case {
    const struct test *test;
    const struct oracle_report *report; /* lives only while the case is printed */
    bool passed;
    int64_t microseconds;
    struct view message, failure; /* the first demand that failed, and what the text form says of
                                   * it; empty where it passed */
};

struct test_run {
    const struct tool_options *options;
    const struct model *model;
    struct arena *arena; /* of the run */
    VEC(struct test_case) cases;
    size_t passed, failed, left_out; /* left out by --only and --file */
    int64_t microseconds;
    const struct cover_result *coverage; /* NULL: not asked for */
    struct buf out;
};

struct place test_place(const struct model *model, struct span span);
struct view test_path(const struct model *model, struct span span);

/* test_text.c: a failure with both sides, what was said, known and decided, and the nearest rule.
 */
void test_print_failure(const struct test_run *run, const struct test_case *one, struct buf *out);

/* test_json.c: one test as an object. */
void test_print_json(const struct test_run *run, const struct test_case *one, struct buf *out);

/* test_junit.c: the whole run, a suite for each file. */
void test_print_junit(const struct test_run *run, struct buf *out);

#endif
