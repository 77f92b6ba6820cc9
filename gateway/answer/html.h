/* html: what a web page says, without what is around it. The only header that knows libxml2. */
#ifndef ZHIDA_HTML_H
#define ZHIDA_HTML_H

#include "dsl/base/buf.h"

enum { HTML_BYTES_MAX = 16 << 20, HTML_DEEP = 200 };

/* Reads a page, however badly closed, as lines of Markdown: headings, list items, table rows and
 * paragraphs; in front what its meta elements say of title, issuer and date. Scripts, styles,
 * forms, navigation and what is hidden are left out. Its encoding: UTF-8 where it is that, else the
 * one a meta element names, else GB18030. false: there is no page in it. */
bool html_to_text(struct arena *arena, struct view bytes, struct view *text);

#endif
