/* wish: what a question wants to read: an amount, a time, a place, the way to do it. */
#ifndef ZHIDA_WISH_H
#define ZHIDA_WISH_H

#include "dsl/base/view.h"

/* Bits, one per row of the table in wish.c; texts are folded. */
unsigned wishes_of(struct view question);

/* Is a token of the question only a word of asking ("materials", "phone")? */
bool wish_is_word(unsigned wishes, struct view token);

/* How well a section's heading promises it, 0..1. */
double wish_heading(unsigned wishes, struct view section);

/* What a sentence gets for holding what is wanted; 0: it does not. */
int wish_granted(unsigned wishes, struct view sentence);

/* Which of the wishes a sentence holds, as bits, and how many of these are loose ones (a way, a
 * condition, a list: many sentences look like it). */
unsigned wishes_held(unsigned wanted, struct view sentence);
unsigned wishes_loose(unsigned held);

/* Is a quote without it no answer? */
bool wish_is_strict(unsigned wishes);

#endif
