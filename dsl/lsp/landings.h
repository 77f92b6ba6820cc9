/* landings: where each example lands, as the compiled rules decide it. */
#ifndef ZHIDA_LSP_LANDINGS_H
#define ZHIDA_LSP_LANDINGS_H

#include "dsl/lsp/project.h"

/* Decides every example by the image of sound rules; with errors the old ones stay. */
void landings_make(struct lsp *lsp, struct project *project);

/* What an example of a duty is decided to; empty: not known yet. */
struct view landings_find(const struct project *project, struct view code, struct view text);

#endif
