/* mask: numbers by which a person can be reached or named, made unreadable in a text. */
#ifndef ZHIDA_MASK_H
#define ZHIDA_MASK_H

#include "dsl/base/view.h"

/* The text with the middle of every telephone number and identity number replaced by '*'; the
 * text itself where there is none. Blanks and hyphens inside a number do not hide it. */
struct view mask_numbers(struct view text, struct arena *arena);

/* The same for a text that is such a number, of whatever length: all but the ends. */
struct view mask_number(struct view number, struct arena *arena);

/* A text written from what was shown masked: each masked number that is one of these texts' becomes
 * that number again. Left as it is: what fits two different ones, or none. Kept by the arena. */
struct view mask_undo(struct view text, const struct view *originals, size_t count,
                      struct arena *arena);

/* How many such numbers it holds. */
size_t mask_count(struct view text);

#endif
