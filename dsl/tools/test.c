/* test: runs every 测试 block of a folder with the reference interpreter. A block that passes costs
 * no line; one that fails shows each demand with what came instead, how the duties stood at that
 * moment, and which rule was missed by the least, so that the author sees what to change. */
#include "dsl/oracle/oracle.h"
#include "dsl/tools/json.h"
#include "dsl/tools/load.h"
#include "dsl/tools/rows.h"

enum { OUTPUT_MAX = 1 << 26, TEST_ARENA_MAX = 1 << 28 };

static const struct tool_command command = {
    .name = "test",
    .operands = "DIR",
    .operand_count = 1,
    .options = OPTION_BIT(FORMAT) | OPTION_BIT(JSON),
    .zh = "运行规则里的全部“测试”，列出没通过的和原因。",
    .en = "Runs every test block of the rules and explains the failures.",
    .exit_zh = "退出码：0 全部通过，1 有没通过的或规则有错误，2 没能运行。",
    .exit_en = "Exit code: 0 all passed, 1 some failed or the rules have errors, 2 could not run.",
};

struct running {
    const struct tool_options *options;
    const struct model *model;
    struct buf out;
    size_t passed, failed;
};

static struct place place_of(const struct model *model, struct span span)
{
    return source_place(&model->sources->files.at[span.file], span.from);
}

static struct view path_of(const struct model *model, struct span span)
{
    return model->sources->files.at[span.file].path;
}

/* ---- text ---- */

static void print_finding(struct running *running, const struct oracle_finding *finding)
{
    struct place place = place_of(running->model, finding->step->span);
    buf_print(&running->out,
              options_say(running->options, "  第 %zu 行：%s %.*s，得到 %.*s\n",
                          "  line %zu: %s %.*s, got %.*s\n"),
              place.line,
              finding->expectation ? options_say(running->options, "应得", "expected")
                                   : options_say(running->options, "因为", "because of"),
              VIEW_FMT(finding->wanted), VIEW_FMT(finding->got));
}

static void print_nearest(struct running *running, const struct oracle_trace *trace)
{
    const struct oracle_row *row = trace->nearest == NONE ? NULL : rows_find(trace, trace->nearest);
    if (!row)
        return;
    const struct duty *duty = &running->model->duties.at[row->duty];
    struct place place = place_of(running->model, duty->span);
    buf_print(&running->out,
              options_say(running->options, "  最接近的另一条：\"%.*s\" %.*s（%.*s 第 %zu 行）",
                          "  the nearest other: \"%.*s\" %.*s (%.*s line %zu)"),
              VIEW_FMT(duty->code), VIEW_FMT(duty->display.zh),
              VIEW_FMT(path_of(running->model, duty->span)), place.line);
    buf_byte(&running->out, ' ');
    rows_print_reason(running->model, trace, row, running->options->language, &running->out);
    buf_byte(&running->out, '\n');
}

static void print_failure(struct running *running, const struct test *test,
                          const struct oracle_report *report)
{
    struct place place = place_of(running->model, test->span);
    buf_print(&running->out, "✗ %.*s  %.*s:%zu\n", VIEW_FMT(test->title),
              VIEW_FMT(path_of(running->model, test->span)), place.line);
    for (size_t i = 0; i < report->findings.n; i++)
        if (!report->findings.at[i].passed)
            print_finding(running, &report->findings.at[i]);
    if (!report->trace->rows.n)
        return;
    rows_print(running->model, report->trace, ROWS_ALIVE, running->options->language,
               &running->out);
    print_nearest(running, report->trace);
}

/* ---- lines ---- */

static void print_line(struct running *running, const struct test *test,
                       const struct oracle_report *report)
{
    for (size_t i = 0; i < report->findings.n; i++) {
        const struct oracle_finding *finding = &report->findings.at[i];
        struct place place = place_of(running->model, finding->step->span);
        if (!finding->passed)
            buf_print(&running->out, "%.*s:%zu:%zu: %.*s: %.*s / %.*s\n",
                      VIEW_FMT(path_of(running->model, finding->step->span)), place.line,
                      place.column, VIEW_FMT(test->title), VIEW_FMT(finding->wanted),
                      VIEW_FMT(finding->got));
    }
}

/* ---- JSON ---- */

static void json_findings(struct running *running, const struct oracle_report *report)
{
    struct buf *out = &running->out;
    print_json_name(out, "findings");
    buf_byte(out, '[');
    for (size_t i = 0; i < report->findings.n; i++) {
        const struct oracle_finding *finding = &report->findings.at[i];
        print_json_next(out);
        buf_byte(out, '{');
        print_json_number(out, "line", (int64_t)place_of(running->model, finding->step->span).line);
        print_json_bool(out, "passed", finding->passed);
        print_json_bool(out, "reason", finding->expectation == NULL);
        print_json_field(out, "wanted", finding->wanted);
        print_json_field(out, "got", finding->got);
        buf_byte(out, '}');
    }
    buf_byte(out, ']');
}

static void json_test(struct running *running, const struct test *test,
                      const struct oracle_report *report)
{
    struct buf *out = &running->out;
    print_json_next(out);
    buf_byte(out, '{');
    print_json_field(out, "title", test->title);
    print_json_field(out, "file", path_of(running->model, test->span));
    print_json_number(out, "line", (int64_t)place_of(running->model, test->span).line);
    print_json_bool(out, "passed", report->passed);
    json_findings(running, report);
    buf_byte(out, '}');
}

/* ---- all of them ---- */

static void run_one(struct running *running, const struct oracle_words *lexicon,
                    struct arena *arena, const struct test *test)
{
    const struct oracle_report *report = oracle_run_test(lexicon, arena, test);
    if (report->passed)
        running->passed++;
    else
        running->failed++;
    if (running->options->format == FORMAT_JSON)
        json_test(running, test, report);
    else if (!report->passed && running->options->format == FORMAT_LINE)
        print_line(running, test, report);
    else if (!report->passed)
        print_failure(running, test, report);
}

static void print_end(struct running *running)
{
    size_t all = running->passed + running->failed;
    if (running->options->format == FORMAT_JSON) {
        buf_byte(&running->out, ']');
        print_json_number(&running->out, "passed", (int64_t)running->passed);
        print_json_number(&running->out, "failed", (int64_t)running->failed);
        buf_text(&running->out, "}\n");
    } else {
        buf_print(&running->out,
                  options_say(running->options, "%zu 个测试：%zu 个通过，%zu 个没通过\n",
                              "%zu tests: %zu passed, %zu failed\n"),
                  all, running->passed, running->failed);
    }
}

static void run_all(struct running *running, struct loaded *loaded)
{
    struct oracle_words *lexicon = oracle_words_of(loaded->model, &loaded->arena);
    struct arena arena;
    arena_init(&arena, TEST_ARENA_MAX);
    if (running->options->format == FORMAT_JSON)
        buf_text(&running->out, "{\"tests\":[");
    for (size_t i = 0; i < loaded->model->tests.n; i++) {
        run_one(running, lexicon, &arena, &loaded->model->tests.at[i]);
        arena_reset(&arena);
    }
    print_end(running);
    arena_free(&arena);
}

int tool_test(const struct tool *tool, int argc, char **argv)
{
    struct tool_options options;
    struct loaded loaded;
    int code;
    if (!options_read(tool, &command, argc, argv, &options, &code))
        return code;
    code = load_sound(tool, &options, options.operand[0], &loaded);
    if (code == TOOL_SOUND) {
        struct running running = {.options = &options, .model = loaded.model};
        buf_init(&running.out, OUTPUT_MAX);
        run_all(&running, &loaded);
        load_write(tool->out, &running.out);
        buf_free(&running.out);
        code = running.failed ? TOOL_ERRORS : TOOL_SOUND;
    }
    load_free(&loaded);
    return code;
}
