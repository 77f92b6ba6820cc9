/* documents: the texts the client has open. While one is open, the client's text counts and not the
 * file's. Changes come as ranges or as the whole; ranges are applied one after the other, each to
 * what the one before left, as the protocol has it. Line ends are made \n on the way in: lines and
 * the characters in them stay the same, so positions do too. */
#include <stdlib.h>

#include "dsl/lsp/project.h"

enum { TEXT_MAX = FRAME_BODY_MAX };

void text_with_plain_ends(struct view text, struct buf *out)
{
    while (text.n) {
        const char *end = memchr(text.p, '\r', text.n);
        size_t n = end ? (size_t)(end - text.p) : text.n;
        buf_bytes(out, text.p, n);
        if (!end)
            return;
        buf_byte(out, '\n');
        n += n + 1 < text.n && text.p[n + 1] == '\n' ? 2 : 1;
        text = view_sub(text, n, text.n);
    }
}

struct document *document_find(struct lsp *lsp, const char *path)
{
    struct document *document = lsp->documents;
    while (document && strcmp(document->path, path) != 0)
        document = document->next;
    return document;
}

static struct document *find_named(struct lsp *lsp, const json_t *params)
{
    char *path = uri_path(param_text(params, "textDocument.uri"));
    struct document *document = document_find(lsp, path);
    free(path);
    return document;
}

static struct document *document_new(struct lsp *lsp, struct view uri)
{
    struct document *document = calloc(1, sizeof *document);
    if (!document)
        abort();
    document->path = uri_path(uri);
    document->uri = strndup(uri.p, uri.n);
    buf_init(&document->text, TEXT_MAX);
    document->next = lsp->documents;
    lsp->documents = document;
    return document;
}

void document_opened(struct lsp *lsp, const json_t *params, struct reply *reply)
{
    (void)reply;
    struct view uri = param_text(params, "textDocument.uri");
    struct document *document = find_named(lsp, params);
    if (!uri.n)
        return;
    if (!document)
        document = document_new(lsp, uri);
    document->version = param_number(params, "textDocument.version", 0);
    buf_clear(&document->text);
    text_with_plain_ends(param_text(params, "textDocument.text"), &document->text);
    project_opened(lsp, document);
}

/* ---- changes ---- */

static void replace(struct buf *text, size_t from, size_t to, struct view by)
{
    struct buf whole;
    struct view old = buf_seen(text);
    buf_init(&whole, TEXT_MAX);
    if (old.n)
        buf_view(&whole, view_sub(old, 0, from));
    text_with_plain_ends(by, &whole);
    if (old.n)
        buf_view(&whole, view_sub(old, to, old.n));
    buf_free(text);
    *text = whole;
}

static void apply(const struct lsp *lsp, struct document *document, const json_t *change)
{
    const json_t *range = param(change, "range");
    struct view text = buf_seen(&document->text), by = param_text(change, "text");
    size_t from = 0, to = text.n;
    if (json_is_object(range)) {
        from = position_byte(lsp, text, param_position(param(range, "start")));
        to = position_byte(lsp, text, param_position(param(range, "end")));
    }
    replace(&document->text, from < to ? from : to, from < to ? to : from, by);
}

void document_changed(struct lsp *lsp, const json_t *params, struct reply *reply)
{
    (void)reply;
    struct document *document = find_named(lsp, params);
    const json_t *changes = param(params, "contentChanges");
    if (!document)
        return;
    for (size_t i = 0; i < json_array_size(changes); i++)
        apply(lsp, document, json_array_get(changes, i));
    document->version = param_number(params, "textDocument.version", document->version + 1);
    project_changed(lsp, document);
}

void document_saved(struct lsp *lsp, const json_t *params, struct reply *reply)
{
    (void)lsp, (void)params, (void)reply; /* the text is the one that was open */
}

void document_closed(struct lsp *lsp, const json_t *params, struct reply *reply)
{
    (void)reply;
    struct document *document = find_named(lsp, params);
    if (!document)
        return;
    struct document **link = &lsp->documents;
    while (*link != document)
        link = &(*link)->next;
    *link = document->next;
    project_closed(lsp, document);
    buf_free(&document->text);
    free(document->path);
    free(document->uri);
    free(document);
}
