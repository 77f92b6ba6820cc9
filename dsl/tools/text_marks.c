/* text_marks: which words were found where, so that it can be seen and need not be counted. Columns
 * are display cells: a Chinese character takes two, so the marks stand under the words in a
 * terminal and in a mail alike. */
#include "dsl/tools/text_marks.h"

#include <stdio.h>

#include "dsl/base/utf8.h"

enum { LINE_CELLS = 88, LAYERS = 3, NUMBER_MAX = 16 };

/* The end of the line that starts at from: a line break, or as much as fits. */
static size_t line_end(struct view text, size_t from)
{
    size_t at = from, cells = 0;
    while (at < text.n && text.p[at] != '\n') {
        size_t next = at;
        utf8_next(text, &next);
        cells += utf8_cells(view_sub(text, at, next));
        if (cells > LINE_CELLS)
            break;
        at = next;
    }
    return at;
}

static void pad(struct buf *out, size_t cells, char with)
{
    for (size_t i = 0; i < cells; i++)
        buf_byte(out, with);
}

static void print_mark(const struct mark *mark, size_t cells, struct buf *out)
{
    char number[NUMBER_MAX];
    int digits = snprintf(number, sizeof number, "%d", mark->number);
    if (digits < 0 || (size_t)digits > cells) {
        pad(out, cells, '~');
        return;
    }
    buf_text(out, number);
    pad(out, cells - (size_t)digits, '~');
}

/* The layer of a mark: the first in which nothing stands over it. */
static int layer_of(const struct mark *marks, size_t mark)
{
    size_t end[LAYERS] = {0};
    for (size_t i = 0;; i++) {
        int layer = 0;
        while (layer < LAYERS - 1 && marks[i].from < end[layer])
            layer++;
        if (i == mark)
            return layer;
        if (marks[i].from >= end[layer])
            end[layer] = marks[i].to;
    }
}

static void print_layer(struct view text, size_t from, size_t to, const struct mark *marks,
                        size_t count, int layer, int indent, struct buf *out)
{
    size_t at = from;
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        size_t first = marks[i].from > from ? marks[i].from : from;
        size_t last = marks[i].to < to ? marks[i].to : to;
        if (first >= last || first < at || layer_of(marks, i) != layer)
            continue;
        if (!any)
            pad(out, (size_t)indent, ' ');
        any = true;
        pad(out, utf8_cells(view_sub(text, at, first)), ' ');
        print_mark(&marks[i], utf8_cells(view_sub(text, first, last)), out);
        at = last;
    }
    if (any)
        buf_byte(out, '\n');
}

void text_marks_print(struct view text, const struct mark *marks, size_t count, int indent,
                      struct buf *out)
{
    for (size_t from = 0; from < text.n;) {
        size_t to = line_end(text, from);
        pad(out, (size_t)indent, ' ');
        buf_view(out, view_sub(text, from, to));
        buf_byte(out, '\n');
        for (int layer = 0; layer < LAYERS; layer++)
            print_layer(text, from, to, marks, count, layer, indent, out);
        from = to + (to < text.n && text.p[to] == '\n');
    }
}
