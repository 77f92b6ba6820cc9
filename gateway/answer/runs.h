/* runs: how long the stretches are that a question and a document have in common. */
#ifndef ZHIDA_ANSWER_RUNS_H
#define ZHIDA_ANSWER_RUNS_H

#include "gateway/answer/library.h"

/* What of the question stands in a document's row of words in one piece, each piece counting by its
 * length to the power of one and a half, as a share of the question: 0 nothing, 1 every second
 * character in pairs alone; more the longer the pieces are. */
double runs_shared(const struct asked *asked, const uint32_t *words, size_t n);

#endif
