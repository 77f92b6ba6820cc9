/* naming: names of the language out of names people gave. Chinese stays Chinese. */
#ifndef ZHIDA_EXCHANGE_NAMING_H
#define ZHIDA_EXCHANGE_NAMING_H

#include "dsl/base/buf.h"

/* Names given so far; each set is unique in itself. */
struct naming {
    struct arena *arena;
    struct view *slots;
    size_t room, used;
};

/* A valid name that nobody of the set has: letters and digits kept, everything else a '_' between
 * them or gone, figures at the front moved behind. What is reserved, or empty, is helped by suffix
 * ("类"); what is taken by before ("教育_其他"), then by a number. */
struct view naming_make(struct naming *naming, struct view text, struct view before,
                        const char *suffix);

/* Is it a word of the language that cannot be a name? */
bool naming_reserved(struct view name);

#endif
