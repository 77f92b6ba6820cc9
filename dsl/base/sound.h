/* sound: which characters are written for one another, by sound or by shape. Made at build time
 * (soundgen.c): the readings from ICU, the shapes from look_table.h. */
#ifndef ZHIDA_SOUND_H
#define ZHIDA_SOUND_H

#include <stdint.h>

enum { SOUND_FIRST = 0x4e00, SOUND_LAST = 0x9fff };

/* Numbers, 0: none. sound: the syllable without its tone; near: what many people do not tell apart
 * (zh and z, ch and c, sh and s, n and l, -ng and -n); look: a group of shapes. */
struct sound {
    uint16_t sound, near, look;
};
extern const struct sound sound_table[SOUND_LAST - SOUND_FIRST + 1];

/* How far off b is, written for a: 0 the same, then 2 (same sound, or alike in shape), 3 (nearly
 * the same sound); SOUND_OTHER: it is another character. */
enum { SOUND_OTHER = 100 };
int sound_distance(uint16_t a, uint16_t b);

#endif
