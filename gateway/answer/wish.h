/* wish: what a question wants to read: an amount, a time, a place, the way to do it. */
#ifndef ZHIDA_WISH_H
#define ZHIDA_WISH_H

#include "dsl/base/view.h"

/* Bits, one per row of the table in wish.c; texts are folded. */
unsigned wishes_of(struct view question);

/* Is a token of the question only a word of asking ("materials", "phone")? */
bool wish_is_word(unsigned wishes, struct view token);

/* What a section's heading promises, and how well that serves the wishes, 0..1. */
unsigned wishes_promised(struct view section);
double wish_served(unsigned wishes, unsigned promised);

/* What a sentence gets for holding what is wanted; 0: it does not. */
int wish_granted(unsigned wishes, struct view sentence);

/* Is a quote without it no answer? */
bool wish_is_strict(unsigned wishes);

#endif
