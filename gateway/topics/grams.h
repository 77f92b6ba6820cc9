/* grams: the runs of two to four Chinese characters of a text, as keyed hashes. From these it can
 * be told later which words came up for the first time, without any word being kept. Pure. */
#ifndef ZHIDA_TOPICS_GRAMS_H
#define ZHIDA_TOPICS_GRAMS_H

#include "dsl/base/sip.h"
#include "dsl/base/view.h"

enum { GRAM_SHORTEST = 2, GRAM_LONGEST = 4, GRAMS_MAX = 400, GRAMS_TEXT_MAX = 600 };

/* One occurrence: its hash, and the bytes [from, to) of the folded text. */
struct gram {
    uint32_t hash;
    uint32_t from, to;
};

/* All of a folded text in order of place, at most `max`; at one place the shorter comes first. */
size_t grams_of(const struct sip_key *key, struct view folded, struct gram *out, size_t max);

/* The distinct hashes, sorted, in the arena: what is kept of a case. */
struct view grams_pack(const struct sip_key *key, struct view folded, struct arena *arena);

#endif
