/* diag_print: a record as text, as one line, as JSON.
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
#include "dsl/syntax/diag.h"

#include "dsl/base/utf8.h"

enum { MOST_LINE = 400, WINDOW_AFTER = 240, WINDOW_BEFORE = 120 };

struct printer {
    const struct diags *diags;
    enum diag_language language;
    bool color;
    struct buf *out;
    int gutter; /* cells of the widest line number */
};

static const struct source *source_of(const struct printer *pr, struct span span)
{
    return &pr->diags->sources->files.at[span.file];
}

static const char *pick(const struct printer *pr, const char *zh, const char *en)
{
    return pr->language == DIAG_ZH ? zh : en;
}

static void paint(const struct printer *pr, const char *code)
{
    if (pr->color)
        buf_text(pr->out, code);
}

static const char *tone(const struct diag *diag)
{
    return diag_severity(diag->code) == DIAG_ERROR ? "\x1b[1;31m" : "\x1b[1;33m";
}

#define PLAIN "\x1b[0m"
#define FAINT "\x1b[34m"
#define BOLD "\x1b[1m"

static bool is_invisible(uint32_t c)
{
    return c == 0xad || c == 0x61c || c == 0xfeff || (c >= 0x200b && c <= 0x200f) ||
           (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x2069);
}

/* Text of a source: tabs as blanks; controls, damaged bytes and what nobody would see as question
 * marks. */
static void show(struct buf *out, struct view text)
{
    for (size_t at = 0; at < text.n;) {
        size_t from = at;
        uint32_t c = utf8_next(text, &at);
        if (c == '\t')
            buf_text(out, "    ");
        else if (c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0xfffd || is_invisible(c))
            buf_byte(out, '?');
        else
            buf_view(out, view_sub(text, from, at));
    }
}

static size_t cells_of(struct view text)
{
    struct buf shown;
    buf_init(&shown, 1 << 20);
    show(&shown, text);
    size_t cells = utf8_cells(buf_seen(&shown));
    buf_free(&shown);
    return cells;
}

static void repeat(struct buf *out, const char *text, size_t count)
{
    while (count-- > 0)
        buf_text(out, text);
}

static void margin(const struct printer *pr, size_t line)
{
    paint(pr, FAINT);
    if (line)
        buf_print(pr->out, "%*zu |", pr->gutter, line);
    else
        buf_print(pr->out, "%*s |", pr->gutter, "");
    paint(pr, PLAIN);
}

/* Places */

struct mark {
    struct span span;
    struct view text;
    bool primary;
    size_t line;
    size_t window; /* the byte of its line where showing begins */
};

enum { MOST_MARKS = 8 };

struct marks {
    struct mark at[MOST_MARKS];
    size_t n;
};

static void marks_add(const struct printer *pr, struct marks *marks, struct span span,
                      struct view text, bool primary)
{
    if (marks->n == MOST_MARKS)
        return;
    size_t line = source_place(source_of(pr, span), span.from).line;
    size_t at = marks->n++;
    struct mark mark = {span, text, primary, line, 0};
    for (; at > 0 && marks->at[at - 1].span.file == span.file &&
           marks->at[at - 1].span.from > span.from;
         at--)
        marks->at[at] = marks->at[at - 1];
    marks->at[at] = mark;
}

/* A label on the primary place itself becomes the primary mark's text. */
static void marks_of(const struct printer *pr, const struct diag *diag, struct marks *marks)
{
    struct view text = VIEW("");
    for (size_t i = 0; i < diag->labels.n; i++) {
        const struct diag_label *label = &diag->labels.at[i];
        if (label->span.file == diag->span.file && label->span.from == diag->span.from)
            text = label->text;
        else
            marks_add(pr, marks, label->span, label->text, false);
    }
    marks_add(pr, marks, diag->span, text, true);
}

/* A long line is shown from a little before its primary mark, or else its first one. */
static void choose_windows(const struct printer *pr, struct marks *marks)
{
    for (size_t i = 0; i < marks->n; i++) {
        struct mark *mark = &marks->at[i], *main = mark;
        const struct source *source = source_of(pr, mark->span);
        for (size_t k = 0; k < marks->n; k++) {
            struct mark *other = &marks->at[k];
            bool same = other->span.file == mark->span.file && other->line == mark->line;
            if (same && (other->primary || (!main->primary && other->span.from < main->span.from)))
                main = other;
        }
        size_t at = main->span.from - source->line_starts[mark->line - 1];
        if (at <= WINDOW_AFTER)
            continue;
        struct view line = source_line(source, mark->line);
        mark->window = utf8_head(line, at - WINDOW_BEFORE).n;
    }
}

/* The part of its line that is shown for a mark, from the window on. */
static struct view shown_line(const struct printer *pr, const struct mark *mark)
{
    struct view line = source_line(source_of(pr, mark->span), mark->line);
    size_t from = mark->window < line.n ? mark->window : line.n;
    return utf8_head(view_sub(line, from, line.n), MOST_LINE);
}

static size_t within(size_t at, size_t low, size_t high)
{
    return at < low ? 0 : at - low < high ? at - low : high;
}

static void print_pointer(const struct printer *pr, const struct diag *diag,
                          const struct mark *mark)
{
    struct view line = shown_line(pr, mark);
    uint32_t line_start = source_of(pr, mark->span)->line_starts[mark->line - 1];
    size_t start = line_start + mark->window;
    size_t from = within(mark->span.from, start, line.n);
    size_t to = within(mark->span.to, start, line.n);
    size_t width = to > from ? cells_of(view_sub(line, from, to)) : 0;
    margin(pr, 0);
    repeat(pr->out, " ", (mark->window ? 2U : 1U) + cells_of(view_sub(line, 0, from)));
    paint(pr, mark->primary ? tone(diag) : FAINT);
    repeat(pr->out, mark->primary ? "^" : "-", width ? width : 1);
    if (mark->text.n) {
        buf_byte(pr->out, ' ');
        show(pr->out, diag_half(mark->text, pr->language));
    }
    paint(pr, PLAIN);
    buf_byte(pr->out, '\n');
}

static void print_line(const struct printer *pr, const struct mark *mark)
{
    struct view line = shown_line(pr, mark);
    margin(pr, mark->line);
    if (line.n)
        buf_text(pr->out, mark->window ? " …" : " ");
    show(pr->out, line);
    buf_byte(pr->out, '\n');
}

static void print_arrow(const struct printer *pr, struct span span, const char *arrow)
{
    const struct source *source = source_of(pr, span);
    struct place place = source_place(source, span.from);
    paint(pr, FAINT);
    buf_print(pr->out, "%*s%s", pr->gutter, "", arrow);
    paint(pr, PLAIN);
    show(pr->out, source->path);
    buf_print(pr->out, ":%zu:%zu\n", place.line, place.column);
}

static void print_heading(const struct printer *pr, const struct diag *diag)
{
    bool any = false;
    for (size_t i = 0; i < 3; i++) {
        if (!diag->heading[i].n)
            continue;
        if (!any)
            margin(pr, 0);
        buf_text(pr->out, any ? " › " : " ");
        show(pr->out, diag_half(diag->heading[i], pr->language));
        any = true;
    }
    if (any)
        buf_byte(pr->out, '\n');
}

static void print_marks(const struct printer *pr, const struct diag *diag,
                        const struct marks *marks)
{
    for (size_t i = 0; i < marks->n; i++) {
        const struct mark *mark = &marks->at[i], *last = i ? &marks->at[i - 1] : NULL;
        bool same_file = last && last->span.file == mark->span.file;
        if (last && !same_file)
            print_arrow(pr, mark->span, "::: ");
        if (!same_file || mark->line != last->line) {
            if (same_file && mark->line > last->line + 1)
                buf_print(pr->out, "%*s\n", pr->gutter + 3, "...");
            print_line(pr, mark);
        }
        print_pointer(pr, diag, mark);
    }
}

/* Notes and fixes */

static void print_note(const struct printer *pr, const char *title, struct view text)
{
    if (!text.n)
        return;
    paint(pr, FAINT);
    buf_print(pr->out, "%*s = ", pr->gutter, "");
    paint(pr, BOLD);
    buf_text(pr->out, title);
    paint(pr, PLAIN);
    show(pr->out, text);
    buf_byte(pr->out, '\n');
}

static void print_change(const struct printer *pr, size_t line, char sign, struct view text)
{
    if (line)
        buf_print(pr->out, "%*zu ", pr->gutter, line);
    else
        buf_print(pr->out, "%*s ", pr->gutter, "");
    paint(pr, sign == '-' ? "\x1b[31m" : "\x1b[32m");
    buf_byte(pr->out, sign);
    if (text.n)
        buf_byte(pr->out, ' ');
    show(pr->out, utf8_head(text, MOST_LINE));
    paint(pr, PLAIN);
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
    const struct source *source = source_of(pr, diag->fix_span);
    return source_line(source, source_place(source, diag->fix_span.from).line).n > MOST_LINE;
}

static void print_fix(const struct printer *pr, const struct diag *diag)
{
    if (!diag->has_fix || cuts_long_line(pr, diag))
        return;
    const struct source *source = source_of(pr, diag->fix_span);
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

    margin(pr, 0);
    buf_print(pr->out, " %s\n", pick(pr, "可以这样改：", "change it so:"));
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
    print_note(pr, pick(pr, "说明：", "note: "), buf_seen(&help));
    buf_free(&help);
    if (diag->suggestion.n) {
        struct buf text;
        buf_init(&text, 1 << 16);
        buf_text(&text, pick(pr, "“", "\""));
        buf_view(&text, diag_half(diag->suggestion, pr->language));
        buf_text(&text, pick(pr, "”？", "\"?"));
        print_note(pr, pick(pr, "是不是想写", "did you mean "), buf_seen(&text));
        buf_free(&text);
    }
}

static int gutter_for(const struct printer *pr, const struct marks *marks, const struct diag *diag)
{
    size_t most =
        diag->has_fix ? source_place(source_of(pr, diag->fix_span), diag->fix_span.to).line + 1 : 1;
    for (size_t i = 0; i < marks->n; i++)
        most = marks->at[i].line > most ? marks->at[i].line : most;
    int digits = 1;
    for (; most >= 10; most /= 10)
        digits++;
    return digits + 1;
}

static void print_title(const struct printer *pr, const struct diag *diag)
{
    bool error = diag_severity(diag->code) == DIAG_ERROR;
    paint(pr, tone(diag));
    buf_print(pr->out, "%s[%s]", error ? pick(pr, "错误", "error") : pick(pr, "警告", "warning"),
              diag_name(diag->code));
    paint(pr, PLAIN);
    paint(pr, BOLD);
    buf_text(pr->out, ": ");
    struct buf message;
    buf_init(&message, 1 << 20);
    diag_message(diag, pr->language, &message);
    show(pr->out, buf_seen(&message));
    buf_free(&message);
    paint(pr, PLAIN);
    buf_byte(pr->out, '\n');
}

static void print_one(struct printer *pr, const struct diag *diag)
{
    struct marks marks = {0};
    marks_of(pr, diag, &marks);
    choose_windows(pr, &marks);
    pr->gutter = gutter_for(pr, &marks, diag);
    print_title(pr, diag);
    print_arrow(pr, diag->span, "--> ");
    print_heading(pr, diag);
    if (diag->span.to) { /* else it is about the file as a whole */
        margin(pr, 0);
        buf_byte(pr->out, '\n');
        print_marks(pr, diag, &marks);
    }
    print_notes(pr, diag);
    print_fix(pr, diag);
    buf_byte(pr->out, '\n');
}

void diags_text(const struct diags *diags, enum diag_language language, bool color, struct buf *out)
{
    struct printer pr = {diags, language, color, out, 0};
    for (size_t i = 0; i < diags->list.n; i++)
        print_one(&pr, &diags->list.at[i]);
    if (diags->errors + diags->warnings)
        buf_print(out, pick(&pr, "%zu 处错误，%zu 处警告\n", "%zu errors, %zu warnings\n"),
                  diags->errors, diags->warnings);
}

/* One line each */

void diags_lines(const struct diags *diags, enum diag_language language, struct buf *out)
{
    struct printer pr = {diags, language, false, out, 0};
    for (size_t i = 0; i < diags->list.n; i++) {
        const struct diag *diag = &diags->list.at[i];
        const struct source *source = source_of(&pr, diag->span);
        struct place place = source_place(source, diag->span.from);
        show(out, source->path);
        buf_print(out, ":%zu:%zu: ", place.line, place.column);
        print_title(&pr, diag);
    }
}
