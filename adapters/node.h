/* node: a small tree of named texts in an arena: what remains of an XML or JSON body once it was
 * read. WeChat sends the same fields in either form, so readers of fields need not know which. */
#ifndef ZHIDA_ADAPTERS_NODE_H
#define ZHIDA_ADAPTERS_NODE_H

#include "dsl/base/view.h"

enum node_kind {
    NODE_TEXT,   /* an XML element without children; a JSON string */
    NODE_NUMBER, /* its decimal digits stand in text: ids beyond 2^53 keep every digit */
    NODE_BOOL,   /* text: true, false */
    NODE_NULL,
    NODE_OBJECT, /* an XML element with children too */
    NODE_ARRAY   /* children without names */
};

struct node {
    enum node_kind kind;
    struct view name; /* empty for the root and the items of an array */
    struct view text; /* well-formed UTF-8 with a NUL behind it */
    struct node *first, *next;
};

/* The first child of that name, or NULL. parent may be NULL. */
const struct node *node_child(const struct node *parent, const char *name);

/* The text of that child (string, number or boolean), or an empty view. */
struct view node_text(const struct node *parent, const char *name);

/* A decimal fraction in [low, high] in that child; no exponent, no "inf", no "nan". */
bool node_fraction(const struct node *parent, const char *name, double low, double high,
                   double *out);

#endif
