/* symbols: what a text and the whole workspace name, and where a text folds. */
#include "dsl/base/json.h"
#include "dsl/lsp/answers.h"
#include "dsl/lsp/lex.h"
#include "dsl/lsp/names.h"
#include "dsl/lsp/project.h"

enum { MOST_FOUND = 500 };

static void put_name(const struct lsp *lsp, const struct symbol *symbol, struct buf *out)
{
    const struct node *display = node_child(symbol->node, NODE_DISPLAY);
    const struct node *zh = display ? display->child : NULL, *en = zh ? zh->next : NULL;
    const struct node *text = lsp->language == DIAG_EN && en ? en : zh;
    bool shown = text && symbol->kind == SYMBOL_DUTY;
    struct view name = symbol->name.n ? symbol->name : VIEW("-");
    print_json_name(out, "name");
    if (shown)
        put_print(out, "%.*s %.*s", VIEW_FMT(name), VIEW_FMT(text->text));
    else
        put_text(out, name);
    if (text && !shown && lsp->nests_symbols)
        put_field(out, "detail", text->text);
    print_json_number(out, "kind", symbol_words(symbol->kind)->symbol);
}

/* ---- of one text ---- */

static bool is_within(const struct symbol *inner, const struct symbol *outer)
{
    return inner->node->span.file == outer->node->span.file && inner != outer &&
           inner->node->span.from >= outer->node->span.from &&
           inner->node->span.to <= outer->node->span.to;
}

/* Symbols stand in order, children behind their parent: a nested list needs no search. Returns the
 * one behind all of its children. */
static size_t put_nested(const struct lsp *lsp, const struct project *project,
                         const struct names *names, size_t at, struct buf *out)
{
    const struct symbol *symbol = &names->symbols.at[at];
    size_t next = at + 1;
    print_json_next(out);
    buf_byte(out, '{');
    put_name(lsp, symbol, out);
    print_json_name(out, "range");
    put_range(lsp, project, symbol->node->span, out);
    print_json_name(out, "selectionRange");
    put_range(lsp, project, symbol->at, out);
    print_json_name(out, "children");
    buf_byte(out, '[');
    while (next < names->symbols.n && is_within(&names->symbols.at[next], symbol))
        next = put_nested(lsp, project, names, next, out);
    buf_text(out, "]}");
    return next;
}

static void put_flat(const struct lsp *lsp, const struct project *project,
                     const struct names *names, const struct symbol *symbol, struct buf *out)
{
    print_json_next(out);
    buf_byte(out, '{');
    put_name(lsp, symbol, out);
    print_json_name(out, "location");
    put_location(lsp, project, symbol->at, out);
    if (symbol->owner != NOTHING)
        put_field(out, "containerName", names->symbols.at[symbol->owner].name);
    buf_byte(out, '}');
}

void answer_document_symbols(struct lsp *lsp, const json_t *params, struct reply *reply)
{
    struct spot spot;
    if (!spot_read(lsp, params, &spot))
        return;
    const struct names *names = project_names(lsp, spot.project);
    buf_byte(&reply->out, '[');
    for (size_t i = 0; i < names->symbols.n;) {
        const struct symbol *symbol = &names->symbols.at[i];
        bool ours = symbol->at.file == spot.file;
        if (ours && lsp->nests_symbols) {
            i = put_nested(lsp, spot.project, names, i, &reply->out);
            continue;
        }
        if (ours)
            put_flat(lsp, spot.project, names, symbol, &reply->out);
        i++;
    }
    buf_byte(&reply->out, ']');
}

/* ---- of the workspace ---- */

static bool matches(const struct symbol *symbol, struct view query)
{
    const struct node *display = node_child(symbol->node, NODE_DISPLAY);
    if (view_find(symbol->name, query) != SIZE_MAX)
        return true;
    for (const struct node *text = display ? display->child : NULL; text; text = text->next)
        if (view_find(text->text, query) != SIZE_MAX)
            return true;
    return false;
}

void answer_workspace_symbols(struct lsp *lsp, const json_t *params, struct reply *reply)
{
    struct view query = param_text(params, "query");
    size_t found = 0;
    buf_byte(&reply->out, '[');
    for (struct project *project = lsp->projects; project; project = project->next) {
        const struct names *names = project_names(lsp, project);
        for (size_t i = 0; i < names->symbols.n && found < MOST_FOUND; i++) {
            if (!matches(&names->symbols.at[i], query))
                continue;
            put_flat(lsp, project, names, &names->symbols.at[i], &reply->out);
            found++;
        }
    }
    buf_byte(&reply->out, ']');
}

/* ---- folding ---- */

static void put_fold(size_t first, size_t last, const char *kind, struct buf *out)
{
    if (last <= first)
        return;
    print_json_next(out);
    buf_print(out, "{\"startLine\":%zu,\"endLine\":%zu", first - 1, last - 1);
    if (kind)
        print_json_field(out, "kind", view_of(kind));
    buf_byte(out, '}');
}

/* The line of the closing brace stays in sight. */
static void fold_block(const struct source *source, const struct node *node, struct buf *out)
{
    bool block = node->kind >= NODE_DISTRICT && node->kind <= NODE_RETIRE;
    if (!block && node->kind != NODE_TABLE)
        return;
    size_t first = source_place(source, node->span.from).line;
    uint32_t end = node->span.to ? node->span.to - 1 : 0;
    put_fold(first, source_place(source, end).line - 1, NULL, out);
    for (const struct node *child = node->child; child; child = child->next)
        fold_block(source, child, out);
}

static void fold_comments(const struct source *source, struct buf *out)
{
    size_t first = 0, last = 0;
    for (uint32_t at = 0; at < source->text.n;) {
        struct piece piece = lex_next(source->text, &at);
        size_t line = source_place(source, piece.from).line;
        bool alone = piece.kind == PIECE_COMMENT && piece.first;
        if (alone && last && line == last + 1) {
            last = line;
            continue;
        }
        if (last)
            put_fold(first, last, "comment", out);
        first = last = alone ? line : 0;
    }
    if (last)
        put_fold(first, last, "comment", out);
}

void answer_folding(struct lsp *lsp, const json_t *params, struct reply *reply)
{
    struct spot spot;
    if (!spot_read(lsp, params, &spot))
        return;
    const struct source *source = spot_source(&spot);
    buf_byte(&reply->out, '[');
    for (const struct node *block = spot.project->whole.root->child; block; block = block->next)
        if (block->span.file == spot.file)
            fold_block(source, block, &reply->out);
    fold_comments(source, &reply->out);
    buf_byte(&reply->out, ']');
}
