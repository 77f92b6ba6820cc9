/* index_layout: how an index lies in memory and on disk. Private to index.c and index_maker.c.
 *
 * header, documents, passages, tokens (sorted by their bytes), postings, strings. Numbers are those
 * of the machine: the file never leaves it, and is made anew where it does not fit. */
#ifndef ZHIDA_INDEX_LAYOUT_H
#define ZHIDA_INDEX_LAYOUT_H

#include <stdint.h>

#define INDEX_MAGIC "zhida documents 8"

struct index_string {
    uint32_t at, n; /* bytes of the strings */
};

struct index_header {
    char magic[24];
    uint64_t checksum; /* of everything behind the header */
    uint64_t size;
    uint32_t document_count, passage_count, token_count, posting_count, string_bytes, unused;
};

struct index_document {
    struct index_string path, title, issuer, published;
    int32_t expires;
};

struct index_entry {
    uint32_t document, promises;
    struct index_string section, text;
};

struct index_token {
    struct index_string text;
    uint32_t at, n; /* postings */
};

#endif
