/* test: runs one 测试 block. Its lines are a talk: 设 settles, 市民 says something (and thereby
 * perhaps answers what was asked), 企业 describes an enterprise; each 应得 looks at what is decided
 * after the line before it, and at the reasons.
 *
 * Every demand becomes a finding with both sides, passed or not; nothing stops at the first
 * failure, so that an author sees all of them. */
#include "dsl/oracle/reasons.h"

#include "dsl/oracle/standing.h"
#include "dsl/oracle/words.h"

enum { SIDE_MAX = 4096 };

struct run {
    const struct oracle_words *lexicon;
    const struct model *model;
    struct arena *arena;
    struct matter matter;
    struct civil_time now;
    readings read;
    VEC(struct setting) enterprise;
    struct oracle_trace *trace;
    struct oracle_report *report;
    const struct test_step *step;
};

/* ---- sides ---- */

static struct view text_of(struct run *run, struct buf *buf)
{
    struct view text = buf_keep(buf, run->arena);
    buf_free(buf);
    return text;
}

static void find(struct run *run, const struct expectation *expectation, bool passed,
                 struct view wanted, struct view got)
{
    VEC_ADD(run->arena, &run->report->findings,
            ((struct oracle_finding){run->step, expectation, passed, wanted, got}));
    if (passed)
        return;
    if (run->report->passed)
        run->report->trace = run->trace;
    run->report->passed = false;
}

static void tell_day_time(civil_day day, int minute, struct buf *out)
{
    struct civil date = civil_from_day(day);
    buf_print(out, "到期 %04d-%02d-%02d %02d:%02d", date.year, date.month, date.day, minute / 60,
              minute % 60);
}

static void tell_code(const char *keyword, struct view name, struct buf *out)
{
    buf_print(out, "%s %.*s", keyword, VIEW_FMT(name));
}

static const char *answer_word(int answer)
{
    return answer == 1 ? "可享" : answer == 0 ? "不可享" : "待定";
}

static struct duration effective_within(const struct run *run)
{
    const struct decision *decision = &run->trace->decision;
    if (decision->within.measure == MEASURE_NONE && decision->clock != NONE)
        return run->model->clocks.at[decision->clock].handle;
    return decision->within;
}

/* ---- what an expectation wants ---- */

static void tell_wanted_ask(const struct model *model, const struct expectation *e, struct buf *out)
{
    struct decision asked = {.ask = e->ask, .variable = e->ask_variable};
    buf_text(out, "追问 ");
    oracle_tell_ask(model, &asked, DIAG_ZH, out);
}

static void tell_wanted(const struct model *model, const struct expectation *e, struct buf *out)
{
    switch (e->kind) {
    case EXPECT_CATEGORY:
        tell_code("类别", model->categories.at[e->value].name, out);
        break;
    case EXPECT_DUTY:
        tell_code("事项", model->duties.at[e->value].code, out);
        break;
    case EXPECT_UNIT:
        tell_code("单位", model->units.at[e->value].name, out);
        break;
    case EXPECT_ASSIST:
        buf_text(out, "协办 ");
        oracle_tell_target(model, e->target, out);
        break;
    case EXPECT_URGENT:
        buf_text(out, "急");
        break;
    case EXPECT_WITHIN:
        buf_text(out, "期限 ");
        oracle_tell_duration(e->within, DIAG_ZH, out);
        break;
    case EXPECT_DUE:
        tell_day_time(e->due_day, e->due_minute, out);
        break;
    case EXPECT_KIND:
        buf_text(out, "类型 ");
        oracle_tell_value(model, (struct variable){VAR_KIND, NONE}, e->value, out);
        break;
    case EXPECT_OTHERWISE:
        buf_text(out, "否则");
        break;
    case EXPECT_ASK:
        tell_wanted_ask(model, e, out);
        break;
    case EXPECT_POLICY:
        buf_print(out, "政策 %.*s %s", VIEW_FMT(model->policies.at[e->value].name),
                  answer_word(e->answer));
        break;
    }
}

/* ---- what came instead ---- */

static bool due_came(struct run *run, const struct expectation *e, struct buf *got)
{
    const struct decision *decision = &run->trace->decision;
    int64_t at;
    int missing = 0;
    if (run->now.minute == NONE) {
        buf_text(got, "没有“设 现在”，算不出到期");
        return false;
    }
    if (!oracle_due(run->model, run->arena, effective_within(run), decision->urgent,
                    civil_seconds(run->now, CHINA_OFFSET_MINUTES), &at, &missing, NULL)) {
        buf_print(got, "%d 年的日历还没有", missing);
        return false;
    }
    struct civil_time due = civil_local(at, CHINA_OFFSET_MINUTES);
    tell_day_time(due.day, due.minute, got);
    return due.day * (int64_t)MINUTES_A_DAY + due.minute ==
           e->due_day * (int64_t)MINUTES_A_DAY + e->due_minute;
}

static bool policy_came(struct run *run, const struct expectation *e, struct buf *got)
{
    struct oracle_answer answer;
    bool clock = run->now.minute != NONE;
    oracle_policy(run->model, run->arena, e->value, run->enterprise.at, run->enterprise.n,
                  clock ? run->now.day : 0, &answer);
    int came = answer.truth == YES ? 1 : answer.truth == NO ? 0 : 2;
    bool outside = clock && !answer.in_window;
    if (outside)
        came = 0;
    buf_print(got, "政策 %.*s %s%s", VIEW_FMT(run->model->policies.at[e->value].name),
              answer_word(came), outside ? "（不在受理期）" : "");
    for (size_t i = 0; i < answer.gaps.n; i++) {
        buf_text(got, i == 0 ? "：" : "、");
        oracle_tell_variable(run->model, answer.gaps.at[i].variable, got);
        buf_text(got, answer.gaps.at[i].open ? " 未知" : " 不满足");
    }
    return came == e->answer;
}

static bool assist_came(const struct run *run, const struct expectation *e, struct buf *got)
{
    const struct decision *decision = &run->trace->decision;
    bool came = false;
    buf_text(got, "协办 ");
    for (int i = 0; i < decision->assist_count; i++) {
        const struct target *assist = &decision->assists[i];
        came = came || (e->target.unit != NONE ? assist->unit == e->target.unit
                                               : assist->role == e->target.role);
        buf_text(got, i ? "、" : "");
        oracle_tell_target(run->model, *assist, got);
    }
    return came;
}

static bool ask_came(const struct run *run, const struct expectation *e)
{
    const struct decision *decision = &run->trace->decision;
    bool place =
        e->ask == ASK_PLACE || (e->ask == ASK_VARIABLE && e->ask_variable.kind == VAR_AREA);
    if (place)
        return decision->ask == ASK_PLACE;
    if (decision->ask != e->ask)
        return false;
    return e->ask != ASK_VARIABLE || (decision->variable.kind == e->ask_variable.kind &&
                                      decision->variable.index == e->ask_variable.index);
}

static bool decision_came(const struct run *run, const struct expectation *e, struct buf *got)
{
    const struct decision *decision = &run->trace->decision;
    oracle_tell_decision(run->model, decision, DIAG_ZH, got);
    switch (e->kind) {
    case EXPECT_CATEGORY:
        return decision->category == e->value;
    case EXPECT_DUTY:
        return decision->status == DECIDE_DUTY && decision->duty == e->value;
    case EXPECT_UNIT:
        return decision->target.unit == e->value;
    case EXPECT_URGENT:
        return decision->urgent;
    case EXPECT_OTHERWISE:
        return decision->status == DECIDE_OTHERWISE;
    case EXPECT_ASK:
        return ask_came(run, e);
    default:
        return false;
    }
}

static bool came(struct run *run, const struct expectation *e, struct buf *got)
{
    struct duration within = effective_within(run);
    switch (e->kind) {
    case EXPECT_DUE:
        return due_came(run, e, got);
    case EXPECT_POLICY:
        return policy_came(run, e, got);
    case EXPECT_ASSIST:
        return assist_came(run, e, got);
    case EXPECT_WITHIN:
        buf_text(got, "期限 ");
        oracle_tell_duration(within, DIAG_ZH, got);
        return within.count == e->within.count && within.measure == e->within.measure;
    case EXPECT_KIND:
        buf_text(got, "类型 ");
        oracle_tell_value(run->model, (struct variable){VAR_KIND, NONE}, run->matter.kind, got);
        return run->matter.kind == e->value;
    default:
        return decision_came(run, e, got);
    }
}

static void check_expectation(struct run *run, const struct expectation *e)
{
    struct buf wanted, got;
    buf_init(&wanted, SIDE_MAX);
    buf_init(&got, SIDE_MAX);
    tell_wanted(run->model, e, &wanted);
    bool passed = came(run, e, &got);
    find(run, e, passed, text_of(run, &wanted), text_of(run, &got));
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
    return text_of(run, &buf);
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
        find(run, NULL, reasons_has_fact(&trace, step->reason_facts.at[i]), text_of(run, &wanted),
             got);
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

static void citizen_step(struct run *run)
{
    struct decision before = run->trace->decision;
    struct oracle_reading *reading =
        oracle_reveal(run->lexicon, run->arena, &run->matter, run->step->text, run->now);
    VEC_ADD(run->arena, &run->read, reading);
    oracle_answer(run->model, &run->matter, &before, reading, run->now);
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
        for (size_t i = 0; i < step->expected.n; i++)
            check_expectation(run, &step->expected.at[i]);
        check_reasons(run);
        return;
    }
    decide_now(run);
}

struct oracle_report *oracle_run_test(const struct oracle_words *lexicon, struct arena *arena,
                                      const struct test *test)
{
    struct run run = {.lexicon = lexicon,
                      .model = lexicon->model,
                      .arena = arena,
                      .matter = matter_empty(),
                      .now = ORACLE_NO_CLOCK};
    run.report = ARENA_NEW(arena, struct oracle_report);
    run.report->passed = true;
    decide_now(&run);
    for (size_t i = 0; i < test->steps.n; i++)
        run_step(&run, &test->steps.at[i]);
    if (run.report->passed)
        run.report->trace = run.trace;
    return run.report;
}
