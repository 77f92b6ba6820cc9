/* alike: words of the rules that a text nearly holds: the same but for a character that sounds or
 * looks alike (dsl/base/sound.h). For a second reading of what was not understood; the first never
 * asks. */
#ifndef ZHIDA_ALIKE_H
#define ZHIDA_ALIKE_H

#include "dsl/engine/recognise.h"

struct alike {
    uint32_t from, to; /* bytes of the folded text, where the word nearly stands */
    struct view word;  /* lives in the image */
    int length;        /* characters of the word */
    int distance;      /* sum over its characters (sound_distance) */
    bool area, talk;   /* it names an area; it is of the talk's lists alone */
};

/* Fills out, the best first: longer words, and those less far off, before others. None overlaps a
 * word that was found. Words of two or three characters may differ in one of them, longer ones in
 * two. In time linear in words times characters. */
size_t alike_words(const struct rules *rules, struct arena *arena, const struct recognition *of,
                   struct alike *out, size_t max);

#endif
