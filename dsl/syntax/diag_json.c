/* diag_json: the records for editors and scripts. Lines and columns count from 1, columns in code
 * points; an editor that counts otherwise has the bytes. Both wordings are there, so that whoever
 * reads the file later need not know the language of who made it. */
#include "dsl/base/utf8.h"
#include "dsl/syntax/fixes.h"

static void put_string(struct buf *out, struct view text)
{
    buf_byte(out, '"');
    for (size_t at = 0; at < text.n;) {
        size_t from = at;
        uint32_t c = utf8_next(text, &at);
        if (c == '"' || c == '\\')
            buf_print(out, "\\%c", (char)c);
        else if (c == '\n')
            buf_text(out, "\\n");
        else if (c < 0x20 || c == 0x7f)
            buf_print(out, "\\u%04x", (unsigned)c);
        else if (c == 0xfffd)
            buf_text(out, "\\ufffd");
        else
            buf_view(out, view_sub(text, from, at));
    }
    buf_byte(out, '"');
}

static void put_field(struct buf *out, const char *name, struct view text)
{
    buf_print(out, ",\"%s\":", name);
    put_string(out, text);
}

static void put_both(struct buf *out, const char *name, struct view text)
{
    buf_print(out, ",\"%s\":{\"zh\":", name);
    put_string(out, diag_half(text, DIAG_ZH));
    buf_text(out, ",\"en\":");
    put_string(out, diag_half(text, DIAG_EN));
    buf_byte(out, '}');
}

static void put_span(const struct diags *diags, struct buf *out, struct span span)
{
    const struct source *source = &diags->sources->files.at[span.file];
    struct place from = source_place(source, span.from), to = source_place(source, span.to);
    buf_text(out, "{\"path\":");
    put_string(out, source->path);
    buf_print(out, ",\"line\":%zu,\"column\":%zu,\"end_line\":%zu,\"end_column\":%zu", from.line,
              from.column, to.line, to.column);
    buf_print(out, ",\"from\":%u,\"to\":%u}", (unsigned)span.from, (unsigned)span.to);
}

typedef void wording(const struct diag *diag, enum diag_language language, struct buf *out);

static void put_wording(const struct diag *diag, struct buf *out, const char *name, wording *words)
{
    struct buf zh, en;
    buf_init(&zh, 1 << 20);
    buf_init(&en, 1 << 20);
    words(diag, DIAG_ZH, &zh);
    words(diag, DIAG_EN, &en);
    buf_print(out, ",\"%s\":{\"zh\":", name);
    put_string(out, buf_seen(&zh));
    buf_text(out, ",\"en\":");
    put_string(out, buf_seen(&en));
    buf_byte(out, '}');
    buf_free(&zh);
    buf_free(&en);
}

static void put_labels(const struct diags *diags, const struct diag *diag, struct buf *out)
{
    buf_text(out, ",\"labels\":[");
    for (size_t i = 0; i < diag->labels.n; i++) {
        buf_text(out, i ? ",{\"at\":" : "{\"at\":");
        put_span(diags, out, diag->labels.at[i].span);
        put_both(out, "text", diag->labels.at[i].text);
        buf_byte(out, '}');
    }
    buf_byte(out, ']');
}

static void put_heading(const struct diag *diag, struct buf *out)
{
    static const char *const names[] = {"category", "duty", "basis"};
    for (size_t i = 0; i < 3; i++) {
        if (diag->heading[i].n)
            put_both(out, names[i], diag->heading[i]);
    }
}

static void put_one(const struct diags *diags, const struct diag *diag, struct buf *out)
{
    bool error = diag->severity == DIAG_ERROR;
    buf_print(out, "{\"code\":\"%s\",\"severity\":\"%s\"", diag_name(diag->code),
              error ? "error" : "warning");
    if (diag->lint)
        buf_print(out, ",\"lint\":\"%s\"", diag->lint);
    buf_text(out, ",\"at\":");
    put_span(diags, out, diag->span);
    put_wording(diag, out, "message", diag_message);
    put_wording(diag, out, "help", diag_help);
    put_labels(diags, diag, out);
    put_heading(diag, out);
    if (diag->suggestion.n)
        put_both(out, "suggestion", diag->suggestion);
    if (diag->has_fix) {
        buf_text(out, ",\"fix\":{\"at\":");
        put_span(diags, out, diag->fix_span);
        put_field(out, "text", diag->fix_text);
        buf_print(out, ",\"safe\":%s}", fixes_are_safe(diag) ? "true" : "false");
    }
    buf_byte(out, '}');
}

void diags_json(const struct diags *diags, struct buf *out)
{
    buf_print(out, "{\"errors\":%zu,\"warnings\":%zu,\"diagnostics\":[", diags->errors,
              diags->warnings);
    for (size_t i = 0; i < diags->list.n; i++) {
        buf_text(out, i ? ",\n" : "\n");
        put_one(diags, &diags->list.at[i], out);
    }
    buf_text(out, "\n]}\n");
}
