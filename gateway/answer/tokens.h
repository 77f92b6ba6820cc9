/* tokens: how documents and questions are cut for the index: folded text, Chinese as overlapping
 * pairs of characters, Latin letters and digits as whole words. The same cut serves SQLite's FTS5
 * (as the tokenizer "zhida") and the ranking. */
#ifndef ZHIDA_TOKENS_H
#define ZHIDA_TOKENS_H

#include <sqlite3.h>
#include <stdbool.h>

#include "dsl/base/view.h"

/* Cuts folded text; each token is (from, to) in it. Calls take until the end or until it returns
 * false. */
void tokens_cut(struct view folded, bool (*take)(void *self, size_t from, size_t to), void *self);

/* Registers the tokenizer "zhida" on a connection. The text given to it must be folded. */
int tokens_register(sqlite3 *db);

#endif
