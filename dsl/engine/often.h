/* often: how often each duty happened, counted from a table of past cases. */
#ifndef ZHIDA_OFTEN_H
#define ZHIDA_OFTEN_H

#include "dsl/engine/rules.h"

struct often {
    const struct frequency *frequency; /* to be attached to the rules it was made for */
    size_t rows, counted;              /* behind the header; of these with a duty or unit known */
};

/* Reads TSV as `zhida tickets` writes it: the header names the columns; `duty` counts for the duty
 * of that code, `unit` alone for all duties of that unit together. Memory from the arena. false:
 * there is neither column. */
bool often_count(const struct rules *rules, struct view table, struct arena *arena,
                 struct often *out);

/* The same from the counts that stand in the ranking attached to the rules (learned.h), of tickets
 * and examples. false: there is none, or it knows none of the rules' duties. */
bool often_learned(const struct rules *rules, struct arena *arena, struct often *out);

#endif
