/* vocabulary: the words of all documents by number, in how many documents each stands and how
 * often, and each document as the row of its words' numbers. Made while the index is built, read
 * by the ranking (rank.h). */
#ifndef ZHIDA_VOCABULARY_H
#define ZHIDA_VOCABULARY_H

#include <sqlite3.h>

#include "dsl/base/vec.h"
#include "dsl/base/view.h"

/* In a document's row of numbers: the end of a sentence. */
enum { SENTENCE_END = 0 };

/* A document that has a word, and how often: number << 8 | times, at most 255. */
typedef uint32_t posting;

struct vocabulary_term {
    uint64_t key;                    /* vocabulary_key */
    uint32_t occurrences;            /* in all documents together */
    uint32_t documents, last, times; /* the document seen last, and how often it has the word */
};

struct vocabulary_pair {
    uint32_t term;
    posting in;
};

struct vocabulary {
    struct arena *arena;
    uint32_t *slots; /* of a hash table: numbers of terms, 0 empty */
    size_t slot_count;
    VEC(struct vocabulary_term) terms; /* number n is at[n - 1] */
    VEC(struct vocabulary_pair) pairs;
    VEC(uint32_t) row; /* of the document at hand */
};

/* The tables "term" and "content", as SQL. */
extern const char vocabulary_schema[];

/* What a word is found by in "term". */
uint64_t vocabulary_key(struct view token);

/* The arena holds the vocabulary until it is written. */
void vocabulary_init(struct vocabulary *v, struct arena *arena);

/* What is kept of a document's places (places.h). */
struct vocabulary_places {
    uint64_t provinces, dwelt_on; /* bits: that its title names; that its text dwells on */
    bool of_city;                 /* its title names a city */
};

/* Takes document number `document` (1, 2, 3 ...; below 2^24), folded. Afterwards v->row is the
 * document, which vocabulary_put_row writes with its places. */
void vocabulary_add(struct vocabulary *v, uint32_t document, struct view folded);
bool vocabulary_put_row(const struct vocabulary *v, sqlite3_stmt *content, uint32_t document,
                        const struct vocabulary_places *places);

/* Writes all words. false: the database failed. */
bool vocabulary_write(struct vocabulary *v, sqlite3 *db);

#endif
