/* segment: the parts of a message that lists several things: 一是…二是…, 1、…2、…, （一）…,
 * 首先…其次…, 又是…又是…, 另外…, 还有…, also ..., secondly .... Found in folded text, independent
 * of any rules; whether the parts are different matters is for those who know the rules (matter.h,
 * rule 8). */
#ifndef ZHIDA_SEGMENT_H
#define ZHIDA_SEGMENT_H

#include "dsl/base/fold.h"

enum segment_kind {
    SEGMENT_FIRST,  /* what stands before the first mark */
    SEGMENT_LISTED, /* 1、 一是 首先 */
    SEGMENT_ADDED   /* 另外 还有 其次 */
};

struct segment {
    uint32_t from, to; /* bytes of the folded text, without what marks its beginning */
    enum segment_kind kind;
};

enum { SEGMENTS_MAX = 12 };

/* The parts in order; how many, 1 where nothing is listed. What goes beyond SEGMENTS_MAX stays with
 * the last. An empty part (nothing before 一是) is left out. */
size_t segment_find(struct view folded, struct segment out[SEGMENTS_MAX]);

/* The pieces of the clause that begins at *at, between its joining words (还, 又, 也, 而且, and); a
 * clause that begins with one goes on with the one before it. *at moves to the clause behind. How
 * many, in order; below 2: it joins nothing. */
size_t segment_joined(struct view folded, size_t *at, struct segment out[SEGMENTS_MAX]);

/* A part as it was written, without the blanks and marks at its ends. */
struct view segment_original(const struct folded *folded, const struct segment *segment);

#endif
