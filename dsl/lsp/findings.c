/* findings: diagnostics on their way to the client.
 *
 * The check runs after every keystroke and replaces its own set. Examples, lints and tests are
 * slower and come after a pause; until then what they said stays, moved with the text, and gone
 * where the text itself was touched: a squiggle that blinks at every key would be worse than one
 * that is a second old. A file is sent only when what is to be shown differs from what was sent. */
#include "dsl/lsp/findings.h"

#include "dsl/base/hash.h"
#include "dsl/base/json.h"
#include "dsl/lsp/project.h"

enum { MESSAGE_MAX = 1 << 16 };

void findings_clear(struct findings *findings)
{
    arena_reset(&findings->arena);
    findings->list.at = NULL;
    findings->list.n = findings->list.room = 0;
}

static struct view worded(struct findings *findings, const struct diag *diag,
                          enum diag_language language)
{
    struct buf text;
    buf_init(&text, MESSAGE_MAX);
    diag_message(diag, language, &text);
    size_t message = text.n;
    buf_byte(&text, '\n');
    diag_help(diag, language, &text);
    if (text.n == message + 1)
        text.n--;
    struct view suggestion = diag_half(diag->suggestion, language);
    if (suggestion.n)
        buf_print(&text, language == DIAG_ZH ? "\n是不是：%.*s" : "\ndid you mean: %.*s",
                  VIEW_FMT(suggestion));
    if (diag->lint)
        buf_print(&text, " [%s]", diag->lint);
    struct view kept = buf_keep(&text, &findings->arena);
    buf_free(&text);
    return kept;
}

void findings_add(struct findings *findings, const struct diag *diag, enum diag_language language)
{
    struct arena *arena = &findings->arena;
    struct view message = worded(findings, diag, language);
    struct finding *finding = findings_say(findings, diag->span, diag_name(diag->code), message);
    finding->error = diag->severity == DIAG_ERROR;
    finding->lint = diag->lint;
    finding->has_fix = diag->has_fix;
    finding->fix_span = diag->fix_span;
    finding->fix_text = view_keep(arena, diag->fix_text);
    for (size_t i = 0; i < diag->labels.n; i++) {
        struct diag_label label = diag->labels.at[i];
        label.text = view_keep(arena, diag_half(label.text, language));
        VEC_ADD(arena, &finding->labels, label);
    }
}

struct finding *findings_say(struct findings *findings, struct span span, const char *code,
                             struct view message)
{
    struct finding *finding = VEC_PUSH(&findings->arena, &findings->list);
    finding->span = span;
    finding->error = true;
    finding->code = code;
    finding->message = view_keep(&findings->arena, message);
    return finding;
}

/* ---- moving ---- */

struct change {
    uint32_t file, from, to, end;
};

/* false: the place itself was touched. */
static bool move(struct span *span, const struct change *change)
{
    if (span->file != change->file || span->to <= change->from)
        return true;
    if (span->from < change->to)
        return false;
    span->from = span->from - change->to + change->end;
    span->to = span->to - change->to + change->end;
    return true;
}

void findings_move(struct findings *findings, uint32_t file, uint32_t from, uint32_t to,
                   uint32_t end)
{
    struct change change = {file, from, to, end};
    for (size_t i = 0; i < findings->list.n; i++) {
        struct finding *finding = &findings->list.at[i];
        finding->gone |= !move(&finding->span, &change);
        finding->has_fix = finding->has_fix && move(&finding->fix_span, &change);
        size_t kept = 0;
        for (size_t label = 0; label < finding->labels.n; label++)
            if (move(&finding->labels.at[label].span, &change))
                finding->labels.at[kept++] = finding->labels.at[label];
        finding->labels.n = kept;
    }
}

/* ---- sending ---- */

static bool is_of_unused(const struct finding *finding)
{
    return finding->lint && strncmp(finding->lint, "unused", 6) == 0;
}

static void put_labels(const struct lsp *lsp, const struct project *project,
                       const struct finding *finding, struct buf *out)
{
    print_json_name(out, "relatedInformation");
    buf_byte(out, '[');
    for (size_t i = 0; i < finding->labels.n; i++) {
        print_json_next(out);
        buf_text(out, "{\"location\":");
        put_location(lsp, project, finding->labels.at[i].span, out);
        put_field(out, "message", finding->labels.at[i].text);
        buf_byte(out, '}');
    }
    buf_byte(out, ']');
}

void put_finding(const struct lsp *lsp, const struct project *project,
                 const struct finding *finding, struct buf *out)
{
    buf_text(out, "{\"range\":");
    put_range(lsp, project, finding->span, out);
    print_json_number(out, "severity", finding->error ? 1 : 2);
    put_field(out, "code", view_of(finding->code));
    put_field(out, "source", VIEW("zhida"));
    put_field(out, "message", finding->message);
    if (is_of_unused(finding))
        buf_text(out, ",\"tags\":[1]");
    if (finding->labels.n)
        put_labels(lsp, project, finding, out);
    buf_byte(out, '}');
}

static void put_list(const struct lsp *lsp, const struct project *project, uint32_t file,
                     struct buf *out)
{
    buf_byte(out, '[');
    for (int set = 0; set < FINDING_SETS; set++) {
        const struct findings *findings = &project->findings[set];
        for (size_t i = 0; i < findings->list.n; i++) {
            const struct finding *finding = &findings->list.at[i];
            if (finding->span.file != file || finding->gone)
                continue;
            print_json_next(out);
            put_finding(lsp, project, finding, out);
        }
    }
    buf_byte(out, ']');
}

static void publish_file(struct lsp *lsp, struct project *project, uint32_t number, struct buf *out)
{
    struct rules_file *file = &project->files[number];
    buf_clear(out);
    put_list(lsp, project, number, out);
    uint64_t shown = out->n > 2 ? hash_view(buf_seen(out)) | 1 : 0;
    int64_t version = file->open ? file->open->version : 0;
    if (shown == file->shown && version == file->shown_version)
        return;
    file->shown = shown;
    file->shown_version = version;
    struct buf params;
    buf_init(&params, LSP_BODY_MAX);
    buf_text(&params, "{\"uri\":");
    put_uri(project, number, &params);
    if (file->open)
        print_json_number(&params, "version", file->open->version);
    print_json_name(&params, "diagnostics");
    buf_view(&params, buf_seen(out));
    buf_byte(&params, '}');
    rpc_notify(lsp, "textDocument/publishDiagnostics", buf_seen(&params));
    buf_free(&params);
}

void findings_publish(struct lsp *lsp, struct project *project)
{
    struct buf out;
    buf_init(&out, LSP_BODY_MAX);
    for (size_t i = 0; i < project->sources.files.n; i++)
        publish_file(lsp, project, (uint32_t)i, &out);
    buf_free(&out);
}
