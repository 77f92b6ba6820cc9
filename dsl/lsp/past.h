/* past: how many of the past texts the rules at hand decide for each duty and unit. */
#ifndef ZHIDA_LSP_PAST_H
#define ZHIDA_LSP_PAST_H

#include "dsl/lsp/names.h"
#include "dsl/lsp/project.h"

/* Decides some more of them by the project's image; false: all are done, or there are none. */
bool past_work(struct lsp *lsp, struct project *project);
void past_free(struct project *project);

/* "N of M past texts": nothing where none are known of the symbol's kind. */
void past_put_hits(const struct lsp *lsp, const struct project *project,
                   const struct symbol *symbol, struct buf *out);

#endif
