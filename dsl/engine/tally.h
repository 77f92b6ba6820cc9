/* tally: what the evidence of a text adds up to. Private to dsl/engine. */
#ifndef ZHIDA_TALLY_H
#define ZHIDA_TALLY_H

#include "dsl/engine/recognise.h"

/* Fills the scores of categories and duties and the values of facts out of the evidence, in which
 * one word's entries for a category stand side by side. Memory from the arena. */
void evidence_tally(const struct rules *rules, struct arena *arena,
                    struct recognition *recognition);

#endif
