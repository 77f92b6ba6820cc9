/* library: what the files of this room share. Inside it only. */
#ifndef ZHIDA_LIBRARY_H
#define ZHIDA_LIBRARY_H

#include "gateway/answer/answer.h"
#include "gateway/answer/index.h"

enum { QUESTION_TOKENS_MAX = 32 };

struct library {
    struct index index;
    void *mapped; /* the file, or NULL: the index lies in made */
    struct buf made;
};

/* A question, cut and weighed. */
struct asked {
    struct view text;                        /* folded, words of asking blanked out */
    struct view tokens[QUESTION_TOKENS_MAX]; /* views of it */
    struct postings postings[QUESTION_TOKENS_MAX];
    int weights[QUESTION_TOKENS_MAX], total; /* by rarity */
    size_t count;
    unsigned wishes; /* wish.h */
};

/* Memory from the arena; count is 0 where nothing is asked. */
void question_ask(const struct library *library, struct view question, struct arena *arena,
                  struct asked *asked);

/* The best sentence of a passage and what goes on with it. *lacks: the question asks for an amount,
 * a time, a place ..., and the quote has none. */
struct view quote_best(struct view passage, const struct asked *asked, struct arena *arena,
                       bool *lacks);

#endif
