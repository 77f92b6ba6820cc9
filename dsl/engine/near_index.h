/* near_index: which duties have which gram, how often. Private to dsl/engine. */
#ifndef ZHIDA_NEAR_INDEX_H
#define ZHIDA_NEAR_INDEX_H

#include "dsl/engine/near_grams.h"
#include "dsl/engine/rules.h"

struct near_has {
    uint32_t duty, count;
};

/* A gram of the rules: the duties that have it, and how few these are. */
struct near_gram {
    uint32_t at, n; /* of index.has */
    double rare;
};

struct near_slot {
    uint64_t name; /* 0: free */
    uint32_t number;
};

struct near_index {
    struct loose loose;
    struct near_slot *slots; /* the grams by hash of their names */
    size_t room;             /* a power of two */
    struct near_gram *grams; /* by number */
    struct near_has *has;
    uint32_t *lengths; /* by duty: grams of its words and names */
    double *part;      /* by duty: how much longer than others that is, as it is weighed */
};

/* The gram, or NULL: no duty has it. */
const struct near_gram *near_gram_find(const struct near_index *index, uint64_t name);

#endif
