/* run_test: one 测试, with every row of its table, by the reference interpreter, as `zhida test`
 * runs it. What failed stands as a finding at the line that expected something else, until the
 * rules change; the sum comes as a message and as the answer. */
#include <stdlib.h>

#include "dsl/base/json.h"
#include "dsl/lsp/answers.h"
#include "dsl/lsp/names.h"
#include "dsl/lsp/project.h"
#include "dsl/oracle/oracle.h"

struct run {
    struct lsp *lsp;
    struct project *project;
    struct arena arena;
    size_t passed, failed;
    struct buf *out; /* the failures */
};

static void keep_failure(struct run *run, const struct test *test,
                         const struct oracle_finding *finding)
{
    struct findings *findings = &run->project->findings[SET_TESTS];
    struct span span = finding->expectation ? finding->expectation->span : finding->step->span;
    struct buf text;
    buf_init(&text, 1 << 16);
    buf_print(&text,
              lsp_say(run->lsp, "测试“%.*s”没通过：应得 %.*s，实得 %.*s",
                      "test \"%.*s\" failed: expected %.*s, got %.*s"),
              VIEW_FMT(test->title), VIEW_FMT(finding->wanted), VIEW_FMT(finding->got));
    findings_say(findings, span.from < span.to ? span : test->span, "test", buf_seen(&text));
    print_json_next(run->out);
    buf_text(run->out, "{\"title\":");
    put_text(run->out, test->title);
    put_field(run->out, "wanted", finding->wanted);
    put_field(run->out, "got", finding->got);
    buf_byte(run->out, '}');
    buf_free(&text);
}

static void run_one(struct run *run, const struct oracle_words *lexicon, const struct test *test)
{
    const struct oracle_report *report = oracle_run_test(lexicon, &run->arena, test);
    run->passed += report->passed;
    run->failed += !report->passed;
    for (size_t i = 0; i < report->findings.n; i++)
        if (!report->findings.at[i].passed)
            keep_failure(run, test, &report->findings.at[i]);
}

static void run_within(struct run *run, struct span block)
{
    const struct model *model = run->project->model;
    const struct oracle_words *lexicon = oracle_words_of(model, &run->arena);
    for (size_t i = 0; i < model->tests.n; i++) {
        struct span span = model->tests.at[i].span;
        if (span.file == block.file && span.from >= block.from && span.to <= block.to)
            run_one(run, lexicon, &model->tests.at[i]);
    }
}

static void show(struct lsp *lsp, bool good, struct view message)
{
    struct buf params;
    buf_init(&params, 1 << 16);
    buf_print(&params, "{\"type\":%d,\"message\":", good ? 3 : 1);
    put_text(&params, message);
    buf_byte(&params, '}');
    rpc_notify(lsp, "window/showMessage", buf_seen(&params));
    buf_free(&params);
}

static void tell(const struct run *run, struct view title)
{
    struct buf text;
    buf_init(&text, 1 << 16);
    if (run->failed)
        buf_print(&text,
                  lsp_say(run->lsp, "测试“%.*s”：%zu 个没通过，%zu 个通过",
                          "test \"%.*s\": %zu failed, %zu passed"),
                  VIEW_FMT(title), run->failed, run->passed);
    else
        buf_print(&text,
                  lsp_say(run->lsp, "测试“%.*s”通过（%zu 个）", "test \"%.*s\" passed (%zu)"),
                  VIEW_FMT(title), run->passed);
    show(run->lsp, !run->failed, buf_seen(&text));
    buf_free(&text);
}

static void run_test(struct run *run, struct view title, struct reply *reply)
{
    const struct names *names = project_names(run->lsp, run->project);
    int test = names_find(names, SYMBOL_TEST, NOTHING, title);
    project_check(run->lsp, run->project);
    if (test == NOTHING) {
        reply_fail(reply, RPC_FAILED, lsp_say(run->lsp, "没有测试叫“%.*s”", "no test \"%.*s\""),
                   VIEW_FMT(title));
        return;
    }
    if (run->project->diags.errors) {
        struct view why = view_of(lsp_say(run->lsp, "规则还有错误，改正以后才能运行测试",
                                          "the rules have errors; tests run when they have none"));
        show(run->lsp, false, why);
        reply_fail(reply, RPC_FAILED, "%s", why.p);
        return;
    }
    findings_clear(&run->project->findings[SET_TESTS]);
    buf_text(&reply->out, "{\"failures\":[");
    run_within(run, names->symbols.at[test].node->span);
    buf_byte(&reply->out, ']');
    print_json_number(&reply->out, "passed", (int64_t)run->passed);
    print_json_number(&reply->out, "failed", (int64_t)run->failed);
    buf_byte(&reply->out, '}');
    findings_publish(run->lsp, run->project);
    tell(run, title);
}

void answer_command(struct lsp *lsp, const json_t *params, struct reply *reply)
{
    const json_t *arguments = param(params, "arguments");
    char *path = uri_path(param_text(json_array_get(arguments, 0), ""));
    struct run run = {.lsp = lsp, .out = &reply->out};
    run.project = *path ? project_of(lsp, path) : NULL;
    free(path);
    if (!view_is(param_text(params, "command"), "zhida.runTest")) {
        reply_fail(reply, RPC_PARAMS, "there is no such command");
        return;
    }
    if (!run.project) {
        reply_fail(reply, RPC_PARAMS, "nothing is known of that file");
        return;
    }
    arena_init(&run.arena, SIZE_MAX / 2);
    run_test(&run, param_text(json_array_get(arguments, 1), ""), reply);
    arena_free(&run.arena);
}
