/* words: the list of everything that can be seen in a text; the inside of oracle_words. */
#ifndef ZHIDA_ORACLE_WORDS_H
#define ZHIDA_ORACLE_WORDS_H

#include "dsl/oracle/oracle.h"

enum { WORD_TALK = ORACLE_AREA + 1, WORD_BUCKETS = 4096 };

/* One word and what it stands for. use is an enum oracle_use, or WORD_TALK (index: talk list). */
struct listed_word {
    const struct word *word;
    int use, index, value, category;
    int next; /* in its bucket; NONE at the end */
};

/* Learned when they are asked for: few texts ask. */
struct learned_models {
    struct logit_model *likeness, *acts;
};

struct oracle_words {
    const struct model *model;
    VEC(struct listed_word) list;
    int bucket[WORD_BUCKETS]; /* words by their first three bytes; shorter ones in bucket 0 */
    struct arena *arena;
    struct learned_models *learned;
};

/* Is the folded text said of no duty? */
bool oracle_means_nothing(const struct oracle_words *lexicon, struct view text);

unsigned words_bucket(const char *bytes, size_t n);

#endif
