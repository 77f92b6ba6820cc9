/* diag_print: a record as text and as one line.
 *
 * The text form shows the lines the record speaks of and points below them. Chinese characters
 * take two cells in every terminal and editor that officials use, so pointers are counted in
 * display cells, and a tab is shown as four blanks. What a terminal could take for a command is
 * shown as a question mark.
 *
 *   错误[E0208]: “交”后面缺少单位或角色的名称
 *     --> 噪声.zd:12:9
 *      |  噪声污染 › 0601 建筑施工噪声
 *      |
 *   12 |         交
 *      |         ^^
 *
 * A fix is shown as the lines it takes away and the lines it puts there. */
#include "dsl/syntax/diag_print.h"

#include "dsl/base/utf8.h"

const struct source *print_source(const struct printer *pr, struct span span)
{
    return &pr->diags->sources->files.at[span.file];
}

const char *print_pick(const struct printer *pr, const char *zh, const char *en)
{
    return pr->language == DIAG_ZH ? zh : en;
}

void print_paint(const struct printer *pr, const char *code)
{
    if (pr->color)
        buf_text(pr->out, code);
}

const char *print_tone(const struct diag *diag)
{
    return diag->severity == DIAG_ERROR ? "\x1b[1;31m" : "\x1b[1;33m";
}

void print_shown(struct buf *out, struct view text)
{
    for (size_t at = 0; at < text.n;) {
        size_t from = at;
        uint32_t c = utf8_next(text, &at);
        if (c == '\t')
            buf_text(out, "    ");
        else if (c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0xfffd || c == 0x2028 || c == 0x2029 ||
                 utf8_invisible(c))
            buf_byte(out, '?');
        else
            buf_view(out, view_sub(text, from, at));
    }
}

void print_margin(const struct printer *pr, size_t line)
{
    print_paint(pr, FAINT);
    if (line)
        buf_print(pr->out, "%*zu |", pr->gutter, line);
    else
        buf_print(pr->out, "%*s |", pr->gutter, "");
    print_paint(pr, PLAIN);
}

void print_arrow(const struct printer *pr, struct span span, const char *arrow)
{
    const struct source *source = print_source(pr, span);
    struct place place = source_place(source, span.from);
    print_paint(pr, FAINT);
    buf_print(pr->out, "%*s%s", pr->gutter, "", arrow);
    print_paint(pr, PLAIN);
    print_shown(pr->out, source->path);
    buf_print(pr->out, ":%zu:%zu\n", place.line, place.column);
}

static void print_heading(const struct printer *pr, const struct diag *diag)
{
    bool any = false;
    for (size_t i = 0; i < 3; i++) {
        if (!diag->heading[i].n)
            continue;
        if (!any)
            print_margin(pr, 0);
        buf_text(pr->out, any ? " › " : " ");
        print_shown(pr->out, diag_half(diag->heading[i], pr->language));
        any = true;
    }
    if (any)
        buf_byte(pr->out, '\n');
}

/* Notes and fixes */

static void print_note(const struct printer *pr, const char *title, struct view text)
{
    if (!text.n)
        return;
    print_paint(pr, FAINT);
    buf_print(pr->out, "%*s = ", pr->gutter, "");
    print_paint(pr, BOLD);
    buf_text(pr->out, title);
    print_paint(pr, PLAIN);
    print_shown(pr->out, text);
    buf_byte(pr->out, '\n');
}

static void print_change(const struct printer *pr, size_t line, char sign, struct view text)
{
    if (line)
        buf_print(pr->out, "%*zu ", pr->gutter, line);
    else
        buf_print(pr->out, "%*s ", pr->gutter, "");
    print_paint(pr, sign == '-' ? "\x1b[31m" : "\x1b[32m");
    buf_byte(pr->out, sign);
    if (text.n)
        buf_byte(pr->out, ' ');
    print_shown(pr->out, utf8_head(text, MOST_LINE));
    print_paint(pr, PLAIN);
    buf_byte(pr->out, '\n');
}

static void print_changes(const struct printer *pr, size_t line, char sign, struct view text)
{
    while (text.p) {
        print_change(pr, line, sign, view_cut(&text, '\n'));
        line += line > 0;
    }
}

/* A line too long to be shown whole is not shown twice; the fix is still in the record. */
static bool cuts_long_line(const struct printer *pr, const struct diag *diag)
{
    const struct source *source = print_source(pr, diag->fix_span);
    return source_line(source, source_place(source, diag->fix_span.from).line).n > MOST_LINE;
}

static void print_fix(const struct printer *pr, const struct diag *diag)
{
    if (!diag->has_fix || cuts_long_line(pr, diag))
        return;
    const struct source *source = print_source(pr, diag->fix_span);
    struct place from = source_place(source, diag->fix_span.from);
    struct place to = source_place(source, diag->fix_span.to);
    uint32_t start = source->line_starts[from.line - 1];
    struct view last = source_line(source, to.line);
    uint32_t end = (uint32_t)(last.p + last.n - source->text.p);
    struct buf after;
    buf_init(&after, 1 << 20);
    buf_view(&after, view_sub(source->text, start, diag->fix_span.from));
    buf_view(&after, diag->fix_text);
    buf_view(&after, view_sub(source->text, diag->fix_span.to, end));

    print_margin(pr, 0);
    buf_print(pr->out, " %s\n", print_pick(pr, "可以这样改：", "change it so:"));
    struct view before = view_sub(source->text, start, end), seen = buf_seen(&after);
    bool only_adds = view_starts(seen, before) && seen.n > before.n && seen.p[before.n] == '\n';
    if (only_adds) {
        print_changes(pr, to.line + 1, '+', view_sub(seen, before.n + 1, seen.n));
    } else {
        print_changes(pr, from.line, '-', before);
        print_changes(pr, from.line, '+', seen);
    }
    buf_free(&after);
}

static void print_notes(const struct printer *pr, const struct diag *diag)
{
    struct buf help;
    buf_init(&help, 1 << 20);
    diag_help(diag, pr->language, &help);
    print_note(pr, print_pick(pr, "说明：", "note: "), buf_seen(&help));
    buf_free(&help);
    if (diag->suggestion.n) {
        struct buf text;
        buf_init(&text, 1 << 16);
        buf_text(&text, print_pick(pr, "“", "\""));
        buf_view(&text, diag_half(diag->suggestion, pr->language));
        buf_text(&text, print_pick(pr, "”？", "\"?"));
        print_note(pr, print_pick(pr, "是不是想写", "did you mean "), buf_seen(&text));
        buf_free(&text);
    }
}

static int gutter_for(const struct printer *pr, const struct marks *marks, const struct diag *diag)
{
    size_t most = diag->has_fix
                      ? source_place(print_source(pr, diag->fix_span), diag->fix_span.to).line + 1
                      : 1;
    for (size_t i = 0; i < marks->n; i++)
        most = marks->at[i].line > most ? marks->at[i].line : most;
    int digits = 1;
    for (; most >= 10; most /= 10)
        digits++;
    return digits + 1;
}

/* The name by which it is silenced. */
static void print_lint(const struct printer *pr, const struct diag *diag)
{
    if (diag->lint)
        buf_print(pr->out, " (%s)", diag->lint);
}

static void print_title(const struct printer *pr, const struct diag *diag)
{
    bool error = diag->severity == DIAG_ERROR;
    print_paint(pr, print_tone(diag));
    buf_print(pr->out, "%s[%s]",
              error ? print_pick(pr, "错误", "error") : print_pick(pr, "警告", "warning"),
              diag_name(diag->code));
    print_paint(pr, PLAIN);
    print_paint(pr, BOLD);
    buf_text(pr->out, ": ");
    struct buf message;
    buf_init(&message, 1 << 20);
    diag_message(diag, pr->language, &message);
    print_shown(pr->out, buf_seen(&message));
    buf_free(&message);
    print_paint(pr, PLAIN);
    print_lint(pr, diag);
    buf_byte(pr->out, '\n');
}

static void print_one(struct printer *pr, const struct diag *diag)
{
    struct marks marks = {0};
    marks_of(pr, diag, &marks);
    pr->gutter = gutter_for(pr, &marks, diag);
    print_title(pr, diag);
    print_arrow(pr, diag->span, "--> ");
    print_heading(pr, diag);
    if (diag->span.to) { /* else it is about the file as a whole */
        print_margin(pr, 0);
        buf_byte(pr->out, '\n');
        marks_print(pr, diag, &marks);
    }
    print_notes(pr, diag);
    print_fix(pr, diag);
    buf_byte(pr->out, '\n');
}

static void print_counts(const struct printer *pr)
{
    if (pr->language == DIAG_ZH) {
        buf_print(pr->out, "%zu 处错误，%zu 处警告\n", pr->diags->errors, pr->diags->warnings);
        return;
    }
    buf_count(pr->out, pr->diags->errors, "error", NULL);
    buf_text(pr->out, ", ");
    buf_count(pr->out, pr->diags->warnings, "warning", NULL);
    buf_byte(pr->out, '\n');
}

void diags_text(const struct diags *diags, enum diag_language language, bool color, struct buf *out)
{
    struct printer pr = {diags, language, color, out, 0};
    for (size_t i = 0; i < diags->list.n; i++)
        print_one(&pr, &diags->list.at[i]);
    if (diags->errors + diags->warnings)
        print_counts(&pr);
}

/* One line each */

void diags_lines(const struct diags *diags, enum diag_language language, struct buf *out)
{
    struct printer pr = {diags, language, false, out, 0};
    for (size_t i = 0; i < diags->list.n; i++) {
        const struct diag *diag = &diags->list.at[i];
        const struct source *source = print_source(&pr, diag->span);
        struct place place = source_place(source, diag->span.from);
        print_shown(out, source->path);
        buf_print(out, ":%zu:%zu: ", place.line, place.column);
        print_title(&pr, diag);
    }
}
