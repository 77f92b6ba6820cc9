/* vocabulary: an inverted and a forward index, made in one pass.
 *
 * Every token (tokens.h) gets a number when it first appears. Of each document is kept the row of
 * its numbers, sentence by sentence, so that the ranking can look closely at a few candidates
 * without cutting their text again; and of each word the documents that have it. The pairs (word,
 * document) are noted as they come and sorted into the words' lists at the end by counting.
 *
 * Why not FTS5 for this: ranking all documents that have one of a question's twenty pairs takes it
 * 30 to 60 ms at 10,000 documents, as each of them is a row that passes through SQL; the lists here
 * take half a millisecond. SQLite still keeps them, so the file is checked, paged and cached as any
 * other. A word is found by a hash of 64 bits: two words of one hash would count as one, which
 * among a million words happens once in thirty million indexes. */
#include "gateway/answer/vocabulary.h"

#include <stdlib.h>

#include "dsl/base/hash.h"
#include "dsl/base/utf8.h"
#include "gateway/answer/tokens.h"

enum { SLOTS_FIRST = 1 << 12, TIMES_MAX = 255 };

const char vocabulary_schema[] =
    "CREATE TABLE term(key INTEGER PRIMARY KEY, number INTEGER, documents INTEGER,"
    " occurrences INTEGER, postings BLOB);"
    "CREATE TABLE content(document INTEGER PRIMARY KEY, length INTEGER, provinces INTEGER,"
    " of_city INTEGER, dwelt_on INTEGER, words BLOB);";

uint64_t vocabulary_key(struct view token)
{
    return hash_bytes(token.p, token.n, 0);
}

static void slots_new(struct vocabulary *v, size_t count)
{
    v->slot_count = count;
    v->slots = ARENA_ARRAY(v->arena, count, uint32_t);
    for (uint32_t i = 0; i < v->terms.n; i++) {
        size_t at = v->terms.at[i].key & (count - 1);
        while (v->slots[at])
            at = (at + 1) & (count - 1);
        v->slots[at] = i + 1;
    }
}

void vocabulary_init(struct vocabulary *v, struct arena *arena)
{
    *v = (struct vocabulary){.arena = arena};
    slots_new(v, SLOTS_FIRST);
}

static uint32_t number_of(struct vocabulary *v, struct view token)
{
    if (v->terms.n * 2 >= v->slot_count)
        slots_new(v, v->slot_count * 2);
    uint64_t key = vocabulary_key(token);
    size_t at = key & (v->slot_count - 1);
    for (; v->slots[at]; at = (at + 1) & (v->slot_count - 1))
        if (v->terms.at[v->slots[at] - 1].key == key)
            return v->slots[at];
    VEC_ADD(v->arena, &v->terms, (struct vocabulary_term){.key = key});
    return v->slots[at] = (uint32_t)v->terms.n;
}

struct taking {
    struct vocabulary *v;
    struct view sentence;
    uint32_t document;
};

static bool take(void *self, size_t from, size_t to)
{
    struct taking *taking = self;
    struct vocabulary *v = taking->v;
    uint32_t number = number_of(v, view_sub(taking->sentence, from, to));
    struct vocabulary_term *term = &v->terms.at[number - 1];
    VEC_ADD(v->arena, &v->row, number);
    if (term->last != taking->document) {
        term->last = taking->document;
        term->times = 0;
        term->documents++;
    }
    term->times++;
    term->occurrences++;
    return true;
}

/* Notes how often the document has each of its words: once, at the word's first place. */
static void note_pairs(struct vocabulary *v, uint32_t document)
{
    for (size_t i = 0; i < v->row.n; i++) {
        if (v->row.at[i] == SENTENCE_END)
            continue;
        struct vocabulary_term *term = &v->terms.at[v->row.at[i] - 1];
        uint32_t times = term->times < TIMES_MAX ? term->times : TIMES_MAX;
        if (!times)
            continue;
        term->times = 0;
        VEC_ADD(v->arena, &v->pairs,
                ((struct vocabulary_pair){v->row.at[i], document << 8 | times}));
    }
}

void vocabulary_add(struct vocabulary *v, uint32_t document, struct view folded)
{
    v->row.n = 0;
    for (size_t at = 0; at < folded.n;) {
        size_t end = tokens_sentence_end(folded, at);
        struct taking taking = {v, view_sub(folded, at, end), document};
        size_t before = v->row.n;
        tokens_cut(taking.sentence, take, &taking);
        if (v->row.n > before)
            VEC_ADD(v->arena, &v->row, (uint32_t)SENTENCE_END);
        at = end;
    }
    note_pairs(v, document);
}

bool vocabulary_put_row(const struct vocabulary *v, sqlite3_stmt *content, uint32_t document,
                        const struct vocabulary_places *places)
{
    int64_t length = 0;
    for (size_t i = 0; i < v->row.n; i++)
        length += v->row.at[i] != SENTENCE_END;
    sqlite3_bind_int64(content, 1, document);
    sqlite3_bind_int64(content, 2, length);
    sqlite3_bind_int64(content, 3, (int64_t)places->provinces);
    sqlite3_bind_int(content, 4, places->of_city);
    sqlite3_bind_int64(content, 5, (int64_t)places->dwelt_on);
    sqlite3_bind_blob64(content, 6, v->row.n ? (const void *)v->row.at : "",
                        v->row.n * sizeof *v->row.at, SQLITE_STATIC);
    bool good = sqlite3_step(content) == SQLITE_DONE;
    sqlite3_reset(content);
    return good;
}

/* Every word's list in one array; starts[n - 1] is where that of number n begins. */
static posting *sort_pairs(const struct vocabulary *v, size_t *starts)
{
    posting *lists = ARENA_ARRAY(v->arena, v->pairs.n + 1, posting);
    size_t *next = ARENA_ARRAY(v->arena, v->terms.n + 1, size_t);
    for (size_t i = 0; i < v->terms.n; i++)
        starts[i + 1] = next[i + 1] = starts[i] + v->terms.at[i].documents;
    for (size_t i = 0; i < v->pairs.n; i++)
        lists[next[v->pairs.at[i].term - 1]++] = v->pairs.at[i].in;
    return lists;
}

struct by_key {
    int64_t key;
    uint32_t number;
};

static int compare_keys(const void *a, const void *b)
{
    const struct by_key *x = a, *y = b;
    return (x->key > y->key) - (x->key < y->key);
}

/* Rows in the order of their keys are written three times as fast. */
static struct by_key *in_order(const struct vocabulary *v)
{
    struct by_key *order = ARENA_ARRAY(v->arena, v->terms.n, struct by_key);
    for (size_t i = 0; i < v->terms.n; i++)
        order[i] = (struct by_key){(int64_t)v->terms.at[i].key, (uint32_t)i + 1};
    qsort(order, v->terms.n, sizeof *order, compare_keys);
    return order;
}

bool vocabulary_write(struct vocabulary *v, sqlite3 *db)
{
    size_t *starts = ARENA_ARRAY(v->arena, v->terms.n + 1, size_t);
    const posting *lists = sort_pairs(v, starts);
    const struct by_key *order = in_order(v);
    sqlite3_stmt *row;
    bool good =
        sqlite3_prepare_v2(db, "INSERT INTO term VALUES(?,?,?,?,?)", -1, &row, NULL) == SQLITE_OK;
    for (size_t i = 0; good && i < v->terms.n; i++) {
        const struct vocabulary_term *term = &v->terms.at[order[i].number - 1];
        sqlite3_bind_int64(row, 1, order[i].key);
        sqlite3_bind_int64(row, 2, order[i].number);
        sqlite3_bind_int64(row, 3, term->documents);
        sqlite3_bind_int64(row, 4, term->occurrences);
        sqlite3_bind_blob64(row, 5, lists + starts[order[i].number - 1],
                            term->documents * sizeof *lists, SQLITE_STATIC);
        good = sqlite3_step(row) == SQLITE_DONE;
        sqlite3_reset(row);
    }
    sqlite3_finalize(row);
    return good;
}
