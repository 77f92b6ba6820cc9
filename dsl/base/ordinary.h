/* ordinary: where the words of ordinary language stand in a text, by ICU's dictionary. Not for
 * recognition, which knows the rules' words alone; for the question whether what was written is a
 * word at all. */
#ifndef ZHIDA_ORDINARY_H
#define ZHIDA_ORDINARY_H

#include "dsl/base/arena.h"
#include "dsl/base/view.h"

/* One byte for each of the text's and one behind them: 1 where a word begins (or the text ends).
 * NULL: this machine's ICU has no dictionary. Memory from the arena. */
const unsigned char *ordinary_words(struct arena *arena, struct view text);

#endif
