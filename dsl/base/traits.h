/* traits: what a text is made of, for whoever learns from sentences: the set of its characters and
 * of the pairs of neighbours. What tells nothing (blanks, marks) parts neighbours. A word of
 * letters and a number are one character each, and all numbers the same. */
#ifndef ZHIDA_TRAITS_H
#define ZHIDA_TRAITS_H

#include "dsl/base/view.h"

#include <stdint.h>

enum { TRAITS_READ_MAX = 160 /* characters */, TRAITS_MAX = 2 * TRAITS_READ_MAX };

/* A text of more characters tells of much, and is better read piece by piece. */
enum { TRAITS_LONG = 80 };

/* A character or a pair, by number: different ones share theirs by chance only. */
struct trait {
    uint32_t number;
    uint16_t from, to; /* bytes of the text */
};

struct traits {
    struct trait at[TRAITS_MAX]; /* each number once, in the order of their ends */
    size_t n;
};

/* Of the beginning of a folded text; numbers have no bits but those of the mask. */
void traits_read(struct traits *traits, struct view folded, uint32_t mask);

/* Has it more than so many characters, a word of letters being one? */
bool traits_longer(struct view folded, int characters);

/* The next piece of a text, which begins at *at, 0 at first; false: there is none. Up to the first
 * mark behind the least characters, or TRAITS_LONG of them. */
bool traits_piece(struct view folded, int least, size_t *at, struct view *piece);

/* What of the text speaks most for something, the strongest first, none overlapping another; at
 * most `most`. speaks: by trait; a pair speaks together with its two characters. They lie in the
 * text. */
size_t traits_reasons(const struct traits *traits, const float *speaks, struct view folded,
                      struct view *reasons, size_t most);

#endif
