/* match: every word of the rules that occurs in a text, longest first at each place. Private to
 * dsl/engine. */
#ifndef ZHIDA_MATCH_H
#define ZHIDA_MATCH_H

#include "dsl/base/vec.h"
#include "dsl/engine/layout.h"

/* An occurrence that counts for something: `seen` are the layers (LAYER_...) in which it does. It
 * is gone from LAYER_MATTER and LAYER_TALK where a longer word of that layer hides it. */
struct match {
    uint32_t word, seen;
    uint32_t from, to; /* code points */
};

struct matches {
    uint32_t *points;  /* the text's code points */
    uint32_t *offsets; /* where each begins, and where the last ends: points + 1 entries */
    uint32_t point_count;
    VEC(struct match) list; /* by from, longer ones first */
};

/* Fills matches; memory from the arena. The text is folded. */
void match_words(const struct rules *rules, struct arena *arena, struct view text,
                 struct matches *matches);

#endif
