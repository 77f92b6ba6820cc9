/* test: runs one 测试 block. Its lines are a talk: 设 settles, 市民 says something (and thereby
 * perhaps answers what was asked), 企业 describes an enterprise; each 应得 looks at what is decided
 * after the line before it, and at the reasons.
 *
 * Every demand becomes a finding with both sides, passed or not; nothing stops at the first
 * failure, so that an author sees all of them. */
#include "dsl/oracle/expect.h"
#include "dsl/oracle/standing.h"
#include "dsl/oracle/words.h"

enum { SIDE_MAX = 4096 };

/* What the report shows: the moment of the first failure, else the last one. */
static void keep_moment(struct run *run)
{
    run->report->trace = run->trace;
    run->report->matter = run->matter;
    run->report->read = run->read;
}

static void find(struct run *run, const struct expectation *expectation, bool passed,
                 struct view wanted, struct view got)
{
    VEC_ADD(run->arena, &run->report->findings,
            ((struct oracle_finding){run->step, expectation, passed, wanted, got}));
    if (passed)
        return;
    if (run->report->passed)
        keep_moment(run);
    run->report->passed = false;
}

static void check_expectation(struct run *run, const struct expectation *e)
{
    struct view wanted, got;
    bool holds = expect_holds(run, e, &wanted, &got);
    find(run, e, holds, wanted, got);
}

/* ---- reasons ---- */

/* Of a policy the reasons are the variables of its condition. */
static void trace_policies(struct run *run, struct oracle_trace *trace)
{
    for (size_t i = 0; i < run->step->expected.n; i++) {
        const struct expectation *e = &run->step->expected.at[i];
        if (e->kind != EXPECT_POLICY || !run->model->policies.at[e->value].when)
            continue;
        variables all = {0};
        oracle_truth_all_variables(run->arena, run->model->policies.at[e->value].when, &all);
        for (size_t k = 0; k < all.n; k++)
            VEC_ADD(run->arena, &trace->facts, all.at[k]);
    }
}

static struct view reasons_told(struct run *run, const struct oracle_trace *trace)
{
    struct buf buf;
    buf_init(&buf, SIDE_MAX);
    reasons_tell(run->model, trace, &run->read, &buf);
    return expect_keep(run, &buf);
}

static void check_reasons(struct run *run)
{
    const struct test_step *step = run->step;
    struct oracle_trace trace = *run->trace;
    trace_policies(run, &trace);
    struct view got = reasons_told(run, &trace);
    for (size_t i = 0; i < step->reason_words.n; i++)
        find(run, NULL, reasons_has_word(&trace, &run->read, step->reason_words.at[i]),
             step->reason_words.at[i], got);
    for (size_t i = 0; i < step->reason_facts.n; i++) {
        struct buf wanted;
        buf_init(&wanted, SIDE_MAX);
        oracle_tell_variable(run->model, step->reason_facts.at[i], &wanted);
        find(run, NULL, reasons_has_fact(&trace, step->reason_facts.at[i]),
             expect_keep(run, &wanted), got);
    }
    if (step->only)
        find(run, NULL,
             reasons_only_words(&trace, &run->read, step->reason_words.at, step->reason_words.n) &&
                 reasons_only_facts(&trace, step->reason_facts.at, step->reason_facts.n),
             VIEW("仅因为"), got);
}

/* ---- steps ---- */

static void decide_now(struct run *run)
{
    run->trace = oracle_explain(run->model, run->arena, &run->matter);
}

static void give_step(struct run *run)
{
    const struct test_step *step = run->step;
    if (step->has_now)
        run->now = step->now;
    oracle_given(run->model, &run->matter, step->given.at, step->given.n);
    for (size_t i = 0; i < step->given.n; i++)
        VEC_ADD(run->arena, &run->enterprise, step->given.at[i]);
}

/* A first text that lists several matters is taken apart, as if the citizen had agreed: the test
 * goes on with the first of them. The place is shared. */
static struct oracle_reading *first_of_several(struct run *run, struct oracle_reading *whole)
{
    struct matter all = matter_empty();
    run->listed_count = oracle_several(run->lexicon, run->arena, whole, run->now, run->listed);
    if (!run->listed_count)
        return whole;
    oracle_add(run->model, &all, whole, run->now);
    if (all.place_count == 1 && !run->matter.place_count)
        given_settle_place(&run->matter, all.places[0]);
    return oracle_read(run->lexicon, run->arena, run->listed[0].text);
}

static void citizen_step(struct run *run)
{
    struct decision before = run->trace->decision;
    bool begun = run->read.n > 0;
    struct oracle_reading *reading = oracle_read(run->lexicon, run->arena, run->step->text);
    run->said = reading->text.text;
    if (!begun)
        reading = first_of_several(run, reading);
    oracle_hear(run->model, &run->matter, &before, reading, run->now, begun);
    VEC_ADD(run->arena, &run->read, reading);
}

/* Lets the watcher look where the test looks. */
static void show(struct run *run)
{
    const struct oracle_watch *watch = run->watch;
    bool about_case = false;
    for (size_t i = 0; watch && i < run->step->expected.n; i++)
        about_case = about_case || run->step->expected.at[i].kind != EXPECT_POLICY;
    if (about_case && watch->decided)
        watch->decided(watch->self, &run->matter, run->trace);
}

static void run_step(struct run *run, const struct test_step *step)
{
    run->step = step;
    switch (step->kind) {
    case STEP_GIVEN:
    case STEP_ENTERPRISE:
        give_step(run);
        break;
    case STEP_CITIZEN:
        citizen_step(run);
        break;
    case STEP_EXPECT:
        show(run);
        for (size_t i = 0; i < step->expected.n; i++)
            check_expectation(run, &step->expected.at[i]);
        check_reasons(run);
        return;
    }
    decide_now(run);
}

struct oracle_report *oracle_watch_test(const struct oracle_words *lexicon, struct arena *arena,
                                        const struct test *test, const struct oracle_watch *watch)
{
    struct run run = {.lexicon = lexicon,
                      .model = lexicon->model,
                      .arena = arena,
                      .watch = watch,
                      .matter = matter_empty(),
                      .now = ORACLE_NO_CLOCK};
    run.report = ARENA_NEW(arena, struct oracle_report);
    run.report->passed = true;
    decide_now(&run);
    for (size_t i = 0; i < test->steps.n; i++)
        run_step(&run, &test->steps.at[i]);
    if (run.report->passed)
        keep_moment(&run);
    return run.report;
}

struct oracle_report *oracle_run_test(const struct oracle_words *lexicon, struct arena *arena,
                                      const struct test *test)
{
    return oracle_watch_test(lexicon, arena, test, NULL);
}
