/* text_marks: parts of a text, numbered under it. */
#ifndef ZHIDA_TOOL_TEXT_MARKS_H
#define ZHIDA_TOOL_TEXT_MARKS_H

#include "dsl/base/buf.h"

struct mark {
    size_t from, to; /* bytes of the text */
    int number;
};

/* Prints the text on lines of at most 88 display cells, and under each line its marks: the number,
 * drawn out with ~ as far as the part goes. Marks that overlap stand on lines below one another
 * (at most three). Marks are sorted by from. */
void text_marks_print(struct view text, const struct mark *marks, size_t count, int indent,
                      struct buf *out);

#endif
