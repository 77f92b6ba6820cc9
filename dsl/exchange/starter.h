/* starter: what every district needs beside its duties, out of the sample district. */
#ifndef ZHIDA_EXCHANGE_STARTER_H
#define ZHIDA_EXCHANGE_STARTER_H

#include "dsl/base/buf.h"

/* The word lists that the talk needs, and those they name, out of the sample's words.zd. */
void starter_write_words(struct arena *arena, struct buf *out);

#endif
