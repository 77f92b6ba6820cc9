/* time_parts: a time said from one hour to another that lies over a border (matter.h, "HOW FACTS
 * DECIDE", rule 9). Private to dsl/engine. */
#ifndef ZHIDA_TIME_PARTS_H
#define ZHIDA_TIME_PARTS_H

#include "dsl/engine/decide.h"

/* One part of the time that was said, and what is decided in it: a duty, or NONE. */
struct time_part {
    struct minute_range range;
    int duty;
};

/* The parts of a matter's time, in order since it began, between the borders that the category's
 * conditions draw and at midnight; at most SPAN_PARTS_MAX. 0: the time is no single run from one
 * hour to another, or there are more. Their duties are NONE. */
int time_parts_of(const struct rules *rules, const struct matter *matter, int category,
                  struct time_part out[SPAN_PARTS_MAX]);

/* Which of them counts, now that their duties are there. */
int time_parts_choose(const struct rules *rules, const struct time_part *parts, int count);

#endif
