/* xml: reading the XML bodies of channels (expat). */
#ifndef ZHIDA_ADAPTERS_XML_H
#define ZHIDA_ADAPTERS_XML_H

#include "adapters/field.h"
#include "dsl/base/buf.h"

enum { XML_BODY_MAX = 256 * 1024, XML_DEPTH_MAX = 8, XML_NODES_MAX = 512 };

/* The root element in the arena, or NULL: malformed, not UTF-8, too large, too deep, too many
 * elements, or with a document type or entity declaration. Attributes are ignored. */
struct field *xml_read(struct view body, struct arena *arena);

/* Adds text as CDATA, splitting at "]]>"; characters that XML cannot carry are left out. */
void xml_put_cdata(struct buf *buf, struct view text);

#endif
