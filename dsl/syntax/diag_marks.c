/* diag_marks: the places a record speaks of, each below its source line: ^^^ for the primary one,
 * --- for the others, in order of place, with three dots where lines are left out. A line that is
 * too long for a screen is shown through a window around its primary mark. */
#include "dsl/syntax/diag_print.h"

#include "dsl/base/utf8.h"

enum { WINDOW_AFTER = 240, WINDOW_BEFORE = 120 };

static size_t cells_of(struct view text)
{
    struct buf shown;
    buf_init(&shown, 1 << 20);
    print_shown(&shown, text);
    size_t cells = utf8_cells(buf_seen(&shown));
    buf_free(&shown);
    return cells;
}

static void repeat(struct buf *out, const char *text, size_t count)
{
    while (count-- > 0)
        buf_text(out, text);
}

static void marks_add(const struct printer *pr, struct marks *marks, struct span span,
                      struct view text, bool primary)
{
    if (marks->n == MOST_MARKS)
        return;
    size_t line = source_place(print_source(pr, span), span.from).line;
    size_t at = marks->n++;
    struct mark mark = {span, text, primary, line, 0};
    for (; at > 0 && marks->at[at - 1].span.file == span.file &&
           marks->at[at - 1].span.from > span.from;
         at--)
        marks->at[at] = marks->at[at - 1];
    marks->at[at] = mark;
}

/* A long line is shown from a little before its primary mark, or else its first one. */
static void choose_windows(const struct printer *pr, struct marks *marks)
{
    for (size_t i = 0; i < marks->n; i++) {
        struct mark *mark = &marks->at[i], *main = mark;
        const struct source *source = print_source(pr, mark->span);
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

/* A label on the primary place itself becomes the primary mark's text. */
void marks_of(const struct printer *pr, const struct diag *diag, struct marks *marks)
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
    choose_windows(pr, marks);
}

/* The part of its line that is shown for a mark, from the window on. */
static struct view shown_line(const struct printer *pr, const struct mark *mark)
{
    struct view line = source_line(print_source(pr, mark->span), mark->line);
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
    uint32_t line_start = print_source(pr, mark->span)->line_starts[mark->line - 1];
    size_t start = line_start + mark->window;
    size_t from = within(mark->span.from, start, line.n);
    size_t to = within(mark->span.to, start, line.n);
    size_t width = to > from ? cells_of(view_sub(line, from, to)) : 0;
    print_margin(pr, 0);
    repeat(pr->out, " ", (mark->window ? 2U : 1U) + cells_of(view_sub(line, 0, from)));
    print_paint(pr, mark->primary ? print_tone(diag) : FAINT);
    repeat(pr->out, mark->primary ? "^" : "-", width ? width : 1);
    if (mark->text.n) {
        buf_byte(pr->out, ' ');
        print_shown(pr->out, diag_half(mark->text, pr->language));
    }
    print_paint(pr, PLAIN);
    buf_byte(pr->out, '\n');
}

static void print_line(const struct printer *pr, const struct mark *mark)
{
    struct view line = shown_line(pr, mark);
    print_margin(pr, mark->line);
    if (line.n)
        buf_text(pr->out, mark->window ? " …" : " ");
    print_shown(pr->out, line);
    buf_byte(pr->out, '\n');
}

void marks_print(const struct printer *pr, const struct diag *diag, const struct marks *marks)
{
    for (size_t i = 0; i < marks->n; i++) {
        const struct mark *mark = &marks->at[i], *last = i ? &marks->at[i - 1] : NULL;
        bool same_file = last && last->span.file == mark->span.file;
        if (mark->span.file != (last ? last->span.file : diag->span.file))
            print_arrow(pr, mark->span, "::: ");
        if (!same_file || mark->line != last->line) {
            if (same_file && mark->line > last->line + 1)
                buf_print(pr->out, "%*s\n", pr->gutter + 3, "...");
            print_line(pr, mark);
        }
        print_pointer(pr, diag, mark);
    }
}
