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

/* The best sentence or two of a passage for a question (folded): tokens are the question's. *misses:
 * the question asks for an amount, a time, a place ..., and the quote has none. */
struct view quote_best(struct view passage, const struct view *tokens, const int *weights,
                       size_t count, struct view question, struct arena *arena, bool *misses);

#endif
