/* segment: cuts the names of a list into words, with nothing but the list itself to learn from. */
#ifndef ZHIDA_EXCHANGE_SEGMENT_H
#define ZHIDA_EXCHANGE_SEGMENT_H

#include "dsl/base/vec.h"
#include "dsl/base/view.h"

typedef VEC(struct view) segments;

struct lexicon; /* what is known of the list's character sequences */

/* Learns from names; each counts once however often it stands there. Lives in the arena. */
struct lexicon *segment_learn(struct arena *arena, const struct view *names, size_t count);

/* The runs of letters and figures in a name: what punctuation cuts. A run of Latin words keeps its
 * blanks. */
void segment_runs(struct arena *arena, struct view name, segments *out);

/* Cuts a run into words of one to six characters; a Latin run stays whole. */
void segment_cut(const struct lexicon *lexicon, struct arena *arena, struct view run,
                 segments *out);

#endif
