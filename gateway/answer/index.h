/* index: documents as one block of bytes that is searched where it lies: passages, the tokens of
 * their titles, headings and bodies, and which passages each token stands in. */
#ifndef ZHIDA_INDEX_H
#define ZHIDA_INDEX_H

#include "dsl/base/buf.h"
#include "gateway/answer/document.h"

enum { IN_TITLE = 1, IN_SECTION = 2, IN_BODY = 4, FIELD_BITS = 3 };

/* ---- reading ---- */

struct index {
    const unsigned char *bytes;
    size_t size;
    size_t documents, passages, tokens; /* documents: superseded ones too; their passages are not */
};

/* The bytes must stay, 8-byte aligned. false: not an index, of another version, or damaged. */
bool index_open(struct index *index, const void *bytes, size_t size);

struct index_passage {
    struct view title, section, text, issuer, published, path;
    civil_day expires;
    unsigned promises; /* wishes that the heading promises (wish.h) */
};
struct index_passage index_passage(const struct index *index, size_t passage);

/* Where a token stands, by passage: each entry is passage << FIELD_BITS | fields. */
struct postings {
    const uint32_t *at;
    size_t n;
};
struct postings index_find(const struct index *index, struct view token);

/* The tokens that begin with a text: [*from, *to) of index_token. */
void index_beginning(const struct index *index, struct view text, size_t *from, size_t *to);
struct postings index_token(const struct index *index, size_t token);

/* ---- making ---- */

struct index_maker; /* in the arena */
struct index_maker *index_maker_new(struct arena *arena);
/* path and document must stay until the end. */
void index_maker_add(struct index_maker *maker, struct view path, const struct document *document);
/* Appends the index to out (empty); out says if it did not fit. */
void index_maker_finish(struct index_maker *maker, struct buf *out);

#endif
