/* ranking: the learned ranking that lies beside rules, as learned.zdm. */
#ifndef ZHIDA_TOOL_RANKING_H
#define ZHIDA_TOOL_RANKING_H

#include "dsl/engine/learned.h"
#include "dsl/tools/load.h"

/* Attaches the ranking in the first of the folders that has one to the loaded rules; it lives as
 * long as they do. false: it is there and does not open; that was said. */
bool ranking_open(const struct tool *tool, const struct tool_options *options,
                  struct loaded *loaded);

#endif
