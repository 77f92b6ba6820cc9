/* test: runs every 测试 block of a folder, every row of its tables, with the reference interpreter.
 * A case that passes costs no line. With --watch the folder is read and run again whenever one of
 * its files changes, one line a run.
 *
 * Coverage looks at whole folders: with --only or --file it would call untried what was only left
 * out, and is refused. */
#include "dsl/base/json.h"
#include "dsl/tools/test_run.h"

#include <errno.h>

enum { OUTPUT_MAX = 1 << 26, TEST_ARENA_MAX = 1 << 28, PIECE_MAX = 1 << 18 };

static const struct tool_command command = {
    .name = "test",
    .operands = "DIR...",
    .operand_count = 1,
    .more_operands = true,
    .options = OPTION_BIT(FORMAT) | OPTION_BIT(JSON) | OPTION_BIT(ONLY) | OPTION_BIT(FILE) |
               OPTION_BIT(COVERAGE) | OPTION_BIT(COVERAGE_MIN) | OPTION_BIT(JUNIT) |
               OPTION_BIT(WATCH),
    .zh = "运行规则里的全部“测试”，列出没通过的和原因。",
    .en = "Runs every test block of the rules and explains the failures.",
    .exit_zh = "退出码：0 全部通过，1 有没通过的、覆盖不够或规则有错误，2 没能运行。",
    .exit_en = "Exit code: 0 all passed; 1 some failed, too little is covered, or the rules have "
               "errors; 2 could not run.",
};

/* ---- which ---- */

static bool has_part(struct view text, const char *part)
{
    return !part || view_find(text, view_of(part)) != SIZE_MAX;
}

static bool is_wanted(const struct test_run *run, const struct test *test)
{
    return has_part(test->title, run->options->value[OPTION_ONLY]) &&
           has_part(test_path(run->model, test->span), run->options->value[OPTION_FILE]);
}

/* ---- one case ---- */

static void print_line(const struct test_run *run, const struct test_case *one, struct buf *out)
{
    for (size_t i = 0; i < one->report->findings.n; i++) {
        const struct oracle_finding *finding = &one->report->findings.at[i];
        struct place place = test_place(run->model, finding->step->span);
        if (!finding->passed)
            buf_print(out, "%.*s:%zu:%zu: %.*s: %.*s / %.*s\n",
                      VIEW_FMT(test_path(run->model, finding->step->span)), place.line,
                      place.column, VIEW_FMT(one->test->title), VIEW_FMT(finding->wanted),
                      VIEW_FMT(finding->got));
    }
}

static void keep_failure(struct test_run *run, struct test_case *one)
{
    struct buf text;
    buf_init(&text, PIECE_MAX);
    for (size_t i = 0; i < one->report->findings.n && !text.n; i++) {
        const struct oracle_finding *finding = &one->report->findings.at[i];
        if (!finding->passed)
            buf_print(&text, "%.*s / %.*s", VIEW_FMT(finding->wanted), VIEW_FMT(finding->got));
    }
    one->message = buf_keep(&text, run->arena);
    buf_clear(&text);
    test_print_failure(run, one, &text);
    one->failure = buf_keep(&text, run->arena);
    buf_free(&text);
}

static void print_case(struct test_run *run, const struct test_case *one)
{
    if (run->options->format == FORMAT_JSON)
        test_print_json(run, one, &run->out);
    else if (!one->passed && run->options->format == FORMAT_LINE)
        print_line(run, one, &run->out);
    else if (!one->passed)
        buf_view(&run->out, one->failure);
}

static void run_case(const struct tool *tool, struct test_run *run,
                     const struct oracle_words *lexicon, struct arena *scratch,
                     const struct test *test, const struct oracle_watch *watch)
{
    struct test_case one = {.test = test};
    int64_t started = tool->microseconds();
    one.report = oracle_watch_test(lexicon, scratch, test, watch);
    one.microseconds = tool->microseconds() - started;
    one.passed = one.report->passed;
    run->passed += one.passed;
    run->failed += !one.passed;
    if (!one.passed)
        keep_failure(run, &one);
    print_case(run, &one);
    VEC_ADD(run->arena, &run->cases, one);
}

/* ---- all ---- */

static bool wants_coverage(const struct tool_options *options)
{
    return options->value[OPTION_COVERAGE] || options->value[OPTION_COVERAGE_MIN];
}

static void run_cases(const struct tool *tool, struct test_run *run, struct loaded *loaded)
{
    struct oracle_words *lexicon = oracle_words_of(loaded->model, &loaded->arena);
    struct cover *cover = NULL;
    struct oracle_watch watch = {0};
    struct arena scratch;
    arena_init(&scratch, TEST_ARENA_MAX);
    if (wants_coverage(run->options)) {
        cover = cover_new(loaded->model, &loaded->arena);
        watch = cover_watch(cover);
    }
    for (size_t i = 0; i < loaded->model->tests.n; i++) {
        const struct test *test = &loaded->model->tests.at[i];
        if (is_wanted(run, test))
            run_case(tool, run, lexicon, &scratch, test, cover ? &watch : NULL);
        else
            run->left_out++;
        arena_reset(&scratch);
    }
    if (cover) {
        cover_examples(cover, lexicon, &scratch);
        run->coverage = cover_result(cover);
    }
    arena_free(&scratch);
}

static void print_counts(struct test_run *run)
{
    if (run->options->language == DIAG_ZH)
        buf_print(&run->out, "%zu 个测试：%zu 个通过，%zu 个没通过", run->cases.n, run->passed,
                  run->failed);
    else {
        buf_count(&run->out, run->cases.n, "test", NULL);
        buf_print(&run->out, ": %zu passed, %zu failed", run->passed, run->failed);
    }
    if (run->left_out)
        buf_print(&run->out, options_say(run->options, "，%zu 个没运行", ", %zu left out"),
                  run->left_out);
    buf_text(&run->out,
             run->options->value[OPTION_WATCH] ? options_say(run->options, "；", "; ") : "\n");
}

static void print_end(struct test_run *run)
{
    struct buf *out = &run->out;
    const struct cover_result *coverage = run->coverage;
    if (run->options->format == FORMAT_JSON) {
        buf_byte(out, ']');
        print_json_number(out, "passed", (int64_t)run->passed);
        print_json_number(out, "failed", (int64_t)run->failed);
        print_json_number(out, "left_out", (int64_t)run->left_out);
        print_json_number(out, "microseconds", run->microseconds);
        if (coverage) {
            print_json_name(out, "coverage");
            cover_print_json(run->model, coverage, out);
        }
        buf_text(out, "}\n");
        return;
    }
    if (coverage && run->options->format == FORMAT_LINE)
        cover_print_lines(run->model, coverage, run->options->language, out);
    if (coverage && run->options->format == FORMAT_TEXT)
        cover_print_text(run->model, coverage, run->options->language, out);
    print_counts(run);
}

static bool write_junit(const struct tool *tool, const struct test_run *run)
{
    const char *path = run->options->value[OPTION_JUNIT];
    struct buf xml;
    FILE *file = path ? fopen(path, "w") : NULL;
    buf_init(&xml, OUTPUT_MAX);
    if (file)
        test_print_junit(run, &xml);
    bool written = !path || (file && fwrite(xml.p, 1, xml.n, file) == xml.n);
    if (file)
        written = fclose(file) == 0 && written;
    buf_free(&xml);
    if (!written)
        fprintf(tool->err, "zhida test: %s: %s\n", path, strerror(errno));
    return written;
}

/* The share that has to be covered, per mille. */
static int least_coverage(const struct tool_options *options)
{
    int64_t percent = 0;
    if (options->value[OPTION_COVERAGE_MIN])
        view_int(view_of(options->value[OPTION_COVERAGE_MIN]), 0, 100, &percent);
    return (int)percent * 10;
}

static int verdict(const struct tool *tool, const struct test_run *run)
{
    int least = least_coverage(run->options);
    bool short_of = run->coverage && run->coverage->per_mille < least;
    if (short_of)
        fprintf(tool->err,
                options_say(run->options, "zhida test: 覆盖 %d.%d%%，不到 %d%%\n",
                            "zhida test: %d.%d%% covered, less than %d%%\n"),
                run->coverage->per_mille / 10, run->coverage->per_mille % 10, least / 10);
    return run->failed || short_of ? TOOL_ERRORS : TOOL_SOUND;
}

/* Reads the folder and runs its tests once. */
static int run_folder(const struct tool *tool, const struct tool_options *options)
{
    struct loaded loaded;
    int code = load_sound(tool, options, options->folders, &loaded);
    if (code == TOOL_SOUND) {
        struct test_run run = {.options = options, .model = loaded.model, .arena = &loaded.arena};
        int64_t started = tool->microseconds();
        buf_init(&run.out, OUTPUT_MAX);
        if (options->format == FORMAT_JSON)
            buf_text(&run.out, "{\"tests\":[");
        run_cases(tool, &run, &loaded);
        run.microseconds = tool->microseconds() - started;
        print_end(&run);
        load_write(tool->out, &run.out);
        code = verdict(tool, &run);
        if (!write_junit(tool, &run))
            code = TOOL_NOT_RUN;
        buf_free(&run.out);
    }
    load_free(&loaded);
    return code;
}

/* ---- watching ---- */

static int watch_folder(const struct tool *tool, const struct tool_options *options)
{
    const struct tool_watch *watch = tool->watch;
    const char *clear = tool->color ? "\033[H\033[2J" : "";
    int code;
    if (!watch || !watch->begin(watch->self, options->folders)) {
        fprintf(tool->err,
                options_say(options, "zhida test: 不能监视 %s\n", "zhida test: cannot watch %s\n"),
                options->folders);
        return TOOL_NOT_RUN;
    }
    for (int run = 1;; run++) {
        int64_t started = tool->microseconds();
        fputs(clear, tool->out);
        code = run_folder(tool, options);
        fprintf(tool->out,
                options_say(options, "第 %d 次，%lld 毫秒；等文件改动，Ctrl-C 结束\n",
                            "run %d, %lld ms; waiting for a change, Ctrl-C ends\n"),
                run, (long long)((tool->microseconds() - started) / 1000));
        fflush(tool->out);
        if (!watch->wait(watch->self))
            return code;
    }
}

/* ---- the line ---- */

static bool complain(const struct tool *tool, const char *sentence)
{
    fprintf(tool->err, "zhida test: %s\n", sentence);
    return false;
}

static bool line_good(const struct tool *tool, const struct tool_options *options)
{
    int64_t percent;
    const char *least = options->value[OPTION_COVERAGE_MIN];
    if (least && !view_int(view_of(least), 0, 100, &percent))
        return complain(tool, options_say(options, "--coverage-min 要写 0 到 100 的整数",
                                          "--coverage-min is a whole number from 0 to 100"));
    if (wants_coverage(options) && (options->value[OPTION_ONLY] || options->value[OPTION_FILE]))
        return complain(tool, options_say(options, "看覆盖要运行全部测试，不能用 --only 或 --file",
                                          "coverage needs every test: neither --only nor --file"));
    if (options->value[OPTION_WATCH] && options->format == FORMAT_JSON)
        return complain(tool, options_say(options, "--watch 是给人看的，不能用 --json",
                                          "--watch is for people and prints no JSON"));
    return true;
}

int tool_test(const struct tool *tool, int argc, char **argv)
{
    struct tool_options options;
    int code;
    if (!options_read(tool, &command, argc, argv, &options, &code))
        return code;
    if (!line_good(tool, &options) || !options_folders(tool, &command, &options))
        return TOOL_NOT_RUN;
    if (options.value[OPTION_WATCH])
        return watch_folder(tool, &options);
    return run_folder(tool, &options);
}
