/* quote: from a document to the words of it that answer. */
#ifndef ZHIDA_QUOTE_H
#define ZHIDA_QUOTE_H

#include "gateway/answer/library.h"

struct quote_passage {
    struct view section, text;
};

/* A document, or what of it may be quoted. */
struct quote_source {
    struct view names; /* its title and other names, or empty */
    const struct quote_passage *passages;
    size_t count;
};

struct quote {
    struct view text; /* part of the passage's, byte for byte */
    size_t passage;   /* which */
    double named;     /* the share of the question in the document's names and the headings above */
    double meant;     /* how much of the question the sentence before asks, in the same words */
    bool lacks;       /* what was asked for */
};

/* Its best words; empty where there are none. */
struct quote quote_best(const struct quote_source *source, const struct asked *asked,
                        struct arena *arena);

#endif
