/* actions: what can be done about a finding without typing: its fix-it; for a lint, the comment
 * that lets it stand, with a place for the reason; and all safe fixes of a text at once. A fix that
 * touches another is left for the next time. */
#include "dsl/base/json.h"
#include "dsl/lsp/answers.h"
#include "dsl/lsp/project.h"

static void put_edit(const struct lsp *lsp, const struct project *project, struct span span,
                     struct view text, struct buf *out)
{
    print_json_next(out);
    buf_text(out, "{\"range\":");
    put_range(lsp, project, span, out);
    put_field(out, "newText", text);
    buf_byte(out, '}');
}

static void begin_action(const struct lsp *lsp, const struct project *project,
                         const struct finding *finding, const char *kind, bool preferred,
                         struct buf *out)
{
    print_json_field(out, "kind", view_of(kind));
    if (preferred)
        print_json_bool(out, "isPreferred", true);
    if (finding) {
        buf_text(out, ",\"diagnostics\":[");
        put_finding(lsp, project, finding, out);
        buf_byte(out, ']');
    }
    buf_text(out, ",\"edit\":{\"changes\":{");
}

static void put_fix(const struct lsp *lsp, const struct project *project,
                    const struct finding *finding, struct buf *out)
{
    struct view old = source_text(&project->sources, finding->fix_span);
    print_json_next(out);
    buf_text(out, "{\"title\":");
    if (!finding->fix_text.n)
        put_print(out, lsp_say(lsp, "删去“%.*s”", "remove \"%.*s\""), VIEW_FMT(old));
    else if (!old.n)
        put_print(out, lsp_say(lsp, "加上“%.*s”", "add \"%.*s\""), VIEW_FMT(finding->fix_text));
    else
        put_print(out, lsp_say(lsp, "改为“%.*s”", "change to \"%.*s\""),
                  VIEW_FMT(finding->fix_text));
    begin_action(lsp, project, finding, "quickfix", true, out);
    put_uri(project, finding->fix_span.file, out);
    buf_text(out, ":[");
    put_edit(lsp, project, finding->fix_span, finding->fix_text, out);
    buf_text(out, "]}}}");
}

/* A line above, as far in as the line it speaks of. */
static void put_allow(const struct lsp *lsp, const struct project *project,
                      const struct finding *finding, struct buf *out)
{
    const struct source *source = &project->sources.files.at[finding->span.file];
    size_t line = source_place(source, finding->span.from).line;
    struct view text = source_line(source, line), rest = view_trim(text);
    size_t indent = rest.n ? (size_t)(rest.p - text.p) : 0;
    uint32_t at = source->line_starts[line - 1];
    struct buf comment;
    buf_init(&comment, 1 << 16);
    buf_print(&comment, lsp_say(lsp, "%.*s# 容许 %s：请写明理由\n", "%.*s# allow %s: say why\n"),
              (int)indent, text.n ? text.p : "", finding->lint);
    print_json_next(out);
    buf_text(out, "{\"title\":");
    put_print(out, lsp_say(lsp, "在这里容许 %s，写上理由", "allow %s here, with a reason"),
              finding->lint);
    begin_action(lsp, project, finding, "quickfix", false, out);
    put_uri(project, finding->span.file, out);
    buf_text(out, ":[");
    put_edit(lsp, project, (struct span){finding->span.file, at, at}, buf_seen(&comment), out);
    buf_text(out, "]}}}");
    buf_free(&comment);
}

static bool touches(const struct finding *finding, uint32_t file, uint32_t from, uint32_t to)
{
    return !finding->gone && finding->span.file == file && finding->span.from <= to &&
           from <= finding->span.to;
}

static void put_quick(const struct lsp *lsp, const struct spot *spot, uint32_t from, uint32_t to,
                      struct buf *out)
{
    for (int set = 0; set < FINDING_SETS; set++) {
        const struct findings *findings = &spot->project->findings[set];
        for (size_t i = 0; i < findings->list.n; i++) {
            const struct finding *finding = &findings->list.at[i];
            if (!touches(finding, spot->file, from, to))
                continue;
            if (finding->has_fix)
                put_fix(lsp, spot->project, finding, out);
            if (finding->lint)
                put_allow(lsp, spot->project, finding, out);
        }
    }
}

/* Fixes of errors of one file, in order of place; those that overlap the one before are left. */
static void put_fix_all(const struct lsp *lsp, const struct spot *spot, struct buf *out)
{
    const struct findings *findings = &spot->project->findings[SET_CHECK];
    uint32_t behind = 0;
    size_t n = 0;
    struct buf edits;
    buf_init(&edits, LSP_BODY_MAX);
    for (size_t i = 0; i < findings->list.n; i++) {
        const struct finding *finding = &findings->list.at[i];
        bool ours = finding->has_fix && !finding->gone && finding->fix_span.file == spot->file;
        if (!ours || (n && finding->fix_span.from < behind))
            continue;
        n++;
        put_edit(lsp, spot->project, finding->fix_span, finding->fix_text, &edits);
        behind = finding->fix_span.to;
    }
    if (n) {
        print_json_next(out);
        buf_text(out, "{\"title\":");
        put_print(
            out, lsp_say(lsp, "改正这个文件里能自动改的 %zu 处", "fix %zu places of this file"), n);
        begin_action(lsp, spot->project, NULL, "source.fixAll", false, out);
        put_uri(spot->project, spot->file, out);
        buf_text(out, ":[");
        buf_view(out, buf_seen(&edits));
        buf_text(out, "]}}}");
    }
    buf_free(&edits);
}

/* Is the kind, or one above it, among those the client asks for? It asks for all without a list. */
static bool is_wanted(const json_t *params, const char *kind)
{
    const json_t *only = param(params, "context.only"), *one;
    size_t i;
    if (!json_is_array(only))
        return true;
    json_array_foreach(only, i, one)
    {
        struct view asked = param_text(one, "");
        if (!asked.n ||
            (view_starts(view_of(kind), asked) && (kind[asked.n] == 0 || kind[asked.n] == '.')))
            return true;
    }
    return false;
}

void answer_actions(struct lsp *lsp, const json_t *params, struct reply *reply)
{
    struct spot spot;
    if (!spot_read(lsp, params, &spot))
        return;
    project_check(lsp, spot.project);
    uint32_t from =
        file_position(lsp, spot.project, spot.file, param_position(param(params, "range.start")));
    uint32_t to =
        file_position(lsp, spot.project, spot.file, param_position(param(params, "range.end")));
    buf_byte(&reply->out, '[');
    if (is_wanted(params, "quickfix"))
        put_quick(lsp, &spot, from, to, &reply->out);
    if (is_wanted(params, "source.fixAll"))
        put_fix_all(lsp, &spot, &reply->out);
    buf_byte(&reply->out, ']');
}
