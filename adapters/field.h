/* field: a small tree of named texts in an arena: what remains of an XML or JSON body once it was
 * read. WeChat sends the same fields in either form, so readers of fields need not know which. */
#ifndef ZHIDA_ADAPTERS_FIELD_H
#define ZHIDA_ADAPTERS_FIELD_H

#include "dsl/base/view.h"

enum field_kind {
    FIELD_TEXT,   /* an XML element without children; a JSON string */
    FIELD_NUMBER, /* its decimal digits stand in text: ids beyond 2^53 keep every digit */
    FIELD_BOOL,   /* text: true, false */
    FIELD_NULL,
    FIELD_OBJECT, /* an XML element with children too */
    FIELD_ARRAY   /* children without names */
};

struct field {
    enum field_kind kind;
    struct view name; /* empty for the root and the items of an array */
    struct view text; /* well-formed UTF-8 with a NUL behind it */
    struct field *first, *next;
};

/* The first child of that name, or NULL. parent may be NULL. */
const struct field *field_child(const struct field *parent, const char *name);

/* The text of that child (string, number or boolean), or an empty view. */
struct view field_text(const struct field *parent, const char *name);

/* A decimal fraction in [low, high] in that child; no exponent, no "inf", no "nan". */
bool field_fraction(const struct field *parent, const char *name, double low, double high,
                    double *out);

#endif
