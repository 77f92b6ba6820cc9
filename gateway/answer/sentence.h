/* sentence: a document as a row of sentences, each weighed by how well it answers. */
#ifndef ZHIDA_ANSWER_SENTENCE_H
#define ZHIDA_ANSWER_SENTENCE_H

#include "gateway/answer/quote.h"

struct sentence {
    struct view text; /* of the passage, without blanks at its ends */
    size_t passage;
    uint64_t seen;  /* the question's tokens in it, by bit, */
    uint64_t above; /* and in its headings and the document's names */
    double score;
    bool lacks;    /* what was asked for */
    bool open;     /* a colon at its end: it goes on */
    bool asks;     /* it is a question itself */
    bool item;     /* it begins with a number */
    bool promised; /* its heading promises what was asked for */
    double meant;  /* it asks what was asked: 0..1 */
};

struct sentences {
    struct sentence *at;
    size_t n, best;
};

/* All of the passages, in the arena. n is 0 where there is no text. */
struct sentences sentences_read(const struct quote_source *source, const struct asked *asked,
                                struct arena *arena);

/* Of the question, by scarceness, what the tokens with these bits are: 0..1. */
double sentences_share(const struct asked *asked, uint64_t seen);

/* How many tokens a folded text has, and how many of them are the question's. */
struct sentence_echo {
    size_t all, asked;
};
struct sentence_echo sentences_echo(const struct asked *asked, struct view folded);

/* Does it hold a digit or a Chinese one? Folded. */
bool sentences_figure(struct view folded);

/* Does it begin with a number: "一、", "(2)", "3."? Folded. */
bool sentences_numbered(struct view folded);

#endif
