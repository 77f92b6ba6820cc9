/* tokens: how documents and questions are cut for the index: folded text, Chinese as overlapping
 * pairs of characters, Latin letters and digits as whole words. */
#ifndef ZHIDA_TOKENS_H
#define ZHIDA_TOKENS_H

#include <stdbool.h>

#include "dsl/base/view.h"

/* Cuts folded text; each token is (from, to) in it. Calls take until the end or until it returns
 * false. */
void tokens_cut(struct view folded, bool (*take)(void *self, size_t from, size_t to), void *self);

/* Is it a character of a Chinese word? */
bool tokens_is_han(uint32_t c);

/* Does a sentence end with it? Blanks and line ends are taken as ends too. */
bool tokens_ends_sentence(uint32_t c);

/* Where the sentence that begins at `at` ends: behind its mark. */
size_t tokens_sentence_end(struct view text, size_t at);

#endif
