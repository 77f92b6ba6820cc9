/* outline: the structure of a text that has no marks for it: the title, and the headings by the way
 * Chinese documents number them. */
#ifndef ZHIDA_OUTLINE_H
#define ZHIDA_OUTLINE_H

#include "dsl/base/view.h"

enum outline_lines {
    LINES_WHOLE,   /* a line is a paragraph */
    LINES_WRAPPED, /* lines end where the paper did: they are joined, page numbers go */
    LINES_MARKED   /* a line is a paragraph, and some carry marks of Markdown already */
};

/* What a line's numbering makes of it: 第一章 2, 第一节 3, 第一条 3, 一、 2, （一） 3, 1. 4, 附件
 * 2; 0: nothing. *number: how many bytes the numbering takes. */
int outline_level(struct view line, size_t *number);

/* The text as Markdown. */
struct view outline_of(struct arena *arena, struct view text, enum outline_lines lines);

#endif
