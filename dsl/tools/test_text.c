/* test_text: a test that failed, for the author who has to find out why. Both sides stand under one
 * another, so that the eye finds the difference; then the talk with the words that were found in
 * it, what was known at that moment and from where, how every duty of the category stood, and the
 * rule that was missed by the least. */
#include "dsl/base/utf8.h"
#include "dsl/tools/rows.h"
#include "dsl/tools/shown.h"
#include "dsl/tools/test_run.h"

enum { ALIVE_AT_MOST = 12 }; /* with more duties only those that could have been meant */

struct place test_place(const struct model *model, struct span span)
{
    return source_place(&model->sources->files.at[span.file], span.from);
}

struct view test_path(const struct model *model, struct span span)
{
    return model->sources->files.at[span.file].path;
}

static const char *say(const struct test_run *run, const char *zh, const char *en)
{
    return options_say(run->options, zh, en);
}

static void pad(struct buf *out, size_t cells)
{
    for (size_t i = 0; i < cells; i++)
        buf_byte(out, ' ');
}

static void print_sides(const struct test_run *run, const struct oracle_finding *finding,
                        struct buf *out)
{
    const char *wanted =
        finding->expectation ? say(run, "应得", "wanted") : say(run, "因为", "because");
    const char *got = say(run, "得到", "got");
    size_t wide = utf8_cells(view_of(wanted));
    size_t line = test_place(run->model, finding->step->span).line;
    struct buf head;
    buf_init(&head, 256);
    buf_print(&head, say(run, "  第 %zu 行  ", "  line %zu  "), line);
    buf_print(out, "%.*s%s  %.*s\n", VIEW_FMT(buf_seen(&head)), wanted, VIEW_FMT(finding->wanted));
    pad(out, utf8_cells(buf_seen(&head)));
    buf_text(out, got);
    pad(out, wide > utf8_cells(view_of(got)) ? wide - utf8_cells(view_of(got)) : 0);
    buf_print(out, "  %.*s\n", VIEW_FMT(finding->got));
    buf_free(&head);
}

static void print_nearest(const struct test_run *run, const struct oracle_trace *trace,
                          struct buf *out)
{
    const struct oracle_row *row = trace->nearest == NONE ? NULL : rows_find(trace, trace->nearest);
    if (!row)
        return;
    const struct duty *duty = &run->model->duties.at[row->duty];
    struct place place = test_place(run->model, duty->span);
    buf_print(out,
              say(run, "  最接近的另一条：\"%.*s\" %.*s（%.*s 第 %zu 行） ",
                  "  the nearest other: \"%.*s\" %.*s (%.*s line %zu) "),
              VIEW_FMT(duty->code), VIEW_FMT(duty->display.zh),
              VIEW_FMT(test_path(run->model, duty->span)), place.line);
    rows_print_reason(run->model, trace, row, run->options->language, out);
    buf_byte(out, '\n');
}

static void print_moment(const struct test_run *run, const struct oracle_report *report,
                         struct buf *out)
{
    struct shown shown = {.model = run->model,
                          .language = run->options->language,
                          .trace = report->trace,
                          .matter = &report->matter,
                          .read = &report->read,
                          .indent = 4};
    if (report->read.n)
        buf_print(out, "  %s\n", say(run, "市民说", "the citizen says"));
    for (size_t i = 0; i < report->read.n; i++)
        shown_text(&shown, i, out);
    if (!report->trace->rows.n)
        return;
    buf_print(out, "  %s\n", say(run, "所知", "what is known"));
    shown_known(&shown, out);
    buf_print(out, "  %s %.*s\n", say(run, "事项，类别", "duties of"),
              VIEW_FMT(run->model->categories.at[report->trace->category].name));
    rows_print(run->model, report->trace,
               report->trace->rows.n > ALIVE_AT_MOST ? ROWS_ALIVE : ROWS_ALL,
               run->options->language, out);
    print_nearest(run, report->trace, out);
}

static bool about_case(const struct test *test)
{
    for (size_t i = 0; i < test->steps.n; i++)
        if (test->steps.at[i].kind == STEP_CITIZEN)
            return true;
    return false;
}

void test_print_failure(const struct test_run *run, const struct test_case *one, struct buf *out)
{
    const struct oracle_report *report = one->report;
    struct place place = test_place(run->model, one->test->span);
    buf_print(out, "✗ %.*s  %.*s:%zu\n", VIEW_FMT(one->test->title),
              VIEW_FMT(test_path(run->model, one->test->span)), place.line);
    for (size_t i = 0; i < report->findings.n; i++)
        if (!report->findings.at[i].passed)
            print_sides(run, &report->findings.at[i], out);
    if (report->trace->category != NONE || about_case(one->test))
        print_moment(run, report, out);
}
