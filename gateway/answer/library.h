/* library: what library.c and find.c share. Inside this room only. */
#ifndef ZHIDA_LIBRARY_H
#define ZHIDA_LIBRARY_H

#include <pthread.h>
#include <sqlite3.h>

#include "gateway/answer/answer.h"

enum { QUESTION_TOKENS_MAX = 32, FOUND_MAX = 24 };

struct asked;

struct library {
    sqlite3 *db;
    pthread_mutex_t lock; /* one search at a time */
    sqlite3_stmt *search, *past, *frequency, *within;
    const struct asked *asked; /* what is being searched for: rank.c reads it */
    size_t documents, passages;
};

/* A question, cut and weighed. */
struct asked {
    struct view text;                        /* folded, words of asking blanked out */
    struct view tokens[QUESTION_TOKENS_MAX]; /* views of it */
    int weights[QUESTION_TOKENS_MAX], total; /* by rarity */
    int known;                               /* what stands in any document, of the total */
    size_t count;
    bool worth;      /* enough of it is known that looking makes sense */
    unsigned wishes; /* wish.h */
};

/* Cuts and weighs a question; The lock is held. */
void question_read(struct library *library, struct view question, struct arena *arena,
                   struct asked *asked);

/* The columns of a passage's row, from the first: text, section, path, title, issuer, published,
 * anchor, expires, successor's title, its path, its last day. Copied into the arena. */
#define PASSAGE_COLUMNS                                                                            \
    "p.text, p.section, d.path, d.title, d.issuer, d.published, p.anchor, d.expires, s.title,"     \
    " s.path, s.expires"
#define PASSAGE_JOINS                                                                              \
    " JOIN passage p ON p.id = f.id JOIN document d ON d.id = p.document"                          \
    " LEFT JOIN document s ON s.id = d.successor"
enum { PASSAGE_COLUMN_COUNT = 11 };
struct passage passage_of_row(sqlite3_stmt *row, civil_day today, struct arena *arena);

/* Registers the ranking function "share" on the library's connection. */
int rank_register(struct library *library);

/* The best sentence of a passage and what goes on with it. *lacks: the question asks for an amount,
 * a time, a place ..., and the quote has none. */
struct view quote_best(struct view passage, const struct asked *asked, struct arena *arena,
                       bool *lacks);

#endif
