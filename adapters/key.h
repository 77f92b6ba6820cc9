/* key: the fixed-size name under which a message is known again. */
#ifndef ZHIDA_ADAPTERS_KEY_H
#define ZHIDA_ADAPTERS_KEY_H

#include "dsl/base/view.h"

enum { KEY_HEX = 32 };

/* 32 hex characters over the parts (at most twelve); no two lists of parts mean the same. Reveals
 * neither sender nor text. */
struct view key_of(struct arena *arena, const struct view *parts, size_t count);

#endif
