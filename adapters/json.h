/* json: reading the JSON bodies of channels (jansson) and writing ours. */
#ifndef ZHIDA_ADAPTERS_JSON_H
#define ZHIDA_ADAPTERS_JSON_H

#include "adapters/field.h"
#include "dsl/base/buf.h"

enum { JSON_BODY_MAX = 256 * 1024, JSON_DEPTH_MAX = 8, JSON_NODES_MAX = 4096 };

/* The value in the arena, or NULL: malformed, not UTF-8, a doubled name, a NUL in a text, a number
 * out of range, too large, too deep, too many values. */
struct field *json_read(struct view body, struct arena *arena);

/* Writing: pieces of an object into a builder, whose maximum bounds it. Text goes out as UTF-8,
 * only what JSON demands is escaped. The first member of an object is written like the others:
 * the comma is added where something stands before. */
void json_put_text(struct buf *buf, struct view text);
void json_put_name(struct buf *buf, const char *name);
void json_put_member(struct buf *buf, const char *name, struct view text);
void json_put_number(struct buf *buf, const char *name, int64_t value);

#endif
