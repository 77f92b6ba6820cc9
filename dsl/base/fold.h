/* fold: the form in which citizens' words and the rules' words meet. NFKC, lower case, traditional
 * to simplified, full width to half width, other forms of a character (variant_table.h) to the
 * usual one; what nobody sees (zero width, variation selectors) goes. Chinese digits are left to
 * those who read numbers, for only they know whether 一 in a word is one; 〇 alone is a digit and
 * nothing else. Blanks and punctuation stay, but a run of blanks, or of the same mark of a sentence
 * (!!!, 。。。, ……), becomes one. One code point never folds to more than four. The table is made
 * at build time from utf8proc and OpenCC (fold_table.c, by foldgen.c), so nothing is looked up at
 * run time. */
#ifndef ZHIDA_FOLD_H
#define ZHIDA_FOLD_H

#include "dsl/base/view.h"

struct folded {
    struct view text; /* the folded text, UTF-8 */
    uint32_t *origin; /* for each byte of text, and one behind it: the byte of the original */
    struct view original;
};

/* Folds text into the arena. Text that is not UTF-8 keeps U+FFFD where it is broken. */
struct folded fold_text(struct arena *arena, struct view text);

/* Folds a single word; no map. */
struct view fold_word(struct arena *arena, struct view word);

/* The same for a word that lives as long as the arena: if it folds to itself, as most do, it is
 * what comes back. */
struct view fold_lasting(struct arena *arena, struct view word);

/* The original's part that a part [from, to) of the folded text came from. */
struct view fold_original(const struct folded *folded, size_t from, size_t to);

#endif
