/* json: the little that is needed to write it. */
#ifndef ZHIDA_JSON_H
#define ZHIDA_JSON_H

#include "dsl/base/buf.h"

/* A string in quotes, escaped. */
void print_json_text(struct buf *out, struct view text);

/* ,"name": -- without the comma right behind a brace. */
void print_json_name(struct buf *out, const char *name);

/* ,"name":"text" */
void print_json_field(struct buf *out, const char *name, struct view text);
void print_json_number(struct buf *out, const char *name, int64_t value);
void print_json_bool(struct buf *out, const char *name, bool value);

/* A comma, unless right behind a bracket. */
void print_json_next(struct buf *out);

#endif
