/* case_talk: the part of a person's conversation that belongs to one case. */
#ifndef ZHIDA_CASE_TALK_H
#define ZHIDA_CASE_TALK_H

#include "gateway/store/cases.h"
#include "gateway/store/turns.h"

/* The talk that led to the case and what was said about it since, oldest first; none where the
 * person's words were erased. */
enum store_error case_talk(struct store *store, const struct case_full *of, struct arena *arena,
                           struct turn_row **rows, size_t *count) STORE_CHECKED;

#endif
