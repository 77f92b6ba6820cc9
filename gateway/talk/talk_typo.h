/* talk_typo: reading a text that holds no word of the rules once more, with characters that sound
 * or look alike taken for one another. */
#ifndef ZHIDA_TALK_TYPO_H
#define ZHIDA_TALK_TYPO_H

#include "dsl/engine/recognise.h"

/* Recognises; where that says nothing of a matter, tries words that nearly stand there, and takes
 * them where one reading wins clearly. read_as: what was read as what, a pair a line
 * ("噪因\t噪音\n"), else empty. Memory from the arena. */
struct recognition *typo_recognise(const struct rules *rules, struct arena *arena, struct view text,
                                   struct view *read_as);

/* The pairs for people: “噪因”→“噪音”. */
struct view typo_tell(struct view read_as, struct arena *arena);

#endif
