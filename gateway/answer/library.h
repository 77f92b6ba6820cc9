/* library: what library.c, find.c, rank.c and quote.c share. Inside this room only. */
#ifndef ZHIDA_LIBRARY_H
#define ZHIDA_LIBRARY_H

#include <pthread.h>
#include <sqlite3.h>

#include "gateway/answer/answer.h"
#include "gateway/answer/places.h"
#include "gateway/answer/vocabulary.h"

enum { QUESTION_TOKENS_MAX = 48, ASKED_WORDS_MAX = 96 };

/* What is kept in memory of each document. */
struct library_document {
    uint32_t length; /* in tokens */
    civil_day begins, expires;
    uint64_t provinces; /* that its title names, */
    uint64_t dwelt_on;  /* and that its text dwells on, other than the shelf's own: bits */
    struct view path;
    bool of_city;  /* its title names a city */
    bool replaced; /* by another one here, or marked as done away with */
};

struct library {
    sqlite3 *db;
    pthread_mutex_t lock; /* one search at a time */
    sqlite3_stmt *term, *content, *passages, *within;
    struct library_document *known; /* number n is at [n - 1] */
    struct arena paths;
    size_t documents;
    double mean_length;
};

/* Of a question, what is looked for. */
struct asked_token {
    struct view text;
    uint32_t number;     /* in the vocabulary; 0: no document has it */
    double rarity;       /* by documents that have it */
    double scarceness;   /* by how often it stands in them: for comparing passages */
    double occurrences;  /* in all of them together */
    const posting *list; /* the documents that have it */
    size_t count;
};

/* One after the other, words of asking and repeated ones included. */
struct asked_word {
    uint32_t number;   /* in the vocabulary; 0: no document has it */
    uint16_t from, to; /* characters of the question */
};

struct asked {
    struct view whole; /* folded */
    struct view text;  /* the same, words of asking blanked out */
    struct asked_token tokens[QUESTION_TOKENS_MAX];
    size_t count;
    struct asked_word words[ASKED_WORDS_MAX];
    size_t word_count;
    double signs;        /* characters that belong to a word */
    double total, known; /* rarity of all tokens; of those some document has */
    double scarce_total;
    bool worth; /* enough of it is known that looking makes sense */
    struct places_named places;
    unsigned wishes; /* wish.h */
};

/* Cuts and weighs a question. The lock is held. */
void question_read(struct library *library, struct view question, struct arena *arena,
                   struct asked *asked);

/* The columns of a passage's row, from the first: text, section, path, title, issuer, published,
 * anchor, expires, successor's title, its path, its last day; the document's other names. */
#define PASSAGE_COLUMNS                                                                            \
    "p.text, p.section, d.path, d.title, d.issuer, d.published, p.anchor, d.expires, s.title,"     \
    " s.path, s.expires, d.aliases"
enum { PASSAGE_ALIASES = 11 };
#define PASSAGE_JOINS                                                                              \
    " passage p JOIN document d ON d.id = p.document LEFT JOIN document s ON s.id = d.successor"

/* Copied into the arena. */
struct passage passage_of_row(sqlite3_stmt *row, civil_day today, struct arena *arena);

#endif
