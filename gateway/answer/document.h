/* document: a document in Markdown, with or without front matter, cut into passages. */
#ifndef ZHIDA_DOCUMENT_H
#define ZHIDA_DOCUMENT_H

#include "dsl/base/validity.h"

enum { PASSAGE_BYTES_MAX = 1500 };

struct document_passage {
    struct view section; /* the headings above it, " / " between */
    int anchor;       /* the how-manieth heading of the document it stands under, from 1; 0: none */
    struct view text; /* one or more paragraphs of one section, as written, less Markdown marks */
};

struct document {
    struct view title, aliases /* other names people have for it */, number, issuer, published,
        replaced_by;
    civil_day day;             /* of publication; VALID_ALWAYS where it is not known */
    civil_day begins, expires; /* first and last day of validity (validity.h) */
    bool superseded;
    struct view plain_number, known_as; /* number and title as they are compared (imprint.h) */
    VEC(struct view) abolishes;         /* the same of what it does away with */
    VEC(struct document_passage) passages;
};

/* Reads text (UTF-8, checked) into the arena. Front matter goes before what the text says of itself
 * (imprint.h, validity.h); without a title there the first heading is it. Never fails: what is no
 * Markdown is one plain passage. */
void document_read(struct arena *arena, struct view text, struct document *out);

#endif
