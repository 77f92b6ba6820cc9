/* ranking: the learned ranking that lies beside rules, as learned.zdm. */
#ifndef ZHIDA_TOOL_RANKING_H
#define ZHIDA_TOOL_RANKING_H

#include "dsl/engine/learned.h"
#include "dsl/tools/load.h"

#define RANKING_FILE "learned.zdm"

/* Opens the ranking in the first of the folders that has one; bytes stay in the loaded's arena.
 * *found is false where there is none. false: it is there and does not open; that was said. */
bool ranking_open(const struct tool *tool, const struct tool_options *options,
                  struct loaded *loaded, struct learned *learned, bool *found);

#endif
