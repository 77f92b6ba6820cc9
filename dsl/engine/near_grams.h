/* near_grams: cutting texts and words into grams: characters, pairs of characters, English words.
 * Private to dsl/engine. */
#ifndef ZHIDA_NEAR_GRAMS_H
#define ZHIDA_NEAR_GRAMS_H

#include "dsl/base/view.h"

#include <stdint.h>

enum { TEXT_GRAMS = 240, WORD_GRAMS = 64 };

/* A gram by its name: a character, two of them, or an English word's hash with the highest bit. */
static inline bool gram_is_english(uint64_t gram)
{
    return gram >> 63;
}
/* Two characters, or an English word. */
static inline bool gram_is_pair(uint64_t gram)
{
    return gram >> 21;
}

/* A bit for each character of the basic plane: does it only hold a sentence together? */
struct loose {
    uint64_t bits[1024];
};
void loose_fill(struct loose *loose);

/* The grams of a folded word of the rules, the same one twice where it is there twice; at most
 * WORD_GRAMS. Returns how many. */
size_t grams_of_word(const struct loose *loose, struct view word, uint64_t grams[WORD_GRAMS]);

/* Those of a folded text: each once, and no English word that is loose; at most TEXT_GRAMS. */
size_t grams_of_text(const struct loose *loose, struct view text, uint64_t grams[TEXT_GRAMS]);

#endif
