/* markdown: a document as HTML: headings, paragraphs, lists, tables, strong text. Everything is
 * escaped; no HTML of the document passes through. Front matter becomes a definition list. The
 * n-th heading has the id "sN", which answers link to. */
#ifndef ZHIDA_MARKDOWN_H
#define ZHIDA_MARKDOWN_H

#include "dsl/base/buf.h"

void markdown_html(struct view text, struct buf *out);
void html_escape(struct buf *out, struct view text);

#endif
