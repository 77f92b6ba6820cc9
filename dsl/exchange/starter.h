/* starter: what every district needs beside its duties, taken from the sample district when the
 * program is built: the bot's phrases, what it listens for, the talk's word lists, the calendar. */
#ifndef ZHIDA_EXCHANGE_STARTER_H
#define ZHIDA_EXCHANGE_STARTER_H

#include "dsl/base/buf.h"

extern const char starter_phrases[];
extern const char starter_cues[];
extern const char starter_words[];
extern const char starter_calendar[];

/* The word lists that the talk needs, and those they name, out of the sample's words.zd. */
void starter_write_words(struct arena *arena, struct buf *out);

#endif
