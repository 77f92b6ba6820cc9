/* page: lines on their way out, each with the comment behind it. Nothing outside dsl/format/
 * includes this. */
#ifndef ZHIDA_FORMAT_PAGE_H
#define ZHIDA_FORMAT_PAGE_H

#include "dsl/base/buf.h"
#include "dsl/base/vec.h"

struct line {
    size_t from, n; /* its bytes in the page's text */
    uint32_t indent, cells;
    bool remark;         /* itself a comment */
    struct view comment; /* behind it; empty: none */
};

struct page {
    struct arena *arena;
    struct buf text;
    VEC(struct line) lines;
};

void page_init(struct page *page, struct arena *arena, size_t max);
void page_free(struct page *page);

void page_line(struct page *page, uint32_t indent); /* begins a line */
void page_blank(struct page *page);                 /* a blank line, unless one is there */
void page_put(struct page *page, size_t blanks, struct view text, uint32_t cells);
uint32_t page_column(const struct page *page);

/* A comment as the text of the line. */
void page_remark(struct page *page, struct view comment);

/* Hangs a comment behind the last line; false: one hangs there, or there is no text to hang it on.
 */
bool page_trail(struct page *page, struct view comment);

/* All lines; comments behind lines that follow each other stand below each other. */
void page_write(const struct page *page, struct buf *out);

#endif
