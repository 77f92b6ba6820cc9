/* index_maker: from documents to an index. Tokens are collected in a hash table, each with the
 * passages it stands in; as passages come in order, a list only ever grows at its end. */
#include <stdlib.h>

#include "dsl/base/fold.h"
#include "dsl/base/hash.h"
#include "gateway/answer/index.h"
#include "gateway/answer/index_layout.h"
#include "gateway/answer/tokens.h"
#include "gateway/answer/wish.h"

enum { SLOTS_FIRST = 1 << 12 };

struct term {
    struct view text;
    VEC(uint32_t) postings;
};

struct index_maker {
    struct arena *arena;
    VEC(struct index_document) documents;
    VEC(struct index_entry) entries;
    VEC(struct term *) terms;
    struct term **slots;
    size_t slot_count;
    struct buf strings;
    uint64_t posting_count;
};

struct index_maker *index_maker_new(struct arena *arena)
{
    struct index_maker *maker = ARENA_NEW(arena, struct index_maker);
    maker->arena = arena;
    maker->slot_count = SLOTS_FIRST;
    maker->slots = ARENA_ARRAY(arena, SLOTS_FIRST, struct term *);
    buf_init(&maker->strings, UINT32_MAX);
    return maker;
}

/* ---- tokens ---- */

static struct term **slot_of(const struct index_maker *maker, struct view text)
{
    size_t at = hash_view(text) & (maker->slot_count - 1);
    while (maker->slots[at] && !view_eq(maker->slots[at]->text, text))
        at = (at + 1) & (maker->slot_count - 1);
    return &maker->slots[at];
}

static void grow(struct index_maker *maker)
{
    maker->slot_count *= 2;
    maker->slots = ARENA_ARRAY(maker->arena, maker->slot_count, struct term *);
    for (size_t i = 0; i < maker->terms.n; i++)
        *slot_of(maker, maker->terms.at[i]->text) = maker->terms.at[i];
}

static struct term *term_of(struct index_maker *maker, struct view text)
{
    struct term **slot = slot_of(maker, text);
    if (*slot)
        return *slot;
    struct term *term = ARENA_NEW(maker->arena, struct term);
    term->text = view_keep(maker->arena, text);
    *slot = term;
    VEC_ADD(maker->arena, &maker->terms, term);
    if (maker->terms.n * 2 > maker->slot_count)
        grow(maker);
    return term;
}

struct cutting {
    struct index_maker *maker;
    struct view text;
    uint32_t field;
};

static bool take(void *self, size_t from, size_t to)
{
    struct cutting *cutting = self;
    struct index_maker *maker = cutting->maker;
    struct term *term = term_of(maker, view_sub(cutting->text, from, to));
    uint32_t passage = (uint32_t)maker->entries.n - 1;
    if (!term->postings.n || term->postings.at[term->postings.n - 1] >> FIELD_BITS != passage) {
        VEC_ADD(maker->arena, &term->postings, passage << FIELD_BITS);
        maker->posting_count++;
    }
    term->postings.at[term->postings.n - 1] |= cutting->field;
    return true;
}

static void add_tokens(struct index_maker *maker, struct view text, uint32_t field)
{
    struct cutting cutting = {maker, fold_text(maker->arena, text).text, field};
    tokens_cut(cutting.text, take, &cutting);
}

/* ---- documents ---- */

static struct index_string keep(struct index_maker *maker, struct view text)
{
    struct index_string kept = {(uint32_t)maker->strings.n, (uint32_t)text.n};
    buf_view(&maker->strings, text);
    return kept;
}

static void add_passage(struct index_maker *maker, const struct document *document,
                        const struct document_passage *passage)
{
    struct view heading = fold_text(maker->arena, passage->section).text;
    struct index_entry entry = {.document = (uint32_t)maker->documents.n - 1,
                                .promises = wishes_promised(heading),
                                .section = keep(maker, passage->section),
                                .text = keep(maker, passage->text)};
    VEC_ADD(maker->arena, &maker->entries, entry);
    add_tokens(maker, document->title, IN_TITLE);
    add_tokens(maker, document->aliases, IN_TITLE);
    add_tokens(maker, passage->section, IN_SECTION);
    add_tokens(maker, passage->text, IN_BODY);
}

void index_maker_add(struct index_maker *maker, struct view path, const struct document *document)
{
    struct index_document entry = {.path = keep(maker, path),
                                   .title = keep(maker, document->title.n ? document->title : path),
                                   .issuer = keep(maker, document->issuer),
                                   .published = keep(maker, document->published),
                                   .expires = document->expires};
    VEC_ADD(maker->arena, &maker->documents, entry);
    for (size_t i = 0; !document->superseded && i < document->passages.n; i++)
        add_passage(maker, document, &document->passages.at[i]);
}

/* ---- bytes ---- */

static int by_text(const void *a, const void *b)
{
    return view_compare((*(struct term *const *)a)->text, (*(struct term *const *)b)->text);
}

static void put_tokens(struct index_maker *maker, struct buf *out)
{
    uint32_t at = 0;
    if (maker->terms.n)
        qsort(maker->terms.at, maker->terms.n, sizeof *maker->terms.at, by_text);
    for (size_t i = 0; i < maker->terms.n; i++) {
        const struct term *term = maker->terms.at[i];
        struct index_token token = {keep(maker, term->text), at, (uint32_t)term->postings.n};
        at += token.n;
        buf_bytes(out, &token, sizeof token);
    }
    for (size_t i = 0; i < maker->terms.n; i++) {
        const struct term *term = maker->terms.at[i];
        buf_bytes(out, term->postings.at, term->postings.n * sizeof *term->postings.at);
    }
}

static struct index_header header_of(const struct index_maker *maker)
{
    return (struct index_header){.magic = INDEX_MAGIC,
                                 .document_count = (uint32_t)maker->documents.n,
                                 .passage_count = (uint32_t)maker->entries.n,
                                 .token_count = (uint32_t)maker->terms.n,
                                 .posting_count = (uint32_t)maker->posting_count,
                                 .string_bytes = (uint32_t)maker->strings.n};
}

static void put_array(struct buf *out, const void *items, size_t bytes)
{
    if (bytes)
        buf_bytes(out, items, bytes);
}

void index_maker_finish(struct index_maker *maker, struct buf *out)
{
    struct index_header header = {.magic = ""};
    buf_bytes(out, &header, sizeof header);
    put_array(out, maker->documents.at, maker->documents.n * sizeof *maker->documents.at);
    put_array(out, maker->entries.at, maker->entries.n * sizeof *maker->entries.at);
    put_tokens(maker, out);
    put_array(out, maker->strings.p, maker->strings.n);
    out->full |= maker->strings.full || maker->posting_count > UINT32_MAX;
    header = header_of(maker);
    header.size = out->n;
    header.checksum = hash_bytes(out->p + sizeof header, out->n - sizeof header, 0);
    memcpy(out->p, &header, sizeof header);
    buf_free(&maker->strings);
}
