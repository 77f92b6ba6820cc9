/* test_junit: the run as JUnit XML, as build servers read it: a suite for each file, a case for
 * each test, the whole explanation as the text of a failure. Signs that XML 1.0 does not know are
 * written as '?'. */
#include "dsl/base/utf8.h"
#include "dsl/tools/test_run.h"

static void print_escaped(struct buf *out, struct view text)
{
    for (size_t at = 0; at < text.n;) {
        size_t from = at;
        uint32_t c = utf8_next(text, &at);
        if (c == '&')
            buf_text(out, "&amp;");
        else if (c == '<')
            buf_text(out, "&lt;");
        else if (c == '>')
            buf_text(out, "&gt;");
        else if (c == '"')
            buf_text(out, "&quot;");
        else if ((c < 0x20 && c != '\n' && c != '\t') || c == 0xfffe || c == 0xffff)
            buf_byte(out, '?');
        else
            buf_view(out, view_sub(text, from, at));
    }
}

static void print_seconds(struct buf *out, int64_t microseconds)
{
    buf_print(out, " time=\"%lld.%06lld\"", (long long)(microseconds / 1000000),
              (long long)(microseconds % 1000000));
}

static void print_case(const struct test_run *run, const struct test_case *one, struct buf *out)
{
    buf_text(out, "    <testcase name=\"");
    print_escaped(out, one->test->title);
    buf_text(out, "\" classname=\"");
    print_escaped(out, test_path(run->model, one->test->span));
    buf_print(out, "\" file=\"");
    print_escaped(out, test_path(run->model, one->test->span));
    buf_print(out, "\" line=\"%zu\"", test_place(run->model, one->test->span).line);
    print_seconds(out, one->microseconds);
    if (one->passed) {
        buf_text(out, "/>\n");
        return;
    }
    buf_text(out, "><failure message=\"");
    print_escaped(out, one->message);
    buf_text(out, "\">");
    print_escaped(out, one->failure);
    buf_text(out, "</failure></testcase>\n");
}

static bool same_file(const struct test_case *a, const struct test_case *b)
{
    return a->test->span.file == b->test->span.file;
}

/* Tests stand in the order of the files. */
static size_t suite_end(const struct test_run *run, size_t from)
{
    size_t end = from + 1;
    while (end < run->cases.n && same_file(&run->cases.at[from], &run->cases.at[end]))
        end++;
    return end;
}

static void print_suite(const struct test_run *run, size_t from, size_t to, struct buf *out)
{
    int64_t microseconds = 0;
    size_t failed = 0;
    for (size_t i = from; i < to; i++) {
        microseconds += run->cases.at[i].microseconds;
        failed += !run->cases.at[i].passed;
    }
    buf_text(out, "  <testsuite name=\"");
    print_escaped(out, test_path(run->model, run->cases.at[from].test->span));
    buf_print(out, "\" tests=\"%zu\" failures=\"%zu\" errors=\"0\" skipped=\"0\"", to - from,
              failed);
    print_seconds(out, microseconds);
    buf_text(out, ">\n");
    for (size_t i = from; i < to; i++)
        print_case(run, &run->cases.at[i], out);
    buf_text(out, "  </testsuite>\n");
}

void test_print_junit(const struct test_run *run, struct buf *out)
{
    buf_print(out,
              "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites tests=\"%zu\" "
              "failures=\"%zu\"",
              run->cases.n, run->failed);
    print_seconds(out, run->microseconds);
    buf_text(out, ">\n");
    for (size_t from = 0; from < run->cases.n;) {
        size_t to = suite_end(run, from);
        print_suite(run, from, to, out);
        from = to;
    }
    buf_text(out, "</testsuites>\n");
}
