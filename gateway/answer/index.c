/* index: reading. The bytes are checked once, when they are opened; after that every offset in them
 * is our own and trusted. Nothing is ever written, so any number of threads may search.
 *
 * Why not FTS5: a question is ranked by the share of it that stands in title, heading and body, for
 * which the places of its tokens are all that is needed. Merging a few lists of numbers takes
 * microseconds, and needs no lock; BM25 over the same pairs took near to a millisecond. */
#include "gateway/answer/index.h"

#include "dsl/base/hash.h"
#include "gateway/answer/index_layout.h"

static const struct index_header *header(const struct index *index)
{
    return (const void *)index->bytes;
}

static const struct index_document *documents(const struct index *index)
{
    return (const void *)(header(index) + 1);
}

static const struct index_entry *entries(const struct index *index)
{
    return (const void *)(documents(index) + header(index)->document_count);
}

static const struct index_token *tokens(const struct index *index)
{
    return (const void *)(entries(index) + header(index)->passage_count);
}

static const uint32_t *postings(const struct index *index)
{
    return (const void *)(tokens(index) + header(index)->token_count);
}

static struct view string(const struct index *index, struct index_string s)
{
    const char *strings = (const void *)(postings(index) + header(index)->posting_count);
    return (struct view){strings + s.at, s.n};
}

static size_t size_of(const struct index_header *h)
{
    return sizeof *h + h->document_count * sizeof(struct index_document) +
           h->passage_count * sizeof(struct index_entry) +
           h->token_count * sizeof(struct index_token) + h->posting_count * sizeof(uint32_t) +
           h->string_bytes;
}

bool index_open(struct index *index, const void *bytes, size_t size)
{
    static const char magic[sizeof(struct index_header){0}.magic] = INDEX_MAGIC;
    const struct index_header *h = bytes;
    if (size < sizeof *h || memcmp(h->magic, magic, sizeof magic) != 0 || h->size != size ||
        size_of(h) != size || hash_bytes(h + 1, size - sizeof *h, 0) != h->checksum)
        return false;
    *index = (struct index){.bytes = bytes,
                            .size = size,
                            .documents = h->document_count,
                            .passages = h->passage_count,
                            .tokens = h->token_count};
    return true;
}

struct index_passage index_passage(const struct index *index, size_t passage)
{
    const struct index_entry *entry = &entries(index)[passage];
    const struct index_document *document = &documents(index)[entry->document];
    return (struct index_passage){.title = string(index, document->title),
                                  .section = string(index, entry->section),
                                  .text = string(index, entry->text),
                                  .issuer = string(index, document->issuer),
                                  .published = string(index, document->published),
                                  .path = string(index, document->path),
                                  .expires = document->expires,
                                  .promises = entry->promises};
}

struct postings index_token(const struct index *index, size_t token)
{
    const struct index_token *t = &tokens(index)[token];
    return (struct postings){postings(index) + t->at, t->n};
}

/* The first token that is not before the text. */
static size_t lower_bound(const struct index *index, struct view text)
{
    size_t from = 0, to = index->tokens;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (view_compare(string(index, tokens(index)[middle].text), text) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

struct postings index_find(const struct index *index, struct view token)
{
    size_t at = lower_bound(index, token);
    bool found = at < index->tokens && view_eq(string(index, tokens(index)[at].text), token);
    return found ? index_token(index, at) : (struct postings){NULL, 0};
}

void index_beginning(const struct index *index, struct view text, size_t *from, size_t *to)
{
    *from = *to = lower_bound(index, text);
    while (*to < index->tokens && view_starts(string(index, tokens(index)[*to].text), text))
        (*to)++;
}
