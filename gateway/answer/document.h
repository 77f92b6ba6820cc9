/* document: a Markdown document with its front matter, cut into passages. */
#ifndef ZHIDA_DOCUMENT_H
#define ZHIDA_DOCUMENT_H

#include "dsl/base/civil.h"
#include "dsl/base/vec.h"
#include "dsl/base/view.h"

enum { PASSAGE_BYTES_MAX = 1500 };

struct document_passage {
    struct view section; /* the headings above it, " / " between */
    struct view text; /* one or more paragraphs of one section, as written, less Markdown marks */
};

struct document {
    struct view title, aliases /* other names people have for it */, number, issuer, published,
        replaced_by;
    civil_day expires; /* last day of validity; INT32_MAX: none */
    bool superseded;
    VEC(struct document_passage) passages;
};

/* Reads text (UTF-8, checked) into the arena. A document without front matter takes its first
 * heading as title. Never fails: what is no Markdown is one plain passage. */
void document_read(struct arena *arena, struct view text, struct document *out);

#endif
