/* talk_short: the short answers that every question gets, whatever it asks: yes, none, I do not
 * know, whatever you like, I cannot, later. Which of them a whole answer is. */
#ifndef ZHIDA_TALK_SHORT_H
#define ZHIDA_TALK_SHORT_H

#include "dsl/engine/recognise.h"

enum short_answer {
    SHORT_NONE,
    SHORT_YES,
    SHORT_NO,
    SHORT_UNKNOWN,
    SHORT_ANY,    /* whatever you like; both */
    SHORT_CANNOT, /* leave it out */
    SHORT_LATER,  /* comes in a moment */
    SHORT_KEEP,   /* nothing to change */
    SHORT_THANKS  /* thanks, understood */
};

/* By the word lists 确认, 否认, 不知道 and 跳过 first, then by the cues short_*. r may be NULL:
 * none. */
enum short_answer short_answer_of(const struct recognition *r);

/* Of two labels of choices, one a yes ("会,很危险") and one a no ("暂时不会"): which is the no? -1:
 * they are no such pair. */
int short_negative(const struct rules *rules, struct arena *arena, struct view first,
                   struct view second);

#endif
