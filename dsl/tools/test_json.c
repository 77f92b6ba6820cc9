/* test_json: one test as a program sees it: every demand with both sides, and at the moment of the
 * first failure (else the last) how the duties stood. */
#include "dsl/base/json.h"
#include "dsl/tools/rows.h"
#include "dsl/tools/test_run.h"

enum { PIECE_MAX = 1 << 14 };

static void print_finding(const struct test_run *run, const struct oracle_finding *finding,
                          struct buf *out)
{
    struct place place = test_place(run->model, finding->step->span);
    print_json_next(out);
    buf_byte(out, '{');
    print_json_number(out, "line", (int64_t)place.line);
    print_json_number(out, "column", (int64_t)place.column);
    print_json_bool(out, "passed", finding->passed);
    print_json_bool(out, "reason", finding->expectation == NULL);
    print_json_field(out, "wanted", finding->wanted);
    print_json_field(out, "got", finding->got);
    buf_byte(out, '}');
}

static void print_row(const struct test_run *run, const struct oracle_trace *trace,
                      const struct oracle_row *row, struct buf *out)
{
    static const char *const truths[] = {[NO] = "no", [YES] = "yes", [OPEN] = "open"};
    struct buf reason;
    buf_init(&reason, PIECE_MAX);
    rows_print_reason(run->model, trace, row, run->options->language, &reason);
    print_json_next(out);
    buf_byte(out, '{');
    print_json_field(out, "duty", run->model->duties.at[row->duty].code);
    print_json_field(out, "truth", view_of(truths[row->truth]));
    print_json_field(out, "reason", buf_seen(&reason));
    buf_byte(out, '}');
    buf_free(&reason);
}

static void print_trace(const struct test_run *run, const struct oracle_trace *trace,
                        struct buf *out)
{
    if (trace->category != NONE)
        print_json_field(out, "category", run->model->categories.at[trace->category].name);
    if (trace->nearest != NONE)
        print_json_field(out, "nearest", run->model->duties.at[trace->nearest].code);
    print_json_name(out, "duties");
    buf_byte(out, '[');
    for (size_t i = 0; i < trace->rows.n; i++)
        print_row(run, trace, &trace->rows.at[i], out);
    buf_byte(out, ']');
}

void test_print_json(const struct test_run *run, const struct test_case *one, struct buf *out)
{
    const struct oracle_report *report = one->report;
    print_json_next(out);
    buf_byte(out, '{');
    print_json_field(out, "title", one->test->title);
    print_json_field(out, "file", test_path(run->model, one->test->span));
    print_json_number(out, "line", (int64_t)test_place(run->model, one->test->span).line);
    if (one->test->row)
        print_json_number(out, "row", one->test->row);
    print_json_bool(out, "passed", one->passed);
    print_json_number(out, "microseconds", one->microseconds);
    print_json_name(out, "findings");
    buf_byte(out, '[');
    for (size_t i = 0; i < report->findings.n; i++)
        print_finding(run, &report->findings.at[i], out);
    buf_byte(out, ']');
    if (!one->passed)
        print_trace(run, report->trace, out);
    buf_byte(out, '}');
}
