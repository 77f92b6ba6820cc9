/* library: what library.c and find.c share. Inside this room only. */
#ifndef ZHIDA_LIBRARY_H
#define ZHIDA_LIBRARY_H

#include <pthread.h>
#include <sqlite3.h>

#include "gateway/answer/answer.h"

enum { QUESTION_TOKENS_MAX = 32, FOUND_MAX = 40 };

struct library {
    sqlite3 *db;
    pthread_mutex_t lock; /* one search at a time */
    sqlite3_stmt *search, *frequency;
    size_t documents, passages;
};

/* A question, cut and weighed. */
struct asked {
    struct view text;                        /* folded, words of asking blanked out */
    struct view tokens[QUESTION_TOKENS_MAX]; /* views of it */
    int weights[QUESTION_TOKENS_MAX], total; /* by rarity */
    size_t count;
    unsigned wishes; /* wish.h */
};

/* The best sentence of a passage and what goes on with it. *lacks: the question asks for an amount,
 * a time, a place ..., and the quote has none. */
struct view quote_best(struct view passage, const struct asked *asked, struct arena *arena,
                       bool *lacks);

#endif
