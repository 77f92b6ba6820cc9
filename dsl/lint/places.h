/* places: from the model back to the text. The model keeps the span of a whole block; whoever
 * points at a name or a clause needs its node, and whoever asks "in which block is this?" needs
 * the blocks in order. Both are gathered in one walk of the tree. */
#ifndef ZHIDA_LINT_PLACES_H
#define ZHIDA_LINT_PLACES_H

#include "dsl/check/model.h"

/* PLACE(array, node kind): the model's arrays in the order of their blocks. */
#define PLACES(PLACE)                                                                              \
    PLACE(areas, NODE_AREA)                                                                        \
    PLACE(units, NODE_UNIT)                                                                        \
    PLACE(lists, NODE_WORD_LIST)                                                                   \
    PLACE(periods, NODE_PERIOD)                                                                    \
    PLACE(facts, NODE_FACT)                                                                        \
    PLACE(clocks, NODE_CLOCK)                                                                      \
    PLACE(categories, NODE_CATEGORY)                                                               \
    PLACE(duties, NODE_DUTY)                                                                       \
    PLACE(tags, NODE_TAG)                                                                          \
    PLACE(numbers, NODE_NUMBER_DEF)                                                                \
    PLACE(dates, NODE_DATE_DEF)                                                                    \
    PLACE(policies, NODE_POLICY)                                                                   \
    PLACE(notices, NODE_NOTICE)                                                                    \
    PLACE(guides, NODE_GUIDE)                                                                      \
    PLACE(phrases, NODE_PHRASE)                                                                    \
    PLACE(cues, NODE_CUE)                                                                          \
    PLACE(tests, NODE_TEST)

typedef VEC(const struct node *) nodes;

struct place_block {
    const struct node *node;
    int parent; /* the block around it, or NONE */
    bool wrong; /* holds an error that no block inside it holds */
};

struct places {
#define PLACE(array, kind) nodes array;
    PLACES(PLACE)
#undef PLACE
    VEC(struct place_block) blocks; /* by file and place, outer before inner */
};

void places_init(struct places *places, struct arena *arena, const struct tree *tree);

/* The innermost block that holds the first byte of the span, or NONE. */
int places_block(const struct places *places, struct span span);

/* Of the NAME or STRING (code, title) a block is called by; of the block where it has none. */
struct span place_name(const struct node *block);

/* What the block is called by: name, code or title; empty where it has none. */
struct view place_called(const struct node *block);

/* Of a clause of the block, or place_name of the block. */
struct span place_clause(const struct node *block, enum node_kind clause);

#endif
