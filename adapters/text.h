/* text: cutting what is too long for a channel into numbered parts. */
#ifndef ZHIDA_ADAPTERS_TEXT_H
#define ZHIDA_ADAPTERS_TEXT_H

#include "dsl/base/view.h"

/* What a channel counts its limit in. */
enum text_measure { TEXT_BYTES, TEXT_UNITS16 };

size_t text_size(struct view text, enum text_measure measure);

/* Parts of at most limit each, in order. One part: the text itself. More: each begins with its
 * number "(1/3) ", ends where a sentence, else a clause or word, else a character as people see it
 * ends, and never inside a code point. Blanks at the cuts go. Returns how many; 0: more than max
 * (at most TEXT_PARTS_MAX), or limit too small to hold anything. */
enum { TEXT_PARTS_MAX = 20, TEXT_LIMIT_MIN = 32 };
size_t text_split(struct view text, enum text_measure measure, size_t limit, struct arena *arena,
                  struct view *parts, size_t max);

/* Text that came in, cut at INBOUND_TEXT_MAX bytes; *cut says whether. */
struct view text_inbound(struct view text, bool *cut);

#endif
