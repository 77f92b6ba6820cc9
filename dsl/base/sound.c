/* sound: two characters are held against each other by three numbers; most pairs differ in all of
 * them. Who types by sound picks a wrong character of the right syllable (噪因 for 噪音), who says
 * zh and z alike types that (投述 for 投诉), who writes by hand mistakes a shape (燥音). */
#include "dsl/base/sound.h"

int sound_distance(uint16_t a, uint16_t b)
{
    if (a == b)
        return 0;
    if (a < SOUND_FIRST || a > SOUND_LAST || b < SOUND_FIRST || b > SOUND_LAST)
        return SOUND_OTHER;
    const struct sound *x = &sound_table[a - SOUND_FIRST], *y = &sound_table[b - SOUND_FIRST];
    if ((x->sound && x->sound == y->sound) || (x->look && x->look == y->look))
        return 2;
    return x->near && x->near == y->near ? 3 : SOUND_OTHER;
}
