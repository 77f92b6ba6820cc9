/* page: where trailing comments stand is known only when the lines around them are, so lines are
 * collected first. Comments of lines that follow each other at one indentation stand in a column,
 * two blanks behind the longest; a line longer than most of a page takes no part in that, or one
 * list of words would push every remark beside it out of sight. */
#include "dsl/format/page.h"

#include <assert.h>

#include "dsl/base/utf8.h"

enum { COMMENT_BLANKS = 2, LONG_LINE = 60 };

void page_init(struct page *page, struct arena *arena, size_t max)
{
    *page = (struct page){.arena = arena};
    buf_init(&page->text, max);
}

void page_free(struct page *page)
{
    buf_free(&page->text);
}

static struct line *last(const struct page *page)
{
    assert(page->lines.n);
    return &page->lines.at[page->lines.n - 1];
}

void page_line(struct page *page, uint32_t indent)
{
    VEC_ADD(page->arena, &page->lines,
            ((struct line){.from = page->text.n, .indent = indent, .cells = indent}));
}

void page_blank(struct page *page)
{
    if (page->lines.n && last(page)->n)
        page_line(page, 0);
}

static void blanks(struct buf *buf, size_t n)
{
    static const char many[] = "                                                                ";
    for (; n > sizeof many - 1; n -= sizeof many - 1)
        buf_bytes(buf, many, sizeof many - 1);
    buf_bytes(buf, many, n);
}

void page_put(struct page *page, size_t before, struct view text, uint32_t cells)
{
    struct line *line = last(page);
    line->cells += (uint32_t)before;
    blanks(&page->text, line->n || !text.n ? before : line->indent + before);
    buf_view(&page->text, text);
    line->cells += cells;
    line->n = page->text.n - line->from;
}

uint32_t page_column(const struct page *page)
{
    return last(page)->cells;
}

void page_remark(struct page *page, struct view comment)
{
    page_put(page, 0, comment, (uint32_t)utf8_cells(comment));
    last(page)->remark = true;
}

bool page_trail(struct page *page, struct view comment)
{
    if (!page->lines.n || !last(page)->n || last(page)->remark || last(page)->comment.n)
        return false;
    last(page)->comment = comment;
    return true;
}

/* Writing */

static bool in_column(const struct line *line)
{
    return line->comment.n && line->cells <= LONG_LINE;
}

/* The lines from first on whose comments stand in one column, and how far right. */
static size_t run_of(const struct page *page, size_t first, uint32_t *cells)
{
    const struct line *lines = page->lines.at;
    size_t end = first;
    for (*cells = 0;
         end < page->lines.n && in_column(&lines[end]) && lines[end].indent == lines[first].indent;
         end++)
        *cells = lines[end].cells > *cells ? lines[end].cells : *cells;
    return end > first ? end : first + 1;
}

void page_write(const struct page *page, struct buf *out)
{
    for (size_t first = 0, end; first < page->lines.n; first = end) {
        uint32_t cells;
        end = run_of(page, first, &cells);
        for (size_t i = first; i < end; i++) {
            const struct line *line = &page->lines.at[i];
            buf_bytes(out, page->text.p + line->from, line->n);
            if (line->comment.n)
                blanks(out, COMMENT_BLANKS + (cells > line->cells ? cells - line->cells : 0));
            buf_view(out, line->comment);
            buf_byte(out, '\n');
        }
    }
}
