/* docx: a Word document (.docx) as lines of Markdown. */
#ifndef ZHIDA_DOCX_H
#define ZHIDA_DOCX_H

#include "dsl/base/buf.h"
#include "dsl/exchange/archive.h"

/* Headings by their styles, list items, table rows, paragraphs. What was deleted under change
 * tracking, footnotes and text boxes' doubles are left out. */
enum sheet_result docx_to_text(struct arena *arena, struct view bytes, struct view *text)
    __attribute__((warn_unused_result));

#endif
